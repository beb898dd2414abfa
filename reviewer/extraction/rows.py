"""From the lines of a table to rows: which text is name, target, operator …, whatever way the cells were set down."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.extraction import lexicon, stream
from reviewer.extraction.alignment import FIT, ALIAS, align, fits
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.extraction.parts import Part
from reviewer.model import Cell, Place

SHIFTED = "列错位，按内容归位"
_CLEARLY = 1.0  # how much better the fit must be before cells are moved


@dataclass(slots=True)
class Row:
    """One row in the rough: the texts by field as printed, the place where its name (else its first content) stands,
    and doubts. `merged`: the source left cells out, so that a missing one may be a merged one."""

    cells: dict[str, str]
    place: Place
    doubts: list[str] = field(default_factory=list)
    merged: bool = False


def rows_of(part: Part) -> Iterator[Row]:
    """The rows of a table in reading order, empty and level-only ones included."""
    columns = part.columns
    match columns.shape:
        case "stream":
            yield from (_row(fields, cells, merged=True) for fields, cells in stream.rows(part.body, columns))
        case "words":
            for line in part.body:
                yield from _by_content(_words(line, columns), columns)
        case "rows":
            for line in _mended(list(_whole_rows(part.body, len(columns.fields))), columns):
                yield from _by_column(line, columns)


def _row(fields: list[str], cells: list[Cell], *, merged: bool = False) -> Row:
    texts = {name: _joined(cell.text) for name, cell in zip(fields, cells, strict=True) if cell.text}
    content = [cell for name, cell in zip(fields, cells, strict=True) if cell.text and name not in ("level1", "level2")]
    named = next((cell for name, cell in zip(fields, cells, strict=True) if name == "name" and cell.text), None)
    return Row(texts, (named or (content or cells)[0]).place, merged=merged)


def _joined(text: str) -> str:
    return "".join(part.strip() for part in text.split("\n")) if "\n" in text else text


def _words(line: Line, columns: Columns) -> list[Cell]:
    cell = next(cell for cell in line.cells if cell.text)
    words = columns.split(cell.text)
    while len(words) > len(columns.order):
        words = max(_one_fewer(words), key=lambda fewer: align("".join(map(class_of, fewer)), columns.order)[0])
    return [Cell(word, cell.place, 0, column) for column, word in enumerate(words)]


def _one_fewer(words: list[str]) -> Iterator[list[str]]:
    """Two neighbours taken for one text with a space in it, in every way."""
    for index in range(len(words) - 1):
        yield [*words[:index], f"{words[index]} {words[index + 1]}", *words[index + 2 :]]


def _by_content(cells: list[Cell], columns: Columns) -> Iterator[Row]:
    score, chosen = align("".join(class_of(cell.text) for cell in cells), columns.order)
    if chosen and score > -_CLEARLY * len(cells):
        yield _row([columns.order[index] for index in chosen], cells, merged=True)


def _by_column(line: Line, columns: Columns) -> Iterator[Row]:
    """A row whose cells say their column. Where some cannot be what their column says, they go by content."""
    cells = [cell for cell in line.cells if cell.text and not _is_beside(cell, columns)]
    if not cells:
        return
    fields = [_field(cell, columns) for cell in cells]
    if not any(fields) and len(cells) == 1:
        return
    if _fits_columns(cells, fields, line, columns):
        placed = [(name, cell) for name, cell in zip(fields, cells, strict=True) if name]
        if placed:
            yield _row([name for name, _ in placed], [cell for _, cell in placed])
        return
    letters = "".join(class_of(cell.text) for cell in cells)
    score, chosen = align(letters, columns.order)
    found = [columns.order[index] for index in chosen]
    if not found or score <= _sum(letters, fields, columns) + _CLEARLY:
        found = fields
    kept = [(name, cell) for name, cell in zip(found, cells, strict=True) if name]
    if not kept:
        return
    row = _row([name for name, _ in kept], [cell for _, cell in kept], merged=line.ragged)
    if found != fields and not line.ragged:
        row.doubts.append(SHIFTED)
    yield row


def _field(cell: Cell, columns: Columns) -> str:
    return columns.fields[cell.column] if cell.column < len(columns.fields) else ""


def _is_beside(cell: Cell, columns: Columns) -> bool:
    """Whether a cell is the label down the left side."""
    return not _field(cell, columns) and lexicon.is_side(cell.text)


def _fits_columns(cells: list[Cell], fields: list[str], line: Line, columns: Columns) -> bool:
    named = "name" in fields
    short = line.ragged and len(line.cells) < len(columns.fields)
    for cell, name in zip(cells, fields, strict=True):
        letter = class_of(cell.text)
        if not name:
            return False
        if name in ("level1", "level2"):
            unknown = letter not in FIT[name] and (letter in "LKBlkb" or not named or short)
            if unknown or (letter in "LK" and letter not in FIT[name]):
                return False
        elif not fits(letter, name):
            return False
    return True


def _sum(letters: str, fields: list[str], columns: Columns) -> float:
    """How well letters fit the fields where they stand, in the measure of `align`."""
    from reviewer.extraction.alignment import MISSING

    score = sum(
        FIT[ALIAS.get(name, name)].get(letter, -12.0) if name else -12.0
        for letter, name in zip(letters, fields, strict=True)
    )
    return score - sum(
        MISSING.get(ALIAS.get(name, name), 0.4)
        for name in columns.order
        if name not in fields and name not in ("level1", "level2", "other")
    )


def _mended(lines: list[Line], columns: Columns) -> Iterator[Line]:
    """Rows broken in two by a line end inside a cell put together: the first stops at name or description, the second
    goes on at the left edge, and so put together every cell fits its column."""
    index = 0
    while index < len(lines):
        line = lines[index]
        whole = _put_together(line, lines[index + 1], columns) if index + 1 < len(lines) else None
        yield whole or line
        index += 2 if whole else 1


def _put_together(first: Line, second: Line, columns: Columns) -> Line | None:
    end, start = first.cells[-1], second.cells[0]
    if first.ragged or second.ragged or start.column != 0 or _field(end, columns) not in ("name", "description"):
        return None
    if len(second.cells) < 2 or class_of(start.text) not in "TP" or _fits_columns(
        second.cells, [_field(cell, columns) for cell in second.cells], second, columns
    ):
        return None
    joined = Cell(f"{end.text}\n{start.text}", end.place, 0, end.column)
    moved = [Cell(cell.text, cell.place, 0, cell.column + end.column) for cell in second.cells[1:]]
    cells = [*first.cells[:-1], joined, *moved]
    fields = [_field(cell, columns) for cell in cells]
    line = Line(cells)
    return line if "target" in fields and all(fields) and _fits_columns(cells, fields, line, columns) else None


def _whole_rows(lines: list[Line], width: int) -> Iterator[Line]:
    """Rows of one cell a line put together where an empty paragraph inside a cell tore them, and cut where blank
    lines between them were lost. Other rows pass as they are."""
    pending: list[Cell] = []
    for line in lines:
        if not _is_listed(line) or len(line.cells) == width:
            yield from _pieces(pending, width)
            pending = []
            yield line
            continue
        if pending and (len(pending) + len(line.cells) > width or _begins(line)):
            yield from _pieces(pending, width)
            pending = []
        pending += line.cells
        if len(pending) >= width:
            yield from _pieces(pending, width)
            pending = []
    yield from _pieces(pending, width)


def _is_listed(line: Line) -> bool:
    """Whether a row was set down one cell a line."""
    return line.ragged and (len(line.cells) == 1 or line.cells[0].place != line.cells[-1].place)


def _begins(line: Line) -> bool:
    return any(class_of(cell.text) in "LKB" for cell in line.cells[:2])


def _pieces(cells: list[Cell], width: int) -> Iterator[Line]:
    if not cells:
        return
    step = width if len(cells) % width == 0 else len(cells)
    for start in range(0, len(cells), step):
        piece = [Cell(cell.text, cell.place, 0, column) for column, cell in enumerate(cells[start : start + step])]
        yield Line(piece, ragged=True)

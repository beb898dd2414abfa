"""From the lines of a table to rows: which text is name, target, operator …, whatever way the cells were set down."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.extraction import broken, lexicon, stream
from reviewer.extraction.alignment import align, worth
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.extraction.parts import Part
from reviewer.extraction.placing import field_of, fits_columns
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
            for line in broken.whole(part.body, columns):
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
    return [Cell(word, cell.place, 0, column) for column, word in enumerate(columns.split(cell.text))]


def _by_content(cells: list[Cell], columns: Columns) -> Iterator[Row]:
    score, chosen = align("".join(class_of(cell.text) for cell in cells), columns.order)
    if chosen and score > -_CLEARLY * len(cells):
        yield _row([columns.order[index] for index in chosen], cells, merged=True)


def _by_column(line: Line, columns: Columns) -> Iterator[Row]:
    """A row whose cells say their column. Where some cannot be what their column says, they go by content."""
    cells = [cell for cell in line.cells if cell.text and not _is_beside(cell, columns)]
    if not cells:
        return
    fields = [field_of(cell, columns) for cell in cells]
    if not any(fields) and len(cells) == 1:
        return
    if fits_columns(cells, line, columns):
        placed = [(name, cell) for name, cell in zip(fields, cells, strict=True) if name]
        if placed:
            yield _row([name for name, _ in placed], [cell for _, cell in placed])
        return
    letters = "".join(class_of(cell.text) for cell in cells)
    score, chosen = align(letters, columns.order)
    found = [columns.order[index] for index in chosen]
    if not found or score <= worth(letters, fields, columns.order) + _CLEARLY:
        found = fields
    kept = [(name, cell) for name, cell in zip(found, cells, strict=True) if name]
    if not kept:
        return
    row = _row([name for name, _ in kept], [cell for _, cell in kept], merged=line.ragged)
    if found != fields and not line.ragged:
        row.doubts.append(SHIFTED)
    yield row


def _is_beside(cell: Cell, columns: Columns) -> bool:
    """Whether a cell is the label down the left side."""
    return not field_of(cell, columns) and lexicon.is_side(cell.text)

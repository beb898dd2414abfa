"""From the lines of a table to rows: which text is name, target, operator …, whatever way the cells were set down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reviewer.extraction import broken, lexicon, stream
from reviewer.extraction.alignment import align
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.extraction.parts import Part
from reviewer.extraction.placing import field_of, place
from reviewer.model import Cell, Place

_SILENT = ("", "seq", "other")  # fields of columns that do not make a row
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


def _row(fields: Sequence[str], cells: Sequence[Cell], *, merged: bool = False) -> Row:
    """A row of cells with their fields; a cell without a field is left out."""
    texts: dict[str, str] = {}
    content: Place | None = None
    for name, cell in zip(fields, cells, strict=True):
        if not name or not cell.text:
            continue
        texts[name] = _joined(cell.text)
        if name == "name" or (content is None and name not in ("level1", "level2")):
            content = cell.place
    return Row(texts, content or cells[0].place, merged=merged)


def _joined(text: str) -> str:
    return "".join(part.strip() for part in text.split("\n")) if "\n" in text else text


def _words(line: Line, columns: Columns) -> list[Cell]:
    cell = next(cell for cell in line.cells if cell.text)
    return [Cell(word, cell.place, 0, column) for column, word in enumerate(columns.split(cell.text))]


def _by_content(cells: list[Cell], columns: Columns) -> Iterator[Row]:
    cells = _said(cells)
    score, chosen = align("".join(class_of(cell.text) for cell in cells), columns.order)
    if chosen and score > -_CLEARLY * len(cells):
        yield _row([columns.order[index] for index in chosen], cells, merged=True)


def _said(cells: list[Cell], columns: Columns | None = None) -> list[Cell]:
    """The cells of a row; where beside levels (and columns that say nothing, as numbers of rows) it only says that
    there is nothing (/, 无), its levels."""
    levels = []
    for cell in cells:
        if class_of(cell.text) in "LKB":
            levels.append(cell)
        elif not lexicon.is_placeholder(cell.text) and (columns is None or field_of(cell, columns) not in _SILENT):
            return cells
    return levels if 0 < len(levels) < len(cells) or columns else cells


def _by_column(line: Line, columns: Columns) -> Iterator[Row]:
    """A row whose cells say their column. Where some cannot be what their column says, they go by content."""
    cells = [cell for cell in line.cells if cell.text and (field_of(cell, columns) or not lexicon.is_side(cell.text))]
    if not cells or (len(cells) == 1 and not field_of(cells[0], columns)):
        return
    cells = _said(cells, columns)
    short = line.ragged and len(line.cells) < len(columns.fields)
    fields, moved = place(cells, columns, short=short)
    if any(fields):
        row = _row(fields, cells, merged=moved and short)
        if moved and not short:
            row.doubts.append(SHIFTED)
        yield row

"""Rows that lines tore apart or ran together, made whole before their cells are read."""

import re
from collections.abc import Iterable, Iterator

from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line, is_below, joined
from reviewer.extraction.placing import field_of, fits_columns
from reviewer.model import Cell

_MOST_TORN = 3  # lines that one row is torn into, less one
_REST, _SHORT_REST = 40, 6  # characters of the rest of words, of a value
_EXACT = ("target", "term_target", "actual", "operator", "sign", "nature", "direction", "unit", "weight", "score")
_PAGE_HEAD = re.compile(r"预算|公开|目标|年度|[局委会厅办院心府]$|[0-9]{4}年.*表$|.{6}表$")


def whole(lines: list[Line], columns: Columns) -> Iterator[Line]:
    """The rows of a table, one a line."""
    yield from _whole_rows(_mended(lines, columns), len(columns.fields))


def _mended(lines: list[Line], columns: Columns) -> Iterator[Line]:
    """Rows broken by line ends inside cells put together; a paragraph that is no part of a row is left out."""
    index = 0
    while index < len(lines):
        row, index = lines[index], index + 1
        while (found := _put_together(row, lines[index : index + _MOST_TORN], columns)) is not None:
            row, taken = found
            index += taken
        if not row.paragraph:
            yield row


def _put_together(row: Line, below: list[Line], columns: Columns) -> tuple[Line, int] | None:
    """A row together with as few of the lines below it as make it whole, and how many these are; None where it needs
    none, or none help."""
    for taken, line in enumerate(below, start=1):
        if not is_below(row, line):
            return None
        end, start, row = row, line, joined(row, line)
        both = row.cells[len(end.cells) - 1]
        if row.cells[-1].column >= len(columns.fields) or not _goes_on(end.cells[-1], start.cells[0], both, columns):
            return None
        if len(start.cells) == 1 and _is_rest(end, start, columns):
            return row, taken
        if _fit(start, columns) or (len(start.cells) == 1 and end.cells[-1].column == len(columns.fields) - 1):
            return None
        if _fit(row, columns):
            return row, taken
    return None


def _is_rest(first: Line, second: Line, columns: Columns) -> bool:
    """Whether a line with a single text may be the rest of the cell above it: of the last one, where nothing behind
    the text says that the row goes on."""
    text = second.cells[0].text
    if len(text) > _REST or text[-1] in ":：" or _PAGE_HEAD.search(text) or lexicon.is_placeholder(text):
        return False
    last = len(columns.fields) - 1
    return first.cells[-1].column == last or not (second.paragraph or second.ragged)


def _goes_on(end: Cell, start: Cell, both: Cell, columns: Columns) -> bool:
    """Whether two halves may be one cell: words go on in words, a level or a value only where it is whole then."""
    field, letter = field_of(end, columns), class_of(both.text)
    if class_of(start.text) not in ("TPSCUVNO" if field in _EXACT else "TPSCUVNlkb"):
        return False
    if field in ("level1", "level2"):
        return class_of(end.text) not in "LKB" and letter in "LKBlkb"
    if field in _EXACT:
        return letter in "VNUOD" and len(start.text) <= _SHORT_REST
    return field != "" and letter in "TPSC" and class_of(end.text) in "TPSClkb"


def _fit(line: Line, columns: Columns) -> bool:
    """Whether a line is a row: every cell may stand in its column, and one of them is the target."""
    cells = [cell for cell in line.cells if cell.text and not lexicon.is_side(cell.text)]
    return fits_columns(cells, columns) and any(field_of(cell, columns) == "target" for cell in cells)


def _whole_rows(lines: Iterable[Line], width: int) -> Iterator[Line]:
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

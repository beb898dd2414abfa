"""Rows that lines tore apart or ran together, made whole before their cells are read."""

import re
from collections.abc import Iterable, Iterator

from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line, is_below, joined
from reviewer.extraction.placing import field_of, fits_columns
from reviewer.model import Cell

_REST, _SHORT_REST = 40, 6  # characters of the rest of words, of a value
_EXACT = ("target", "term_target", "actual", "operator", "sign", "nature", "direction", "unit", "weight", "score")
_PAGE_HEAD = re.compile(r"预算|公开|目标|年度|[局委会厅办院心府]$")


def whole(lines: list[Line], columns: Columns) -> Iterator[Line]:
    """The rows of a table, one a line."""
    yield from _whole_rows(_mended(lines, columns), len(columns.fields))


def _mended(lines: list[Line], columns: Columns) -> Iterator[Line]:
    """Rows broken by line ends inside cells put together; a paragraph that is no part of a row is left out."""
    row: Line | None = None
    for line in lines:
        if row is not None and is_below(row, line) and (whole := _put_together(row, line, columns)) is not None:
            row = whole
        elif not line.paragraph:
            if row is not None:
                yield row
            row = line
    if row is not None:
        yield row


def _put_together(first: Line, second: Line, columns: Columns) -> Line | None:
    """Two lines as one row, where that fits the columns as the second by itself does not; None where it does not."""
    row = joined(first, second)
    cell = row.cells[len(first.cells) - 1]
    if not _goes_on(first.cells[-1], second.cells[0], cell, columns):
        return None
    if len(second.cells) == 1:
        return row if _is_rest(first, second, columns) else None
    if row.cells[-1].column >= len(columns.fields) or _fit(second, columns):
        return None
    return row if _fit(row, columns) else None


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

"""Tables of a page as grids: rowspan and colspan as a browser lays them out."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from reviewer.documents import deadline
from reviewer.documents.web.marks import is_hidden, kind
from reviewer.documents.word.story import Grid, GridCell, GridRow, Line

_MOST = 1000  # columns of one cell: as browsers have it
_SECTIONS = ("thead", "tbody", "tfoot")
_HIDDEN_ROW, _HIDDEN_COLUMN = "位于隐藏行", "位于隐藏列"

Content = Callable[..., Iterator[Line | Grid]]


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell set on the grid: its first column and the one after its last, whether it goes on the row above, whether
    it goes on in the row below."""

    start: int
    end: int
    content: tuple[Line | Grid, ...] = ()
    below: bool = False
    merged: bool = False


@dataclass(slots=True)
class _Reaching:
    """A cell that reaches into rows to come."""

    start: int
    end: int
    rows: int


def grid_of(table: Any, content_of: Content, *, sheet: bool) -> Grid:
    """A table with what its cells hold, told by `content_of`. `sheet`: it is a worksheet saved as a page, whose hidden
    rows and columns are kept and marked; elsewhere what is hidden is left out."""
    rows: list[tuple[list[_Set], tuple[str, ...]]] = []
    for section in _sections(table):
        reaching: list[_Reaching] = []
        for number, row in enumerate(section):
            deadline.check()
            hidden = is_hidden(row)
            written = [] if hidden and not sheet else list(_cells(row, content_of, sheet=sheet))
            placed = sorted(_placed(written, reaching, len(section) - number), key=lambda cell: cell.start)
            rows.append((placed, (_HIDDEN_ROW,) if hidden else ()))
    starts = sorted({cell.start for cells, _ in rows for cell in cells})
    grid = Grid(seen=len(rows))
    for number, (cells, doubts) in enumerate(rows, start=1):
        grid.rows.append(GridRow(number, tuple(_cell(cell, starts) for cell in cells), doubts=doubts))
    return grid


def _sections(table: Any) -> Iterator[list[Any]]:
    """The rows of a table, those of each section together: no cell reaches out of its section."""
    loose: list[Any] = []
    for child in table:
        if child.tag in _SECTIONS:
            if loose:
                yield loose
                loose = []
            yield list(_rows(child))
        else:
            loose += _rows(child, own=True)
    if loose:
        yield loose


def _rows(element: Any, *, own: bool = False) -> Iterator[Any]:
    """The rows of a table's part, also inside marks that do not belong there or were not ended (<td><b>…<tr>)."""
    for child in (element,) if own else element:
        found = kind(child)
        if found == "row":
            yield child
        if found != "table" and isinstance(child.tag, str) and child.tag != "caption":
            yield from _rows(child)


def _cells_of(element: Any) -> Iterator[Any]:
    """The cells of a row, in the same way."""
    for child in element:
        found = kind(child)
        if found == "cell":
            yield child
        if found in ("cell", "") and isinstance(child.tag, str):
            yield from _cells_of(child)


@dataclass(frozen=True, slots=True)
class _Written:
    """A cell as written."""

    rows: int
    columns: int
    content: tuple[Line | Grid, ...]


def _cells(row: Any, content_of: Content, *, sheet: bool) -> Iterator[_Written]:
    for cell in _cells_of(row):
        hidden = is_hidden(cell)
        if hidden and not sheet:
            continue
        content = tuple(content_of(cell, sheet=sheet))
        if hidden:
            content = tuple(
                Line(block.text, (_HIDDEN_COLUMN,)) if isinstance(block, Line) else block for block in content
            )
        yield _Written(_span(cell, "rowspan"), min(_span(cell, "colspan") or 1, _MOST), content)


def _span(cell: Any, name: str) -> int:
    """A span as written, 1 where it is not a number; rowspan 0 reaches to the end of the section."""
    text = (cell.get(name) or "1").strip()[:9]
    return int(text) if text.isascii() and text.isdigit() else 1


def _placed(cells: list[_Written], reaching: list[_Reaching], left: int) -> Iterator[_Set]:
    """The cells of a row where they stand, and what reaches into it from above; `left` rows are left in the section,
    this one included. `reaching` is brought up to date."""
    from_above = sorted(reaching, key=lambda cell: cell.start)
    reaching.clear()
    new: list[_Reaching] = []
    column = 0
    waiting = list(from_above)
    for cell in cells:
        while waiting and waiting[0].start <= column:
            column = max(column, waiting.pop(0).end)
        end = column + cell.columns
        if waiting:
            end = min(end, waiting[0].start)
        rows = min(cell.rows or left, left)
        yield _Set(column, end, cell.content, merged=rows > 1)
        if rows > 1:
            new.append(_Reaching(column, end, rows - 1))
        column = end
    for each in from_above:
        yield _Set(each.start, each.end, below=True, merged=True)
        if each.rows > 1:
            reaching.append(_Reaching(each.start, each.end, each.rows - 1))
    reaching += new


def _cell(cell: _Set, starts: list[int]) -> GridCell:
    """A cell with its span counted in columns that begin somewhere: a title may span a thousand."""
    span = bisect_left(starts, cell.end) - bisect_left(starts, cell.start)
    return GridCell(cell.content, max(1, span), below=cell.below, merged=cell.merged)

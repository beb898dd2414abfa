"""Tables of a page as grids, with the tables that stand in their cells."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reviewer.documents import deadline
from reviewer.documents.web.layout import HIDDEN_COLUMN, HIDDEN_ROW, Spot, cells_of, sections, spots
from reviewer.documents.web.marks import is_hidden
from reviewer.documents.word.story import Grid, GridCell, GridRow, Line

Content = Callable[..., list[Line | Grid]]


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell set on the grid, with what it holds; `below`: it goes on a cell of the row above."""

    spot: Spot
    content: tuple[Line | Grid, ...] = ()
    below: bool = False


def grid_of(table: Any, content_of: Content, *, sheet: bool) -> Grid:
    """A table with what its cells hold, told by `content_of`. `sheet`: it is a worksheet saved as a page, whose hidden
    rows and columns are kept and marked; elsewhere what is hidden is left out."""
    rows: list[tuple[list[_Set], tuple[str, ...]]] = []
    for section in sections(table):
        reaching: list[Spot] = []
        for number, row in enumerate(section):
            deadline.check()
            hidden = is_hidden(row)
            above = [_Set(spot, below=True) for spot in reaching]
            cells = [] if hidden and not sheet else cells_of(row, sheet=sheet)
            placed = spots(cells, reaching, len(section) - number)
            own = [
                _Set(spot, _content(cell, content_of, sheet=sheet)) for spot, cell in zip(placed, cells, strict=True)
            ]
            rows.append((sorted(above + own, key=lambda cell: cell.spot.start), (HIDDEN_ROW,) if hidden else ()))
    starts = sorted({cell.spot.start for cells, _ in rows for cell in cells})
    grid = Grid(seen=len(rows))
    for number, (cells, doubts) in enumerate(rows, start=1):
        grid.rows.append(GridRow(number, tuple(_cell(cell, starts) for cell in cells), doubts=doubts))
    return grid


def _content(cell: Any, content_of: Content, *, sheet: bool) -> tuple[Line | Grid, ...]:
    content = content_of(cell, sheet=sheet)
    if not is_hidden(cell):
        return tuple(content)
    return tuple(Line(block.text, (HIDDEN_COLUMN,)) if isinstance(block, Line) else block for block in content)


def _cell(cell: _Set, starts: list[int]) -> GridCell:
    """A cell with its span counted in columns that begin somewhere: a title may span a thousand."""
    span = bisect_left(starts, cell.spot.end) - bisect_left(starts, cell.spot.start)
    return GridCell(cell.content, max(1, span), below=cell.below, merged=cell.below or cell.spot.rows > 1)

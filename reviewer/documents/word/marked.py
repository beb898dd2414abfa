"""Tables of formats that mark the ends of cells and rows in the text (.doc, .rtf) instead of enclosing them: built up
mark by mark, tables in tables by their depth. A row says where the edges of its cells are, in twips."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reviewer.documents.limits import Limits
from reviewer.documents.word.runs import CHANGED
from reviewer.documents.word.story import Grid, GridCell, GridRow, Line
from reviewer.errors import UnreadableError

_MOST_COLUMNS = 1000


@dataclass(frozen=True, slots=True)
class RowShape:
    """Of a table row: the edges of its cells (one more than cells), and for each cell which of them it is merged with:
    the one above (`below`), the one on its left (`beside`); `merged` tells of a vertical merge begun or gone on."""

    edges: tuple[int, ...] = ()
    below: frozenset[int] = frozenset()
    merged: frozenset[int] = frozenset()
    beside: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Row:
    cells: list[GridCell]
    shape: RowShape
    deleted: bool
    inserted: bool


@dataclass(slots=True)
class _Open:
    """A table being read: its rows, the cells of the row so far, the content of the cell so far."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[GridCell] = field(default_factory=list)
    content: list[Line | Grid] = field(default_factory=list)


class Tables:
    """The tables that are open at a point of the text, the innermost last."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._open: list[_Open] = []
        self._cells = 0

    @property
    def depth(self) -> int:
        """How many tables are open."""
        return len(self._open)

    def to_depth(self, depth: int) -> list[Line | Grid]:
        """Open or close tables until so many are open. Gives what thereby is part of the page: a table that closed, or
        the lines of one that never had a row."""
        if depth > self._limits.depth:
            raise UnreadableError(self._file, "表格嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx")
        while len(self._open) < depth:
            self._open.append(_Open())
        told: list[Line | Grid] = []
        while len(self._open) > depth:
            closed = self._open.pop()
            loose = [block for cell in closed.cells for block in cell.content] + closed.content
            blocks = [_grid(closed.rows), *loose] if closed.rows else loose
            (self._open[-1].content if self._open else told).extend(blocks)
        return told

    def add(self, blocks: Sequence[Line | Grid]) -> None:
        """More content of the innermost cell."""
        self._open[-1].content += blocks

    def end_cell(self) -> None:
        """The innermost cell is complete."""
        table = self._open[-1]
        table.cells.append(GridCell(tuple(table.content)))
        table.content = []
        self._cells += 1
        self._limits.check_cells(self._file, self._cells)

    def end_row(self, shape: RowShape, *, deleted: bool = False, inserted: bool = False) -> None:
        """The innermost row is complete."""
        table = self._open[-1]
        table.rows.append(_Row(table.cells, shape, deleted, inserted))
        table.cells, table.content = [], []


def _grid(rows: list[_Row]) -> Grid:
    """Rows as a grid of all the edges that they have, so that their columns align."""
    edges = sorted({edge for row in rows for edge in _own_edges(row)})
    number = {edge: at for at, edge in enumerate(edges)}
    widths = [right - left for left, right in pairwise(edges)]
    if len(widths) > _MOST_COLUMNS or not all(_own_edges(row) for row in rows):
        number, widths = {}, []
    kept = (_row(at, row, number, len(widths)) for at, row in enumerate(rows, 1) if not row.deleted)
    return Grid(widths, list(kept), len(rows))


def _own_edges(row: _Row) -> tuple[int, ...]:
    """The edges of a row's cells, where it says them for just as many cells as there are, from left to right."""
    edges = row.shape.edges
    rising = all(left < right for left, right in pairwise(edges))
    return edges if len(edges) == len(row.cells) + 1 and rising else ()


def _row(at: int, row: _Row, number: dict[int, int], columns: int) -> GridRow:
    shape = row.shape
    places = [number[edge] for edge in shape.edges] if number else list(range(len(row.cells) + 1))
    cells = tuple(
        GridCell(
            cell.content,
            places[index + 1] - places[index],
            below=index in shape.below,
            merged=index in shape.merged,
            beside=index in shape.beside,
        )
        for index, cell in enumerate(row.cells)
    )
    doubts = (CHANGED,) if row.inserted else ()
    return GridRow(at, cells, places[0], columns - places[-1] if number else 0, doubts)

"""Grids as tables of the model: merged cells once, every cell in its true column, tables inside cells as tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reviewer.documents.word.story import Grid, GridCell, GridRow, Line
from reviewer.model import Cell, Paragraph, Place, Table

_SNAP = 120  # twips (2 mm): edges nearer than that are one edge, drawn by an unsteady hand
_LARGE = 3  # columns from which a table inside a cell is a table of its own


def tables(grid: Grid, name: str) -> Iterator[Paragraph | Table]:
    """A grid, called by `name` (表3), as what a reader sees in this order: mostly one table; where a cell holds a table
    of its own, the rows down to it, that table (its places are 表3第5行嵌套表第2行), the rows after it."""
    building = _Building(name)
    columns = _columns(grid)
    for row, places in zip(grid.rows, columns, strict=True):
        yield from _row(row, places, building)
    yield from building.finish()


def _row(row: GridRow, columns: Sequence[tuple[int, int]], building: "_Building") -> Iterator[Paragraph | Table]:
    place = Place(f"{building.name}第{row.number}行")
    if sum(map(_says_anything, row.cells)) == 1 and any(_grids(cell) for cell in row.cells):
        yield from building.finish()
        yield from _inside(row.cells, place, whole=True)
        return
    building.add(row, columns, place)
    if any(_is_large(grid) for cell in row.cells for grid in _grids(cell)):
        yield from building.finish()
        yield from _inside(row.cells, place, whole=False)


def _grids(cell: GridCell) -> list[Grid]:
    return [block for block in cell.content if isinstance(block, Grid)]


def _inside(cells: Sequence[GridCell], place: Place, *, whole: bool) -> Iterator[Paragraph | Table]:
    """The tables inside the cells of a row: with the lines around them where they are the `whole` row (a table for
    layout only), else the large ones."""
    blocks = [block for cell in cells for block in cell.content]
    told = [block for block in blocks if (whole or _is_large(block) if isinstance(block, Grid) else whole)]
    several = sum(1 for block in told if isinstance(block, Grid)) > 1
    count = 0
    for block in told:
        if isinstance(block, Grid):
            count += 1
            yield from tables(block, f"{place.label}嵌套表{count if several else ''}")
        elif block.text.strip():
            yield Paragraph(_one_line(block.text), place)


def _is_large(grid: Grid) -> bool:
    """Whether a table inside a cell is more than a way to set out what the cell says."""
    rows = [sum(1 for cell in row.cells if _says_anything(cell)) for row in grid.rows]
    return sum(1 for row in rows if row) >= 2 and max(rows) >= _LARGE


def _lines(grid: Grid) -> Iterator[Line]:
    for row in grid.rows:
        texts = [_text(cell) for cell in row.cells]
        yield Line(" ".join(text for text, _ in texts if text), tuple(doubt for _, doubts in texts for doubt in doubts))


def _says_anything(cell: GridCell) -> bool:
    return any(
        any(_says_anything(inner) for row in block.rows for inner in row.cells)
        if isinstance(block, Grid)
        else block.text and not block.text.isspace()
        for block in cell.content
    )


def _text(cell: GridCell) -> tuple[str, tuple[str, ...]]:
    """The text of a cell without the tables in it, empty lines left out, and what is doubtful about it."""
    content = cell.content
    if len(content) == 1 and isinstance(line := content[0], Line) and "\n" not in line.text:
        return (line.text.replace("\t", " ").strip(), line.doubts)
    whole = ""
    doubts: dict[str, None] = {}
    for block in content:
        lines = _lines(block) if isinstance(block, Grid) and not _is_large(block) else [block]
        for line in lines:
            if isinstance(line, Line):
                whole += line.text if line.goes_on else line.text + "\n"
                doubts |= dict.fromkeys(line.doubts)
    return "\n".join(text for each in whole.split("\n") if (text := _one_line(each))), tuple(doubts)


def _one_line(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ").strip()


@dataclass(slots=True)
class _Origin:
    """A cell being built: it grows as long as cells below or beside go on it."""

    text: str
    place: Place
    row: int
    column: int
    end: int
    rows: int
    doubts: dict[str, None]

    def cell(self) -> Cell:
        return Cell(
            self.text, self.place, self.row, self.column, self.rows, self.end - self.column, "；".join(self.doubts)
        )


@dataclass(slots=True)
class _Building:
    """The table being built: its cells, the vertically merged ones still open by their first column, its rows."""

    name: str
    cells: list[_Origin] = field(default_factory=list)
    open: dict[int, _Origin] = field(default_factory=dict)
    rows: int = 0

    def add(self, row: GridRow, columns: Sequence[tuple[int, int]], place: Place) -> None:
        """The next row; `columns` are the first column of each cell and the one after its last."""
        last: _Origin | None = None
        still_open: dict[int, _Origin] = {}
        for cell, (start, end) in zip(row.cells, columns, strict=True):
            text, doubts = _text(cell)
            origin = self.open.get(start) if cell.below else None
            if origin is not None:
                origin.rows = self.rows - origin.row + 1
                if text and text != origin.text:
                    origin.doubts["合并单元格内有未显示的文字"] = None
            elif cell.beside and last is not None:
                origin = last
                origin.end = end
                origin.text = f"{origin.text}\n{text}".strip()
            else:
                origin = _Origin(text, place, self.rows, start, end, 1, dict.fromkeys((*row.doubts, *doubts)))
                self.cells.append(origin)
            if cell.merged:
                still_open[start] = origin
            last = origin
        self.open = still_open
        self.rows += 1

    def finish(self) -> Iterator[Table]:
        """The table so far, if it says anything."""
        cells = tuple(origin.cell() for origin in self.cells if origin.text)
        if cells:
            yield Table(cells, self.name)
        self.cells, self.open, self.rows = [], {}, 0


def _columns(grid: Grid) -> list[list[tuple[int, int]]]:
    """For every row the columns of its cells, from and up to. Columns are those of the grid; edges that all but meet
    are one. Where rows do not fill the grid although they are equally wide, their widths decide."""
    counted = [_edges([cell.span for cell in row.cells], row.before) for row in grid.rows]
    ends = [edges[-1] + row.after for edges, row in zip(counted, grid.rows, strict=True)]
    measured = [_edges([cell.width for cell in row.cells]) for row in grid.rows]
    if len(set(ends)) > 1 and _are_equally_wide(grid, measured):
        return _snapped(measured) or _pairs(counted)
    if len(grid.widths) == max(ends, default=0) and all(grid.widths):
        at = _edges(grid.widths)
        return _snapped([[at[edge] for edge in edges] for edges in counted]) or _pairs(counted)
    return _pairs(counted)


def _edges(widths: Sequence[int], start: int = 0) -> list[int]:
    edges = [start]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _are_equally_wide(grid: Grid, measured: Sequence[Sequence[int]]) -> bool:
    """Whether every cell says how wide it is, and all rows come to the same."""
    if any(row.before or row.after or not all(cell.width for cell in row.cells) for row in grid.rows):
        return False
    ends = [edges[-1] for edges in measured]
    return max(ends) - min(ends) <= 2 * _SNAP


def _snapped(rows: Sequence[Sequence[int]]) -> list[list[tuple[int, int]]] | None:
    """Edges in twips as numbers of columns; None where a cell would have no width left."""
    number: dict[int, int] = {}
    first, count = -_SNAP - 1, -1
    for edge in sorted({edge for row in rows for edge in row}):
        if edge - first > _SNAP:
            first, count = edge, count + 1
        number[edge] = count
    pairs = _pairs([[number[edge] for edge in row] for row in rows])
    return pairs if all(start < end for row in pairs for start, end in row) else None


def _pairs(rows: Sequence[Sequence[int]]) -> list[list[tuple[int, int]]]:
    return [list(pairwise(edges)) for edges in rows]

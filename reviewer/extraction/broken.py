"""Rows that lines tore apart or ran together, made whole before their cells are read."""

from collections.abc import Iterator

from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.extraction.placing import field_of, fits_columns
from reviewer.model import Cell


def whole(lines: list[Line], columns: Columns) -> Iterator[Line]:
    """The rows of a table, one a line."""
    yield from _mended(list(_whole_rows(lines, len(columns.fields))), columns)


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
    if first.ragged or second.ragged or start.column != 0 or field_of(end, columns) not in ("name", "description"):
        return None
    if len(second.cells) < 2 or class_of(start.text) not in "TP" or fits_columns(second.cells, columns):
        return None
    joined = Cell(f"{end.text}\n{start.text}", end.place, 0, end.column)
    moved = [Cell(cell.text, cell.place, 0, cell.column + end.column) for cell in second.cells[1:]]
    cells = [*first.cells[:-1], joined, *moved]
    fields = [field_of(cell, columns) for cell in cells]
    return Line(cells) if "target" in fields and all(fields) and fits_columns(cells, columns) else None


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

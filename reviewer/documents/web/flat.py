"""Tables of a page that hold no other table, as nearly all do: set without the detour over a grid."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from reviewer.documents import deadline
from reviewer.documents.web.layout import HIDDEN_COLUMN, HIDDEN_ROW, Spot, cells_of, sections, spots
from reviewer.documents.web.marks import is_hidden
from reviewer.model import Cell, Place, Table

_MAY_BE_TABLES = ("table", "div", "span", "ul", "section")
TextOf = Callable[[Any], str]


def is_flat(table: Any) -> bool:
    """Whether no other table can stand in a table."""
    return next(table.iterdescendants(*_MAY_BE_TABLES), None) is None


def table_of(table: Any, name: str, text_of: TextOf, *, sheet: bool) -> Table | None:
    """The table, called by `name`, the texts of its cells told by `text_of`; None where it says nothing. `sheet`: see
    `grid_of`."""
    cells: list[Cell] = []
    number = 0
    for section in sections(table):
        reaching: list[Spot] = []
        for left, row in zip(range(len(section), 0, -1), section, strict=True):
            deadline.check()
            hidden = is_hidden(row)
            own = [] if hidden and not sheet else cells_of(row, sheet=sheet)
            place = Place(f"{name}第{number + 1}行")
            for spot, cell in zip(spots(own, reaching, left), own, strict=True):
                doubt = "" if not sheet else _doubt(cell, hidden=hidden)
                columns = spot.end - spot.start
                cells.append(Cell(text_of(cell), place, number, spot.start, spot.rows, columns, doubt))
            number += 1
    told = tuple(cell for cell in _narrowed(cells) if cell.text)
    return Table(told, name) if told else None


def _doubt(cell: Any, *, hidden: bool) -> str:
    return "；".join((HIDDEN_ROW,) * hidden + (HIDDEN_COLUMN,) * is_hidden(cell))


def _narrowed(cells: list[Cell]) -> Iterable[Cell]:
    """The cells with their columns counted as far as one begins there: a title may span a thousand."""
    starts = sorted({cell.column for cell in cells})
    most = max((cell.column + cell.colspan for cell in cells), default=0)
    if len(starts) == most:
        return cells
    return [_renumbered(cell, starts) for cell in cells]


def _renumbered(cell: Cell, starts: list[int]) -> Cell:
    column, end = bisect_left(starts, cell.column), bisect_left(starts, cell.column + cell.colspan)
    return replace(cell, column=column, colspan=max(1, end - column))

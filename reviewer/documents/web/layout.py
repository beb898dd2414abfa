"""Where the cells of a page's table stand: rowspan and colspan as a browser lays them out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.documents.web.marks import is_hidden, kind

HIDDEN_ROW, HIDDEN_COLUMN = "位于隐藏行", "位于隐藏列"
_MOST = 1000  # columns of one cell: as browsers have it
_SECTIONS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell stands: its first column and the one after its last, and in how many rows."""

    start: int
    end: int
    rows: int = 1


def sections(table: Any) -> Iterator[list[Any]]:
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
        if len(child) and found != "table" and isinstance(child.tag, str) and child.tag != "caption":
            yield from _rows(child)


def cells_of(row: Any, *, sheet: bool) -> list[Any]:
    """The cells of a row that are shown; in a worksheet (`sheet`) also those that are not."""
    cells = _cells(row)
    return list(cells) if sheet else [cell for cell in cells if not is_hidden(cell)]


def _cells(element: Any) -> Iterator[Any]:
    for child in element:
        found = kind(child)
        if found == "cell":
            yield child
        if len(child) and found in ("cell", "") and isinstance(child.tag, str):
            yield from _cells(child)


def spots(cells: Sequence[Any], reaching: list[Spot], left: int) -> list[Spot]:
    """Where the cells of a row stand. `reaching`: what reaches into the row from above, with the rows it has left; it
    is brought up to date for the next row. `left`: rows left in the section, this one included."""
    spans = [(_span(cell, "rowspan"), _span(cell, "colspan")) for cell in cells]
    if not reaching and all(span == (1, 1) for span in spans):
        return [Spot(column, column + 1) for column in range(len(spans))]
    waiting = sorted(reaching, key=lambda spot: spot.start)
    reaching[:] = [Spot(spot.start, spot.end, spot.rows - 1) for spot in waiting if spot.rows > 1]
    found: list[Spot] = []
    column = 0
    for rows, columns in spans:
        while waiting and waiting[0].start <= column:
            column = max(column, waiting.pop(0).end)
        end = column + min(columns or 1, _MOST)
        if waiting:
            end = min(end, waiting[0].start)
        spot = Spot(column, end, min(rows or left, left))
        found.append(spot)
        if spot.rows > 1:
            reaching.append(Spot(column, end, spot.rows - 1))
        column = end
    return found


def _span(cell: Any, name: str) -> int:
    """A span as written, 1 where it is not a number; rowspan 0 reaches to the end of the section."""
    text = cell.get(name)
    if not text:
        return 1
    text = text.strip()[:9]
    return int(text) if text.isascii() and text.isdigit() else 1

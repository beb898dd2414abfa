"""Tables whose cells say their rows, columns and spans (from word processors, spreadsheets, web pages, prints)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.model import Cell, Table

_SEEN = 60  # cells among which one spans several rows or columns, where any does
_HEADS = 2  # columns left of the first level of a second sheet, at the fewest


def is_grid(table: Table) -> bool:
    """Whether a table's cells say where they stand and what they span; those of plain text do not."""
    if table.ragged or not table.cells:
        return False
    some = table.cells[:_SEEN]
    return table.cells[0].place.line is None or any(cell.rowspan > 1 or cell.colspan > 1 for cell in some)


def rows(cells: Sequence[Cell]) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """The rows that hold any text: the texts that begin in each, and those of rows above that reach into it."""
    own: list[Cell] = []
    reaching: list[Cell] = []
    for cell in cells:
        if not cell.text:
            continue
        if own and cell.row != own[0].row:
            yield own, reaching
            reaching = [above for above in (*reaching, *own) if above.row + above.rowspan > cell.row]
            own = []
        own.append(cell)
    if own:
        yield own, reaching


def apart(table: Table) -> list[Sequence[Cell]]:
    """The cells of a table; where sheets stand side by side in it, those of each sheet."""
    if not any(cell.column >= _HEADS and lexicon.column(cell.text) == "level1" for cell in table.cells):
        return [table.cells]
    bands = list(_bands([line for line, _ in rows(table.cells)]))
    if not any(cut for _, cut in bands):
        return [table.cells]
    return [part for band, cut in bands for part in (_cut(band, *cut) if cut else [band]) if part]


_Cut = tuple[int, int]  # the row of a head of two sheets, and the column in which the second begins


def _bands(lines: Sequence[list[Cell]]) -> Iterator[tuple[list[Cell], _Cut | None]]:
    """The cells of rows that one head, or two side by side, stand over, with those above the head."""
    start, cut = 0, None
    for index, line in enumerate(lines):
        if "level1" not in map(_field, line):
            continue
        begin = _begin(lines, start, index)
        if begin > start:
            yield [cell for row in lines[start:begin] for cell in row], cut
            start = begin
        column = _second_head(line)
        cut = None if column is None else (line[0].row, column)
    yield [cell for row in lines[start:] for cell in row], cut


def _begin(lines: Sequence[list[Cell]], start: int, head: int) -> int:
    """The first row above a head that belongs to it: below a blank row, else below the last row that names a level."""
    for index in range(head, start, -1):
        above = lines[index - 1]
        if above[0].row + 1 < lines[index][0].row or any(class_of(cell.text) in "LKB" for cell in above[:4]):
            return index
    return start


def _field(cell: Cell) -> str | None:
    return lexicon.column(cell.text)


def _second_head(line: list[Cell]) -> int | None:
    """The column in which a second head begins in the same row: its first level, or what stands directly before it."""
    fields = [_field(cell) for cell in line]
    firsts = [at for at, field in enumerate(fields) if field == "level1"]
    if len(firsts) != 2 or fields[: firsts[1]].count("name") != 1 or "name" not in fields[firsts[1] :]:
        return None
    at = firsts[1]
    while fields[at - 1] == "seq" or (fields[at - 1] in (None, "weak_name") and _touches(line, at)):
        at -= 1
    return line[at].column


def _touches(line: list[Cell], at: int) -> bool:
    """Whether a cell stands directly before another, but with a gap before itself: a side label of what follows."""
    before, cell, further = line[at - 1], line[at], line[at - 2]
    return before.column + before.colspan == cell.column and further.column + further.colspan < before.column


def _cut(cells: Sequence[Cell], row: int, column: int) -> list[list[Cell]]:
    """The cells left of a column and those from it on, counted from there; a text over both above the head belongs to
    both."""
    left = [cell for cell in cells if cell.column < column]
    right = [
        cell for cell in cells if cell.column >= column or (cell.row < row and cell.column + cell.colspan > column)
    ]
    return [left, [replace(cell, column=max(0, cell.column - column)) for cell in right]]

"""A document as one sequence of lines, tables row by row: what the search for sheets walks over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reviewer.extraction import grids, lexicon, nested, one_line
from reviewer.model import Cell, Document, Paragraph, Table

_MOST = 20  # cells of a row
_LONG = 60  # characters of a line that may hold a whole sheet


@dataclass(slots=True)
class Line:
    """A row of a table or a paragraph (one cell). `ragged`: its cells do not say which columns they stand in; `text`
    is the first text of the line, "" where it has none. `table`: which table of the document with true rows, columns
    and spans it belongs to, counted from 1, else 0; `merged` are the cells of rows above that reach down into it."""

    cells: list[Cell]
    ragged: bool = False
    paragraph: bool = False
    table: int = 0
    merged: Sequence[Cell] = ()
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.cells[0].text or next((cell.text for cell in self.cells if cell.text), "")


def lines_of(document: Document) -> Iterator[Line]:
    """The lines of a document in reading order."""
    table = 0
    for block in nested.in_order(document.blocks):
        match block:
            case Paragraph(text=text, place=place) if len(text) > _LONG:
                yield from (Line([Cell(piece, place, 0, 0)], paragraph=True) for piece in one_line.split(text))
            case Paragraph(text=text, place=place):
                yield Line([Cell(text, place, 0, 0)], paragraph=True)
            case Table() if grids.is_grid(block):
                for cells in grids.apart(block):
                    table += 1
                    yield from (Line(row, table=table, merged=merged) for row, merged in grids.rows(cells))
            case Table():
                yield from _rows(block)


def joined(first: Line, second: Line) -> Line:
    """Two lines as one row: the last cell of the first goes on in the first cell of the second."""
    end, start = first.cells[-1], second.cells[0]
    both = Cell(f"{end.text}\n{start.text}", end.place, 0, end.column)
    rest = [Cell(cell.text, cell.place, 0, cell.column + end.column) for cell in second.cells[1:]]
    return Line([*first.cells[:-1], both, *rest], ragged=first.ragged)


def is_below(first: Line, second: Line) -> bool:
    """Whether a line stands directly below a row on one line, at the left edge: a line end inside a cell may have torn
    them apart."""
    start, line = first.cells[0].place.line, second.cells[0].place.line
    if line is None or start is None or not first.cells[-1].text or not second.cells[0].text:
        return False
    if second.cells[0].column != 0 or second.cells[-1].place.line != line:
        return False
    end = start + sum(cell.text.count("\n") for cell in first.cells)
    return line == end + 1 and last_line(first.cells[-1]) == end


def last_line(cell: Cell) -> int:
    """The line of a text file on which a cell ends."""
    return (cell.place.line or 0) + cell.text.count("\n")


def _rows(table: Table) -> Iterator[Line]:
    row: list[Cell] = []
    for cell in table.cells:
        if row and cell.row != row[0].row:
            yield from _line(row, table)
            row = []
        row.append(cell)
    if row:
        yield from _line(row, table)


def _line(row: list[Cell], table: Table) -> Iterator[Line]:
    listed = table.ragged and row[0].place != row[-1].place
    if (listed or len(row) > _MOST) and _is_run_together(row, listed=listed):
        for cell in row:
            yield Line([cell], ragged=True)
    else:
        yield Line(row, ragged=table.ragged)


def _is_run_together(row: list[Cell], *, listed: bool) -> bool:
    """Whether a row (`listed`: one cell a line) is a whole table without line ends: column heads and levels, or too
    many lines for a row."""
    if listed and len(row) > _MOST:
        return True
    if not row[0].text or lexicon.is_level(row[0].text):
        return False
    heads = sum(1 for cell in row if lexicon.column(cell.text))
    return heads >= 3 and any(lexicon.is_level(cell.text) for cell in row)

"""The pages of a PDF as one text: tables whole, wrapped lines joined into paragraphs."""

from collections.abc import Iterator, Sequence

from reviewer.documents.pdf.joining import join
from reviewer.documents.pdf.lines import Line, between, is_full
from reviewer.documents.pdf.noise import without_noise
from reviewer.documents.pdf.piece import Piece, Pieces
from reviewer.model import Cell, Paragraph, Place, Table

_LOWEST = 0.85  # of the height of a page: as low its text may reach at least
_WIDEST = 0.8  # of its width: as far to the right, where no line tells
_APART = 2.2  # heights of type between the base lines of one paragraph, at most


def blocks(pages: Sequence[Pieces]) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of all pages in reading order."""
    shown = without_noise(pages)
    floors = _floors(pages, shown)
    right = _right(pages, shown)
    joined = join(list(zip(floors, shown, strict=True)))
    for page, kept in zip(pages, list(joined), strict=True):
        lines: list[Line] = []
        for block in kept:
            if isinstance(block, Line):
                lines.append(block)
            else:
                yield from _paragraphs(lines, page.number, right)
                lines = []
                if any(cell.text for cell in block.cells):
                    yield _table(block)
        yield from _paragraphs(lines, page.number, right)


def _floors(pages: Sequence[Pieces], shown: Sequence[Sequence[Line | Piece]]) -> list[float]:
    """How low the text of each page may reach: as low as that of any page of its height, if not lower."""
    lowest: dict[int, float] = {}
    for page, kept in zip(pages, shown, strict=True):
        height = round(page.height)
        ends = [block.y if isinstance(block, Line) else block.bottom for block in kept]
        lowest[height] = max([lowest.get(height, _LOWEST * page.height), *ends])
    return [lowest[round(page.height)] for page in pages]


def _right(pages: Sequence[Pieces], shown: Sequence[Sequence[Line | Piece]]) -> float:
    """Where the lines of running text end at the latest."""
    ends = [block.right for kept in shown for block in kept if isinstance(block, Line)]
    return max([_WIDEST * min((page.width for page in pages), default=0.0), *ends])


def _paragraphs(lines: Sequence[Line], number: int, right: float) -> Iterator[Paragraph]:
    place = Place(f"第{number}页")
    text = ""
    last: Line | None = None
    for line in lines:
        if last is not None and _goes_on(last, line, right):
            text += between(text, line.text) + line.text
        else:
            if text:
                yield Paragraph(text, place)
            text = line.text
        last = line
    if text:
        yield Paragraph(text, place)


def _goes_on(line: Line, below: Line, right: float) -> bool:
    """Whether the line below is of the same paragraph: the one above is full, the other neither set in nor larger, and
    neither has the gaps of a table."""
    return (
        len(line.parts) == len(below.parts) == 1
        and is_full(line, right, below.head)
        and below.left < line.left + 0.5 * line.size
        and below.y - line.y < _APART * line.size
        and abs(below.size - line.size) < 0.15 * line.size
    )


def _table(piece: Piece) -> Table:
    cells = sorted((cell for cell in piece.cells if cell.text), key=lambda cell: (cell.row, cell.column))
    return Table(
        tuple(
            Cell(cell.text, cell.place, cell.row, cell.column, cell.rowspan, cell.colspan, cell.doubt) for cell in cells
        ),
        piece.label,
    )

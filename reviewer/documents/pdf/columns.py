"""Tables without lines: where words stand below one another with gaps between them, line after line."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from reviewer.documents.pdf.lines import Line, Part, inner_right, joined
from reviewer.documents.pdf.piece import Piece, PieceCell
from reviewer.model import Place

GUESSED = "表格无框线，行列按位置推断"
_FEWEST = 3  # columns; two side by side may be anything
_APART = 3.0  # heights of type between two lines: beyond, the table has ended
_ROW_GAP = 1.3  # how much wider the gaps between rows are than those within, at least

Band = tuple[float, float]


def aligned(blocks: Sequence[Line | Piece], number: int) -> Iterator[Line | Piece]:
    """The blocks of a page, lines that are a table's replaced by it."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            yield from _among(lines, number)
            lines = []
            yield block
    yield from _among(lines, number)


def _among(lines: list[Line], number: int) -> Iterator[Line | Piece]:
    start = 0
    while start < len(lines):
        end, bands = _reach(lines, start)
        if bands:
            yield _piece(lines[start:end], bands, number)
            start = end
        else:
            yield lines[start]
            start += 1


def _reach(lines: list[Line], start: int) -> tuple[int, list[Band]]:
    """Where the table that begins with a line ends, and its columns; none where no table begins."""
    if len(lines[start].parts) < _FEWEST:
        return start, []
    bands: list[Band] = []
    full = 0
    end = start
    while end < len(lines):
        line = lines[end]
        if end > start and line.y - lines[end - 1].y > _APART * line.size + line.size:
            break
        wider = _widened(bands, line)
        if wider is None:
            break
        bands = wider
        full += len(line.parts) >= _FEWEST
        end += 1
    while end > start and len(lines[end - 1].parts) == 1 and _is_prose(lines[end - 1], bands):
        end -= 1
    return (end, bands) if full >= 2 and len(bands) >= _FEWEST else (start, [])


def _is_prose(line: Line, bands: list[Band]) -> bool:
    """Whether a line at the end of a table is rather the beginning of what follows: it starts at the left edge."""
    return line.left < bands[0][1] or len(bands) < _FEWEST


def _widened(bands: list[Band], line: Line) -> list[Band] | None:
    """The columns with the parts of one more line in them; None where a part lies across several."""
    result = list(bands)
    for part in line.parts:
        met = [index for index, (left, right) in enumerate(result) if part.left < right and left < part.right]
        if len(met) > 1:
            return None
        if met:
            left, right = result[met[0]]
            result[met[0]] = (min(left, part.left), max(right, part.right))
        elif bands and len(line.parts) < _FEWEST:
            return None
        else:
            result.append((part.left, part.right))
    return sorted(result)


def _piece(lines: list[Line], bands: list[Band], number: int) -> Piece:
    rows = _rows(lines)
    cells = []
    for row, group in enumerate(rows):
        for column, band in enumerate(bands):
            within = [inside for line in group if (inside := _in(line, band)) is not None]
            if within:
                text = joined(within, inner_right(within, *band))
                cells.append(PieceCell(text, Place(f"第{number}页"), row, column, doubt=GUESSED))
    xs = (*(left for left, _ in bands), bands[-1][1])
    top, bottom = lines[0].y - lines[0].size, lines[-1].y
    return Piece(number, "", cells, len(rows), xs, top, bottom, lines[0].size, ruled=False)


def _in(line: Line, band: Band) -> Line | None:
    parts = tuple(part for part in line.parts if _is_in(part, band))
    return Line(parts, line.y, line.size, line.head) if parts else None


def _is_in(part: Part, band: Band) -> bool:
    return part.left < band[1] and band[0] < part.right


def _rows(lines: list[Line]) -> list[list[Line]]:
    """The lines of each row: where some gaps between lines are wider than others these are between rows, else a line
    with several parts begins a row."""
    gaps = [below.y - line.y for line, below in pairwise(lines)]
    narrow, wide = min(gaps), max(gaps)
    size = median(line.size for line in lines)
    several = wide > _ROW_GAP * narrow and narrow < 2 * size
    rows = [[lines[0]]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        begins = gap > (narrow + wide) / 2 if several else len(line.parts) > 1
        if begins:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows

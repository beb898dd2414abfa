"""Tables without upright lines: where words stand below one another with gaps between them, line after line."""

from collections.abc import Iterator, Sequence

from reviewer.documents.pdf.lines import Line, Part, inner_right, joined
from reviewer.documents.pdf.marks import Rule
from reviewer.documents.pdf.piece import Piece, PieceCell
from reviewer.documents.pdf.spreading import Band, rows_of, spread
from reviewer.model import Place

GUESSED = "表格无框线，行列按位置推断"
_FEWEST = 3  # columns; two side by side may be anything
_BESIDE = 1.1  # heights of type between the base lines of words that stand side by side
_APART = 4.0  # heights of type between two lines: beyond, the table has ended


def aligned(blocks: Sequence[Line | Piece], number: int, rules: Sequence[Rule]) -> Iterator[Line | Piece]:
    """The blocks of a page, lines that are a table's replaced by it. `rules`: the level lines that no table has."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            yield from _among(lines, number, rules)
            lines = []
            yield block
    yield from _among(lines, number, rules)


def _among(lines: list[Line], number: int, rules: Sequence[Rule]) -> Iterator[Line | Piece]:
    done = 0
    while (found := _next(lines, done)) is not None:
        start, end, bands = found
        yield from lines[done:start]
        yield _piece(lines[start:end], bands, number, rules)
        done = end
    yield from lines[done:]


def _next(lines: list[Line], done: int) -> tuple[int, int, list[Band]] | None:
    """The next table among lines: where it begins and ends, and its columns."""
    for seed in range(done, len(lines)):
        if len(lines[seed].parts) < _FEWEST:
            continue
        bands = [(part.left, part.right) for part in lines[seed].parts]
        end, bands = _grown(lines, range(seed + 1, len(lines)), bands)
        start, bands = _grown(lines, range(seed - 1, done - 1, -1), bands)
        start, end = start if start < seed else seed, max(end, seed) + 1
        full = sum(1 for line in lines[start:end] if len(line.parts) >= _FEWEST)
        several = sum(1 for line in lines[start:end] if len(line.parts) > 1)
        if (full >= 2 or several >= 4) and end - start <= 3 * several:
            return start, end, bands
    return None


def _grown(lines: list[Line], way: range, bands: list[Band]) -> tuple[int, list[Band]]:
    """The last line on the way, up or down, that still is of the table, and the columns with those of all lines up to
    it. Single words at the end may be of the table or beside it: they are not."""
    last = reached = way.start - way.step
    kept = bands
    for index in way:
        if abs(lines[index].y - lines[last].y) > _APART * lines[index].size:
            break
        beside = abs(lines[index].y - lines[last].y) < _BESIDE * lines[index].size
        wider = _widened(bands, lines[index], beside=beside)
        if wider is None:
            break
        last, bands = index, wider
        if beside or len(lines[index].parts) > 1 or (way.step > 0 and lines[index].left > bands[0][1]):
            reached, kept = index, bands
    return reached, kept


def _widened(bands: list[Band], line: Line, *, beside: bool) -> list[Band] | None:
    """The columns with the parts of one more line in them; None where a part lies across several, or stands alone
    outside of all (but `beside` a line of another column, half a line lower, it begins a column)."""
    result = list(bands)
    for part in line.parts:
        met = [index for index, (left, right) in enumerate(result) if part.left < right and left < part.right]
        if len(met) > 1 or (not met and len(line.parts) == 1 and not beside):
            return None
        if met:
            left, right = result[met[0]]
            result[met[0]] = (min(left, part.left), max(right, part.right))
        else:
            result.append((part.left, part.right))
    return sorted(result)


def _piece(lines: list[Line], bands: list[Band], number: int, rules: Sequence[Rule]) -> Piece:
    """The table that lines make up. Words of each column in each row are a cell."""
    columns = [[inside for line in lines if (inside := _in(line, band)) is not None] for band in bands]
    edges = rows_of(lines, columns, bands, rules)
    cells: list[PieceCell] = []
    for column, (band, words) in enumerate(zip(bands, columns, strict=True)):
        for row, rows, within in spread(words, band, edges, rules, merging=column < len(bands) - 1):
            text = joined(within, inner_right(within, *band))
            cells.append(PieceCell(text, Place(f"第{number}页"), row, column, rows, doubt=GUESSED))
    xs = (*(left for left, _ in bands), bands[-1][1])
    top, bottom = lines[0].y - lines[0].size, lines[-1].y
    return Piece(number, "", cells, len(edges) - 1, xs, top, bottom, lines[0].size, ruled=False)


def _in(line: Line, band: Band) -> Line | None:
    parts = tuple(part for part in line.parts if _is_in(part, band))
    return Line(parts, parts[0].y, line.size, line.head) if parts else None


def _is_in(part: Part, band: Band) -> bool:
    return part.left < band[1] and band[0] < part.right

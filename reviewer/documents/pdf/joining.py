"""Tables that go on over the page: pieces joined, repeated heads dropped, rows and merged cells made whole.

Nothing on a page says that its first table is the last page's going on. It is taken to be where both have the same
columns, nothing stands between them, and the first row had no room on the page before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reviewer.documents.pdf.lines import NO_END, NO_START, Line, between, is_latin
from reviewer.documents.pdf.piece import Piece, PieceCell

JOINED = "跨页拼接"
_NEAR = 4.0  # points: edges no further apart are the same
_ROOM = 12.0  # points that a row may be higher than it looks
_HEAD_ROWS = 15  # rows of a table among which a repeated head is looked for
_HEAD_CELLS = 4  # at least in a head that is parted from its table
_ENDS = tuple("。；;！!")

Block = Line | Piece
Edges = tuple[float, ...]


def join(pages: Sequence[tuple[float, Sequence[Block]]]) -> Iterator[list[Block]]:
    """The blocks of each page with how low its text may reach; gives them page by page, tables joined into the piece
    they begin with."""
    open_piece: Piece | None = None
    floor = 0.0
    above: list[Block] = []
    for bottom, blocks in pages:
        kept = list(blocks)
        first = kept[0] if kept else None
        if isinstance(first, Piece) and above and isinstance(above[-1], Line) and _is_head(above[-1], first):
            above.pop()
        if (
            open_piece is not None
            and isinstance(first, Piece)
            and (edges := _same_columns(open_piece, first)) is not None
            and floor - open_piece.bottom < _needed(open_piece, first) + _ROOM
            and _goes_on(open_piece, first)
        ):
            _append(open_piece, first, edges)
            kept = kept[1:]
        last = kept[-1] if kept else open_piece
        open_piece = last if isinstance(last, Piece) else None
        floor, above = bottom, kept
        yield kept


def _is_head(line: Line, piece: Piece) -> bool:
    """Whether a line, the last of a page, is the head of a table without lines that begins the next page; it is made
    its first row."""
    columns = [
        [number for number, (left, right) in enumerate(piece.bands) if part.left < right and left < part.right]
        for part in line.parts
    ]
    numbers = [each[0] for each in columns if len(each) == 1]
    if len(numbers) < max(_HEAD_CELLS, len(line.parts)) or len(set(numbers)) < len(numbers):
        return False
    for cell in piece.cells:
        cell.row += 1
    place = piece.cells[0].place
    piece.cells += [
        PieceCell(part.text, place, 0, column, doubt=piece.cells[0].doubt)
        for part, column in zip(line.parts, numbers, strict=True)
    ]
    piece.rows += 1
    return True


def _same_columns(above: Piece, below: Piece) -> Edges | None:
    """The edges of the columns of both pieces, where those of the one with fewer are all among the other's."""
    if above.ruled != below.ruled:
        return None
    if not above.ruled:
        return _same_bands(above, below)
    few, many = sorted((above.xs, below.xs), key=len)
    if any(min(abs(edge - other) for other in many) > _NEAR for edge in few):
        return None
    if abs(above.xs[0] - below.xs[0]) > _NEAR or abs(above.xs[-1] - below.xs[-1]) > _NEAR:
        return None
    return many


def _same_bands(above: Piece, below: Piece) -> Edges | None:
    """The same where words alone tell the columns: each column of the one lies over one of the other at most. The edges
    of both pieces are made those of all columns."""
    union = [list(band) for band in above.bands]
    for left, right in below.bands:
        met = [band for band in union if left < band[1] - _NEAR and band[0] + _NEAR < right]
        if len(met) > 1:
            return None
        if met:
            met[0][:] = [min(met[0][0], left), max(met[0][1], right)]
        else:
            union.append([left, right])
    union.sort()
    if any(one[1] - _NEAR > other[0] for one, other in pairwise(union)):
        return None
    for piece in (above, below):
        lefts = (max(band[0] for band in union if band[0] <= left + _NEAR) for left, _ in piece.bands)
        piece.xs = (*lefts, union[-1][1])
    above.bands = tuple((left, right) for left, right in union)
    return (*(band[0] for band in union), union[-1][1])


def _needed(above: Piece, below: Piece) -> float:
    """How much room the first row of a piece would have taken on the page before: without the head that it repeats,
    its lowest row at most."""
    return below.first_height if not _repeated(above, below) else below.bottom - below.top


def _goes_on(above: Piece, below: Piece) -> bool:
    """Whether it is no table of its own that begins with the same title as the one above."""
    first, title = _texts(below, 0), _texts(above, 0)
    return not (len(first) == 1 and first == title and _repeated(above, below) < 2 and below.rows > 1)


def _texts(piece: Piece, row: int) -> list[tuple[int, str]]:
    return [(round(piece.xs[cell.column]), cell.text) for cell in piece.cells if cell.row == row and cell.text]


def _repeated(above: Piece, below: Piece) -> int:
    """How many rows at the beginning of a piece repeat a head of the table."""
    heads = [_words(above, row) for row in range(min(above.rows, _HEAD_ROWS))]
    rows = [_words(below, row) for row in range(min(below.rows, _HEAD_ROWS))]
    best = 0
    for start in range(len(heads)):
        length = 0
        while start + length < len(heads) and length < len(rows) and heads[start + length] == rows[length]:
            length += 1
        while length and len(rows[length - 1]) < 2 and not any(len(row) > 2 for row in rows[:length]):
            length -= 1
        best = max(best, length)
    return best


def _words(piece: Piece, row: int) -> list[str]:
    return [cell.text for cell in piece.cells if cell.row == row and cell.text]


def _append(above: Piece, below: Piece, edges: Edges) -> None:
    """Add the rows of a piece to the table above it."""
    head = _repeated(above, below)
    before = _on(above.cells, above.xs, edges)
    cells = [replace(cell, row=cell.row - head) for cell in _on(below.cells, below.xs, edges) if cell.row >= head]
    rows = below.rows - head
    last = {cell.column: cell for cell in before if cell.row + cell.rowspan == above.rows}
    shift = above.rows
    if rows and _is_torn(last, cells):
        shift -= 1
        cells = list(_mended(last, cells))
    cells = list(_merged(before, last, cells, shift, above.rows))
    above.cells = before + [replace(cell, row=cell.row + shift) for cell in cells]
    above.rows = shift + rows
    above.xs, above.bottom = edges, below.bottom


def _on(cells: list[PieceCell], xs: Edges, edges: Edges) -> list[PieceCell]:
    """Cells with their columns counted by other edges, more of them."""
    index = [min(range(len(edges)), key=lambda number: abs(edges[number] - x)) for x in xs]
    return [
        replace(
            cell,
            column=index[cell.column],
            colspan=max(1, index[min(cell.column + cell.colspan, len(xs) - 1)] - index[cell.column]),
        )
        for cell in cells
    ]


def _is_torn(last: dict[int, PieceCell], cells: list[PieceCell]) -> bool:
    """Whether the first of these rows is the rest of the last row above: it goes on only where that had come to the
    end of a line, and it says nothing where that has said all, or several cells, or one in the middle of a word, go
    on."""
    first = [cell for cell in cells if cell.row == 0 and cell.rowspan == 1]
    pairs = [(last[cell.column], cell) for cell in first if cell.column in last and last[cell.column].rowspan == 1]
    rest = [(above, cell) for above, cell in pairs if cell.text]
    if not rest or not all(_may_go_on(above) for above, _ in rest):
        return False
    done = any(above.text and not cell.text for above, cell in pairs) or any(
        cell.text and cell.rowspan == 1 and column not in {other.column for other in first}
        for column, cell in last.items()
    )
    return done or len(rest) > 2 or any(_in_a_word(above.text, cell.text) for above, cell in rest)


def _in_a_word(text: str, rest: str) -> bool:
    return rest[0] in NO_START or text[-1] in NO_END or (is_latin(text[-1]) and is_latin(rest[0]))


def _may_go_on(cell: PieceCell) -> bool:
    return bool(cell.text) and cell.full and not cell.text.endswith(_ENDS)


def _mended(last: dict[int, PieceCell], cells: list[PieceCell]) -> Iterator[PieceCell]:
    """The cells without those of the first row that belong to the row above, which are added to it."""
    for cell in cells:
        above = last.get(cell.column)
        if cell.row or above is None:
            yield cell
            continue
        if cell.text:
            above.text += between(above.text, cell.text) + cell.text
            above.doubt = JOINED
        above.rowspan += cell.rowspan - 1


def _merged(
    before: list[PieceCell], last: dict[int, PieceCell], cells: list[PieceCell], shift: int, rows: int
) -> Iterator[PieceCell]:
    """The cells without those that are the rest of a merged cell above; only the leftmost columns in which the table
    merges cells have such."""
    merging = {cell.column for cell in before + cells if cell.rowspan > 1}
    taken: set[int] = set()
    leading = True
    for cell in sorted((cell for cell in cells if cell.row == 0), key=lambda cell: cell.column):
        above = last.get(cell.column)
        leading = leading and above is not None and cell.column in merging and not (above.text and cell.text)
        if not leading or above is None or shift != rows:
            break
        if cell.text:
            above.text, above.place = cell.text, above.place
        above.rowspan += cell.rowspan
        taken.add(cell.column)
    for cell in cells:
        if cell.row or cell.column not in taken:
            yield cell

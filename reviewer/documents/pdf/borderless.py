"""The lines of a page, those that are a table's replaced by it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reviewer.documents.pdf.cells import Block
from reviewer.documents.pdf.columns import Band, lines_of_words, regions_of
from reviewer.documents.pdf.heads import head_of, numbered
from reviewer.documents.pdf.lines import Line, joined, lines_of
from reviewer.documents.pdf.marks import Char, Rule
from reviewer.documents.pdf.piece import Piece, PieceCell
from reviewer.documents.pdf.spreading import cells_of
from reviewer.documents.pdf.words import Word, words_of
from reviewer.model import Place

_FEWEST = 3  # columns of a head that is drawn with lines above a table without
_EDGE = 0.5  # points: what lies so near to a line is not on the other side of it
GUESSED = "表格无框线，行列按位置推断"


def aligned(
    blocks: Sequence[Line | Piece],
    chars: Sequence[Char],
    number: int,
    rules: Sequence[Rule],
    before: Sequence[Band] = (),
) -> Iterator[Line | Piece]:
    """The blocks of a page, lines that are a table's replaced by it. `chars`: those outside of tables, as drawn;
    `rules`: the level lines that no table has; `before`: the columns of a table that may go on from the last page."""
    words = words_of(chars)
    lines: list[Line] = []
    head: Piece | None = None
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            yield from _below(head, _among(lines, words, number, rules, before, boxed=head is not None))
            lines, head, before = [], block, _boxes(block)
    yield from _below(head, _among(lines, words, number, rules, before, boxed=head is not None))


def _boxes(piece: Piece) -> Sequence[Band]:
    """The columns of a table of one row, of which only the head is drawn with lines."""
    if piece.rows > 1 or len(piece.cells) < _FEWEST or any(not cell.text for cell in piece.cells):
        return ()
    return tuple((left + _EDGE, right - _EDGE) for left, right in pairwise(piece.xs))


def _below(head: Piece | None, blocks: Iterator[Line | Piece]) -> Iterator[Line | Piece]:
    """The blocks below a table that is drawn with lines; one that has its columns is made one with it."""
    if head is None:
        yield from blocks
        return
    first = next(blocks, None)
    if isinstance(first, Piece) and first.bands and first.bands == _boxes(head):
        for cell in first.cells:
            cell.row += 1
        first.cells += [replace(cell, doubt=GUESSED) for cell in head.cells]
        first.rows, first.top = first.rows + 1, head.top
    else:
        yield head
    if first is not None:
        yield first
    yield from blocks


def _among(  # noqa: PLR0913  what a page holds
    lines: list[Line], words: list[Word], number: int, rules: Sequence[Rule], before: Sequence[Band], *, boxed: bool
) -> Iterator[Line | Piece]:
    if not lines:
        return
    top, bottom = lines[0].y - lines[0].size, lines[-1].y + 0.5 * lines[-1].size
    rows = lines_of_words([word for word in words if top < word.y < bottom])
    rest = list(lines)
    done = 0
    for region in regions_of(rows, before, boxed=boxed):
        found = region.lines
        blocks, count, bands = cells_of(found, region.bands, rules)
        head = head_of(rows[done : region.start], bands, found[0])
        blocks = numbered(head, blocks)
        start = _first_below(rest, min(block.top for block in blocks) + 0.25 * found[0].size)
        end = _first_below(rest, found[-1].y + 0.45 * found[-1].size)
        yield from rest[:start]
        yield _piece(blocks, len(head) + count, bands, number)
        rest = rest[end:]
        done = region.end
    yield from rest


def _first_below(lines: Sequence[Line], y: float) -> int:
    return next((index for index, line in enumerate(lines) if line.y > y), len(lines))


def _piece(blocks: Sequence[Block], rows: int, bands: Sequence[Band], number: int) -> Piece:
    top, bottom = min(block.top for block in blocks), max(block.words[-1].y for block in blocks)
    first = max(block.bottom - block.top for block in blocks if block.row == 0)
    xs = (*(left for left, _ in bands), bands[-1][1])
    wrapped = {block.column for block in blocks if block.words[-1].y > block.words[0].y + 0.5 * block.size}
    cells = [_cell(block, bands, number, known=block.column in wrapped) for block in blocks]
    return Piece(number, "", cells, rows, xs, top, bottom, first, ruled=False, bands=tuple(bands))


def _cell(block: Block, bands: Sequence[Band], number: int, *, known: bool) -> PieceCell:
    """A cell. Whether its text may go on over the page is `known` where the column has wrapped cells, which are as wide
    as it is."""
    lines = lines_of([char for word in block.words for char in word.chars])
    right = bands[block.column + block.columns - 1][1]
    left = bands[block.column][0]
    full = known and lines[-1].right - lines[-1].left + lines[-1].size > right - left - 1
    place = Place(f"第{number}页")
    return PieceCell(
        joined(lines, right), place, block.row, block.column, block.rows, block.columns, full, doubt=GUESSED
    )

"""The rows above a table without upright lines that belong to it: what a sheet is about, each a label and its value,
with cells that reach over several columns."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewer.documents.pdf.cells import Block
from reviewer.documents.pdf.columns import Band, Row
from reviewer.documents.pdf.spreading import Extent, united
from reviewer.documents.pdf.words import Word

_STEP = 2.2  # heights of type between the lines of a cell, at most
_ALIGNED = 0.5  # heights of type by which the lines of a cell begin, end, or have their middles apart
_APART = 4.0  # heights of type between rows
_SAME_TYPE = 1.15  # times as large: not of the table


def head_of(lines: Sequence[Row], bands: Sequence[Band], core: Row) -> list[list[Block]]:
    """The rows directly above a table that are of it, from top to bottom; `core` is its first line."""
    words = [word for line in lines for word in line.words]
    if not words:
        return []
    rows: list[list[Block]] = []
    below = core.y - core.size
    for row in reversed(united(list(_cells(words)))):
        row.blocks.sort(key=lambda block: block.words[0].left)
        if not _is_head(row, core, below) or not _placed(row.blocks, bands):
            break
        rows.insert(0, row.blocks)
        below = row.top
    return rows


def numbered(head: list[list[Block]], blocks: list[Block]) -> list[Block]:
    """The cells of a table with those of the rows above it."""
    for block in blocks:
        block.row += len(head)
    for number, row in enumerate(head):
        for block in row:
            block.row = number
    return [block for row in head for block in row] + blocks


def _is_head(row: Extent, core: Row, below: float) -> bool:
    larger = any(block.size > _SAME_TYPE * core.size for block in row.blocks)
    return len(row.blocks) > 1 and not larger and below - row.bottom < _APART * core.size


def _cells(words: Sequence[Word]) -> Iterator[Block]:
    """Words drawn one after the other, one below the other, are of one cell."""
    group: list[Word] = []
    for word in sorted(words, key=lambda word: word.order):
        if group and not _goes_on(group, word):
            yield Block(group, 0)
            group = []
        group.append(word)
    if group:
        yield Block(group, 0)


def _goes_on(group: list[Word], word: Word) -> bool:
    last = group[-1]
    if word.order > last.order + 1:
        return False
    near = _ALIGNED * word.size
    left, right = min(each.left for each in group), max(each.right for each in group)
    aligned = (
        abs(word.left - left) < near
        or abs(word.right - right) < near
        or abs(word.left + word.right - left - right) < 2 * near
    )
    return aligned and 0.8 * word.size < word.y - last.y < _STEP * word.size


def _placed(blocks: list[Block], bands: Sequence[Band]) -> bool:
    """Give the cells of a row, from left to right, their columns, each up to the next one's; whether that can be."""
    starts: list[int] = []
    for block in blocks:
        left = block.words[0].left if len(block.words) == 1 else min(word.left for word in block.words)
        right = max(word.right for word in block.words)
        met = [index for index, band in enumerate(bands) if left < band[1] and band[0] < right]
        middle = (left + right) / 2
        nearest = min(range(len(bands)), key=lambda index: abs(sum(bands[index]) / 2 - middle))
        starts.append(met[0] if met else nearest)
        block.column = starts[-1]
        block.columns = max(met[-1] - met[0] + 1 if met else 1, 1)
    if any(one >= other for one, other in pairwise(starts)):
        return False
    for block, after in pairwise(blocks):
        block.columns = min(block.columns, after.column - block.column)
    return True

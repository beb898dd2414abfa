"""The rows of a table without upright lines: which cells are of one row, and how far those that are set in the middle
of several rows reach."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reviewer.documents import deadline
from reviewer.documents.pdf.cells import Block, blocks_of
from reviewer.documents.pdf.columns import Band, Row
from reviewer.documents.pdf.marks import Rule

_AGREED = 0.6  # of the cells of the fullest column: columns with as many may tell the rows better
_MOST = 0.75  # of the columns: a row with cells in as many may be the head
_WIDE = 0.5  # of the width of the table: a line as long is drawn between rows
_OFF, _FAR_OFF = 0.5, 0.9  # heights of type by which cells miss the middle of their rows, on average and at most


@dataclass(slots=True)
class Extent:
    """A row: from where to where its words reach."""

    top: float
    bottom: float
    blocks: list[Block] = field(default_factory=list)


def cells_of(lines: Sequence[Row], bands: Sequence[Band], rules: Sequence[Rule]) -> tuple[list[Block], int, list[Band]]:
    """The cells of a table with where they stand, the number of its rows, and its columns (those that are one column's
    head and its cells made one)."""
    words = [word for line in lines for word in line.words]
    blocks = list(blocks_of(words, bands, rules))
    rows = _rows(blocks, rules, bands)
    for number, row in enumerate(rows):
        for block in row.blocks:
            block.row = number
    bands = _one_column(blocks, list(bands))
    _spread(blocks, rows, len(bands))
    return blocks, len(rows), bands


# ---------------------------------------------------------------------------------------------------------------------
# Cells to rows.


def _rows(blocks: list[Block], rules: Sequence[Rule], bands: Sequence[Band]) -> list[Extent]:
    rows = _overlapping(blocks)
    zones = _zones(blocks, rules, bands)
    return zones if zones and not any(_are_several(zone, rows) for zone in zones) else rows


def _are_several(zone: Extent, rows: list[Extent]) -> bool:
    """Whether what is between two lines is several rows, each of which has cells in half of the columns, or some that
    no line parts."""
    here = {id(block) for block in zone.blocks}
    inside = [row for row in rows if any(id(block) in here for block in row.blocks)]
    most = max(len(row.blocks) for row in rows)
    return sum(2 * len(row.blocks) > most for row in inside) > 1


def _zones(blocks: list[Block], rules: Sequence[Rule], bands: Sequence[Band]) -> list[Extent]:
    """What stands between lines that are drawn over most of the table; none where less than two are."""
    top, bottom = min(block.top for block in blocks), max(block.bottom for block in blocks)
    width = bands[-1][1] - bands[0][0]
    drawn = sorted({rule.at for rule in rules if top < rule.at < bottom and rule.end - rule.start > _WIDE * width})
    edges = [top - 1, *drawn, bottom + 1]
    zones: dict[int, Extent] = {}
    for block in sorted(blocks, key=lambda block: block.top):
        zone = max(0, min(len(edges) - 2, bisect_right(edges, block.middle) - 1))
        row = zones.setdefault(zone, Extent(block.top, block.bottom))
        row.bottom = max(row.bottom, block.bottom)
        row.blocks.append(block)
    return [zones[zone] for zone in sorted(zones)] if drawn else []


def _overlapping(blocks: list[Block]) -> list[Extent]:
    """Rows of the cells in columns that have one in every row, then the other cells put in them; what stands above or
    below them all makes rows of its own."""
    counts = Counter(block.column for block in blocks if block.columns == 1)
    most = _usual(list(counts.values()))
    full = [block for block in blocks if block.columns == 1 and counts[block.column] == most]
    if not full:
        return united(blocks)
    rows = united(full)
    placed = {id(block) for block in full}
    rest = [block for block in blocks if id(block) not in placed]
    left: list[Block] = []
    for block in rest:
        deadline.check()
        if (row := _row_of(block, rows)) is not None:
            row.blocks.append(block)
        else:
            left.append(block)
    for row in united(left):
        inside = rows[0].top < row.top and row.bottom < rows[-1].bottom
        if inside and len(row.blocks) < 3:
            for block in row.blocks:
                min(rows, key=lambda one: abs((one.top + one.bottom) / 2 - block.middle)).blocks.append(block)
        else:
            rows.append(row)
            rows.sort(key=lambda one: one.top)
    return rows


def _usual(counts: list[int]) -> int:
    """How many cells the fullest columns have, if several agree; else the fullest."""
    most = max(counts, default=0)
    return max((count for count in counts if counts.count(count) > 1 and count >= _AGREED * most), default=most)


def united(blocks: list[Block]) -> list[Extent]:
    """Cells side by side as rows, from top to bottom."""
    rows: list[Extent] = []
    for block in sorted(blocks, key=lambda block: block.top):
        if rows and rows[-1].bottom - block.top > 0.3 * block.size:
            rows[-1].bottom = max(rows[-1].bottom, block.bottom)
            rows[-1].blocks.append(block)
        else:
            rows.append(Extent(block.top, block.bottom, [block]))
    return rows


def _row_of(block: Block, rows: list[Extent]) -> Extent | None:
    """The row that a cell overlaps for the most part."""
    best, share = None, 0.5
    for row in rows:
        over = min(row.bottom, block.bottom) - max(row.top, block.top)
        if (part := over / min(row.bottom - row.top, block.bottom - block.top)) > share:
            best, share = row, part
    return best


def _one_column(blocks: list[Block], bands: list[Band]) -> list[Band]:
    """Columns made one where no row has a cell in both, and all of one are above those of the other (a head in the
    middle, its cells on one side) or a cell lies across both."""
    while True:
        deadline.check()
        gaps = [
            (bands[column + 1][0] - bands[column][1], column)
            for column in range(len(bands) - 1)
            if _are_one(column, blocks)
        ]
        if not gaps:
            return bands
        column = min(gaps)[1]
        bands[column : column + 2] = [(bands[column][0], bands[column + 1][1])]
        for block in blocks:
            if block.column > column:
                block.column -= 1
            elif block.column + block.columns > column + 1:
                block.columns -= 1


def _are_one(column: int, blocks: list[Block]) -> bool:
    head = _head(blocks)
    one, other = (
        {block.row for block in blocks if block.columns == 1 and block.column == each and block.row >= head}
        for each in (column, column + 1)
    )
    if not one or not other or one & other:
        return False
    if max(one) < min(other) or max(other) < min(one):
        return True
    return any(
        block.column <= column < block.column + block.columns - 1
        and block.columns == 2
        and block.row > min(one | other)
        for block in blocks
    )


def _head(blocks: list[Block]) -> int:
    """The first row in which most columns have a cell."""
    columns = Counter(row for row, _ in {(block.row, block.column) for block in blocks})
    return min(row for row, count in columns.items() if count >= _MOST * max(columns.values()))


# ---------------------------------------------------------------------------------------------------------------------
# Cells over several rows.

Spans = list[tuple[int, int]]


def _spread(blocks: list[Block], rows: list[Extent], columns: int) -> None:
    """Let cells that stand in the middle of several rows reach over them; those that stand in the first of their rows
    are left there, with nothing below."""
    first = _head(blocks) + 1
    edges = _edges(rows)
    centred: list[tuple[list[Block], Spans]] = []
    undecided: list[tuple[list[Block], Spans]] = []
    for column in range(columns - 1):
        body = sorted(
            (block for block in blocks if block.column == column and block.columns == 1 and block.row >= first),
            key=lambda block: block.middle,
        )
        if not body or len(body) >= len(rows) - first:
            continue
        in_rows = _are_in_rows(body, rows, first)
        spans = _centred(body, edges, first, whole=True) or (
            None if in_rows else _centred(body, edges, first, whole=False)
        )
        if spans is not None:
            (undecided if in_rows else centred).append((body, spans))
    for body, spans in centred + (undecided if centred else []):
        for block, (start, count) in zip(body, spans, strict=True):
            block.row, block.rows = start, count


def _are_in_rows(body: list[Block], rows: list[Extent], first: int) -> bool:
    """Whether each cell may be of one row, at its top or in its middle, the first of them of the first."""
    return body[0].row == first and all(
        min(abs(block.top - row.top), abs(block.middle - (row.top + row.bottom) / 2)) < _OFF * block.size
        for block, row in ((block, rows[block.row]) for block in body)
    )


def _edges(rows: list[Extent]) -> list[float]:
    inner = [(above.bottom + below.top) / 2 for above, below in pairwise(rows)]
    first = rows[0].top - (inner[0] - rows[0].bottom if inner else 0)
    last = rows[-1].bottom + (rows[-1].top - inner[-1] if inner else 0)
    return [first, *inner, last]


def _centred(body: list[Block], edges: list[float], first: int, *, whole: bool) -> Spans | None:
    """Where each cell's rows begin and how many they are, so that they stand in their middle, one after the other
    without a gap; None where they do not. If not `whole`, the last may go on over the page."""
    rows = len(edges) - 1
    reached: dict[int, tuple[float, Spans]] = {first: (0.0, [])}
    for number, block in enumerate(body, start=1):
        here: dict[int, tuple[float, Spans]] = {}
        for start, (cost, spans) in reached.items():
            for end in range(start + 1, rows + 1):
                off = abs(block.middle - (edges[start] + edges[end]) / 2) / block.size
                if not whole and end == rows and number == len(body) > 1 and start <= block.row:
                    off = min(off, _OFF)
                if off < _FAR_OFF and (end not in here or cost + off < here[end][0]):
                    here[end] = (cost + off, [*spans, (start, end - start)])
        reached = here
    found = reached.get(rows)
    return found[1] if found is not None and found[0] < _OFF * len(body) else None

"""The rows of a table without upright lines, and how far words set in the middle of several of them reach."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewer.documents.pdf.lines import Line
from reviewer.documents.pdf.marks import Rule

Band = tuple[float, float]
"""The left and right edge of a column's words."""

_OFF = 0.8  # heights of type by which words may miss the middle of their rows
_FOLLOWING = 1.75  # heights of type between the base lines of a cell, at most
_LOWER = 0.9  # of the lowest row
_STEP = 0.3  # of the height of type: how much more is blank between rows than within, at least
_DENSE = 0.5  # of the words of the fullest column: a column with as many has some in every row
_WIDE = 0.5  # of the width of the table: a line as long is drawn between rows


def rows_of(lines: list[Line], columns: list[list[Line]], bands: list[Band], rules: Sequence[Rule]) -> list[float]:
    """Where the rows begin, and where the last one ends: at the lines drawn between them, else where gaps are wide."""
    top, bottom = _middle(lines[0]) - lines[0].size, _middle(lines[-1]) + lines[-1].size
    width = bands[-1][1] - bands[0][0]
    drawn = sorted({rule.at for rule in rules if top < rule.at < bottom and rule.end - rule.start > _WIDE * width})
    if len(drawn) >= 2:
        return [top, *drawn, bottom]
    most = max(len(words) for words in columns)
    dense = sorted(
        (word for words in columns if len(words) >= _DENSE * most for word in words), key=lambda word: word.y
    )
    return [top, *_between(dense, lines), bottom]


def _between(words: list[Line], lines: list[Line]) -> Iterator[float]:
    """The middles of what is blank between rows: more is blank there than between the lines of a cell."""
    blanks: list[tuple[float, float]] = []
    end = words[0].y
    for word in words:
        if (start := word.y - 0.9 * word.size) > end:
            blanks.append((end, start))
        end = max(end, word.y)
    limit = _limit([start - end for end, start in blanks], lines[0].size)
    full = {round(line.y) for line in lines if len(line.parts) > 1}
    for end, start in blanks:
        if limit is not None:
            begins = start - end > limit
        else:
            begins = any(round(word.y) in full for word in words if word.y > start and word.y - word.size <= start)
        if begins:
            yield (end + start) / 2


def _limit(blanks: list[float], size: float) -> float | None:
    """How much is blank at least between rows; None where it is the same everywhere."""
    for below, above in pairwise(sorted(blanks)):
        if above - below > _STEP * size and below < size:
            return (below + above) / 2
    return None


def spread(
    words: list[Line], band: Band, edges: list[float], rules: Sequence[Rule], *, merging: bool
) -> Iterator[tuple[int, int, list[Line]]]:
    """The cells of a column: the row, how many rows, and the lines of each. Words set in the middle of several rows
    (the first row below the head has none) belong to all of them."""
    rows: dict[int, list[Line]] = {}
    for group in _groups(words, edges):
        middle = (_middle(group[0]) + _middle(group[-1])) / 2
        rows.setdefault(max(0, min(len(edges) - 2, bisect_right(edges, middle) - 1)), []).extend(group)
    starts = _parted(band, edges, rules)
    if starts is not None:
        for start, end in pairwise([*starts, len(edges) - 1]):
            if within := [word for row in range(start, end) for word in rows.get(row, ())]:
                yield start, end - start, within
        return
    spans = _centred(rows, edges) if merging else None
    for row, within in rows.items():
        start, count = spans[row] if spans is not None else (row, 1)
        yield start, count, within


def _groups(words: list[Line], edges: list[float]) -> Iterator[list[Line]]:
    """Lines that follow one another closely, closer than rows do, are of one cell."""
    lowest = min(below - above for above, below in pairwise(edges))
    group: list[Line] = []
    for word in words:
        if group and word.y - group[-1].y > min(_FOLLOWING * word.size, _LOWER * lowest):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _parted(band: Band, edges: list[float], rules: Sequence[Rule]) -> list[int] | None:
    """The rows above which a line is drawn in a column; None where no lines are drawn between rows."""
    middle = (band[0] + band[1]) / 2
    crossing = {rule.at for rule in rules if rule.start <= middle <= rule.end}
    inner = [index for index, edge in enumerate(edges) if 0 < index < len(edges) - 1 and edge in crossing]
    drawn = any(edge == rule.at for edge in edges for rule in rules)
    return [0, *inner] if drawn else None


def _centred(rows: dict[int, list[Line]], edges: list[float]) -> dict[int, tuple[int, int]] | None:
    """For each row with words where they begin and over how many rows they reach, if those below the head each stand
    in the middle of their rows, one after the other; else None."""
    start = next(row for row in range(len(edges)) if row not in rows)
    below = [row for row in sorted(rows) if row > start]
    if not below:
        return None
    spans = {row: (row, 1) for row in range(start)}
    for row in below:
        middle = (_middle(rows[row][0]) + _middle(rows[row][-1])) / 2
        target = 2 * middle - edges[start]
        end = min(range(start + 1, len(edges)), key=lambda index: abs(edges[index] - target), default=start)
        if end <= row or (abs(edges[end] - target) > _OFF * rows[row][0].size and end < len(edges) - 1):
            return None
        spans[row] = (start, end - start)
        start = end
    return spans


def _middle(line: Line) -> float:
    return line.y - 0.35 * line.size

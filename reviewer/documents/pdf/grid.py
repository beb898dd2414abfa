"""From ruling lines to tables: which cells there are, and how many rows and columns of the grid each takes up."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.documents import deadline
from reviewer.documents.pdf.marks import Rule

_SNAP = 3.0  # points: lines no further apart are one (a double line), and so are ends that nearly meet
_NARROW = 4.0  # a row or column of the grid no wider is none
_MOST_LINES = 4000  # on one page


@dataclass(frozen=True, slots=True)
class Region:
    """A cell: where it begins on the grid, what it spans, and its edges on the page."""

    row: int
    column: int
    rowspan: int
    colspan: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: the positions of its lines, its cells in reading order, and for each field of the grid (row,
    column) the number of its cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    fields: tuple[tuple[int, ...], ...]

    @property
    def area(self) -> float:
        """In square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point, None outside of the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.fields[row][column]
        return None


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that the lines of a page draw, the smallest first; a frame around text is none."""
    level = _merged([rule for rule in rules if rule.level])
    upright = _merged([rule for rule in rules if not rule.level])
    if len(level) + len(upright) > _MOST_LINES:
        return []
    grids = [_grid(*lines) for lines in _connected(level, upright)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.area)


def _merged(rules: list[Rule]) -> list[Rule]:
    """Lines side by side snapped onto one another, those that touch joined."""
    merged: list[Rule] = []
    for at, group in _snapped(rules):
        start, end = group[0].start, group[0].end
        for rule in group[1:]:
            if rule.start > end + _SNAP:
                merged.append(Rule(rule.level, at, start, end))
                start = rule.start
            end = max(end, rule.end) if rule.start <= end + _SNAP else rule.end
        merged.append(Rule(group[0].level, at, start, end))
    return merged


def _snapped(rules: list[Rule]) -> Iterator[tuple[float, list[Rule]]]:
    """Lines no further apart than one another's neighbour by `_SNAP`, with their mean position, by where they start."""
    group: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if group and rule.at - group[0].at > _SNAP:
            yield _mean(group), sorted(group, key=lambda rule: rule.start)
            group = []
        group.append(rule)
    if group:
        yield _mean(group), sorted(group, key=lambda rule: rule.start)


def _mean(group: list[Rule]) -> float:
    return sum(rule.at for rule in group) / len(group)


def _connected(level: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or touch one another, directly or by way of others."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, line in enumerate(level):
        deadline.check()
        for two, post in enumerate(upright):
            if _touch(line, post):
                parent[root(one)] = root(len(level) + two)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for index, rule in enumerate((*level, *upright)):
        groups[root(index)][0 if rule.level else 1].append(rule)
    return iter(groups.values())


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _SNAP <= upright.at <= level.end + _SNAP
        and upright.start - _SNAP <= level.at <= upright.end + _SNAP
    )


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    if not level or not upright:
        return None
    xs = _positions([rule.at for rule in upright], [edge for rule in level for edge in (rule.start, rule.end)])
    ys = _positions([rule.at for rule in level], [edge for rule in upright for edge in (rule.start, rule.end)])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    fields = _fields(xs, ys, _walls(level, ys, xs), _walls(upright, xs, ys))
    regions = tuple(_regions(fields, xs, ys))
    return Grid(tuple(xs), tuple(ys), regions, tuple(tuple(row) for row in fields)) if len(regions) > 1 else None


def _positions(at: list[float], ends: list[float]) -> list[float]:
    """Where the lines of one direction stand; where those of the other reach beyond them, an open side is one."""
    positions = sorted(set(at))
    low, high = min(ends), max(ends)
    if low < positions[0] - 2 * _SNAP:
        positions.insert(0, low)
    if high > positions[-1] + 2 * _SNAP:
        positions.append(high)
    kept = positions[:1]
    for value in positions[1:]:
        if value - kept[-1] > _NARROW:
            kept.append(value)
    return kept


def _walls(rules: list[Rule], at: list[float], along: list[float]) -> list[list[bool]]:
    """For each position of a line and each field beside it whether a line is drawn there."""
    walls = [[False] * (len(along) - 1) for _ in at]
    walls[0] = [True] * (len(along) - 1)
    walls[-1] = [True] * (len(along) - 1)
    for rule in rules:
        nearest = min(range(len(at)), key=lambda index: abs(at[index] - rule.at))
        for index in range(len(along) - 1):
            if rule.start - _SNAP <= (along[index] + along[index + 1]) / 2 <= rule.end + _SNAP:
                walls[nearest][index] = True
    return walls


def _fields(xs: list[float], ys: list[float], below: list[list[bool]], beside: list[list[bool]]) -> list[list[int]]:
    """The number of the cell that each field of the grid belongs to: fields that nothing separates are one cell, as
    far as they make up a rectangle."""
    rows, columns = len(ys) - 1, len(xs) - 1
    fields = [[-1] * columns for _ in range(rows)]
    number = 0
    for row in range(rows):
        for column in range(columns):
            if fields[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and fields[row][right] < 0 and not beside[right][row]:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_on(fields, bottom, column, right, below, beside):
                bottom += 1
            for each in range(row, bottom):
                fields[each][column:right] = [number] * (right - column)
            number += 1
    return fields


def _goes_on(  # noqa: PLR0913, PLR0917  where on the grid
    fields: list[list[int]], row: int, left: int, right: int, below: list[list[bool]], beside: list[list[bool]]
) -> bool:
    """Whether a cell from column `left` up to `right` reaches into a row: nothing is drawn between nor within."""
    return (
        not any(below[row][left:right])
        and not any(beside[column][row] for column in range(left + 1, right))
        and all(field < 0 for field in fields[row][left:right])
    )


def _regions(fields: list[list[int]], xs: list[float], ys: list[float]) -> Iterator[Region]:
    seen: set[int] = set()
    for row, numbers in enumerate(fields):
        for column, number in enumerate(numbers):
            if number in seen:
                continue
            seen.add(number)
            right = column + numbers[column:].count(number)
            bottom = row
            while bottom < len(fields) and fields[bottom][column] == number:
                bottom += 1
            yield Region(row, column, bottom - row, right - column, xs[column], ys[row], xs[right], ys[bottom])

"""Which row of a sheet is which of the same sheet handed in again, across wording changes. Pure.

First rows that say the same, then rows of the same name, then the most alike; what is left under one category was put
in each other's place."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.comparison.entries import Entry, content, named, word
from reviewer.taxonomy import category

How = Literal["same", "alike", "instead", "merged"]
"""How a row was found again: by its text, by its likeness, as what stands in its place, as part of a wider one."""

_ALIKE = 55.0  # of 100: rows less alike are different indicators
_SAME_LEVEL, _SAME_TARGET, _SAME_DESCRIPTION = 15.0, 10.0, 15.0  # what a common field adds to the names' likeness
_WHOLE_NAME = 4  # characters of a name that a wider one may have taken in
_NEAR = 40  # rows of a long sheet that are held against one


@dataclass(frozen=True, slots=True)
class Match:
    """Two rows by their indices, and how they were found."""

    old: int
    new: int
    how: How


def matched(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Match]:
    """The rows that are found again. Each row of `after` once, but for those that took others in ("merged")."""
    left, right = dict(enumerate(before)), dict(enumerate(after))
    for key in (content, _name_and_level, named):
        yield from _equal(left, right, key)
    yield from _alike(left, right)
    yield from _merged(left, after)
    yield from _instead(left, right)


_Rows = dict[int, Entry]


def _equal(left: _Rows, right: _Rows, key: Callable[[Entry], Sequence[str]]) -> Iterator[Match]:
    """Rows with the same key, the first of each first."""
    there: dict[Sequence[str], list[int]] = defaultdict(list)
    for index, row in reversed(right.items()):
        there[key(row)].append(index)
    for old in list(left):
        if (found := key(left[old])) and any(found) and there.get(found):
            new = there[found].pop()
            yield Match(old, new, "same")
            del left[old], right[new]


def _name_and_level(row: Entry) -> tuple[str, ...]:
    return (named(row), _category(row)) if named(row) else ()


def _category(row: Entry) -> str:
    shown = row.shown
    return category(shown.level1, shown.level2, shown.tree) or word(shown.level2)


def _alike(left: _Rows, right: _Rows) -> Iterator[Match]:
    """The most alike first."""
    there = sorted(right)
    pairs = [
        (likeness, abs(old - new), old, new)
        for old, row in left.items()
        for new in _near(old, there)
        if (likeness := _likeness(row, right[new])) >= _ALIKE
    ]
    for _, _, old, new in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if old in left and new in right:
            yield Match(old, new, "alike")
            del left[old], right[new]


def _near(old: int, there: Sequence[int]) -> Sequence[int]:
    """The rows that one is held against: all of a sheet, of a very long one those that stand near it."""
    if len(there) <= 4 * _NEAR:
        return there
    at = bisect_left(there, old)
    return there[max(0, at - _NEAR) : at + _NEAR]


def _likeness(old: Entry, new: Entry) -> float:
    """How alike two rows are: 0 to 140; the name says most."""
    from rapidfuzz import fuzz

    likeness = fuzz.ratio(named(old), named(new))
    likeness += _SAME_LEVEL if _category(old) == _category(new) else 0.0
    for one, other, adds in (
        (old.shown.target, new.shown.target, _SAME_TARGET),
        (old.shown.description, new.shown.description, _SAME_DESCRIPTION),
    ):
        likeness += adds if one and word(one) == word(other) else 0.0
    return likeness


def _merged(left: _Rows, after: Sequence[Entry]) -> Iterator[Match]:
    """Rows whose whole name stands within that of a row found already or left: it took them in."""
    for old in list(left):
        name = named(left[old])
        near = _near(old, range(len(after))) if len(name) >= _WHOLE_NAME else ()
        if (new := next((at for at in near if name in named(after[at]) != name), None)) is not None:
            yield Match(old, new, "merged")
            del left[old]


def _instead(left: _Rows, right: _Rows) -> Iterator[Match]:
    """What is left under one category: a new row stands where an old one was, most likely one that was objected to."""
    there: dict[str, list[int]] = defaultdict(list)
    for new, row in right.items():
        there[_category(row)].append(new)
    for old, row in sorted(left.items(), key=lambda item: (not item[1].objected, item[0])):
        if places := there.get(_category(row)):
            new = min(places, key=lambda at: (-_likeness(row, right[at]), abs(at - old)))
            places.remove(new)
            yield Match(old, new, "instead")
            del left[old], right[new]

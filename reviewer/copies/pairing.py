"""Which sheets share most of their rows: first by the texts alone, found by an index, then pair by pair."""

import heapq
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reviewer.copies.reading import Group, ReadSheet
from reviewer.copies.wording import Wording, bare, is_general, one_word, pairs
from reviewer.policy import Policy

GENERAL = 0.5
"""What a row of general words counts, of the 1 that a row counts which names something of its own."""
_WINDOW = 200
"""How far apart in the list of those that have a text two groups are still compared: bounds the time where one template
went to thousands."""
_KEPT = 20
"""Groups kept as near to a group."""
_FEW = 6
"""What fewer departments have is not common to all."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a sheet shares with another: which of its rows, and their share of all its rows (0 to 1)."""

    rows: tuple[int, ...]
    share: float


class Pairing:
    """The pairs among `groups`. `read` are all sheets: what many departments have is common and counts nothing."""

    def __init__(self, read: Sequence[ReadSheet], groups: Sequence[Group], wording: Wording, policy: Policy) -> None:
        self._wording = wording
        self._policy = policy
        self._weights = _weights(read, wording, policy)
        self._groups = [group for group in groups if self._count(group[1]) >= policy.copy_rows]
        self._near = self._pairs()

    def near(self, group: Group) -> Iterator[tuple[float, Group]]:
        """The groups that may share enough with a group, itself among them, each with the largest share that is
        possible; the nearest first."""
        if self._count(group[1]) >= self._policy.copy_rows:
            yield 1.0, group
        for share, _, number in sorted(self._near.get(group, ()), reverse=True):
            yield share, self._groups[-number]

    def shared(self, sheet: ReadSheet, other: ReadSheet) -> Shared | None:
        """What a sheet shares with another, if it is enough: most of its rows, by number and by what they tell, and of
        the other's rows at least half as large a share. One department's projects and projects of one name are often
        alike: more is asked there."""
        mine = self._found(sheet, other)
        theirs = self._found(other, sheet)
        count, evidence = self._least(sheet, other, mine, theirs)
        policy = self._policy
        kin = sheet.is_of_sender(other) or (sheet.identity.name and sheet.identity.name == other.identity.name)
        least = policy.copy_share_within if kin else policy.copy_share
        told = count / len(sheet.rows), evidence / self._count(sheet.texts)
        enough = min(told) >= least and count / len(other.rows) >= least / 2 and evidence >= policy.copy_rows
        return Shared(mine, told[0]) if enough else None

    # -----------------------------------------------------------------------------------------------------------------

    def _pairs(self) -> dict[Group, list[tuple[float, float, int]]]:
        """For each group those that share enough of its texts: share, evidence, number (negative, so that of equals the
        first is kept)."""
        near: dict[Group, list[tuple[float, float, int]]] = defaultdict(list)
        having: dict[int, list[int]] = defaultdict(list)
        for number, (_, texts) in enumerate(self._groups):
            for text in self._telling(texts):
                having[text].append(number)
        for number, group in enumerate(self._groups):
            for other in self._candidates(number, having):
                for one, two, at in ((group, self._groups[other], other), (self._groups[other], group, number)):
                    if (found := self._bound(one, two)) is not None:
                        _keep(near[one], (*found, -at))
        return near

    def _candidates(self, number: int, having: dict[int, list[int]]) -> Iterator[int]:
        """The groups after one that share texts with it which count half of the evidence that is asked for."""
        hits: dict[int, float] = defaultdict(float)
        scope, texts = self._groups[number]
        for text in self._telling(texts):
            others: set[int] = set()
            for near in self._wording.near[text]:
                listed = having.get(near, ())
                start = bisect_right(listed, number)
                others.update(listed[start : start + _WINDOW])
            for other in others:
                hits[other] += self._weights[text]
        least = self._policy.copy_rows / 2
        return (other for other, count in hits.items() if count >= least and self._groups[other][0] == scope)

    def _bound(self, group: Group, other: Group) -> tuple[float, float] | None:
        """The largest share and evidence that sheets of a group can share with those of another; None if not enough."""
        texts, others = group[1], set(other[1])
        near = self._wording.near
        common = [text for text in texts if text in others or not others.isdisjoint(near[text])]
        share, evidence = len(common) / len(texts), self._count(common)
        enough = share >= self._policy.copy_share and evidence >= self._policy.copy_rows
        return (share, evidence) if enough else None

    def _telling(self, texts: Collection[int]) -> list[int]:
        return [text for text in dict.fromkeys(texts) if self._weights[text]]

    def _count(self, texts: Collection[int]) -> float:
        return sum(self._weights[text] for text in texts)

    def _found(self, sheet: ReadSheet, other: ReadSheet) -> tuple[int, ...]:
        """Which rows of a sheet the other has, too: word for word, or in a like wording that does not follow each
        project's own name."""
        others = set(other.texts)
        return tuple(
            at
            for at, text in enumerate(sheet.texts)
            if text in others
            or any(near in others and not self._follows(text, near, sheet, other) for near in self._wording.near[text])
        )

    def _follows(self, text: int, near: int, sheet: ReadSheet, other: ReadSheet) -> bool:
        """Whether two texts differ by the words of each project's own name (养老保险…, 医疗保险…)."""
        one, two = pairs(self._wording.texts[text]), pairs(self._wording.texts[near])
        mine, theirs = pairs(bare(sheet.own)), pairs(bare(other.own))
        left, right = one - two, two - one
        named = bool(left & mine - theirs), bool(right & theirs - mine)
        return any(named) and (named[0] or not left) and (named[1] or not right)

    def _least(
        self, sheet: ReadSheet, other: ReadSheet, mine: Sequence[int], theirs: Sequence[int]
    ) -> tuple[int, float]:
        """How many rows two sheets share, and what they count, by the one that shares fewer."""
        evidence = min(self._count([sheet.texts[at] for at in mine]), self._count([other.texts[at] for at in theirs]))
        return min(len(mine), len(theirs)), evidence


def _weights(read: Sequence[ReadSheet], wording: Wording, policy: Policy) -> list[float]:
    """What each text counts: nothing where it is routine or many departments have it in a like wording, half where it
    is of general words."""
    having: dict[int, set[str]] = defaultdict(set)
    for sheet in read:
        for text in sheet.texts:
            having[text].add(sheet.sender)
    least = max(_FEW, policy.copy_common * len({sheet.sender for sheet in read}))

    def is_common(near: Sequence[int]) -> bool:
        lists = [having[each] for each in near]
        return sum(map(len, lists)) >= least and len(set().union(*lists)) >= least

    routine = [one_word(bare(name)) for name in policy.routine]

    def is_routine(text: str) -> bool:
        return any(name in text for name in routine)

    return [
        0.0 if is_common(near) or is_routine(text) else GENERAL if is_general(text) else 1.0
        for text, near in zip(wording.texts, wording.near, strict=True)
    ]


def _keep(kept: list[tuple[float, float, int]], found: tuple[float, float, int]) -> None:
    (heapq.heappush if len(kept) < _KEPT else heapq.heappushpop)(kept, found)

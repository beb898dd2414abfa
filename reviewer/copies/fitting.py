"""Rows that do not fit the project of their sheet but are at home in another's: a doubt, never a fact."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from reviewer.copies.reading import ReadSheet
from reviewer.copies.wording import bare, content, pairs, text_of
from reviewer.model import Indicator

_TAKEN = 80.0
"""Goals that are so alike are one goal, and tell nothing of either project."""


def unfit(sheet: ReadSheet, other: ReadSheet, rows: Sequence[Indicator]) -> tuple[str, ...]:
    """The identities of those of `rows` that name something which the name and goal of their own project do not, but
    those of the other do. None where a sheet does not name its project, or both name the same."""
    goal, others = sheet.sheet.goal or "", other.sheet.goal or ""
    taken = fuzz.ratio(goal, others) >= _TAKEN
    own = _pairs(sheet.own, "" if taken else goal)
    foreign = _pairs(other.own, "" if taken else others) - own
    if not sheet.identity.name or sheet.identity.name == other.identity.name or not foreign:
        return ()
    return tuple(row.row for row in rows if not own & (named := _pairs(text_of(row))) and named & foreign)


def _pairs(*texts: str) -> frozenset[str]:
    """The pairs of characters of what texts name, general words left out."""
    parts = (part for text in texts for part in content(bare(text)).split())
    return frozenset().union(*map(pairs, parts))

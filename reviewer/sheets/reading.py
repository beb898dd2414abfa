"""A target sheet read once for all checks: its own rows, what categories they fill, where its texts usually stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reviewer import taxonomy
from reviewer.model import Indicator, ReviewedRow, Sheet
from reviewer.policy import Policy
from reviewer.text import simplified, squeeze

Usual = Mapping[str, Mapping[str, int]]
"""How often a name stands in each category, over the sheets of a run."""

INHERITED = "名称承自上方合并格"
"""The doubt of a row whose name is that of the merged cell above it."""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """`rows` are the sheet's own in reading order, those that its system puts in (presets) left out; `categories` count
    all its indicators by canonical second level, `firsts` are the canonical first levels they stand under. `year` is
    the budget year, None where nobody said."""

    sheet: Sheet
    rows: tuple[ReviewedRow, ...]
    categories: Mapping[str, int]
    firsts: frozenset[str]
    policy: Policy
    year: int | None
    usual: Usual

    @property
    def strange(self) -> bool:
        """Whether the sheet follows a tree of its own, so that nothing can be said to be missing."""
        return any(
            indicator.category is None and not taxonomy.level1(indicator.shown.level1, bare=True)
            for indicator in self.sheet.indicators
        )

    @property
    def empty(self) -> bool:
        """Whether the sheet has no indicator at all."""
        return not self.sheet.indicators


def read_sheet(
    sheet: Sheet, rows: Sequence[ReviewedRow], policy: Policy, year: int | None = None, usual: Usual | None = None
) -> SheetReading:
    """Read a sheet; `rows` are its rows in reading order."""
    categories = Counter(indicator.category for indicator in sheet.indicators if indicator.category)
    firsts = {first for indicator in sheet.indicators if (first := _first(indicator, sheet))}
    own = tuple(row for row in rows if not row.set_aside)
    return SheetReading(sheet, own, categories, frozenset(firsts), policy, year, usual or {})


def usual_places(sheets: Iterable[Sheet]) -> Usual:
    """How often each name stands in each category."""
    seen: dict[str, Counter[str]] = {}
    for sheet in sheets:
        for indicator in sheet.indicators:
            if indicator.category and indicator.shown.name:
                seen.setdefault(indicator.shown.name, Counter())[indicator.category] += 1
    return seen


@lru_cache(maxsize=65536)
def word(text: str | None) -> str:
    """A text for comparing: narrow, simplified, without spaces."""
    return simplified(squeeze(text or ""))


def _first(indicator: Indicator, sheet: Sheet) -> str | None:
    if indicator.category:
        return taxonomy.parent(indicator.category, sheet.tree) or taxonomy.parent(indicator.category)
    return taxonomy.level1(indicator.shown.level1, bare=True)

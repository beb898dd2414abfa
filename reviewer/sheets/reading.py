"""A target sheet read once for all checks: its own rows, what categories they fill, where its texts usually stand."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """`indicators` are those of the sheet that say something (不适用 alone is none), `rows` the same as reviewed, in
    reading order, those that its system puts in (presets) left out; `categories` count the indicators by canonical
    second level, `firsts` are the canonical first levels they stand under. `left_empty` are the levels printed with
    nothing below them, those of which the sheet says 不涉及 or 不适用 left out. `year` is the budget year, None where
    nobody said."""

    sheet: Sheet
    indicators: tuple[Indicator, ...]
    rows: tuple[ReviewedRow, ...]
    left_empty: tuple[str, ...]
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
            for indicator in self.indicators
        )

    @property
    def empty(self) -> bool:
        """Whether the sheet has no indicator at all."""
        return not self.indicators


def read_sheet(
    sheet: Sheet, rows: Sequence[ReviewedRow], policy: Policy, year: int | None = None, usual: Usual | None = None
) -> SheetReading:
    """Read a sheet; `rows` are its rows in reading order."""
    told = tuple(indicator for indicator in sheet.indicators if not _says_nothing(indicator))
    categories = Counter(indicator.category for indicator in told if indicator.category)
    firsts = {first for indicator in told if (first := _first(indicator, sheet))}
    own = tuple(row for row in rows if not row.set_aside and not _says_nothing(row.indicator))
    left_empty = (*sheet.left_empty, *dict.fromkeys(_left_empty(sheet, categories)))
    return SheetReading(sheet, told, own, left_empty, categories, frozenset(firsts), policy, year, usual or {})


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


def is_nothing(text: str | None) -> bool:
    """Whether a text is empty, marks only or a word for nothing (无。, 不适用, ……)."""
    return _NOTHING.fullmatch(_MARKS.sub("", word(text))) is not None


def _says_nothing(indicator: Indicator) -> bool:
    """A name that is nothing, with neither description nor target beside it."""
    shown = indicator.shown
    return bool(shown.name) and all(map(is_nothing, (shown.name, shown.description, shown.target)))


def _left_empty(sheet: Sheet, categories: Mapping[str, int]) -> Iterator[str]:
    """Levels that a sheet fills with a word for nothing, without saying that they do not apply."""
    for indicator in sheet.indicators:
        level = indicator.shown.level2 or indicator.shown.level1
        filled = categories.get(indicator.category or "")
        if level and not filled and _says_nothing(indicator) and not _NO_MATTER.search(word(indicator.shown.name)):
            yield level


_MARKS = re.compile(r"[\W_]+")
_NO_MATTER = re.compile("不涉及|不适用|无关")
_NOTHING = re.compile(
    f"(?:[无空略]|没有|暂[无缺]|空白|待定|待补充|(?:本项目)?(?:{_NO_MATTER.pattern})|na|null|none)?", re.I
)


def _first(indicator: Indicator, sheet: Sheet) -> str | None:
    if indicator.category:
        return taxonomy.parent(indicator.category, sheet.tree) or taxonomy.parent(indicator.category)
    return taxonomy.level1(indicator.shown.level1, bare=True)

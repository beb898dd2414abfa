"""Which field of benefit a wording touches, by the words in it."""

import re
from enum import StrEnum

from reviewer.defects import lexicon


class Theme(StrEnum):
    """A field of benefit. The four first are categories; the others are fields of the administration itself."""

    ECONOMY = "经济效益"
    SOCIETY = "社会效益"
    NATURE = "生态效益"
    LASTING = "可持续影响"
    MARKET = "market"
    EFFICIENCY = "efficiency"
    BUDGETING = "budgeting"

    __hash__ = str.__hash__


def themes(text: str) -> frozenset[Theme]:
    """The themes of a wording; empty where it says nothing about any field. 政治生态 and 营商环境 are no nature."""
    nature = _NOT_NATURE.sub("社会", text)
    found = [theme for theme, words in _THEMES if words.search(nature if theme is Theme.NATURE else text)]
    if nature != text:
        found.append(Theme.SOCIETY)
    return frozenset(found)


_NOT_NATURE = re.compile(lexicon.pattern("not_nature"))
_THEMES: tuple[tuple[Theme, re.Pattern[str]], ...] = (
    (Theme.ECONOMY, re.compile(lexicon.pattern("economy"))),
    (Theme.SOCIETY, re.compile(lexicon.pattern("society"))),
    (Theme.NATURE, re.compile(lexicon.pattern("nature"))),
    (Theme.LASTING, re.compile(lexicon.pattern("lasting"))),
    (Theme.MARKET, re.compile(lexicon.pattern("market"))),
    (Theme.EFFICIENCY, re.compile(lexicon.pattern("efficiency"))),
    (Theme.BUDGETING, re.compile(lexicon.pattern("budgeting"))),
)

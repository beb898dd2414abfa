"""What a sentence for the department must be: the contract of opinion (审核意见) and rewrite (改写建议), checked."""

import re

from reviewer.defects import BY_CODE
from reviewer.grading.opinion import DROP, LONGEST
from reviewer.grading.quoting import FIELDS
from reviewer.model import Shown
from reviewer.text import CHINESE_NUMBER, chinese_number, plain, squeeze

LONGEST_REWRITE = 100
"""Characters; the contract names no limit, but an indicator longer than this is no improvement."""

_BANNED = ("口号", "空话", "无意义", "伪量化", "模型")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」|《[^《》]*》")
_ENDS = re.compile(r"[。！？!?\n\r]")
_CODE = re.compile("|".join(map(re.escape, BY_CODE)))
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_IN_WORDS = re.compile(rf"百分之(?P<share>{CHINESE_NUMBER})|(?P<tenths>{CHINESE_NUMBER})成(?![立为员本果效品])")


def fit_opinion(text: str | None, shown: Shown) -> str | None:
    """The opinion where it keeps the contract: one polite sentence of at most 80 characters without codes, without
    the words that a department need not read (outside quotation marks), without a number of its own. Else None."""
    opinion = " ".join((text or "").split())
    own = _QUOTED.sub("", opinion)
    if not opinion or len(opinion) > LONGEST or len(_ENDS.findall(own.rstrip("。"))) or _CODE.search(opinion):
        return None
    if any(word in own for word in _BANNED) or not _numbers(opinion) <= _known(shown):
        return None
    return opinion


def fit_rewrite(text: str | None, shown: Shown) -> str | None:
    """The rewrite where it keeps the contract: one line, every number of it stands in the indicator, and it says
    something else than the name does. Else None."""
    rewrite = (text or "").strip()
    if not rewrite or len(rewrite) > LONGEST_REWRITE or "\n" in rewrite or "\r" in rewrite or _CODE.search(rewrite):
        return None
    if rewrite.rstrip("。") == DROP:
        return DROP
    if squeeze(rewrite) == squeeze(shown.name or "") or not _numbers(rewrite) <= _known(shown):
        return None
    return rewrite


def _known(shown: Shown) -> frozenset[float]:
    """Every number in an indicator, by value, however it is written there."""
    return frozenset().union(*(_numbers(text) for field in FIELDS if (text := getattr(shown, field))))


def _numbers(text: str) -> frozenset[float]:
    """The values of the numbers in a text: figures, 百分之… and …成."""
    copy = plain(text)
    found = {_value(number) for number in _NUMBER.findall(copy)}
    for words in _IN_WORDS.finditer(copy):
        value = chinese_number(words["share"] or words["tenths"])
        if value is not None:
            found.add(value if words["share"] else value * 10)
    return frozenset(found)


def _value(number: str) -> float:
    """1,200 is a thousand; 1.2.3 is no number, and known only where the very same is written."""
    try:
        return float(number.replace(",", ""))
    except ValueError:
        return float(hash(number))

"""Dates, calendar periods and deadlines in a text: where they stand and on which side of them the target lies.

Takes text as `text.unspaced` copies it, so that every offset is an offset in the text as written without spaces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer import units
from reviewer.targets.operators import PREFIX, Operator, operator_in
from reviewer.targets.quantities import Piece


@dataclass(frozen=True, slots=True)
class Day:
    """A date, a period of the calendar or a deadline (年底前): its offsets with the operator words around it."""

    start: int
    end: int
    operator: Operator | None
    pieces: tuple[Piece, ...]

    def written(self, raw: str) -> str:
        """The date as it stands in the text, with the word behind it that makes it a deadline (12月31日前)."""
        return raw[next(start for role, start, _ in self.pieces if role == "date") : self.end]


def days(text: str) -> Iterator[Day]:
    """Every date, calendar period or deadline of a text in reading order (2024年12月底前, 2024-12-31, 第三季度)."""
    if not _LIKELY.search(text):
        return
    at = 0
    while found := _DAY.search(text, at):
        begin, end = found.span("day")
        if _FIGURES.fullmatch(text, begin, end) and _counted(text, end):
            at = end
            continue
        last = _LAST.match(text, end)
        end = last.end() if last else end
        after = _AFTER.match(text, end)
        at = after.end() if after else end
        operator = operator_in(found["before"] or "") or (_SIDES[after.group()[-1]] if after else None)
        pieces: tuple[Piece, ...] = (("operator", found.start(), begin), ("date", begin, end), ("operator", end, at))
        yield Day(found.start(), at, operator, tuple(piece for piece in pieces if piece[2] > piece[1]))


def _counted(text: str, at: int) -> bool:
    """Whether the unit of a number, not of a date, begins here (2024.5元)."""
    end = units.end(text, at)
    return end > at and units.measure(text[at:end]) is not units.Measure.TIME


def is_compact(day: str) -> bool:
    """Whether a date has the form of a plain number (20241231, 2024.12), which beside a unit it is."""
    return _COMPACT_DAY.fullmatch(day) is not None


# ---------------------------------------------------------------------------------------------------------------------

_YEAR = "(?<![0-9.])(?:(?:19|20)[0-9]{2}|二[〇零○][一二三四五六七八九〇零○]{2})"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY_OF_MONTH = "(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_NOT_A_PART = "(?<![0-9.一二三四五六七八九十两半几个])"
_IN_MONTH = f"(?:份?{_DAY_OF_MONTH}|份?[底末初]|份?[上中下]旬|份)"
_WHICH = "[一二三四1-4]"
_QUARTER = f"(?:前{_WHICH}个?季度|第{_WHICH}季度?|(?:{_WHICH}[、,至-]+)?{_WHICH}季度|[上下]半年|Q[1-4])[底末初]?"
_IN_YEAR = f"(?:{_MONTH}月{_IN_MONTH}?|{_QUARTER}|年?[底末初终]|全年)"
_NOT_A_NUMBER = r"(?![0-9]|[.,][0-9])"
_COMPACT = r"(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|\.(?:1[0-2]|0[1-9]|[1-9]))" + _NOT_A_NUMBER
_ONE_DAY = "|".join(
    (
        f"{_YEAR}年度?{_IN_YEAR}?",
        f"(?<![0-9.])2[0-9]年度?{_IN_YEAR}",
        r"(?<![0-9.])(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])(?=[之以]?前)",
        r"(?<![0-9.])(?:19|20)[0-9]{2}(?P<cut>[-/.])(?:1[0-2]|0?[1-9])(?P=cut)(?:3[01]|[12][0-9]|0?[1-9])日?"
        + _NOT_A_NUMBER,
        r"(?<![0-9.])(?:19|20)[0-9]{2}[-/](?:1[0-2]|0?[1-9])" + _NOT_A_NUMBER,
        f"(?<![0-9.]){_COMPACT}(?:月[底末初]?)?",
        f"(?<![0-9.])(?:每年|当年|次年|本年|翌年)?{_MONTH}月{_IN_MONTH}",
        f"(?:每年|(?<![<>=≥≤于过0-9.])){_MONTH}月(?=$|[-~至到前之以内,;。、)完开竣交投启])",
        f"(?:次月|当月|每月|每年|每季度?){_DAY_OF_MONTH}",
        "(?<![0-9.])[0-3]?[0-9][日号](?=以前|之前|前)",
        f"{_NOT_A_PART}{_QUARTER}",
        f"{_NOT_A_PART}(?:每|当|本|次|下|翌|项目|预算|会计)?(?:年度|学年|学期|季度|年|季|月|周)"
        "(?:[底末初终]|(?=内(?![容部外])))",
        f"{_NOT_A_PART}(?:[当本次全]年度?|[当本]月|当[日天周]|(?<!每)半年)",
        r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?=[-~至前之以后])(?:[-~至][0-2]?[0-9]:[0-5][0-9])?",
    )
)
_TO = "[-~至到]{1,3}"
_DAY = re.compile(
    rf"(?P<before>(?:(?:{PREFIX}):?){{1,3}})?"
    rf"(?P<day>{_YEAR}年?{_TO}{_YEAR.removeprefix('(?<![0-9.])')}年度?"
    rf"|(?:{_YEAR}年)?(?<![0-9.]){_MONTH}月?{_TO}{_MONTH}月(?:{_IN_MONTH})?|{_ONE_DAY})"
)
_LAST = re.compile(rf"{_TO}(?:{_ONE_DAY}|{_DAY_OF_MONTH}|{_MONTH}月)")
_AFTER = re.compile("(?:之|以)?[前内](?![期后三端沿列置景容部外])|[之以]?后(?![续期])|起|为?止")
_SIDES = dict.fromkeys("前内止", Operator.AT_MOST) | dict.fromkeys("后起", Operator.AT_LEAST)
_LIKELY = re.compile(r"[年月季周]|[0-9][日号]?[之以前]|(?:19|20)[0-9]{2}[-/.0-9]|[0-9]:[0-9]|Q[1-4]|当[日天]")
_FIGURES = re.compile(r"[0-9]{4}[-./][0-9]{1,2}|[0-9]{8}")
_COMPACT_DAY = re.compile(_COMPACT)

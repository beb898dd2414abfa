"""Quantities and dates in a text: where they stand, what they say. The grammar behind target values.

All functions take text as `text.plain` and `text.simplified` leave it (widths and traditional characters settled, same
length as written), so that every offset is an offset in the text as written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from reviewer import units
from reviewer.text import CHINESE_NUMBER, chinese_number


class Operator(StrEnum):
    """How the achieved value is compared with the target."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    EQUAL = "="


Piece = tuple[Literal["operator", "number", "unit", "date"], int, int]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range of numbers with what belongs to it. `operator` is None where none is written; `low` and
    `high` are equal unless `ranged`; `numbers` as they were written; `pieces` are (role, start, end) in order."""

    start: int
    end: int
    operator: Operator | None
    low: float
    high: float
    ranged: bool
    unit: str | None
    approximate: bool
    prefixed: bool
    numbers: tuple[float, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A date, a period of the calendar or a deadline (年底前): its offsets with the operator words around it."""

    start: int
    end: int
    operator: Operator | None
    pieces: tuple[Piece, ...]


def quantities(text: str) -> Iterator[Quantity]:
    """Every quantity of a text in reading order. Figures in a name (GB3838, 〔2020〕5号) and numerals in a word
    (统一, 进一步, 第二) are none."""
    at = 0
    while found := _QUANTITY.search(text, at):
        quantity = _quantity(found) if _counts(text, found) else None
        at = found.end() if quantity else found.end("first")
        if quantity:
            yield quantity


def days(text: str) -> Iterator[Day]:
    """Every date, calendar period or deadline of a text in reading order (2024年12月底前, 2024-12-31, 第三季度)."""
    for found in _DAY.finditer(text):
        before, after = found["before"] or "", found["after"] or ""
        operator = operator_in(before) or _AFTER_DAY.get(after[-1:])
        pieces: tuple[Piece, ...] = (
            ("operator", *found.span("before")),
            ("date", *found.span("day")),
            ("operator", *found.span("after")),
        )
        yield Day(found.start(), found.end(), operator, tuple(piece for piece in pieces if piece[2] > piece[1]))


@lru_cache(maxsize=4096)
def operator_in(text: str) -> Operator | None:
    """The first operator that a text names by symbol or word (≥, >=, 不低于, 大于或等于, 以内), None if none."""
    for found in _OPERATOR.finditer(text):
        operator = (
            _SYMBOL_SENSE.get(found.group()) if found.lastgroup == "symbol" else _SENSE.get(found.lastgroup or "")
        )
        if operator is not None:
            return operator
    return None


def operator_end(text: str) -> int:
    """Where the operator at the beginning of a text ends, 0 where there is none."""
    found = _OPERATOR.match(text)
    return found.end() if found and operator_in(found.group()) else 0


def is_compact(day: str) -> bool:
    """Whether a date has the form of a plain number (20241231, 2024.12), which beside a unit it is."""
    return _COMPACT_DAY.fullmatch(day) is not None


# ---------------------------------------------------------------------------------------------------------------------
# Operators.

_NOT = "(?:不得|不应|不能|不可|不会|不许|不宜|不|未)"
_OPERATORS = rf"""
    (?P<symbol> [<>]/= | [<>=≥≤≈≠≯≮]{{1,3}} | [〈〉˃˂]=? )
  | (?P<at_least> {_NOT}(?:低于|少于|小于|短于|早于|下于|亚于) | (?:大于|高于|多于|超过)[或者、和及]{{0,2}}等于
    | 至少|最少|最低|起码 | (?:[及或含]|\(含\))?(?:以上|之上) )
  | (?P<at_most> {_NOT}(?:超过|超出|高于|多于|大于|长于|晚于|迟于|超) | (?:小于|低于|少于)[或者、和及]{{0,2}}等于
    | 至多|最多|最高|最大|控制在|限制在 | (?:[及或含]|\(含\))?(?:以下|之下|以内|之内) )
  | (?P<more> 大于|多于|高于|超过|超出|长于|晚于|超 )
  | (?P<less> 小于|少于|低于|不足|不到|不满|短于|早于 )
  | (?P<equal> 等于 )
  | (?P<about> 大约|大概|±|(?<![节签预公])约为?|将近|接近|(?<![附最临])近(?![0-9一二三四五两]{{1,2}}(?:年|个月)) )
  | (?P<none> 达到|达|均为|为|保持在?|维持在? )
"""
_OPERATOR = re.compile(_OPERATORS, re.VERBOSE)
_SENSE = {
    "at_least": Operator.AT_LEAST,
    "at_most": Operator.AT_MOST,
    "more": Operator.MORE,
    "less": Operator.LESS,
    "equal": Operator.EQUAL,
}
_SYMBOL_SENSE = (
    dict.fromkeys(("≥", ">=", "=>", "≥=", "=≥", "≮", ">/=", "≥≥", ">≥", "≥>", "〉=", "˃=", ">=="), Operator.AT_LEAST)
    | dict.fromkeys(("≤", "<=", "=<", "≤=", "=≤", "≯", "</=", "≤≤", "<≤", "≤<", "〈=", "˂=", "<=="), Operator.AT_MOST)
    | dict.fromkeys((">", ">>", "〉", "˃"), Operator.MORE)
    | dict.fromkeys(("<", "<<", "〈", "˂"), Operator.LESS)
    | dict.fromkeys(("=", "==", "==="), Operator.EQUAL)
)
_AFTER_DAY = {
    "前": Operator.AT_MOST,
    "内": Operator.AT_MOST,
    "止": Operator.AT_MOST,
    "后": Operator.AT_LEAST,
    "起": Operator.AT_LEAST,
}

# ---------------------------------------------------------------------------------------------------------------------
# Numbers.

_CHINESE = CHINESE_NUMBER
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,18}(?![0-9]))(?:\.[0-9]{1,12}(?![0-9]))?"
_PART_OF = rf"{_CHINESE}分之(?:{_CHINESE}|{_ARABIC})|百分百"
_FRACTION = r"[1-9]/[1-9][0-9]?(?![0-9/%.-]|[人次年月件户元])"
_ROMAN = r"[Ⅰ-Ⅻ](?=[类级型期度])"
_NUMBER = rf"(?:{_FRACTION}|{_ARABIC}|{_PART_OF}|{_CHINESE}(?:\.[0-9]+)?|{_ROMAN})"
_PREFIX = re.sub(r"\?P<\w+>", "?:", re.sub(r"\s+", "", _OPERATORS))
_SUFFIX = (
    r"(?:\(含[^()]{0,8}\)|\(包含[^()]{0,8}\))?"
    r"(?:[及或含]?(?:以上|之上|以下|之下|以内|之内)|\(含\)(?:以上|以下|以内)|左右|上下|起(?![来诉草])"
    r"|内(?![容部外在地陆科涝河湖海设]))"
    r"(?:\([不包]?含[^()]{0,8}\))?|\([不包]?含[^()]{0,8}\)"
)
_QUANTITY = re.compile(
    rf"""
    (?P<before> (?:(?:{_PREFIX}):?){{1,4}} )?
    (?P<minus> (?:(?<![0-9A-Za-z%一-龥)])|(?<=[于过])) - )?
    (?<![0-9A-Za-z]) (?<![0-9][.,]) (?P<first> {_NUMBER} )
    (?P<odd1> [余多来](?=[万亿千百]?[一-龥%]|$) )? (?P<unit1> {units.PATTERN} )?
    (?(unit1)|(?: \( (?P<unit3> {units.PATTERN} ) \) )?)
    (?: (?P<to> [-~]{{1,3}} | 至 | 到 | ± )
        (?P<second> {_NUMBER} ) (?P<odd2> [余多](?=[一-龥%]) )? (?P<unit2> {units.PATTERN} )? )?
    (?(unit1)|(?(unit2)|(?(unit3)|(?P<other> (?!{_SUFFIX}) {units.UNKNOWN} (?={_SUFFIX}|[,;、。()/]|$) )?)))
    (?P<after> {_SUFFIX} )?
    """,
    re.VERBOSE,
)
_CODE_BEFORE = re.compile("[A-Za-z][0-9.]*-$")
_NOT_BEFORE_NUMERAL = frozenset("第进统唯同单几数逐专万之不某每")


def _counts(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like a quantity is one."""
    first = found["first"]
    start = found.start("first")
    before, after = text[start - 1 : start], text[found.end("first") : found.end("first") + 1]
    if first[0].isascii():
        numbered = before in ("〔", "〕", "[") and after in ("〕", "]", "号")
        return not numbered and _CODE_BEFORE.search(text, max(0, start - 12), start) is None
    if "分" in first or first[0] in _ROMANS:
        return True
    if before in _NOT_BEFORE_NUMERAL and not (before == "每" and found["unit1"]):
        return False
    if found.span() == (0, len(text)) and (found["before"] or found["unit1"] or set(first) - set("万亿千百")):
        return True
    if not found["unit1"] or not set(first) - set("万亿千百"):
        return False
    return len(first) > 1 or bool(found["before"] or found["after"]) or found.end() == len(text)


def _quantity(found: re.Match[str]) -> Quantity | None:
    """The quantity of a match, None where its figures have no value."""
    first = _value(found["first"])
    second = _value(found["second"]) if found["second"] else None
    if first is None or (found["second"] and second is None):
        return None
    if found["minus"]:
        first = -first[0], first[1]
    unit = (
        _clean(found["unit2"] or found["unit1"] or found["unit3"] or found["other"]) or (second or first)[1] or first[1]
    )
    low, high = _bounds(found, first[0], None if second is None else second[0])
    before = found["before"] or ""
    return Quantity(
        start=found.start(),
        end=found.end(),
        operator=operator_in(before) or (operator_in(found["after"]) if found["after"] else None) or _within(found),
        low=low,
        high=high,
        ranged=second is not None,
        unit=unit,
        approximate=_approximate(found),
        prefixed=operator_in(before) is not None,
        numbers=(first[0],) if second is None else (first[0], second[0]),
        pieces=_pieces(found),
    )


def _bounds(found: re.Match[str], first: float, second: float | None) -> tuple[float, float]:
    """Low and high in the unit of the second number where each has its own multiple (5千-1万人)."""
    if second is None:
        return first, first
    if found["to"] == "±":
        return first - second, first + second
    if found["unit1"] and found["unit2"] and units.scale(found["unit1"]) != units.scale(found["unit2"]):
        first = first * units.scale(found["unit1"]) / units.scale(found["unit2"])
    return min(first, second), max(first, second)


def _value(figures: str) -> tuple[float, str | None] | None:
    """The value of figures as written and the unit that stands in them (百分之九十五 → 95, %)."""
    if figures == "百分百":
        return 100.0, "%"
    whole, slash, part = figures.partition("/") if "/" in figures else figures.partition("分之")
    if not slash:
        number = _number(figures)
        return None if number is None else (number, None)
    above, below = (whole, part) if slash == "/" else (part, whole)
    number, base = _number(above), _number(below)
    if number is None or not base:
        return None
    return (number, _PARTS[below]) if below in _PARTS else (number / base, None)


def _number(figures: str) -> float | None:
    """The value of one number in Arabic, Chinese or Roman figures."""
    if figures[0] in _ROMANS:
        return float(_ROMANS.index(figures[0]) + 1)
    return float(figures.replace(",", "")) if figures[0].isascii() else chinese_number(figures)


_ROMANS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_PARTS = {"百": "%", "千": "‰"}


def _clean(unit: str | None) -> str | None:
    """A unit without the 余 or 多 in it (万余人 → 万人)."""
    return _ODD.sub("", unit) if unit else None


def _within(found: re.Match[str]) -> Operator | None:
    after = found["after"] or ""
    if after.startswith("内"):
        return Operator.AT_MOST
    return Operator.AT_LEAST if after.startswith("起") else None


def _approximate(found: re.Match[str]) -> bool:
    around = (found["before"] or "") + (found["after"] or "") + (found["to"] or "")
    within = (found["unit1"] or "") + (found["unit2"] or "")
    if found["odd1"] or found["odd2"] or _ODD.search(within):
        return True
    return _ABOUT.search(around) is not None


_ABOUT = re.compile("[近约≈±]|左右|上下|大概")
_ODD = re.compile("[余多]")
_ROLES: tuple[tuple[str, Literal["operator", "number", "unit"]], ...] = (
    ("before", "operator"),
    ("minus", "number"),
    ("first", "number"),
    ("odd1", "operator"),
    ("unit1", "unit"),
    ("to", "operator"),
    ("second", "number"),
    ("odd2", "operator"),
    ("unit2", "unit"),
    ("unit3", "unit"),
    ("other", "unit"),
    ("after", "operator"),
)


_YEAR = "(?:(?:19|20)[0-9]{2}|二[〇零○][一二三四五六七八九〇零○]{2})"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY_OF_MONTH = "(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_NOT_A_PART = "(?<![0-9.一二三四五六七八九十两半几个])"
_IN_MONTH = f"(?:份?{_DAY_OF_MONTH}|份?[底末初]|份?[上中下]旬|份)"
_QUARTER = "(?:[第前]?[一二三四1-4]个?季度?|[上下]半年|Q[1-4])(?:[底末初])?"
_IN_YEAR = f"(?:{_MONTH}月{_IN_MONTH}?|{_QUARTER}|年?[底末初终]|全年)"
_NOT_A_NUMBER = r"(?![0-9%]|\.[0-9]|[万亿元人个次件千百吨亩公平户])"
_COMPACT = r"(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|\.(?:1[0-2]|0[1-9]|[1-9]))" + _NOT_A_NUMBER
_ONE_DAY = "|".join(
    (
        f"{_YEAR}年度?{_IN_YEAR}?",
        r"(?:19|20)[0-9]{2}(?P<cut>[-/.])(?:1[0-2]|0?[1-9])(?P=cut)(?:3[01]|[12][0-9]|0?[1-9])日?" + _NOT_A_NUMBER,
        r"(?:19|20)[0-9]{2}[-/](?:1[0-2]|0?[1-9])" + _NOT_A_NUMBER,
        f"(?<![0-9.]){_COMPACT}",
        f"(?<![0-9.])(?:每年|当年|次年|本年|翌年)?{_MONTH}月{_IN_MONTH}",
        f"(?:每年|(?<![<>=≥≤于过0-9.])){_MONTH}月(?=$|[-~至到前之以内,;。、)完开竣交投启])",
        f"(?:次月|当月|每月|每年|每季度?){_DAY_OF_MONTH}",
        "(?<![0-9.])[0-3]?[0-9][日号](?=以前|之前|前)",
        f"{_NOT_A_PART}{_QUARTER}",
        f"{_NOT_A_PART}(?:每|当|本|次|下|翌|项目|预算|会计)?(?:年度|学年|学期|季度|年|季|月|周)"
        "(?:[底末初终]|(?=内(?![容部外])))",
        f"{_NOT_A_PART}(?:[当本次全]年度?|[当本]月|当[日天周]|半年)",
        r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?=[-~至前之以后])(?:[-~至][0-2]?[0-9]:[0-5][0-9])?",
    )
)
_TO = "[-~至到]{1,3}"
_LAST_DAY = _ONE_DAY.replace("(?P<cut>[-/.])", "[-/.]").replace("(?P=cut)", "[-/.]")
_DAY = re.compile(
    rf"""
    (?P<before> (?:(?:{_PREFIX}):?){{1,3}} )?
    (?P<day> {_YEAR}年?{_TO}{_YEAR}年度?
      | (?:{_YEAR}年)?(?<![0-9.]){_MONTH}月?{_TO}{_MONTH}月(?:{_IN_MONTH})?
      | (?:{_ONE_DAY}) (?: {_TO} (?:{_LAST_DAY} | {_DAY_OF_MONTH} | {_MONTH}月) )? )
    (?P<after> (?:之|以)?[前内](?![期后三端沿列置景容部外]) | [之以]?后(?!续|期) | 起 | 为?止 )?
    """,
    re.VERBOSE,
)
_COMPACT_DAY = re.compile(_COMPACT)


def _pieces(found: re.Match[str]) -> tuple[Piece, ...]:
    return tuple((role, *found.span(group)) for group, role in _ROLES if found[group])

"""Quantities in a text: a number or a range with its operator and unit, and where each stands.

Takes text as `text.unspaced` copies it, so that every offset is an offset in the text as written without spaces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reviewer import units
from reviewer.targets.operators import PREFIX, SUFFIX, Operator, operator_in
from reviewer.text import CHINESE_NUMBER, chinese_number

Role = Literal["operator", "number", "unit", "date"]
Piece = tuple[Role, int, int]


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


def quantities(text: str) -> Iterator[Quantity]:
    """Every quantity of a text in reading order. Figures in a name (GB3838, 〔2020〕5号) and numerals in a word
    (统一, 进一步, 第二) are none."""
    at = 0 if _LIKELY.search(text) else len(text)
    while found := _FIGURES.search(text, at):
        quantity = _quantity(text, found)
        at = quantity.end if quantity else found.end("first")
        if quantity:
            yield quantity


# ---------------------------------------------------------------------------------------------------------------------

_CHINESE = rf"(?:{CHINESE_NUMBER}(?:点[零一二三四五六七八九]+)?)"
_DECIMALS = r"\.[0-9]{1,12}(?![0-9])"
_ARABIC = rf"(?:(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,18}})(?![0-9])(?:{_DECIMALS})?|{_DECIMALS})"
_PART_OF = rf"{_CHINESE}分之(?:{_CHINESE}|{_ARABIC})|百分百"
_FRACTION = r"[1-9]/[1-9][0-9]?(?![0-9/%.-]|[人次年月件户元万亿千百])"
_ROMAN = r"(?:[Ⅰ-Ⅻ]|I{1,3}|IV|VI{0,3})(?=[类级型期度])"
_NUMBER = rf"(?:{_FRACTION}|{_ARABIC}|{_PART_OF}|{_CHINESE}|{_ROMAN})"
_FIGURES = re.compile(
    rf"(?P<before>(?:(?:{PREFIX}):?){{1,4}})?(?P<minus>(?:(?<![0-9A-Za-z%一-龥)])|(?<=[于过]))-)?"
    rf"(?:(?<![0-9A-Za-z])|(?<=[pP]H))(?<![0-9][.])(?P<first>{_NUMBER})"
)
_LIKELY = re.compile(rf"[0-9Ⅰ-Ⅻ零]|[IV][类级]|{_CHINESE}(?:$|[余多来分百至到成折~.%({''.join(sorted(units.FIRST))}-])")
_ODD = re.compile("[余多来](?=[万亿千百]?[一-龥%]|$)")
_TO_SECOND = re.compile(rf"(?P<to>[-~]{{1,3}}|至|到|±)(?P<second>{_NUMBER})")
_AFTER = re.compile(SUFFIX)
_NO_UNIT = "按及正合达完稳安无有不已均全提增减下上降优良好是否为且或并可能较比以超同保符到至的于内约左后前起日年月"
_UNKNOWN_UNIT = re.compile(
    rf"(?!{SUFFIX}|[{_NO_UNIT}])"
    r"(?:[一-龥]{1,3}?|[A-Za-zμσΩ°]{1,6}(?![A-Za-z])|/(?:10*)?[百千万亿]{1,2}(?:人口?|辆|公里|次)?)"
    rf"(?={SUFFIX}|[,;、。()/]|$)"
)
_ONE_SIDED = {"+": Operator.AT_LEAST, "内": Operator.AT_MOST, "起": Operator.AT_LEAST}
_ABOUT = re.compile("[近约≈±]|左右|上下|大概")
_ODD_WITHIN = re.compile("[余多]")
_CODE = re.compile("[1-5]A+[级景]|(?:[345]G|[23]D|[48]K)(?![A-Za-z0-9])")
_CODE_BEFORE = re.compile("[A-Za-z][0-9.]*-$")
_NOT_BEFORE_NUMERAL = frozenset("第进统唯同单几数逐专万之不某")
_ROMANS = {mark: at + 1 for at, mark in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")} | {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
}
_PARTS = {"百": "%", "千": "‰"}
_MULTIPLES = frozenset("万亿千百")


@dataclass(frozen=True, slots=True)
class _Figure:
    """One number with the unit behind it: its value (None where the figures have none) and whether 余 or 多 follows."""

    value: float | None
    unit: str | None
    odd: bool


@dataclass(slots=True)
class _Reading:
    """A quantity while it is read: moves on behind each piece it takes."""

    text: str
    at: int
    pieces: list[Piece]

    def take(self, end: int, role: Role) -> str:
        """What stands from here to `end`, as a piece of that role; "" for nothing."""
        begin, self.at = self.at, end
        if end > begin:
            self.pieces.append((role, begin, end))
        return self.text[begin:end]

    def match(self, pattern: re.Pattern[str], role: Role) -> str:
        """What the pattern matches here."""
        found = pattern.match(self.text, self.at)
        return self.take(found.end(), role) if found else ""

    def figure(self, end: int) -> _Figure:
        """The number whose figures end at `end`, with its unit."""
        figures = self.take(end, "number")
        odd = self.match(_ODD, "operator")
        value, own_unit = _value(figures.removeprefix("-"))
        unit = self.unit()
        if value is not None and figures[0] == "-":
            value = -value
        return _Figure(value, _ODD_WITHIN.sub("", unit) or own_unit, bool(odd or _ODD_WITHIN.search(unit)))

    def unit(self) -> str:
        """The unit that stands here, also in brackets (≥95（%）)."""
        end = units.end(self.text, self.at)
        if end > self.at or self.text[self.at : self.at + 1] != "(":
            return self.take(end, "unit")
        end = units.end(self.text, self.at + 1)
        closed = end > self.at + 1 and self.text[end : end + 1] == ")"
        return self.take(end + 1, "unit")[1:-1] if closed else ""


def _quantity(text: str, found: re.Match[str]) -> Quantity | None:
    """The quantity of which operator and first figures were found; None where the figures count nothing."""
    reading = _Reading(text, found.start(), [])
    before = reading.take(found.start() + len(found["before"] or ""), "operator")
    lower, upper = reading.figure(found.end("first")), None
    to = _TO_SECOND.match(text, reading.at)
    if to is not None:
        reading.take(to.end("to"), "operator")
        upper = reading.figure(to.end())
    unit = (upper and upper.unit) or lower.unit
    known = unit is not None
    unit = unit or reading.match(_UNKNOWN_UNIT, "unit") or None
    after = reading.match(_AFTER, "operator")
    marked = bool(before or after or lower.odd)
    valued = lower.value is not None and (upper is None or upper.value is not None)
    if not (valued and _counts(found, reading, known, marked)):
        return None
    low, high = _bounds(lower, upper, tolerance=to is not None and to["to"] == "±")
    odd = lower.odd or (upper is not None and upper.odd)
    return Quantity(
        found.start(),
        reading.at,
        operator_in(before) or operator_in(after) or _ONE_SIDED.get(after[:1]),
        low,
        high,
        upper is not None,
        unit,
        odd or _ABOUT.search(before + after + (to["to"] if to else "")) is not None,
        operator_in(before) is not None,
        tuple(figure.value for figure in (lower, upper) if figure and figure.value is not None),
        tuple(reading.pieces),
    )


def _counts(found: re.Match[str], reading: _Reading, known: bool, marked: bool) -> bool:
    """Whether what looks like a number is one: figures unless they are part of a name, numerals only with a unit
    (`known`) and, a single one, only with an operator (`marked`) or at the end."""
    first, start, text = found["first"], found.start("first"), reading.text
    before, behind = text[start - 1 : start], text[found.end("first") : found.end("first") + 1]
    if first[0].isascii():
        numbered = before in ("〔", "〕", "[") and behind in ("〕", "]", "号")
        coded = _CODE_BEFORE.search(text, max(0, start - 12), start) or _CODE.match(text, start)
        return not (numbered or coded)
    if "分" in first or first in _ROMANS:
        return True
    if before in _NOT_BEFORE_NUMERAL or (set(first) <= _MULTIPLES and not marked):
        return False
    if (found.start(), reading.at) == (0, len(text)):
        return known or marked or first[0] == "零"
    return known and (len(first) > 1 or marked or reading.at == len(text))


def _bounds(lower: _Figure, upper: _Figure | None, *, tolerance: bool) -> tuple[float, float]:
    """Low and high, in the unit of the second number where each has its own multiple (5千-1万人)."""
    first = lower.value or 0.0
    if upper is None or upper.value is None:
        return first, first
    if tolerance:
        return first - upper.value, first + upper.value
    if lower.unit and upper.unit:
        first = first * units.scale(lower.unit) / units.scale(upper.unit)
    return min(first, upper.value), max(first, upper.value)


def _value(figures: str) -> tuple[float | None, str | None]:
    """The value of figures as written (None where they have none) and the unit in them (百分之九十五 → 95, %)."""
    if figures == "百分百":
        return 100.0, "%"
    above, slash, below = figures.partition("/")
    if not slash:
        below, slash, above = figures.rpartition("分之")
    number = _number(above)
    if not slash or number is None:
        return number, None
    if below in _PARTS:
        return number, _PARTS[below]
    base = _number(below)
    return (number / base if base else None), None


def _number(figures: str) -> float | None:
    """The value of one number in Arabic, Chinese or Roman figures."""
    if figures in _ROMANS:
        return float(_ROMANS[figures])
    return float(figures.replace(",", "")) if figures[0].isascii() else chinese_number(figures)

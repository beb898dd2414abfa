"""The target value (指标值) of an indicator, read without losing a character of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from reviewer import units
from reviewer.quantities import Day, Operator, Piece, Quantity, days, is_compact, operator_end, operator_in, quantities
from reviewer.scales import answers, grades
from reviewer.text import plain, simplified, squeeze

__all__ = ["Operator", "Part", "Target", "TargetKind", "operator_of", "parse"]


class TargetKind(StrEnum):
    """What a target value is, by form alone."""

    MISSING = "missing"
    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    YES_NO = "yes-no"
    SCALE = "scale"
    WORDS = "words"


Role = Literal["operator", "number", "unit", "date", "rest", "mark"]
Part = tuple[Role, str]


@dataclass(frozen=True, slots=True)
class Target:
    """A parsed target. `text` is the target as written; `operator` is None where neither text nor column names one;
    `low` and `high` are equal for a single number and None where there is none; `unit` as written but in plain widths
    (% for 百分之); `rest` are the words of the text that are neither operator nor number nor unit nor date.

    The text wins over the columns: `operator` and `unit` come from `column_operator` and `column_unit` only where the
    text has none. `qualitative`: 定性 stands in the operator column or the text. `approximate`: 约, 左右,
    余. `date`: a date or deadline in the text (low and high are None where it is the target itself). `numbers`: every
    number of the text that is no date, in reading order. `steps`: the grades of a scale or the two answers of 是/否.
    `parts`: the text without white space, cut by role; joined they give all of it ("mark" is punctuation)."""

    text: str
    kind: TargetKind
    operator: Operator | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    rest: str = ""
    qualitative: bool = False
    approximate: bool = False
    date: str | None = None
    numbers: tuple[float, ...] = ()
    steps: tuple[str, ...] = ()
    column_operator: Operator | None = None
    column_unit: str | None = None
    parts: tuple[Part, ...] = ()

    @property
    def percent(self) -> bool:
        """Whether the number is a percentage."""
        return self.measure is units.Measure.PERCENT

    @property
    def measure(self) -> units.Measure | None:
        """What the unit measures (万元 → money), None where there is none or it is not known."""
        return units.measure(self.unit)

    @property
    def scale(self) -> float:
        """What 万 or 亿 in the unit multiplies the number by (1 for none)."""
        return units.scale(self.unit)


def parse(text: str | None, operator: str | None = None, unit: str | None = None) -> Target:
    """Read a target with the operator and unit columns of its row, where the sheet has them. Any string is read: what
    has no number, date, 是/否 or scale in it is WORDS, and nothing (or only an operator, a unit, marks) is MISSING."""
    if text is not None and len(text) > _LONGEST:
        return _parse(text, operator, unit)
    return _remembered(text, operator, unit)


def operator_of(text: str | None) -> Operator | None:
    """The operator that a symbol or word names (≥, 不低于, 大于或等于, ＜＝), None for 定性, 定量 or anything else."""
    return _column(text or "")[0]


# ---------------------------------------------------------------------------------------------------------------------
# Text and columns together.

_LONGEST = 400
_QUICK = re.compile(r"([≥≤<>=])?([0-9]{1,12}(?:\.[0-9]{1,6})?)(%|[一-龥/]{1,5})?")
_NOTHING = frozenset(("n/a", "na", "null", "nan", "none", "nil", "#n/a", "#ref!", "#value!", "#name?", "#div/0!"))
_WORDLIKE = re.compile(r"[^\W_]|[%‰√✓☑℃]")


def _parse(text: str | None, operator: str | None, unit: str | None) -> Target:
    written = text or ""
    column, qualitative = _column(operator) if operator else (None, False)
    column_unit = _unit_column(unit) if unit else None
    quick = _QUICK.fullmatch(written)
    if quick is not None:
        target = _plain_number(written, quick, column, qualitative, column_unit)
        if target is not None:
            return target
    found = _read(written, column_unit)
    return replace(
        found,
        operator=found.operator or column,
        unit=found.unit or (None if qualitative else column_unit),
        rest="".join(part for role, part in found.parts if role == "rest"),
        qualitative=qualitative or "定性" in written,
        column_operator=column,
        column_unit=column_unit,
    )


_remembered = lru_cache(maxsize=65536)(_parse)


def _plain_number(
    written: str, quick: re.Match[str], column: Operator | None, qualitative: bool, column_unit: str | None
) -> Target | None:
    """The commonest form, operator, number and well-known unit, without the grammar; None where it takes more."""
    sign, digits, unit = quick.groups()
    if (unit not in units.SIMPLE) if unit else (digits[:2] in _CENTURIES and len(digits) > 3):
        return None
    number = float(digits)
    parts: tuple[Part, ...] = (("number", digits), ("unit", unit)) if unit else (("number", digits),)
    if sign:
        parts = (("operator", sign), *parts)
    return Target(
        written,
        TargetKind.NUMBER,
        _SIGNS[sign] if sign else column,
        number,
        number,
        unit or (None if qualitative else column_unit),
        "",
        qualitative,
        False,
        None,
        (number,),
        (),
        column,
        column_unit,
        parts,
    )


_SIGNS: dict[str, Operator] = {sign.value: sign for sign in Operator}
_CENTURIES = ("19", "20")


@lru_cache(maxsize=1024)
def _column(text: str) -> tuple[Operator | None, bool]:
    """What an operator column says: an operator, and whether it says 定性."""
    word = simplified(squeeze(text[:_LONGEST]))
    return operator_in(word), "定性" in word


@lru_cache(maxsize=1024)
def _unit_column(text: str) -> str | None:
    """The unit that a unit column names; None for /, -, 无 and the like."""
    word = squeeze(text)
    return None if word in ("无", "空") or word.lower() in _NOTHING or not _WORDLIKE.search(word) else word


# ---------------------------------------------------------------------------------------------------------------------
# What the text alone says.

_COUNTED = re.compile(r"[0-9〇零一二两三四五六七八九十百Ⅰ-Ⅻ壹贰叁肆伍陆柒捌玖拾年月季周]")
_INTERVAL = re.compile(r"\s*[\[(]\s*[0-9.]+\s*(?:%\s*,\s*[0-9.]+\s*%\s*[\])]|,\s*[0-9.]+\s*\])\s*")
_TITLE = re.compile(r"《[^《》]*》")
_SURE = (units.Measure.PERCENT, units.Measure.MONEY, units.Measure.TIMES)
_SPACE = re.compile(r"\s")
_SPACES = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])|(?<=[0-9])(?<![0-9]{4})\s+(?=[0-9]{3}(?![0-9]))")
_DONE = re.compile(
    r"[^\w]*(?:于|在|力争|确保|全部|全面|按时|如期|前|底|均|并|基本|已|项目|工程|实施|完成|完工|竣工|开工|交付|投入|使用|运行|发放|拨付|支付|"
    r"到位|验收|启动|上线|公布|公示|上报|提交|开展|建成|办结|结束|落实|执行|招标|采购|合同|签订|资金|工作|任务|日期|时间|截止|截至|至|\W)*"
)


def _read(written: str, column_unit: str | None) -> Target:
    raw, text = _without_spaces(written)
    if not _WORDLIKE.search(text) or text.lower() in _NOTHING:
        operator = operator_in(text)
        return Target(written, TargetKind.MISSING, operator, parts=_whole("operator" if operator else "mark", raw))
    if steps := answers(text):
        return Target(written, TargetKind.YES_NO, steps=steps, parts=_whole("rest", raw))
    if steps := grades(text):
        return Target(written, TargetKind.SCALE, steps=steps, parts=_whole("rest", raw))
    if _COUNTED.search(text):
        found = _counted(written, raw, text, column_unit)
        if found:
            return found
    end = operator_end(text)
    if end == len(text) or (units.is_unit(text[end:]) and (end or len(text) == 1 or units.measure(text) in _SURE)):
        parts = (*_whole("operator", raw[:end]), *_whole("unit", raw[end:]))
        return Target(written, TargetKind.MISSING, operator_in(text[:end]), unit=plain(raw[end:]) or None, parts=parts)
    return Target(written, TargetKind.WORDS, parts=_whole("rest", raw))


def _without_spaces(written: str) -> tuple[str, str]:
    """The text as written without white space, and the same for matching, character for character; a space between two
    figures that are not one number (2024 100%) stays."""
    text = simplified(plain(written))
    if _INTERVAL.fullmatch(text):
        text = text.replace(",", "~")
    if not _SPACE.search(text):
        return written, text
    gone = {at for found in _SPACES.finditer(text) for at in range(*found.span())}
    kept = [at for at in range(len(text)) if at not in gone]
    return "".join(written[at] for at in kept), "".join(text[at] for at in kept)


def _whole(role: Role, raw: str) -> tuple[Part, ...]:
    return ((role, raw),) if raw else ()


def _counted(written: str, raw: str, text: str, column_unit: str | None) -> Target | None:
    """A text with a date or a quantity in it; None where neither is found."""
    searched = _TITLE.sub(lambda title: "\0" * len(title.group()), text[:_LONGEST])
    timed = column_unit is None or units.measure(column_unit) is units.Measure.TIME
    day = next((day for day in days(searched) if timed or not is_compact(searched[day.start : day.end])), None)
    if day is not None:
        searched = searched[: day.start] + "\0" * (day.end - day.start) + searched[day.end :]
    found = list(quantities(searched))
    if found:
        return _numbered(written, raw, text, day, found, column_unit)
    return _dated(written, raw, text, day) if day else None


def _numbered(  # noqa: PLR0913, PLR0917 - the state of one reading
    written: str, raw: str, text: str, day: Day | None, found: list[Quantity], column_unit: str | None
) -> Target:
    """A number or a range: of several the first with an operator in front (60岁以上老人体检率≥90%), else the first; a
    lower and an upper bound side by side are a range."""
    at = next((at for at, quantity in enumerate(found) if quantity.prefixed), 0)
    main = found[at]
    upper = next((other for other in found[at + 1 : at + 2] if _bounded(main, other, text)), None)
    pieces = [*(day.pieces if day else ()), *main.pieces, *(upper.pieces if upper else ())]
    year = _is_year(main, column_unit)
    target = Target(
        written,
        TargetKind.DATE if year else TargetKind.RANGE if main.ranged or upper else TargetKind.NUMBER,
        None if upper else main.operator or (day.operator if day and year else None),
        main.low,
        upper.high if upper else main.high,
        _unit(main.unit or (upper.unit if upper else None), column_unit),
        approximate=main.approximate,
        date=_day_text(raw, day) if day else None,
        numbers=tuple(number for quantity in found for number in quantity.numbers),
        parts=_cut(raw, text, pieces),
    )
    return replace(target, low=None, high=None, numbers=(), date=_first(target, "number")) if year else target


def _dated(written: str, raw: str, text: str, day: Day) -> Target | None:
    """A text whose target is a date: a deadline, or a date with nothing but words of completion around it."""
    parts = _cut(raw, text, day.pieces)
    rest = "".join(part for role, part in parts if role == "rest")
    kind = TargetKind.DATE if _DONE.fullmatch(plain(rest)) else TargetKind.WORDS
    return Target(written, kind, day.operator, date=_day_text(raw, day), parts=parts)


def _day_text(raw: str, day: Day) -> str:
    return raw[next(start for role, start, _ in day.pieces if role == "date") : day.end]


def _first(target: Target, role: Role) -> str | None:
    return next((part for other, part in target.parts if other == role), None)


def _bounded(lower: Quantity, upper: Quantity, text: str) -> bool:
    """Whether two quantities are the two bounds of one range (≥80%且≤90%)."""
    ordered = lower.low <= upper.high and not (lower.ranged or upper.ranged)
    bounds = lower.operator in (Operator.AT_LEAST, Operator.MORE) and upper.operator in (
        Operator.AT_MOST,
        Operator.LESS,
    )
    return ordered and bounds and re.fullmatch(r"[,;、.且并和及&]*", text[lower.end : upper.start]) is not None


def _is_year(main: Quantity, column_unit: str | None) -> bool:
    """Whether a number is a calendar year (2022 beside a unit column 年)."""
    unit = main.unit or column_unit or ""
    return not main.ranged and unit in ("年", "年度") and main.low == int(main.low) and 1900 <= main.low < 2100


def _unit(written: str | None, column_unit: str | None) -> str | None:
    """The text's unit; where it is a bare 万, with the column's unit behind it."""
    if written and column_unit and set(written) <= set("十百千万亿") and units.scale(column_unit) == 1:
        return written + column_unit
    return written


def _cut(raw: str, text: str, pieces: Sequence[Piece]) -> tuple[Part, ...]:
    """The whole raw text in order: the pieces in their roles, what lies between as rest or, without a word, mark."""
    parts: list[Part] = []
    at = 0
    for role, start, end in sorted(pieces, key=lambda piece: piece[1]):
        parts += _gap(raw[at:start], text[at:start])
        parts.append((role, raw[start:end]))
        at = end
    return (*parts, *_gap(raw[at:], text[at:]))


def _gap(raw: str, text: str) -> tuple[Part, ...]:
    return _whole("rest" if _WORDLIKE.search(text) else "mark", raw)

"""What the text of a target value says by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer import units
from reviewer.targets.dates import Day, days, is_compact
from reviewer.targets.operators import Operator, operator_end, operator_in
from reviewer.targets.quantities import Piece, Quantity, quantities
from reviewer.targets.scales import answers, grades
from reviewer.targets.target import Part, Role, Target, TargetKind
from reviewer.text import plain, simplified, unspaced


def read(written: str, column_unit: str | None) -> Target:
    """What a text says, whatever it is; the unit of the row's unit column tells a year or a date from a number."""
    raw, text = unspaced(written)
    source = _Source(written, raw, text)
    if is_nothing(text):
        operator = operator_in(text)
        return Target(written, TargetKind.MISSING, operator, parts=source.whole("operator" if operator else "mark"))
    if steps := answers(text):
        return _worded(source, TargetKind.YES_NO, steps)
    if steps := grades(text):
        return _worded(source, TargetKind.SCALE, steps)
    counted = _counted(source, column_unit) if _LIKELY_COUNTED.search(text) else None
    return counted or _valueless(source) or _worded(source, TargetKind.WORDS)


def is_nothing(text: str) -> bool:
    """Whether a text without spaces has no word or figure in it (——, /, ……) or is an export's word for nothing."""
    return not _WORDLIKE.search(text) or text.lower() in _NOTHING


LONGEST = 400
"""Characters of a target that are read for numbers and dates; what lies behind them is rest."""
_NOTHING = frozenset(("n/a", "na", "null", "nan", "none", "nil", "#n/a", "#ref!", "#value!", "#name?", "#div/0!"))
_WORDLIKE = re.compile(r"[^\W_]|[%‰√✓☑×℃]")
_LIKELY_COUNTED = re.compile(r"[0-9〇零一二两三四五六七八九十百IVⅠ-Ⅻ壹贰叁肆伍陆柒捌玖拾年月季周当]")
_INTERVAL = re.compile(r"[\[(][0-9.]+(?:%,[0-9.]+%[\])]|,[0-9.]+\])")
_TITLE = re.compile(r"《[^《》]*》")
_JOINED = re.compile(r"[-~,;、.且并和及至到&]*")
_LEADING = frozenset("≥≤<>=≯≮不")
_BETWEEN = re.compile("[≤<]=?[A-Za-z一-龥]{1,8}")
_SURE = (units.Measure.PERCENT, units.Measure.MONEY, units.Measure.TIMES)
_DONE = re.compile(
    r"(?:于|在|到|力争|确保|全部|全面|按时|如期|前|底|均|并|基本|已|项目|工程|实施|完成|完工|竣工|开工|交付|投入|使用|运行|"
    r"发放|拨付|支付|到位|验收|启动|上线|公布|公示|上报|提交|开展|建成|办结|结束|落实|执行|招标|采购|合同|签订|资金|工作|"
    r"任务|日期|时间|截止|截至|至|\W)*"
)


@dataclass(frozen=True, slots=True)
class _Source:
    """A target in three states: as written, without white space, and for matching (same length as the second)."""

    written: str
    raw: str
    text: str

    def whole(self, role: Role) -> tuple[Part, ...]:
        """All of it as one part."""
        return ((role, self.raw),) if self.raw else ()

    def cut(self, pieces: Sequence[Piece]) -> tuple[Part, ...]:
        """All of it in order: the pieces in their roles, what lies between as rest or, without a word, as mark."""
        parts: list[Part] = []
        at = 0
        for role, start, end in (*sorted(pieces, key=lambda piece: piece[1]), (None, len(self.raw), len(self.raw))):
            if start > at:
                parts.append(("rest" if _WORDLIKE.search(self.text[at:start]) else "mark", self.raw[at:start]))
            if role:
                parts.append((role, self.raw[start:end]))
            at = end
        return tuple(parts)


def _worded(source: _Source, kind: TargetKind, steps: tuple[str, ...] = ()) -> Target:
    """A target without number or date: all of it is rest but an operator in front (≤预算数, 不低于上年)."""
    raw = source.raw
    end = operator_end(source.text) if source.text[0] in _LEADING else 0
    parts = source.cut([("operator", 0, end)]) if end else source.whole("rest")
    operator = operator_in(source.text[:end]) or (operator_in(source.text) if len(steps) == 1 else None)
    return Target(source.written, kind, operator, rest=raw[end:], qualitative="定性" in raw, steps=steps, parts=parts)


def _valueless(source: _Source) -> Target | None:
    """Only an operator, only a unit, or both: the value itself is missing."""
    end = operator_end(source.text)
    unit = source.text[end:]
    if unit and not (units.is_unit(unit) and (end or len(unit) == 1 or units.measure(unit) in _SURE)):
        return None
    pieces: list[Piece] = [("operator", 0, end)] if end else []
    if unit:
        pieces.append(("unit", end, len(source.text)))
    operator = operator_in(source.text[:end])
    return Target(source.written, TargetKind.MISSING, operator, unit=unit or None, parts=source.cut(pieces))


def _counted(source: _Source, column_unit: str | None) -> Target | None:
    """A text with a date or a quantity in it; None where neither is found."""
    text = source.text[:LONGEST]
    if _INTERVAL.fullmatch(text):
        text = text.replace(",", "~")
    if "《" in text:
        text = _TITLE.sub(lambda title: "\0" * len(title.group()), text)
    timed = column_unit is None or units.measure(column_unit) is units.Measure.TIME
    day = next((day for day in days(text) if timed or not is_compact(text[day.start : day.end])), None)
    if day is not None:
        text = text[: day.start] + "\0" * (day.end - day.start) + text[day.end :]
    found = list(quantities(text))
    if found:
        return _numbered(source, day, found, column_unit)
    return _dated(source, day) if day else None


def _numbered(source: _Source, day: Day | None, found: list[Quantity], column_unit: str | None) -> Target:
    """A number or a range: of several the first with an operator in front (60岁以上老人体检率≥90%), else the first; a
    lower and an upper bound side by side are a range."""
    at = next((at for at, quantity in enumerate(found) if quantity.prefixed), 0)
    main = found[at]
    if _is_year(main, column_unit):
        return _year(source, main)
    upper = None
    for one, other in pairwise(found):
        if _bounded(one, other, source.text):
            main, upper = one, other
            break
    parts = source.cut([*(day.pieces if day else ()), *main.pieces, *(upper.pieces if upper else ())])
    return Target(
        source.written,
        TargetKind.RANGE if main.ranged or upper else TargetKind.NUMBER,
        None if upper else main.operator,
        main.low,
        upper.high if upper else main.high,
        _unit(main.unit or (upper.unit if upper else None), column_unit),
        _rest(parts),
        approximate=main.approximate,
        date=day.written(source.raw) if day else None,
        numbers=tuple(number for quantity in found for number in quantity.numbers),
        parts=parts,
    )


def _bounded(lower: Quantity, upper: Quantity, text: str) -> bool:
    """Whether two quantities are the two bounds of one range (≥80%且≤90%, 6≤pH≤9)."""
    if (
        upper.operator not in (Operator.AT_MOST, Operator.LESS)
        or lower.ranged
        or upper.ranged
        or lower.low > upper.high
    ):
        return False
    between = text[lower.end : upper.start]
    if lower.operator is None:
        return _BETWEEN.fullmatch(between) is not None
    return lower.operator in (Operator.AT_LEAST, Operator.MORE) and _JOINED.fullmatch(between) is not None


def _is_year(main: Quantity, column_unit: str | None) -> bool:
    """Whether a number is a calendar year (2022 beside a unit column 年)."""
    in_years = (main.unit or column_unit) in ("年", "年度") and not main.ranged
    return in_years and main.low.is_integer() and 1900 <= main.low < 2100


def _year(source: _Source, main: Quantity) -> Target:
    pieces: list[Piece] = [("date" if role == "number" else role, start, end) for role, start, end in main.pieces]
    parts = source.cut(pieces)
    date = next(part for role, part in parts if role == "date")
    return Target(source.written, TargetKind.DATE, main.operator, rest=_rest(parts), date=date, parts=parts)


def _dated(source: _Source, day: Day) -> Target:
    """A text whose target is a date: a deadline, or a date with nothing but words of completion around it."""
    parts = source.cut(day.pieces)
    rest = _rest(parts)
    kind = TargetKind.DATE if _DONE.fullmatch(simplified(plain(rest))) else TargetKind.WORDS
    return Target(source.written, kind, day.operator, rest=rest, date=day.written(source.raw), parts=parts)


def _unit(written: str | None, column_unit: str | None) -> str | None:
    """The text's unit; where it is a bare 万, with the column's unit behind it (万 beside 元 or 万元: 万元)."""
    if not written or not column_unit or set(written) - set("十百千万亿"):
        return written
    return column_unit if column_unit.startswith(written) else written + column_unit


def _rest(parts: tuple[Part, ...]) -> str:
    return "".join(part for role, part in parts if role == "rest")

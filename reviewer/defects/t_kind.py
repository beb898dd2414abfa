"""T-kind (数值与内容不符): the number's kind contradicts what is measured."""

import re

from reviewer.defects.clarity import disagree
from reviewer.defects.defect import Defect
from reviewer.defects.kinds import COUNTS, MONEY, RATES, Grip, Kind
from reviewer.defects.reading import Reading
from reviewer.model import Finding, Grade, Question
from reviewer.targets import TargetKind
from reviewer.units import Measure


def check(reading: Reading) -> Finding | None:
    """The number's kind contradicts what is measured, or the number in the name."""
    if not reading.numeric or not (_contradicts(reading) or _other_amount(reading)):
        return None
    return Finding(DEFECT.code, Grade.FAIL, _quoted(reading), "数值或单位与所衡量的内容不符")


def _contradicts(reading: Reading) -> bool:  # noqa: PLR0911 - one return a kind of measurement
    measured, target = reading.measured, reading.target
    kind, unit = measured.kind, target.measure
    if target.kind is TargetKind.DATE:
        counted = reading.category == "数量指标" and kind in _COUNTABLE
        return counted or (kind in _UNDATED and measured.rate_word)
    if kind in COUNTS:
        wrong_people = kind is Kind.PEOPLE and unit in (Measure.SIZE, Measure.TIME)
        return (
            (target.percent and not disagree(reading.name, reading.description))
            or unit is Measure.MONEY
            or wrong_people
        )
    if kind in RATES or (kind is Kind.SAVING and measured.rate_word):
        return _no_rate(reading)
    if kind in (Kind.TIME, Kind.DURATION, Kind.LASTING):
        return unit is not None and unit not in (Measure.TIME, Measure.SCORE)
    if kind is Kind.COST and measured.text.endswith("标准") and unit in (None, Measure.PERCENT):
        return len(target.rest) > 2 and not _about_promptness(reading)
    if kind in MONEY:
        vague_cost = target.percent and measured.grip is not Grip.NAMED and kind is Kind.COST
        paid_to = unit is Measure.PEOPLE and reading.category == "数量指标" and _GRANT.search(measured.text)
        return vague_cost or (unit in (Measure.PEOPLE, Measure.THINGS, Measure.SIZE) and not paid_to)
    return kind in (Kind.WISH, Kind.QUALITY) and unit in _COUNTED and (target.low or 0) > 0


def _about_promptness(reading: Reading) -> bool:
    """Whether a pay standard with words for a value is really about paying in time, or about a rule of cost."""
    prompt = reading.description is not None and reading.description.kind in (Kind.TIMELINESS, Kind.TIME)
    return prompt or (reading.category == "成本指标" and "执行" in reading.target.rest)


def _no_rate(reading: Reading) -> bool:
    """A unit that no rate has. What may be said otherwise: 0次 for an accident rate, a date or period for promptness, a
    score for satisfaction, money for payments and budget control, so much per so many, a concentration."""
    measured, target = reading.measured, reading.target
    kind, unit = measured.kind, target.measure
    if unit in (None, Measure.PERCENT, Measure.SCORE) or measured.text.endswith(("密度", "浓度", "频率")):
        return False
    if kind is Kind.ORDER:
        return unit is Measure.MONEY
    if kind is Kind.TIMELINESS and unit is Measure.TIME:
        return False
    if "/" in (target.unit or "") and kind is not Kind.SATISFACTION:
        return False
    return measured.rate_word or kind in (Kind.SATISFACTION, Kind.AWARENESS)


def _other_amount(reading: Reading) -> bool:
    """An amount in the name that differs by more than rounding from the target."""
    amount, target = reading.name.amount, reading.target
    if amount is None or target.measure is not Measure.MONEY or target.low is None:
        return False
    return abs(target.low * target.scale - amount) > max(0.01 * amount, target.scale)


def _quoted(reading: Reading) -> str:
    """The target, or the unit column where that is what contradicts."""
    shown = reading.shown
    return (shown.target or "") if reading.target.column_unit is None else (shown.unit or shown.target or "")


_COUNTABLE = COUNTS | {Kind.ACTIVITY, Kind.OPEN}
_GRANT = re.compile("(?:补贴|补助|工资|津贴|低保金|救助金|慰问金|奖学金|助学金|奖金|养老金)$")
"""Money by whose name those who get it are often counted."""
_UNDATED = RATES - {Kind.TIMELINESS, Kind.COMPLETION}
_COUNTED = frozenset((Measure.PEOPLE, Measure.TIMES, Measure.THINGS, Measure.SIZE, Measure.MONEY))


DEFECT = Defect(
    code="T-kind",
    question=Question.TARGET,
    title="数值与内容不符",
    definition="数值的类型或计量单位与所衡量的内容矛盾。",
    why="单位与内容不符时，数值无论大小都无法核对。",
    source="财预〔2021〕101号关于指标值可衡量、有依据的要求；《评判指南》第三问“指标值不可衡量”",
    hit="养老金发放准确率 150人",
    near_miss="参训人数 ≥150人",
    check=check,
)

"""T-unit (单位缺失或不规范): unit missing, odd or doubled, repairable."""

import re

from reviewer import units
from reviewer.defects.clarity import disagree
from reviewer.defects.defect import Defect
from reviewer.defects.kinds import COUNTS, MONEY, RATES, Kind
from reviewer.defects.reading import Reading
from reviewer.model import Finding, Grade, Question
from reviewer.targets import TargetKind
from reviewer.units import Measure


def check(reading: Reading) -> Finding | None:
    """A unit missing, odd, doubled, or of another kind than the name says, where a small repair is enough."""
    if reading.target.kind not in (TargetKind.NUMBER, TargetKind.RANGE):
        return None
    quote = _odd(reading) or _unfit(reading)
    if quote:
        column = quote == reading.shown.unit and quote != reading.shown.target
        reason = UNIT_COLUMN if column else "的计量单位不规范或与名称不对应"
        return Finding(DEFECT.code, Grade.ADVISE, quote, reason)
    if _missing(reading):
        return Finding(DEFECT.code, Grade.ADVISE, reading.shown.target or "", "缺少计量单位")
    return None


def _odd(reading: Reading) -> str:
    """The words of an odd unit, as written; "" where it is in order."""
    unit, target = reading.target.unit or "", reading.shown.target or ""
    if unit.startswith("百分") or unit in ("人/次", "户/次"):
        return target if reading.target.column_unit is None else (reading.shown.unit or target)
    if _TAIL.search(reading.target.rest) and len(reading.target.numbers) == 1:
        return target
    column = reading.shown.unit or ""
    if reading.target.unit is None and _NO_UNIT.fullmatch(column):
        return column
    both = reading.target.percent and units.measure(reading.target.column_unit) not in (None, Measure.PERCENT)
    return column if both and reading.target.unit != reading.target.column_unit else ""


def _unfit(reading: Reading) -> str:
    """The target where its unit does not go with the name but its meaning is clear."""
    measured, target = reading.measured, reading.target
    unit, quote = target.measure, reading.shown.target or ""
    if target.percent and not reading.vague:
        counted = measured.kind is Kind.ACTIVITY and reading.category == "数量指标"
        divided = measured.kind in COUNTS and disagree(reading.name, reading.description)
        return quote if measured.kind in MONEY or counted or divided else ""
    things = unit in (Measure.TIMES, Measure.THINGS, Measure.PEOPLE) and "/" not in (target.unit or "")
    if measured.kind is Kind.ORDER and measured.rate_word and things:
        return quote
    return quote if measured.kind is Kind.TIMELINESS and measured.text.endswith("进度") and unit is Measure.TIME else ""


def _missing(reading: Reading) -> bool:
    target = reading.target
    if target.unit is not None or target.qualitative or target.rest or reading.vague:
        return False
    kind, low = reading.measured.kind, target.low or 0
    counted = kind in _UNITED or (kind in _COUNTED and reading.category == "数量指标")
    return (kind in RATES and low > 1) or (counted and low > 0)


_UNITED = COUNTS | MONEY | {Kind.TIME, Kind.DURATION}
_COUNTED = frozenset((Kind.ACTIVITY, Kind.OPEN))
UNIT_COLUMN = "不规范或与指标值不对应"
"""The reason where the unit column is quoted, not the target."""
_TAIL = re.compile("按规定|按要求|文字描述|按时|及时")
_NO_UNIT = re.compile("[优良中差好坏高低]")


DEFECT = Defect(
    code="T-unit",
    question=Question.TARGET,
    title="单位缺失或不规范",
    definition="计量单位缺失、重复或不规范，稍作修改即可衡量。",
    why="单位不规范影响汇总和比较。",
    source="财预〔2015〕88号绩效目标申报表填报说明中关于计量单位的要求；《评判指南》第三问“指标值不可衡量”",
    hit="受理投诉及时率 ≥95百分比",
    near_miss="受理投诉及时率 ≥95%",
    check=check,
)

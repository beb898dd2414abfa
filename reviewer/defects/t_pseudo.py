"""T-pseudo (数值无从统计): a number on something that is not countable."""

import re

from reviewer.defects.defect import Defect
from reviewer.defects.kinds import COUNTS, MONEY, Kind
from reviewer.defects.reading import Reading
from reviewer.model import Finding, Grade, Question


def check(reading: Reading) -> Finding | None:
    """A number where nothing countable is named (fail), or a percentage on a deed or result without 率 (advise)."""
    if not reading.numeric:
        return None
    quote = reading.shown.target or ""
    if reading.vague:
        if _usable(reading) or (reading.target.percent and reading.name.kind in _NUMBERED):
            return None
        return Finding(DEFECT.code, Grade.FAIL, quote, "所述内容无法统计，数值没有依据")
    if reading.target.percent and _deed(reading):
        return Finding(DEFECT.code, Grade.ADVISE, quote, "百分比的分子、分母未写明")
    return None


def _usable(reading: Reading) -> bool:
    """Without a name the description is judged by itself."""
    return not reading.shown.name and reading.measured.kind not in (Kind.WISH, Kind.QUALITY, Kind.EMPTY)


def _deed(reading: Reading) -> bool:
    measured = reading.measured
    if measured.kind is Kind.TIMELINESS and not measured.rate_word:
        return _PLAN.search(measured.text) is not None
    if measured.kind in (Kind.ACTIVITY, Kind.OPEN):
        return reading.category != "数量指标"
    return measured.kind in (Kind.RESULT, Kind.EXTENT)


_NUMBERED = COUNTS | MONEY
_PLAN = re.compile("计划|工作")


DEFECT = Defect(
    code="T-pseudo",
    question=Question.TARGET,
    title="数值无从统计",
    definition="给无法统计的内容填了数值，没有可以写明的分子和分母。",
    why="这样的百分比年终只能照填，不能证明任何结果。",
    source="财预〔2021〕101号关于指标值可衡量、有依据的要求；《评判指南》第三问“指标值不可衡量”",
    hit="部门正常运行 100%",
    near_miss="专网正常运行率 ≥95%",
    check=check,
)

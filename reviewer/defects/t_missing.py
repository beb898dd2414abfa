"""T-missing (未填指标值): no target value."""

from reviewer.defects.defect import Defect
from reviewer.defects.reading import Reading
from reviewer.model import Finding, Grade, Question
from reviewer.targets import TargetKind


def check(reading: Reading) -> Finding | None:
    """No target value, or only an operator or a unit."""
    if reading.target.kind is not TargetKind.MISSING:
        return None
    return Finding(DEFECT.code, Grade.FAIL, reading.shown.target or "", "未填写指标值")


DEFECT = Defect(
    code="T-missing",
    question=Question.TARGET,
    title="未填指标值",
    definition="没有填写指标值。",
    why="没有指标值就没有目标，年终无法判定是否完成。",
    source="财预〔2021〕101号关于指标值可衡量、有依据的要求；《评判指南》第三问“指标值不可衡量”",
    hit="危桥改造座数（指标值为空）",
    near_miss="危桥改造座数 ≥6座",
    check=check,
)

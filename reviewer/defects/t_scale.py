"""T-scale (分档无标准): grades with no standard."""

from reviewer.defects.defect import Defect
from reviewer.defects.reading import Reading
from reviewer.defects.scoring import stepped
from reviewer.model import Finding, Grade, Question
from reviewer.targets import TargetKind


def check(reading: Reading) -> Finding | None:
    """Grades whose steps have no condition in the scoring criteria."""
    if reading.target.kind is not TargetKind.SCALE or stepped(reading.shown.criteria, reading.target.steps):
        return None
    return Finding(DEFECT.code, Grade.FAIL, reading.shown.target or "", "没有写明各档次的评定标准")


DEFECT = Defect(
    code="T-scale",
    question=Question.TARGET,
    title="分档无标准",
    definition="指标值为“优良中低差”“好坏”等档次，没有写明各档的标准。",
    why="各档没有条件，评价时只能凭印象打分。",
    source="财预〔2021〕101号关于指标值可衡量、有依据的要求；《评判指南》第三问“指标值不可衡量”",
    hit="群众满意度 优良中低差",
    near_miss="窗口服务评价 优/良/差（评分标准逐档写明条件）",
    check=check,
)

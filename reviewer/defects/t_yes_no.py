"""T-yes-no (是/否无判定标准): 是/否 without a criterion."""

from reviewer.defects.defect import Defect
from reviewer.defects.kinds import Kind
from reviewer.defects.reading import Reading
from reviewer.defects.scoring import scored
from reviewer.model import Finding, Grade, Question
from reviewer.targets import TargetKind


def check(reading: Reading) -> Finding | None:
    """是/否 without a criterion; a remark where name or description states it."""
    if reading.target.kind is not TargetKind.YES_NO or scored(reading.shown.criteria):
        return None
    fact = reading.name.text.startswith(("是否", "有无", "未发生", "无"))
    stated = not reading.vague and (fact or Kind.SAVING in (reading.name.kind, reading.measured.kind))
    grade = Grade.ADVISE if stated else Grade.FAIL
    return Finding(DEFECT.code, grade, reading.shown.target or "", "没有写明“是”与“否”的判定标准")


DEFECT = Defect(
    code="T-yes-no",
    question=Question.TARGET,
    title="是/否无判定标准",
    definition="指标值为“是/否”，没有写明什么情况算“是”。",
    why="没有判定标准的“是/否”只能由填报单位自行认定。",
    source="财预〔2021〕101号关于指标值可衡量、有依据的要求；《评判指南》第三问“指标值不可衡量”",
    hit="提高工作效率 是/否",
    near_miss="支出不超过财政支持经费 是/否（名称已写明标准，仅作提示）",
    check=check,
)

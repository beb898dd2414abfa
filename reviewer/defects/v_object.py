"""V-object (缺少对象或口径): a rate, count or item without object, attribute or scope."""

from reviewer.defects.defect import Defect
from reviewer.defects.kinds import Kind
from reviewer.defects.reading import Reading
from reviewer.model import Finding, Grade, Question


def check(reading: Reading) -> Finding | None:
    """A rate, count, quality or item whose object or attribute is missing or can only be guessed."""
    wish = reading.slogan is Grade.FAIL and reading.name.kind is Kind.QUALITY and reading.name.verb
    if reading.objectless is Grade.PASS or wish:
        return None
    reason = "未写明统计的对象和口径" if reading.objectless is Grade.FAIL else "统计的对象或口径需要推测"
    return Finding(DEFECT.code, reading.objectless, reading.label, reason)


DEFECT = Defect(
    code="V-object",
    question=Question.VAGUENESS,
    title="缺少对象或口径",
    definition="名称只有“率”“数”“情况”等，没有写明统计的对象、属性或范围。",
    why="没有对象就没有分子和分母，同一数字可以有多种解释。",
    source="财预〔2020〕10号关于绩效目标指向明确、细化量化的要求；《评判指南》第一问“含糊”",
    hit="完成率（描述：完成率）",
    near_miss="案件结案率",
    check=check,
)

"""V-slogan (原则性表述): a wish or duty that names nothing measurable."""

from reviewer.defects.defect import Defect
from reviewer.defects.reading import Reading
from reviewer.model import Finding, Grade, Question


def check(reading: Reading) -> Finding | None:
    """A wish or duty in place of a measurable attribute, unless the description says what is measured."""
    if reading.slogan is Grade.PASS:
        return None
    reason = "属于原则性表述，未写明可以统计的内容"
    if reading.slogan is Grade.ADVISE:
        reason = "名称属于原则性表述，需结合描述才能推知所统计的内容"
    return Finding(DEFECT.code, reading.slogan, reading.label, reason)


DEFECT = Defect(
    code="V-slogan",
    question=Question.VAGUENESS,
    title="原则性表述",
    definition="指标名称是愿望、职责或原则性表述，没有写明可以统计或测量的内容。",
    why="两位不了解该部门的审核人员无法就“统计什么”取得一致，年终也无从核对。",
    source="财预〔2020〕10号关于绩效目标指向明确、细化量化的要求；《评判指南》第一问“含糊”",
    hit="提高工作效率（描述：是否能提高工作效率）",
    near_miss="质量提升工程验收合格率",
    check=check,
)

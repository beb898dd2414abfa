"""V-placeholder (未填写指标名称): no name, or a word that stands for one."""

from reviewer.defects.defect import Defect
from reviewer.defects.reading import Reading
from reviewer.model import Finding, Grade, Question


def check(reading: Reading) -> Finding | None:
    """A category name, 无, a bare number or nothing where a name should be."""
    if reading.placeholder is Grade.PASS:
        return None
    if not reading.shown.name:
        return Finding(DEFECT.code, reading.placeholder, "", "未填写指标名称")
    return Finding(DEFECT.code, reading.placeholder, reading.shown.name, "未填写具体的指标名称")


DEFECT = Defect(
    code="V-placeholder",
    question=Question.VAGUENESS,
    title="未填写指标名称",
    definition="名称是类别名称、“无”、单独的数字，或者没有填写。",
    why="没有名称的指标无法审核，也无法在年终评价时使用。",
    source="财预〔2020〕10号关于绩效目标指向明确、细化量化的要求；《评判指南》第一问“含糊”",
    hit="数量指标（名称与二级指标相同）",
    near_miss="服务对象满意度（通行的规范名称）",
    check=check,
)

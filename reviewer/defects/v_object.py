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
    table = _MISSING if reading.objectless is Grade.FAIL else _GUESSED
    return Finding(DEFECT.code, reading.objectless, reading.label, table.get(reading.name.kind, table[Kind.RATE]))


_MISSING: dict[Kind, str] = {
    Kind.RATE: "未写明统计的对象，分子、分母不明",
    Kind.QUALITY: "未写明可以统计的属性",
    Kind.OPEN: "未写明可以统计的属性",
    Kind.ACTIVITY: "未写明可以统计的属性",
    Kind.PEOPLE: "未写明统计何种人员",
    Kind.THINGS: "未写明统计何种事物的数量",
    Kind.TIMELINESS: "未写明何项工作和时限",
    Kind.TIME: "未写明何项工作的时限",
    Kind.COST: "未写明何种费用、按何单位计",
    Kind.SAVING: "未写明控制何种费用",
    Kind.INCOME: "未写明何者的收入",
}
"""What is missing, by what the name measures."""
_GUESSED: dict[Kind, str] = {
    Kind.RATE: "宜写明统计的对象和口径",
    Kind.SATISFACTION: "宜写明由谁评价",
    Kind.ACTIVITY: "宜写明以次数、比率或时限衡量",
    Kind.OPEN: "宜写明以数量、比率或时限衡量",
    Kind.RESULT: "宜写明以何种比率或数量衡量",
    Kind.CHANGE: "宜写明以何种数据衡量、与何时相比",
    Kind.EXTENT: "宜写明计数的单位",
    Kind.PEOPLE: "宜写明统计何种人员",
    Kind.THINGS: "宜写明统计何种事物的数量",
    Kind.EXPENDITURE: "只写支出项目，宜写明金额、标准或支付率",
    Kind.COST: "宜写明何种费用、按何单位计",
    Kind.SAVING: "宜写明控制何种费用",
    Kind.TIMELINESS: "宜写明何项工作和时限",
    Kind.PAYMENT: "宜写明何种款项的支付率",
    Kind.TIME: "宜写明何项工作的时限",
}
"""What has to be guessed, by what the name measures."""


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

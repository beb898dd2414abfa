"""V-truncated (文字不完整): text cut off or garbled."""

import re

from reviewer.defects import lexicon
from reviewer.defects.defect import Defect
from reviewer.defects.kinds import Kind
from reviewer.defects.reading import Reading
from reviewer.model import Finding, Grade, Question
from reviewer.text import squeeze


def check(reading: Reading) -> Finding | None:
    """A name (or, without one, a description) that stops in the middle. Only a remark: what is lost can be guessed, or
    the rest fails by itself."""
    label = reading.label
    if not label or reading.name.kind is Kind.PLACEHOLDER or not _cut(squeeze(label)):
        return None
    return Finding(DEFECT.code, Grade.ADVISE, label, "文字不完整")


def _cut(text: str) -> bool:
    """Brackets left open, a dangling mark or particle, an amount without its unit, or a text as long as an export's
    column (14 or 21 characters) that does not end in a word."""
    if _BRACKETS.search(text) and any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS):
        return True
    if _DANGLING.search(text) or _AMOUNT_CUT.search(text):
        return True
    return len(text) in _COLUMNS and not text.endswith(_ENDINGS)


_PAIRS = (("(", ")"), ("《", "》"), ("【", "】"), ("“", "”"))
_BRACKETS = re.compile("[()《》【】“”]")
_COLUMNS = (14, 21, 28)
_DANGLING = re.compile(r"[、,，(《和及与或的对将把]$|^[、,，)》]|(?:万元|元)(?:及时|按时)$")
_AMOUNT_CUT = re.compile(r"(?:支出|经费|费|资金|工资|金)\d+(?:\.\d+)?$")
_LISTS = (
    *("activities", "states", "things", "people", "rates", "thing_counts", "people_counts", "money", "times"),
    *("incomes", "scores", "void", "extents", "lasting_attributes", "cost_control", "durations", "society", "economy"),
    "nature",
)
_ENDINGS = (
    *(word for name in _LISTS for word in lexicon.words(name) if len(word) > 1),
    *(
        "率",
        "度",
        "性",
        "次",
        "价",
        "值",
        "级",
        "类",
        "期",
        "限",
        ")",
        "”",
        "》",
        "数",
        "量",
        "额",
        "费",
        "元",
        "工作",
        "任务",
        "情况",
        "方面",
        "秩序",
        "能力",
        "需求",
        "%",
    ),
)


DEFECT = Defect(
    code="V-truncated",
    question=Question.VAGUENESS,
    title="文字不完整",
    definition="名称或描述在中间被截断，或文字残缺。",
    why="残缺部分往往正是所统计的属性，审核人员只能猜测；也可能是系统导出所致。",
    source="财预〔2020〕10号关于绩效目标指向明确、细化量化的要求；《评判指南》第一问“含糊”",
    hit="资金支出合规率、学员培训合格",
    near_miss="实验室突发新发疫情鉴别准确率（同为十四字但文字完整）",
    check=check,
)

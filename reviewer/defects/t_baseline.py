"""T-baseline (缺少基期): growth or reduction without a baseline."""

import re

from reviewer.defects.defect import Defect
from reviewer.defects.kinds import COUNTS, Kind
from reviewer.defects.reading import Reading
from reviewer.model import Finding, Grade, Question


def check(reading: Reading) -> Finding | None:
    """A growth or reduction in per cent (or of a named quantity) that names no base."""
    if not reading.numeric or (reading.target.low or 0) > 50 or _BASE.search(_texts(reading)):
        return None
    saving = reading.name.kind is Kind.SAVING and not reading.name.rate_word
    saved = reading.target.percent and saving and _SAVED.search(reading.name.text)
    growing = reading.target.percent and _GROWTH.search(reading.name.text)
    raised = reading.name.kind in _GROWN and reading.name.verb in _RAISING
    if not (growing or raised or saved or reading.name.kind is Kind.TREND):
        return None
    return Finding(DEFECT.code, Grade.ADVISE, reading.shown.target or "", "未写明比较的基期")


def _texts(reading: Reading) -> str:
    shown = reading.shown
    return "".join(filter(None, (shown.name, shown.description, shown.target, shown.criteria)))


_GROWN = COUNTS | {Kind.CHANGE}
_SAVED = re.compile("节约|降低|减少|节省")
_RAISING = frozenset(("提升", "提高", "降低", "改善"))
_BASE = re.compile("上年|去年|同比|环比|基期|基数|基准|上期|往年|年初|较|比20|÷|/|原")
_GROWTH = re.compile(
    "^(?:提高|提升|增加|增长|增强|降低|减少|下降)|(?:提高|提升|增加|增长|增强|上升|降低|减少|下降|增幅|降幅)(?:率|幅度|比例|比率)?$(?<!增长率)"
)


DEFECT = Defect(
    code="T-baseline",
    question=Question.TARGET,
    title="缺少基期",
    definition="增长、提高或降低的目标没有写明与什么相比。",
    why="没有基期就无法计算增减幅度。",
    source="财预〔2021〕101号关于指标值可衡量、有依据的要求；《评判指南》第三问“指标值不可衡量”",
    hit="人民收入水平提升 ≥10%",
    near_miss="农民人均收入较上年增长 ≥5%",
    check=check,
)

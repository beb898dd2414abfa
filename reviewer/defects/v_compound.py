"""V-compound (一条多指标): several different things in one indicator."""

import re

from reviewer.defects import lexicon
from reviewer.defects.clarity import disagree
from reviewer.defects.defect import Defect
from reviewer.defects.kinds import HOLLOW, Kind
from reviewer.defects.reading import Reading
from reviewer.defects.words import COST_WORDS, SOMEBODY
from reviewer.model import Finding, Grade, Question


def check(reading: Reading) -> Finding | None:
    """Several groups in one satisfaction, several rates or wishes in one name, or a description that measures something
    else than the name."""
    name = reading.name
    if name.kind is Kind.SATISFACTION and _groups(name.text) > 1:
        return Finding(DEFECT.code, Grade.ADVISE, reading.label, "包含多类服务对象，宜分别设置")
    if disagree(name, reading.description):
        return Finding(DEFECT.code, Grade.ADVISE, reading.label, "的名称与描述所指不一致")
    if _several(name.text, name.kind):
        return Finding(DEFECT.code, Grade.ADVISE, reading.label, "包含多项内容，宜分别设置")
    return None


def _groups(text: str) -> int:
    """How many groups of people are asked: those before 对 or 满意, divided by 、 or 和."""
    if (text.count("满意") > 1 and _AND.search(text)) or _PAIRS.search(text):
        return 2
    asked = _ABOUT.split(text, maxsplit=1)[0]
    return sum(1 for part in _AND.split(asked) if SOMEBODY.search(part))


def _several(text: str, kind: Kind) -> bool:
    if kind in HOLLOW:
        return _PARTS.search(text) is not None
    parts = _AND.split(text)
    if kind in (Kind.TIMELINESS, Kind.PAYMENT) and len(parts) > 1 and not _RATE.search(parts[0]):
        return len(COST_WORDS.findall(text)) > 1 or "等" in text
    if len(set(_PAYMENTS.findall(text))) > 1:
        return True
    return sum(1 for part in parts if _RATE.search(part)) > 1 or (len(parts) > 1 and _RATE.search(parts[0]) is not None)


_AND = re.compile("[、,，;；/]|以及|和|及(?!时)|与")
_PAIRS = re.compile(lexicon.pattern("pairs"))
_ABOUT = re.compile("对|满意")
_PARTS = re.compile("[、,，;；]")
_PAYMENTS = re.compile("发放|缴纳|支付|拨付|报销")
"""Paying out and paying in are two things with two numbers."""
_RATE = re.compile("[^效功汇利]率$")


DEFECT = Defect(
    code="V-compound",
    question=Question.VAGUENESS,
    title="一条多指标",
    definition="一个指标里写了几项不同的内容，或名称与描述所指不一致。",
    why="一个目标值无法同时说明几件事，其中一项未完成时无法判定。",
    source="财预〔2021〕101号关于指标简明、重点突出的要求；《评判指南》第一问“含糊”",
    hit="市民满意度、单位职工满意度",
    near_miss="食品、药品、特种设备事故率（并列的是同一比率的对象）",
    check=check,
)

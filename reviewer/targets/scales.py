"""Targets that are a choice of words: yes or no (是/否) and graded words (优良中低差).

Takes text as `text.unspaced` copies it.
"""

import re


def answers(text: str) -> tuple[str, ...]:
    """The answers of a yes-or-no target (是/否, 是, 达标/不达标, 有/无), empty where the text is none."""
    if _YES_NO.fullmatch(text):
        return tuple(dict.fromkeys(mark for mark in text if mark in "是否"))
    found = _EITHER.fullmatch(text)
    return (found["yes"], found["no"]) if found and _opposed(found) else ()


def grades(text: str) -> tuple[str, ...]:
    """The steps of a scale (优良中低差 → 优, 良, 中, 低, 差; 达成、部分达成、未达成), empty where the text is none. A
    single 优 or 良好, or a bounded grade (良好以上), is one step."""
    if _LETTERS.fullmatch(text):
        return tuple(mark for mark in text if mark.isalpha())
    bounded = _BOUNDED.fullmatch(text)
    if bounded:
        return (bounded["grade"] or bounded["top"],)
    found = _SCALE.fullmatch(text)
    if found is None:
        return _stages(text)
    steps = tuple(_GRADE.findall(found["steps"]))
    return steps if len(steps) > 1 or (steps and steps[0] in _ALONE) else ()


def _opposed(found: re.Match[str]) -> bool:
    """Whether the second word denies the first (完成/未完成, 有/无), and is not one more demand (质量合格、不渗漏)."""
    if found["denied"] is None:
        return found["yes"] in ("有", "能", "可", "是", "已")
    same = found["yes"].removeprefix("已") in (found["denied"], found["denied"].removeprefix("有"))
    return same or set(found["cut"]) <= set("/|或")


def _stages(text: str) -> tuple[str, ...]:
    """Stages of completion written out (达成预期指标、部分达成预期指标、未达成预期指标)."""
    found = _STAGES.fullmatch(text)
    return tuple(step for step in found.groups() if step) if found else ()


_BETWEEN = r"(?:[/、\\,|;:.\-~→>]|或者?)"
_TICK = "[√✓☑□○()]*"
_YES_NO = re.compile(
    rf"{_TICK}(?:是{_TICK}(?:{_BETWEEN}|和)*{_TICK}否|否{_TICK}{_BETWEEN}*{_TICK}是|[是否]){_TICK}(?:\([是否]\))?[。.;?]?"
    r"|是[:=(][^是否]{1,12}[,;、/]?否[:=(][^是否]{1,12}"
)
_EITHER = re.compile(
    rf"(?P<yes>[一-龥]{{1,6}}?)(?P<cut>{_BETWEEN}+)(?P<no>[不未没非无](?P<denied>有?[一-龥]{{1,6}})|[无否未])[。.;]?"
)
_WORDS = (
    "达到预期 部分达到预期 未达到预期 "
    "非常满意 比较满意 基本满意 较满意 不满意 满意 "
    "非常显著 较显著 不显著 显著 非常明显 较明显 不明显 明显 "
    "优秀 良好 中等 一般 较好 较优 较差 很好 很差 最好 "
    "基本合格 不合格 合格 不及格 及格 基本达标 不达标 达标 "
    "一等 二等 三等 一档 二档 三档 甲 乙 丙 丁 "
    "较高 较低 较大 较小 较强 较弱 优 良 中 低 差 高 好 坏 劣 大 小 强 弱 多 少"
)
_ALONE = frozenset(("优", "良", "中", "差", "优秀", "良好", "中等"))
_GRADE = re.compile("|".join(sorted(_WORDS.split(), key=len, reverse=True)))
_SCALE = re.compile(
    r"(?:(?:定性(?:指标)?|等级|评价|分为?|效果)[:,]?)?"
    rf"(?P<steps>[\[(]?(?:(?:{_GRADE.pattern})(?:{_BETWEEN}|[\[\]()和及])*)+)"
    r"(?:等|[二三四五0-9]?个?(?:等级|档次?|级))?"
)
_BOUNDED = re.compile(
    rf"(?:[≥>=]+|不低于)(?P<grade>{_GRADE.pattern})(?:(?:[及或]|\(含\))?以上)?"
    rf"|(?P<top>{_GRADE.pattern})(?:[及或]|\(含\))?以上"
)
_LETTERS = re.compile(rf"[A-E](?:{_BETWEEN}?[A-E])+")
_DONE = "(?:达成|完成|实现|达到)"
_STAGES = re.compile(
    rf"((?:全部|完全|已|全面)?{_DONE}[^/、,;|]*)[/、,;|]+((?:基本|部分|大部分)(?:{_DONE})?[^/、,;|]*)[/、,;|]+"
    r"(?:((?:基本|部分|大部分)[^/、,;|]*)[/、,;|]+)?((?:未|不|没)[^/、,;|]*)"
)

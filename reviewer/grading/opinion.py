"""The opinion (审核意见): one polite Chinese sentence for all faults of a row, which a reviewer could send as it is."""

import re
from collections.abc import Mapping

from reviewer.defects.t_unit import UNIT_COLUMN
from reviewer.model import Answer, Grade, Question
from reviewer.taxonomy import BY_NAME

LONGEST = 80
"""Characters of an opinion, quotations included."""
DROP = "不设该指标"
"""The rewrite that proposes to drop the row."""


def opinion(category: str | None, answers: Mapping[Question, Answer], rewrite: str | None) -> str | None:
    """The merged opinion on a row, None where nothing is wrong. `category` is its canonical second level; `rewrite` the
    proposal that goes with it (dropping the row is the one that argues the category of a vague row)."""
    clauses = _clauses(answers, rewrite == DROP)
    if not clauses:
        return None
    ask = _ask(category, answers, rewrite)
    for length in range(_QUOTED, 3, -1):
        text = "，".join(clause.format(quoted(quote, length)) for clause, quote in clauses) + ask
        if len(text) <= LONGEST:
            return text
    return "，".join(clause.format(quoted(quote, 4)) for clause, quote in clauses[:1]) + ask


def quoted(text: str, length: int) -> str:
    """A quotation of at most `length` characters within “”, shortened with …. What stands before the … is verbatim; it
    ends before any full stop, line break or quotation mark of the text."""
    whole = text.strip()
    words = next((part for part in _STOP.split(whole) if part.strip()), "")
    if len(words) > length:
        words = words[: length - 1]
    return f"“{words}”" if words == whole.strip("。“”") else f"“{words}…”"


# ---------------------------------------------------------------------------------------------------------------------

_QUESTIONS = tuple(Question)
_QUOTED = 24
_STOP = re.compile(r"[。\n\r“”]")
_Clause = tuple[str, str]

_VAGUE: dict[str, str] = {
    "V-placeholder": "{}未写明具体的指标名称",
    "V-slogan": "{}属于原则性表述，未写明可统计的内容",
    "V-object": "{}{reason}",
    "V-compound": "{}{reason}",
    "V-truncated": "{}文字不完整",
}
_VAGUE_ADVICE = _VAGUE | {
    "V-placeholder": "{}与二级指标同名，宜写明具体对象",
    "V-slogan": "{}表述较为原则，宜写明可统计的内容",
}
_TARGET: dict[str, str] = {
    "T-missing": "未填写指标值",
    "T-yes-no": "指标值{}未写明判定标准",
    "T-scale": "指标值{}未写明各档标准",
    "T-words": "指标值{}无法据实核对",
    "T-kind": "指标值{}与所衡量的内容不符",
    "T-vacuous": "指标值{}不具有约束力",
    "T-pseudo": "指标值{}的统计口径不明",
    "T-unit": "指标值{}{reason}",
    "T-bound": "指标值{}{reason}",
    "T-baseline": "指标值{}未写明比较的基期",
}


def _clauses(answers: Mapping[Question, Answer], drop: bool) -> list[_Clause]:
    vague, category, target = (answers[question] for question in _QUESTIONS)
    found = [_vague(vague)] if vague.defects else []
    if category.defects and (vague.grade is not Grade.FAIL) and not drop:
        found.append(_moved(category, quote=not found))
    if target.defects and not _same_fault(vague, target):
        found.append(_target(target, vague))
    return found


def _vague(answer: Answer) -> _Clause:
    table = _VAGUE if answer.grade is Grade.FAIL else _VAGUE_ADVICE
    code = next(code for code in table if code in answer.defects)
    if not answer.quote:
        return "未填写指标名称", ""
    return _worded(table[code], code, answer), answer.quote


def _moved(answer: Answer, quote: bool) -> _Clause:
    homes = "或".join(BY_NAME[name].title for name in answer.belongs[:2])
    return (f"{{}}宜列入{homes}" if quote else f"且内容宜列入{homes}"), answer.quote or ""


def _target(answer: Answer, vague: Answer) -> _Clause:
    """The clause on the target. Beside a vague name its share that follows from the name is not said again."""
    codes = [code for code in _TARGET if code in answer.defects]
    if vague.grade is Grade.FAIL:
        codes = [code for code in codes if code not in _FOLLOWING] or codes
    text = _worded(_TARGET[codes[0]], codes[0], answer)
    quotes_the_unit = codes[0] == "T-kind" and not any(char.isdigit() for char in answer.quote or "")
    if quotes_the_unit or answer.reason == UNIT_COLUMN:
        text = text.replace("指标值{}", "计量单位{}")
    return (text if answer.quote else "未填写指标值"), answer.quote or ""


def _worded(text: str, code: str, answer: Answer) -> str:
    """A clause that says the finding's own reason, where it is the finding that the reason belongs to."""
    plain = _PLAIN_ADVICE.get(code, "") if answer.grade is Grade.ADVISE else ""
    plain = plain or _PLAIN.get(code, "")
    lead = (answer.defects[0] == code or len(answer.defects) == 1) and answer.reason and len(answer.reason) <= _BRIEF
    reason = (answer.reason or plain) if lead else plain
    return text.replace("{reason}", reason.replace("{", "{{").replace("}", "}}"))


def _same_fault(vague: Answer, target: Answer) -> bool:
    """A number on something that cannot be counted is the fault of the name: said once."""
    return vague.grade is Grade.FAIL and ("T-pseudo" in target.defects or set(target.defects) <= _FOLLOWING)


def _ask(category: str | None, answers: Mapping[Question, Answer], rewrite: str | None) -> str:
    """What is asked for, by the worst fault; a proposed wording says by itself what a vague row may become."""
    vague, moved, target = (answers[question] for question in _QUESTIONS)
    if rewrite == DROP and category:
        return f"，且与{category}关联不足，建议不设该指标。"
    if vague.grade is Grade.FAIL:
        substitute = None if rewrite else _SUBSTITUTES.get(category or "")
        return f"，请改为{substitute or '可量化、可核实的指标'}。"
    if target.grade is Grade.FAIL and moved.grade is not Grade.FAIL:
        return next((f"，请{remedy}。" for code, remedy in _REMEDIES.items() if code in target.defects), "，请修改。")
    return "，请修改。" if moved.grade is Grade.FAIL else "，建议修改。"


_SUBSTITUTES = {
    "数量指标": "可以计数的数量指标",
    "质量指标": "合格率、达标率等可核实的指标",
    "时效指标": "完成时限或及时率",
    "成本指标": "支出上限或单位成本",
    "经济效益": "收入、产值等可核实的指标",
    "社会效益": "受益人数、覆盖率等可核实的指标",
    "生态效益": "排放量、达标率等可核实的指标",
    "可持续影响": "使用年限、制度建设等可核实的指标",
    "服务对象满意度": "指明对象的满意度指标",
}
"""What a vague row may be replaced by, in the words of its own category."""
_REMEDIES = {
    "T-missing": "补充指标值",
    "T-yes-no": "补充评分标准",
    "T-scale": "补充各档标准或改为具体数值",
    "T-words": "改为可核对的数值或时限",
    "T-kind": "核对指标值和计量单位",
    "T-vacuous": "重新设定目标值",
}
"""How a target that fails by itself is mended."""
_BRIEF = 24
"""Characters of a reason that an opinion has room for."""
_PLAIN_ADVICE = {"V-object": "统计的对象和口径宜进一步写明"}
_PLAIN = {
    "V-object": "未写明统计的对象和口径",
    "V-compound": "包含多项内容，宜分别设置",
    "T-unit": "的计量单位不规范或与名称不对应",
    "T-bound": "的比较关系不当",
}
"""What a clause says where another finding of the same question lent the answer its reason."""
_FOLLOWING = {"T-pseudo", "T-bound", "T-unit", "T-baseline"}

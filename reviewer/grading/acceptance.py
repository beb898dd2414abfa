"""Which rows of a reply may stand as verdicts, and what becomes of their opinion and rewrite.

A row is refused where its verdict breaks the contract (a quotation that is not there, a code without an objection or
an objection without a code, a category that it already has); what has one possible repair is repaired. An opinion or
rewrite that breaks the contract refuses nothing: the rewrite goes, the opinion is composed from the findings.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer import taxonomy
from reviewer.defects.orders import found_orders
from reviewer.grading.opinion import opinion
from reviewer.grading.quoting import verbatim
from reviewer.grading.rubric import MisclassificationReply, Row, TargetReply, VaguenessReply
from reviewer.grading.wording import fit_opinion, fit_rewrite
from reviewer.model import PASSED, Answer, Grade, Graded, Question, Shown

_NAMES = {Question.VAGUENESS: "第一问", Question.MISCLASSIFICATION: "第二问", Question.TARGET: "第三问"}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that may not stand; `problem` (Chinese, our own words) tells the model why."""

    problem: str


def accept(row: Row, shown: Shown, key: str, grader: str) -> Graded | Refused:
    """The verdict that a row gives on an indicator, or why it gives none."""
    answers: dict[Question, Answer] = {}
    for question in Question:
        answer = _answer(question, row.part(question), shown)
        if isinstance(answer, Refused):
            return Refused(f"{_NAMES[question]}：{answer.problem}")
        answers[question] = answer
    wrong = any(answer.grade is not Grade.PASS for answer in answers.values())
    rewrite = fit_rewrite(row.rewrite, shown) if wrong else None
    return Graded(
        key,
        grader,
        answers[Question.VAGUENESS],
        answers[Question.MISCLASSIFICATION],
        answers[Question.TARGET],
        opinion=(fit_opinion(row.opinion, shown) or _composed(shown, answers, rewrite)) if wrong else None,
        rewrite=rewrite,
        notes=found_orders(shown),
    )


def _composed(shown: Shown, answers: Mapping[Question, Answer], rewrite: str | None) -> str | None:
    """The opinion as the rules put it; where dropping the row leaves nothing to say of it, without the drop."""
    category = taxonomy.category(shown.level1, shown.level2, shown.tree)
    return opinion(category, answers, rewrite) or opinion(category, answers, None)


def _answer(
    question: Question, part: VaguenessReply | MisclassificationReply | TargetReply, shown: Shown
) -> Answer | Refused:
    present = taxonomy.category(shown.level1, shown.level2, shown.tree)
    if question is Question.MISCLASSIFICATION and present is None:
        return PASSED  # a row without a category stands nowhere wrong
    if part.grade == "pass":
        return Refused("等级为 pass，却写了问题代码") if part.defects else PASSED
    belongs: tuple[str, ...] = ()
    defects: tuple[str, ...] = tuple(dict.fromkeys(part.defects))
    if isinstance(part, MisclassificationReply):
        defects, belongs = _MOVED, tuple(dict.fromkeys(part.belongs))
    quote = verbatim(part.quote, shown) if part.quote.strip() else _nothing(question, defects, shown)
    problem = _unfit(part, defects, quote)
    if problem is None and isinstance(part, MisclassificationReply):
        problem = _misplaced(belongs, present, shown)
    return Refused(problem) if problem else Answer(Grade(part.grade), defects, quote, _line(part.reason), belongs)


_MOVED = ("M-category",)
"""The only code of its question: written for the model where it left it out."""


def _unfit(
    part: VaguenessReply | MisclassificationReply | TargetReply, defects: tuple[str, ...], quote: str | None
) -> str | None:
    """What an objection lacks: a code, a reason, a quotation that is there. None where it lacks nothing."""
    if not defects:
        return "等级为 advise 或 fail，却没有写问题代码"
    if not part.reason.strip():
        return "没有写理由"
    if quote is None:
        stated = bool(part.quote.strip())
        return "quote 不是该条任何一个字段中的原文" if stated else "quote 为空，而所指的字段并不空缺"
    return None


def _line(text: str) -> str:
    return " ".join(text.split())


def _misplaced(belongs: tuple[str, ...], present: str | None, shown: Shown) -> str | None:
    """What is wrong with the categories where a row is said to belong; None where nothing is."""
    if not belongs:
        return "没有写明应归入的类别（belongs）"
    if present in belongs:
        return "belongs 写了它现在所在的类别"
    if any(taxonomy.parent(name, shown.tree) is None for name in belongs):
        return "belongs 写了该体系没有的类别"
    return None


def _nothing(question: Question, defects: tuple[str, ...], shown: Shown) -> str | None:
    """The quotation of an objection to nothing: "" where the field it is about is empty; the target itself where it
    is the unit that is missing. Else None."""
    if question is not Question.TARGET:
        return None if shown.name else ""
    if not shown.target:
        return ""
    return shown.target if "T-unit" in defects and not shown.unit else None

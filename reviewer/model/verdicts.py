"""Verdicts: what grading yields."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from reviewer.model.sheets import Shown, canonical_json


class Grade(StrEnum):
    """通过, 建议修改 (let through with a remark), 退回修改 (the sheet goes back because of this)."""

    PASS = "pass"
    ADVISE = "advise"
    FAIL = "fail"


class Question(StrEnum):
    """The three questions asked of every indicator: 含糊, 错类, 指标值不可衡量."""

    VAGUENESS = "vagueness"
    MISCLASSIFICATION = "misclassification"
    TARGET = "target_measurability"


SEVERITY: dict[Grade, int] = {Grade.PASS: 0, Grade.ADVISE: 1, Grade.FAIL: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one defect rule objects to: `quote` is a verbatim part of one shown field ("" only where the objection is
    that a field is empty), `reason` a Chinese clause, `belongs` the categories where the row would be right."""

    code: str
    grade: Grade
    quote: str
    reason: str
    belongs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A judge's answer to one question. For a pass: no defects, quote and reason None."""

    grade: Grade = Grade.PASS
    defects: tuple[str, ...] = ()
    quote: str | None = None
    reason: str | None = None
    belongs: tuple[str, ...] = ()


PASSED = Answer()


@dataclass(frozen=True, slots=True)
class Graded:
    """A verdict: three answers, one merged opinion (审核意见; None when nothing is wrong), an optional rewrite
    (改写建议), notes for the human reader, and which judge gave it (`rules` or a model's name)."""

    key: str
    grader: str
    vagueness: Answer = PASSED
    misclassification: Answer = PASSED
    target_measurability: Answer = PASSED
    opinion: str | None = None
    rewrite: str | None = None
    notes: tuple[str, ...] = ()

    def answer(self, question: Question) -> Answer:
        """The answer to one question."""
        match question:
            case Question.VAGUENESS:
                return self.vagueness
            case Question.MISCLASSIFICATION:
                return self.misclassification
            case Question.TARGET:
                return self.target_measurability

    @property
    def worst(self) -> Grade:
        """The worst of the three grades."""
        grades = (self.vagueness.grade, self.misclassification.grade, self.target_measurability.grade)
        return Grade.FAIL if Grade.FAIL in grades else Grade.ADVISE if Grade.ADVISE in grades else Grade.PASS


@dataclass(frozen=True, slots=True)
class Ungraded:
    """The judge could not judge (未评): never a bad grade, never cached; `reason` is Chinese."""

    key: str
    grader: str
    reason: str


Verdict = Graded | Ungraded


def verdict_key(prefix: Literal["rules", "llm"], shown: Shown, fingerprint: str) -> str:
    """Content address of a verdict: `rules:` or `llm:` and SHA-256 over what was shown and the judge's fingerprint
    (null equals empty)."""
    fields = {name: value for name in Shown.__slots__ if (value := getattr(shown, name))}
    digest = hashlib.sha256(canonical_json([fields, fingerprint]).encode()).hexdigest()
    return f"{prefix}:{digest}"

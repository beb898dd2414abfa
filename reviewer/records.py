"""Verdicts and rows as records of the database, and back. No database here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewer.model import (
    PASSED,
    Answer,
    Grade,
    Graded,
    HumanDecision,
    Question,
    Review,
    ReviewedRow,
    Shown,
    Ungraded,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a judge was when it gave a verdict: its fingerprint (see `model.verdict_key`), and for a model the version
    of its prompts."""

    fingerprint: str | None = None
    prompt_version: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A verdict as it is kept: with what was shown, the judge's origin and the time (UTC, ISO 8601)."""

    verdict: Graded
    shown: Shown
    origin: Origin
    created: str


def verdict_record(kept: Kept) -> tuple[object, ...]:
    """The values of `INSERT_VERDICT`."""
    verdict, shown = kept.verdict, kept.shown
    answers = [verdict.answer(question) for question in Question]
    fields = [getattr(shown, name) for name in Shown.__slots__]
    codes = " ".join(code for answer in answers for code in answer.defects)
    grades = [str(answer.grade) for answer in answers]
    return (
        verdict.key,
        verdict.grader,
        *fields,
        *grades,
        codes,
        verdict.opinion and _text(verdict.opinion),
        verdict.rewrite and _text(verdict.rewrite),
        _text(_encode(verdict)),
        kept.created,
        kept.origin.fingerprint,
        kept.origin.prompt_version,
    )


def _encode(verdict: Graded) -> str:
    """The whole verdict as JSON; a question that passed is left out."""
    answers = {str(question): verdict.answer(question) for question in Question}
    told: dict[str, object] = {
        question: {name: getattr(answer, name) for name in Answer.__slots__}
        for question, answer in answers.items()
        if answer != PASSED
    }
    rest = {"opinion": verdict.opinion, "rewrite": verdict.rewrite, "notes": verdict.notes}
    return _JSON.encode(told | {name: value for name, value in rest.items() if value})


def decode(key: str, grader: str, text: str) -> Graded:
    """The verdict that `verdict_record` wrote."""
    if text == _NOTHING_WRONG:
        return Graded(key, grader)
    stored = json.loads(text)
    return Graded(
        key=key,
        grader=grader,
        vagueness=_answer(stored.get(Question.VAGUENESS)),
        misclassification=_answer(stored.get(Question.MISCLASSIFICATION)),
        target_measurability=_answer(stored.get(Question.TARGET)),
        opinion=stored.get("opinion"),
        rewrite=stored.get("rewrite"),
        notes=tuple(stored.get("notes", ())),
    )


def _answer(stored: Mapping[str, Any] | None) -> Answer:
    if stored is None:
        return PASSED
    return Answer(
        grade=_GRADES[stored["grade"]],
        defects=tuple(stored["defects"]),
        quote=stored["quote"],
        reason=stored["reason"],
        belongs=tuple(stored["belongs"]),
    )


def run_record(run: int, position: int, row: ReviewedRow) -> tuple[object, ...]:
    """The values of `INSERT_RUN_ROW`."""
    sheet, indicator = row.sheet, row.indicator
    return (
        run,
        position,
        row.rank,
        row.weakness,
        row.weak,
        _text(sheet.file),
        sheet.number,
        indicator.place.label,
        sheet.department,
        sheet.project_code,
        sheet.project_name or sheet.title,
        indicator.shown.level2,
        indicator.shown.name,
        indicator.shown.target,
        row.verdict.reason if isinstance(row.verdict, Ungraded) else None,
        row.decision,
        row.preset,
        indicator.row,
        row.verdict.key,
    )


def decision_record(decision: HumanDecision) -> tuple[object, ...]:
    """The values of `INSERT_DECISION`."""
    values = (getattr(decision, name) for name in HumanDecision.__slots__)
    return tuple(_text(value) if isinstance(value, str) else value for value in values)


def decision(record: tuple[Any, ...]) -> HumanDecision:
    """The decision that `decision_record` wrote."""
    row, decided, opinion, who, when, edited, common, *origin = record
    return HumanDecision(row, decided, opinion, who, when, bool(edited), bool(common), *origin)


_DECISION = HumanDecision.__slots__
_VERDICT = (
    *("key", "grader", *Shown.__slots__, *map(str, Question)),
    *("codes", "opinion", "rewrite", "verdict", "created", "fingerprint", "prompt_version"),
)
INSERT_RUN_ROW = f"insert into run_rows values ({','.join('?' * 19)})"
INSERT_DECISION = f"insert into decisions ({','.join(_DECISION)}) values ({','.join('?' * len(_DECISION))})"
INSERT_VERDICT = f"insert or ignore into verdicts ({','.join(_VERDICT)}) values ({','.join('?' * len(_VERDICT))})"
_GRADES = {str(grade): grade for grade in Grade}
_JSON = json.JSONEncoder(ensure_ascii=False)
_NOTHING_WRONG = "{}"


def counts(review: Review) -> dict[str, int]:
    """What a run came to."""
    return {
        "files": review.files,
        "sheets": review.sheets,
        "rows": len(review.rows),
        "weak": sum(row.weak for row in review.rows),
        "ungraded": sum(isinstance(row.verdict, Ungraded) for row in review.rows),
        "unread": len(review.unread),
    }


def clean(record: Mapping[str, str]) -> dict[str, str]:
    """A record that SQLite takes."""
    return {name: _text(value) for name, value in record.items()}


def _text(text: str) -> str:
    """Half characters (in a file name that is no UTF-8, in what a model wrote) are refused by SQLite."""
    return text.encode("utf-8", "replace").decode("utf-8")

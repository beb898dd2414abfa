"""What the page is told, as JSON: sheets, rows, verdicts (equal ones once), the defects that occur."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reviewer.defects import BY_CODE
from reviewer.model import Answer, Graded, HumanDecision, Question, Review, ReviewedRow, ReviewedSheet, Shown, Ungraded
from reviewer.money import spoken, yuan
from reviewer.report.safe import printable
from reviewer.report.words import GRADES, QUESTIONS
from reviewer.summary import opinion

_SHOWN = tuple(Shown.__slots__)


def encoded(review: Review) -> str:
    """The JSON text; no < or > stands in it, so that it can end no element, and no line separator."""
    text = json.dumps(_told(review), ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text.encode("utf-8", "replace").decode()


def _told(review: Review) -> dict[str, Any]:
    sheets = list(review.reviewed)
    ranked = {id(row.indicator): row for row in review.rows}
    verdicts: dict[str, int] = {}
    told: list[dict[str, Any]] = []
    rows = [
        _row(number, ranked.get(id(row.indicator)), row, verdicts, told)
        for number, sheet in enumerate(sheets)
        for row in sheet.rows
    ]
    return {
        "questions": [[str(question), QUESTIONS[question]] for question in Question],
        "grades": {str(grade): word for grade, word in GRADES.items()},
        "shown": _SHOWN,
        "sheets": [_sheet(sheet) for sheet in sheets],
        "rows": rows,
        "verdicts": told,
        "defects": {code: [BY_CODE[code].title, BY_CODE[code].definition, BY_CODE[code].why] for code in _codes(told)},
    }


def _sheet(reviewed: ReviewedSheet) -> dict[str, Any]:
    sheet = reviewed.sheet
    amount = yuan(sheet)
    told = {
        "department": _text(reviewed.department) or "未填部门",
        "inferred": reviewed.inferred,
        "project": _text(sheet.project_name or sheet.title) or f"第{sheet.number}张表",
        "code": _text(sheet.project_code),
        "file": _text(sheet.file),
        "number": sheet.number,
        "place": sheet.place.label,
        "amount": amount,
        "money": spoken(amount) if amount else "未填",
        "scope": sheet.scope,
        "kind": sheet.kind,
        "goal": sheet.goal,
        "conclusion": reviewed.conclusion,
        "reason": reviewed.reason,
        "newer": _text(reviewed.newer.file) if reviewed.newer else None,
        "findings": [[finding.severity, finding.reason] for finding in reviewed.findings],
        "copies": [
            [_text(copy.other.project_name or copy.other.title), _text(copy.other.department), round(copy.share, 2)]
            for copy in reviewed.copies
        ],
    }
    return _given(told)


def _row(
    sheet: int, ranked: ReviewedRow | None, row: ReviewedRow, verdicts: dict[str, int], told: list[dict[str, Any]]
) -> dict[str, Any]:
    """A row of a sheet; one that is not among the selected rows stands on its sheet only ("aside")."""
    indicator = row.indicator
    fields: dict[str, Any] = {
        "s": sheet,
        "rank": ranked.rank if ranked else None,
        "aside": ranked is None,
        "weak": row.weak,
        "objected": row.objected,
        "row": indicator.row,
        "place": indicator.place.label,
        "category": indicator.category,
        "shown": [getattr(indicator.shown, name) for name in _SHOWN],
        "weight": indicator.weight,
        "area": indicator.area,
        "doubts": list(indicator.doubts),
        "contested": [str(question) for question in row.contested],
        "decision": row.decision,
        "words": opinion(row) if row.decision else None,
        "who": _who(row.decided) if row.decided else None,
        "preset": row.preset,
        "v": _verdict(row.verdict, verdicts, told),
        "rules": _opposed(row.rules) if row.rules and row.contested else None,
    }
    return _given(fields)


def _who(decided: HumanDecision) -> str:
    """Who decided, and on which day."""
    return " ".join(part for part in (_text(decided.who), decided.decided[:10]) if part)


def _opposed(rules: Graded) -> list[Any]:
    """What the rules say where a model says the contrary: the grade of each question, and their opinion."""
    return [[str(rules.answer(question).grade) for question in Question], rules.opinion]


def _verdict(verdict: Graded | Ungraded, verdicts: dict[str, int], told: list[dict[str, Any]]) -> int:
    """The number of the verdict among those told; an equal one is told once."""
    if verdict.key not in verdicts or isinstance(verdict, Ungraded):
        verdicts[verdict.key] = len(told)
        told.append(_graded(verdict) if isinstance(verdict, Graded) else {"ungraded": verdict.reason})
    return verdicts[verdict.key]


def _graded(verdict: Graded) -> dict[str, Any]:
    return _given(
        {
            "answers": [list(_answer(verdict.answer(question))) for question in Question],
            "opinion": verdict.opinion,
            "rewrite": verdict.rewrite,
            "notes": list(verdict.notes),
            "grader": verdict.grader,
        }
    )


def _answer(answer: Answer) -> Iterator[Any]:
    yield str(answer.grade)
    if answer.defects:
        yield list(answer.defects)
        yield answer.quote
        yield answer.reason


def _codes(verdicts: Iterable[dict[str, Any]]) -> list[str]:
    """The codes that occur, in the order of the guideline."""
    given = {code for told in verdicts for answer in told.get("answers", ()) for code in (answer[1:] or [[]])[0]}
    return [code for code in BY_CODE if code in given]


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something; a number that is 0 does."""
    return {name: value for name, value in fields.items() if value or (value == 0 and value is not False)}


def _text(text: str | None) -> str:
    return printable(text or "")

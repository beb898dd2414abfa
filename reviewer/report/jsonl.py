"""JSON Lines: one indicator a line with the keys that other programs rely on, in a fixed order. Rows only."""

import json
from collections.abc import Iterable, Iterator

from reviewer.model import Answer, Graded, Indicator, Question, ReviewedRow, Sheet


def extracted(sheets: Iterable[Sheet]) -> Iterator[str]:
    """The lines of `reviewer extract`: every indicator of the sheets, in reading order."""
    for sheet in sheets:
        for indicator in sheet.indicators:
            yield _line(read_fields(sheet, indicator))


def reviewed(rows: Iterable[ReviewedRow]) -> Iterator[str]:
    """The lines of `reviewer review`: the same keys and the judgment."""
    for row in rows:
        yield _line(read_fields(row.sheet, row.indicator) | judged_fields(row))


def read_fields(sheet: Sheet, indicator: Indicator) -> dict[str, object]:
    """What was read of an indicator, by contract key."""
    shown = indicator.shown
    return {
        "file": sheet.file,
        "sheet": sheet.number,
        "line": indicator.place.line,
        "place": indicator.place.label,
        "row": indicator.row,
        "title": sheet.title,
        "section": sheet.section,
        "department": sheet.department,
        "unit_code": sheet.unit_code,
        "project_code": sheet.project_code,
        "project_name": sheet.project_name,
        "budget": sheet.budget,
        "budget_unit": sheet.budget_unit,
        "goal": sheet.goal,
        "scope": sheet.scope,
        "tree": sheet.tree,
        "level1": shown.level1,
        "level2": shown.level2,
        "category": indicator.category,
        "name": shown.name,
        "description": shown.description,
        "target": shown.target,
        "operator": shown.operator,
        "direction": shown.direction,
        "unit": shown.unit,
        "basis": indicator.basis,
        "criteria": shown.criteria,
        "remark": indicator.remark,
        "weight": indicator.weight,
        "kind": sheet.kind,
        "actual": indicator.actual,
        "score": indicator.score,
        "term_target": indicator.term_target,
        "area": indicator.area,
        "doubts": indicator.doubts,
    }


def judged_fields(row: ReviewedRow) -> dict[str, object]:
    """What was judged of an indicator, by contract key; where it could not be judged the questions are null."""
    verdict = row.verdict
    graded = verdict if isinstance(verdict, Graded) else None
    return {
        "rank": row.rank,
        "weakness": row.weakness,
        **(_answers(graded) if graded else dict.fromkeys(map(str, Question))),
        "opinion": graded.opinion if graded else None,
        "rewrite": graded.rewrite if graded else None,
        "grader": verdict.grader,
        "rules": _answers(row.rules) if row.rules else None,
        "contested": row.contested,
        "notes": graded.notes if graded else (),
        "ungraded": None if isinstance(verdict, Graded) else verdict.reason,
        "decision": row.decision,
        "preset": row.preset,
        "key": verdict.key,
    }


def _answers(verdict: Graded) -> dict[str, object]:
    return {str(question): _answer(question, verdict.answer(question)) for question in Question}


def _answer(question: Question, answer: Answer) -> dict[str, object]:
    told: dict[str, object] = {
        "grade": answer.grade,
        "defects": answer.defects,
        "quote": answer.quote,
        "reason": answer.reason,
    }
    return told | {"belongs": answer.belongs} if question is Question.MISCLASSIFICATION else told


def _line(fields: dict[str, object]) -> str:
    return _JSON.encode(fields) + "\n"


_JSON = json.JSONEncoder(ensure_ascii=False)

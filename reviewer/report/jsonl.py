"""JSON Lines: one indicator a line, or one sheet a line, with the keys that other programs rely on, in a fixed
order."""

import json
from collections.abc import Iterable, Iterator

from reviewer.model import (
    Answer,
    Copy,
    Graded,
    Indicator,
    Question,
    ReviewedRow,
    ReviewedSheet,
    Sheet,
    SheetFinding,
)
from reviewer.money import yuan


def extracted(sheets: Iterable[Sheet]) -> Iterator[str]:
    """The lines of `reviewer extract`: every indicator of the sheets, in reading order."""
    for sheet in sheets:
        for indicator in sheet.indicators:
            yield _line(read_fields(sheet, indicator))


def reviewed(rows: Iterable[ReviewedRow]) -> Iterator[str]:
    """The lines of `reviewer review`: the same keys and the judgment."""
    for row in rows:
        yield _line(read_fields(row.sheet, row.indicator) | judged_fields(row))


def reviewed_sheets(sheets: Iterable[ReviewedSheet]) -> Iterator[str]:
    """The lines of `reviewer review --level sheet`: every sheet as a whole."""
    for reviewed in sheets:
        yield _line(sheet_fields(reviewed))


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


def sheet_fields(reviewed: ReviewedSheet) -> dict[str, object]:
    """A sheet as a whole, by contract key. Counts leave presets out, except `presets` and `indicators`."""
    sheet, rows = reviewed.sheet, [row for row in reviewed.rows if not row.set_aside]
    return {
        "file": sheet.file,
        "sheet": sheet.number,
        "line": sheet.place.line,
        "place": sheet.place.label,
        "title": sheet.title,
        "section": sheet.section,
        "department": reviewed.department,
        "department_inferred": reviewed.inferred,
        "unit_code": sheet.unit_code,
        "project_code": sheet.project_code,
        "project_name": sheet.project_name,
        "project_class": sheet.project_class,
        "budget": sheet.budget,
        "budget_unit": sheet.budget_unit,
        "amount": yuan(sheet) or None,
        "band": reviewed.band,
        "goal": sheet.goal,
        "scope": sheet.scope,
        "tree": sheet.tree,
        "kind": sheet.kind,
        "left_empty": sheet.left_empty,
        "indicators": len(sheet.indicators),
        "weak": sum(row.weak for row in rows),
        "advised": sum(row.objected and not row.weak for row in rows),
        "passed": sum(not row.objected and not row.weak and row.worst is not None for row in rows),
        "ungraded": sum(row.worst is None for row in rows),
        "contested": sum(bool(row.contested) for row in rows),
        "presets": sum(row.set_aside for row in reviewed.rows),
        "weak_share": None if reviewed.weak_share is None else round(reviewed.weak_share, 4),
        "conclusion": reviewed.conclusion,
        "reason": reviewed.reason,
        "findings": [_finding(finding) for finding in reviewed.findings],
        "copies": [_copy(copy) for copy in reviewed.copies],
        "newer": {"file": reviewed.newer.file, "sheet": reviewed.newer.number} if reviewed.newer else None,
    }


def _finding(finding: SheetFinding) -> dict[str, object]:
    return {"code": finding.code, "severity": finding.severity, "reason": finding.reason, "rows": finding.rows}


def _copy(copy: Copy) -> dict[str, object]:
    other = copy.other
    return {
        "file": other.file,
        "sheet": other.number,
        "project_name": other.project_name,
        "department": copy.department or other.department,
        "share": round(copy.share, 4),
        "unfit": copy.unfit,
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

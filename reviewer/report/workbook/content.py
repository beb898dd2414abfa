"""What the sheets of the workbook say: rows, projects, departments, common texts in the words of the report. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.model import (
    Answer,
    Conclusion,
    Decision,
    Grade,
    Graded,
    Question,
    Review,
    ReviewedRow,
    ReviewedSheet,
    Sheet,
    Ungraded,
)
from reviewer.money import yuan
from reviewer.report.words import QUESTIONS

CONCLUSIONS: tuple[Conclusion, ...] = ("退回重报", "待人工核实", "修改后通过", "通过")
MARKS = {Grade.FAIL: "【退回】", Grade.ADVISE: "【建议】"}
"""What colour would say, in words: a print is black and white."""
NO_DEPARTMENT = "未填部门"
_NOTHING = frozenset("/-—")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a department comes to: target sheets, their money in 元, rows by what is asked for, sheets that lack
    something, and sheets by conclusion."""

    name: str
    sheets: int
    money: float
    rows: int
    weak: int
    advised: int
    passed: int
    ungraded: int
    decided: int
    lacking: int
    conclusions: Counter[Conclusion]


@dataclass(frozen=True, slots=True)
class CommonText:
    """Rows that say the same and have the same verdict: the first of them, all of them with their departments, and the
    decision that stands for all (None where they differ)."""

    example: ReviewedRow
    rows: tuple[ReviewedRow, ...]
    sheets: int
    departments: int
    decision: Decision | None
    opinion: str | None


def departments(reviewed: Iterable[ReviewedSheet]) -> list[Counted]:
    """A line a department, the most weak rows first."""
    groups: dict[str, list[ReviewedSheet]] = defaultdict(list)
    for sheet in reviewed:
        groups[department(sheet)].append(sheet)
    return sorted((counted(name, sheets) for name, sheets in groups.items()), key=lambda found: -found.weak)


def counted(name: str, sheets: Sequence[ReviewedSheet]) -> Counted:
    """What some sheets come to together."""
    rows = [row for sheet in sheets for row in sheet.rows]
    kinds = Counter(asked_for(row) for row in rows)
    return Counted(
        name=name,
        sheets=len(sheets),
        money=sum(yuan(sheet.sheet) for sheet in sheets),
        rows=len(rows),
        weak=kinds["weak"],
        advised=kinds["advised"],
        passed=kinds["passed"],
        ungraded=kinds["ungraded"],
        decided=sum(row.decision is not None for row in rows),
        lacking=sum(bool(lacking(sheet)) for sheet in sheets),
        conclusions=Counter(sheet.conclusion for sheet in sheets),
    )


def asked_for(row: ReviewedRow) -> str:
    """weak, advised, passed or ungraded: as a person decided, else as the judge did."""
    if row.weak:
        return "weak"
    if row.worst is None and row.decision in (None, "待核"):
        return "ungraded"
    return "advised" if row.objected else "passed"


def department(sheet: ReviewedSheet) -> str:
    """The department as the reports name it; one that was inferred is marked."""
    if not sheet.department:
        return NO_DEPARTMENT
    return f"{sheet.department}（推断）" if sheet.inferred else sheet.department


def project(sheet: Sheet) -> str:
    """The name of what a target sheet is about."""
    return sheet.project_name or sheet.title or ("部门整体支出" if sheet.scope == "部门整体" else "未填项目名称")


def lacking(sheet: ReviewedSheet) -> str:
    """What a sheet lacks (缺项): the findings that are about no row of it."""
    return "\n".join(found.reason for found in sheet.findings if not found.rows)


def told(sheet: ReviewedSheet) -> str:
    """Why a sheet has its conclusion, and what was found about its rows together."""
    return "\n".join(
        dict.fromkeys(filter(None, (sheet.reason, *(found.reason for found in sheet.findings if found.rows))))
    )


def common(reviewed: Sequence[ReviewedSheet]) -> list[CommonText]:
    """Texts that are objected to more than once, failed ones and frequent ones first."""
    groups: dict[str, list[tuple[ReviewedSheet, ReviewedRow]]] = defaultdict(list)
    for sheet in reviewed:
        for row in sheet.rows:
            if row.worst in MARKS:
                groups[row.verdict.key].append((sheet, row))
    found = [_common(pairs) for pairs in groups.values() if len(pairs) > 1]
    return sorted(found, key=lambda text: (text.example.worst is not Grade.FAIL, -len(text.rows)))


def _common(pairs: Sequence[tuple[ReviewedSheet, ReviewedRow]]) -> CommonText:
    rows = tuple(row for _, row in pairs)
    stands = {(row.decision, opinion(row)) for row in rows}
    decision, words = next(iter(stands)) if len(stands) == 1 else (None, _judged_opinion(rows[0]))
    return CommonText(
        example=rows[0],
        rows=rows,
        sheets=len({id(sheet) for sheet, _ in pairs}),
        departments=len({department(sheet) for sheet, _ in pairs}),
        decision=decision,
        opinion=words,
    )


def name(row: ReviewedRow) -> str:
    """指标名称 as a person reads it."""
    return row.indicator.shown.name or "（未填名称）"


def target(row: ReviewedRow) -> str:
    """指标值 with its operator and unit."""
    shown = row.indicator.shown
    if not shown.target:
        return "（未填指标值）"
    return " ".join(part for part in (shown.operator, shown.target, shown.unit) if part and part not in _NOTHING)


def problem(row: ReviewedRow) -> str:
    """What is objected to, a line a question; 通过 where nothing is."""
    verdict = row.verdict
    if isinstance(verdict, Ungraded):
        return f"【未评】{verdict.reason}"
    lines = [_objection(question, verdict.answer(question)) for question in Question]
    lines += (
        [f"【分歧】规则判定与模型相反：{'、'.join(QUESTIONS[asked] for asked in row.contested)}"]
        if row.contested
        else []
    )
    lines += ["【系统预设】"] if row.preset else []
    return "\n".join(filter(None, lines)) or "通过"


def _objection(question: Question, answer: Answer) -> str:
    if answer.grade is Grade.PASS:
        return ""
    unsaid = [category for category in answer.belongs if category.removesuffix("指标") not in (answer.reason or "")]
    belongs = f"（宜归{'或'.join(unsaid)}）" if unsaid else ""
    return f"{MARKS[answer.grade]}{QUESTIONS[question]}：{answer.reason}{belongs}"


def opinion(row: ReviewedRow) -> str | None:
    """What stands under 审核意见: the reviewer's own words once a decision was made, else the judge's."""
    return row.decided.opinion if row.decided else _judged_opinion(row)


def _judged_opinion(row: ReviewedRow) -> str | None:
    return row.verdict.opinion if isinstance(row.verdict, Graded) else None


def rewrite(row: ReviewedRow) -> str | None:
    """建议改为."""
    return row.verdict.rewrite if isinstance(row.verdict, Graded) else None


def codes(row: ReviewedRow) -> str:
    """The defect codes of all questions."""
    if not isinstance(row.verdict, Graded):
        return ""
    return " ".join(code for question in Question for code in row.verdict.answer(question).defects)


def by_question(review: Review) -> Iterator[tuple[Question, int, int]]:
    """For each question how many rows fail it and how many have advice on it."""
    graded = [row.verdict for row in review.rows if isinstance(row.verdict, Graded)]
    for question in Question:
        grades = Counter(verdict.answer(question).grade for verdict in graded)
        yield question, grades[Grade.FAIL], grades[Grade.ADVISE]

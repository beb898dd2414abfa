"""What the sheets of the workbook say: rows, projects, departments, common texts in the words of the report. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reviewer.model import (
    Answer,
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
from reviewer.report.words import QUESTIONS
from reviewer.summary import CommonFault, Concluded, departments_of, folded, summarise

MARKS = {Grade.FAIL: "【退回】", Grade.ADVISE: "【建议】"}
"""What colour would say, in words: a print is black and white."""
NO_DEPARTMENT = "未填部门"
_NOTHING = frozenset("/-—")


@dataclass(frozen=True, slots=True)
class Counted:
    """What some sheets come to, those of a department say: projects, sheets of whole departments and their money in 元
    (one handed in twice counts once), rows by what is asked for, sheets that lack something, and the `projects` and
    `wholes` of each conclusion."""

    name: str
    rows: int
    weak: int
    advised: int
    passed: int
    ungraded: int
    presets: int
    decided: int
    lacking: int
    concluded: tuple[Concluded, ...]

    @property
    def projects(self) -> int:
        """How many projects there are."""
        return sum(one.projects for one in self.concluded)

    @property
    def wholes(self) -> int:
        """How many sheets of whole departments there are."""
        return sum(one.wholes for one in self.concluded)

    @property
    def money(self) -> float:
        """What they spend, in 元."""
        return sum(one.money for one in self.concluded)


@dataclass(frozen=True, slots=True)
class CommonText:
    """Rows of the same text and the same verdict (共性问题): their `key`, the first of them, all of them, of how many
    projects and departments, and the decision that stands for all (None where they differ)."""

    key: str
    example: ReviewedRow
    rows: tuple[ReviewedRow, ...]
    projects: int
    departments: int
    decision: Decision | None
    opinion: str | None


def departments(review: Review) -> list[Counted]:
    """A line a department, the most weak rows first."""
    groups: dict[str, list[ReviewedSheet]] = defaultdict(list)
    for sheet in review.reviewed:
        groups[department(sheet)].append(sheet)
    found = (counted(name, replace(review, reviewed=tuple(sheets))) for name, sheets in groups.items())
    return sorted(found, key=lambda one: -one.weak)


def counted(name: str, review: Review) -> Counted:
    """What the sheets of a review come to together."""
    rows = [row for sheet in review.reviewed for row in sheet.rows]
    kinds = Counter(asked_for(row) for row in rows)
    return Counted(
        name=name,
        rows=len(rows),
        weak=kinds["weak"],
        advised=kinds["advised"],
        passed=kinds["passed"],
        ungraded=kinds["ungraded"],
        presets=kinds["preset"],
        decided=sum(row.decision is not None for row in rows),
        lacking=sum(bool(lacking(sheet)) for sheet in review.reviewed),
        concluded=summarise(replace(review, rows=())).concluded,
    )


def asked_for(row: ReviewedRow) -> str:
    """weak, advised, passed, ungraded or preset: as a person decided, else as the judge did."""
    if row.weak:
        return "weak"
    if row.decision in (None, "待核") and (row.preset or row.worst is None):
        return "preset" if row.preset else "ungraded"
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
    return "\n".join(f"【{found.severity}】{found.reason}" for found in sheet.findings if not found.rows)


def told(sheet: ReviewedSheet) -> str:
    """Why a sheet has its conclusion, what was found about its rows together, and what it seems to be taken from."""
    found = (f"【{finding.severity}】{finding.reason}" for finding in sheet.findings if finding.rows)
    copies = (f"疑似套用：与“{project(copy.other)}”相同的指标占{copy.share:.0%}，请核实。" for copy in sheet.copies)
    return "\n".join(dict.fromkeys(filter(None, (sheet.reason, *found, *copies))))


def common(review: Review) -> list[CommonText]:
    """Texts that are objected to more than once, failed ones and frequent ones first. They are put together as the
    judge saw them: what people decided does not divide them."""
    own = {id(row.indicator): row for sheet in review.reviewed for row in sheet.rows}
    bare = (replace(row, decision=None, decided=None) for row in own.values() if row.worst in MARKS and not row.preset)
    found = [_common(fault, own) for fault in folded(bare, departments_of(review)) if fault.times > 1]
    return sorted(found, key=lambda text: (text.example.worst is not Grade.FAIL, -len(text.rows)))


def _common(fault: CommonFault, own: Mapping[int, ReviewedRow]) -> CommonText:
    rows = tuple(own[id(row.indicator)] for row in fault.rows)
    stands = {(row.decision, opinion(row)) for row in rows}
    decision, words = stands.pop() if len(stands) == 1 else (None, _judged_opinion(rows[0]))
    key = rows[0].verdict.key
    return CommonText(key, rows[0], rows, fault.projects, fault.departments, decision, words)


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
    if row.preset:
        return "【系统预置】不提意见"
    lines = [_objection(question, verdict.answer(question)) for question in Question]
    lines += (
        [f"【分歧】规则判定与模型相反：{'、'.join(QUESTIONS[asked] for asked in row.contested)}"]
        if row.contested
        else []
    )
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
    return row.verdict.opinion if isinstance(row.verdict, Graded) and not row.preset else None


def rewrite(row: ReviewedRow) -> str | None:
    """建议改为."""
    return row.verdict.rewrite if isinstance(row.verdict, Graded) and not row.preset else None


def codes(row: ReviewedRow) -> str:
    """The defect codes of all questions."""
    if not isinstance(row.verdict, Graded):
        return ""
    return " ".join(code for question in Question for code in row.verdict.answer(question).defects)


def by_question(review: Review) -> Iterator[tuple[Question, int, int]]:
    """For each question how many rows fail it and how many have advice on it."""
    graded = [row.verdict for row in review.rows if isinstance(row.verdict, Graded) and not row.preset]
    for question in Question:
        grades = Counter(verdict.answer(question).grade for verdict in graded)
        yield question, grades[Grade.FAIL], grades[Grade.ADVISE]

"""What goes back to the departments: letters of remarks made of decided rows, the reviewer's words unchanged. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.model import Conclusion, Grade, Graded, Question, ReviewedRow, ReviewedSheet
from reviewer.money import yuan

MOST = 8
"""Remarks that one project gets one by one; the rest are counted."""

TO_FILL = "【待填】"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: the indicator as written, what is wrong (the reviewer's words; in a draft the judge's), what it might
    be changed to (None: nothing proposed). `must`: it has to be mended; else it is advice. `draft`: nobody decided."""

    indicator: str
    problem: str
    proposal: str | None
    must: bool
    draft: bool


@dataclass(frozen=True, slots=True)
class ProjectRemarks:
    """The remarks on a project: at most MOST of them, how many there are in all, and how many of these have to be
    mended (`must`; the others are advice). `amount` in 元, 0 unknown."""

    name: str
    code: str | None
    amount: float
    conclusion: Conclusion
    remarks: tuple[Remark, ...]
    count: int
    must: int

    @property
    def rest(self) -> int:
        """How many remarks are only counted."""
        return self.count - len(self.remarks)


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter to one department: its `sheets` and the money of its projects (in 元), how often each question is
    objected to, and the projects with remarks. `fill`: a proposal holds a 【待填】 that has to be explained."""

    department: str
    sheets: int
    amount: float
    faults: tuple[tuple[Question, int], ...]
    projects: tuple[ProjectRemarks, ...]
    fill: bool


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters, and what stayed at home: rows nobody decided on (`undecided`), of these the ones that are contested,
    doubtful or ungraded (`held`), and rows decided without words (`wordless`)."""

    letters: tuple[Letter, ...]
    undecided: int
    held: int
    wordless: int


def letters(sheets: Iterable[ReviewedSheet], *, draft: bool) -> Letters:
    """The letters about reviewed sheets, by department in the order of the sheets. In a draft the rows that nobody
    decided on enter with the judge's opinion, unless they are contested, doubtful or ungraded: those never leave
    undecided."""
    departments: dict[str, list[ReviewedSheet]] = defaultdict(list)
    for sheet in sheets:
        departments[sheet.department or "未填部门"].append(sheet)
    rows = [
        row for group in departments.values() for sheet in group for row in sheet.rows if row.objected or _held(row)
    ]
    undecided = [row for row in rows if not _is_decided(row)]
    written = (_letter(name, group, draft) for name, group in departments.items())
    return Letters(
        tuple(letter for letter in written if letter.projects),
        undecided=len(undecided),
        held=sum(map(_held, undecided)),
        wordless=sum(_is_decided(row) and row.objected and not _words(row) for row in rows),
    )


def _letter(department: str, sheets: Sequence[ReviewedSheet], draft: bool) -> Letter:
    chosen = [(sheet, [row for row in sheet.rows if _enters(row, draft)]) for sheet in sheets]
    projects = tuple(_project(sheet, rows) for sheet, rows in chosen if rows)
    return Letter(
        department=department,
        sheets=len(sheets),
        amount=sum(yuan(sheet.sheet) for sheet in sheets if sheet.sheet.scope == "项目"),
        faults=_faults(row for _, rows in chosen for row in rows),
        projects=projects,
        fill=any(TO_FILL in (remark.proposal or "") for project in projects for remark in project.remarks),
    )


def _enters(row: ReviewedRow, draft: bool) -> bool:
    """Whether a row enters a letter: decided and in words, or in a draft objected to by a judge who is sure."""
    if _is_decided(row):
        return row.objected and bool(_words(row))
    return draft and row.objected and not row.preset and not _held(row)


def _is_decided(row: ReviewedRow) -> bool:
    return row.decision not in (None, "待核")


def _held(row: ReviewedRow) -> bool:
    """Whether only a person can say what becomes of a row: contested, doubtful, ungraded, or put off."""
    return bool(row.contested or row.indicator.doubts or row.decision == "待核") or not isinstance(row.verdict, Graded)


def _words(row: ReviewedRow) -> str | None:
    """The reviewer's own words."""
    return row.decided.opinion if row.decided else None


def _project(sheet: ReviewedSheet, rows: Sequence[ReviewedRow]) -> ProjectRemarks:
    head = sheet.sheet
    ordered = sorted(rows, key=lambda row: not row.weak)
    conclusion: Conclusion = "退回重报" if sheet.conclusion == "退回重报" else "修改后通过"
    return ProjectRemarks(
        name=head.project_name or head.title or f"第{head.number}张表",
        code=head.project_code,
        amount=yuan(head),
        conclusion=conclusion,
        remarks=tuple(map(_remark, ordered[:MOST])),
        count=len(rows),
        must=sum(row.weak for row in rows),
    )


def _remark(row: ReviewedRow) -> Remark:
    verdict = row.verdict if isinstance(row.verdict, Graded) else None
    edited = row.decided is not None and row.decided.edited
    said = _words(row) if _is_decided(row) else None
    return Remark(
        indicator=_indicator(row),
        problem=said or (verdict.opinion if verdict else None) or "",
        proposal=verdict.rewrite if verdict and not edited else None,
        must=row.weak,
        draft=not _is_decided(row),
    )


def _indicator(row: ReviewedRow) -> str:
    shown = row.indicator.shown
    target = "".join(part for part in (shown.operator, shown.target, shown.unit) if part) or "（未填指标值）"
    named = f"{shown.name or shown.description or '（未填名称）'}：{target}"
    return f"{shown.level2}：{named}" if shown.level2 else named


def _faults(rows: Iterable[ReviewedRow]) -> tuple[tuple[Question, int], ...]:
    """How many of the rows are objected to on each question, the most frequent first."""
    return tuple(
        Counter(
            question
            for row in rows
            if isinstance(row.verdict, Graded)
            for question in Question
            if row.verdict.answer(question).grade is not Grade.PASS
        ).most_common()
    )

"""What goes back to the departments: letters of remarks made of decided rows, the reviewer's words unchanged. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from reviewer.model import Conclusion, Grade, Graded, Question, ReviewedRow, ReviewedSheet, SheetFinding
from reviewer.money import yuan
from reviewer.policy import Policy
from reviewer.sheets.conclusion import conclude
from reviewer.text import simplified, squeeze

MOST = 8
"""Remarks that one project gets one by one; the rest are counted."""

TO_FILL = "【待填】"
NO_DEPARTMENT = "未填部门"


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
    """The remarks on a project: what is wrong with its sheet as a whole (`findings`), at most MOST remarks on its rows,
    how many there are in all, and how many of these have to be mended (`must`; the others are advice). `amount` in 元,
    0 unknown."""

    name: str
    code: str | None
    amount: float
    conclusion: Conclusion
    findings: tuple[str, ...]
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
    doubtful or ungraded (`held`), rows decided without words (`wordless`), and sheets with findings that are not
    listed (`unlisted`)."""

    letters: tuple[Letter, ...]
    undecided: int
    held: int
    wordless: int
    unlisted: int


@dataclass(frozen=True, slots=True)
class Rules:
    """How letters are made. `draft`: rows nobody decided on enter with the judge's opinion. `findings`: what is wrong
    with sheets as wholes enters, too; whoever asks for that has decided on it. `policy`: the bureau's thresholds."""

    draft: bool = False
    findings: bool = False
    policy: Policy = field(default_factory=Policy)


def letters(sheets: Iterable[ReviewedSheet], rules: Rules) -> Letters:
    """The letters about reviewed sheets, by department in the order of the sheets. Sheets in whose place a newer one
    counts are left out. Rows that are contested, doubtful or ungraded never leave undecided, not even in a draft."""
    departments = _departments(sheet for sheet in sheets if sheet.newer is None)
    counted = [sheet for group in departments.values() for sheet in group]
    rows = [row for sheet in counted for row in sheet.rows if row.objected or _held(row)]
    undecided = [row for row in rows if not _is_decided(row)]
    written = (_letter(name, group, rules) for name, group in departments.items())
    return Letters(
        tuple(letter for letter in written if letter.projects),
        undecided=len(undecided),
        held=sum(map(_held, undecided)),
        wordless=sum(_is_decided(row) and row.objected and not _words(row) for row in rows),
        unlisted=0 if rules.findings or rules.draft else sum(any(map(_weighs, sheet.findings)) for sheet in counted),
    )


def _departments(sheets: Iterable[ReviewedSheet]) -> dict[str, list[ReviewedSheet]]:
    """The sheets by department; spaces and wide characters make no other one."""
    names: dict[str, str] = {}
    found: dict[str, list[ReviewedSheet]] = defaultdict(list)
    for sheet in sheets:
        name = sheet.department or NO_DEPARTMENT
        found[names.setdefault(simplified(squeeze(name)), name)].append(sheet)
    return found


def _letter(department: str, sheets: Sequence[ReviewedSheet], rules: Rules) -> Letter:
    chosen = [(sheet, [row for row in sheet.rows if _enters(row, rules.draft)]) for sheet in sheets]
    listed = [(sheet, rows, _findings(sheet, rules)) for sheet, rows in chosen]
    projects = tuple(_project(sheet, rows, found, rules) for sheet, rows, found in listed if rows or found)
    return Letter(
        department=department,
        sheets=len(sheets),
        amount=sum(yuan(sheet.sheet) for sheet in sheets if sheet.sheet.scope == "项目"),
        faults=_faults(row for _, rows in chosen for row in rows),
        projects=projects,
        fill=any(TO_FILL in f"{remark.problem}{remark.proposal}" for project in projects for remark in project.remarks),
    )


def _findings(sheet: ReviewedSheet, rules: Rules) -> tuple[SheetFinding, ...]:
    """What is wrong with a sheet as a whole, where that enters; a hint does not."""
    return tuple(filter(_weighs, sheet.findings)) if rules.findings or rules.draft else ()


def _weighs(finding: SheetFinding) -> bool:
    return finding.severity != "提示"


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


def _project(
    sheet: ReviewedSheet, rows: Sequence[ReviewedRow], findings: Sequence[SheetFinding], rules: Rules
) -> ProjectRemarks:
    head = sheet.sheet
    ordered = sorted(rows, key=lambda row: not row.weak)
    return ProjectRemarks(
        name=head.project_name or head.title or f"第{head.number}张表",
        code=head.project_code,
        amount=yuan(head),
        conclusion=sheet.conclusion if rules.draft else _conclusion(sheet, findings, rules.policy),
        findings=tuple(finding.reason for finding in findings),
        remarks=tuple(map(_remark, ordered[:MOST])),
        count=len(rows),
        must=sum(row.weak for row in rows),
    )


def _conclusion(sheet: ReviewedSheet, findings: Sequence[SheetFinding], policy: Policy) -> Conclusion:
    """The conclusion by what the letter tells: rows nobody decided on, and findings that are not listed, are no ground
    for it."""
    settled = [row if _is_decided(row) else replace(row, decision="不提意见") for row in sheet.rows]
    return conclude(settled, findings, policy)[0]


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

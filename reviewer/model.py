"""The domain as frozen dataclasses; every field's contract is in the README under "Fields".

Nothing here reads, judges or prints. Strings that a sheet leaves empty are None, never "".
"""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from reviewer.errors import Unread

# ---------------------------------------------------------------------------------------------------------------------
# Documents: what a reader yields. Knows no budget words.


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: `label` is what a person looks for (第12行, 表3第5行, Sheet1!C7, 第2页);
    `line` is the 1-based line in text files, else None."""

    label: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text as written (inner line breaks kept as "\\n"), its place, and how many rows and
    columns it spans. A merged cell appears once, at its origin (`row`, `column`, both 0-based). `doubt`: what is
    uncertain about it, in Chinese (位于隐藏行, 跨页拼接 …), "" mostly."""

    text: str
    place: Place
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text between tables."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a list of its cells in reading order; `label` names it (表3, a worksheet's name).

    `ragged`: the source states the cells of a row but not which columns they stand in (text cut from a page), so that
    a missing cell may be a merged one."""

    cells: tuple[Cell, ...]
    label: str = ""
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class Omission:
    """What a reader left unread in a file that it read otherwise: a Chinese clause that says what, why and what to do
    (第3、5页为扫描图像 …)."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its path as given and its paragraphs and tables in reading order; `notes` tell what of it was left
    unread (see `Omission`)."""

    file: str
    blocks: tuple[Paragraph | Table, ...]
    notes: tuple[str, ...] = ()


# ---------------------------------------------------------------------------------------------------------------------
# Sheets and indicators: what extraction yields.

Scope = Literal["项目", "部门整体"]
Tree = Literal["2015", "2021"]
Kind = Literal["申报", "自评"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The fields of an indicator (绩效指标) that a judge is shown, offline or model: these and no others decide a
    verdict's key."""

    level1: str | None = None
    level2: str | None = None
    tree: Tree = "2015"
    name: str | None = None
    description: str | None = None
    target: str | None = None
    operator: str | None = None
    unit: str | None = None
    direction: str | None = None
    criteria: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator row of a target sheet (绩效目标表), as written; `line`, `place` and `doubts` say where and how
    surely it was read. `row` is its identity (see `row_id`)."""

    shown: Shown
    category: str | None
    place: Place
    row: str = ""
    basis: str | None = None
    remark: str | None = None
    weight: float | None = None
    actual: str | None = None
    score: str | None = None
    term_target: str | None = None
    area: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One target sheet (绩效目标表): its head as written and its indicators in reading order. `number` counts sheets in
    the file from 1; `budget` is in `budget_unit` (元 when the sheet names none); `project_class` is 人员类, 运转类,
    特定目标类 or what else the head says; `left_empty` are the levels that are printed with no indicator below them."""

    file: str
    number: int
    place: Place
    title: str | None = None
    section: str | None = None
    department: str | None = None
    unit_code: str | None = None
    project_code: str | None = None
    project_name: str | None = None
    budget: str | None = None
    budget_unit: str | None = None
    goal: str | None = None
    scope: Scope = "项目"
    tree: Tree = "2015"
    kind: Kind = "申报"
    project_class: str | None = None
    left_empty: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspect:
    """A line that looks like an indicator and is none of the rows that were read: its place and its text, the texts of
    its cells with a bar between them."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class SheetAudit:
    """A sheet with the number of lines of its table that look like indicators, those of them that gave no row, the sum
    of its weights (None where it states none), how many rows each category has (canonical names, in their order) and
    how many rows carry each doubt."""

    sheet: Sheet
    likely: int
    missed: tuple[Suspect, ...]
    weights: float | None
    categories: dict[str, int]
    doubts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Audit:
    """A file's sheets, and the lines outside them that look like indicators."""

    file: str
    sheets: tuple[SheetAudit, ...]
    outside: tuple[Suspect, ...]


def row_id(sheet: Sheet, shown: Shown, seen: dict[str, int]) -> str:
    """The identity of an indicator of `sheet`: 16 hex digits over department, project code, project name or title, the
    shown fields and an ordinal among equals within the file. `seen` counts equals and is shared by the sheets of a
    file, in reading order. Path, judge and prompt play no part, so a decision survives a renamed file."""
    fields = {name: getattr(shown, name) for name in Shown.__slots__}
    content = canonical_json([sheet.department, sheet.project_code, sheet.project_name or sheet.title, fields])
    ordinal = seen[content] = seen.get(content, 0) + 1
    return hashlib.sha256(f"{content}#{ordinal}".encode()).hexdigest()[:16]


def canonical_json(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, characters as they are. For hashing only."""
    return _CANONICAL.encode(value)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# ---------------------------------------------------------------------------------------------------------------------
# Verdicts: what grading yields.


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


# ---------------------------------------------------------------------------------------------------------------------
# Review: what ranking yields and reports print.

Decision = Literal["退回修改", "建议修改", "不提意见", "待核"]


@dataclass(frozen=True, slots=True)
class HumanDecision:
    """What a person decided on the row of an identity: the reviewer's own 审核意见 word for word (None: none), whether
    it is other than the one that was shown (`edited`), by whom and when (UTC, ISO 8601).

    `common`: taken for all rows of the same text (同文一并适用); `key`: the verdict that was shown; `workbook`, `file`:
    the identity and the name of the workbook it came from."""

    row: str
    decision: Decision
    opinion: str | None = None
    who: str | None = None
    decided: str = ""
    edited: bool = False
    common: bool = False
    key: str | None = None
    workbook: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """An indicator with its verdict and its rank (1 is weakest; None where ungraded). `rules` is the offline verdict
    where a model judged, `contested` the questions on which one judge says fail and the other pass. `decision` is what
    a person decided, `decided` the whole of it: words, who, when."""

    sheet: Sheet
    indicator: Indicator
    verdict: Verdict
    rank: int | None = None
    weakness: float | None = None
    rules: Graded | None = None
    contested: tuple[Question, ...] = ()
    decision: Decision | None = None
    preset: bool = False
    decided: HumanDecision | None = None

    @property
    def weak(self) -> bool:
        """Whether it is a weak indicator (问题指标): a question failed and no human decision says otherwise; a preset
        row (系统预置) only where a human says so."""
        if self.decision in (None, "待核"):
            return not self.preset and self.worst is Grade.FAIL
        return self.decision == "退回修改"

    @property
    def set_aside(self) -> bool:
        """Whether it is a preset on which no person has decided (系统预置，不提意见): it counts nowhere."""
        return self.preset and self.decision in (None, "待核")

    @property
    def objected(self) -> bool:
        """Whether anything is objected to, if only by advice: as a person decided, else as the judge did, but not to a
        preset row."""
        if self.decision in (None, "待核"):
            return not self.preset and self.worst in (Grade.ADVISE, Grade.FAIL)
        return self.decision != "不提意见"

    @property
    def worst(self) -> Grade | None:
        """The worst of the three grades; None where ungraded."""
        return None if isinstance(self.verdict, Ungraded) else self.verdict.worst


Severity = Literal["退回", "修改", "提示"]
"""What a finding on a sheet asks for: the sheet goes back, is mended, or is only worth a look."""

Conclusion = Literal["退回重报", "待人工核实", "修改后通过", "通过"]
"""What becomes of a target sheet, the gravest first."""

Band = Literal["500万元以上", "100万—500万元", "100万元以下", "未填金额"]
"""How much money a sheet spends."""


@dataclass(frozen=True, slots=True)
class SheetFinding:
    """What is wrong with a sheet as a whole: `reason` is one Chinese sentence that can be sent as it stands, `rows` the
    identities (`Indicator.row`) of the indicators it is about, none where it is about what is missing."""

    code: str
    severity: Severity
    reason: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A sheet that seems to be taken from another (疑似套用): the other sheet, the share of its indicators that both
    have (0 to 1), and the `row`s that do not fit the project's own words (a doubt, never a fact). `department` is the
    other's, as it names it or as it was inferred."""

    other: Sheet
    share: float
    unfit: tuple[str, ...] = ()
    department: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewedSheet:
    """A target sheet with its rows (in reading order), findings and conclusion; `reason` tells in one sentence why.

    `department` is the one of the sheet or, `inferred` (推断), of its folder or file name: for roster, grouping and
    reports only. `weak_share` is the share of weight in weak rows (each row weighs the same where weights are not
    given), None without graded rows. `newer` is the sheet that counts in its place, where the same project was handed
    in again."""

    sheet: Sheet
    rows: tuple[ReviewedRow, ...]
    findings: tuple[SheetFinding, ...] = ()
    copies: tuple[Copy, ...] = ()
    conclusion: Conclusion = "通过"
    reason: str = ""
    band: Band = "未填金额"
    weak_share: float | None = None
    department: str | None = None
    inferred: bool = False
    newer: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry of the roster (应报清单): what a department is to hand in. `amount` is in 元, None where the roster
    states none; `unit` is a second column of departments beside the first."""

    department: str | None
    code: str | None
    name: str | None
    amount: float | None
    place: Place
    scope: Scope = "项目"
    unit: str | None = None

    @property
    def whatever(self) -> bool:
        """Whether it names a department only, and asks for whatever that hands in."""
        return not self.code and not self.name


@dataclass(frozen=True, slots=True)
class Reported:
    """An entry that was handed in (已报): the sheet that counts, how it was found, and by how much its amount exceeds
    that of the roster (in 元, None where they agree or one is not stated)."""

    expected: Expected
    sheet: Sheet
    by: Literal["项目编码", "部门和名称", "名称", "文件名", "部门"]
    difference: float | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """One project handed in more than once (重复报送): the sheet that counts, and the older ones in its place."""

    sheet: Sheet
    superseded: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class PerhapsIn:
    """A file that could not be read (未能读取) and the entries, not otherwise handed in, that its name points to."""

    unread: Unread
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """The roster of `file` held against what was read: 应报, 已报, 未报 (entries, in the roster's order), 清单外
    (sheets that no entry asks for), 重复报送, 未能读取."""

    file: str
    expected: tuple[Expected, ...]
    reported: tuple[Reported, ...]
    missing: tuple[Expected, ...]
    outside: tuple[Sheet, ...]
    repeated: tuple[Repeated, ...]
    unread: tuple[PerhapsIn, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The result of a run: ranked rows (weakest first, ungraded last), how many files and sheets were read, files that
    hold no target sheet, files that could not be read, files that were read but in part (部分内容未读取) and what was
    left, sheets without any indicator; `interrupted` by the user; `run` is its number in the database.

    `reviewed` are the sheets as wholes, in the order in which a bureau takes them up: amount band, conclusion, share
    of weight in weak rows; `excluded` sheets of project classes that the bureau does not review were passed over;
    `roster` is the roster held against what was read, where one was given."""

    rows: tuple[ReviewedRow, ...]
    files: int
    sheets: int
    grader: str
    without_sheets: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    partly: tuple[Unread, ...] = ()
    empty_sheets: tuple[Sheet, ...] = ()
    interrupted: bool = False
    reviewed: tuple[ReviewedSheet, ...] = ()
    excluded: int = 0
    roster: Roster | None = None
    run: int | None = field(default=None, compare=False)

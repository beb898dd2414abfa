"""Review: what ranking yields and reports print."""

from dataclasses import dataclass, field
from typing import Literal

from reviewer.errors import Unread
from reviewer.model.roster import Roster
from reviewer.model.sheets import Indicator, Sheet
from reviewer.model.verdicts import Grade, Graded, Question, Ungraded, Verdict

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

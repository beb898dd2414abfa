"""What a review comes to: counts of rows, of sheets by conclusion with their money, and the faults that come again and
again. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from reviewer.model import Conclusion, Grade, Graded, Question, Review, ReviewedRow, ReviewedSheet, Sheet
from reviewer.money import yuan
from reviewer.text import simplified, squeeze

FORMAL = frozenset({"T-unit", "T-bound"})
"""Defects of form. Advice that carries nothing else is a 规范性提示: counted apart, shown last."""

Departments = Mapping[tuple[str, int], str | None]
"""The department of each sheet, by file and number, as the sheet names it or as it was inferred."""


@dataclass(frozen=True, slots=True)
class CommonFault:
    """Rows of the same text with the same opinion (共性问题), in the order in which they came: on how many sheets, and
    of how many projects and departments."""

    rows: tuple[ReviewedRow, ...]
    sheets: int
    projects: int
    departments: int
    opinion: str | None

    @property
    def example(self) -> ReviewedRow:
        """The first of them."""
        return self.rows[0]

    @property
    def times(self) -> int:
        """How many there are."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Concluded:
    """How many projects and how many sheets of whole departments come to a conclusion, and the money of the projects
    (of the departments where there is no project) in 元. A sheet handed in twice counts once."""

    conclusion: Conclusion
    projects: int
    wholes: int
    money: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of rows: each is weak, advised, passed, ungraded or a preset (on which there is no opinion); `formal` of
    the advised carry only 规范性提示; on `contested` of them one judge says fail and the other pass.

    `concluded` counts sheets by conclusion, the gravest first; `without_money` projects state no amount; `copied`
    sheets seem to be taken from others. `returned` are the projects to send back, most money first (sheets of whole
    departments where there is no project at all).
    `faults` are those met more than once, most frequent first."""

    rows: int
    weak: int
    advised: int
    formal: int
    passed: int
    ungraded: int
    presets: int
    contested: int
    concluded: tuple[Concluded, ...]
    without_money: int
    copied: int
    returned: tuple[ReviewedSheet, ...]
    faults: tuple[CommonFault, ...]

    @property
    def judged(self) -> int:
        """The rows on which there may be an opinion."""
        return self.rows - self.presets


def summarise(review: Review) -> Summary:
    """The summary of the rows of a review, as they stand (a selection is counted as the selection)."""
    counted = Counter(map(_kind, review.rows))
    once = _once(review.reviewed)
    subject = _subject(once)
    return Summary(
        rows=len(review.rows),
        weak=counted["weak"],
        advised=counted["advised"],
        formal=sum(map(_formal, review.rows)),
        passed=counted["passed"],
        ungraded=counted["ungraded"],
        presets=counted["preset"],
        contested=sum(bool(row.contested) for row in review.rows),
        concluded=tuple(_concluded(conclusion, once, subject) for conclusion in get_args(Conclusion)),
        without_money=sum(not yuan(reviewed.sheet) for reviewed in subject),
        copied=sum(bool(one.copies) for one in review.reviewed),
        returned=tuple(sorted((one for one in subject if one.conclusion == "退回重报"), key=_most_money)),
        faults=tuple(common_faults((row for row in review.rows if row.weak), departments_of(review))),
    )


def common_faults(rows: Iterable[ReviewedRow], departments: Departments) -> list[CommonFault]:
    """The faults that are met more than once, most frequent first."""
    found = folded(rows, departments)
    return sorted((fault for fault in found if fault.times > 1), key=lambda fault: -fault.times)


def folded(rows: Iterable[ReviewedRow], departments: Departments) -> list[CommonFault]:
    """Rows that say the same and about which the same is said, folded into one; in the order of their first."""
    alike: dict[tuple[str, str | None, bool], list[ReviewedRow]] = defaultdict(list)
    for row in rows:
        alike[row.verdict.key, opinion(row), row.weak].append(row)
    same: dict[tuple[object, ...], list[ReviewedRow]] = defaultdict(list)
    for (_, said, weak), own in alike.items():
        same[*_words(own[0]), said, weak].extend(own)
    return [_fault(own, departments) for own in same.values()]


def departments_of(review: Review) -> Departments:
    """The departments of the sheets of a review."""
    return {_place(reviewed.sheet): reviewed.department for reviewed in review.reviewed}


def opinion(row: ReviewedRow) -> str | None:
    """The reviewer's own words where there are any, else the judge's; None where neither has something to say. Words
    that a reviewer left standing beside 不提意见 are not the reviewer's."""
    if row.decided and row.decided.opinion and (row.decided.edited or row.decision != "不提意见"):
        return row.decided.opinion
    return row.verdict.opinion if isinstance(row.verdict, Graded) and row.decision != "不提意见" else None


# ---------------------------------------------------------------------------------------------------------------------


def _kind(row: ReviewedRow) -> str:
    if row.weak:
        return "weak"
    if row.set_aside:
        return "preset"
    return "ungraded" if row.worst is None else "advised" if row.objected else "passed"


def _formal(row: ReviewedRow) -> bool:
    if row.worst is not Grade.ADVISE or not row.objected or row.weak or not isinstance(row.verdict, Graded):
        return False
    return all(FORMAL.issuperset(row.verdict.answer(question).defects) for question in Question)


def _fault(rows: Sequence[ReviewedRow], departments: Departments) -> CommonFault:
    sheets = {_place(row.sheet): row.sheet for row in rows}
    named = {departments.get(place, sheet.department) for place, sheet in sheets.items()} - {None}
    projects = {_head(sheet) for sheet in sheets.values()}
    return CommonFault(tuple(rows), len(sheets), len(projects), len(named), opinion(rows[0]))


def _words(row: ReviewedRow) -> tuple[str, ...]:
    """The text of a row for comparing, whatever its category is called."""
    shown = row.indicator.shown
    texts = (shown.name, shown.description, shown.operator, shown.target, shown.unit, shown.criteria)
    return tuple(simplified(squeeze(text)) if text else "" for text in texts)


def _once(reviewed: Iterable[ReviewedSheet]) -> list[ReviewedSheet]:
    """The sheets, each that was handed in twice once: the newest counts."""
    return list({_head(one.sheet): one for one in reviewed if one.newer is None}.values())


def _subject(reviewed: Sequence[ReviewedSheet]) -> list[ReviewedSheet]:
    """The projects; the sheets of whole departments, which hold the money of projects already, where there is none."""
    return [one for one in reviewed if one.sheet.scope == "项目"] or list(reviewed)


def _concluded(
    conclusion: Conclusion, reviewed: Sequence[ReviewedSheet], subject: Sequence[ReviewedSheet]
) -> Concluded:
    scopes = Counter(one.sheet.scope for one in reviewed if one.conclusion == conclusion)
    money = sum(yuan(one.sheet) for one in subject if one.conclusion == conclusion)
    return Concluded(conclusion, scopes["项目"], scopes["部门整体"], money)


def _most_money(reviewed: ReviewedSheet) -> tuple[float, float]:
    return -yuan(reviewed.sheet), -(reviewed.weak_share or 0.0)


def _head(sheet: Sheet) -> tuple[object, ...]:
    """What makes two sheets one; a sheet that names no project is itself only."""
    project = (sheet.project_code, sheet.project_name or sheet.title)
    titled = sheet.title or sheet.scope == "部门整体"
    told = any((sheet.project_code, sheet.project_name)) or all((sheet.department, titled, sheet.budget))
    itself = () if told else (sheet.file, sheet.number)
    return (sheet.department, *project, sheet.budget, sheet.budget_unit, sheet.scope, *itself)


def _place(sheet: Sheet) -> tuple[str, int]:
    return sheet.file, sheet.number

"""What a review comes to: counts, the money in question, the faults that come again and again. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.model import Grade, Graded, Question, Review, ReviewedRow, Sheet
from reviewer.money import yuan

FORMAL = frozenset({"T-unit", "T-bound"})
"""Defects of form. Advice that carries nothing else is a 规范性提示: counted apart, shown last."""


@dataclass(frozen=True, slots=True)
class MoneyAtRisk:
    """A department or project (`name`) with weak rows: how many, on how many sheets, and what these sheets spend."""

    name: str
    weak: int
    sheets: int
    budget: float


@dataclass(frozen=True, slots=True)
class CommonFault:
    """Weak rows that are the same to a judge: the first of them, how many there are, and on how many sheets."""

    example: ReviewedRow
    rows: int
    sheets: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of rows: each is weak, advised, passed or ungraded; `formal` of the advised carry only 规范性提示; on
    `contested` of them one judge says fail and the other pass.

    `money`, most first, is grouped by department; by project where a sheet names none, or where not even two
    departments are named (`grouped_by`: 部门, 项目 or 部门或项目).
    `faults` are those met more than once, most frequent first."""

    rows: int
    weak: int
    advised: int
    formal: int
    passed: int
    ungraded: int
    contested: int
    grouped_by: str
    money: tuple[MoneyAtRisk, ...]
    faults: tuple[CommonFault, ...]


def summarise(review: Review) -> Summary:
    """The summary of the rows of a review, as they stand (a selection is counted as the selection)."""
    weak: list[ReviewedRow] = []
    others: list[ReviewedRow] = []
    for row in review.rows:
        (weak if row.weak else others).append(row)
    counted = Counter("ungraded" if row.worst is None else "advised" if row.objected else "passed" for row in others)
    grouped_by, money = _money(weak)
    return Summary(
        rows=len(review.rows),
        weak=len(weak),
        advised=counted["advised"],
        formal=sum(map(_formal, others)),
        passed=counted["passed"],
        ungraded=counted["ungraded"],
        contested=sum(bool(row.contested) for row in review.rows),
        grouped_by=grouped_by,
        money=tuple(money),
        faults=tuple(_faults(weak)),
    )


def _formal(row: ReviewedRow) -> bool:
    if row.worst is not Grade.ADVISE or not row.objected or not isinstance(row.verdict, Graded):
        return False
    return all(FORMAL.issuperset(row.verdict.answer(question).defects) for question in Question)


def _money(weak: Sequence[ReviewedRow]) -> tuple[str, list[MoneyAtRisk]]:
    """What the groups are, and the groups: departments; projects where a sheet names no department or no second
    department is named."""
    one_department = len({row.sheet.department for row in weak} - {None}) < 2
    groups: dict[tuple[str, str], list[ReviewedRow]] = defaultdict(list)
    for row in weak:
        groups[_group(row.sheet, one_department)].append(row)
    kinds = sorted({kind for kind, _ in groups})
    found = [_at_risk(name, rows) for (_, name), rows in groups.items()]
    return "或".join(kinds), sorted(found, key=lambda risk: (-risk.budget, -risk.weak, risk.name))


def _group(sheet: Sheet, project_first: bool) -> tuple[str, str]:
    department, project = ("部门", sheet.department), ("项目", _project(sheet))
    for kind, name in (project, department) if project_first else (department, project):
        if name:
            return kind, name
    return "部门", "未填部门"


def _project(sheet: Sheet) -> str | None:
    """A project sheet is often headed by the name of its project and nothing else."""
    return sheet.project_name or (sheet.title if sheet.scope == "项目" else None)


def _at_risk(name: str, rows: Sequence[ReviewedRow]) -> MoneyAtRisk:
    sheets = {_sheet(row): row.sheet for row in rows}
    return MoneyAtRisk(name, len(rows), len(sheets), _budget(sheets.values()))


def _budget(sheets: Iterable[Sheet]) -> float:
    """What the sheets spend in 元. One handed in twice counts once, and the sheet of a whole department holds the money
    of its projects already."""
    same = {_head(sheet): sheet for sheet in sheets}.values()
    projects = sum(yuan(sheet) for sheet in same if sheet.scope == "项目")
    return max(projects, *(yuan(sheet) for sheet in same if sheet.scope == "部门整体"), 0.0)


def _head(sheet: Sheet) -> tuple[object, ...]:
    """What makes two sheets one; a sheet that names no project is itself only."""
    project = (sheet.project_code, sheet.project_name or sheet.title)
    itself = () if any(project) else (sheet.file, sheet.number)
    return (sheet.department, *project, sheet.budget, sheet.budget_unit, sheet.scope, *itself)


def _faults(weak: Sequence[ReviewedRow]) -> list[CommonFault]:
    same: dict[str, list[ReviewedRow]] = defaultdict(list)
    for row in weak:
        same[row.verdict.key].append(row)
    found = [CommonFault(rows[0], len(rows), len({_sheet(row) for row in rows})) for rows in same.values()]
    return sorted((fault for fault in found if fault.rows > 1), key=lambda fault: -fault.rows)


def _sheet(row: ReviewedRow) -> tuple[str, int]:
    return row.sheet.file, row.sheet.number

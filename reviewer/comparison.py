"""Two submissions of the same projects: what became of every remark. Pure.

A remark is a row that was objected to. Rows are matched across wording changes: first those that say the same, then the
most alike under the same second level. What the judge says of the new row decides whether the remark was met.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Literal

from reviewer.history import PastRow
from reviewer.model import Decision, Grade, Graded, Question, ReviewedRow, Shown, Verdict
from reviewer.text import simplified, squeeze

Outcome = Literal["已整改", "部分整改", "仅改文字未改实质", "未整改", "新增问题"]
OUTCOMES: tuple[Outcome, ...] = ("未整改", "仅改文字未改实质", "部分整改", "新增问题", "已整改")
"""What became of a remark, in the order in which a reviewer looks at them."""

_ALIKE = 55.0  # of 100: names less alike are different indicators
_SAME_LEVEL, _SAME_TARGET = 15.0, 10.0  # what a common second level and a common target add
_SAME_PROJECT = 85.0  # of 100: project names less alike are different projects
_WHOLE_NAME = 4  # characters of a project's name that may be the whole of a longer one
_SAME_ROWS = 0.5  # share of indicators that make two sheets of other names one project


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a submission with what was said of it. `graver` counts the failed questions and, less, the advised
    ones; `objected` tells whether a reviewer would say anything."""

    department: str | None
    project_code: str | None
    project_name: str | None
    file: str
    place: str
    shown: Shown
    graver: int
    objected: bool
    opinion: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A remark and what became of it: the row then and the row now (None: not there), with a note where the outcome
    needs one."""

    outcome: Outcome
    old: Entry | None
    new: Entry | None
    note: str | None = None

    @property
    def department(self) -> str | None:
        """The department of the newer row."""
        entry = self.new or self.old
        return entry.department if entry else None


@dataclass(frozen=True, slots=True)
class Rate:
    """How far a department mended: its remarks, how many of them were met, and its new faults."""

    department: str
    remarks: int
    met: int
    partly: int
    added: int

    @property
    def share(self) -> float | None:
        """The share of remarks that were met; None without remarks."""
        return self.met / self.remarks if self.remarks else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes in the order of the old submission (new faults after those of their project), rates by department,
    and hints (projects handed in again unchanged, projects gone)."""

    changes: tuple[Change, ...]
    rates: tuple[Rate, ...]
    hints: tuple[str, ...]


def entry(row: ReviewedRow) -> Entry:
    """A reviewed row as one side of a comparison. A human decision goes before the verdict."""
    sheet = row.sheet
    return Entry(
        sheet.department,
        sheet.project_code,
        sheet.project_name or sheet.title or unnamed(sheet.file, sheet.number),
        sheet.file,
        row.indicator.place.label,
        row.indicator.shown,
        *said(row.verdict, row.decision, preset=row.preset),
    )


def past(row: PastRow) -> Entry:
    """A row of a stored run as one side of a comparison."""
    return Entry(
        row.department,
        row.project_code,
        row.project_name or unnamed(row.file, row.sheet),
        row.file,
        row.place,
        row.shown or Shown(level2=row.level2, name=row.name, target=row.target),
        *said(row.verdict, row.decision, preset=row.preset),
    )


def unnamed(file: str, sheet: int) -> str:
    """What a sheet is called that names neither project nor title."""
    return f"{PurePath(file).stem} 第{sheet}张表"


def said(verdict: Verdict | None, decision: Decision | None, *, preset: bool) -> tuple[int, bool, str | None]:
    """How grave the objections to a row are, whether there are any, and in which words."""
    if not isinstance(verdict, Graded):
        return 0, decision in ("退回修改", "建议修改"), None
    grades = [verdict.answer(question).grade for question in Question]
    graver = 10 * grades.count(Grade.FAIL) + grades.count(Grade.ADVISE)
    if decision in ("退回修改", "建议修改"):
        return max(graver, 1), True, verdict.opinion
    objected = graver > 0 and not preset and decision != "不提意见"
    return (graver if objected else 0), objected, verdict.opinion if objected else None


def compare(old: Iterable[Entry], new: Iterable[Entry]) -> Comparison:
    """What became of the remarks on `old` in `new`."""
    before, after = _projects(old), _projects(new)
    pairs = _paired(before, after)
    changes: list[Change] = []
    hints: list[str] = []
    for project, rows in before.items():
        there = pairs.get(project)
        changes += _gone(rows) if there is None else _changes(rows, after[there])
        hints += _hints(rows, None if there is None else after[there])
    for project, rows in after.items():
        if project not in pairs.values():
            changes += [Change("新增问题", None, row, "上一版没有该项目") for row in rows if row.objected]
    return Comparison(tuple(changes), tuple(_rates(changes)), tuple(hints))


_Project = tuple[str, str, str]
"""Department, code and name of a project, as words."""


_Projects = dict[_Project, list[Entry]]


def _projects(entries: Iterable[Entry]) -> _Projects:
    found: _Projects = defaultdict(list)
    for each in entries:
        found[_word(each.department), _word(each.project_code), _word(each.project_name)].append(each)
    return found


def _paired(before: _Projects, after: _Projects) -> dict[_Project, _Project]:
    """Which project is which: by code, by department and name, by name alone, by a name that is alike, and last by the
    rows that both have."""
    pairs: dict[_Project, _Project] = {}
    for same in (_same_code, _same_name_there, _same_name, _alike_name, partial(_alike_rows, before, after)):
        left = [project for project in after if project not in pairs.values()]
        for project in before:
            if project not in pairs and (found := same(project, left)) is not None:
                pairs[project] = found
                left.remove(found)
    return pairs


def _same_code(project: _Project, left: Sequence[_Project]) -> _Project | None:
    return next((other for other in left if project[1] and other[1] == project[1]), None)


def _same_name_there(project: _Project, left: Sequence[_Project]) -> _Project | None:
    return next((other for other in left if (other[0], other[2]) == (project[0], project[2])), None)


def _same_name(project: _Project, left: Sequence[_Project]) -> _Project | None:
    same = [other for other in left if project[2] and other[2] == project[2]]
    return same[0] if len(same) == 1 else None


def _alike_name(project: _Project, left: Sequence[_Project]) -> _Project | None:
    there = [other for other in left if other[0] == project[0] and other[2] and project[2]]
    best = max(there, key=lambda other: _name_likeness(project[2], other[2]), default=None)
    return best if best is not None and _name_likeness(project[2], best[2]) >= _SAME_PROJECT else None


def _name_likeness(one: str, other: str) -> float:
    """How alike two names of projects are, 0 to 100; one that goes on where the other ends is the same."""
    from rapidfuzz import fuzz

    shorter, longer = sorted((one, other), key=len)
    return 100.0 if len(shorter) >= _WHOLE_NAME and shorter in longer else fuzz.ratio(one, other)


def _alike_rows(before: _Projects, after: _Projects, project: _Project, left: Sequence[_Project]) -> _Project | None:
    """The project of the same department with the most names of indicators in common."""
    names = _names(before[project])
    there = [(len(names & _names(after[other])), other) for other in left if other[0] == project[0]]
    common, best = max(there, key=lambda found: found[0], default=(0, project))
    return best if names and common >= len(names) * _SAME_ROWS else None


def _names(rows: Sequence[Entry]) -> set[str]:
    return {_word(row.shown.name) for row in rows if row.shown.name}


def _gone(rows: Sequence[Entry]) -> list[Change]:
    return [Change("未整改", row, None, "新一版没有该项目") for row in rows if row.objected]


def _changes(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Change]:
    matched = dict(_matched(before, after))
    for index, old in enumerate(before):
        new = after[matched[index]] if index in matched else None
        if old.objected:
            yield Change("已整改", old, None, "该指标已删除") if new is None else Change(_outcome(old, new), old, new)
        elif new is not None and new.objected:
            yield Change("新增问题", old, new)
    for index in sorted(set(range(len(after))) - set(matched.values())):
        if after[index].objected:
            yield Change("新增问题", None, after[index], "该指标为新增")


def _outcome(old: Entry, new: Entry) -> Outcome:
    if not new.objected:
        return "已整改"
    if new.graver < old.graver:
        return "部分整改"
    return "未整改" if _text(old) == _text(new) else "仅改文字未改实质"


def _matched(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Pairs of the same indicator, each row once: equal texts first, then the most alike."""
    left, right = dict(enumerate(before)), dict(enumerate(after))
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, row in right.items():
        same[_text(row)].append(index)
    for index in list(left):
        if there := same[_text(left[index])]:
            yield index, there[0]
            del left[index], right[there.pop(0)]
    alike = ((_likeness(old, new), -abs(i - j), i, j) for i, old in left.items() for j, new in right.items())
    for likeness, _, i, j in sorted(alike, key=lambda pair: (-pair[0], -pair[1])):
        if likeness >= _ALIKE and i in left and j in right:
            yield i, j
            del left[i], right[j]


def _likeness(old: Entry, new: Entry) -> float:
    """How alike two rows are: 0 to 125; the name says most."""
    from rapidfuzz import fuzz

    names = fuzz.ratio(_word(old.shown.name), _word(new.shown.name))
    level = _SAME_LEVEL if _word(old.shown.level2) == _word(new.shown.level2) else 0.0
    target = _SAME_TARGET if _word(old.shown.target) == _word(new.shown.target) else 0.0
    return names + level + target


def _text(row: Entry) -> tuple[str, ...]:
    """What a row says, as words; level 1 follows from level 2."""
    shown = row.shown
    return tuple(_word(text) for text in (shown.level2, shown.name, shown.operator, shown.target, shown.unit))


def _word(text: str | None) -> str:
    return simplified(squeeze(text or ""))


def _hints(before: Sequence[Entry], after: Sequence[Entry] | None) -> Iterator[str]:
    entry = before[0]
    name = "　".join(part for part in (entry.department, entry.project_name) if part) or "未填项目名称"
    if after is None:
        yield f"{name}：新一版没有该项目"
    elif [_text(row) for row in before] == [_text(row) for row in after] and len(before) > 1:
        yield f"{name}：{len(before)} 行指标与上一版完全相同，疑为原样重报或沿用旧表"


def _rates(changes: Sequence[Change]) -> list[Rate]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for change in changes:
        groups[change.department or "未填部门"].append(change.outcome)
    rates = [
        Rate(
            name,
            len(outcomes) - outcomes.count("新增问题"),
            outcomes.count("已整改"),
            outcomes.count("部分整改"),
            outcomes.count("新增问题"),
        )
        for name, outcomes in groups.items()
    ]
    return sorted(rates, key=lambda rate: (1.0 if rate.share is None else rate.share, -rate.remarks, rate.department))

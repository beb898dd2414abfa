"""The rows of a submission as one side of a comparison, from a review or from a stored run. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from reviewer import grouping
from reviewer.history import PastRow
from reviewer.model import (
    SEVERITY,
    Decision,
    Graded,
    HumanDecision,
    Place,
    Question,
    Review,
    ReviewedRow,
    Sheet,
    Shown,
    Verdict,
)
from reviewer.summary import opinion
from reviewer.text import simplified, squeeze

OBJECTIONS: tuple[Decision, ...] = ("退回修改", "建议修改")
"""Decisions that a department hears of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a submission with what was said of it. `sheet` is the number of its sheet in the file; `grades` are
    those of the three questions by SEVERITY (all 0 where nothing is objected to), None where it was not graded;
    `objected` tells whether a reviewer would say anything, `opinion` in which words, `decision` what a person decided.
    """

    department: str | None
    project_code: str | None
    project_name: str | None
    file: str
    sheet: int
    place: str
    shown: Shown
    grades: tuple[int, ...] | None
    objected: bool
    opinion: str | None
    decision: Decision | None = None

    @property
    def decided(self) -> bool:
        """Whether a person objects."""
        return self.decision in OBJECTIONS


def of_review(review: Review) -> list[Entry]:
    """The rows of a review, file by file; of a project that was handed in more than once, those that count."""
    reviewed = [one for one in review.reviewed if one.newer is None]
    reviewed.sort(key=lambda one: (one.sheet.file, one.sheet.number))
    return [_entry(row, one.department) for one in reviewed for row in one.rows]


def of_run(rows: Iterable[PastRow], decisions: Mapping[str, HumanDecision]) -> list[Entry]:
    """The rows of a stored run, file by file, by their places. Letters go out after the run that was decided on:
    `decisions` are those that stand now, and go before those of that day."""
    found = sorted(
        rows, key=lambda row: (row.file, row.sheet, [int(figures) for figures in _FIGURES.findall(row.place)])
    )
    sheets = {(row.file, row.sheet): _head(row) for row in found}
    department = grouping.finder(sheets.values())
    return [_past(row, department(sheets[row.file, row.sheet])[0], decisions.get(row.row)) for row in found]


_FIGURES = re.compile("[0-9]{1,9}")


def _head(row: PastRow) -> Sheet:
    return Sheet(row.file, row.sheet, Place(row.place), department=row.department)


def _entry(row: ReviewedRow, department: str | None) -> Entry:
    sheet = row.sheet
    return Entry(
        department,
        sheet.project_code,
        sheet.project_name or sheet.title or _unnamed(sheet.file, sheet.number),
        sheet.file,
        sheet.number,
        row.indicator.place.label,
        row.indicator.shown,
        _grades(row.verdict) if row.objected else _passed(row.verdict),
        row.objected,
        opinion(row) if row.objected else None,
        row.decision,
    )


def _past(row: PastRow, department: str | None, decided: HumanDecision | None) -> Entry:
    decision = decided.decision if decided else row.decision
    objected = _objected(row.verdict, decision, row.preset)
    words = decided.opinion if decided and decided.opinion else row.verdict.opinion if row.verdict else None
    return Entry(
        department,
        row.project_code,
        row.project_name or _unnamed(row.file, row.sheet),
        row.file,
        row.sheet,
        row.place,
        row.shown or Shown(level2=row.level2, name=row.name, target=row.target),
        _grades(row.verdict) if objected else _passed(row.verdict),
        objected,
        words if objected else None,
        decision,
    )


def _objected(verdict: Graded | None, decision: Decision | None, preset: bool) -> bool:
    if decision in (None, "待核"):
        return not preset and any(_grades(verdict) or ())
    return decision in OBJECTIONS


def _grades(verdict: Verdict | None) -> tuple[int, ...] | None:
    if not isinstance(verdict, Graded):
        return None
    return tuple(SEVERITY[verdict.answer(question).grade] for question in _QUESTIONS)


def _passed(verdict: Verdict | None) -> tuple[int, ...] | None:
    return (0,) * len(_QUESTIONS) if isinstance(verdict, Graded) else None


_QUESTIONS = tuple(Question)


def _unnamed(file: str, sheet: int) -> str:
    """What a sheet is called that names neither project nor title."""
    return f"{PurePath(file).stem} 第{sheet}张表"


@lru_cache(maxsize=500_000)
def word(text: str | None) -> str:
    """A text for comparing: without spaces and the difference of wide and traditional characters."""
    return simplified(squeeze(text or ""))


def content(entry: Entry) -> tuple[str, ...]:
    """All that a row says, as words; level 1 follows from level 2."""
    shown = entry.shown
    texts = (shown.level2, shown.name, shown.description, shown.operator, shown.target, shown.unit, shown.criteria)
    return tuple(map(word, texts))


def named(entry: Entry) -> str:
    """What a row is called, as a word."""
    return word(entry.shown.name) or word(entry.shown.description)


def by_sheet(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The rows of each sheet, in the order in which the sheets begin."""
    found: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.file, entry.sheet), []).append(entry)
    yield from found.values()

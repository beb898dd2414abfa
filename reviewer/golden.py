"""Golden judgments: rows graded with care, kept as files, and a judge held to them.

A row whose whole name stands in the guideline would only show that a judge can look it up: such rows are reported
apart, and neither the score nor the floor counts them.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.agreement import Agreement, agreement
from reviewer.errors import UsageError
from reviewer.grading import Grader
from reviewer.model import SEVERITY, Grade, Graded, Question, Shown, Tree, Verdict
from reviewer.report.agreement import figures, rate

SETS = ("tune", "check")
"""`tune` may be learned from and its disagreements read; `check` is for figures only."""
DECIDED = "decided"
"""Rows that reviewers confirmed with a judge's verdict in view: reported apart, in no recording and under no floor."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A row and question on which judge and golden judgment differ."""

    row: "GoldenRow"
    question: Question
    given: Grade
    reason: str | None

    def __str__(self) -> str:
        row = self.row
        return (
            f"{self.question}: expected {row.expected(self.question)}, given {self.given}  [{row.id}] {row.text}\n"
            f"    golden: {row.why or '-'}\n    judge:  {self.reason or '-'}"
        )


@dataclass(frozen=True, slots=True)
class SetReport:
    """One set (tune or check): figures per question for the scored rows and for those named in the guideline, and the
    rows the judge could not grade (they count as neither)."""

    name: str
    scored: Mapping[Question, Agreement]
    named: Mapping[Question, Agreement]
    disagreements: tuple[Disagreement, ...]
    ungraded: int

    @property
    def rows(self) -> int:
        """How many rows were graded."""
        return sum(figures[Question.VAGUENESS].rows for figures in (self.scored, self.named))


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure under the floor."""

    set: str
    question: Question
    floor: float
    seen: float | None

    def __str__(self) -> str:
        return f"{self.set} {self.question}: F1 on fail {rate(self.seen)} is under the floor {rate(self.floor)}"


def check(
    grader: Grader, folder: Path, floor: str, told: str = ""
) -> tuple[tuple[SetReport, ...], tuple[Shortfall, ...]]:
    """Run a judge over the golden rows in `folder` and hold it to the floor that the folder states under the name
    `floor`. `told` is what the judge itself was told (a prompt): rows that stand in it are not scored either.

    Raises UsageError where the folder is not a golden folder or a row breaks its format."""
    guideline = read(folder / "GUIDELINE.md") + "\n" + told
    reports = tuple(_report(name, load(folder / "judgments" / f"{name}.jsonl"), grader, guideline) for name in SETS)
    confirmed = _report(DECIDED, decided(folder), grader, guideline)
    shortfalls = tuple(_shortfalls(reports, _floor(folder / "floor.toml", floor)))
    return (*reports, confirmed) if confirmed.rows else reports, shortfalls


def render(reports: Iterable[SetReport], shortfalls: Iterable[Shortfall]) -> str:
    """What `reviewer golden check` prints: figures of every set, disagreements of all but `check`, shortfalls last."""
    parts = []
    for report in reports:
        parts.append(figures(f"{report.name}: scored rows ({report.ungraded} not graded)", report.scored))
        parts.append(figures(f"{report.name}: rows named in guideline or prompt, not in the score", report.named))
    parts += ["\n".join(map(str, report.disagreements)) for report in reports if report.name != "check"]
    parts += [f"UNDER THE FLOOR  {shortfall}" for shortfall in shortfalls]
    return "\n\n".join(part for part in parts if part)


def compare(one: Grader, other: Grader, folder: Path) -> str:
    """What moved between two judges (say, two recordings) on the golden rows both have judged: per question how many
    grades, how many of them between pass and fail, and each of them."""
    rows = everything(folder)
    first, second = _verdicts(rows, one), _verdicts(rows, other)
    both = [row for row in rows if isinstance(first[row.id], Graded) and isinstance(second[row.id], Graded)]
    moved = [(row, question, grades) for row in both for question, grades in _moved(first[row.id], second[row.id])]
    lines = [f"{len(both)} rows judged by both"]
    for question in Question:
        steps = [abs(SEVERITY[after] - SEVERITY[before]) for _, asked, (before, after) in moved if asked is question]
        lines.append(
            f"{question}: {_share(len(steps), len(both))} moved, {_share(steps.count(2), len(both))} pass-fail"
        )
    lines += [
        f"{question}: {before} > {after}, golden {row.expected(question)}  [{row.id}] {row.text}"
        for row, question, (before, after) in moved
    ]
    return "\n".join(lines)


def everything(folder: Path) -> tuple["GoldenRow", ...]:
    """All golden rows of a folder, tune before check."""
    return tuple(row for name in SETS for row in load(folder / "judgments" / f"{name}.jsonl"))


def decided(folder: Path) -> tuple["GoldenRow", ...]:
    """The rows of a folder that reviewers confirmed; none where it has no file of them."""
    path = folder / "judgments" / f"{DECIDED}.jsonl"
    return load(path) if path.exists() else ()


def drawn(rows: Sequence["GoldenRow"], sample: int | None, seed: int | None) -> tuple[tuple["GoldenRow", ...], str]:
    """The rows to ask about and, in words, their order: all as filed, or `sample` of them in an order drawn by
    `seed`."""
    if sample is None and seed is None:
        return tuple(rows), "as filed"
    drawn = Random(seed or 0).sample(rows, min(sample or len(rows), len(rows)))
    return tuple(drawn), f"{len(drawn)} rows drawn by seed {seed or 0}"


def load(path: Path) -> tuple["GoldenRow", ...]:
    """The golden rows of one file. Raises UsageError naming file and line where a row breaks its format."""
    rows = []
    for number, line in enumerate(read(path).splitlines(), start=1):
        try:
            rows.append(GoldenRow.model_validate_json(line))
        except ValidationError as error:
            raise UsageError(f"{path}:{number}: not a golden row: {error.errors()[0]['msg']}") from error
    return tuple(rows)


def named_in(text: str, name: str | None) -> bool:
    """Whether the whole name stands in `text` between punctuation, spaces or line ends."""
    return bool(name) and re.search(rf"(?<![^\W_]){re.escape(name or '')}(?![^\W_])", text) is not None


class GoldenRow(BaseModel):
    """One golden judgment as its file holds it. `nature` is the contract's `operator`; `codes` are the defects of all
    three questions; `belongs` every category a fair reviewer would accept; `occurrences` are (document, line) in
    golden/documents."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    level1: str | None = None
    level2: str | None = None
    tree: Tree = "2015"
    name: str | None = None
    description: str | None = None
    target: str | None = None
    nature: str | None = None
    unit: str | None = None
    direction: str | None = None
    criteria: str | None = None
    basis: str | None = None
    vagueness: Grade
    misclassification: Grade
    target_measurable: Grade
    belongs: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    why: str = ""
    occurrences: tuple[tuple[str, int], ...] = Field(default=())

    @property
    def shown(self) -> Shown:
        """What a judge is shown of this row."""
        return Shown(
            level1=self.level1 or None,
            level2=self.level2 or None,
            tree=self.tree,
            name=self.name or None,
            description=self.description or None,
            target=self.target or None,
            operator=self.nature or None,
            unit=self.unit or None,
            direction=self.direction or None,
            criteria=self.criteria or None,
        )

    @property
    def text(self) -> str:
        """The row in one line."""
        return " | ".join(part or "-" for part in (self.level2, self.name, self.description, self.target, self.unit))

    def expected(self, question: Question) -> Grade:
        """The golden grade on one question."""
        return {
            Question.VAGUENESS: self.vagueness,
            Question.MISCLASSIFICATION: self.misclassification,
            Question.TARGET: self.target_measurable,
        }[question]


def _report(name: str, rows: Sequence[GoldenRow], grader: Grader, guideline: str) -> SetReport:
    verdicts = _verdicts(rows, grader)
    graded = [(row, verdict) for row in rows if isinstance(verdict := verdicts[row.id], Graded)]
    scored = [pair for pair in graded if not named_in(guideline, pair[0].name)]
    named = [pair for pair in graded if named_in(guideline, pair[0].name)]
    return SetReport(
        name, _figures(scored), _figures(named), tuple(_disagreements(graded)), ungraded=len(rows) - len(graded)
    )


def _verdicts(rows: Iterable[GoldenRow], grader: Grader) -> dict[str, Verdict]:
    keys = {row.id: grader.key(row.shown) for row in rows}
    verdicts: dict[str, Verdict] = {}
    for batch in grader.grade({keys[row.id]: row.shown for row in rows}):
        verdicts.update(batch)
    return {row_id: verdicts[key] for row_id, key in keys.items()}


def _moved(one: Verdict, other: Verdict) -> Iterable[tuple[Question, tuple[Grade, Grade]]]:
    if isinstance(one, Graded) and isinstance(other, Graded):
        for question in Question:
            grades = one.answer(question).grade, other.answer(question).grade
            if grades[0] is not grades[1]:
                yield question, grades


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.1%})" if whole else f"{part}"


def _figures(pairs: Sequence[tuple[GoldenRow, Graded]]) -> dict[Question, Agreement]:
    return {
        question: agreement([(row.expected(question), verdict.answer(question).grade) for row, verdict in pairs])
        for question in Question
    }


def _disagreements(pairs: Sequence[tuple[GoldenRow, Graded]]) -> list[Disagreement]:
    """Worst first: pass against fail before a difference of one step, false alarms before misses."""
    found = [
        Disagreement(row, question, answer.grade, answer.reason)
        for row, verdict in pairs
        for question in Question
        if (answer := verdict.answer(question)).grade is not row.expected(question)
    ]
    return sorted(found, key=lambda d: (-abs(_steps(d)), -_steps(d), list(Question).index(d.question), d.row.id))


def _steps(found: Disagreement) -> int:
    """How many steps the judge is harsher than the golden judgment."""
    return SEVERITY[found.given] - SEVERITY[found.row.expected(found.question)]


def _floor(path: Path, judge: str) -> dict[str, dict[Question, float]]:
    """The least F1 on `fail` per set and question for one judge; empty where the file states none for it."""
    try:
        stated = tomllib.loads(read(path)).get(judge, {})
        return {
            name: {Question(question): float(least) for question, least in least_of.items()}
            for name, least_of in stated.items()
        }
    except (tomllib.TOMLDecodeError, ValueError, AttributeError) as error:
        raise UsageError(f"{path}: not a floor file: {error}") from error


def _shortfalls(reports: Iterable[SetReport], floor: Mapping[str, Mapping[Question, float]]) -> Iterable[Shortfall]:
    for report in reports:
        for question, least in floor.get(report.name, {}).items():
            seen = report.scored[question].f1
            if seen is None or seen < least:
                yield Shortfall(report.name, question, least, seen)


def read(path: Path) -> str:
    """The text of a file of a golden folder. Raises UsageError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a golden folder with --golden") from error

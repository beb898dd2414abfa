"""Verdicts of a database as JSON Lines, and back: one verdict a line, with what was shown and which judge gave it.

A line is taken in only where it is a whole verdict of the contract and its key is the one of what it says was shown to
that judge, so that no line can stand for another indicator."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from reviewer.defects import DEFECTS
from reviewer.errors import UsageError
from reviewer.model import Answer, Grade, Graded, Question, Shown, Tree, verdict_key
from reviewer.records import Kept, Origin
from reviewer.store import Store

_AT_ONCE = 1000
"""Lines in one transaction."""


@dataclass(slots=True)
class Taken:
    """What an import came to: verdicts that were new, those whose key was known and stayed as they were, and the lines
    that were passed over with the reason, by number from 1."""

    new: int = 0
    known: int = 0
    skipped: dict[int, str] = field(default_factory=dict)


def lines(store: Store, grader: str | None = None) -> Iterator[str]:
    """All verdicts of a database, or those of one judge, a line each."""
    for kept in store.kept(grader):
        verdict = {str(question): asdict(kept.verdict.answer(question)) for question in Question}
        told = {
            "key": kept.verdict.key,
            "grader": kept.verdict.grader,
            **asdict(kept.origin),
            "created": kept.created,
            "shown": {name: value for name, value in asdict(kept.shown).items() if value is not None},
            **verdict,
            "opinion": kept.verdict.opinion,
            "rewrite": kept.verdict.rewrite,
            "notes": kept.verdict.notes,
        }
        yield json.dumps(told, ensure_ascii=False) + "\n"


def take(store: Store, path: Path) -> Taken:
    """Add the verdicts of a file; those present stay. Raises UsageError where the file cannot be read."""
    taken = Taken()
    try:
        with path.open("rb") as stream:
            verdicts = _verdicts(stream, taken)
            while some := list(islice(verdicts, _AT_ONCE)):
                new = store.keep(some)
                taken.new += new
                taken.known += len(some) - new
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file that `cache export` wrote") from error
    return taken


def _verdicts(stream: Iterable[bytes], taken: Taken) -> Iterator[Kept]:
    """The verdicts of the lines that hold one; the others are noted. Empty lines are nothing."""
    for number, raw in enumerate(stream, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
        try:
            if line:
                yield Line.model_validate_json(line).kept
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            taken.skipped[number] = f"{place}: {first['msg']}" if place else first["msg"]


# ---------------------------------------------------------------------------------------------------------------------
# One line

_Word = Annotated[str, StringConstraints(min_length=1)]
_CODES = {question: {defect.code for defect in DEFECTS if defect.question is question} for question in Question}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnswerLine(_Strict):
    """The answer to one question."""

    grade: Grade
    defects: tuple[str, ...]
    quote: str | None
    reason: str | None
    belongs: tuple[str, ...]

    @property
    def answer(self) -> Answer:
        """The answer as the program holds it."""
        return Answer(self.grade, self.defects, self.quote, self.reason, self.belongs)


class ShownLine(_Strict):
    """What the judge was shown."""

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


class Line(_Strict):
    """A line of an exported file."""

    key: Annotated[str, StringConstraints(pattern="^(rules|llm):[0-9a-f]{64}$")]
    grader: _Word
    fingerprint: str | None
    prompt_version: str | None
    created: AwareDatetime
    shown: ShownLine
    vagueness: AnswerLine
    misclassification: AnswerLine
    target_measurability: AnswerLine
    opinion: str | None
    rewrite: str | None
    notes: tuple[str, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """A verdict of the contract, under its own key (one kept before fingerprints were has none to compare)."""
        for question in Question:
            answer: AnswerLine = getattr(self, question)
            if answer.grade is Grade.PASS and answer.answer != Answer():
                raise ValueError(f"{question}: passed, yet something is objected to")
            if answer.grade is not Grade.PASS and not (answer.defects and answer.quote is not None and answer.reason):
                raise ValueError(f"{question}: an objection without code, quote or reason")
            if not set(answer.defects) <= _CODES[question]:
                raise ValueError(f"{question}: unknown defect code")
        prefix: Literal["rules", "llm"] = "rules" if self.key.startswith("rules:") else "llm"
        if self.fingerprint is not None and verdict_key(prefix, self._shown, self.fingerprint) != self.key:
            raise ValueError("the key is not that of what was shown")
        return self

    @property
    def _shown(self) -> Shown:
        return Shown(**self.shown.model_dump())

    @property
    def kept(self) -> Kept:
        """The verdict as the database keeps it."""
        verdict = Graded(
            self.key,
            self.grader,
            self.vagueness.answer,
            self.misclassification.answer,
            self.target_measurability.answer,
            self.opinion,
            self.rewrite,
            self.notes,
        )
        origin = Origin(self.fingerprint, self.prompt_version)
        return Kept(verdict, self._shown, origin, self.created.astimezone(UTC).isoformat(timespec="seconds"))

"""Decisions of a database as JSON Lines, and back: for another machine, or to keep.

A line holds one decision, and for people where the row stands and what it says."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints, ValidationError

from reviewer.decisions import Conflict, Outcome, Proposal
from reviewer.decisions.lookup import known
from reviewer.errors import UsageError
from reviewer.model import Decision, HumanDecision
from reviewer.store import Store


def lines(store: Store) -> Iterator[str]:
    """All decisions, the earliest first, a line each."""
    decisions = store.decided()
    rows = known(store, {decision.row for decision in decisions})
    for decision in decisions:
        told = {name: getattr(decision, name) for name in HumanDecision.__slots__}
        row = rows.get(decision.row)
        where = {name: getattr(row, name) if row else None for name in _WHERE}
        yield json.dumps({**told, "where": where}, ensure_ascii=False) + "\n"


_WHERE = ("department", "code", "project", "file", "place", "level2", "name", "target")


def read(path: Path) -> list[HumanDecision]:
    """The decisions of a file. Raises UsageError naming the line where one is none."""
    try:
        written = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{path}: cannot be read ({reason}); name a file that `decisions export` wrote") from error
    return [_decision(path, number, line) for number, line in enumerate(written, start=1) if line.strip()]


def merge(path: Path, decisions: Iterable[HumanDecision], store: Store, replacing: bool = False) -> Outcome:
    """What is taken of a file's decisions. Where each side has decided something on a row that the other has not seen,
    and the last of both differ, it is a conflict; `replacing` settles it for the file."""
    decisions = sorted(decisions, key=lambda decision: decision.decided)
    theirs, ours = _by_row(decisions), _by_row(store.decided())
    taken: set[tuple[object, ...]] = set()
    conflicts: list[Conflict] = []
    same = 0
    for row, log in theirs.items():
        kept = ours.get(row, [])
        seen = set(map(_identity, kept))
        new = [decision for decision in log if _identity(decision) not in seen]
        behind = kept and _identity(kept[-1]) not in set(map(_identity, log))
        if not new:
            same += 1
        elif behind and not replacing and (log[-1].decision, log[-1].opinion) != (kept[-1].decision, kept[-1].opinion):
            conflicts.append(Conflict(row, (Proposal(str(path), row, log[-1], None, None),), kept[-1]))
        else:
            taken.update(map(_identity, new))
    return Outcome(tuple(made for made in decisions if _identity(made) in taken), same, tuple(conflicts))


def _by_row(decisions: Iterable[HumanDecision]) -> dict[str, list[HumanDecision]]:
    found: dict[str, list[HumanDecision]] = {}
    for decision in decisions:
        found.setdefault(decision.row, []).append(decision)
    return found


def _identity(decision: HumanDecision) -> tuple[object, ...]:
    return decision.row, decision.decision, decision.opinion, decision.who, decision.decided


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    row: Annotated[str, StringConstraints(min_length=1)]
    decision: Decision
    opinion: str | None
    who: str | None
    decided: AwareDatetime
    edited: bool
    common: bool
    key: str | None
    workbook: str | None
    file: str | None
    where: dict[str, str | None]


def _decision(path: Path, number: int, line: str) -> HumanDecision:
    try:
        told = _Line.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UsageError(f"{path}:{number}: not a decision: {place}: {first['msg']}") from error
    fields = told.model_dump(exclude={"where"}) | {"decided": told.decided.isoformat(timespec="seconds")}
    return HumanDecision(**fields)

"""Past runs: what was reviewed when, by which judge, and everything an earlier verdict was based on."""

import json
from dataclasses import dataclass
from typing import Any

from reviewer.errors import UsageError
from reviewer.model import Decision, Graded, HumanDecision, Shown
from reviewer.records import Origin, decision, decode
from reviewer.settings import RULES
from reviewer.store import Store


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its number, times (UTC, ISO 8601), judge, the paths given and its counts; `finished` and counts are None
    where it was killed."""

    number: int
    started: str
    finished: str | None
    grader: str
    paths: tuple[str, ...]
    files: int | None
    sheets: int | None
    rows: int | None
    weak: int | None
    ungraded: int | None
    unread: int | None


@dataclass(frozen=True, slots=True)
class PastRow:
    """A row as a run saw it, with place, rank and the decision of that day; `ungraded` tells why it has no verdict.
    `shown`, `verdict`, `origin` and `judged` (UTC) are None where it was not graded or the verdict was deleted since.
    """

    position: int
    rank: int | None
    weakness: float | None
    weak: bool
    file: str
    sheet: int
    place: str
    department: str | None
    project_code: str | None
    project_name: str | None
    level2: str | None
    name: str | None
    target: str | None
    ungraded: str | None
    decision: Decision | None
    preset: bool
    row: str
    key: str
    shown: Shown | None
    verdict: Graded | None
    origin: Origin | None
    judged: str | None


def runs(store: Store) -> list[Run]:
    """All runs, the latest first."""
    return [_run(record) for record in store.select(f"select {_RUN} from run_history order by id desc")]


def run(store: Store, wanted: str) -> Run:
    """The run of a number, or the `last` finished one. Raises UsageError where there is none."""
    if wanted == "last":
        found = store.select(f"select {_RUN} from run_history where finished is not null order by id desc limit 1")
    elif wanted.isdecimal() and len(wanted) < 18:
        found = store.select(f"select {_RUN} from run_history where id = ?", [int(wanted)])
    else:
        found = []
    if not found:
        raise UsageError(f"{wanted}: no such run in {store.path}; `reviewer runs` lists them, `last` is the latest")
    return _run(found[0])


def rows(store: Store, number: int, text: str | None = None) -> list[PastRow]:
    """The rows of a run in the order in which it listed them; with `text`, those whose file, department, project (or
    its code), second level, name or target contains it."""
    found = f"{_ROWS} where r.run = ?" + (f" and instr({_SEARCHED}, ?)" if text else "") + " order by r.position"
    return [_past_row(record) for record in store.select(found, [number, text] if text else [number])]


def row(store: Store, number: int, wanted: str) -> PastRow:
    """The row of a run by its identity (or as many of its first characters as tell it from others) or by its rank.
    Raises UsageError where none or several are meant."""
    if wanted.isdecimal() and len(wanted) < 10:
        found = store.select(f"{_ROWS} where r.run = ? and r.rank = ?", [number, int(wanted)])
    else:
        found = []
    if not found:
        start = wanted.replace("\\", "").replace("%", "").replace("_", "")
        found = store.select(f"{_ROWS} where r.run = ? and r.row like ? order by r.position", [number, f"{start}%"])
    if len({record[16] for record in found}) != 1:
        told = "several rows" if found else "no row"
        raise UsageError(f"{wanted}: {told} of run {number}; give the rank, or the `row` of `reviewer show {number}`")
    return _past_row(found[0])


def places(store: Store, number: int, wanted: str) -> list[tuple[str, int, str]]:
    """Where a run met the row of an identity: file, sheet, place. More than one where a sheet was handed in twice."""
    sql = "select file, sheet, place from run_rows where run = ? and row = ? order by file, sheet, position"
    return [(file, sheet, place) for file, sheet, place in store.select(sql, [number, wanted])]


def beside(store: Store, found: PastRow) -> Graded | None:
    """What the rules said last of a row that a model judged; None where the rules judged it themselves, or what they
    said is not kept."""
    if found.shown is None or found.verdict is None or found.verdict.grader == RULES:
        return None
    same = " and ".join(f"{name} is ?" for name in Shown.__slots__)
    sql = f"select key, grader, verdict from verdicts where grader = ? and {same} order by created desc, key limit 1"
    told = store.select(sql, [RULES, *(getattr(found.shown, name) for name in Shown.__slots__)])
    return decode(*told[0]) if told else None


def decisions(store: Store, wanted: str) -> list[HumanDecision]:
    """All human decisions on a row, the latest first."""
    sql = f"select {', '.join(HumanDecision.__slots__)} from decisions where row = ? order by id desc"
    return [decision(record) for record in store.select(sql, [wanted])]


_RUN = "id, started, finished, grader, paths, files, sheets, rows, weak, ungraded, unread"
_SEARCHED = " || char(10) || ".join(
    f"coalesce(r.{name}, '')"
    for name in ("file", "department", "project_code", "project_name", "level2", "name", "target")
)
_SHOWN = ", ".join(f"v.{name}" for name in Shown.__slots__)
_ROWS = f"""
    select r.position, r.rank, r.weakness, r.weak, r.file, r.sheet, r.place, r.department, r.project_code,
        r.project_name, r.level2, r.name, r.target, r.ungraded, r.decision, r.preset, r.row, r.key,
        v.grader, v.verdict, v.fingerprint, v.prompt_version, v.created, {_SHOWN}
    from run_rows r left join verdicts v on v.key = r.key
"""
_OWN = 18  # values of a row before those of its verdict


def _run(record: tuple[Any, ...]) -> Run:
    number, started, finished, grader, paths, *figures = record
    return Run(number, started, finished, grader, tuple(json.loads(paths)), *figures)


def _past_row(record: tuple[Any, ...]) -> PastRow:
    own, (grader, text, fingerprint, version, judged, *shown) = list(record[:_OWN]), record[_OWN:]
    own[3], own[15] = bool(own[3]), bool(own[15])
    if text is None:
        own += [None] * 4
    else:
        own += [Shown(*shown), decode(own[17], grader, text), Origin(fingerprint, version), judged]
    return PastRow(*own)

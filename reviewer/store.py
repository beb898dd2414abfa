"""Verdicts, runs and human decisions in one SQLite file. The only importer of sqlite_utils.

Several processes may use one file: WAL, and every write is one `begin immediate` transaction. (A deferred transaction
that reads before it writes fails at once when another process wrote in between, whatever the timeout.)
A Store belongs to the thread that opened it.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Self, cast

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from reviewer.errors import StoreError
from reviewer.model import Graded, HumanDecision, Review, Shown
from reviewer.records import (
    INSERT_DECISION,
    INSERT_RUN_ROW,
    INSERT_VERDICT,
    Kept,
    Origin,
    clean,
    counts,
    decision,
    decision_record,
    decode,
    run_record,
    verdict_record,
)
from reviewer.schema import STEPS

LOCK_TIMEOUT = 30.0
"""Seconds that a write waits for another process."""

_KEYS_A_QUERY = 500


@dataclass(frozen=True, slots=True)
class Remembered:
    """The mode in which a model at an endpoint is best asked, and the seconds that a tiny request in it took."""

    mode: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Holding:
    """How many verdicts a judge has given with one version of its prompts (None: the rules), and between what times."""

    grader: str
    prompt_version: str | None
    verdicts: int
    first: str
    last: str


class Store:
    """The database at `path`, made where it does not exist. Every method raises StoreError, naming the path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = Database(sqlite3.connect(path, timeout=LOCK_TIMEOUT, isolation_level=None))
            _use_wal(self._db)
            self._migrate()

    def verdicts(self, keys: Iterable[str]) -> dict[str, Graded]:
        """The verdicts known under `keys`."""
        with self._errors():
            rows = self._select("select key, grader, verdict from verdicts where key in", keys)
            return {key: decode(key, grader, text) for key, grader, text in rows}

    def add(self, verdicts: Iterable[Graded], shown: Mapping[str, Shown], origin: Origin = Origin()) -> None:  # noqa: B008  frozen
        """Write a finished batch at once; `shown` holds what each key was judged on, `origin` by what judge. The first
        verdict written under a key stays."""
        now = _now()
        self.keep(Kept(verdict, shown[verdict.key], origin, now) for verdict in verdicts)

    def keep(self, verdicts: Iterable[Kept]) -> int:
        """Write verdicts as they were kept, at once; those present stay. Gives how many were new."""
        records = [verdict_record(kept) for kept in verdicts]
        with self._errors(), self._transaction():
            before = self._db.conn.total_changes
            self._db.conn.executemany(INSERT_VERDICT, records)
            return self._db.conn.total_changes - before

    def kept(self, grader: str | None = None) -> Iterator[Kept]:
        """All verdicts, or those of one judge, in the order of their keys."""
        fields = ", ".join(Shown.__slots__)
        sql = f"select key, grader, verdict, fingerprint, prompt_version, created, {fields} from verdicts"
        with self._errors():
            for row in self._db.execute(f"{sql} where ? is null or grader = ? order by key", [grader, grader]):
                key, judge, text, fingerprint, version, created, *shown = row
                yield Kept(decode(key, judge, text), Shown(*shown), Origin(fingerprint, version), created)

    def holdings(self) -> list[Holding]:
        """How many verdicts of each judge there are."""
        sql = "select grader, prompt_version, count(*), min(created), max(created) from verdicts group by 1, 2"
        with self._errors():
            return [Holding(*row) for row in self._db.execute(f"{sql} order by 1, 2")]

    def prune(self, before: str | None = None, grader: str | None = None, prompt_version: str | None = None) -> int:
        """Delete the verdicts to which all of the given apply: written before a time (UTC, ISO 8601), of a judge, of a
        version of its prompts. Gives how many they were."""
        given = {"created < ?": before, "grader = ?": grader, "prompt_version = ?": prompt_version}
        chosen = {condition: value for condition, value in given.items() if value is not None}
        if not chosen:
            return 0
        sql = f"delete from verdicts where {' and '.join(chosen)}"
        with self._errors(), self._transaction():
            return self._db.conn.execute(sql, list(chosen.values())).rowcount

    def consent(self, host: str) -> bool | None:
        """Whether the user agreed that text is sent to a host; None where nobody was asked yet."""
        with self._errors():
            row = self._db.execute("select agreed from hosts where host = ?", [host]).fetchone()
            return None if row is None else bool(row[0])

    def keep_consent(self, host: str, agreed: bool) -> None:
        """Keep the user's answer for a host; a later one replaces it."""
        with self._errors(), self._transaction():
            self._db.execute("insert or replace into hosts values (?, ?, ?)", [host, int(agreed), _now()])

    def mode(self, base_url: str, model: str) -> Remembered | None:
        """What the last probe of a model at an endpoint found best; None where it was never probed."""
        sql = "select mode, seconds from endpoint_modes where base_url = ? and model = ?"
        with self._errors():
            row = self._db.execute(sql, [base_url, model]).fetchone()
            return None if row is None else Remembered(*row)

    def keep_mode(self, base_url: str, model: str, found: Remembered) -> None:
        """Keep what a probe found; a later one replaces it."""
        values = [base_url, model, found.mode, found.seconds, _now()]
        with self._errors(), self._transaction():
            self._db.execute("insert or replace into endpoint_modes values (?, ?, ?, ?, ?)", values)

    def decisions(self, rows: Iterable[str] | None = None) -> dict[str, HumanDecision]:
        """The latest human decision on each of `rows` (row identities), or on every row that has one."""
        wanted = None if rows is None else set(rows)
        return {given.row: given for given in self.decided() if wanted is None or given.row in wanted}

    def decided(self) -> list[HumanDecision]:
        """All human decisions, the earliest first."""
        sql = f"select {', '.join(HumanDecision.__slots__)} from decisions order by decided, id"
        with self._errors():
            return [decision(record) for record in self._db.execute(sql)]

    def decide(self, decisions: Iterable[HumanDecision]) -> int:
        """Write decisions, all or none; the earlier ones on the same rows stay readable. Gives how many they are."""
        records = [decision_record(given) for given in decisions]
        with self._errors(), self._transaction():
            self._db.conn.executemany(INSERT_DECISION, records)
        return len(records)

    def start_run(self, grader: str, paths: Sequence[str]) -> int:
        """Note that a run began; one that is never finished stays visible in `runs`. Gives the run's number."""
        record = {"started": _now(), "grader": grader, "paths": json.dumps(paths, ensure_ascii=False)}
        with self._errors(), self._transaction():
            return cast(int, self._table("run_history").insert(clean(record)).last_pk)

    def finish_run(self, run: int, review: Review) -> None:
        """Write what a run gave: its counts, and every row with its place, rank and verdict key."""
        rows = (run_record(run, position, row) for position, row in enumerate(review.rows, start=1))
        with self._errors(), self._transaction():
            self._db.conn.executemany(INSERT_RUN_ROW, rows)
            self._table("run_history").update(run, {"finished": _now(), **counts(review)})

    def select(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a query gives; for looking up past runs (`history`)."""
        with self._errors():
            return self._db.execute(sql, list(values)).fetchall()

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.close()

    def _select(self, sql: str, keys: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        remaining = iter(keys)
        while some := list(islice(remaining, _KEYS_A_QUERY)):
            yield from self._db.execute(f"{sql} ({','.join('?' * len(some))})", some)

    def _migrate(self) -> None:
        """Apply the numbered migrations that are missing; two processes that open a new file apply each once."""
        migrations = _migrations()
        written = {migration.name for migration in migrations.applied(self._db)}
        if unknown := written - {name for name, _ in STEPS}:
            raise StoreError(f"{self.path}: written by a newer reviewer ({max(unknown)}); update, or name another --db")
        if len(written) < len(STEPS):
            with self._transaction():
                migrations.apply(self._db)

    def _table(self, name: str) -> Table:
        return cast(Table, self._db[name])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self.path}: {_advice(error)} ({error})") from error


def _advice(error: Exception) -> str:
    match str(error):
        case "file is not a database" | "database disk image is malformed":
            return "not a usable database; name another file with --db, or move this one away"
        case "database is locked":
            return f"another process held the database for {LOCK_TIMEOUT:.0f} s; run again when it is done"
        case _:
            return "the database cannot be opened or written; name a writable file with --db"


def _use_wal(db: Database) -> None:
    """Readers and one writer side by side. The switch itself does not wait for other processes: try it again."""
    deadline = time.monotonic() + LOCK_TIMEOUT
    while True:
        try:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = normal")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def ago(days: int) -> str:
    """The time so many days ago, as the database writes times."""
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")


def _now() -> str:
    return ago(0)


def _migrations() -> Migrations:
    migrations = Migrations("reviewer")
    for name, sql in STEPS:
        migrations(name=name)(_step(sql))
    return migrations


def _step(sql: str) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        db.executescript(sql)

    return apply

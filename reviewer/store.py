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
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Self, cast

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from reviewer.errors import StoreError
from reviewer.model import PASSED, Answer, Decision, Grade, Graded, Question, Review, ReviewedRow, Shown, Ungraded
from reviewer.schema import STEPS

LOCK_TIMEOUT = 30.0
"""Seconds that a write waits for another process."""

_KEYS_A_QUERY = 500


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
            return {key: _decode(key, grader, text) for key, grader, text in rows}

    def add(self, verdicts: Iterable[Graded], shown: Mapping[str, Shown]) -> None:
        """Write a finished batch at once; `shown` holds what each key was judged on. The first verdict written under a
        key stays."""
        now = _now()
        records = [_verdict_record(verdict, shown[verdict.key], now) for verdict in verdicts]
        with self._errors(), self._transaction():
            self._db.conn.executemany(_INSERT_VERDICT, records)

    def decisions(self, rows: Iterable[str]) -> dict[str, Decision]:
        """The latest human decision on each of `rows` (row identities)."""
        wanted = set(rows)
        with self._errors():
            found = self._db.execute("select row, decision from decisions order by id")
            return {row: decision for row, decision in found if row in wanted}

    def start_run(self, grader: str, paths: Sequence[str]) -> int:
        """Note that a run began; one that is never finished stays visible in `runs`. Gives the run's number."""
        record = {"started": _now(), "grader": grader, "paths": json.dumps(paths, ensure_ascii=False)}
        with self._errors(), self._transaction():
            return cast(int, self._table("run_history").insert(_clean(record)).last_pk)

    def finish_run(self, run: int, review: Review) -> None:
        """Write what a run gave: its counts, and every row with its place, rank and verdict key."""
        rows = (_run_record(run, position, row) for position, row in enumerate(review.rows, start=1))
        with self._errors(), self._transaction():
            self._db.conn.executemany(_INSERT_RUN_ROW, rows)
            self._table("run_history").update(run, {"finished": _now(), **_counts(review)})

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


def _verdict_record(verdict: Graded, shown: Shown, now: str) -> tuple[object, ...]:
    answers = [verdict.answer(question) for question in Question]
    fields = [getattr(shown, name) for name in Shown.__slots__]
    codes = " ".join(code for answer in answers for code in answer.defects)
    grades = [str(answer.grade) for answer in answers]
    return (
        verdict.key,
        verdict.grader,
        *fields,
        *grades,
        codes,
        verdict.opinion,
        verdict.rewrite,
        _encode(verdict),
        now,
    )


def _encode(verdict: Graded) -> str:
    """The whole verdict as JSON; a question that passed is left out."""
    answers = {str(question): verdict.answer(question) for question in Question}
    told: dict[str, object] = {
        question: {name: getattr(answer, name) for name in Answer.__slots__}
        for question, answer in answers.items()
        if answer != PASSED
    }
    rest = {"opinion": verdict.opinion, "rewrite": verdict.rewrite, "notes": verdict.notes}
    return _JSON.encode(told | {name: value for name, value in rest.items() if value})


def _decode(key: str, grader: str, text: str) -> Graded:
    stored = json.loads(text)
    return Graded(
        key=key,
        grader=grader,
        vagueness=_answer(stored.get(Question.VAGUENESS)),
        misclassification=_answer(stored.get(Question.MISCLASSIFICATION)),
        target_measurability=_answer(stored.get(Question.TARGET)),
        opinion=stored.get("opinion"),
        rewrite=stored.get("rewrite"),
        notes=tuple(stored.get("notes", ())),
    )


def _answer(stored: Mapping[str, Any] | None) -> Answer:
    if stored is None:
        return PASSED
    return Answer(
        grade=_GRADES[stored["grade"]],
        defects=tuple(stored["defects"]),
        quote=stored["quote"],
        reason=stored["reason"],
        belongs=tuple(stored["belongs"]),
    )


def _run_record(run: int, position: int, row: ReviewedRow) -> tuple[object, ...]:
    sheet, indicator = row.sheet, row.indicator
    return (
        run,
        position,
        row.rank,
        row.weakness,
        row.weak,
        _text(sheet.file),
        sheet.number,
        indicator.place.label,
        sheet.department,
        sheet.project_code,
        sheet.project_name or sheet.title,
        indicator.shown.level2,
        indicator.shown.name,
        indicator.shown.target,
        row.verdict.reason if isinstance(row.verdict, Ungraded) else None,
        row.decision,
        row.preset,
        indicator.row,
        row.verdict.key,
    )


_VERDICT = (
    *("key", "grader", *Shown.__slots__, *map(str, Question)),
    *("codes", "opinion", "rewrite", "verdict", "created"),
)
_INSERT_RUN_ROW = f"insert into run_rows values ({','.join('?' * 19)})"
_INSERT_VERDICT = f"insert or ignore into verdicts ({','.join(_VERDICT)}) values ({','.join('?' * len(_VERDICT))})"
_GRADES = {str(grade): grade for grade in Grade}
_JSON = json.JSONEncoder(ensure_ascii=False)


def _counts(review: Review) -> dict[str, int]:
    return {
        "files": review.files,
        "sheets": review.sheets,
        "rows": len(review.rows),
        "weak": sum(row.weak for row in review.rows),
        "ungraded": sum(isinstance(row.verdict, Ungraded) for row in review.rows),
        "unread": len(review.unread),
    }


def _clean(record: Mapping[str, str]) -> dict[str, str]:
    return {name: _text(value) for name, value in record.items()}


def _text(text: str) -> str:
    """A file name that is not UTF-8 carries lone surrogates, which SQLite refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _migrations() -> Migrations:
    migrations = Migrations("reviewer")
    for name, sql in STEPS:
        migrations(name=name)(_step(sql))
    return migrations


def _step(sql: str) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        db.executescript(sql)

    return apply

"""Verdicts, runs and human decisions in one SQLite file. The only importer of sqlite_utils.

Several processes may use one file: WAL, and every write is one `begin immediate` transaction. (A deferred transaction
that reads before it writes fails at once when another process wrote in between, whatever the timeout.)
A Store belongs to the thread that opened it.
"""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Self, cast, get_args

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from reviewer.errors import StoreError
from reviewer.model import PASSED, Answer, Decision, Grade, Graded, Question, Review, ReviewedRow, Shown, Ungraded

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
            self._table("verdicts").insert_all(records, pk="key", ignore=True)

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
        written = {migration.name for migration in _MIGRATIONS.applied(self._db)}
        if unknown := written - {name for name, _ in _STEPS}:
            raise StoreError(f"{self.path}: written by a newer reviewer ({max(unknown)}); update, or name another --db")
        if len(written) < len(_STEPS):
            with self._transaction():
                _MIGRATIONS.apply(self._db)

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


def _verdict_record(verdict: Graded, shown: Shown, now: str) -> dict[str, object]:
    answers = [verdict.answer(question) for question in Question]
    grades = {str(question): str(answer.grade) for question, answer in zip(Question, answers, strict=True)}
    codes = " ".join(code for answer in answers for code in answer.defects)
    rest = {"codes": codes, "opinion": verdict.opinion, "rewrite": verdict.rewrite, "verdict": _encode(verdict)}
    return {"key": verdict.key, "grader": verdict.grader, **asdict(shown), **grades, **rest, "created": now}


def _encode(verdict: Graded) -> str:
    """The whole verdict as JSON; a question that passed is left out."""
    answers = {str(q): asdict(answer) for q in Question if (answer := verdict.answer(q)) != PASSED}
    rest = {"opinion": verdict.opinion, "rewrite": verdict.rewrite, "notes": verdict.notes}
    return json.dumps(answers | {name: value for name, value in rest.items() if value}, ensure_ascii=False)


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
        grade=Grade(stored["grade"]),
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


_INSERT_RUN_ROW = f"insert into run_rows values ({','.join('?' * 19)})"


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


# ---------------------------------------------------------------------------------------------------------------------
# The schema, as numbered steps. A step that was released is never edited: add the next one.


def _001_verdicts_runs_decisions(db: Database) -> None:
    graded = ", ".join(f"{question} text not null" for question in Question)
    decided = ", ".join(f"'{decision}'" for decision in get_args(Decision))
    db.executescript(f"""
        create table verdicts (
            key text primary key, grader text not null,
            level1 text, level2 text, tree text, name text, description text, target text, operator text, unit text,
            direction text, criteria text,
            {graded}, codes text, opinion text, rewrite text, verdict text not null, created text not null
        );
        create table run_history (
            id integer primary key, started text not null, finished text, grader text not null, paths text not null,
            files integer, sheets integer, rows integer, weak integer, ungraded integer, unread integer
        );
        create table run_rows (
            run integer not null references run_history (id), position integer not null, rank integer, weakness real,
            weak integer not null, file text not null, sheet integer not null, place text not null,
            department text, project_code text, project_name text, level2 text, name text, target text,
            ungraded text, decision text, preset integer not null, row text not null, key text not null,
            primary key (run, position)
        ) without rowid;
        create table decisions (
            id integer primary key, row text not null, decision text not null check (decision in ({decided})),
            opinion text, who text, decided text not null
        );
        create index decisions_by_row on decisions (row);
    """)
    db.executescript("""
        create view runs as
            select id, started, finished, grader, paths, files, sheets, rows, weak,
                round(100.0 * weak / nullif(rows, 0), 1) as weak_percent, ungraded, unread
            from run_history order by id desc;
        create view weak_indicators as
            select r.rank, r.weakness, r.department, r.project_name, r.file, r.place, r.level2, r.name, r.target,
                v.opinion, v.vagueness, v.misclassification, v.target_measurability, v.codes, v.rewrite,
                r.decision, r.row, r.key
            from run_rows r left join verdicts v on v.key = r.key
            where r.weak and r.run = (select max(id) from run_history where finished is not null)
            order by r.position;
    """)


_STEPS = (("001 verdicts, runs, decisions", _001_verdicts_runs_decisions),)
_MIGRATIONS = Migrations("reviewer")
for _name, _step in _STEPS:
    _MIGRATIONS(name=_name)(_step)

"""Whole runs that are killed, that meet each other, or that meet an endpoint of which a third of all replies is faulty:
nothing finished is lost, nothing is kept twice, and no wrong verdict stands."""

import random
import sqlite3
import time
from pathlib import Path

import pytest

from reviewer.store import Store
from tests.fake_server import FAULTY, Fake, sometimes
from tests.grading.faulty import true
from tests.runs import start, verdicts, write_rows

pytestmark = pytest.mark.usefixtures("folder")

REVIEW = ("review", "a.txt", "--yes", "--format", "jsonl", "--all", "--output", "o.jsonl", "--db", "a.db")


def test_a_kill_at_any_moment_costs_no_more_than_the_calls_in_flight(folder: Path) -> None:
    kills, concurrency, rows = 3, 4, 320
    chance = random.Random(3)
    write_rows(folder / "a.txt", rows)
    with Fake(delay=0.1) as fake:
        for number in range(1, kills + 1):
            before = len(fake.requests)
            process = start(fake, folder, *REVIEW, concurrency=concurrency)
            while len(fake.requests) == before:
                time.sleep(0.005)
            time.sleep(chance.uniform(0.0, 0.4))
            process.kill()
            process.communicate()
            assert len(verdicts(folder / "a.db")) >= 8 * (len(fake.requests) - number * concurrency)
        fake.delay = 0.0
        process = start(fake, folder, *REVIEW, concurrency=concurrency)
        process.communicate()
        assert process.returncode == 0
        assert len(fake.requests) <= rows // 8 + kills * concurrency
    assert len(verdicts(folder / "a.db")) == rows


def test_four_processes_judge_the_same_rows_into_one_database(folder: Path) -> None:
    write_rows(folder / "a.txt", 600)
    with Fake(delay=0.02) as fake:
        together = [start(fake, folder, *REVIEW[:-4], "--db", "a.db") for _ in range(4)]
        ends = [(process.communicate(timeout=120), process.returncode) for process in together]
    assert [code for _, code in ends] == [0] * 4
    assert [stderr for (_, stderr), _ in ends if "lock" in stderr or "Traceback" in stderr] == []
    assert len({stdout for (stdout, _), _ in ends}) == 1
    kept = verdicts(folder / "a.db")
    assert (len(kept), len(dict(kept))) == (600, 600)


def test_what_is_written_first_stays_whoever_comes_later(folder: Path) -> None:
    write_rows(folder / "a.txt", 80)
    with Fake() as fake:
        start(fake, folder, *REVIEW).communicate()
        first = _texts(folder / "a.db")
        start(fake, folder, *REVIEW).communicate()
        assert (_texts(folder / "a.db"), len(fake.requests)) == (first, 10)


def test_a_third_of_all_replies_faulty_and_every_row_is_judged_within_four_runs(folder: Path) -> None:
    write_rows(folder / "a.txt", 400)
    codes = []
    with Fake(sometimes(0.3, tuple(fault for fault in FAULTY if fault != "429"), 4), delay=0.005) as fake:
        while len(codes) < 4 and 0 not in codes:
            process = start(fake, folder, *REVIEW, deadline=0.7)
            process.communicate(timeout=120)
            codes.append(process.returncode)
    assert codes[-1] == 0
    assert set(codes[:-1]) <= {3}
    with Store(folder / "a.db") as store:
        given = [one for one in store.kept("m") if true(one.shown, one.verdict)]
    assert len(given) == 400


def _texts(db: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute("select key, verdict, created from verdicts order by key").fetchall()
    finally:
        connection.close()

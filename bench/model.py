"""Figures of the language-model judge against an endpoint on this machine that answers after half a second, and beside
it, in the same run, the naive way: instructor with its own disk cache, one indicator a call."""

import asyncio
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from pathlib import Path

import instructor
import openai
from instructor.cache import DiskCache
from pydantic import BaseModel

from bench.rows import ROOT, published, show, variants, write_many
from reviewer.grading import prompts
from reviewer.grading.endpoint import Endpoint, Mode
from reviewer.grading.llm import ModelGrader
from reviewer.grading.offline import Rules
from reviewer.grading.rubric import Row
from reviewer.model import Graded, Shown
from reviewer.records import Origin
from reviewer.store import Store

LATENCY = 0.5
CONCURRENCY = 64
NAIVE_ROWS = 640


def main() -> None:
    """Run every benchmark of the model and print one line for each figure."""
    shown = variants(published(), 8)
    with tempfile.TemporaryDirectory() as folder, endpoint() as url:
        work = Path(folder)
        _judged(url, Mode.JSON_OBJECT, shown[:64], work / "warm.db")
        rates = {mode: mode_figures(url, mode, shown, work) for mode in Mode}
        naive(url, shown[:NAIVE_ROWS], work, rates[Mode.JSON_OBJECT])
        known(work)


@contextmanager
def endpoint() -> Iterator[str]:
    """The fake endpoint of the tests, in a process of its own; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "tests.fake_server", str(port), str(LATENCY)], cwd=ROOT)
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait()


# ---------------------------------------------------------------------------------------------------------------------
# Rows that nobody has judged


def mode_figures(url: str, mode: Mode, shown: Sequence[Shown], work: Path) -> float:
    """A first run in one mode, every finished batch into a database; gives rows a second."""
    calls, wall, cpu = _judged(url, mode, shown, work / f"{mode}.db")
    ideal = ceil(calls / CONCURRENCY) * LATENCY
    show(
        f"model, {mode}, {CONCURRENCY} calls at a time",
        f"{wall / ideal:.2f} times the ideal of {ideal:.1f} s, {cpu / calls * 1000:.1f} ms of client CPU a call, "
        f"{len(shown) / calls:.1f} rows a call",
    )
    return len(shown) / wall


def naive(url: str, shown: Sequence[Shown], work: Path, ours: float) -> None:
    """One row a call through instructor and its cache: rows a second at first, and once they are known."""
    cache = DiskCache(directory=str(work / "naive"))
    for title in ("first run", "second run, all known"):
        wall, cpu = _timed(lambda: asyncio.run(_naive(url, shown, cache)))
        rate = len(shown) / wall
        ratio = f", {ours / rate:.1f} times slower than json_object above" if title == "first run" else ""
        show(
            f"naive, one row a call, {title}",
            f"{rate:,.0f} rows/s{ratio}, {cpu / len(shown) * 1000:.1f} ms of client CPU a row",
        )


class Naive(BaseModel):
    """What the naive way asks for."""

    rows: list[Row]


async def _naive(url: str, shown: Sequence[Shown], cache: DiskCache) -> None:
    texts, slots = prompts.load(), asyncio.Semaphore(CONCURRENCY)
    async with openai.AsyncOpenAI(base_url=url, api_key="none") as plain:
        client = instructor.from_openai(plain, mode=instructor.Mode.JSON, cache=cache)

        async def ask(row: Shown) -> None:
            async with slots:
                await client.create(
                    model="m", response_model=Naive, messages=texts.request({"r0": row}), cache_namespace="bench"
                )

        await asyncio.gather(*map(ask, shown))


def _judged(url: str, mode: Mode, shown: Sequence[Shown], db: Path) -> tuple[int, float, float]:
    """Calls, wall seconds and CPU seconds of judging all rows."""
    judge = ModelGrader(Endpoint(url, "m", mode=mode, concurrency=CONCURRENCY))

    def run() -> None:
        rows = {judge.key(one): one for one in shown}
        with Store(db) as store:
            for batch in judge.grade(rows):
                store.add([verdict for verdict in batch.values() if isinstance(verdict, Graded)], rows)

    wall, cpu = _timed(run)
    return judge.spent.calls, wall, cpu


def _timed(action: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds of an action."""
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - wall, time.process_time() - cpu


# ---------------------------------------------------------------------------------------------------------------------
# Rows that are known

_TIMED = """
import sys, time
from reviewer.reading import Reading
from reviewer.cli import main
sheets = Reading.sheets
def timed(reading):
    yield from sheets(reading)
    print("read", time.time(), file=sys.stderr)
Reading.sheets = timed
main()
"""


def known(work: Path) -> None:
    """A folder of which every row is known to the model and to the rules: from the last row read to the exit."""
    folder = work / "many"
    folder.mkdir()
    rows = write_many(folder)
    url = "http://127.0.0.1:9/v1"  # nothing is asked
    _fill(work / "known.db", ModelGrader(Endpoint(url, "m")), folder)
    command = [sys.executable, "-c", _TIMED, "review", str(folder), "--db", str(work / "known.db"), "--yes"]
    command += ["--grader", "m", "--base-url", url, "--format", "jsonl", "--output", str(work / "known.jsonl")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    ended = time.time()
    read = next(float(line.split()[1]) for line in done.stderr.splitlines() if line.startswith("read "))
    seconds = ended - read
    show(f"model, {rows:,} known rows, last row read to exit", f"{seconds:.1f} s, {rows / seconds:,.0f} rows/s")


def _fill(db: Path, model: ModelGrader, folder: Path) -> None:
    """Verdicts of both judges on every row of a folder."""
    from reviewer import documents, extraction

    rules = Rules()
    with Store(db) as store:
        for file in sorted(folder.iterdir()):
            sheets = extraction.extract(documents.read(str(file)))
            shown = [indicator.shown for sheet in sheets for indicator in sheet.indicators]
            ruled = [rules.judge(one) for one in shown]
            store.add(ruled, {rules.key(one): one for one in shown}, Origin(rules.fingerprint))
            judged = [replace(one, key=model.key(row), grader="m") for one, row in zip(ruled, shown, strict=True)]
            store.add(judged, {model.key(one): one for one in shown}, Origin(model.fingerprint, model.prompt_version))

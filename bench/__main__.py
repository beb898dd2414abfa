"""Print the figures that the README quotes. Each is a rate or a ratio measured here and now; nothing is asserted.

Whole-process figures run the command line in a fresh process; rates call the functions in this one. `--model` measures
the language-model judge instead, `--formats` the readers of all formats (both need the bench extra), `--sheets` what is
said of 20,000 sheets as wholes, `--page` the page in a browser (needs the browser extra and Chromium).
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.rows import DOCUMENTS, published, show, variants, write_many
from reviewer.grading.offline import Rules
from reviewer.model import Shown


def main() -> None:
    """Run every benchmark and print one line for each figure."""
    if "--model" in sys.argv[1:]:
        from bench import model

        model.main()
        return
    if "--formats" in sys.argv[1:]:
        from bench import formats

        formats.main()
        return
    if "--sheets" in sys.argv[1:]:
        from bench import whole_sheets

        whole_sheets.main()
        return
    if "--page" in sys.argv[1:]:
        from bench import page

        page.main()
        return
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        cold_start(work)
        shown = extraction_rate()
        judge_rate(shown)
        hundred_thousand(work)


def cold_start(work: Path) -> None:
    """Wall time of a first `review` over the five documents against an interpreter that only reads them."""
    read = f"import pathlib; [p.read_bytes() for p in pathlib.Path({str(DOCUMENTS)!r}).iterdir()]"
    bare = _median(lambda: _run("-c", read), 7)
    runs = iter(range(100))
    review = _median(lambda: _review(work / f"cold{next(runs)}.db", DOCUMENTS), 7)
    show(
        "review of the five documents, cold",
        f"{review:.2f} s, {review / bare:.1f} times an interpreter that only reads them",
    )


def extraction_rate() -> list[Shown]:
    """Indicators per second of one core from file to rows; gives the rows for the judge."""
    shown = published()
    seconds = _median(published, 7)
    show("extraction, one core", f"{len(shown) / seconds:,.0f} indicators/s")
    return shown


def judge_rate(shown: list[Shown]) -> None:
    """Distinct indicators per second of one core through the offline rules."""
    distinct = variants(shown, 20)
    rules = Rules()
    start = time.perf_counter()
    for row in distinct:
        rules.judge(row)
    show("offline judge, one core", f"{len(distinct) / (time.perf_counter() - start):,.0f} distinct indicators/s")


def hundred_thousand(work: Path) -> None:
    """A folder of 100,000 distinct indicators: first run, run over known rows, peak memory."""
    folder = work / "many"
    folder.mkdir()
    rows = write_many(folder)
    for title in ("first run", "second run, all known"):
        start = time.perf_counter()
        _review(work / "many.db", folder)
        seconds = time.perf_counter() - start
        show(f"{rows:,} indicators, {title}", f"{seconds:.1f} s, {rows / seconds:,.0f} rows/s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    show(f"{rows:,} indicators, peak memory", f"{peak:.0f} MB (largest process)")


def _review(db: Path, path: Path) -> None:
    _run("-m", "reviewer", "review", str(path), "--db", str(db), "--format", "jsonl", "--output", f"{db}.jsonl")


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def _median(action: Callable[[], object], times: int) -> float:
    """Median wall seconds of `times` runs after one that is not counted."""
    seconds = []
    for _ in range(times + 1):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


if __name__ == "__main__":
    main()

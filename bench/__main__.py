"""Print the figures that the README quotes. Each is a rate or a ratio measured here and now; nothing is asserted.

Whole-process figures run the command line in a fresh process; rates call the functions in this one.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reviewer import documents, extraction
from reviewer.grading.offline import Rules
from reviewer.model import Shown

DOCUMENTS = Path(__file__).parent.parent / "golden" / "documents"
ROWS = 100_000


def main() -> None:
    """Run every benchmark and print one line for each figure."""
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
    _print(
        "review of the five documents, cold",
        f"{review:.2f} s, {review / bare:.1f} times an interpreter that only reads them",
    )


def extraction_rate() -> list[Shown]:
    """Indicators per second of one core from file to rows; gives the rows for the judge."""
    files = sorted(map(str, DOCUMENTS.iterdir()))
    shown: list[Shown] = []

    def once() -> None:
        sheets = [sheet for file in files for sheet in extraction.extract(documents.read(file))]
        shown[:] = [indicator.shown for sheet in sheets for indicator in sheet.indicators]

    seconds = _median(once, 7)
    _print("extraction, one core", f"{len(shown) / seconds:,.0f} indicators/s")
    return shown


def judge_rate(shown: list[Shown]) -> None:
    """Distinct indicators per second of one core through the offline rules."""
    distinct = [_variant(row, number) for number in range(20) for row in dict.fromkeys(shown)]
    rules = Rules()
    start = time.perf_counter()
    for row in distinct:
        rules.judge(row)
    _print("offline judge, one core", f"{len(distinct) / (time.perf_counter() - start):,.0f} distinct indicators/s")


def hundred_thousand(work: Path) -> None:
    """A folder of 100,000 distinct indicators: first run, run over known rows, peak memory."""
    folder = work / "many"
    folder.mkdir()
    rows = _write_many(folder)
    for title in ("first run", "second run, all known"):
        start = time.perf_counter()
        _review(work / "many.db", folder)
        seconds = time.perf_counter() - start
        _print(f"{rows:,} indicators, {title}", f"{seconds:.1f} s, {rows / seconds:,.0f} rows/s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    _print(f"{rows:,} indicators, peak memory", f"{peak:.0f} MB (largest process)")


def _write_many(folder: Path) -> int:
    """Write sheets of distinct indicators as tab text, 1,000 rows a file; gives the number of rows."""
    head = "\t一级指标\t二级指标\t三级指标\t指标性质\t指标方向性\t目标值\t计量单位\t备注\n"
    for file in range(ROWS // 1000):
        lines = []
        for sheet in range(100):
            lines.append(f"部门整体绩效表\n\n部门：第{file * 100 + sheet}局\n\n{head}")
            for row in range(10):
                number = file * 1000 + sheet * 10 + row
                lines.append(
                    f"绩效指标\t产出指标\t数量指标\t完成第{number}段农村公路里程\t大于等于\t正向\t{row + 3}\t公里\t\n"
                )
            lines.append("\n")
        (folder / f"{file:03}.txt").write_text("".join(lines), encoding="utf-8")
    return ROWS


def _variant(row: Shown, number: int) -> Shown:
    """The same indicator with other words, so that nothing is answered from a memo."""
    fields = {field: getattr(row, field) for field in row.__slots__}
    return Shown(**fields | {"name": f"{row.name or ''}{number}" if number else row.name})


def _review(db: Path, path: Path) -> None:
    _run("-m", "reviewer", "review", str(path), "--db", str(db), "--format", "jsonl", "--output", f"{db}.jsonl")


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def _median(action: Callable[[], None], times: int) -> float:
    """Median wall seconds of `times` runs after one that is not counted."""
    seconds = []
    for _ in range(times + 1):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


def _print(title: str, figure: str) -> None:
    print(f"{title:45} {figure}", flush=True)


if __name__ == "__main__":
    main()

"""The page in a browser: how long until something is seen, until the rows stand, and until a filter has answered."""

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.rows import DOCUMENTS, show

_TIMES = 5
_COPIES = (6, 21)  # of the five documents: over 5,000 and over 20,000 rows
_PAINTED = """new Promise(done => {
    const look = () => {
        const [first] = performance.getEntriesByName("first-contentful-paint");
        first ? done(first.startTime) : setTimeout(look, 10);
    };
    look();
})"""
_ANSWER = """action => new Promise(done => {
    const start = performance.now();
    const body = document.querySelector("#rows tbody");
    new MutationObserver((_, seen) => {
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    }).observe(body, { childList: true });
    if (action === "sort") document.querySelector("#rows th[data-sort=name] button").click();
    else {
        const search = document.getElementById("search");
        search.value = action;
        search.dispatchEvent(new Event("input", { bubbles: true }));
    }
})"""


def main() -> None:
    """Print the figures; needs the extra `browser` and Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for copies in _COPIES:
            page, rows, seconds = _written(Path(folder), copies)
            size = page.stat().st_size / 1e6
            show(f"page of {rows:,} rows, written", f"{seconds:.2f} s, {size:.1f} MB")
            seen = [_opened(playwright, chromium, page) for _ in range(_TIMES)]
            for name in seen[0]:
                times = [one[name] for one in seen]
                told = f"{statistics.median(times):.0f} ms (at most {max(times):.0f} ms)"
                show(f"page of {rows:,} rows, {name}", told)


def _written(folder: Path, copies: int) -> tuple[Path, int, float]:
    """The page of so many copies of the documents, its rows, and the seconds it took to write."""
    from reviewer import pipeline
    from reviewer.grading.offline import Rules
    from reviewer.report.page import page
    from reviewer.settings import load
    from reviewer.store import Store

    given = folder / f"{copies} copies"
    for number in range(copies):
        shutil.copytree(DOCUMENTS, given / str(number))
    with Store(folder / f"{copies}.db") as store:
        review = pipeline.review([str(given)], Rules(), store, load({"db": folder / f"{copies}.db"}), lambda *_: None)
    start = time.perf_counter()
    written = folder / f"{copies}.html"
    written.write_text("".join(page(review)), encoding="utf-8")
    return written, len(review.rows), time.perf_counter() - start


def _opened(playwright: Any, chromium: str, page: Path) -> dict[str, float]:
    """What a fresh browser takes, in milliseconds."""
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    try:
        view = browser.new_page(viewport={"width": 1366, "height": 768})
        view.goto(page.as_uri())
        view.wait_for_selector("#rows tbody tr")
        return {
            "first paint": view.evaluate(_PAINTED),
            "rows stand": view.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"),
            "search answered": view.evaluate(_ANSWER, "提高工作"),
            "sorted by name": view.evaluate(_ANSWER, "sort"),
        }
    finally:
        browser.close()


if __name__ == "__main__":
    main()

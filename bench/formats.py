"""How fast files of every format are read: indicators per second, and how often the time that the library takes that
reads all cell texts of the same file. A folder of mixed files on one core and on all; old formats one by one and
together.
"""

import csv
import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.rows import show
from reviewer import documents, extraction
from reviewer.reading import Reading, find
from reviewer.settings import Settings
from tests.rendering.formats import RENDER, SOFFICE, converted
from tests.rendering.grid import HEADS, Content, grid

ROWS = 400
FILES = 1000
_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)


def main() -> None:
    """Print the figures of every format."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for form, path in _files(work).items():
            _one(form, path)
        _mixed(work / "mixed")
        if SOFFICE:
            _batch(work / "batch")


def _content(rows: int) -> Content:
    """A sheet of many indicators."""
    return Content(
        "绩效目标表",
        (("项目名称", "农村公路养护"), ("主管部门", "交通运输局")),
        [
            dict(
                zip(
                    HEADS,
                    (
                        *_LEVELS[number * 4 // rows],
                        f"第{number}段养护里程",
                        "全年养护的里程",
                        "≥",
                        f"{number + 2}",
                        "公里",
                        "1",
                    ),
                    strict=True,
                )
            )
            for number in range(rows)
        ],
    )


def _files(work: Path) -> dict[str, Path]:
    made = grid(_content(ROWS), list(HEADS))
    files = {}
    for form in ("tabs", "csv", "html", "docx", "xlsx"):
        ending, render = RENDER[form]
        files[form] = work / f"{form}{ending}"
        files[form].write_bytes(render(made))
    if SOFFICE:
        flat = RENDER["docx"][1](grid(_content(ROWS), list(HEADS), merged=False))  # merged over pages it takes minutes
        for form, name, data, target in (
            ("pdf", "a.docx", flat, "pdf"),
            ("xls", "a.xlsx", files["xlsx"].read_bytes(), "xls:MS Excel 97"),
        ):
            (work / form).mkdir()
            (files[form],) = converted(work / form, {name: data}, target).values()
    return files


def _one(form: str, path: Path) -> None:
    """The rate of one format from file to indicators, and the ratio of reading its cells to what its library takes."""
    limits = documents.Limits(seconds=600)
    reading, document = _timed(lambda: documents.read(str(path), limits))
    extracting, sheets = _timed(lambda: extraction.extract(document))
    plain, _ = _timed(lambda: LIBRARIES[form](path))
    rows = sum(len(sheet.indicators) for sheet in sheets)
    rate = f"{rows / (reading + extracting):,.0f} indicators/s"
    show(f"{form}: one file of {ROWS} rows", f"{rate}; reading its cells {reading / plain:.1f} x {LIBRARY[form]}")


def _timed(action: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """Median wall seconds after a run that is not counted, and what the action gave."""
    result = action()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def _text(path: Path) -> object:
    return [line.split("\t") for line in path.read_text(encoding="gb18030").splitlines()]


def _csv(path: Path) -> object:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def _html(path: Path) -> object:
    import lxml.html

    return [cell.text_content() for cell in lxml.html.fromstring(path.read_bytes()).iter("td")]


def _docx(path: Path) -> object:
    import docx

    return [[cell.text for cell in row.cells] for table in docx.Document(str(path)).tables for row in table.rows]


def _xlsx(path: Path) -> object:
    import openpyxl

    return [[cell.value for cell in row] for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows()]


def _xls(path: Path) -> object:
    import xlrd

    book = xlrd.open_workbook(str(path), formatting_info=True)
    return [sheet.row_values(row) for sheet in book.sheets() for row in range(sheet.nrows)]


def _pdf(path: Path) -> object:
    import pdfplumber

    with pdfplumber.open(path) as book:
        return [page.extract_tables() for page in book.pages]


LIBRARIES: dict[str, Callable[[Path], object]] = {
    "tabs": _text,
    "csv": _csv,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "xls": _xls,
    "pdf": _pdf,
}
"""Format → all cell texts of a file by a common library."""


LIBRARY = {
    "tabs": "str.split",
    "csv": "csv",
    "html": "lxml.html",
    "docx": "python-docx",
    "xlsx": "openpyxl",
    "xls": "xlrd",
    "pdf": "pdfplumber",
}


def _mixed(folder: Path) -> None:
    """A folder of many mixed files, on one core and on all of them."""
    folder.mkdir()
    forms = [RENDER[form] for form in ("tabs", "csv", "html", "docx", "xlsx")]
    made = [(ending, render(grid(_content(12), list(HEADS)))) for ending, render in forms]
    for number in range(FILES):
        ending, data = made[number % len(made)]
        (folder / f"{number:04}{ending}").write_bytes(data)
    seconds = {jobs: _seconds(folder, jobs) for jobs in (1, 0)}
    cores = os.cpu_count() or 1
    show(
        f"{FILES} mixed files",
        f"{seconds[1]:.1f} s on one core, {seconds[0]:.1f} s on {cores} ({seconds[1] / seconds[0]:.1f} times)",
    )


def _seconds(folder: Path, jobs: int) -> float:
    start = time.perf_counter()
    reading = Reading(find([str(folder)]), Settings(jobs=jobs), lambda *_: None)
    rows = sum(len(sheet.indicators) for sheet in reading.sheets())
    assert rows == FILES * 12
    return time.perf_counter() - start


def _batch(folder: Path) -> None:
    """Old Word files, read together and one by one."""
    folder.mkdir()
    data = RENDER["docx"][1](grid(_content(12), list(HEADS)))
    files = list(converted(folder, {f"{n:02}.docx": data for n in range(20)}, "doc:MS Word 97").values())
    start = time.perf_counter()
    reading = Reading([str(file) for file in files], Settings(jobs=1), lambda *_: None)
    together_rows = sum(len(sheet.indicators) for sheet in reading.sheets())
    together = time.perf_counter() - start
    start = time.perf_counter()
    for file in files[:5]:
        list(Reading([str(file)], Settings(jobs=1), lambda *_: None).sheets())
    alone = (time.perf_counter() - start) / 5
    show(
        f"{len(files)} .doc files of 12 rows",
        f"{together / len(files):.2f} s each together, {alone:.2f} s each alone ({together_rows} rows)",
    )

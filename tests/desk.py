"""A reviewed submission, its workbook, and what a clerk does to a workbook: what tests of the reviewer's desk share."""

import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reviewer import ranking
from reviewer.model import (
    Graded,
    HumanDecision,
    Indicator,
    Review,
    ReviewedRow,
    ReviewedSheet,
    Sheet,
    SheetFinding,
    row_id,
)
from reviewer.report import workbook
from reviewer.report.workbook import heads
from reviewer.report.workbook.facts import Facts
from reviewer.store import Store
from tests.sheets import advise, fail, graded, indicator, sheet

WRITTEN = "2026-03-01T08:00:00+00:00"
SLOGAN = graded(
    "rules:slogan",
    v=fail("V-slogan", quote="提高"),
    t=fail("T-yes-no", quote="是/否", reason="没有写明判定标准"),
    opinion="“提高工作效率”未写明可统计的内容，请修改。",
    rewrite="【待填】办结率：≥【待填】%",
)
UNIT = graded("rules:unit", t=advise("T-unit"), opinion="指标值缺计量单位，建议补充。")
GOOD = graded("rules:good")

Edit = Callable[[Any], None]
"""What is done to an open workbook."""


def submission(decisions: Mapping[str, HumanDecision] | None = None, **more: object) -> Review:
    """Three sheets of two departments. 提高工作效率 stands in all, 会议次数 in two, 培训人数 once in each."""
    sheets = [
        _sheet("交通局.xlsx", 1, "交通局", "公路养护", "120"),
        _sheet("交通局.xlsx", 2, "交通局", "桥梁检测", "80.5"),
        _sheet("民政局.docx", 1, "民政局", "养老服务", "300"),
    ]
    reviewed = [_reviewed(one, number, decisions or {}) for number, one in enumerate(sheets)]
    rows = ranking.rank(row for one in reviewed for row in one.rows)
    told = {"files": 2, "sheets": 3, "grader": "rules", "run": 1, "reviewed": tuple(reviewed)} | more
    return Review(rows, **told)  # type: ignore[arg-type]


def _sheet(file: str, number: int, department: str, project: str, budget: str) -> Sheet:
    rows = [
        indicator("提高工作效率", 5, level1="效益指标", level2="社会效益指标", target="是/否", description="办事更快"),
        indicator("会议次数", 6, level1="产出指标", level2="数量指标", target="12"),
        indicator(f"{project}培训人数", 7, level1="产出指标", level2="数量指标", target="≥30人"),
    ]
    empty = sheet(
        file=file, number=number, department=department, project_name=project, budget=budget, budget_unit="万元"
    )
    seen: dict[str, int] = {}
    return replace(empty, indicators=tuple(replace(row, row=row_id(empty, row.shown, seen)) for row in rows))


def _reviewed(one: Sheet, number: int, decisions: Mapping[str, HumanDecision]) -> ReviewedSheet:
    verdicts: Iterable[Graded] = (SLOGAN, UNIT if number else GOOD, GOOD)
    rows = [
        _row(one, row, verdict, decisions.get(row.row)) for row, verdict in zip(one.indicators, verdicts, strict=True)
    ]
    lacking = (SheetFinding("S-x", "退回", "未填报质量指标。"),) if number == 2 else ()
    return ReviewedSheet(
        one, tuple(rows), lacking, conclusion="退回重报", reason="须修改指标 1 行。", department=one.department
    )


def _row(one: Sheet, row: Indicator, verdict: Graded, decided: HumanDecision | None) -> ReviewedRow:
    return ReviewedRow(one, row, verdict, decision=decided and decided.decision, decided=decided)


def stored(store: Store, review: Review, origin: str = "f") -> None:
    """Keep a review in the database as a run would."""
    from reviewer.records import Origin

    rows = [row for row in review.rows if isinstance(row.verdict, Graded)]
    shown = {row.verdict.key: row.indicator.shown for row in rows}
    store.add({row.verdict.key: row.verdict for row in rows}.values(), shown, Origin(origin))  # type: ignore[arg-type]
    store.finish_run(store.start_run("rules", ["报送"]), review)


def rows(review: Review) -> dict[str, str]:
    """The identity of each row by its project and the first two characters of its name."""
    return {
        f"{row.sheet.project_name}/{str(row.indicator.shown.name).removeprefix(str(row.sheet.project_name))[:2]}": (
            row.indicator.row
        )
        for row in review.rows
    }


def facts(name: str = "book1", **more: object) -> Facts:
    """What a workbook says of itself."""
    return Facts(name, WRITTEN, "0.1.0", "rules", ranking.WEIGHTS, run=1, fingerprint="f" * 64, **more)  # type: ignore[arg-type]


def write(path: Path, review: Review, *edits: Edit, name: str = "book1") -> Path:
    """Write the workbook and do to it what a clerk does, in this order."""
    path.write_bytes(b"".join(workbook.rendered(review, facts(name))))
    if edits:
        book = openpyxl.load_workbook(path)
        for edit in edits:
            edit(book)
        book.save(path)
    return path


def resaved(path: Path) -> Path:
    """The workbook as LibreOffice saves it; skips where there is none."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here")
    there = path.parent / "resaved"
    profile = f"-env:UserInstallation={(path.parent / 'profile').resolve().as_uri()}"
    target = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(there)]
    subprocess.run([office, profile, "--headless", *target, str(path)], check=True, capture_output=True, timeout=120)
    return there / path.name


# ---------------------------------------------------------------------------------------------------------------------
# What a clerk does


def decide(row: str, decision: str, opinion: str | None = None) -> Edit:
    """Fill in 结论 and, where given, 审核意见 of a row."""

    def edit(book: Any) -> None:
        _fill(book[heads.ROWS], heads.ROW, row, {heads.DECISION: decision, heads.OPINION: opinion})

    return edit


def decide_text(key: str, decision: str | None, apply: str | None = "是", opinion: str | None = None) -> Edit:
    """Fill in a row of 共性问题."""

    def edit(book: Any) -> None:
        said = {heads.DECISION: decision, heads.APPLY: apply, heads.OPINION: opinion}
        _fill(book[heads.COMMON], heads.TEXT, key, said)

    return edit


def sign(project: str, **names: str) -> Edit:
    """Fill in 经办人 (handled) or 复核人 (checked) of a project."""

    def edit(book: Any) -> None:
        told = {heads.HANDLED_BY: names.get("handled"), heads.CHECKED_BY: names.get("checked")}
        _fill(book[heads.PROJECTS], heads.PROJECT, project, told)

    return edit


def put(sheet: str, head: str, row: int, text: str | None) -> Edit:
    """Type a text into the row of a number under a head."""

    def edit(book: Any) -> None:
        book[sheet].cell(row, _columns(book[sheet])[head]).value = text

    return edit


def rearranged(book: Any) -> None:
    """Rows sorted the other way round, columns in reverse order, one more in front, a title above, a new name, a
    filter; two rows deleted, the marker sheets and the file's properties gone."""
    table = [[cell.value for cell in row] for row in book[heads.ROWS].iter_rows()]
    del book[heads.ROWS], book[heads.MARKER], book[heads.MEMBERS]
    sheet = book.create_sheet("张三审核", 0)
    sheet.append(["2026年预算绩效审核（第一组）"])
    sheet.append([])
    sheet.append(["我的备注", *reversed(table[0])])
    for number, row in enumerate(reversed(table[1:]), start=1):
        if number not in (3, 4):
            sheet.append([f"第{number}", *reversed(row)])
    sheet.auto_filter.ref = "A3:Z99"
    sheet.row_dimensions[5].hidden = True
    book.custom_doc_props.props.clear()


def as_text(book: Any) -> None:
    """What begins with = is a formula to openpyxl; in a clerk's cell it is text."""
    for cell in (cell for page in book.worksheets for row in page.iter_rows() for cell in row):
        if cell.data_type == "f":
            cell.data_type = "s"


def _fill(sheet: Any, head: str, wanted: str, values: Mapping[str, str | None]) -> None:
    columns = _columns(sheet)
    (number,) = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, columns[head]).value == wanted]
    for name, value in values.items():
        if value is not None:
            sheet.cell(number, columns[name], value)


def _columns(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}

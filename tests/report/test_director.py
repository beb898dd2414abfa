"""The director's page: what it says, hostile text, and that it is one page."""

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from typer.testing import CliRunner

from reviewer import ranking
from reviewer.cli import app
from reviewer.errors import Unread
from reviewer.model import (
    Answer,
    Copy,
    Expected,
    Grade,
    Graded,
    Indicator,
    Place,
    Review,
    ReviewedRow,
    ReviewedSheet,
    Roster,
    Sheet,
    Shown,
)
from reviewer.report import director
from tests.rendering.formats import SOFFICE

WEAK = Graded("weak", "rules", Answer(Grade.FAIL, ("V-slogan",), "提高效率", "属于原则性表述"), opinion="请修改。")
PASSED = Graded("pass", "rules")
PLACE = Place("第1行", 1)


def reviewed(department: str, project: str, weak: int, passed: int, budget: str = "100") -> ReviewedSheet:
    sheet = Sheet(
        f"{department}.txt", 1, PLACE, department=department, project_name=project, budget=budget, budget_unit="万元"
    )
    rows = [_row(sheet, "提高效率", WEAK) for _ in range(weak)]
    rows += [_row(sheet, f"人数{number}", PASSED) for number in range(passed)]
    conclusion = "退回重报" if weak > passed else "通过"
    return ReviewedSheet(sheet, tuple(rows), conclusion=conclusion, reason="问题指标较多。", department=department)  # type: ignore[arg-type]  # a word of two


def _row(sheet: Sheet, name: str, verdict: Graded) -> ReviewedRow:
    return ReviewedRow(
        sheet, Indicator(Shown(level2="社会效益指标", name=name, target="提高"), "社会效益", PLACE), verdict
    )


def review(*sheets: ReviewedSheet) -> Review:
    rows = ranking.rank(row for sheet in sheets for row in sheet.rows)
    return Review(
        rows, files=2, sheets=len(sheets), grader="rules", reviewed=sheets, unread=(Unread("坏.doc", "已损坏"),)
    )


def told(result: Review) -> tuple[list[str], list[list[list[str]]]]:
    written: Any = docx.Document(io.BytesIO(director.document(result)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in written.tables]
    return [paragraph.text for paragraph in written.paragraphs], tables


def test_what_it_says() -> None:
    bad, good = reviewed("民政局", "救助补助", 6, 2, "900"), reviewed("水务局", "河道治理", 1, 9)
    lines, tables = told(review(replace(bad, copies=(Copy(good.sheet, 0.8),)), good))
    assert lines == [
        "预算绩效目标审核情况",
        "收到文件 3 个，其中 1 个未能读取，项目 2 个，金额合计 1,000万元。",
        "共审核指标 18 项，其中须退回修改 7 项（38.9%），建议修改 0 项，通过 11 项。"
        "初审由规则作出，审核人员已有决定的以其决定为准。",
        "一、审核结论",
        "二、部门情况",
        "三、共性问题",
        "四、金额较大的退回项目",
        "五、疑似套用",
        "“救助补助”与“河道治理”有 80% 的指标相同。",
    ]
    assert tables == [
        [
            ["结论", "项目（个）", "金额", "占比"],
            ["退回重报", "1", "900万元", "50.0%"],
            ["待人工核实", "0", "—", "0.0%"],
            ["修改后通过", "0", "—", "0.0%"],
            ["通过", "1", "100万元", "50.0%"],
        ],
        [
            ["问题占比较高的部门", "问题／指标", "占比", "问题占比较低的部门", "问题／指标", "占比"],
            ["民政局", "6／8", "75%", "水务局", "1／10", "10%"],
        ],
        [["指标及指标值", "次数", "审核意见"], ["社会效益指标｜提高效率：提高", "7 次，2 个项目", "请修改。"]],
        [["金额", "项目", "部门", "主要问题"], ["900万元", "救助补助", "民政局", "问题指标较多。"]],
    ]


def test_what_did_not_come() -> None:
    entry = Expected("水务局", "P9", "河道治理", 90000.0, PLACE)
    others = tuple(replace(entry, department=f"{number}局") for number in range(4))
    roster = Roster("应报.xlsx", (entry, *others), (), (entry, *others), (), (), ())
    lines, _ = told(replace(review(reviewed("民政局", "救助补助", 6, 2)), roster=roster))
    assert lines[1].endswith(
        "。对照应报清单，应报 5 个（45万元），已报 0 个，未报 5 个（45万元），未报的有水务局、0局、1局等。"
    )


def test_nothing_to_say() -> None:
    lines, tables = told(review())
    assert lines[-4:] == ["二、共性问题", "无。", "三、金额较大的退回项目", "无。"]
    assert len(tables) == 1


@pytest.mark.parametrize("text", ["<w:p/>", "a\x00b", "\u202e反", "=1+1"])
def test_submitted_text_stays_text(text: str) -> None:
    _, tables = told(review(reviewed(text, text, 6, 0), reviewed("水务局", text, 6, 0)))
    assert len(tables) == 4


def long_names() -> Review:
    """Thirty departments, and every name as long as one may be."""
    sheets = [
        reviewed(f"第{number}" + "市级行政审批与政务服务数据管理局" * 3, f"项目{number}" + "综合能力提升" * 12, 6, 6)
        for number in range(30)
    ]
    reason = (
        "产出指标未填报、效益指标未填报、满意度指标未填报、绩效目标未填报，问题指标6项，占指标50%，请重新编制后报送。"
    )
    concluded = [replace(one, conclusion="退回重报", reason=reason) for one in sheets]
    copied = (replace(one, copies=(Copy(sheets[0].sheet, 1.0),)) for one in concluded)
    return review(*copied)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_long_names_are_one_page(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(director.document(long_names()))
    assert pages(tmp_path) == 1


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_it_is_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = Path(__file__).parent.parent.parent / "golden" / "documents"
    monkeypatch.setenv("REVIEWER_DB", str(tmp_path / "kept.db"))
    done = CliRunner().invoke(app, ["report", str(documents), "-o", str(tmp_path / "a.docx")])
    assert (done.exit_code, done.stderr) == (0, f"已写入 {tmp_path / 'a.docx'}\n")
    assert pages(tmp_path) == 1


def pages(folder: Path) -> int:
    """How many pages LibreOffice makes of a.docx."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
    return len(re.findall(rb"/Type/Page[\n/]", (folder / "a.pdf").read_bytes()))

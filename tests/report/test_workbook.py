"""The workbook: its sheets and columns, what a person sees and fills in, and no live formula whatever was submitted."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from reviewer.cli import app
from reviewer.errors import Unread
from reviewer.model import (
    Expected,
    HumanDecision,
    PerhapsIn,
    Place,
    Question,
    Repeated,
    Reported,
    Review,
    ReviewedRow,
    ReviewedSheet,
    Roster,
    Ungraded,
)
from reviewer.report import workbook
from reviewer.report.workbook import content, heads, parts
from reviewer.report.workbook.heights import height
from tests.desk import GOOD, SLOGAN, UNIT, facts, rows, submission
from tests.sheets import graded, indicator, sheet

SHEETS = ["概览", "部门汇总", "项目清单", "指标明细", "共性问题", "未读与存疑", "说明"]
VISIBLE = {
    "项目清单": [
        *("部门", "项目", "金额（万元）", "指标数", "须修改", "建议", "缺项", "结论", "经办人", "复核人", "结论说明")
    ],
    "指标明细": [*("部门", "项目", "位置", "二级指标", "指标名称", "指标值", "问题", "建议改为", "结论", "审核意见")],
    "共性问题": [
        *("指标数", "项目数", "部门数", "二级指标", "指标名称", "指标值", "问题", "建议改为", "结论", "审核意见"),
        "同文一并适用",
    ],
}
HIDDEN = {"指标描述", "缺陷代码", "判定标识", "行标识", "原结论", "原审核意见", "原文校验", "项目标识", "同文标识"}


def opened(review: Review, **more: object) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(review, **more)))


def written(review: Review, **more: object) -> bytes:
    return b"".join(workbook.rendered(review, facts(**more)))


def table(sheet: Any) -> list[dict[str, Any]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def shown(sheet: Any) -> list[str]:
    """The heads of the columns that are not hidden."""
    return [cell.value for cell in sheet[1] if not sheet.column_dimensions[cell.column_letter].hidden]


def test_sheets_and_columns() -> None:
    book = opened(submission())
    assert [page.title for page in book.worksheets if page.sheet_state == "visible"] == SHEETS
    assert {name: shown(book[name]) for name in VISIBLE} == VISIBLE
    assert {cell.value for cell in book["指标明细"][1]} >= HIDDEN


HANDED_IN = [
    ("未报", "水务局", "P3", "河道清淤", 30.0, None, None, None),
    ("未报", "文旅局", None, "群众文化", None, None, None, "可能在未能读取的文件中：文旅局.pdf"),
    ("未能读取", None, None, None, None, None, "文旅局.pdf", "扫描件（可能含：群众文化）"),
    ("清单外", "民政局", None, "低保", None, 10.0, "低保.txt", None),
    ("重复报送", "教育局", "P1", "助学", None, 120.0, "b.txt", "以本文件为准，不计：a.txt"),
    ("已报", "教育局", "P1", "助学", 100.0, 120.0, "b.txt", "按名称认定；申报金额与清单不一致，请核对"),
]


def test_what_came_is_held_against_the_roster() -> None:
    aid = replace(sheet(), file="b.txt", department="教育局", project_code="P1", project_name="助学", budget="120")
    aid = replace(aid, budget_unit="万元")
    alms = replace(sheet(), file="低保.txt", department=None, project_code=None, project_name="低保", budget="100000")
    alms = replace(alms, budget_unit=None)
    asked = (
        Expected("教育局", "P1", "助学", 1_000_000.0, Place("第2行")),
        Expected("农业农村局", "P3", "河道清淤", 300_000.0, Place("第3行"), unit="水务局"),
        Expected("文旅局", None, "群众文化", None, Place("第4行")),
    )
    roster = Roster(
        "清单.xlsx",
        asked,
        (Reported(asked[0], aid, "名称", 200_000.0),),
        asked[1:],
        (alms,),
        (Repeated(aid, (replace(aid, file="a.txt"),)),),
        (PerhapsIn(Unread("文旅局.pdf", "扫描件"), asked[2:]),),
    )
    reviewed = (ReviewedSheet(alms, (), department="民政局", inferred=True),)
    book = opened(replace(submission(), roster=roster, reviewed=reviewed))
    assert [name for name in book.sheetnames if name in {"报送情况", *SHEETS}] == [*SHEETS[:5], "报送情况", *SHEETS[5:]]
    heads, *lines = book["报送情况"].iter_rows(values_only=True)
    assert heads == ("类别", "部门", "项目编码", "项目", "清单金额（万元）", "申报金额（万元）", "文件", "说明")
    assert lines == HANDED_IN
    figures = [row[:3] for row in book["概览"].iter_rows(values_only=True)]
    start = figures.index(("报送情况（对照应报清单）", None, None)) + 2
    assert figures[start : start + 7] == [
        ("应报", 3, 130.0),
        ("已报", 1, 100.0),
        ("未报", 2, 30.0),
        ("清单外", 1, 10.0),
        ("重复报送", 1, 120.0),
        ("未能读取", 1, 0.0),
        ("名单见“报送情况”", None, None),
    ]


def test_rows_of_a_project_stand_together_in_reading_order() -> None:
    found = table(opened(submission())["指标明细"])
    assert [(row["项目"], row["位置"], row["指标名称"], row["指标值"]) for row in found] == [
        (project, f"第{5 + at}行", name, target)
        for project in ("公路养护", "桥梁检测", "养老服务")
        for at, (name, target) in enumerate(
            (("提高工作效率", "是/否"), ("会议次数", "12"), (f"{project}培训人数", "≥30人"))
        )
    ]


def test_a_row_says_what_is_wrong_and_what_to_do() -> None:
    weak, advised, good, *_ = table(opened(submission())["指标明细"])[3:]
    assert {head: value for head, value in weak.items() if value and head not in HIDDEN} == {
        "部门": "交通局",
        "项目": "桥梁检测",
        "位置": "第5行",
        "二级指标": "社会效益指标",
        "指标名称": "提高工作效率",
        "指标值": "是/否",
        "问题": "【退回】指标含糊：说不清衡量什么\n【退回】指标值不可衡量：没有写明判定标准",
        "建议改为": SLOGAN.rewrite,
        "审核意见": SLOGAN.opinion,
        "一级指标": "效益指标",
        "文件": "交通局.xlsx",
    }
    assert (weak["缺陷代码"], weak["指标描述"], weak["判定标识"]) == ("V-slogan T-yes-no", "办事更快", SLOGAN.key)
    assert weak["行标识"] == rows(submission())["桥梁检测/提高"]
    assert (advised["问题"], advised["审核意见"]) == ("【建议】指标值不可衡量：缺计量单位", UNIT.opinion)
    assert (good["问题"], good["审核意见"], good["结论"]) == ("通过", None, None)


def test_weight_of_type_says_what_colour_says() -> None:
    sheet = opened(submission())["指标明细"]
    weak, good = sheet["E2"], sheet["E4"]
    assert (weak.font.bold, good.font.bold) == (True, False)
    assert good.font.color.rgb != weak.font.color.rgb


def test_decisions_are_filled_in_beforehand() -> None:
    row = rows(submission())["公路养护/提高"]
    made = HumanDecision(row, "建议修改", "请写明口径。", "王芳", "2026-04-01T00:00:00+00:00", True)
    book = opened(submission({row: made}))
    first = table(book["指标明细"])[0]
    assert [first[head] for head in ("结论", "审核意见", "原结论", "原审核意见")] == ["建议修改", "请写明口径。"] * 2
    (text, _) = table(book["共性问题"])
    assert (text["结论"], text["审核意见"], text["指标数"]) == (None, SLOGAN.opinion, 3)


def test_what_may_be_chosen_and_how_it_is_printed() -> None:
    book = opened(submission())
    choices = {
        (name, str(rule.sqref)): rule.formula1
        for name in VISIBLE
        for rule in book[name].data_validations.dataValidation
    }
    decisions = '"退回修改,建议修改,不提意见,待核"'
    assert choices == {
        ("指标明细", "I2:I10"): decisions,
        ("共性问题", "I2:I3"): decisions,
        ("共性问题", "K2:K3"): '"是,否"',
    }
    for name in SHEETS[1:6]:
        page = book[name]
        assert (page.freeze_panes, page.print_title_rows, page.page_setup.orientation) == ("A2", "$1:$1", "landscape")
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.auto_filter.ref.startswith("A1:")


def test_departments_add_up() -> None:
    found = table(opened(submission())["部门汇总"])
    assert [tuple(row.values())[:9] for row in found] == [
        ("交通局", 2, 0, 200.5, 6, 2, 2 / 6, 1, 3),
        ("民政局", 1, 0, 300, 3, 1, 1 / 3, 1, 1),
        ("合计", 3, 0, 500.5, 9, 3, 3 / 9, 2, 4),
    ]
    assert opened(submission())["部门汇总"].auto_filter.ref == "A1:P3"  # the sum is not sorted away


def test_projects() -> None:
    *_, last = table(opened(submission())["项目清单"])
    told = [last[head] for head in VISIBLE["项目清单"]]
    assert told == [
        "民政局",
        "养老服务",
        300,
        3,
        1,
        1,
        "【退回】未填报质量指标。",
        "退回重报",
        None,
        None,
        "须修改指标 1 行。",
    ]


def test_an_inferred_department_is_marked() -> None:
    review = submission()
    first, *others = review.reviewed
    inferred = (replace(first, inferred=True), replace(others[0], department=None), others[1])
    names = [row["部门"] for row in table(opened(replace(review, reviewed=inferred))["项目清单"])]
    assert names == ["交通局（推断）", "未填部门", "民政局"]


def test_common_texts_are_put_together() -> None:
    found = table(opened(submission())["共性问题"])
    assert [(row["指标数"], row["项目数"], row["部门数"], row["指标名称"]) for row in found] == [
        (3, 3, 2, "提高工作效率"),
        (2, 2, 2, "会议次数"),
    ]


def test_presets_and_rows_without_a_verdict() -> None:
    review = submission()
    first, *others = review.reviewed
    slogan, *rest = first.rows
    ungraded = replace(rest[0], verdict=Ungraded("k", "m", "超时"))
    contested = replace(rest[1], contested=(Question.TARGET,))
    changed = (replace(first, rows=(replace(slogan, preset=True), ungraded, contested)), *others)
    rows = tuple(row for one in changed for row in one.rows)
    told = replace(
        review, reviewed=changed, rows=rows, unread=(Unread("坏.doc", "已损坏"),), partly=(Unread("半.pdf", "第3页"),)
    )
    book = opened(told)
    problems = [row["问题"] for row in table(book["指标明细"])[:3]]
    assert problems == ["【系统预置】不提意见", "【未评】超时", "【分歧】规则判定与模型相反：指标值不可衡量"]
    assert [(row["类别"], row["文件"], row["说明"]) for row in table(book["未读与存疑"])] == [
        ("未能读取", "坏.doc", "已损坏"),
        ("部分内容未读取", "半.pdf", "第3页"),
        ("未评指标", "交通局.xlsx", "超时"),
        ("判定分歧", "交通局.xlsx", "【分歧】规则判定与模型相反：指标值不可衡量"),
    ]


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "{=1}",
    "a\x00\x0b\x1b\ufffe\ud800b",
    "_x0041_",
    "<b>&amp;]]>",
    "长" * 40_000,
    "123456789012345678",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text[:20]) for text in HOSTILE])
def test_submitted_text_is_never_a_formula(text: str) -> None:
    row = indicator(text, 1, level2=text, target=text, description=text)
    verdict = replace(SLOGAN, opinion=text, rewrite=text, key=text)
    one = sheet(row, file=text, department=text, project_name=text, project_code=text)
    reviewed = ReviewedRow(one, replace(row, doubts=(text,)), verdict)
    whole = ReviewedSheet(one, (reviewed, reviewed), reason=text, department=text)
    review = Review((reviewed, reviewed), 1, 1, "rules", (text,), (Unread(text, text),), reviewed=(whole,))
    book = written(review, selection=text)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(re.search(r"<f[ >/]", page) for page in pages)
    for page in openpyxl.load_workbook(io.BytesIO(book)).worksheets:
        for cell in (cell for line in page.iter_rows() for cell in line if isinstance(cell.value, str)):
            assert cell.data_type in "sf"  # this library reads a string that begins with = as a formula
            assert cell.data_type == "s" or cell.quotePrefix
            assert len(cell.value) <= 32_767
            if cell.value.startswith(tuple("=+-@＝")) and len(cell.value) > 1:
                assert cell.quotePrefix


def test_charts_and_marks_of_origin() -> None:
    book = written(submission())
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    assert len(charts) == 3
    assert all("pattFill" in chart for chart in charts)  # told apart in black and white
    opened = openpyxl.load_workbook(io.BytesIO(book))
    assert {row[0]: row[1] for row in opened[heads.MARKER].iter_rows(values_only=True)} == {
        "工作簿标识": "book1",
        "运行": "1",
        "写出时间": "2026-03-01T08:00:00+00:00",
        "程序版本": "0.1.0",
        "分册": "1/1",
    }
    assert opened[heads.MARKER].sheet_state == opened[heads.MEMBERS].sheet_state == "hidden"
    assert {one.name: one.value for one in opened.custom_doc_props.props} == {"reviewer.workbook": "book1"}


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        (None, "否：全部在本机完成，没有向外发送任何内容"),
        ("a.example", "是：指标文字发送至 a.example 判定"),
    ],
)
def test_the_notes_say_whether_anything_was_sent(host: str | None, expected: str) -> None:
    notes = {row[0]: row[1] for row in opened(submission(), host=host)["说明"].iter_rows(values_only=True)}
    assert notes["是否外发"] == expected
    assert {"V-slogan", "T-baseline", "S-few", "退回修改", "交回登记"} <= set(notes)


# ---------------------------------------------------------------------------------------------------------------------
# Parts


def _many(sizes: Iterable[tuple[str | None, str, int]]) -> Review:
    reviewed = tuple(_one(number, *size) for number, size in enumerate(sizes, start=1))
    rows = tuple(row for one in reviewed for row in one.rows)
    return Review(rows, 1, len(reviewed), "rules", reviewed=reviewed)


def _one(number: int, department: str | None, file: str, count: int) -> ReviewedSheet:
    one = sheet(file=file, number=number, department=department, project_name=f"项目{number}")
    rows = (ReviewedRow(one, indicator(f"指标{at}", at), GOOD) for at in range(count))
    return ReviewedSheet(one, tuple(rows), department=department)


DEALT = [
    (
        "balanced, departments whole",
        [("甲", "a", 5), ("乙", "b", 4), ("甲", "a", 3), ("丙", "c", 4)],
        2,
        [[1, 3], [2, 4]],
    ),
    ("no department: by file", [(None, "a", 2), (None, "b", 2), (None, "a", 2)], 2, [[1, 3], [2]]),
    ("fewer departments than reviewers", [("甲", "a", 1), ("乙", "b", 1)], 3, [[1], [2]]),
    ("nothing at all", [], 2, [[]]),
]


@pytest.mark.parametrize(("title", "sizes", "reviewers", "expected"), DEALT, ids=[case[0] for case in DEALT])
def test_departments_are_dealt_out(
    title: str, sizes: list[tuple[str | None, str, int]], reviewers: int, expected: list[list[int]]
) -> None:
    whole = _many(sizes)
    hands = parts.dealt(whole, reviewers)
    assert [[one.sheet.number for one in hand.reviewed] for hand in hands] == expected
    assert sum(len(hand.rows) for hand in hands) == len(whole.rows)
    assert [hand.sheets for hand in hands] == [len(numbers) for numbers in expected]


def test_only_selected_rows_are_shown() -> None:
    whole = submission()
    selected = replace(whole, rows=tuple(row for row in whole.rows if row.verdict is UNIT))
    assert [[row.verdict for row in one.rows] for one in parts.narrowed(selected).reviewed] == [[UNIT], [UNIT]]
    assert parts.narrowed(whole) is whole


HEIGHTS = [
    (None, 10, 20, 1),
    (12, 10, 20, 1),
    ("短", 10, 20, 1),
    ("一二三四五六七八九十", 10, 12, 2),
    ("一\n\n二", 10, 20, 3),
]


@pytest.mark.parametrize(("value", "size", "width", "lines"), HEIGHTS)
def test_rows_are_as_high_as_their_text(value: object, size: float, width: float, lines: int) -> None:
    assert height(value, size, width) == pytest.approx(lines * size * 1.38 + 6)


# ---------------------------------------------------------------------------------------------------------------------
# The command

HEAD = "一级指标\t二级指标\t三级指标\t目标值"
ROW = "效益指标\t社会效益指标\t提高工作效率\t是/否"
TEXT = f"项目支出绩效目标表\n部门：{{0}}\n项目名称：{{0}}项目\n\n{HEAD}\n{ROW}\n"


@pytest.fixture
def files(folder: Path) -> None:
    for name in ("交通局", "民政局"):
        Path(f"{name}.txt").write_text(TEXT.format(name), encoding="utf-8")


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["review", "交通局.txt", "民政局.txt", *arguments])


@pytest.mark.usefixtures("files")
def test_one_workbook_and_one_for_each_reviewer() -> None:
    done = run("-o", "审核.xlsx")
    assert (done.exit_code, "已写入 审核.xlsx" in done.stdout) == (0, True)
    assert len(table(openpyxl.load_workbook("审核.xlsx")["指标明细"])) == 2
    done = run("-o", "审核.xlsx", "--split", "3", "--format", "xlsx")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-2:] == ["只有 2 个部门，写出 2 册", "已写入 审核_1.xlsx、审核_2.xlsx"]
    assert [
        [row["部门"] for row in table(openpyxl.load_workbook(f"审核_{number}.xlsx")["指标明细"])] for number in (1, 2)
    ] == [["交通局"], ["民政局"]]
    assert not Path("审核_3.xlsx").exists()


REFUSED = [
    (("--split", "2"), "--split: only a workbook is dealt out; add --output FILE.xlsx"),
    (("--split", "2", "-o", "a.csv"), "--split: only a workbook is dealt out; add --output FILE.xlsx"),
    (("--format", "xlsx", "--split", "2"), "--format xlsx: a workbook goes to a file; name it with --output FILE.xlsx"),
    (("-o", "no/a.xlsx"), "no/a.xlsx: cannot be written; name a file in a writable folder with --output"),
]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_could_not_run(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"reviewer: {message}\n")


def test_conclusions_are_those_of_the_sheets() -> None:
    (one,) = [one for one in content.counted("", submission()).concluded if one.projects]
    assert (one.conclusion, one.projects, one.money) == ("退回重报", 3, 5_005_000)


def test_a_verdict_without_findings_needs_no_opinion() -> None:
    row = ReviewedRow(sheet(), indicator(), graded())
    assert (content.problem(row), content.opinion(row), content.codes(row)) == ("通过", None, "")

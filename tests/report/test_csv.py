"""The spreadsheet: heads, rows, and no live formula."""

import csv
import io

import pytest

from reviewer.model import ReviewedRow, Ungraded
from reviewer.report import csv as report
from reviewer.report.jsonl import judged_fields, read_fields
from reviewer.report.safe import cell
from tests.sheets import fail, graded, indicator, sheet

ROW = ReviewedRow(
    sheet(department="民政局", project_code="610000220000000000000", budget="10", goal="一\n二"),
    indicator("=cmd|' /C calc'!A0", 7, level2="质量指标", target="95", unit="%"),
    graded("k", v=fail("V-slogan", "V-object", quote="工作"), m=fail("M-category", belongs=("数量指标", "时效指标"))),
    rank=1,
    weakness=6.0,
)


def _read(*rows: ReviewedRow) -> list[dict[str, str]]:
    text = "".join(report.reviewed(rows)).encode().decode("utf-8-sig")
    assert text.count("\r\n") == 1 + len(rows)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_rows() -> None:
    (row,) = _read(ROW)
    assert list(row) == list(report.HEADS.values())
    assert {head: value for head, value in row.items() if value} == {
        "排名": "1",
        "问题指标": "是",
        "部门": "民政局",
        "项目编码": "'610000220000000000000",
        "预算": "10",
        "二级指标": "质量指标",
        "三级指标": "'=cmd|' /C calc'!A0",
        "指标值": "95",
        "计量单位": "%",
        "含糊": "退回修改",
        "错类": "退回修改",
        "应归类别": "数量指标；时效指标",
        "指标值可衡量": "通过",
        "缺陷代码": "V-slogan；V-object；M-category",
        "原文摘引": "工作",
        "理由": "说不清衡量什么；说不清衡量什么",
        "系统预置": "否",
        "文件": "a.txt",
        "表序号": "1",
        "位置": "第7行",
        "行号": "7",
        "绩效目标": "一\n二",
        "范围": "项目",
        "指标体系": "2015",
        "表类型": "申报",
        "问题分值": "6.0",
        "评判者": "rules",
        "行标识": "row7",
        "判定标识": "k",
    }


def test_an_ungraded_row_says_why() -> None:
    (row,) = _read(ReviewedRow(sheet(), indicator(), Ungraded("k", "m", "超时")))
    assert (row["排名"], row["含糊"], row["未评原因"], row["问题指标"]) == ("", "", "超时", "否")


def test_every_key_of_the_json_lines_has_a_column() -> None:
    assert {*read_fields(ROW.sheet, ROW.indicator), *judged_fields(ROW)} <= set(report.HEADS)
    assert len(set(report.HEADS.values())) == len(report.HEADS)


CELLS = [
    ("=1+1", "'=1+1"),
    ("+10%", "'+10%"),
    ("-5", "'-5"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("  =1+1", "'  =1+1"),
    ("\u3000＝1+1", "'\u3000＝1+1"),
    ("＋1", "'＋1"),
    ("－1", "'－1"),
    ("＠a", "'＠a"),
    ("\ufeff=1", "'\ufeff=1"),
    ("\t1", "'\t1"),
    ("\r1", "'\n1"),
    ("\n=1", "'\n=1"),
    ("123456789012", "'123456789012"),
    ("12345678901", "12345678901"),
    ("a=b", "a=b"),
    ("≥95%", "≥95%"),
    ("一\r\n二", "一\n二"),
    ("a\x00\x1b[31mb\u202e", "a��[31mb�"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_no_live_formula(text: str, expected: str) -> None:
    assert cell(text) == expected

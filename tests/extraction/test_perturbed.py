"""Files put together from sheets in different layouts, shuffled, interrupted, saved otherwise: same rows out."""

import random

import pytest

from reviewer.documents import plain_text
from reviewer.extraction import extract
from reviewer.model import Document
from tests.extraction.layouts import CLINICS, LAYOUTS, RIVERS, ROADS, SAMPLES, Row
from tests.extraction.test_layouts import row_of, rows_of, sheets_of

NARRATIVE = """第一部分 部门概况

一、主要职责

负责本地区农村公路、河道、卫生等事务的规划和管理，全年完成投资1200万元，比上年增长8%。

机构设置如下：

序号\t单位名称\t单位性质
1\t局机关\t行政
2\t服务中心\t事业

第二部分 绩效目标

"""
BETWEEN = """资金分配表

单位\t金额\t备注
城关镇\t120\t无
东河乡\t80\t无
合计\t200\t

上述资金按季度拨付，各乡镇应当加强管理，确保资金安全。

"""


@pytest.mark.parametrize("seed", range(40))
def test_sheets_of_different_layouts_in_one_file(seed: int) -> None:
    chance = random.Random(seed)
    parts: list[str] = [NARRATIVE]
    expected: list[list[Row]] = []
    for name in chance.sample(sorted(SAMPLES), k=3):
        layout = chance.choice(sorted(LAYOUTS))
        parts.append(LAYOUTS[layout](SAMPLES[name], chance.randrange(5)))
        if layout not in ("one cell a line", "one cell a line, blank lines between"):
            parts.append(BETWEEN)
        expected.append(list(SAMPLES[name].rows))
    parts.append("第三部分 其他说明\n\n名词解释：一般公共预算，是指以税收为主体的财政收入。\n")
    assert rows_of("".join(parts)) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_encoding(encoding: str, layout: str) -> None:
    data = LAYOUTS[layout](ROADS, 0).replace("\n", "\r\n").encode(encoding)
    (sheet,) = extract(Document("x", tuple(plain_text.read("x", data))))
    assert [row_of(indicator) for indicator in sheet.indicators] == list(ROADS.rows)


BREAKS = {
    "page number": "- 12 -\n",
    "page number in words": "第 3 页 共 20 页\n",
    "form feed and page head": "\f某县2024年部门预算公开\n",
    "blank lines": "\n\n",
    "field code": " TC 2、项目绩效目标表 \\f C \\l 1 \n",
}
ROW_LAYOUTS = ("tabs", "tabs with a side label", "pipes behind cells", "pipes around cells", "markdown", "wide spaces")


@pytest.mark.parametrize("name", BREAKS)
@pytest.mark.parametrize("layout", ROW_LAYOUTS)
@pytest.mark.parametrize("repeated", [False, True])
def test_page_break(layout: str, name: str, repeated: bool) -> None:
    lines = LAYOUTS[layout](CLINICS, 0).splitlines(keepends=True)
    head = next(index for index, line in enumerate(lines) if "三级指标" in line)
    rows = head + 5 + (layout == "markdown")
    broken = [*lines[:rows], BREAKS[name], *([lines[head]] if repeated else []), *lines[rows:]]
    assert rows_of("".join(broken)) == [list(CLINICS.rows)]


def test_head_repeated_without_a_word_between_is_a_new_sheet_where_the_levels_begin_again() -> None:
    text = LAYOUTS["tabs"](RIVERS, 0)
    table = text[text.index("一级指标") :].strip()
    assert rows_of(f"{table}\n{table}\n") == [list(RIVERS.rows), list(RIVERS.rows)]


def test_places_and_identities() -> None:
    first, second = sheets_of(LAYOUTS["tabs"](RIVERS, 0) * 2)
    assert (first.number, first.place.label, second.number, second.place.line) == (1, "第1行", 2, 14)
    assert [indicator.place.label for indicator in first.indicators] == [f"第{line}行" for line in range(6, 13)]
    identities = [indicator.row for sheet in (first, second) for indicator in sheet.indicators]
    assert len(set(identities)) == 14
    elsewhere = sheets_of(NARRATIVE + LAYOUTS["markdown"](RIVERS, 3))
    assert [indicator.row for indicator in elsewhere[0].indicators] == identities[:7]

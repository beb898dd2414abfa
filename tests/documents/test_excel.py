""".xlsx: merged and hidden cells, values as shown, what other programs than Excel write, and files that lie."""

import io
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from reviewer import documents
from reviewer.documents.excel import ooxml
from reviewer.documents.formats import format_of
from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError
from reviewer.model import Table
from tests.documents.workbooks import MAIN, packed, rows, xlsx

ONE = (1, 1)
DAMAGED = "文件不完整或已损坏，请报送单位重新发送"


def read(data: bytes, limits: Limits = Limits()) -> list[Table]:  # noqa: B008  it is frozen
    assert format_of("x.xlsx", data) == "xlsx"
    return list(ooxml.read("x.xlsx", data, limits))


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def target_sheet() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "绩效 目标表"
    sheet["A1"] = "项目支出绩效目标表"
    sheet.merge_cells("A1:E1")
    table = [
        ("一级指标", "二级指标", "三级指标", "指标值", "权重"),
        ("产出指标", "数量指标", "培训人次", 1200, 10),
        (None, "质量指标", "合格率", 0.95, "20"),
        (None, None, "优良率", 0.9, 5.5),
        (None, "时效指标", "完成时间", 45657, "=SUM(E4:E6)"),
    ]
    for row, values in enumerate(table, 3):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    sheet.merge_cells("A4:A7")
    sheet.merge_cells("B5:B6")
    for address, code in {"D4": '#,##0"人"', "D5": '"≥"0%', "D6": "0%", "D7": 'yyyy"年"m"月"d"日"'}.items():
        sheet[address].number_format = code
    return book


def test_a_target_sheet(tmp_path: Path) -> None:
    book = target_sheet()
    book.create_sheet("空表")
    book.create_chartsheet("图")
    (tmp_path / "目标表.txt").write_bytes(saved(book))
    (table,) = documents.read(str(tmp_path / "目标表.txt")).blocks
    assert rows(table) == [
        ("A1", "项目支出绩效目标表", (1, 5), ""),
        ("A3", "一级指标", ONE, ""),
        ("B3", "二级指标", ONE, ""),
        ("C3", "三级指标", ONE, ""),
        ("D3", "指标值", ONE, ""),
        ("E3", "权重", ONE, ""),
        ("A4", "产出指标", (4, 1), ""),
        ("B4", "数量指标", ONE, ""),
        ("C4", "培训人次", ONE, ""),
        ("D4", "1,200人", ONE, ""),
        ("E4", "10", ONE, ""),
        ("B5", "质量指标", (2, 1), ""),
        ("C5", "合格率", ONE, ""),
        ("D5", "≥95%", ONE, ""),
        ("E5", "20", ONE, ""),
        ("C6", "优良率", ONE, ""),
        ("D6", "90%", ONE, ""),
        ("E6", "5.5", ONE, ""),
        ("B7", "时效指标", ONE, ""),
        ("C7", "完成时间", ONE, ""),
        ("D7", "2024年12月31日", ONE, ""),
        ("E7", "", ONE, "公式没有计算结果"),
    ]


def test_what_is_hidden_is_marked() -> None:
    book = target_sheet()
    sheet = book.active
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["E"].hidden = True
    for title, state in (("旧", "hidden"), ("码表", "veryHidden")):
        other = book.create_sheet(title)
        other["B2"], other.sheet_state = "甲", state
    first, second, third = read(saved(book))
    doubts = {address: doubt for address, _, _, doubt in rows(first) if doubt}
    assert doubts == {
        "E3": "位于隐藏列",
        "E4": "位于隐藏列",
        "E5": "位于隐藏列",
        "C6": "位于隐藏行",
        "D6": "位于隐藏行",
        "E6": "位于隐藏行；位于隐藏列",
        "E7": "公式没有计算结果；位于隐藏列",
    }
    assert [rows(second), rows(third)] == [[("B2", "甲", ONE, "位于隐藏工作表")]] * 2


def test_nothing_high_or_wide_is_hidden_and_merged_cells_only_as_a_whole() -> None:
    cells = "".join(f'<c r="{column}1"><v>1</v></c>' for column in "ABC")
    data = xlsx(
        {
            "表": f'<cols><col min="2" max="2" width="0"/></cols><sheetData><row r="1" ht="0">{cells}</row><row r="2">'
            '<c r="C2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
        }
    )
    (table,) = read(data)
    assert rows(table) == [
        ("A1", "1", (2, 1), ""),
        ("B1", "1", ONE, "位于隐藏行；位于隐藏列"),
        ("C1", "1", ONE, "位于隐藏行"),
        ("C2", "1", ONE, ""),
    ]


def test_comments_are_left_out_and_rich_text_is_kept() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText("合格率", TextBlock(InlineFont(b=True), "≥95"), "%")
    book.active["A1"].comment = Comment("请核实", "某人")
    (table,) = read(saved(book))
    assert rows(table) == [("A1", "合格率≥95%", ONE, "")]


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="&quot;≥&quot;0%"/>'
    '<numFmt numFmtId="165" formatCode="&quot;编号&quot;@"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="31"/><xf numFmtId="165"/>'
    '<xf numFmtId="14"/></cellXfs>'
)
STRINGS = (
    "<si><t>甲</t></si>"
    "<si><r><rPr/><t>培训</t></r><r><t>人次</t></r><rPh sb='0' eb='1'><t>peixun</t></rPh></si>"
    "<si><t>第一行_x000D_\n第二行_x005F_x</t></si>"
)

CELLS: dict[str, tuple[str, tuple[str, str]]] = {
    "shared string": ('<c r="A1" t="s"><v>0</v></c>', ("甲", "")),
    "rich text without its phonetic guide": ('<c r="A1" t="s"><v>1</v></c>', ("培训人次", "")),
    "escaped characters": ('<c r="A1" t="s"><v>2</v></c>', ("第一行\n第二行_x", "")),
    "inline string": ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', ("甲乙", "")),
    "number": ('<c r="A1"><v>0.30000000000000004</v></c>', ("0.3", "")),
    "number in its format": ('<c r="A1" s="1"><v>0.95</v></c>', ("≥95%", "")),
    "format known by number": ('<c r="A1" s="2"><v>45657</v></c>', ("2024年12月31日", "")),
    "text in a format for text": ('<c r="A1" s="3" t="s"><v>0</v></c>', ("编号甲", "")),
    "no such style": ('<c r="A1" s="99"><v>5</v></c>', ("5", "")),
    "number stored as text": ('<c r="A1" s="1" t="inlineStr"><is><t>0.95</t></is></c>', ("0.95", "")),
    "boolean": ('<c r="A1" t="b"><v>1</v></c>', ("TRUE", "")),
    "error": ('<c r="A1" t="e"><f>A2</f><v>#REF!</v></c>', ("#REF!", "公式结果出错")),
    "result of a formula": ('<c r="A1"><f>1+1</f><v>2</v></c>', ("2", "")),
    "text as result of a formula": ('<c r="A1" t="str"><f>"甲"</f><v>甲</v></c>', ("甲", "")),
    "formula without result": ('<c r="A1"><f>1+1</f></c>', ("", "公式没有计算结果")),
    "formula with empty result": ('<c r="A1" t="str"><f>""</f><v></v></c>', ("", "")),
    "date in ISO form": ('<c r="A1" t="d"><v>2024-12-31</v></c>', ("2024-12-31", "")),
    "no number": ('<c r="A1"><v>甲</v></c>', ("甲", "")),
    "not a number": ('<c r="A1"><v>1e999</v></c>', ("1e999", "")),
    "blanks": ('<c r="A1" t="inlineStr"><is><t xml:space="preserve">  </t></is></c>', ("", "")),
}


@pytest.mark.parametrize("name", CELLS)
def test_values_of_cells(name: str) -> None:
    cell, expected = CELLS[name]
    sheet = f'<sheetData><row r="1">{cell}<c r="B1"><v>1</v></c></row></sheetData>'
    (table,) = read(xlsx({"表": sheet}, STRINGS, STYLES))
    shown = [("A1", expected[0], ONE, expected[1])] if any(expected) else []
    assert rows(table) == [*shown, ("B1", "1", ONE, "")]


SHEET = '<sheetData><row r="2"><c r="B2"><v>5</v></c></row></sheetData>'
PREFIXED = (
    f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>5</x:v></x:c></x:row></x:sheetData>'
    "</x:worksheet>"
)

PACKAGES: dict[str, bytes] = {
    "as Excel writes it": xlsx({"表": SHEET}),
    "cells without addresses": xlsx({"表": "<sheetData><row/><row><c/><c><v>5</v></c></row></sheetData>"}),
    "elements with a prefix": xlsx({"表": SHEET}, **{"xl/worksheets/sheet1.xml": PREFIXED}),
    "the strict form": xlsx(
        {"表": SHEET},
        **{
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main">{SHEET}</worksheet>'
            )
        },
    ),
    "no relations": xlsx(
        {"表": SHEET},
        **{
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets><sheet name="表"/></sheets></workbook>',
            "_rels/.rels": "<R/>",
            "xl/_rels/workbook.xml.rels": "<R/>",
        },
    ),
    "parts with backslashes": packed(
        {
            "xl\\workbook.xml": (
                f'<workbook xmlns="{MAIN}" xmlns:p="x"><sheets><sheet name="表" p:id="a"/></sheets></workbook>'
            ),
            "xl\\_rels\\workbook.xml.rels": (
                '<R><Relationship Id="a" Type="x/worksheet" Target="/xl/Worksheets/Sheet1.xml"/></R>'
            ),
            "xl\\worksheets\\sheet1.xml": PREFIXED,
        }
    ),
    "UTF-16": xlsx({"表": SHEET}, **{"xl/worksheets/sheet1.xml": PREFIXED.encode("utf-16")}),
    "a later cell of the same address": xlsx(
        {"表": '<sheetData><row r="2"><c r="B2"><v>5</v></c><c r="B2"><v>6</v></c></row></sheetData>'}
    ),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_packages_of_other_programs(name: str) -> None:
    (table,) = read(PACKAGES[name])
    assert table.label == "表"
    assert rows(table) == [("B2", "5", ONE, "")]


def _cells(addresses: str) -> list[tuple[str, tuple[int, int]]]:
    return [(address, ONE) for address in addresses.split()]


MERGED: dict[str, tuple[str, list[tuple[str, tuple[int, int]]]]] = {
    "a range as far as cells go": ("B2:XFD1048576", [*_cells("A1 B1 C1 A2"), ("B2", (2, 2)), ("A3", ONE)]),
    "everything": ("A1:XFD1048576", _cells("A1 B1 C1 A2 B2 C2 A3 B3 C3")),
    "covered cells left out": (
        "A1:B2",
        [("A1", (2, 2)), ("C1", ONE), ("C2", ONE), ("A3", ONE), ("B3", ONE), ("C3", ONE)],
    ),
    "of two that overlap the first": (
        "A1:B1 B1:C1",
        [("A1", (1, 2)), ("C1", ONE)] + [(f"{column}{row}", ONE) for row in (2, 3) for column in "ABC"],
    ),
    "side by side and below": (
        "A1:A2 B1:C1 B2:B3",
        [("A1", (2, 1)), ("B1", (1, 2)), ("B2", (2, 1)), ("C2", ONE), ("A3", ONE), ("C3", ONE)],
    ),
    "none": ("D9 Z1:AA2 x", [(f"{column}{row}", ONE) for row in (1, 2, 3) for column in "ABC"]),
}


@pytest.mark.parametrize("name", MERGED)
def test_merged_ranges(name: str) -> None:
    ranges, expected = MERGED[name]
    cells = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}"><v>{row}</v></c>' for column in "ABC") + "</row>"
        for row in (1, 2, 3)
    )
    merged = "".join(f'<mergeCell ref="{one}"/>' for one in ranges.split())
    (table,) = read(xlsx({"表": f"<sheetData>{cells}</sheetData><mergeCells>{merged}</mergeCells>"}))
    assert [(address, span) for address, _, span, _ in rows(table)] == expected


def test_days_may_count_from_1904() -> None:
    book = xlsx({"表": '<sheetData><row><c s="4"><v>44195</v></c></row></sheetData>'}, styles=STYLES)
    names = '<workbook><workbookPr date1904="1"/><sheets><sheet name="表" id="rId1"/></sheets></workbook>'
    links = '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    changed = xlsx(
        {"表": '<sheetData><row><c s="4"><v>44195</v></c></row></sheetData>'},
        styles=STYLES,
        **{"xl/workbook.xml": names, "xl/_rels/workbook.xml.rels": links},
    )
    assert [rows(table)[0][1] for table in read(book) + read(changed)] == ["2020/12/30", "2024/12/31"]


BOMB = '<!DOCTYPE x [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DECLARES = "文件内含 DTD 或实体声明，疑似异常文件；请用 WPS 打开后另存再审"


def _sheet_part(text: str) -> bytes:
    return xlsx({"表": SHEET}, **{"xl/worksheets/sheet1.xml": text})


REFUSED: dict[str, tuple[bytes, str]] = {
    "entities": (
        _sheet_part(BOMB + "<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"),
        DECLARES,
    ),
    "external entity": (_sheet_part(OUTSIDE + "<worksheet><c><v>&a;</v></c></worksheet>"), DECLARES),
    "entities in strings": (
        xlsx({"表": SHEET}, **{"xl/sharedStrings.xml": BOMB + "<sst><si>&b;</si></sst>"}),
        DECLARES,
    ),
    "a part cut off": (_sheet_part("<worksheet><sheetData><row>"), DAMAGED),
    "elements in elements without end": (_sheet_part("<a>" * 100_000), DAMAGED),
    "no XML": (_sheet_part("甲"), DAMAGED),
    "a part missing": (
        packed(
            {
                "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets><sheet name="a" id="b"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": '<R><Relationship Id="b" Type="/worksheet" Target="c.xml"/></R>',
            }
        ),
        DAMAGED,
    ),
    "no such string": (_sheet_part('<worksheet><row><c t="s"><v>7</v></c></row></worksheet>'), DAMAGED),
    "an address beyond the sheet": (_sheet_part('<worksheet><row><c r="XFE1"><v>7</v></c></row></worksheet>'), DAMAGED),
    "a row beyond the sheet": (_sheet_part('<worksheet><row r="1048577"><c><v>7</v></c></row></worksheet>'), DAMAGED),
    "a row that is no number": (_sheet_part('<worksheet><row r="甲"><c><v>7</v></c></row></worksheet>'), DAMAGED),
    "no workbook": (packed({"xl/worksheets/sheet1.xml": PREFIXED}), DAMAGED),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(UnreadableError) as error:
        read(data)
    assert error.value.reason == reason


def test_binary_workbooks_are_named() -> None:
    with pytest.raises(UnreadableError) as error:
        format_of("x.xlsx", packed({"xl/workbook.bin": b"x"}))
    assert error.value.reason == "这是 Excel 二进制工作簿（.xlsb），请用 Excel 或 WPS 另存为 xlsx 后再审"


LIMITS = Limits(cells=1000)
EMPTY_CELLS = '<sheetData><row r="1">' + "<c/>" * 70_000 + "</row></sheetData>"


@pytest.mark.parametrize(
    "data",
    [
        xlsx({"表": EMPTY_CELLS}),
        xlsx({"表": SHEET}, "<si><t>甲</t></si>" * 1001),
        xlsx({"表": SHEET + "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 1001 + "</mergeCells>"}),
    ],
)
def test_more_cells_than_allowed(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="单元格超过 1,000 个"):
        read(data, LIMITS)


LIES: dict[str, str] = {
    "a dimension that lies": f'<dimension ref="A1:XFD1048576"/>{SHEET}',
    "empty rows": "<sheetData>" + '<row r="2"><c r="B2"><v>5</v></c></row>' + "<row/>" * 200_000 + "</sheetData>",
    "a row far below": SHEET.replace("</sheetData>", '<row r="1048576" hidden="1"><c s="1"/></row></sheetData>'),
    "everything merged": SHEET + '<mergeCells><mergeCell ref="C3:XFD1048576"/></mergeCells>',
    "all columns hidden, again and again": "<cols>" + '<col min="3" max="16384" hidden="1"/>' * 50 + f"</cols>{SHEET}",
}


@pytest.mark.parametrize("name", LIES)
def test_what_a_sheet_declares_costs_nothing(name: str) -> None:
    data = xlsx({"表": LIES[name]})
    tracemalloc.start()
    started = time.perf_counter()
    (table,) = read(data)
    took, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows(table) == [("B2", "5", ONE, "")]
    assert peak < 30_000_000
    assert took < 3


WHOLE = saved(target_sheet())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=0, max_size=4)), min_size=1, max_size=6))
def test_damaged_files_are_read_or_named(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(WHOLE)
    for where, new in changes:
        at = where % len(data)
        data[at : at + len(new) + 1] = new
    _read_or_refused(bytes(data))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.text(max_size=3)), min_size=1, max_size=4))
def test_damaged_parts_are_read_or_named(changes: list[tuple[int, str]]) -> None:
    text = f'<worksheet>{SHEET}<mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    for where, new in changes:
        at = where % len(text)
        text = text[:at] + new + text[at + len(new) :]
    _read_or_refused(_sheet_part(text.encode("utf-8", "replace").decode()))


def _read_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        if format_of("x", data) == "xlsx":
            for table in ooxml.read("x", data):
                assert table.cells

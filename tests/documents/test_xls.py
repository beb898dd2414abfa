""".xls (and .et, which is the same) and XML Spreadsheet 2003: values as shown, spans, what is hidden, and damage."""

import io
import struct
import time
from contextlib import suppress
from pathlib import Path

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer import documents
from reviewer.documents.excel import biff, xml2003
from reviewer.documents.formats import format_of
from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError
from tests.documents.workbooks import rows

WORKBOOK = Path(__file__).parent / "files" / "workbook.xls"
ONE = (1, 1)
DAMAGED = "文件不完整或已损坏，请报送单位重新发送"


def test_a_target_sheet_of_xls() -> None:
    first, second = documents.read(str(WORKBOOK)).blocks
    assert rows(first) == [
        ("A1", "项目支出绩效目标表", (1, 5), ""),
        ("A2", "一级指标", ONE, ""),
        ("B2", "二级指标", ONE, ""),
        ("C2", "三级指标", ONE, ""),
        ("D2", "指标值", ONE, ""),
        ("E2", "权重", ONE, "位于隐藏列"),
        ("A4", "产出指标", (4, 1), ""),
        ("B4", "数量指标", ONE, ""),
        ("C4", "培训人次", ONE, ""),
        ("D4", "1,200人", ONE, ""),
        ("E4", "10", ONE, "位于隐藏列"),
        ("B5", "质量指标", (2, 1), ""),
        ("C5", "合格率", ONE, ""),
        ("D5", "≥95%", ONE, ""),
        ("E5", "20", ONE, "位于隐藏列"),
        ("C6", "优良率", ONE, "位于隐藏行"),
        ("D6", "90%", ONE, "位于隐藏行"),
        ("E6", "5", ONE, "位于隐藏行；位于隐藏列"),
        ("B7", "时效指标", ONE, ""),
        ("C7", "完成时间", ONE, ""),
        ("D7", "2024年12月31日", ONE, ""),
        ("E7", "5", ONE, "位于隐藏列"),
        ("A8", "TRUE", ONE, ""),
        ("B8", "#DIV/0!", ONE, "公式结果出错"),
        ("C8", "2400", ONE, ""),
        ("D8", "甲\n乙", ONE, ""),
        ("E8", "12/31/2024", ONE, "位于隐藏列"),
    ]
    assert rows(second) == [("B2", "暗", ONE, "位于隐藏工作表")]


def test_a_workbook_in_no_compound_file(tmp_path: Path) -> None:
    with olefile.OleFileIO(str(WORKBOOK)) as ole:
        (tmp_path / "a.xls").write_bytes(ole.openstream("Workbook").read())
    assert documents.read(str(tmp_path / "a.xls")).blocks == documents.read(str(WORKBOOK)).blocks


def test_the_oldest_form_is_read_as_chinese(tmp_path: Path) -> None:
    records = [(0x0009, b"\x02\x00\x10\x00"), *(_label(*cell) for cell in ((0, 0, "数量指标"), (2, 1, "≥100人")))]
    data = b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in [*records, (0x000A, b"")])
    (tmp_path / "a.xls").write_bytes(data)
    (table,) = documents.read(str(tmp_path / "a.xls")).blocks
    assert rows(table) == [("A1", "数量指标", ONE, ""), ("B3", "≥100人", ONE, "")]


def _label(row: int, column: int, text: str) -> tuple[int, bytes]:
    words = text.encode("gb18030")
    return 0x0004, struct.pack("<HH3xB", row, column, len(words)) + words


def _with_record(kind: bytes, content: bytes = b"") -> bytes:
    """The workbook with a record of a kind in the place of its second one (and, if given, that content)."""
    buffer = io.BytesIO(WORKBOOK.read_bytes())
    with olefile.OleFileIO(buffer, write_mode=True) as ole:
        stream = bytearray(ole.openstream("Workbook").read())
        second = 4 + int.from_bytes(stream[2:4], "little")
        stream[second : second + 2] = kind
        stream[second + 4 : second + 4 + len(content)] = content
        ole.write_stream("Workbook", bytes(stream))
    return buffer.getvalue()


def test_a_password_is_named() -> None:
    with pytest.raises(UnreadableError) as error:
        list(biff.read("x.xls", _with_record(b"\x2f\x00")))
    assert error.value.reason == "文件已加密，请报送单位取消密码后重报"


def test_a_file_cut_off_is_named() -> None:
    with pytest.raises(UnreadableError) as error:
        list(biff.read("x.xls", WORKBOOK.read_bytes()[:2000]))
    assert error.value.reason == DAMAGED


def test_more_cells_than_allowed() -> None:
    with pytest.raises(UnreadableError, match="单元格超过 10 个"):
        list(biff.read("x.xls", WORKBOOK.read_bytes(), Limits(cells=10)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=4)), min_size=1, max_size=8))
def test_damaged_files_are_read_or_named(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(WORKBOOK.read_bytes())
    for where, new in changes:
        at = where % len(data)
        data[at : at + len(new)] = new
    started = time.perf_counter()
    with suppress(UnreadableError):
        if format_of("x", bytes(data)) == "xls":
            list(biff.read("x", bytes(data)))
    assert time.perf_counter() - started < 5


STYLES = (
    '<Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="n"><NumberFormat ss:Format="&quot;≥&quot;0%"/></Style><Style ss:ID="child" ss:Parent="n"/>'
    '<Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></Style></Styles>'
)


def book(tables: str, head: str = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n') -> bytes:
    names = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:html="http://www.w3.org/TR/REC-html40" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    )
    return f"{head}<Workbook {names}>{STYLES}{tables}</Workbook>".encode()


def sheet(inside: str, options: str = "") -> str:
    return f'<Worksheet ss:Name="表"><Table ss:ExpandedRowCount="999999">{inside}</Table>{options}</Worksheet>'


def text(words: str) -> str:
    return f'<Data ss:Type="String">{words}</Data>'


XML: dict[str, tuple[str, list[tuple[str, str, tuple[int, int], str]]]] = {
    "positions": (
        sheet(
            f'<Row><Cell>{text("甲")}</Cell><Cell ss:Index="4">{text("乙")}</Cell><Cell>{text("丙")}</Cell></Row>'
            f'<Row ss:Index="5"><Cell>{text("丁")}</Cell></Row><Row ss:Span="2"/><Row><Cell>{text("戊")}</Cell></Row>'
        ),
        [
            ("A1", "甲", ONE, ""),
            ("D1", "乙", ONE, ""),
            ("E1", "丙", ONE, ""),
            ("A5", "丁", ONE, ""),
            ("A9", "戊", ONE, ""),
        ],
    ),
    "merged": (
        sheet(
            f'<Row><Cell ss:MergeAcross="2">{text("甲")}</Cell><Cell>{text("乙")}</Cell></Row>'
            f'<Row><Cell ss:MergeDown="1">{text("丙")}</Cell><Cell>{text("丁")}</Cell></Row>'
            f'<Row><Cell ss:Index="2">{text("戊")}</Cell></Row>'
        ),
        [
            ("A1", "甲", (1, 3), ""),
            ("D1", "乙", ONE, ""),
            ("A2", "丙", (2, 1), ""),
            ("B2", "丁", ONE, ""),
            ("B3", "戊", ONE, ""),
        ],
    ),
    "formats of cells, rows and columns": (
        sheet(
            '<Column/><Column ss:StyleID="p" ss:Span="1"/>'
            '<Row ss:StyleID="n"><Cell ss:StyleID="d"><Data ss:Type="DateTime">2024-12-31T00:00:00.000</Data></Cell>'
            '<Cell><Data ss:Type="Number">0.95</Data></Cell></Row>'
            '<Row><Cell><Data ss:Type="Number">0.95</Data></Cell><Cell/><Cell><Data ss:Type="Number">0.95</Data></Cell>'
            '<Cell ss:StyleID="child"><Data ss:Type="Number">0.95</Data></Cell></Row>'
        ),
        [
            ("A1", "2024年12月31日", ONE, ""),
            ("B1", "≥95%", ONE, ""),
            ("A2", "0.95", ONE, ""),
            ("C2", "95.00%", ONE, ""),
            ("D2", "≥95%", ONE, ""),
        ],
    ),
    "kinds of values": (
        sheet(
            '<Row><Cell><Data ss:Type="Boolean">1</Data></Cell>'
            '<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell>'
            '<Cell ss:Formula="=1"><Data ss:Type="Number">1</Data></Cell><Cell ss:Formula="=1"/>'
            '<Cell><Data ss:Type="DateTime">2024-12-31</Data></Cell><Cell><Data ss:Type="Number">甲</Data></Cell></Row>'
        ),
        [
            ("A1", "TRUE", ONE, ""),
            ("B1", "#DIV/0!", ONE, "公式结果出错"),
            ("C1", "1", ONE, ""),
            ("D1", "", ONE, "公式没有计算结果"),
            ("E1", "2024/12/31", ONE, ""),
            ("F1", "甲", ONE, ""),
        ],
    ),
    "rich text and comments": (
        sheet(
            '<Row><Cell><ss:Data ss:Type="String">合<html:B>格</html:B>率<html:I>≥</html:I></ss:Data>'
            f"<Comment>{text('批注')}</Comment></Cell><Cell>{text('第一行&#10;第二行')}</Cell></Row>"
        ),
        [("A1", "合格率≥", ONE, ""), ("B1", "第一行\n第二行", ONE, "")],
    ),
    "hidden rows and columns": (
        sheet(
            '<Column ss:Index="2" ss:Hidden="1"/>'
            f'<Row ss:Hidden="1"><Cell>{text("甲")}</Cell></Row><Row ss:Height="0"><Cell>{text("乙")}</Cell></Row>'
            f"<Row><Cell>{text('丙')}</Cell><Cell>{text('丁')}</Cell></Row>"
        ),
        [
            ("A1", "甲", ONE, "位于隐藏行"),
            ("A2", "乙", ONE, "位于隐藏行"),
            ("A3", "丙", ONE, ""),
            ("B3", "丁", ONE, "位于隐藏列"),
        ],
    ),
    "hidden sheets": (
        sheet(
            f"<Row><Cell>{text('甲')}</Cell></Row>",
            "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>",
        ),
        [("A1", "甲", ONE, "位于隐藏工作表")],
    ),
}


@pytest.mark.parametrize("name", XML)
def test_xml_spreadsheets(name: str) -> None:
    tables, expected = XML[name]
    data = book(tables)
    assert format_of("x.xls", data) == "xml2003"
    (table,) = xml2003.read("x.xls", data)
    assert rows(table) == expected


@pytest.mark.parametrize("encoding", ["gb2312", "utf-8-sig"])
def test_encodings_of_xml_spreadsheets(tmp_path: Path, encoding: str) -> None:
    content = book(sheet(f"<Row><Cell>{text('数量指标')}</Cell></Row>"), f'<?xml version="1.0" encoding="{encoding}"?>')
    (tmp_path / "a.xls").write_bytes(content.decode().replace("≥", "&#8805;").encode(encoding))
    (table,) = documents.read(str(tmp_path / "a.xls")).blocks
    assert rows(table) == [("A1", "数量指标", ONE, "")]


DECLARES = "文件内含 DTD 或实体声明，疑似异常文件；请用 WPS 打开后另存再审"
XML_REFUSED: dict[str, tuple[bytes, str]] = {
    "entities": (book(sheet("<Row><Cell/></Row>"), '<!DOCTYPE x [<!ENTITY a "甲">]>'), DECLARES),
    "cut off": (book(sheet("<Row><Cell/></Row>"))[:-20], DAMAGED),
    "a column beyond the sheet": (book(sheet(f'<Row><Cell ss:Index="16385">{text("甲")}</Cell></Row>')), DAMAGED),
    "a row that is no number": (book(sheet(f'<Row ss:Index="x"><Cell>{text("甲")}</Cell></Row>')), DAMAGED),
}


@pytest.mark.parametrize("name", XML_REFUSED)
def test_xml_spreadsheets_refused(name: str) -> None:
    data, reason = XML_REFUSED[name]
    with pytest.raises(UnreadableError) as error:
        list(xml2003.read("x.xls", data))
    assert error.value.reason == reason


def test_what_an_xml_spreadsheet_declares_costs_nothing() -> None:
    inside = (
        '<Column ss:Index="1" ss:Span="999999" ss:Hidden="1"/>' * 20
        + '<Row ss:Span="9999999"/><Row ss:Index="1"><Cell ss:MergeAcross="99999" ss:MergeDown="9999999">'
        + f"{text('甲')}</Cell></Row>"
    )
    started = time.perf_counter()
    (table,) = xml2003.read("x.xls", book(sheet(inside)))
    assert rows(table) == [("A1", "甲", ONE, "位于隐藏列")]
    assert time.perf_counter() - started < 2


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4)), min_size=1, max_size=5))
def test_damaged_xml_spreadsheets_are_read_or_named(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(book("".join(tables for tables, _ in XML.values())))
    for where, new in changes:
        at = where % len(data)
        data[at : at + len(new)] = new
    with suppress(UnreadableError):
        list(xml2003.read("x", bytes(data)))

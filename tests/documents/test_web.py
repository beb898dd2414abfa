"""Web pages as paragraphs and tables: spans, nesting, what is hidden, encodings, pages under other names."""

import base64
from pathlib import Path

import pytest

from reviewer import documents
from reviewer.documents import Limits, web
from reviewer.errors import UnreadableError
from reviewer.model import Paragraph, Table
from tests.documents.shown import shown

EXCEL = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>'

CASES: dict[str, tuple[str, list[str | list[list[str]]]]] = {
    "rows and columns spanned": (
        "<table><tr><td rowspan=2>甲<td colspan=2>乙</tr><tr><td>丙<td>丁</tr></table>",
        [[["甲*2×1", "乙*1×2"], ["1:丙", "丁"]]],
    ),
    "a span of 0 reaches to the end of its section, a huge one no further": (
        "<table><thead><tr><th>头<th>尾</thead><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td rowspan=99999>丁<td>戊"
        "</table>",
        [[["头", "尾"], ["甲*3×1", "乙"], ["1:丙"], ["1:丁", "戊"]]],
    ),
    "a title over more columns than there are": (
        "<table><tr><td colspan=100000>题</tr><tr><td>甲<td>乙</tr></table>",
        [[["题*1×2"], ["甲", "乙"]]],
    ),
    "spans that are no numbers": ("<table><tr><td rowspan=x colspan=-1>甲<td>乙</table>", [[["甲", "乙"]]]),
    "text around tables": (
        "<h2>题</h2>前言<p>一<br>二</p><ul><li>三<li>四</ul><table><tr><td>甲<td>乙</table>注",
        ["题", "前言", "一", "二", "三", "四", [["甲", "乙"]], "注"],
    ),
    "lines in a cell": (
        "<table><tr><td><p>甲</p><p>乙</p><td>丙<br>丁<td><div>戊</div></table>",
        [[["甲\n乙", "丙\n丁", "戊"]]],
    ),
    "line ends of the source": (
        "<table><tr><td>经济\n  效益<td>GDP\n  rate<td>a &nbsp; b<td>&nbsp;</table>",
        [[["经济效益", "GDP rate", "a   b"]]],
    ),
    "characters by name and number": ("<p>&ge;95% &lt;3 &#8804;5 &amp;</p>", ["≥95% <3 ≤5 &"]),
    "what a browser does not show": (
        "<title>题</title><style>p{}</style><script>x</script><!--[if gte mso 9]><p>不见</p><![endif]-->"
        "<p style='display: none'>不见</p><p hidden>不见</p><p>甲<del>不见</del><ins>乙</ins></p>"
        "<noscript>不见</noscript>",
        ["甲乙"],
    ),
    "declarations": (
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///x'>]><html><p>甲</html>",
        ["甲"],
    ),
    "conditional comments around what is shown": ("<p>甲<![if !supportLists]>1.<![endif]>乙</p>", ["甲1.乙"]),
    "hidden rows of a page are left out": (
        "<table><tr><td>甲<td>乙</tr><tr style='display:none'><td>丙<td>丁</tr><tr><td>戊</tr></table>",
        [[["甲", "乙"], ["戊"]]],
    ),
    "hidden rows and columns of a worksheet are marked": (
        f"{EXCEL}<table><tr><td>甲<td style='display:none'>乙</tr><tr style='display:none'><td>丙</tr></table>",
        [[["甲", "乙?位于隐藏列"], ["丙?位于隐藏行"]]],
    ),
    "a table for layout": (
        "<table><tr><td>题</tr><tr><td><table><tr><td>甲<td>乙<td>丙</tr><tr><td>丁</tr></table></td></tr></table>",
        [[["题"]], [["甲", "乙", "丙"], ["丁"]]],
    ),
    "a table in a cell beside others": (
        "<table><tr><td>目标<td><table><tr><td>甲<td>乙<td>丙</tr><tr><td>丁<td>戊</tr></table></td></tr>"
        "<tr><td>后<td>文</tr></table>",
        [[["目标"]], [["甲", "乙", "丙"], ["丁", "戊"]], [["后", "文"]]],
    ),
    "a table that only sets out a cell": (
        "<table><tr><td>甲<td><table><tr><td>≥95<td>%</tr></table></tr></table>",
        [[["甲", "≥95 %"]]],
    ),
    "tables by role or style": (
        "<div role=grid><div role=row><span role=columnheader>甲</span><span role=gridcell>乙</span></div></div>"
        "<div style='display:table'><div style='display:table-row'><div style='display:table-cell'>丙</div>"
        "<div style='display:table-cell'>丁</div></div></div>",
        [[["甲", "乙"]], [["丙", "丁"]]],
    ),
    "forms filled in": (
        "<table><tr><td><input value='≥95%'><input type=hidden value=x><td><textarea>甲</textarea>"
        "<td><select><option>乙<option selected>丙</select></table>",
        [[["≥95%", "甲", "丙"]]],
    ),
    "text as written": (
        "<pre>甲\t乙\n丙\t丁</pre><div style='white-space:pre-wrap'>一\n二</div>",
        [[["甲", "乙"], ["丙", "丁"]], "一", "二"],
    ),
    "a caption": ("<table><caption>题<tr><td>甲<td>乙</table>", ["题", [["甲", "乙"]]]),
    "end marks left out, cells in odd places": (
        "<table><form><tr><td>甲<td><b>乙<tr><td><font>丙<td>丁</form></table>",
        [[["甲", "乙"], ["丙", "丁"]]],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_pages(name: str) -> None:
    page, expected = CASES[name]
    assert shown(web.read("x.html", page.encode())) == expected


def test_places() -> None:
    page = "<p>一<p>二<table><tr><td>甲<tr><td>乙</table><p>三<table><tr></table><table><tr><td>丙</table>"
    blocks = web.read("x.html", page.encode())
    labels = [
        block.place.label if isinstance(block, Paragraph) else [cell.place.label for cell in block.cells]
        for block in blocks
    ]
    assert labels == ["第1段", "第2段", ["表1第1行", "表1第2行"], "第3段", ["表2第1行"]]


BODY = "<meta http-equiv=Content-Type content='text/html; charset={}'><table><tr><td>绩效指标<td>≥95%</table>"


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        ("gb2312", "gb18030"),
        ("gbk", "gbk"),
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "utf-8"),
        ("unicode", "utf-16"),
        ("unicode", "utf-16-le"),
    ],
)
@pytest.mark.parametrize("name", ["表.html", "表.xls", "表.doc"])
def test_encodings_whatever_the_name(tmp_path: Path, declared: str, used: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(("<html>" + BODY.format(declared)).encode(used))
    assert shown(documents.read(str(path)).blocks) == [[["绩效指标", "≥95%"]]]


def test_an_encoding_that_has_to_be_believed() -> None:
    page = "<html><meta charset=big5><table><tr><td>績效指標<td>數量</table>"
    assert shown(web.read("x.html", page.encode("big5"))) == [[["績效指標", "數量"]]]


def test_a_page_saved_in_one_file(tmp_path: Path) -> None:
    sheets = ["<table><tr><td>甲<td>乙</table>", "<table><tr><td>丙<td>丁</table>"]
    parts = "".join(
        "--b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.b64encode(sheet.encode('gb18030')).decode()}\r\n"
        for sheet in ("<html><frameset><frame src=a></frameset></html>", *sheets)
    )
    head = 'From: "x"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n'
    path = tmp_path / "表.xls"
    path.write_bytes(f"{head}{parts}--b--\r\n".encode())
    assert shown(documents.read(str(path)).blocks) == [[["甲", "乙"]], [["丙", "丁"]]]


@pytest.mark.parametrize(
    ("page", "limits", "reason"),
    [
        (
            "<?xml version='1.0'?><root><a/></root>",
            Limits(),
            "这是 XML 数据文件（root），不是表格或网页；请用生成它的程序另存为 docx 或 xlsx",
        ),
        (
            "<html><frameset><frame src='a.htm'></frameset></html>",
            Limits(),
            "这个网页只有框架，表格在同名的 .files 文件夹里；请用 WPS 打开后另存为 xlsx",
        ),
        ("<div>" * 300 + "甲", Limits(), "网页标签嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx 或 xlsx"),
        (
            "<table>" + "<tr><td>甲" * 11,
            Limits(cells=10),
            "网页标签超过 20 个，疑似异常文件；请拆分文件，或调高 max_cells 设置",
        ),
    ],
)
def test_unreadable(page: str, limits: Limits, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        web.read("x.html", page.encode(), limits)
    assert caught.value.reason == reason


def test_a_table_cannot_hide_behind_its_name(tmp_path: Path) -> None:
    """A Markdown text may begin with a tag, a text with a sign of comparison."""
    for text, expected in (
        ("<!-- 注 -->\n# 题\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n", ["题", [["甲", "乙"], ["丙", "丁"]]]),
        ("<5天完成\n", ["<5天完成"]),
    ):
        path = tmp_path / "表.md"
        path.write_text(text)
        assert shown(documents.read(str(path)).blocks) == expected


def test_the_table_model_is_plain() -> None:
    (table,) = web.read("x.html", "<table><tr><td>甲<td>乙</table>".encode())
    assert isinstance(table, Table)
    assert (table.label, table.ragged) == ("表1", False)

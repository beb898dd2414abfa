"""Word documents: where cells stand, what counts as text, and files that try to do harm."""

import contextlib
import io
import random
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer import documents
from reviewer.documents import formats, word, word97
from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError
from reviewer.model import Omission, Table
from tests.documents import ooxml
from tests.documents.ooxml import BEGINS, GOES_ON, cell, docx, paragraph, row, run, span, table, width
from tests.documents.shown import shown
from tests.rendering import formats as formatted
from tests.rendering.grid import Box, Grid

FILES = Path(__file__).parent / "files"
Shown = list[str | list[list[str]]]

LARGE = table(row("一级指标", "二级指标", "三级指标"), row("产出指标", "数量指标", "道路"))
SMALL = table(row("优", "90分"), row("良", "80分"))
BOX = f"<w:txbxContent>{paragraph('框内')}{table(row('框甲', '框乙'))}</w:txbxContent>"
FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
BEGIN, SEPARATE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))
PROMPT = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"

TABLES: dict[str, tuple[str, Shown]] = {
    "merged downwards and across": (
        table(
            row(cell("产出", BEGINS), cell("头", span(2))),
            row(cell("", GOES_ON), "甲", "乙"),
            row(cell("", GOES_ON), "丙", "丁"),
            row("效益", "戊", "己"),
        ),
        [[["产出*3×1", "头*1×2"], ["1:甲", "乙"], ["1:丙", "丁"], ["效益", "戊", "己"]]],
    ),
    "merged areas over two columns": (
        table(
            row(cell("甲", span(2) + BEGINS), "乙"),
            row(cell("", span(2) + GOES_ON), "丙"),
            row(cell("丁", BEGINS), cell("戊", BEGINS), "己"),
            row(cell("", GOES_ON), cell("", GOES_ON), "庚"),
        ),
        [[["甲*2×2", "乙"], ["2:丙"], ["丁*2×1", "戊*2×1", "己"], ["2:庚"]]],
    ),
    "a merge that goes on nothing is a cell": (
        table(row("甲", cell("乙", GOES_ON)), row("丙", cell("", GOES_ON))),
        [[["甲", "乙*2×1"], ["丙"]]],
    ),
    "text under a merge": (
        table(row(cell("甲", BEGINS), "乙"), row(cell("被盖住", GOES_ON), "丙")),
        [[["甲*2×1?合并单元格内有未显示的文字", "乙"], ["1:丙"]]],
    ),
    "merged across in the old way": (
        table(
            row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "乙"),
            row("丙", "丁", "戊"),
        ),
        [[["甲*1×2", "乙"], ["丙", "丁", "戊"]]],
    ),
    "columns left out before a row": (
        table(row("甲", "乙", "丙"), row("丁", properties='<w:gridBefore w:val="2"/>')),
        [[["甲", "乙", "丙"], ["2:丁"]]],
    ),
    "edges that all but meet are one": (
        table(
            row(cell("甲", span(1)), cell("乙", span(2))),
            row(cell("丙", span(2)), cell("丁", span(1))),
            widths=(2000, 30, 3000),
        ),
        [[["甲", "乙"], ["丙", "丁"]]],
    ),
    "rows of fewer cells are as wide as the others": (
        table(
            row(*(cell(text, width(1000)) for text in "甲乙丙丁")),
            row(cell("戊", width(1000)), cell("己", width(3000))),
            row(cell("庚", width(2000)), cell("辛", width(2010))),
        ),
        [[["甲", "乙", "丙", "丁"], ["戊", "己*1×3"], ["庚*1×2", "辛*1×2"]]],
    ),
    "rows that end early": (
        table(row(*(cell(text, width(1000)) for text in "甲乙丙")), row(cell("丁", width(1000)))),
        [[["甲", "乙", "丙"], ["丁"]]],
    ),
    "content controls around table, row and cell": (
        PROMPT.format("", table(PROMPT.format("", row("甲", PROMPT.format("", cell("乙"))))))
        + table(row(cell(PROMPT.format("", paragraph("丙"))), cell(paragraph(PROMPT.format("", run("丁")))))),
        [[["甲", "乙"]], [["丙", "丁"]]],
    ),
    "a deleted row and an inserted one": (
        table(row("甲"), row("乙", properties="<w:del/>"), row("丙", properties="<w:ins/>")),
        [[["甲"], ["丙?含未接受的修订"]]],
    ),
    "a hidden row": (table(row("甲"), row("乙", properties="<w:hidden/>")), [[["甲"], ["乙?位于隐藏行"]]]),
    "a deleted cell": (table(row("甲", cell("乙", "<w:cellDel/>"), "丙")), [[["甲", "2:丙"]]]),
    "several paragraphs, empty ones between": (
        table(row(cell(paragraph("甲") + paragraph("") + paragraph("<w:r><w:br/></w:r>") + paragraph("乙")))),
        [[["甲\n乙"]]],
    ),
    "an empty table is counted": (table(row("", "")) + table(row("甲")), [[["甲"]]]),
    "a sheet inside a table for layout": (
        table(row(cell(paragraph("题") + LARGE + paragraph("注"))), row("尾")),
        ["题", [["一级指标", "二级指标", "三级指标"], ["产出指标", "数量指标", "道路"]], "注", [["尾"]]],
    ),
    "a sheet beside its label": (
        table(row("项目名称", "修路"), row("绩效指标", cell(LARGE + paragraph(""))), row("备注", "无")),
        [
            [["项目名称", "修路"], ["绩效指标"]],
            [["一级指标", "二级指标", "三级指标"], ["产出指标", "数量指标", "道路"]],
            [["备注", "无"]],
        ],
    ),
    "a small table is text of its cell": (
        table(row("评分标准", cell(paragraph("按等级：") + SMALL + paragraph("")))),
        [[["评分标准", "按等级：\n优 90分\n良 80分"]]],
    ),
    "rows set with tabs": (
        paragraph("填报说明")
        + "".join(
            paragraph("<w:r><w:tab/></w:r>".join(map(run, texts)))
            for texts in (("一级指标", "三级指标", "指标值"), ("产出指标", "道路", "≥12公里"))
        ),
        ["填报说明", [["一级指标", "三级指标", "指标值"], ["产出指标", "道路", "≥12公里"]]],
    ),
    "tabs that indent, lead to a page, or stand in a cell": (
        paragraph("<w:r><w:tab/><w:t>一、概况</w:t></w:r>")
        + paragraph("<w:r><w:t>一、概况</w:t><w:tab/><w:t>3</w:t></w:r>", '<w:pStyle w:val="TOC1"/>')
        + table(row(cell(paragraph("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>")))),
        ["一、概况", "一、概况 3", [["甲 乙"]]],
    ),
}

WORDS: dict[str, tuple[str, str]] = {
    "inserted, deleted, moved": (
        f"{run('甲')}<w:ins>{run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('丁')}</w:moveFrom><w:moveTo>{run('戊')}</w:moveTo>",
        "甲乙戊?含未接受的修订",
    ),
    "a change of form only": (run("甲", "<w:rPrChange><w:rPr/></w:rPrChange>"), "甲"),
    "a field": (
        f"{BEGIN}<w:r><w:instrText> REF x </w:instrText></w:r>{run('不是')}{SEPARATE}{run('12')}{END}{run('公里')}",
        "12公里",
    ),
    "a field inside the code of another": (
        f"{BEGIN}{BEGIN}<w:r><w:instrText>A</w:instrText></w:r>{SEPARATE}{run('内')}{END}{SEPARATE}{run('外')}{END}",
        "外",
    ),
    "a field without result, and an end without field": (
        f"{END}{run('甲')}{BEGIN}<w:r><w:instrText>TC 表</w:instrText></w:r>{END}{run('乙')}",
        "甲乙",
    ),
    "a simple field": (f'<w:fldSimple w:instr="DATE">{run("2026年")}</w:fldSimple>', "2026年"),
    "a drop-down field": (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="≥"/><w:listEntry w:val="≤"/></w:ddList></w:ffData></w:fldChar></w:r>' + END + run("5"),
        "≤5",
    ),
    "a box that is ticked": (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
        "</w:ffData></w:fldChar></w:r>" + END + run("是"),
        "☑是",
    ),
    "a prompt nobody followed": (PROMPT.format("<w:showingPlcHdr/>", run("单击此处输入文字。")), ""),
    "a mark that a program forgot": (PROMPT.format("<w:showingPlcHdr/>", run("≥95%")), "≥95%"),
    "hidden": (run("甲", "<w:vanish/>") + run("乙", '<w:vanish w:val="0"/>'), "乙?含隐藏文字，未读"),
    "breaks and marks": (
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:softHyphen/></w:r>",
        "甲\n乙\n1-2",
    ),
    "symbols": (
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t><w:sym w:font="Wingdings" w:char="F0FE"/>'
        '<w:sym w:font="Webdings" w:char="F0FE"/><w:sym w:font="宋体" w:char="2264"/><w:sym w:char="x"/></w:r>'
        + run("\uf0a3", '<w:rFonts w:ascii="Symbol"/>'),
        "≥95%☑≤≤",
    ),
    "markup set out on lines": ("<w:r><w:t>\n  验收\n  合格率\n</w:t></w:r>", "验收 合格率"),
    "reading aids": (
        f"<w:r><w:ruby><w:rt>{run('lu')}</w:rt><w:rubyBase>{run('路')}</w:rubyBase></w:ruby></w:r>",
        "路",
    ),
    "a formula": (
        "<m:oMath><m:f><m:num><m:r><m:t>合格数</m:t></m:r></m:num><m:den><m:r><m:t>总数</m:t></m:r></m:den></m:f></m:oMath>",
        "合格数/总数",
    ),
    "a note": ("<w:r><w:t>甲</w:t><w:footnoteReference/></w:r><w:hyperlink>" + run("乙") + "</w:hyperlink>", "甲乙"),
    "invisible characters": (run("甲\u200b乙\ufeff"), "甲乙"),
    "a text box in a cell, told once": (
        f"{run('甲')}<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{paragraph('乙')}</w:txbxContent>"
        f"</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('乙')}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        "甲\n乙",
    ),
}


def read(body: str) -> Shown:
    return shown(word.read("表.docx", docx(body)))


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    body, expected = TABLES[name]
    assert read(body) == expected


@pytest.mark.parametrize("name", WORDS)
def test_words(name: str) -> None:
    """What counts as text, in a cell and in a paragraph."""
    inside, expected = WORDS[name]
    assert read(table(row("标", cell(paragraph(inside))))) == [[["标", expected] if expected else ["标"]]]
    assert read(paragraph(inside)) == expected.partition("?")[0].split("\n")[: None if expected else 0]


def test_places() -> None:
    body = paragraph("题") + table(row("")) + table(row("甲"), row(cell(paragraph("乙") + LARGE)), row("丙"))
    places = [
        block.cells[0].place.label if isinstance(block, Table) else block.place.label
        for block in word.read("表.docx", docx(body + paragraph("") + paragraph("尾")))
    ]
    assert places == ["第1段", "表2第1行", "表2第2行", "表2第2行嵌套表第1行", "表2第3行", "第2段"]


def test_text_boxes_and_what_is_no_part_of_the_text() -> None:
    ways = f"<mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
    alternatives = f"<w:r><mc:AlternateContent>{ways}</mc:AlternateContent></w:r>"
    prompt = PROMPT.format("<w:showingPlcHdr/>", paragraph("请输入"))
    body = paragraph(run("甲") + alternatives) + prompt + table(row("乙"))
    assert read(body) == ["甲", "框内", [["框甲", "框乙"]], [["乙"]]]


def test_a_web_page_put_in_whole() -> None:
    page = "<html><body><p>题</p><table><tr><td>甲</td><td>乙</td></tr></table></body></html>"
    archive = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n"
    for name, text in (("word/afchunk.htm", page), ("word/afchunk.mht", f"{archive}\n{page}\n--x--\n")):
        assert shown(word.read("x", docx("<w:altChunk/>", {name: text}))) == ["题", [["甲", "乙"]]]


def test_a_paragraph_whose_end_is_deleted_goes_on() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert read(paragraph("项目", deleted) + paragraph("名称")) == ["项目名称"]
    assert read(table(row(cell(paragraph("项目", deleted) + paragraph("名称"))))) == [[["项目名称"]]]


def test_strict_markup_another_main_part_and_styles_that_hide() -> None:
    body = paragraph("甲") + table(row(cell("乙", BEGINS), "丙"), row(cell("", GOES_ON), "丁"))
    expected = ["甲", [["乙*2×1", "丙"], ["1:丁"]]]
    assert shown(word.read("x", ooxml.packed({"word/document.xml": ooxml.document(body, ooxml.STRICT)}))) == expected
    relations = '<R><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></R>'
    assert shown(word.read("x", docx(body, {"_rels/.rels": relations}, "word/document2.xml"))) == expected
    styles = (
        f'<w:styles xmlns:w="{ooxml.TRANSITIONAL}"><w:style w:styleId="z"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="y"><w:basedOn w:val="z"/></w:style><w:style w:styleId="x"><w:basedOn w:val="x"/></w:style>'
        "</w:styles>"
    )
    hidden = "".join(paragraph(f"窗体{style}", f'<w:pStyle w:val="{style}"/>') for style in "zyxw")
    assert shown(word.read("x", docx(hidden, {"word/styles.xml": styles}))) == ["窗体x", "窗体w"]


def test_word_saved_as_xml() -> None:
    old = "http://schemas.microsoft.com/office/word/2003/wordml"
    merged = table(row(cell("甲", '<w:vmerge w:val="restart"/>'), "乙"), row(cell("", "<w:vmerge/>"), "丙"))
    changed = (
        '<aml:annotation xmlns:aml="http://schemas.microsoft.com/aml/2001/core" w:type="Word.{}"><aml:content>{}'
        "</aml:content></aml:annotation>"
    )
    words = changed.format("Insertion", run("丁")) + changed.format("Deletion", run("戊"))
    header = f"<w:sectPr><w:hdr>{paragraph('页眉')}</w:hdr></w:sectPr>"
    text = (
        f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{old}"><w:body>'
        f"{merged}{paragraph(words)}{header}</w:body></w:wordDocument>"
    )
    flat = (
        '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/header1.xml"><pkg:xmlData><w:hdr xmlns:w="{ooxml.TRANSITIONAL}">'
        f"{paragraph('页眉')}</w:hdr></pkg:xmlData></pkg:part><pkg:part><pkg:xmlData>"
        f"{ooxml.document(table(row('甲')))}</pkg:xmlData></pkg:part></pkg:package>"
    )
    for data, expected in ((text, [[["甲*2×1", "乙"], ["1:丙"]], "丁"]), (flat, [[["甲"]]])):
        assert formats.format_of("表.doc", data.encode()) == "word2003"
        assert shown(word.read_xml("表.doc", data.encode())) == expected


HOSTILE: dict[str, tuple[bytes, str]] = {
    "a document type": (
        ooxml.packed(
            {"word/document.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]>' + ooxml.document("")}
        ),
        "文件带有文档类型声明（DTD），为安全起见不予读取；请用 WPS 打开后另存为 docx",
    ),
    "no end": (
        ooxml.packed({"word/document.xml": ooxml.document(paragraph("甲"))[:-40]}),
        "文件内容已损坏，请用 WPS 打开后另存为 docx，或报送单位重新发送",
    ),
    "deep marks": (
        docx("<w:smartTag>" * 5000 + "</w:smartTag>" * 5000),
        "文件内容已损坏，请用 WPS 打开后另存为 docx，或报送单位重新发送",
    ),
    "deep tables": (
        docx("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60),
        "表格嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx",
    ),
    "many cells": (
        docx(table(row(*["甲"] * 101))),
        "单元格超过 100 个，请删除空行空列或拆分文件，或调高 max_cells 设置",
    ),
    "large inside": (
        docx("<w:p/>" * 400_000),
        "解压后超过 2 MB，疑似异常文件；请拆分，或调高 max_unpacked_mb 设置",
    ),
    "no text part": (ooxml.packed({"word/styles.xml": "<x/>"}), "文件内没有正文，请用 WPS 打开后另存为 docx"),
    "images only": (
        docx(paragraph(""), {"word/media/image1.png": "x"}),
        "文件里只有图片没有文字；请提供原文件或文字识别后的文本",
    ),
    "text elsewhere": (docx("<w:altChunk/>"), "正文以嵌入文件的形式存放，请用 WPS 打开后另存为 docx"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    data, reason = HOSTILE[name]
    with pytest.raises(UnreadableError) as caught:
        word.read("表.docx", data, Limits(unpacked_bytes=2_000_000, cells=100))
    assert str(caught.value) == f"表.docx: {reason}"


def test_a_row_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.documents.word.markup._MOST_HELD", 100_000)
    assert len(read(table(*[row("甲")] * 3000))[0]) == 3000
    with pytest.raises(UnreadableError, match="有一行或一段异常地长"):
        read(table(row(cell("<w:p/>" * 30_000))))


WORD_97: Shown = [
    "项目支出绩效目标表",
    "框内文字",
    [
        ["项目名称", "修路*1×3"],
        ["产出指标*3×1", "数量指标*2×1", "改造道路", "≥12公里?含隐藏文字，未读"],
        ["2:新建泵站", "3座?含未接受的修订"],
        ["1:质量指标", "合格率", "见"],
    ],
    [["一级指标", "三级指标", "指标值"], ["效益指标", "受益人口", "≥2万人"]],
    "说明",
    [["满意度指标", "居民满意度", "≥90%"]],
]
"""The content of files/word97.doc: text box, merged cells, changes, hidden text, a field, a table in a table, and a
table that ends the document."""


def test_word_97() -> None:
    data = (FILES / "word97.doc").read_bytes()
    assert formats.format_of("表.wps", data) == "doc"
    assert shown(word97.read("表.wps", data)) == WORD_97


def _mutations(data: bytes, seed: int) -> Iterator[bytes]:
    """The bytes with some of them changed, cut out or doubled."""
    chance = random.Random(seed)
    for _ in range(60):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            at = chance.randrange(len(changed))
            match chance.randrange(4):
                case 0:
                    changed[at] = chance.randrange(256)
                case 1:
                    del changed[at : at + chance.choice((1, 8, 512))]
                case 2:
                    changed[at:at] = changed[at : at + chance.choice((1, 8, 512))]
                case _:
                    changed[at : at + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f"))
        yield bytes(changed)
    yield from (data[: len(data) * part // 20] for part in range(1, 20))


SAMPLES = {
    "docx": docx("".join(body for body, _ in TABLES.values()) + "".join(paragraph(body) for body, _ in WORDS.values())),
    "xml": ooxml.document("".join(body for body, _ in TABLES.values())).encode(),
    "doc": (FILES / "word97.doc").read_bytes(),
}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("form", SAMPLES)
def test_a_damaged_file_is_read_or_named(form: str, seed: int) -> None:
    """Whatever the bytes: a document or an UnreadableError, in bounded time."""
    reader = {"docx": word.read, "xml": word.read_xml, "doc": word97.read}[form]
    for data in _mutations(SAMPLES[form], seed):
        started = time.monotonic()
        with contextlib.suppress(UnreadableError):
            reader("表", data, Limits())
        assert time.monotonic() - started < 2


def test_a_document_keeps_its_path(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_bytes(docx(paragraph("甲")))
    document = documents.read(str(path))
    assert (document.file, shown(document.blocks)) == (str(path), ["甲"])


def test_a_workbook_inside_is_read() -> None:
    """A sheet pasted as a file; a damaged one costs nothing but itself, and is named, as a document is."""
    packed = io.BytesIO(formatted.word(Grid([], {(0, 0): Box("正文")})))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(
            "word/embeddings/Microsoft_Excel_Sheet1.xlsx", formatted.excel(Grid([], {(1, 2): Box("一级指标")}))
        )
        archive.writestr("word/embeddings/Microsoft_Excel_Sheet2.xlsx", b"PK\x03\x04 damaged")
        archive.writestr("word/embeddings/Microsoft_Word_Document3.docx", docx(paragraph("甲")))
        archive.writestr("word/embeddings/oleObject1.bin", b"other")
    blocks = word.read("a.docx", packed.getvalue())
    assert [block.text for block in blocks if isinstance(block, Omission)] == [
        "嵌入的第 2 个文件未读取：文件不完整或已损坏，请报送单位重新发送",
        "嵌入的第 3 个文件未读取：它是一份文档，请报送单位将其单独报送",
    ]
    cells = [(cell.text, cell.place.label) for block in blocks if isinstance(block, Table) for cell in block.cells]
    assert cells == [("正文", "表1第1行"), ("一级指标", "嵌入工作簿1 Sheet!C2")]

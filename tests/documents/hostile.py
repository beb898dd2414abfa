"""Files that nobody should have to open: broken, mislabelled, made to exhaust the machine or to reach out of it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.documents.drawing import Sheet, pdf
from tests.documents.workbooks import MAIN, packed, xlsx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "绩效目标表"


def docx(inside: str, head: str = "", **parts: str | bytes) -> bytes:
    """A .docx whose body is `inside`; `head` stands before the first element."""
    document = f'{head}<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return packed({"[Content_Types].xml": types, "word/document.xml": document} | parts)


def paragraph(text: str = TEXT) -> str:
    """A paragraph of a .docx."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(text: str) -> str:
    """The first row of a worksheet."""
    return f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'


def compound(name: str, content: bytes) -> bytes:
    """An OLE compound file with one stream of at least 4096 bytes."""
    sectors = -(-len(content) // 512)
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [table, end, *range(3, sectors + 2), end]
    fat = struct.pack("<128I", *(chain + [free] * (128 - len(chain))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xI", 62, 3, 0xFFFE, 9, 6, 0)
    head += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<108I", *[free] * 108)
    directory = _entry("Root Entry", 5, 1, end, 0) + _entry(name, 2, free, 2, len(content)) + bytes(256)
    return head + fat + directory + content.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text) + 2, kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _bomb(kind: str) -> str:
    """Entities that name one another: ten to the power of nine letters."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {kind} [<!ENTITY l0 "笑">{entities}]>'


def _entity(kind: str, address: str) -> str:
    return (
        f'<?xml version="1.0"?><!DOCTYPE {kind} [<!ENTITY x SYSTEM "{address}"><!ENTITY % p SYSTEM "{address}"> %p;]>'
    )


def _nested(element: str, depth: int, inside: str) -> str:
    return f"<{element}>" * depth + inside + f"</{element}>" * depth


def _with_head(head: str, text: str) -> bytes:
    """An .xlsx whose worksheet begins with a declaration of its own."""
    sheet = f'{head}<worksheet xmlns="{MAIN}">{row(text)}</worksheet>'
    return xlsx({"表": ""}, **{"xl/worksheets/sheet1.xml": sheet})


def _with_picture(address: str) -> bytes:
    """A .docx with a picture that lies elsewhere."""
    link = f'<Relationship Id="r" Type="image" Target="{address}" TargetMode="External"/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = f'<Relationships xmlns="{namespace}">{link}</Relationships>'
    return docx(paragraph(), **{"word/_rels/document.xml.rels": links})


def _lying_zip() -> bytes:
    """A .docx whose text is said to be short and unpacks to 6 MB."""
    data = docx(paragraph("笑" * 2_000_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return data.replace(struct.pack("<I", size), struct.pack("<I", 500))


def _pdf_with(content: bytes, filters: str = "/FlateDecode", more: str = "") -> bytes:
    """A PDF whose only page has this packed content."""
    plain = pdf(Sheet(operators=["MARK"]))
    stream = f"<< /Length {len(content)} /Filter {filters} {more} >>\nstream\n".encode() + content
    return plain.replace(b"<< /Length 4 >>\nstream\nMARK", stream)


def _pdf_calling_itself() -> bytes:
    sheet = Sheet(operators=["/F Do"])
    form = b"/XObject << /F 11 0 R >>"
    data = pdf(sheet).replace(b"/XObject << /I1 6 0 R >>", form)
    more = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 11 0 R >> >> /Length 5 >>"
    return data.replace(b"<< /Length 5 >>", more)


def _words(*words: str) -> bytes:
    sheet = Sheet()
    for number, word in enumerate(words):
        sheet.text(60, 60 + 20 * number, word * 8)
    return pdf(sheet)


def _scan() -> bytes:
    sheet = Sheet()
    sheet.picture()
    sheet.text(500, 820, "扫描")
    return pdf(sheet, sheet)


def _mht() -> bytes:
    return (
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        f"Content-Transfer-Encoding: 8bit\r\n\r\n<p>{TEXT}\r\n--b--\r\n"
    ).encode()


_XLSX = xlsx({"表": row(TEXT)})
_DOCX = docx(paragraph())
_HUGE = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>表</t></is></c></row>'
_OLE = "旧版文件已损坏或不是 Word、Excel 文件，请用 WPS 打开后另存为 docx 或 xlsx"
_BROKEN = "文件内容已损坏，请用 WPS 打开后另存为 docx，或报送单位重新发送"
_DTD_WORD = "文件带有文档类型声明（DTD），为安全起见不予读取；请用 WPS 打开后另存为 docx"
_DTD_EXCEL = "文件内含 DTD 或实体声明，疑似异常文件；请用 WPS 打开后另存再审"
_DAMAGED = "文件不完整或已损坏，请报送单位重新发送"
_PDF_DAMAGED = "PDF 已损坏或不完整，请报送单位重新导出"
_LOCKED = "文件已加密，请报送单位取消密码后重报"
_ARCHIVE = "这是压缩文件，请解压后再审"
_IMAGE = "这是图片，没有文字可读；请提供原文件或文字识别后的文本"
_BLOATED = "解压后超过 5 MB，疑似异常文件；请拆分，或调高 max_unpacked_mb 设置"
_NOTHING = "文件里没有文字，请检查是否存错了文件"
_DEEP_PAGE = "网页标签嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx 或 xlsx"
READ = ""
"""The file is read like any other."""

CASES: Mapping[str, tuple[Callable[[str], bytes], str]] = {
    "空.docx": (lambda _: b"", "空文件（0 字节），请重新导出或复制"),
    "截断.docx": (lambda _: _DOCX[: len(_DOCX) // 2], _DAMAGED),
    "截断.xlsx": (lambda _: _XLSX[: len(_XLSX) // 2], _DAMAGED),
    "截断.pdf": (lambda _: _words(TEXT)[:200], _PDF_DAMAGED),
    "截断.xls": (lambda _: compound("Workbook", b"\x09\x08" + bytes(8000))[:700], _OLE),
    "图片.docx": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(99), _IMAGE),
    "没有正文.docx": (
        lambda _: packed({"[Content_Types].xml": "<a/>", "word/styles.xml": "<a/>"}),
        "文件内没有正文，请用 WPS 打开后另存为 docx",
    ),
    "没有工作表.xlsx": (lambda _: packed({"[Content_Types].xml": "<a/>", "xl/styles.xml": "<a/>"}), _DAMAGED),
    "空壳.docx": (lambda _: packed({"[Content_Types].xml": "<a/>", "_rels/.rels": "<a/>"}), _DAMAGED),
    "正文不是XML.docx": (lambda _: packed({"word/document.xml": "\x00\x01 no"}), _BROKEN),
    "文件打包.zip": (lambda _: packed({"一.docx": _DOCX, "二.xlsx": _XLSX}), _ARCHIVE),
    "打包改名.docx": (lambda _: packed({"一.docx": _DOCX}), _ARCHIVE),
    "压缩.rar": (lambda _: b"Rar!\x1a\x07\x00" + bytes(99), _ARCHIVE),
    "加密.docx": (lambda _: compound("EncryptedPackage", bytes(5000)), _LOCKED),
    "加密.xlsx": (lambda _: compound("EncryptedPackage", bytes(5000)), _LOCKED),
    "加密.pdf": (lambda _: pdf(Sheet(), encrypted=True), _LOCKED),
    "别的程序.xls": (lambda _: compound("Contents", bytes(5000)), _OLE),
    "截断.doc": (lambda _: compound("WordDocument", bytes(5000))[:700], _OLE),
    "宏.docm": (lambda _: docx(paragraph(), **{"word/vbaProject.bin": bytes(99)}), READ),
    "宏.xlsm": (lambda _: xlsx({"表": row(TEXT)}, **{"xl/vbaProject.bin": bytes(99)}), READ),
    "网页.xls": (lambda _: f"<html><table><tr><td>{TEXT}</table>".encode("gb18030"), READ),
    "网页.doc": (lambda _: _mht(), READ),
    "实为表格.doc": (lambda _: _XLSX, READ),
    "XML炸弹.docx": (lambda _: docx(paragraph("&l9;"), _bomb("w:document")), _DTD_WORD),
    "XML炸弹.xlsx": (lambda _: _with_head(_bomb("worksheet"), "&l9;"), _DTD_EXCEL),
    "XML炸弹.html": (lambda _: (_bomb("html") + "<html><p>表&l9;</html>").encode(), READ),
    "XML炸弹.xml": (
        lambda _: (_bomb("a") + "<a>&l9;</a>").encode(),
        "这是 XML 数据文件（a），不是表格或网页；请用生成它的程序另存为 docx 或 xlsx",
    ),
    "外部实体.docx": (lambda address: docx(paragraph(f"{TEXT}&x;"), _entity("w:document", address)), _DTD_WORD),
    "外部实体.xlsx": (lambda address: _with_head(_entity("worksheet", address), "&x;"), _DTD_EXCEL),
    "外部实体.html": (
        lambda address: f'<!DOCTYPE html SYSTEM "{address}"><html><img src="{address}"><p>{TEXT}</html>'.encode(),
        READ,
    ),
    "外部图片.docx": (_with_picture, READ),
    "压缩炸弹.docx": (lambda _: docx(paragraph("笑" * 2_000_000)), _BLOATED),
    "压缩炸弹.xlsx": (lambda _: xlsx({"表": row("笑" * 2_000_000)}), _BLOATED),
    "谎报大小.docx": (lambda _: _lying_zip(), _DAMAGED),
    "压缩炸弹.pdf": (lambda _: _pdf_with(zlib.compress(b" " * 8_000_000)), _BLOATED),
    "双层压缩炸弹.pdf": (
        lambda _: _pdf_with(zlib.compress(zlib.compress(b" " * 8_000_000)), "[/FlateDecode /FlateDecode]"),
        _BLOATED,
    ),
    "自我引用.pdf": (lambda _: _pdf_calling_itself(), _NOTHING),
    "扫描.pdf": (
        lambda _: _scan(),
        "这是扫描件或图片型 PDF，没有文字层；请报送单位提供 Word 或 Excel 原件，或先做文字识别",
    ),
    "空白.pdf": (lambda _: pdf(Sheet()), _NOTHING),
    "百万空行.xlsx": (
        lambda _: xlsx(
            {"表": _HUGE + "".join(f'<row r="{n}" ht="15"/>' for n in range(2, 1_048_576, 8)) + "</sheetData>"}
        ),
        READ,
    ),
    "跨度.xlsx": (
        lambda _: xlsx({"表": row(TEXT) + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'}),
        READ,
    ),
    "跨度.html": (lambda _: f"<table><tr><td colspan=999999999 rowspan=999999999>{TEXT}</table>".encode(), READ),
    "许多跨度.html": (
        lambda _: (
            "<table>" + "<tr>" + "<td colspan=1000 rowspan=60000>甲" * 30 + "</tr>" + "<tr></tr>" * 3000 + "</table>"
        ).encode(),
        READ,
    ),
    "深层.html": (lambda _: _nested("div", 100_000, TEXT).encode(), _DEEP_PAGE),
    "深层表格.html": (lambda _: ("<table><tr><td>" * 5000 + TEXT).encode(), _DEEP_PAGE),
    "深层.docx": (lambda _: docx(_nested("w:sdt", 50_000, paragraph())), _BROKEN),
    "深层表格.docx": (
        lambda _: docx("<w:tbl><w:tr><w:tc>" * 2000 + paragraph() + "</w:tc></w:tr></w:tbl>" * 2000),
        _BROKEN,
    ),
    "深层.xlsx": (lambda _: xlsx({"表": _nested("a", 50_000, row(TEXT))}), _DAMAGED),
    "许多标签.html": (
        lambda _: b"<b>" * 250_000 + TEXT.encode(),
        "网页标签超过 200,000 个，疑似异常文件；请拆分文件，或调高 max_cells 设置",
    ),
    "许多单元格.html": (
        lambda _: ("<table>" + ("<tr>" + "<td>甲" * 300 + "\n") * 350 + "</table>").encode(),
        "单元格超过 100,000 个，请删除空行空列或拆分文件，或调高 max_cells 设置",
    ),
    "图形.html": (
        lambda _: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>',
        "这是 XML 数据文件（svg），不是表格或网页；请用生成它的程序另存为 docx 或 xlsx",
    ),
    "框架.html": (
        lambda _: b"<html><frameset><frame src='a.files/sheet001.htm'></frameset></html>",
        "这个网页只有框架，表格在同名的 .files 文件夹里；请用 WPS 打开后另存为 xlsx",
    ),
    "乱码.txt": (lambda _: bytes(range(256)) * 40, "不是文本文件或编码无法识别，请用原程序另存为纯文本（.txt，UTF-8）"),
    "过大.txt": (lambda _: b"a" * 2_000_001, "文件超过 2 MB，请拆分文件，或调高 max_file_mb 设置"),
}
"""By file name: how the bytes are made (given an address that must not be asked) and the exact reason why it is not
read. The limits are those of `LIMITS` in the test."""


def made(folder: Path, address: str) -> dict[str, str]:
    """The files of all cases in a folder, as paths with the reasons expected."""
    expected = {}
    for name, (make, reason) in CASES.items():
        path = folder / name
        path.write_bytes(make(address))
        expected[str(path)] = reason
    return expected

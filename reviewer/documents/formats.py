"""What a file is: its first bytes say, and for packed files what is inside; never its name. A government .xls is often
a web page, a .doc often RTF or .docx."""

import codecs
import io
import re
from typing import BinaryIO

from reviewer.documents import packed
from reviewer.errors import UnreadableError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"<", "html"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
"""First bytes → format; what none of them begins is text, or nothing readable."""

_RECORDS = (b"\t\x00\x04\x00", b"\t\x02\x06\x00", b"\t\x04\x06\x00", b"\t\x08\x08\x00", b"\t\x08\x10\x00")
"""The first record of workbooks that are in no compound file: Excel 2, 3, 4, and what exports wrote ever since."""

_HEAD = 8192  # bytes in which the first element of an XML file begins
_WORKBOOK = re.compile(
    rb"<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet"  # XML Spreadsheet 2003
)
_DOCUMENT = re.compile(
    rb"<(?:\w+:)?wordDocument\s|<(?:\w+:)?package\s[^>]*schemas\.microsoft\.com/office/2006/xmlPackage"
)  # Word 2003 XML; all parts of a .docx in one file of XML
_PAGE = re.compile(rb"<\s*(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^(?:#{1,6} |[ \t]*\|.*\|[ \t]*\r?$)", re.MULTILINE)  # it may begin with a tag, too
_ARCHIVE = re.compile(rb"(?:MIME-Version|From|Subject|Date|Content-Type|Message-ID):", re.IGNORECASE)
_PART = re.compile(rb"content-type:\s*(?:multipart/|text/html)", re.IGNORECASE)  # of a page saved in one file

_PARTS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("content.xml", "odf"),
    ("word/", "docx"),
    ("xl/", "xlsx"),
)
_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("MatOST", "works"),
)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."  # stored, not packed, as the first part
_OPEN_DOCUMENTS: tuple[tuple[bytes, str], ...] = ((b"text", "odt"), (b"spreadsheet", "ods"))

_FLAGS = 0x0B  # byte of a .doc, the lowest bit of which says that it is encrypted ([MS-DOC] 2.5.2)
_WORD_97 = 0xC1

OLD: dict[str, str] = {"doc95": "docx", "works": "docx", "odt": "docx", "ods": "xlsx"}
"""Formats that other programs convert for us → what they become."""

REFUSED: dict[str, str] = {
    "image": "这是图片，没有文字可读；请提供原文件或文字识别后的文本",
    "archive": "这是压缩文件，请解压后再审",
    "encrypted": "文件已加密，请报送单位取消密码后重报",
    "xlsb": "这是 Excel 二进制工作簿（.xlsb），请用 Excel 或 WPS 另存为 xlsx 后再审",
    "zip": "这是压缩文件，请解压后再审",
    "odf": "这是 OpenDocument 文件，请用 WPS 另存为 docx 或 xlsx 后再审",
    "ole": "旧版文件已损坏或不是 Word、Excel 文件，请用 WPS 打开后另存为 docx 或 xlsx",
}
"""Formats that nothing reads, and what to do."""


def format_of(file: str, data: bytes) -> str:
    """The format of a file (a key of READERS), or raises UnreadableError saying what to do."""
    form = _signed(data)
    if form == "zip":
        form = _open_document(data) or _packed(file, data)
    elif form == "ole":
        form = _compound(io.BytesIO(data))
    if form in REFUSED:
        raise UnreadableError(file, REFUSED[form])
    return form


def old_format_of(content: BinaryIO) -> str | None:
    """The format of a file where that is one that the program itself does not read (doc, rtf, odt …), else None. Reads
    little of it; `format_of` says the same of such a file."""
    head = content.read(_HEAD)
    form = _signed(head)
    if form == "ole":
        form = _compound(content)
    elif form == "zip":
        form = _open_document(head) or form
    return form if form in OLD else None


def _signed(data: bytes) -> str:
    if data.startswith(_RECORDS):
        return "xls"
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, form in _SIGNATURES:
        if start.startswith(signature) and (form != "html" or _is_markup(start)):
            return _markup(head) if form == "html" else form
    return "mht" if _ARCHIVE.match(start) and _PART.search(head) else "text"


def _markup(head: bytes) -> str:
    """The format of what begins with a tag."""
    if _WORKBOOK.search(head):
        return "xml2003"
    if _DOCUMENT.search(head):
        return "word2003"
    return "text" if _MARKDOWN.search(head) and not _PAGE.search(head) else "html"


def _is_markup(start: bytes) -> bool:
    """Whether a leading < opens a tag (a text may begin with a sign of comparison)."""
    return start[1:2].isalpha() or start[1:2] in (b"!", b"?")


def _open_document(data: bytes) -> str | None:
    start = data[30 : 30 + len(_OPEN_DOCUMENT) + 16]
    if not start.startswith(_OPEN_DOCUMENT):
        return None
    kind = start[len(_OPEN_DOCUMENT) :]
    return next((form for name, form in _OPEN_DOCUMENTS if kind.startswith(name)), None)


def _packed(file: str, data: bytes) -> str:
    names = packed.names(file, data)
    for part, form in _PARTS:
        if any(name == part or (part.endswith("/") and name.startswith(part)) for name in names):
            return form
    if "[content_types].xml" in names:  # an office file that has lost what it holds
        raise UnreadableError(file, "文件不完整或已损坏，请报送单位重新发送")
    return "zip"


def _compound(content: BinaryIO) -> str:
    """The format of an OLE compound file by its streams."""
    import olefile

    try:
        with olefile.OleFileIO(content) as ole:
            form = next((form for stream, form in _STREAMS if ole.exists(stream)), "ole")
            return _word(ole.openstream("WordDocument").read(_FLAGS + 1)) if form == "doc" else form
    except Exception:  # a damaged directory, whatever it raises
        return "ole"


def _word(start: bytes) -> str:
    """The format of a Word document by the start of its information block."""
    if start[_FLAGS] & 1:
        return "encrypted"
    return "doc" if int.from_bytes(start[2:4], "little") >= _WORD_97 else "doc95"

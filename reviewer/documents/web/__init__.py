"""Web pages: .html, also what Excel and Word save as a page (under whatever name), and pages saved in one file (.mht).

What a browser does not show is not read (display:none, comments, scripts, struck-out changes), with one exception: rows
and columns that are hidden in a worksheet saved as a page are read and marked, as those of a worksheet are.
"""

import email
import re
from collections.abc import Iterator

from reviewer.documents import deadline
from reviewer.documents.encoding import decode
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.errors import UnreadableError
from reviewer.model import Paragraph, Table

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*(big5[\w-]*|euc-tw|shift_jis|euc-kr)""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says how it is encoded
_FIRST = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!.*?>)*<\s*([\w:.-]+)", re.DOTALL)
_PAGE = re.compile(r"<(?:html|body|table|div|p|pre|[uo]l|h[1-6]|b|i|font|span|center)[\s>]", re.IGNORECASE)
_FRAMES = re.compile(r"<\s*i?frame", re.IGNORECASE)
_XML = "这是 XML 数据文件（{}），不是表格或网页；请用生成它的程序另存为 docx 或 xlsx"
_FRAMESET = "这个网页只有框架，表格在同名的 .files 文件夹里；请用 WPS 打开后另存为 xlsx"
_MARKS = "网页标签超过 {:,} 个，疑似异常文件；请拆分文件，或调高 max_cells 设置"


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> list[Paragraph | Table]:
    """The paragraphs and tables of a page, places as 第N段 and 表N第M行. Raises `UnreadableError` where there is none:
    XML of another kind, a page that only frames others, one with more marks or deeper ones than the limits allow."""
    text = decode(file, _as_utf8(data))
    root = _FIRST.match(text[:_HEAD])
    if not _PAGE.search(text):
        if _FRAMES.search(text):
            raise UnreadableError(file, _FRAMESET)
        if root is not None:
            raise UnreadableError(file, _XML.format(root[1][:40]))
    blocks = list(blocks_of(file, text, limits))
    if not blocks and _FRAMES.search(text):
        raise UnreadableError(file, _FRAMESET)
    return blocks


def read_archive(file: str, data: bytes, limits: Limits = DEFAULT) -> list[Paragraph | Table]:
    """The same of a page saved in one file (.mht), its parts one after the other: a workbook has one for each sheet."""
    blocks: list[Paragraph | Table] = []
    size = 0
    for part in email.message_from_bytes(data).walk():
        deadline.check()
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            limits.check_unpacked(file, size := size + len(content))
            blocks += blocks_of(file, decode(file, _as_utf8(content)), limits)
    return blocks


def blocks_of(file: str, text: str, limits: Limits, name: str = "") -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of the text of a page, or of a part of one. `name`: what the table in it is called, if
    not 表1."""
    if text.count("<") > 2 * limits.cells:
        raise UnreadableError(file, _MARKS.format(2 * limits.cells))
    from reviewer.documents.web.reading import blocks  # lxml takes its time to load

    return blocks(file, text, limits, name)


def _as_utf8(data: bytes) -> bytes:
    """A page in an encoding that its bytes alone do not tell from GB18030, where it says so, in UTF-8."""
    declared = _CHARSET.search(data[:_HEAD])
    return data.decode(declared[1].decode(), "replace").encode() if declared else data

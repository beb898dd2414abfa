"""Files in, documents out: paragraphs and tables with the place of every cell. Knows no budget words.

What a file is, its first bytes say, not its name. A reader is a function from the path as given and the bytes to the
blocks of a `Document`; a new format is a new module and a new line in `READERS`.
"""

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from reviewer.documents import plain_text
from reviewer.documents.walking import walk
from reviewer.errors import UnreadableError
from reviewer.model import Document, Paragraph, Table

__all__ = ["READERS", "read", "walk"]

Reader = Callable[[str, bytes], Iterable[Paragraph | Table]]

READERS: dict[str, Reader] = {
    "text": plain_text.read,
}

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "zip", "这是新版 Word、Excel 或压缩文件，请另存为纯文本（.txt，UTF-8）后再审"),
    (b"\xd0\xcf\x11\xe0", "ole", "这是旧版 Word 或 Excel 文件，请另存为纯文本（.txt，UTF-8）后再审"),
    (b"%PDF", "pdf", "这是 PDF 文件，请另存为纯文本（.txt，UTF-8）后再审；扫描件须先作文字识别"),
    (b"{\\rtf", "rtf", "这是 RTF 文件，请另存为纯文本（.txt，UTF-8）后再审"),
    (b"<", "html", "这是网页（HTML 或 XML）文件，请另存为纯文本（.txt，UTF-8）后再审"),
    (b"\x89PNG", "image", "这是图片，没有文字可读；请提供原文件或文字识别后的文本"),
    (b"\xff\xd8\xff", "image", "这是图片，没有文字可读；请提供原文件或文字识别后的文本"),
    (b"GIF8", "image", "这是图片，没有文字可读；请提供原文件或文字识别后的文本"),
    (b"Rar!", "archive", "这是压缩文件，请解压后再审"),
    (b"7z\xbc\xaf", "archive", "这是压缩文件，请解压后再审"),
    (b"\x1f\x8b", "archive", "这是压缩文件，请解压后再审"),
)
"""First bytes → format, and what to do while no reader of that format stands in `READERS`."""


def read(file: str) -> Document:
    """The document in a file. Raises `UnreadableError`, in Chinese and saying what to do, for a file that is missing,
    locked, empty, without text, of a format without a reader, or not text at all."""
    data = _content(file)
    form, advice = _format(data)
    reader = READERS.get(form)
    if reader is None:
        raise UnreadableError(file, advice)
    blocks = tuple(reader(file, data))
    if not blocks:
        raise UnreadableError(file, "文件里没有文字，请检查是否存错了文件")
    return Document(file, blocks)


def _content(file: str) -> bytes:
    try:
        if not stat.S_ISREG(os.stat(file).st_mode):
            raise UnreadableError(file, "不是普通文件，无法读取；请给出文件的路径")
        data = Path(file).read_bytes()
    except FileNotFoundError:
        raise UnreadableError(file, "找不到该文件，请检查路径") from None
    except PermissionError:
        raise UnreadableError(file, "没有读取权限，请关闭正在使用它的程序或开放读取权限") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "路径不合法"
        raise UnreadableError(file, f"读取失败（{reason}），请检查磁盘或重新复制文件") from None
    if not data:
        raise UnreadableError(file, "空文件（0 字节），请重新导出或复制")
    return data


def _format(data: bytes) -> tuple[str, str]:
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, form, advice in SIGNATURES:
        if start.startswith(signature) and (form != "html" or _is_markup(start)):
            return form, advice
    return "text", ""


def _is_markup(start: bytes) -> bool:
    """Whether a leading < opens a tag (a text may begin with a sign of comparison)."""
    return start[1:2].isalpha() or start[1:2] in (b"!", b"?")

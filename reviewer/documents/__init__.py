"""Files in, documents out: paragraphs and tables with the place of every cell. Knows no budget words.

What a file is, its first bytes say, not its name. A reader is a function from the path as given and the bytes to the
blocks of a `Document`; a new format is a new module and a new line in `READERS`.
"""

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from reviewer.documents import pdf, plain_text, web, word
from reviewer.documents.excel import biff, ooxml, xml2003
from reviewer.documents.formats import format_of
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.documents.walking import walk
from reviewer.errors import UnreadableError
from reviewer.model import Document, Paragraph, Table

__all__ = ["READERS", "Limits", "read", "walk"]

Reader = Callable[[str, bytes, Limits], Iterable[Paragraph | Table]]

READERS: dict[str, Reader] = {
    "text": plain_text.read,
    "docx": word.read,
    "word2003": word.read_xml,
    "xlsx": ooxml.read,
    "xls": biff.read,
    "xml2003": xml2003.read,
    "pdf": pdf.read,
    "html": web.read,
    "mht": web.read_archive,
}

NOT_YET: dict[str, str] = {
    "doc": "这是旧版 Word 文件，请另存为纯文本（.txt，UTF-8）后再审",
    "rtf": "这是 RTF 文件，请另存为纯文本（.txt，UTF-8）后再审",
    "odf": "这是 OpenDocument 文件，请用 WPS 另存为 docx 或 xlsx 后再审",
}
"""What to do while no reader of a format stands in `READERS`."""


def read(file: str, limits: Limits = DEFAULT) -> Document:
    """The document in a file, as long as it keeps to the limits. Raises `UnreadableError`, in Chinese and saying what
    to do, for a file that is missing, locked, empty, without text, too large, of a format without a reader, or not text
    at all."""
    data = _content(file, limits)
    form = format_of(file, data)
    reader = READERS.get(form)
    if reader is None:
        raise UnreadableError(file, NOT_YET[form])
    blocks = tuple(reader(file, data, limits))
    if not blocks:
        raise UnreadableError(file, "文件里没有文字，请检查是否存错了文件")
    return Document(file, blocks)


def _content(file: str, limits: Limits) -> bytes:
    try:
        status = os.stat(file)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(file, "不是普通文件，无法读取；请给出文件的路径")
        if status.st_size > limits.file_bytes:
            most = limits.file_bytes // 1_000_000
            raise UnreadableError(file, f"文件超过 {most} MB，请拆分文件，或调高 max_file_mb 设置")
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

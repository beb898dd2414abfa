"""Files in, documents out: paragraphs and tables with the place of every cell. Knows no budget words.

What a file is, its first bytes say, not its name. A reader is a function from the path as given and the bytes to the
blocks of a `Document` (and what it left unread); a new format is a new module and a new line in `READERS`, or in `OLD`
where another program converts it.
"""

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from reviewer.documents import pdf, plain_text, rtf, web, word, word97
from reviewer.documents.conversion import Copy, converted, copies
from reviewer.documents.excel import biff, ooxml, xml2003
from reviewer.documents.formats import OLD, format_of
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.documents.walking import walk
from reviewer.errors import UnreadableError
from reviewer.model import Document, Omission, Paragraph, Table

__all__ = ["READERS", "Copy", "Limits", "copies", "read", "walk"]

Reader = Callable[[str, bytes, Limits], Iterable[Paragraph | Table | Omission]]

READERS: dict[str, Reader] = {
    "text": plain_text.read,
    "docx": word.read,
    "doc": word97.read,
    "rtf": rtf.read,
    "word2003": word.read_xml,
    "xlsx": ooxml.read,
    "xls": biff.read,
    "xml2003": xml2003.read,
    "pdf": pdf.read,
    "html": web.read,
    "mht": web.read_archive,
}


def read(file: str, limits: Limits = DEFAULT, copy: Copy | None = None) -> Document:
    """The document in a file, as long as it keeps to the limits; `copy` is what stands for it in a newer format (see
    `conversion`). Raises `UnreadableError`, in Chinese and saying what to do, for a file that is missing, locked,
    empty, without text, too large, of a format that nothing reads, or not text at all."""
    if isinstance(copy, UnreadableError):
        raise copy
    data = _content(file, limits) if copy is None else copy.read_bytes()
    form = format_of(file, data)
    if form in OLD:
        data = converted(file, data, form, limits)
        form = format_of(file, data)
    found = tuple(READERS[form](file, data, limits))
    blocks = tuple(block for block in found if not isinstance(block, Omission))
    if not blocks:
        raise UnreadableError(file, "文件里没有文字，请检查是否存错了文件")
    return Document(file, blocks, tuple(block.text for block in found if isinstance(block, Omission)))


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

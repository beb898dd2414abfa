"""Sheets that were pasted into a Word document as files: what is seen on the page is a picture of them."""

from collections.abc import Iterator
from dataclasses import replace

from reviewer.documents import formats, packed
from reviewer.documents.excel import biff, ooxml
from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError
from reviewer.model import Omission, Place, Table

_READERS = {"xlsx": ooxml.read, "xls": biff.read}
_DOCUMENTS = ("docx", "doc", "rtf", "pdf")
_NAMES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".docx", ".docm", ".doc", ".rtf", ".pdf")  # of files that hold text
_APART = "它是一份文档，请报送单位将其单独报送"


def tables(file: str, archive: packed.Packed, limits: Limits) -> Iterator[Table | Omission]:
    """The worksheets of the workbooks inside a document, places as 嵌入工作簿1 Sheet1!C7, and which files with
    text were left unread. Others (formulas, pictures) have none."""
    names = sorted(name for name in archive.names() if "/embeddings/" in name)
    for number, name in enumerate(names, start=1):
        data = archive.read(name) or b""
        try:
            form = formats.format_of(file, data) if data else ""
            if form in _DOCUMENTS:
                raise UnreadableError(file, _APART)
            blocks = tuple(_READERS[form](file, data, limits)) if form in _READERS else ()
        except UnreadableError as error:
            if name.endswith(_NAMES):
                yield Omission(f"嵌入的第 {number} 个文件未读取：{error.reason}")
            continue
        yield from (_placed(block, number) for block in blocks if isinstance(block, Table))


def _placed(table: Table, number: int) -> Table:
    cells = (replace(cell, place=Place(f"嵌入工作簿{number} {cell.place.label}")) for cell in table.cells)
    return replace(table, cells=tuple(cells), label=f"嵌入工作簿{number} {table.label}")

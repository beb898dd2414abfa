"""Sheets that were pasted into a Word document as files: what is seen on the page is a picture of them."""

from collections.abc import Iterator
from dataclasses import replace

from reviewer.documents import formats, packed
from reviewer.documents.excel import biff, ooxml
from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError
from reviewer.model import Place, Table

_READERS = {"xlsx": ooxml.read, "xls": biff.read}


def tables(file: str, archive: packed.Packed, limits: Limits) -> Iterator[Table]:
    """The worksheets of the workbooks inside a document, places as 嵌入工作簿1 Sheet1!C7. One that cannot be read gives
    nothing: its picture is a part of the text, not the text."""
    names = sorted(name for name in archive.names() if "/embeddings/" in name)
    for number, name in enumerate(names, start=1):
        data = archive.read(name) or b""
        try:
            reader = _READERS.get(formats.format_of(file, data)) if data else None
            blocks = tuple(reader(file, data, limits)) if reader else ()
        except UnreadableError:
            continue
        yield from (_placed(block, number) for block in blocks if isinstance(block, Table))


def _placed(table: Table, number: int) -> Table:
    cells = (replace(cell, place=Place(f"嵌入工作簿{number} {cell.place.label}")) for cell in table.cells)
    return replace(table, cells=tuple(cells), label=f"嵌入工作簿{number} {table.label}")

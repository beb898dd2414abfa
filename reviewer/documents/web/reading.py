"""From the text of a page to its paragraphs and tables: the only importer of lxml for web pages."""

import re
from collections.abc import Iterator
from typing import Any

from reviewer.documents import plain_text
from reviewer.documents.limits import Limits
from reviewer.documents.web.content import Flat, content_of, text_of
from reviewer.documents.web.flat import table_of
from reviewer.documents.word.story import Grid, Line
from reviewer.documents.word.tables import tables
from reviewer.errors import UnreadableError
from reviewer.model import Cell, Paragraph, Place, Table

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>|<!DOCTYPE[^\[>]*\[[^\]]*\]\s*>", re.IGNORECASE)
_SHEET = re.compile(r"urn:schemas-microsoft-com:office:excel|Excel\.Sheet|<x:ExcelWorkbook|ET\.Sheet", re.IGNORECASE)
_HEAD = 20_000  # characters in which a page says what made it
_DEEP = "网页标签嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx 或 xlsx"


def blocks(file: str, text: str, limits: Limits, name: str = "") -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of a page in reading order; tables are called 表1, 表2 … or by `name`."""
    root = _parsed(file, text)
    if root is None:
        return
    sheet = _SHEET.search(text[:_HEAD]) is not None
    lines: list[Line] = []
    paragraphs = number = cells = 0
    for block in content_of(root, sheet=sheet):
        if isinstance(block, Line):
            lines.append(block)
            continue
        yield from _text(lines, paragraphs)
        paragraphs, lines = paragraphs + len(lines), []
        found = list(_tables(block, name or f"表{number + 1}", sheet=sheet))
        cells += sum(len(table.cells) for table in found if isinstance(table, Table))
        limits.check_cells(file, cells)
        if found:
            number += 1
            yield from found
    yield from _text(lines, paragraphs)


def _tables(block: Grid | Flat, name: str, *, sheet: bool) -> Iterator[Paragraph | Table]:
    if isinstance(block, Grid):
        yield from tables(block, name)
    elif (table := table_of(block.element, name, text_of, sheet=sheet)) is not None:
        yield table


def _parsed(file: str, text: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text, count=2).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing at all
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise UnreadableError(file, _DEEP)
    return root


def _text(lines: list[Line], before: int) -> Iterator[Paragraph | Table]:
    """Lines between tables; where they were set with tabs or bars instead of a table, they are tables. `before` lines
    stand further up."""
    if not any("\t" in line.text or line.text.count("|") + line.text.count("｜") > 1 for line in lines):
        for number, line in enumerate(lines, before + 1):
            if text := line.text.strip():
                yield Paragraph(text, Place(f"第{number}段"))
        return
    for block in plain_text.blocks([line.text for line in lines]):
        if isinstance(block, Paragraph):
            yield Paragraph(block.text, _place(block.place, before))
        else:
            cells = [Cell(cell.text, _place(cell.place, before), cell.row, cell.column) for cell in block.cells]
            yield Table(tuple(cells), "", block.ragged)


def _place(place: Place, before: int) -> Place:
    return Place(f"第{before + (place.line or 1)}段")

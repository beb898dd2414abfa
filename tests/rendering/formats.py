"""A grid as the bytes of a file, format by format. All are made by common libraries; none by the program itself."""

import csv
import html
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl

from tests.rendering.grid import Grid

Render = Callable[[Grid], bytes]


def one_cell_a_line(grid: Grid) -> bytes:
    """As Apache Tika writes tables: a tab before each cell, a blank line behind each row."""
    lines = [*grid.above, ""]
    for row in grid.lines():
        lines += [*(f"\t{text}" for text in row), ""]
    return "\n".join([*lines, ""]).encode()


def tabs(grid: Grid) -> bytes:
    """A row a line, tabs between cells, in the encoding of older Windows programs, with its line ends."""
    return "\r\n".join([*grid.above, *("\t".join(row) for row in grid.lines()), ""]).encode("gb18030")


def markdown(grid: Grid) -> bytes:
    """A Markdown table."""
    first, *rest = ["| " + " | ".join(row) + " |" for row in grid.lines()]
    return "\n".join([*(f"# {text}" for text in grid.above), "", first, "|" + "---|" * grid.width, *rest, ""]).encode()


def comma(grid: Grid) -> bytes:
    """CSV as Excel saves it."""
    stream = io.StringIO()
    csv.writer(stream).writerows([[text] for text in grid.above])
    csv.writer(stream).writerows(grid.lines())
    return stream.getvalue().encode("utf-8-sig")


def web(grid: Grid) -> bytes:
    """HTML with rowspan and colspan, in GB2312 as older systems export it."""
    rows = []
    for row in range(grid.height):
        cells = sorted((column, box) for (line, column), box in grid.cells.items() if line == row)
        rows.append(
            "<tr>"
            + "".join(
                f'<td rowspan="{box.rows}" colspan="{box.columns}">{html.escape(box.text)}</td>' for _, box in cells
            )
            + "</tr>"
        )
    above = "".join(f"<p>{html.escape(text)}</p>" for text in grid.above)
    page = f'<html><head><meta charset="gb2312"></head><body>{above}<table>{"".join(rows)}</table></body></html>'
    return page.encode("gb18030")


def word(grid: Grid) -> bytes:
    """A Word table with merged cells."""
    document: Any = docx.Document()
    for text in grid.above:
        document.add_paragraph(text)
    table = document.add_table(grid.height, grid.width)
    cells = [row.cells for row in table.rows]  # table.cell() would walk the whole table for every cell
    for (row, column), box in grid.cells.items():
        cell = cells[row][column]
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(cells[row + box.rows - 1][column + box.columns - 1])
        cell.text = box.text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(grid: Grid) -> bytes:
    """A worksheet with merged cells; a percentage is a number shown as one."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for text in grid.above:
        sheet.append([text])
    top = len(grid.above) + 1
    for (row, column), box in grid.cells.items():
        cell = sheet.cell(top + row, column + 1, box.text)
        if box.text.isdecimal():
            cell.value = int(box.text)
        elif box.text.endswith("%") and box.text[:-1].isdecimal():
            cell.value, cell.number_format = int(box.text[:-1]) / 100, "0%"
        if box.rows > 1 or box.columns > 1:
            sheet.merge_cells(None, top + row, column + 1, top + row + box.rows - 1, column + box.columns)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


RENDER: dict[str, tuple[str, Render]] = {
    "one cell a line": (".txt", one_cell_a_line),
    "tabs": (".txt", tabs),
    "markdown": (".md", markdown),
    "csv": (".csv", comma),
    "html": (".html", web),
    "html named .xls": (".xls", web),
    "docx": (".docx", word),
    "xlsx": (".xlsx", excel),
}
"""Format → ending of its files and how they are made."""

CONVERTED: dict[str, tuple[str, str]] = {
    "doc": ("docx", "doc:MS Word 97"),
    "rtf": ("docx", "rtf"),
    "odt": ("docx", "odt"),
    "pdf of a Word document": ("docx", "pdf"),
    "xls": ("xlsx", "xls:MS Excel 97"),
    "ods": ("xlsx", "ods"),
}
"""Format → what LibreOffice makes it from, and the name of its filter."""

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def converted(folder: Path, files: dict[str, bytes], target: str) -> dict[str, Path]:
    """Files, by name, as LibreOffice saves them in another format; one start for all of them."""
    assert SOFFICE is not None
    source, result = folder / "source", folder / "result"
    source.mkdir()
    for name, data in files.items():
        (source / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", target, "--outdir", str(result)]
    subprocess.run([*command, *map(str, sorted(source.iterdir()))], check=True, capture_output=True, timeout=300)
    ending = target.split(":", maxsplit=1)[0]
    return {name: result / f"{Path(name).stem}.{ending}" for name in files}

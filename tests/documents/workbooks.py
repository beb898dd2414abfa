"""Workbooks for tests, written part by part: what no library would write can be written, too."""

import io
import zipfile
from collections.abc import Mapping

from reviewer.model import Paragraph, Table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Row = tuple[str, str, tuple[int, int], str]


def xlsx(sheets: Mapping[str, str], strings: str = "", styles: str = "", **parts: str | bytes) -> bytes:
    """An .xlsx: worksheets by title, each the inside of <worksheet> (its title may end in |hidden); the insides of
    <sst> and <styleSheet>; further parts by name, which replace those made here."""
    titles = [title.partition("|") for title in sheets]
    names = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="rId{number}" state="{state or "visible"}"/>'
        for number, (title, _, state) in enumerate(titles, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(titles) + 1)
    )
    main = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    content: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    for number, inside in enumerate(sheets.values(), 1):
        content[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{inside}</worksheet>'
    return packed(content | parts)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rows(table: Paragraph | Table) -> list[Row]:
    """Each cell of a table: place, text, spans and doubt."""
    assert isinstance(table, Table)
    for cell in table.cells:
        sheet, _, address = cell.place.label.rpartition("!")
        assert sheet == table.label
        assert int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == cell.row + 1
    return [
        (cell.place.label.rpartition("!")[2], cell.text, (cell.rowspan, cell.colspan), cell.doubt)
        for cell in table.cells
    ]

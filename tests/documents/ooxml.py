"""Word documents written by hand for tests: paragraphs, tables and the file around them."""

import io
import zipfile

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    """A paragraph; plain words become a run."""
    content = inside if inside.startswith("<") or not inside else run(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(inside: str = "", properties: str = "") -> str:
    """A cell; plain words become a paragraph."""
    content = inside if inside.startswith("<") else paragraph(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; plain words become cells."""
    inside = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table; `widths` are those of its grid."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    """The property of a cell over several columns of the grid."""
    return f'<w:gridSpan w:val="{columns}"/>'


def width(twips: int) -> str:
    """The property of a cell's width."""
    return f'<w:tcW w:w="{twips}" w:type="dxa"/>'


BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
"""Properties of cells merged with the one below, with the one above."""


def document(body: str, space: str = TRANSITIONAL) -> str:
    """The main part."""
    return f'<w:document xmlns:w="{space}" {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'


def docx(body: str, parts: dict[str, str] | None = None, main: str = "word/document.xml") -> bytes:
    """A .docx with this body, its main part under that name, and further parts."""
    return packed({main: document(body)} | (parts or {}))


def packed(parts: dict[str, str]) -> bytes:
    """A zip archive of texts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()

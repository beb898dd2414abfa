"""PDF files drawn by hand for tests: Chinese text in a font that nobody embeds, lines, pages; no other program."""

from collections.abc import Sequence
from dataclasses import dataclass, field

SIZE = 10.0
PADDING = 4.0
PITCH = 14.0


def wide(text: str, size: float = SIZE) -> float:
    """How wide a text is."""
    return sum(size / 2 if char.isascii() else size for char in text)


@dataclass
class Sheet:
    """A page; x grows to the right and y downwards, in points."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    operators: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = SIZE, matrix: str = "1 0 0 1") -> None:
        """Words on a base line."""
        code = text.encode("utf-16-be").hex()
        self.operators.append(f"BT /F1 {size} Tf {matrix} {x:.2f} {self.height - y:.2f} Tm <{code}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A drawn line."""
        self.operators.append(f"{x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S")

    def box(self, x0: float, y0: float, x1: float, y1: float, *, thin: bool = False) -> None:
        """A frame; thin: of four filled rectangles, as some programs draw it."""
        if not thin:
            self.operators.append(f"{x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S")
            return
        for left, top, right, bottom in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            width, height = right - left + 0.5, bottom - top + 0.5
            self.operators.append(f"{left:.2f} {self.height - bottom:.2f} {width:.2f} {height:.2f} re f")

    def picture(self) -> None:
        """A picture as large as the page."""
        self.operators.append(f"q {self.width} 0 0 {self.height} 0 0 cm /I1 Do Q")

    def fill_in(self, x0: float, y0: float, x1: float, y1: float, text: str, *, drawn: bool = True) -> None:
        """A field of a form with words in it; not drawn: only what the words are, not how they look."""
        value = f"/V <feff{text.encode('utf-16-be').hex()}> /DA (/F1 10 Tf)"
        rect = f"/Rect [{x0} {self.height - y1} {x1} {self.height - y0}]"
        operators = f"/Tx BMC BT /F1 10 Tf 2 4 Td <{text.encode('utf-16-be').hex()}> Tj ET EMC"
        self.fields.append(
            f"<< /Type /Annot /Subtype /Widget /FT /Tx {rect} {value} {'/AP << /N {} 0 R >>' if drawn else ''} >>"
        )
        self.fields.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 {x1 - x0} {y1 - y0}] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Length {len(operators)} >>\nstream\n{operators}\nendstream"
        )

    def cell(self, x0: float, y0: float, x1: float, text: str, *, lines: slice = slice(None)) -> None:
        """Words in a cell, wrapped at its edge; `lines`: only some of them."""
        for number, line in enumerate(wrapped(text, x1 - x0 - 2 * PADDING)[lines]):
            self.text(x0 + PADDING, y0 + PITCH * (number + 1) - 3, line)

    def table(
        self, top: float, edges: Sequence[float], rows: Sequence[Sequence[str | None]], *, thin: bool = False
    ) -> float:
        """Rows of cells between edges; None goes on the cell above, "<" the one on the left. Gives where it ends."""
        ys = [top]
        for row in rows:
            most = max(
                len(wrapped(cell, right - left - 2 * PADDING)) if cell and cell != "<" else 1
                for cell, left, right in zip(row, edges, edges[1:], strict=False)
            )
            ys.append(ys[-1] + PITCH * most + 4)
        for index, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is None or cell == "<":
                    continue
                right = column + 1
                while right < len(row) and row[right] == "<":
                    right += 1
                bottom = index + 1
                while bottom < len(rows) and rows[bottom][column] is None:
                    bottom += 1
                self.box(edges[column], ys[index], edges[right], ys[bottom], thin=thin)
                self.cell(edges[column], ys[index], edges[right], cell)
        return ys[-1]


def wrapped(text: str, room: float) -> list[str]:
    """A text cut into lines; a line feed ends one."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for char in paragraph:
            if line and wide(line + char) > room:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


def pdf(*sheets: Sheet, encrypted: bool = False) -> bytes:
    """The bytes of a file with these pages."""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        4: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>",
        5: "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        6: "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 "
        ">>\nstream\n0\nendstream",
        7: f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >>",
    }
    for number, sheet in enumerate(sheets):
        first = 1000 * (number + 1)
        for index, text in enumerate(sheet.fields):
            objects[first + index] = text.replace("{} 0 R", f"{first + index + 1} 0 R")
        fields = " ".join(f"{first + index} 0 R" for index in range(0, len(sheet.fields), 2))
        content = "\n".join(sheet.operators)
        objects[10 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate {sheet.rotate} "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 6 0 R >> >> /Contents {11 + 2 * number} 0 R "
            f"/Annots [{fields}] >>"
        )
        objects[11 + 2 * number] = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
    return _written(objects, "/Encrypt 7 0 R /ID [<00> <00>]" if encrypted else "")


def _written(objects: dict[int, str], trailer: str) -> bytes:
    data = b"%PDF-1.4\n"
    places: dict[int, int] = {}
    for number, text in sorted(objects.items()):
        places[number] = len(data)
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start, most = len(data), max(objects) + 1
    entries = (
        f"{places[number]:010} 00000 n \n" if number in places else "0000000000 65535 f \n" for number in range(most)
    )
    table = "".join(entries)
    return data + (
        f"xref\n0 {most}\n{table}trailer\n<< /Size {most} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    ).encode("latin-1")

"""The pages of a PDF as characters and ruling lines with their coordinates: with `fields` the only importer of
pdfminer.

A device of our own keeps little of what pdfminer draws (no colours, no fonts), so that reading takes about half the
time that its own layout objects take, and stops where a file draws more than its limits allow.
"""

import io
import logging
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfminer import pdftypes
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import dict_value
from pdfminer.utils import mult_matrix

from reviewer.documents import deadline
from reviewer.documents.limits import Limits
from reviewer.documents.pdf.fields import Written, fields_of
from reviewer.documents.pdf.marks import Char, Page, Rule, upright
from reviewer.errors import UnreadableError

_THIN = 3.0  # points: a filled rectangle no thicker than this is a line
_DAMAGED = "PDF 已损坏或不完整，请报送单位重新导出"
_ENCRYPTED = "文件已加密，请报送单位取消密码后重报"
_MOST_MARKS = 2_000_000  # characters and lines on one page
_PATTERN = 0.02  # how far from level or upright a line may be
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it complains of fonts, page after page


def pages_of(file: str, data: bytes, limits: Limits) -> Iterator[Page]:
    """The pages in order, each turned so that most of its text runs from left to right. Raises UnreadableError where
    the file is encrypted or damaged, or unpacks to more than the limits allow."""
    with _bounded(file, limits):
        try:
            yield from _pages(data)
        except (PDFPasswordIncorrect, PDFEncryptionError):
            raise UnreadableError(file, _ENCRYPTED) from None
        except UnreadableError:
            raise
        except Exception:  # whatever pdfminer makes of a damaged file
            raise UnreadableError(file, _DAMAGED) from None


def _pages(data: bytes) -> Iterator[Page]:
    resources = PDFResourceManager()
    device = _Device(resources)
    interpreter = PDFPageInterpreter(resources, device)
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        deadline.check()
        device.begin(number)
        interpreter.process_page(page)
        _fill_in(page, device, interpreter)
        yield upright(device.page)


def _fill_in(page: PDFPage, device: "_Device", interpreter: PDFPageInterpreter) -> None:
    """Draw what was filled into the fields of a page, too; a broken field costs no more than the fields."""
    ctm = device.page_ctm
    try:
        for found in fields_of(page):
            if isinstance(found, Written):
                device.write(found, ctm)
            else:
                resources = dict_value(found.stream.get("Resources") or page.resources)
                interpreter.render_contents(resources, [found.stream], ctm=mult_matrix(found.matrix, ctm))
    except UnreadableError:
        raise
    except Exception:  # whatever pdfminer makes of a damaged field
        device.page.fields_left = True


class _Device(PDFTextDevice):
    """Collects what a page shows. Coordinates grow to the right and downwards, in points."""

    def begin(self, number: int) -> None:
        """Start a page."""
        self.page = Page(number, 0.0, 0.0, [], [])
        self._marks = 0
        self._strokes = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        """Note the size of the page as it is shown."""
        self.page_ctm = ctm
        x0, y0, x1, y1 = page.mediabox
        width, height = abs(x1 - x0), abs(y1 - y0)
        self.page.width, self.page.height = (height, width) if page.rotate in (90, 270) else (width, height)

    def render_image(self, _name: str, _stream: Any) -> None:
        """Note that there is a picture and how much of the page it takes."""
        a, b, c, d, *_ = self.ctm or (0.0,) * 6
        share = abs(a * d - b * c) / (self.page.width * self.page.height or 1.0)
        self.page.pictured += share  # a scanner may cut a page into strips

    def render_string(self, *given: Any, **named: Any) -> None:
        """Draw what a program draws at once."""
        self._strokes += 1
        super().render_string(*given, **named)

    def render_char(  # noqa: PLR0913, PLR0917  pdfminer's signature
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ARG002
        graphicstate: Any,  # noqa: ARG002
    ) -> float:
        """Add a character; gives how far the next one stands."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
            self.page.unknown += 1
        width = font.char_width(cid) * fontsize * scaling
        if text:
            self._count()
            if font.is_vertical():
                self._add(text, matrix, (-0.5 * abs(fontsize), width), abs(fontsize), fontsize)
            else:
                self._add(text, matrix, (0.0, rise), width, fontsize)
        return float(width)

    def _add(self, text: str, matrix: Any, start: tuple[float, float], width: float, size: float) -> None:
        a, b, c, d, e, f = matrix
        x, y = start
        if b == 0 == c:
            along, up, turn = width * a, size * d, 0
        elif a == 0 == d:
            along, up, turn = width * b, -size * c, 1
        elif abs(b) + abs(c) < _PATTERN * (abs(a) + abs(d)):  # slanted type, or slightly off level
            along, up, turn = width * a, size * d, 0
        elif abs(a) + abs(d) < _PATTERN * (abs(b) + abs(c)):
            along, up, turn = width * b, -size * c, 1
        elif b == 0:  # artificial italics
            along, up, turn = width * a, size * d, 0
        else:
            return  # across the page: a watermark
        if along < 0 and up < 0:
            turn += 2
        at = (a * x + c * y + e, self.page.height - (b * x + d * y + f))
        self.page.chars.append(Char(at[0], at[1], abs(along), abs(up), text, turn, self._strokes))

    def write(self, field: Written, ctm: Any) -> None:
        """Add the lines of a field, its characters as wide as they are in most fonts."""
        self.set_ctm(ctm)
        self._strokes += 1
        for number, line in enumerate(field.lines):
            x, y = field.x, field.y - 1.2 * number * field.size
            for char in line:
                self._count()
                width = field.size * (0.5 if char.isascii() else 1.0)
                self._add(char, mult_matrix((1, 0, 0, 1, x, y), ctm), (0.0, 0.0), width, field.size)
                x += width

    def paint_path(self, _gstate: Any, stroke: bool, fill: bool, _evenodd: bool, path: Sequence[Any]) -> None:
        """Add the level and upright lines of a path: those drawn, and filled areas that are as thin as a line."""
        for shape in _subpaths(path):
            points = [self._point(step[-2], step[-1]) for step in shape if step[0] != "h" and len(step) > 2]
            if len(points) < 2:
                continue
            self._count()
            xs, ys = [x for x, _ in points], [y for _, y in points]
            x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
            if bottom - top <= _THIN < x1 - x0:
                self.page.rules.append(Rule(True, (top + bottom) / 2, x0, x1))
            elif x1 - x0 <= _THIN < bottom - top:
                self.page.rules.append(Rule(False, (x0 + x1) / 2, top, bottom))
            elif stroke and all(step[0] in ("m", "l", "h") for step in shape):
                if shape[-1][0] == "h" or (len(points) == 4 and fill):
                    points.append(points[0])
                self._sides(points)

    def _sides(self, points: list[tuple[float, float]]) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y1 - y0) < 1.0 < abs(x1 - x0):
                self.page.rules.append(Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) < 1.0 < abs(y1 - y0):
                self.page.rules.append(Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.ctm or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return a * x + c * y + e, self.page.height - (b * x + d * y + f)

    def _count(self) -> None:
        self._marks += 1
        if self._marks > _MOST_MARKS:
            raise ValueError("a page with too many marks")
        if self._marks % 1000 == 0:
            deadline.check()


def _subpaths(path: Sequence[Any]) -> Iterator[Sequence[Any]]:
    start = 0
    for index, step in enumerate(path):
        if step[0] == "m" and index > start:
            yield path[start:index]
            start = index
    yield path[start:]


@dataclass(slots=True)
class _Unpacking:
    """Stands in for zlib in pdfminer, which unpacks whatever a file asks: a few bytes can stand for gigabytes."""

    file: str
    limits: Limits
    error: type[Exception] = zlib.error
    total: int = field(default=0)

    def decompress(self, data: bytes) -> bytes:
        """What the packed bytes hold; of damaged ones what comes before the damage."""
        unpacking, parts = zlib.decompressobj(), list[bytes]()
        while data and not unpacking.eof:
            try:
                part = unpacking.decompress(data, 1 << 20)
            except zlib.error:
                break
            self.total += len(part)
            self.limits.check_unpacked(self.file, self.total)
            parts.append(part)
            data = unpacking.unconsumed_tail
        return b"".join(parts)


@contextmanager
def _bounded(file: str, limits: Limits) -> Iterator[None]:
    namespace = vars(pdftypes)  # pdfminer has no setting for it
    before = namespace["zlib"]
    namespace["zlib"] = _Unpacking(file, limits)
    try:
        yield
    finally:
        namespace["zlib"] = before

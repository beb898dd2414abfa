"""What was filled into the fields of a form, and typed onto a page: drawn apart from the page, over it."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import decode_text

Matrix = tuple[float, float, float, float, float, float]

_HIDDEN = 2 | 32  # flags of an annotation that is not shown
_KINDS = ("Widget", "FreeText")
_BUTTON = "Btn"
_SIZE = re.compile(rb"([0-9.]+)\s+Tf")
_LARGEST = 12.0  # points: type whose size is left to the reader
_PARENTS = 20  # fields within one another, at most


class Drawn(NamedTuple):
    """A field as a program drew it: a stream of operators with its place on the page."""

    stream: PDFStream
    matrix: Matrix


class Written(NamedTuple):
    """A field that no program drew: where its base lines begin, the height of its type, its lines."""

    x: float
    y: float
    size: float
    lines: list[str]


def fields_of(page: PDFPage) -> Iterator[Drawn | Written]:
    """The filled-in fields of a page, coordinates as the page's own."""
    for each in resolve1(page.annots) or ():
        annotation = dict_value(each)
        kind = resolve1(annotation.get("Subtype"))
        if kind is None or literal_name(kind) not in _KINDS or int(resolve1(annotation.get("F", 0))) & _HIDDEN:
            continue
        field = _field(annotation)
        if "FT" in field and literal_name(resolve1(field["FT"])) == _BUTTON:
            continue
        left, bottom, right, top = _box(annotation["Rect"])
        appearance = _appearance(annotation)
        if appearance is not None:
            yield Drawn(appearance, _matrix(appearance, (left, bottom, right, top)))
        elif text := _text(resolve1(field.get("V"))):
            lines = text.splitlines()
            size = _size(field, (top - bottom) / len(lines))
            yield Written(left + 2, (top + bottom) / 2 + (len(lines) / 2 - 0.8) * 1.2 * size, size, lines)


def _field(annotation: dict[str, Any]) -> dict[str, Any]:
    """What an annotation says and what the fields say that it is a part of."""
    found = dict(annotation)
    above = resolve1(annotation.get("Parent"))
    for _ in range(_PARENTS):
        if not isinstance(above, dict):
            break
        found = {**above, **found}
        above = resolve1(above.get("Parent"))
    return found


def _box(value: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(resolve1(each)) for each in resolve1(value))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _appearance(annotation: dict[str, Any]) -> PDFStream | None:
    normal = resolve1(dict_value(annotation.get("AP") or {}).get("N"))
    return normal if isinstance(normal, PDFStream) and normal.get_data().strip() else None


def _matrix(stream: PDFStream, rect: tuple[float, float, float, float]) -> Matrix:
    """From what is drawn to the page: the box around it is laid over the field (ISO 32000, 12.5.5)."""
    a, b, c, d, e, f = (float(resolve1(each)) for each in resolve1(stream.get("Matrix")) or (1, 0, 0, 1, 0, 0))
    x0, y0, x1, y1 = _box(stream["BBox"])
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = max(x for x, _ in corners) - left, max(y for _, y in corners) - bottom
    across = (rect[2] - rect[0]) / wide if wide else 1.0
    up = (rect[3] - rect[1]) / high if high else 1.0
    right, above = rect[0] - left * across, rect[1] - bottom * up
    return a * across, b * up, c * across, d * up, e * across + right, f * up + above


def _text(value: Any) -> str:
    return decode_text(value).strip() if isinstance(value, bytes) else ""


def _size(field: dict[str, Any], height: float) -> float:
    said = resolve1(field.get("DA"))
    found = _SIZE.search(said) if isinstance(said, bytes) else None
    return (float(found[1]) if found else 0.0) or min(_LARGEST, 0.7 * height)

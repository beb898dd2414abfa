"""Properties of paragraphs and characters: lists of changes to a default (sprm and operand), kept by position in pages
of 512 bytes. [MS-DOC] 2.6 (the changes), 2.8.25 and 2.8.26 (the pages), 2.9.20 and 2.9.300 (what a table row says)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.documents.word.marked import RowShape
from reviewer.documents.word97.container import Container, Piece

_CHARACTERS, _PARAGRAPHS, _FONTS = 12, 13, 15  # numbers of the pairs of pages and of the table of fonts
_PAGE, _MOST_RUNS = 512, 101  # bytes, and the most runs that fit
_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_INNER_CELL_END, _INNER_ROW_END = 0x244B, 0x244C
_ROW, _MERGED, _ELSEWHERE = 0xD608, 0xD62B, (0x6645, 0x6646)
_DELETED, _INSERTED, _HIDDEN, _SYMBOL = 0x0800, 0x0801, 0x083C, 0x6A09
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of an operand by the highest bits of its sprm; 0: it says itself
_TABS = 0xC615


@dataclass(slots=True)
class ParagraphProperties:
    """`depth`: in how many tables; what its mark ends; the shape of the row where it ends one."""

    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    ends_inner_row: bool = False
    shape: RowShape = field(default_factory=RowShape)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters from `start` up to `end` (cp) that are not simply text."""

    start: int
    end: int
    deleted: bool = False
    inserted: bool = False
    hidden: bool = False
    symbol: tuple[str, int] | None = None


class Paragraphs:
    """The properties of paragraphs, by the position of the mark that ends them."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._runs = sorted(_pages(container, _PARAGRAPHS), key=lambda run: run[:2])
        self._starts = [start for start, _, _ in self._runs]
        self._known: dict[bytes, ParagraphProperties] = {}

    def at(self, cp: int) -> ParagraphProperties:
        """Of the paragraph whose mark is this character."""
        piece = self._container.piece_of(cp)
        position = piece.position + (cp - piece.start) * piece.size
        at = bisect_right(self._starts, position) - 1
        changes = self._runs[at][2] if at >= 0 and position < self._runs[at][1] else b""
        changes += piece.changes
        known = self._known.get(changes)
        if known is None:
            known = self._known[changes] = _paragraph(changes, self._container.data)
        return known


def runs(container: Container) -> list[Run]:
    """The characters that are deleted, inserted, hidden or symbols, in the order of the text."""
    fonts = _fonts(container.part(_FONTS))
    marked = sorted(
        (start, end, run)
        for start, end, changes in _pages(container, _CHARACTERS)
        if changes and (run := _characters(changes, fonts)) != _PLAIN
    )
    starts = [start for start, _, _ in marked]
    found = []
    for piece in container.pieces:
        first = max(0, bisect_right(starts, piece.position) - 1)
        stop = piece.position + (piece.end - piece.start) * piece.size
        for start, end, properties in marked[first : bisect_right(starts, stop)]:
            a, b = max(start, piece.position), min(end, stop)
            if a < b:
                found.append(Run(_cp(a, piece), _cp(b, piece), *properties))
    return found


def _cp(position: int, piece: Piece) -> int:
    return piece.start + (position - piece.position) // piece.size


def _pages(container: Container, number: int) -> Iterator[tuple[int, int, bytes]]:
    """The runs of the pages: from which position up to which, and the changes."""
    part = container.part(number)
    count = (len(part) - 4) // 8
    if count <= 0:
        return
    for page_number in dict.fromkeys(struct.unpack_from(f"<{count}I", part, 4 * (count + 1))):
        page = container.main[(page_number & 0x3FFFFF) * _PAGE :][:_PAGE]
        length = page[-1] if len(page) == _PAGE else 0
        if length > _MOST_RUNS:
            continue
        bounds = struct.unpack_from(f"<{length + 1}I", page)
        for run in range(length):
            yield bounds[run], bounds[run + 1], _changes(page, 4 * (length + 1), run, number == _PARAGRAPHS)


def _changes(page: bytes, after: int, run: int, of_paragraph: bool) -> bytes:
    at = after + (13 if of_paragraph else 1) * run
    at = 2 * page[at] if at < _PAGE else 0
    if not at or at > _PAGE - 2:
        return b""
    if not of_paragraph:
        return page[at + 1 : at + 1 + page[at]]
    if page[at]:
        return page[at + 3 : at + 2 * page[at]]  # after the number of its style
    return page[at + 4 : at + 2 + 2 * page[at + 1]]


def _sprms(changes: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(changes):
        (sprm,) = struct.unpack_from("<H", changes, at)
        at += 2
        size = _SIZES[sprm >> 13]
        if not size:
            if sprm == _ROW:
                if at + 2 > len(changes):
                    return
                size, at = struct.unpack_from("<H", changes, at)[0] - 1, at + 2
            elif at < len(changes):
                size, at = changes[at], at + 1
                if sprm == _TABS and size == 255:
                    return  # of unknown length
        yield sprm, changes[at : at + size]
        at += max(0, size)


def _paragraph(changes: bytes, data: bytes) -> ParagraphProperties:
    found = ParagraphProperties()
    in_table = False
    depth: int | None = None
    merges: dict[int, int] = {}
    row = b""
    waiting = [changes]
    for _ in range(2):  # a list may stand elsewhere, in the stream Data; no further
        for sprm, operand in _sprms(waiting.pop()) if waiting else ():
            if sprm in _ELSEWHERE and len(operand) == 4:
                (at,) = struct.unpack("<I", operand)
                length = int.from_bytes(data[at : at + 2], "little")
                waiting = [data[at + 2 : at + 2 + length]]
            elif sprm == _ROW:
                row = operand
            elif sprm == _MERGED and len(operand) >= 2:
                merges[operand[0]] = operand[1]
            elif sprm == _DEPTH and len(operand) == 4:
                (depth,) = struct.unpack("<i", operand)
            elif operand:
                in_table = bool(operand[0]) if sprm == _IN_TABLE else in_table
                found.ends_row = bool(operand[0]) if sprm == _ROW_END else found.ends_row
                found.ends_inner_cell = bool(operand[0]) if sprm == _INNER_CELL_END else found.ends_inner_cell
                found.ends_inner_row = bool(operand[0]) if sprm == _INNER_ROW_END else found.ends_inner_row
    found.depth = max(1, depth or 1) if in_table or depth else 0
    if row:
        found.shape = _shape(row, merges)
    return found


def _shape(row: bytes, merges: dict[int, int]) -> RowShape:
    count = row[0]
    edges = struct.unpack_from(f"<{count + 1}h", row, 1) if len(row) >= 3 + 2 * count else ()
    cells = row[3 + 2 * count :]
    vertical, beside = {}, set()
    begins = None  # the mark of the first cell of those merged side by side
    for cell in range(min(count, len(cells) // 20)):
        (flags,) = struct.unpack_from("<H", cells, 20 * cell)
        vertical[cell] = flags >> 5 & 3
        across = flags & 3
        begins = begins if begins is not None and across else across or None
        if across and across != begins:
            beside.add(cell)
    vertical |= merges
    return RowShape(
        edges,
        frozenset(cell for cell, flags in vertical.items() if flags == 1),
        frozenset(cell for cell, flags in vertical.items() if flags & 1),
        frozenset(beside),
    )


_PLAIN = (False, False, False, None)


def _characters(changes: bytes, fonts: list[str]) -> tuple[bool, bool, bool, tuple[str, int] | None]:
    deleted = inserted = hidden = False
    symbol = None
    for sprm, operand in _sprms(changes):
        if sprm == _SYMBOL and len(operand) == 4:
            font, code = struct.unpack("<HH", operand)
            symbol = (fonts[font] if font < len(fonts) else "symbol", code)
        elif operand:
            deleted = bool(operand[0] & 1) if sprm == _DELETED else deleted
            inserted = bool(operand[0] & 1) if sprm == _INSERTED else inserted
            hidden = bool(operand[0] & 1) if sprm == _HIDDEN else hidden
    return deleted, inserted, hidden, symbol


def _fonts(part: bytes) -> list[str]:
    """The names of the fonts, in the order of their numbers."""
    names = []
    at = 4
    while at < len(part):
        length = part[at] + 1
        name = part[at + 40 : at + length]
        names.append(name[: len(name) // 2 * 2].decode("utf-16-le", "replace").partition("\0")[0])
        at += length
    return names

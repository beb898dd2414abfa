"""What a .doc of Word 97 and later is made of: streams in a compound file, and in them the text in pieces.

Offsets and names are those of [MS-DOC] (Word Binary File Format): 2.5 for the information block, 2.8.35 for the pieces.
A position in the text is a cp (characters from its start), a position in the stream an fc (bytes from its start)."""

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.errors import UnreadableError

DAMAGED = "旧版 Word 文件内容不完整或已损坏，请用 WPS 另存为 docx 再审，打不开则请报送单位重新发送"

_FLAGS, _SECOND_TABLE = 0x0A, 0x0200
_COUNTS = 76  # offset of the lengths of main text, footnotes, headers, macros, annotations, endnotes, text boxes
_PAIRS = 154  # offset of the pairs (position, length) of what is in the table stream
_PIECES = 33  # number of the pair of the pieces
_COMPRESSED, _POSITION = 0x40000000, 0x3FFFFFFF


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: its first cp and the one after its last, where it stands in the stream, in 1 or 2 bytes a
    character, and properties that a fast save laid over it."""

    start: int
    end: int
    position: int
    size: int
    changes: bytes


class Container:
    """The streams of a .doc file and its whole text."""

    def __init__(self, file: str, data: bytes) -> None:
        """Raises UnreadableError where streams are missing or damaged."""
        self.file = file
        self.main, tables, self.data = _streams(file, data)
        flags, *_ = struct.unpack_from("<H", self.main, _FLAGS)
        self.table = tables[1 if flags & _SECOND_TABLE else 0]
        self.lengths = struct.unpack_from("<7i", self.main, _COUNTS)
        self.pieces = list(self._pieces())
        self._starts = [piece.start for piece in self.pieces]
        self.text = self._text()

    def part(self, number: int) -> bytes:
        """The part of the table stream to which a pair of the information block points, b"" where it has none."""
        position, length = struct.unpack_from("<2I", self.main, _PAIRS + 8 * number)
        return self.table[position : position + length]

    def piece_of(self, cp: int) -> Piece:
        """The piece a character stands in."""
        return self.pieces[bisect_right(self._starts, cp) - 1]

    def _pieces(self) -> Iterator[Piece]:
        changes: list[bytes] = []
        part, at = self.part(_PIECES), 0
        while part[at] == 1:
            (length,) = struct.unpack_from("<H", part, at + 1)
            changes.append(part[at + 3 : at + 3 + length])
            at += 3 + length
        (length,) = struct.unpack_from("<I", part, at + 1)
        count = (length - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", part, at + 5)
        whole = 0
        for number in range(count):
            start, end = bounds[number], bounds[number + 1]
            _, position, change = struct.unpack_from("<HIH", part, at + 5 + 4 * (count + 1) + 8 * number)
            compressed = bool(position & _COMPRESSED)
            position &= _POSITION
            whole += end - start
            if end < start or whole > len(self.main):
                raise UnreadableError(self.file, DAMAGED)
            laid_over = changes[change >> 1] if change & 1 and change >> 1 < len(changes) else b""
            yield Piece(start, end, position // 2 if compressed else position, 1 if compressed else 2, laid_over)

    def _text(self) -> str:
        if any(piece.position + (piece.end - piece.start) * piece.size > len(self.main) for piece in self.pieces):
            raise UnreadableError(self.file, DAMAGED)
        return "".join(_decoded(self.main, piece) for piece in self.pieces)


def _streams(file: str, data: bytes) -> tuple[bytes, tuple[bytes, bytes], bytes]:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = ("WordDocument", "0Table", "1Table", "Data")
            main, zero, one, more = (ole.openstream(name).read() if ole.exists(name) else b"" for name in names)
    except Exception:  # a damaged compound file, whatever it raises
        raise UnreadableError(file, DAMAGED) from None
    return main, (zero, one), more


def _decoded(main: bytes, piece: Piece) -> str:
    """The characters of a piece, as many as it says: a cp counts units of UTF-16."""
    count = piece.end - piece.start
    raw = main[piece.position : piece.position + count * piece.size]
    if piece.size == 1:
        return raw.decode("cp1252", "replace")
    text = raw.decode("utf-16-le", "replace")
    if len(text) != count:  # characters of two units
        text = "".join(map(chr, struct.unpack(f"<{count}H", raw)))
    return text

"""From characters to lines, and from lines to running text: wrapped lines are joined, those that end early are not."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.documents.pdf.marks import Char, turned

_SAME_LINE = 0.5  # of the height of a line: how far the middles of its characters may stand apart
_SPACE, _LATIN_SPACE = 0.45, 0.2  # of the height: a gap that wide is a space; between letters and figures
_WIDE = 0.7  # of the height: a gap that wide is a column's
_TWICE = 0.35  # of the width: the same character again within it is bold type
_PADDING = 6.0  # points between a cell's text and its edge, at most
NO_START = frozenset("，。、；：？！）】》”’%％,.;:?!)")  # no line begins with it
NO_END = frozenset("（【《“‘(")
_STRANGE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_PAIRS = (
    "⺁厂⺠民⺫目⺮竹⺳网⺴网⺶羊⺷羊⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食"
    "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
_RADICALS = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
"""Radicals as the characters that look the same: of these Unicode itself does not say it (of the others it does)."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two wide gaps of a line, and its own base line."""

    left: float
    right: float
    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its parts from left to right, its base line, the height of its type. `head`: the width of what
    cannot be cut off its beginning."""

    parts: tuple[Part, ...]
    y: float
    size: float
    head: float

    @property
    def text(self) -> str:
        """What the line says, gaps as one space."""
        return self.parts[0].text if len(self.parts) == 1 else " ".join(part.text for part in self.parts)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.parts[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.parts[-1].right


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """The lines that characters make up, from top to bottom. Type that stands upright is read as it runs."""
    if turn := _turn(chars):
        height = max(char.y for char in chars)
        for _ in range(turn):
            chars = turned(list(chars), height)
    rows: list[list[Char]] = []
    middle = size = 0.0
    for char in sorted((char for char in chars if char.turn == 0), key=_height):
        at = _height(char)
        if rows and at - middle <= _SAME_LINE * max(size, char.size):
            rows[-1].append(char)
            if char.size > size:
                middle, size = at, char.size
        else:
            rows.append([char])
            middle, size = at, char.size
    return [line for row in rows if (line := _line(row)) is not None]


def _turn(chars: Sequence[Char]) -> int:
    turns = Counter(char.turn for char in chars)
    return turns.most_common(1)[0][0] if turns else 0


def _height(char: Char) -> float:
    return char.y - 0.35 * char.size


def _line(row: list[Char]) -> Line | None:
    row.sort(key=lambda char: char.x)
    shown = [char for char in row if not char.text.isspace()]
    if not shown:
        return None
    largest = max(shown, key=lambda char: char.size)
    return Line(tuple(_parts(row, largest.size)), largest.y, largest.size, _head(shown))


def _parts(row: list[Char], size: float) -> Iterator[Part]:
    """The row cut where the gap is as wide as between columns; a narrower gap is a space, as is one that is written."""
    texts: list[str] = []
    left = right = y = 0.0
    blank = False
    last: list[Char] = []  # what bold type may repeat
    for char in row:
        if char.text.isspace():
            blank = True
            continue
        if any(_is_twice(char, other) for other in last):
            continue
        text = _usual(char.text)
        if not texts:
            left, right, y = char.x, char.x, char.y
        elif (gap := char.x - right) > _WIDE * size:
            yield Part(left, right, "".join(texts), y)
            texts, left, y = [], char.x, char.y
        elif gap > (_LATIN_SPACE if is_latin(texts[-1]) and is_latin(text) else _SPACE) * size or blank:
            texts.append(" ")
        texts.append(text)
        right = max(right, char.x + char.width)
        blank, last = False, [char, *last[:2]]
    yield Part(left, right, "".join(texts), y)


def _is_twice(char: Char, other: Char) -> bool:
    return char.text == other.text and abs(char.x - other.x) < _TWICE * max(char.width, other.width)


def _usual(text: str) -> str:
    """A character as one writes it: fonts say radical or ligature for what looks the same."""
    if text.isascii() or not _STRANGE.search(text):
        return text
    return unicodedata.normalize("NFKC", text.translate(_RADICALS))


def _head(shown: list[Char]) -> float:
    """The width of what no line end may stand within: a word or number and the character behind it, a character and
    the mark behind it."""
    end = 0
    for char, after in pairwise(shown):
        if not (is_latin(char.text) or after.text in NO_START or char.text in NO_END):
            break
        end += 1
    return shown[end].x + shown[end].width - shown[0].x


def is_latin(text: str) -> bool:
    """Whether these are letters or figures of those that are written in words."""
    return text.isascii() and text.isalnum()


def joined(lines: Sequence[Line], right: float) -> str:
    """The text of lines one below the other in an area that ends at `right`: a line with no room for what the next
    begins with was wrapped, others end where the writer ended them."""
    text = lines[0].text if lines else ""
    for line, below in pairwise(lines):
        text += (between(line.text, below.text) if is_full(line, right, below.head) else "\n") + below.text
    return text


def between(text: str, after: str) -> str:
    """What stands between the halves of a wrapped text: a space between words of letters, else nothing."""
    words = text[-1:].isascii() and text[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return " " if words else ""


def is_full(line: Line, right: float, head: float) -> bool:
    """Whether a line was wrapped: its area, which ends at `right`, had no room for the beginning of the one below."""
    return line.right + head > right - 1


def inner_right(lines: Sequence[Line], left: float, right: float) -> float:
    """Where text in a cell between two edges ends at the latest: the padding on the left is also on the right."""
    padding = min(min((line.left for line in lines), default=left) - left, _PADDING)
    return right - max(padding, 0.0)

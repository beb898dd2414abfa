"""Words as they were written: programs draw a cell's lines one after the other, so that the order of drawing tells
cells apart where no line does and the gap between them is narrow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.documents.pdf.marks import Char

_WIDE = 0.7  # of the height: a gap that wide is a column's
_TIGHT, _LATIN = 0.12, 0.32  # of the height: gaps between two strokes of the pen within a word; beside letters, figures
_WEAK = 0.04  # of the height: a gap that may be a column's where other lines have one, too
_LEVEL = 0.3  # of the height: how far base lines of one word lie apart
_LEAST = 0.5  # points: lower type cannot be read
_BACK = 0.3  # of the height: how far a character may reach over the one before
_WIDE_CHAR = "\u2e80"  # from here on characters are as wide as high


@dataclass(frozen=True, slots=True)
class Word:
    """Characters drawn one after the other on a line. `order`: its place among all words as drawn; `weak`: before
    which characters it may be cut."""

    chars: tuple[Char, ...]
    left: float
    right: float
    y: float
    size: float
    order: float
    weak: tuple[int, ...] = ()

    @property
    def top(self) -> float:
        """Where its characters begin, downwards."""
        return self.y - 0.85 * self.size

    @property
    def bottom(self) -> float:
        """Where they end."""
        return self.y + 0.1 * self.size

    def cut(self, left: float, right: float) -> tuple["Word", "Word"] | None:
        """The word in two at a gap that may be a column's and lies between two positions, about."""
        for index in self.weak:
            before, after = self.chars[index - 1], self.chars[index]
            slack = 0.5 * self.size
            if before.x + before.width <= right + slack and after.x >= left - slack:
                first = _word(list(self.chars[:index]), self.order)
                rest = _word(list(self.chars[index:]), self.order + 0.5)
                weak = tuple(number for number in self.weak if number < index)
                return replace(first, weak=weak), rest
        return None


def words_of(chars: Sequence[Char]) -> list[Word]:
    """The words that upright characters, given as drawn, make up; what bold type draws twice is there once."""
    words: list[Word] = []
    seen: set[tuple[str, int, int]] = set()
    for group in _groups([char for char in chars if char.turn == 0 and char.size > _LEAST]):
        shown = _trimmed(group)
        if not shown:
            continue
        key = ("".join(char.text for char in shown), round(shown[0].x / 2), round(shown[0].y / 2))
        if key not in seen:
            seen.add(key)
            words.append(_word(shown, len(words)))
    return words


def _groups(chars: Sequence[Char]) -> Iterator[list[Char]]:
    group: list[Char] = []
    right = 0.0
    for char in chars:
        if group and _ends(group, char, right):
            yield group
            group = []
        if not group or not char.text.isspace():
            right = char.x + char.width
        group.append(char)
    if group:
        yield group


def _ends(group: list[Char], char: Char, right: float) -> bool:
    """Whether a character is of another word: lower or higher, far off, or drawn by another stroke with a gap."""
    last = group[-1]
    size = max(last.size, char.size)
    if abs(char.y - last.y) > _LEVEL * size or char.x < right - _BACK * size - (
        last.width if last.text.isspace() else 0
    ):
        return True
    if char.text.isspace():
        return False
    gap = char.x - right
    if gap > _WIDE * size:
        return True
    return char.stroke != last.stroke and gap > (_TIGHT if _both_wide(last, char) else _LATIN) * size


def _both_wide(one: Char, other: Char) -> bool:
    return one.text >= _WIDE_CHAR and other.text >= _WIDE_CHAR


def _trimmed(group: list[Char]) -> list[Char]:
    start, end = 0, len(group)
    while start < end and group[start].text.isspace():
        start += 1
    while end > start and group[end - 1].text.isspace():
        end -= 1
    return group[start:end]


def _word(chars: list[Char], order: float) -> Word:
    weak = tuple(
        index
        for index in range(1, len(chars))
        if chars[index].stroke != chars[index - 1].stroke
        and chars[index].x - chars[index - 1].x - chars[index - 1].width > _WEAK * chars[index].size
        and not chars[index].text.isspace()
    )
    size = max(char.size for char in chars)
    right = max(char.x + char.width for char in chars)
    return Word(tuple(chars), chars[0].x, right, chars[0].y, size, order, weak)

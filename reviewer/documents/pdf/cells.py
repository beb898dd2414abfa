"""Words to cells: which words of a column, one below the other, are of one cell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.documents.pdf.columns import Band
from reviewer.documents.pdf.marks import Rule
from reviewer.documents.pdf.words import Word

_PITCH = 2.2  # heights of type between the base lines of a cell, at most
_LINE = 0.45  # the same between words on one line, at most
_MORE = 0.1  # heights of type by which lines of two cells stand further apart than those of one
_OVER = 0.15  # of the height: as far words may reach into the next column
_STEP = 0.3  # the same where nothing tells the order of drawing
_FEW = 0.6  # of the words of the fullest line: a line with fewer may be the rest of one
_ASIDE = 0.3  # of the height: further from both sides, a head is not set to one of them
_BACK = 0.4  # of the height of a table: drawing starts again if it goes back as far


@dataclass(slots=True)
class Block:
    """Words of one cell; `row` and `rows` where it stands."""

    words: list[Word]
    column: int
    columns: int = 1
    row: int = -1
    rows: int = 1

    @property
    def top(self) -> float:
        """Where its words begin, downwards."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where they end."""
        return max(word.bottom for word in self.words)

    @property
    def middle(self) -> float:
        """Half way."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The height of its type."""
        return self.words[0].size


def blocks_of(words: Sequence[Word], bands: Sequence[Band], rules: Sequence[Rule]) -> Iterator[Block]:
    """The cells that words make up, with their columns. `rules`: level lines, which part cells."""
    columns: list[list[Word]] = [[] for _ in bands]
    for word in words:
        across = _across(word, bands)
        if len(across) > 1:
            yield Block([word], across[0], len(across))
        else:
            columns[across[0]].append(word)
    for column in columns:
        column.sort(key=lambda word: (word.y, word.left))
    cutting = _Cutting(columns, bands, rules, turned=_goes_back(words))
    for number, column in enumerate(columns):
        group: list[Word] = []
        for word in column:
            if group and not cutting.is_same_cell(number, group[-1], word):
                yield Block(group, number)
                group = []
            group.append(word)
        if group:
            yield Block(group, number)


def _across(word: Word, bands: Sequence[Band]) -> list[int]:
    """The columns that a word lies in."""
    shares = {
        index: min(word.right, right) - max(word.left, left)
        for index, (left, right) in enumerate(bands)
        if word.left < right and left < word.right
    }
    return [index for index, share in shares.items() if share > _OVER * word.size] or [
        max(shares, key=shares.__getitem__)
    ]


def _goes_back(words: Sequence[Word]) -> bool:
    """Whether cells were drawn one after the other: a cell's second line before the next cell's first."""
    drawn = sorted(words, key=lambda word: word.order)
    return any(after.y < word.y - 0.5 * word.size for word, after in pairwise(drawn))


def _is_drawn_twice(words: Sequence[Word]) -> bool:
    """Whether a program drew the short cells of all rows first and the wrapped ones afterwards, so that those of one
    column may follow one another."""
    if not words:
        return False
    drawn = sorted(words, key=lambda word: word.order)
    height = max(word.y for word in words) - min(word.y for word in words)
    return any(word.y - after.y > _BACK * height for word, after in pairwise(drawn))


class _Cutting:
    """Tells where a cell ends and the one below begins."""

    def __init__(
        self, columns: list[list[Word]], bands: Sequence[Band], rules: Sequence[Rule], *, turned: bool
    ) -> None:
        self._bands = bands
        self._rules = rules
        self._turned = turned
        self._twice = turned and _is_drawn_twice([word for column in columns for word in column])
        self._apart = {
            (number, round(word.y), round(after.y))
            for number, column in enumerate(columns)
            for word, after in pairwise(column)
            if turned and after.order != word.order + 1
        }
        self._thin = _thin(columns)
        self._widths = [_width(column, band) for column, band in zip(columns, bands, strict=True)]
        if self._twice:
            self._apart |= {
                (number, round(word.y), round(after.y))
                for number, column in enumerate(columns)
                for word, after in pairwise(column)
                if (width := self._widths[number]) is not None and not _fills(word, after, width)
            }
        self._pitch = self._usual(columns)

    def is_same_cell(self, column: int, word: Word, after: Word) -> bool:
        """Whether a word is of the cell that the word above it is of."""
        step = (after.y - word.y) / word.size
        if step < _LINE:
            return True
        if step > _PITCH or self._is_ruled_off(column, word, after):
            return False
        if not self._turned:
            follows = after.order == word.order + 1 and self._is_full(column, word, after)
            return follows or (step <= self._pitch and (round(word.y) in self._thin or round(after.y) in self._thin))
        if after.order != word.order + 1 or (self._twice and self._is_apart(column, word, after)):
            return False
        return step <= self._pitch or self._is_full(column, word, after)

    def _usual(self, columns: list[list[Word]]) -> float:
        """Heights of type between the lines of a cell, at most."""
        steps = sorted(
            step
            for number, column in enumerate(columns)
            for word, after in pairwise(column)
            if _LINE < (step := (after.y - word.y) / word.size) < _PITCH
            and (not self._turned or (after.order == word.order + 1 and self._is_full(number, word, after)))
        )
        if self._turned:
            return steps[len(steps) // 4] + _MORE if steps else _PITCH
        return next(((below + above) / 2 for below, above in pairwise(steps) if above - below > _STEP), 0.0)

    def _is_full(self, column: int, word: Word, after: Word) -> bool:
        """Whether there was no room for the next character behind a word."""
        left, right = self._bands[column]
        return _fills(word, after, right - left)

    def _is_apart(self, column: int, word: Word, after: Word) -> bool:
        """Whether words on the same two lines of another column are of two cells."""
        ys = round(word.y), round(after.y)
        return any(
            (number, ys[0] + above, ys[1] + below) in self._apart
            for number in range(len(self._bands))
            if number != column
            for above in (-1, 0, 1)
            for below in (-1, 0, 1)
        )

    def _is_ruled_off(self, column: int, word: Word, after: Word) -> bool:
        middle = sum(self._bands[column]) / 2
        top, bottom = word.y - 0.3 * word.size, after.y - 0.3 * after.size
        return any(top < rule.at < bottom and rule.start <= middle <= rule.end for rule in self._rules)


def _thin(columns: list[list[Word]]) -> set[int]:
    """Where lines stand that have words in few columns only, such as those of wrapped cells."""
    counts = Counter(round(word.y) for column in columns for word in column)
    most = max(counts.values(), default=0)
    return {y for y in counts if counts[y - 1] + counts[y] + counts[y + 1] <= _FEW * most}


def _width(column: list[Word], band: Band) -> float | None:
    """How wide a column is whose head stands in the middle of it; None where that is not known."""
    if not column:
        return None
    head = column[0]
    left, right = head.left - band[0], band[1] - head.right
    if min(left, right) > _ASIDE * head.size:
        return head.right - head.left + 2 * max(left, right)
    return None


def _fills(word: Word, after: Word, width: float) -> bool:
    return word.right - word.left + after.chars[0].width > width - 1

"""Tables without upright lines: where words stand below one another with gaps between them, line after line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.documents import deadline
from reviewer.documents.pdf.words import Word

Band = tuple[float, float]
"""The left and right edge of a column's words."""

_FEWEST = 3  # columns; two side by side may be anything
_SAME_LINE = 0.45  # of the height: base lines no further apart are one
_BESIDE = 1.1  # heights of type between the base lines of words that stand side by side
_APART, _FAR = 4.0, 8.0  # heights of type between two lines of a table, and between such as fill most columns
_CLOSE = 0.5  # of the height: as near beside a column's words are others of it
_OVER = 0.15  # of the height: as far words may reach into the next column
_LARGER = 1.15  # times the type of the table: a title's
_SEEDS = 12  # lines from which a table is tried to be found


@dataclass(slots=True)
class Row:
    """Words on one line, from left to right."""

    words: list[Word]
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Region:
    """A table: where its lines begin and end, its columns, and its lines with words cut between columns."""

    start: int
    end: int
    bands: list[Band]
    lines: list[Row]


def lines_of_words(words: Sequence[Word]) -> list[Row]:
    """The lines that words stand on, from top to bottom."""
    lines: list[Row] = []
    for word in sorted(words, key=lambda word: word.y):
        if lines and word.y - lines[-1].y <= _SAME_LINE * max(word.size, lines[-1].size):
            lines[-1].words.append(word)
            lines[-1].size = max(lines[-1].size, word.size)
        else:
            lines.append(Row([word], word.y, word.size))
    for line in lines:
        line.words.sort(key=lambda word: word.left)
    return lines


def regions_of(lines: list[Row], before: Sequence[Band] = (), *, boxed: bool = False) -> list[Region]:
    """The tables among lines, from top to bottom. `before`: the columns of one that may go on with the first line,
    `boxed` if they are drawn."""
    regions = _within(lines, 0, len(lines))
    if not before or not lines or (not boxed and any(region.start == 0 for region in regions)):
        return regions
    first = _continued(lines, before)
    return [first, *_within(lines, first.end, len(lines))] if first is not None else regions


def _within(lines: list[Row], low: int, high: int) -> list[Region]:
    found: list[Region] = []
    left = [(low, high)]
    while left:
        low, high = left.pop()
        if (region := _best(lines, low, high)) is not None:
            found.append(region)
            left += [(low, region.start), (region.end, high)]
    return sorted(found, key=lambda region: region.start)


def _continued(lines: list[Row], before: Sequence[Band]) -> Region | None:
    """What of a table stands at the beginning of the next page, where it may be less than makes a table."""
    bands = _widened(list(before), lines[0], beside=False)
    if bands is None or len(bands) > len(before):
        return None
    end, bands = _grown(lines, range(1, len(lines)), bands)
    several = sum(1 for line in lines[: end + 1] if len(line.words) > 1)
    return Region(0, end + 1, bands, _all_cut(lines[: end + 1], bands)) if several else None


def _best(lines: list[Row], low: int, high: int) -> Region | None:
    """The table around one of the lines with the most words in which the most words find a column of their own."""
    seeds = [index for index in range(low, high) if len(lines[index].words) >= _FEWEST]
    found: list[tuple[int, Region]] = []
    for seed in sorted(seeds, key=lambda index: -len(lines[index].words))[:_SEEDS]:
        deadline.check()
        if any(region.start <= seed < region.end and _is_fit(lines[seed], region.bands) for _, region in found):
            continue
        bands = [(word.left, word.right) for word in lines[seed].words]
        end, bands = _grown(lines, range(seed + 1, high), bands)
        start, bands = _grown(lines, range(seed - 1, low - 1, -1), bands)
        region = Region(start, end + 1, bands, _all_cut(lines[start : end + 1], bands))
        rows = region.lines
        full = sum(1 for line in rows if len(line.words) >= _FEWEST)
        several = sum(1 for line in rows if len(line.words) > 1)
        if (full >= 2 or several >= 4) and len(rows) <= 3 * several:
            found.append((sum(3 * _alone(line, bands) - 2 * len(line.words) for line in rows), region))
    return max(found, key=lambda each: each[0])[1] if found else None


def _is_fit(line: Row, bands: list[Band]) -> bool:
    return _alone(line, bands) == len(line.words)


def _alone(line: Row, bands: list[Band]) -> int:
    """How many words of a line have a column of their own."""
    met = Counter(each[0] for word in line.words if len(each := _met(word, bands)) == 1)
    return sum(1 for count in met.values() if count == 1)


def _grown(lines: list[Row], way: range, bands: list[Band]) -> tuple[int, list[Band]]:
    """The last line on the way, up or down, that still is of the table, and the columns with those of all lines up to
    it. Single words at the end may be of the table or beside it: they are not, unless drawn with what is."""
    last = reached = way.start - way.step
    kept = bands
    drawn = {word.order for word in lines[last].words}
    for index in way:
        deadline.check()
        line = lines[index]
        apart = abs(line.y - lines[last].y) / line.size
        if apart > (_FAR if len(line.words) >= _FEWEST else _APART) or _is_title(line, lines[last]):
            break
        beside = apart < _BESIDE and last == reached
        wider = _widened(bands, line, beside=beside)
        if wider is None:
            break
        last, bands = index, wider
        follows = apart < 2 and any(word.order - way.step in drawn for word in line.words)
        drawn.update(word.order for word in line.words)
        if beside or follows or len(line.words) > 1 or (way.step > 0 and line.words[0].left > bands[0][1]):
            reached, kept = index, bands
    return reached, kept


def _is_title(line: Row, beside: Row) -> bool:
    return len(line.words) == 1 and line.size > _LARGER * beside.size


def _widened(bands: list[Band], line: Row, *, beside: bool) -> list[Band] | None:
    """The columns with the words of one more line in them; None where the line does not fit: a word lies across
    several, or stands alone outside of the table (but `beside` a line of another column, half a line lower, it begins a
    column). A word that can be cut between columns is."""
    result = list(bands)
    words = _cut(line.words, bands)
    across = [word for word in words if len(_met(word, result)) > 1]
    if across and (len(across) > 1 or len(words) < _FEWEST):
        return None
    for word in words:
        met = _met(word, result)
        if len(met) == 1:
            left, right = result[met[0]]
            result[met[0]] = (min(left, word.left), max(right, word.right))
        elif not met:
            if len(words) == 1 and not beside and not bands[0][0] - word.size < word.left < bands[-1][1]:
                return None
            result.append((word.left, word.right))
    return sorted(result)


def _all_cut(lines: Sequence[Row], bands: list[Band]) -> list[Row]:
    return [Row(_cut(line.words, bands), line.y, line.size) for line in lines]


def _cut(words: list[Word], bands: list[Band]) -> list[Word]:
    """The words of a line, those cut that lie in several columns, or begin in an empty one just beside its words."""
    result: list[Word] = []
    done = 0
    for word in words:
        rest = word
        met = _met(word, bands)
        if met and met[0] > done and 0 <= word.left - bands[met[0] - 1][1] < _CLOSE * word.size:
            met.insert(0, met[0] - 1)
        for one, other in pairwise(met):
            if (halves := rest.cut(bands[one][1], bands[other][0])) is not None:
                result.append(halves[0])
                rest = halves[1]
        result.append(rest)
        done = met[-1] + 1 if met else done
    return result


def _met(word: Word, bands: Sequence[Band]) -> list[int]:
    over = _OVER * word.size
    return [index for index, (left, right) in enumerate(bands) if word.left < right - over and left + over < word.right]

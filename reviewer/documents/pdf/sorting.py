"""Which character belongs to which cell. Mostly the one it stands in; text that was too long for its cell hangs out of
it, over the empty cell beside it, over the edge of the table, or over the end of the page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reviewer.documents.pdf.grid import Grid
from reviewer.documents.pdf.marks import Char

_TOUCHING = 0.1  # of the height: characters no further apart were written in one go
_LEVEL = 0.5  # points between the base lines of such characters

Cells = dict[int, dict[int, list[Char]]]
"""Characters by the number of the table and of the cell."""
Home = tuple[int, int] | None
"""A table and a cell; None outside of all."""


def sorted_out(chars: Sequence[Char], grids: Sequence[Grid]) -> tuple[Cells, list[Char]]:
    """The characters in cells, and those in none."""
    cells: Cells = defaultdict(lambda: defaultdict(list))
    if not grids:
        return cells, list(chars)
    homes = list(_homes(chars, grids))
    outside: list[Char] = []
    for char, home in zip(chars, _settled(homes), strict=True):
        if home is None:
            outside.append(char)
        else:
            cells[home[0]][home[1]].append(char)
    return cells, [char for char in outside if not _hangs(char, cells, grids)]


def _homes(chars: Sequence[Char], grids: Sequence[Grid]) -> Iterator[tuple[Home, Home]]:
    """For each character the cell it stands in (of the smallest table around it), and the one in which the words that
    it was written with began."""
    last: Char | None = None
    began: Home = None
    for char in chars:
        home = _home(char, grids)
        if last is None or char.turn or not _follows(last, char):
            began = home
        yield home, began
        last = char


def _home(char: Char, grids: Sequence[Grid]) -> Home:
    x, y = char.middle()
    for number, grid in enumerate(grids):
        if (region := grid.at(x, y)) is not None:
            return number, region
    return None


def _follows(last: Char, char: Char) -> bool:
    return abs(char.y - last.y) < _LEVEL and abs(char.x - last.x - last.width) < _TOUCHING * char.size


def _settled(homes: list[tuple[Home, Home]]) -> Iterator[Home]:
    """Where each character belongs: where its words began, if it stands outside of all tables or in a cell of the same
    one that nothing else stands in."""
    own = {home for home, began in homes if home == began}
    for home, began in homes:
        if began is None or home == began:
            yield home
        elif home is None or (home[0] == began[0] and home not in own):
            yield began
        else:
            yield home


def _hangs(char: Char, cells: Cells, grids: Sequence[Grid]) -> bool:
    """Whether a character hangs out of the lowest cell of a table; it is added to it."""
    x, y = char.middle()
    for number, grid in enumerate(grids):
        if not 0 <= y - grid.ys[-1] < 0.8 * char.size or (region := grid.at(x, y - char.size)) is None:
            continue
        above = cells[number][region]
        if any(abs(other.x - char.x) < 0.5 * char.size and char.y > other.y for other in above):
            above.append(char)
            return True
    return False

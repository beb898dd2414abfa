"""What stands on a page: characters and ruling lines, in points from its upper left corner."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple


class Char(NamedTuple):
    """A character: where its base line begins, how far it runs, its height, its text, in how many quarter turns
    (counter-clockwise) it stands, and the number of the stroke (what a program draws at once) that it is of."""

    x: float
    y: float
    width: float
    size: float
    text: str
    turn: int = 0
    stroke: int = 0

    def middle(self) -> tuple[float, float]:
        """The point in the middle of what one sees."""
        along, up = self.width / 2, 0.35 * self.size
        match self.turn:
            case 0:
                return self.x + along, self.y - up
            case 1:
                return self.x - up, self.y - along
            case 2:
                return self.x - along, self.y + up
            case _:
                return self.x + up, self.y + along


class Rule(NamedTuple):
    """A level (or upright) line at y (or x) from `start` to `end`."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """One page. `unknown`: characters whose font does not say which they are; `pictured`: the share of the page that
    its pictures take (one over the other counts twice); `fields_left`:
    filled-in fields could not be read."""

    number: int
    width: float
    height: float
    chars: list[Char]
    rules: list[Rule]
    unknown: int = 0
    pictured: float = 0.0
    fields_left: bool = False


def upright(page: Page) -> Page:
    """The page turned so that most of its text runs from left to right."""
    turns = Counter(char.turn for char in page.chars)
    if not turns or (turn := turns.most_common(1)[0][0]) == 0:
        return page
    for _ in range(turn):
        page = _turned(page)
    return page


def _turned(page: Page) -> Page:
    """The page turned clockwise by a quarter."""
    return Page(
        page.number,
        page.height,
        page.width,
        turned(page.chars, page.height),
        [
            Rule(not level, page.height - at, start, end)
            if level
            else Rule(not level, at, page.height - end, page.height - start)
            for level, at, start, end in page.rules
        ],
        page.unknown,
        page.pictured,
        page.fields_left,
    )


def turned(chars: list[Char], height: float) -> list[Char]:
    """Characters of an area of this height, turned clockwise by a quarter."""
    return [
        Char(height - y, x, width, size, text, (turn - 1) % 4, stroke)
        for x, y, width, size, text, turn, stroke in chars
    ]

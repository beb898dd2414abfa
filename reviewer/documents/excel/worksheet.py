"""A worksheet as its reader found it → a table: merged cells once, places as Sheet1!C7, what is hidden marked."""

import re
from bisect import bisect_right, insort
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf, isfinite
from operator import itemgetter

from reviewer.model import Cell, Place, Table

ROWS, COLUMNS = 1 << 20, 1 << 14  # of a worksheet, no more

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][-+]?[0-9]{1,3})?")

_POSITION = itemgetter(0, 1)

NOT_CALCULATED = "公式没有计算结果"
ERROR = "公式结果出错"
_HIDDEN_SHEET, _HIDDEN_ROW, _HIDDEN_COLUMN = "位于隐藏工作表", "位于隐藏行", "位于隐藏列"


@dataclass(slots=True)
class Worksheet:
    """What a reader collects, rows and columns 0-based. `cells`: row, column, text, doubt (a cell without either is
    none); `merged`: first row, first column, last row, last column. Rows that a filter passes over are hidden, too."""

    name: str
    hidden: bool = False
    cells: list[tuple[int, int, str, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def add(self, row: int, column: int, text: str, doubt: str = "") -> None:
        """A cell; its text is trimmed, line ends are \\n."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text.strip()
        if (text or doubt) and row < ROWS and column < COLUMNS:
            self.cells.append((row, column, text, doubt))

    def table(self) -> Table | None:
        """The table of all cells in reading order, None where there is none. Cells under a merged one are not shown by
        any program and left out; a merged range reaches no further than the cells do. One that would leave nothing but
        its first cell is taken for an accident."""
        if not any(text for _, _, text, _ in self.cells):
            return None
        self.cells.sort(key=_POSITION)
        merged = _Merged(self.merged, self._extent(), alone=len(self.cells) == 1)
        hidden = self.hidden or self.hidden_rows or self.hidden_columns
        found: list[Cell] = []
        row_before = column_before = -1
        for row, column, text, doubt in self.cells:
            span = merged.span(row, column) if self.merged else (1, 1)
            if span is None or (column == column_before and row == row_before):
                continue
            row_before, column_before = row, column
            place = Place(f"{self.name}!{letters(column)}{row + 1}")
            doubts = self._doubts(row, column, span, doubt) if hidden else doubt
            found.append(Cell(text, place, row, column, span[0], span[1], doubts))
        return Table(tuple(found), self.name) if found else None

    def _extent(self) -> tuple[int, int, int, int]:
        """First row, first column, last row, last column of the cells, which are in order."""
        columns = [column for _, column, _, _ in self.cells]
        return self.cells[0][0], min(columns), self.cells[-1][0], max(columns)

    def _doubts(self, row: int, column: int, span: tuple[int, int], doubt: str) -> str:
        """What is uncertain about a cell. One that is merged is hidden where all its rows are."""
        doubts = [doubt] if doubt else []
        if self.hidden:
            doubts.append(_HIDDEN_SHEET)
        if self.hidden_rows and all(row + below in self.hidden_rows for below in range(span[0])):
            doubts.append(_HIDDEN_ROW)
        if self.hidden_columns and all(column + right in self.hidden_columns for right in range(span[1])):
            doubts.append(_HIDDEN_COLUMN)
        return "；".join(doubts)


class _Merged:
    """Merged ranges, walked from the top with the cells. Of two that overlap (no program writes such) the upper left
    counts."""

    def __init__(
        self, ranges: list[tuple[int, int, int, int]], extent: tuple[int, int, int, int], *, alone: bool
    ) -> None:
        first_row, first_column, last_row, last_column = extent
        self._waiting = sorted(
            (
                (top, left, min(bottom, last_row), min(right, last_column))
                for top, left, bottom, right in ranges
                if alone or top > first_row or left > first_column or bottom < last_row or right < last_column
            ),
            reverse=True,
        )
        self._open: list[tuple[int, int, int, int]] = []  # left, right, top, bottom, from left to right
        self._ends = ROWS  # the first row behind which one of them ends

    def span(self, row: int, column: int) -> tuple[int, int] | None:
        """Rows and columns that a cell spans; None where it lies under a merged one. Cells are asked for in order."""
        self._go_to(row)
        at = bisect_right(self._open, (column, COLUMNS, 0, 0)) - 1
        if at < 0 or self._open[at][1] < column:
            return (1, 1)
        left, right, top, bottom = self._open[at]
        return (bottom - top + 1, right - left + 1) if (row, column) == (top, left) else None

    def _go_to(self, row: int) -> None:
        if self._ends < row:
            self._open = [one for one in self._open if one[3] >= row]
            self._ends = min((one[3] for one in self._open), default=ROWS)
        while self._waiting and self._waiting[-1][0] <= row:
            top, left, bottom, right = self._waiting.pop()
            if bottom >= max(row, top) and right >= left and not self._overlaps(left, right):
                insort(self._open, (left, right, top, bottom))
                self._ends = min(self._ends, bottom)

    def _overlaps(self, left: int, right: int) -> bool:
        at = bisect_right(self._open, (right, COLUMNS, 0, 0)) - 1
        return at >= 0 and self._open[at][1] >= left


def number(text: str) -> float | None:
    """The number that a file writes as text; None where it is none, or no finite one."""
    value = float(text) if _NUMBER.fullmatch(text) else inf
    return value if isfinite(value) else None


def is_zero(size: str | None) -> bool:
    """Whether a height or width is given and nothing."""
    return size is not None and bool(size) and not size.strip("0.")


@lru_cache(maxsize=COLUMNS)
def letters(column: int) -> str:
    """The letters of a 0-based column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@lru_cache(maxsize=COLUMNS)
def column_of(name: str) -> int:
    """The 0-based column of letters. Raises ValueError for what no column is called."""
    column = 0
    for letter in name:
        number = ord(letter) & ~32
        if not 65 <= number <= 90:
            raise ValueError(name)
        column = column * 26 + number - 64
    if not 0 < column <= COLUMNS:
        raise ValueError(name)
    return column - 1

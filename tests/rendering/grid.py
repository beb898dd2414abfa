"""A target sheet as a grid: what stands where and how far it spans. Changes that do not change what a sheet says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Fields = Mapping[str, str]
"""Field of the contract → text, for one indicator."""

HEADS: dict[str, str] = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "description": "绩效指标描述",
    "operator": "指标性质",
    "target": "指标值",
    "unit": "计量单位",
    "weight": "权重",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its text and how many rows and columns it spans."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Grid:
    """Cells by row and column of their origin; `above` are paragraphs that stand before the table."""

    above: list[str]
    cells: dict[tuple[int, int], Box] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Number of rows."""
        return max(row + box.rows for (row, _), box in self.cells.items())

    @property
    def width(self) -> int:
        """Number of columns."""
        return max(column + box.columns for (_, column), box in self.cells.items())

    def lines(self) -> list[list[str]]:
        """The texts of every row; a merged cell has its text at its origin and is empty elsewhere."""
        lines = [[""] * self.width for _ in range(self.height)]
        for (row, column), box in self.cells.items():
            lines[row][column] = box.text
        return lines


@dataclass(frozen=True, slots=True)
class Content:
    """What a sheet says, however it is laid out."""

    title: str
    facts: Sequence[tuple[str, str]]
    rows: Sequence[Fields]


def grid(
    content: Content,
    order: Sequence[str],
    heads: Mapping[str, str] = HEADS,
    *,
    merged: bool = True,
    facts_inside: bool = True,
    blank_rows: bool = False,
) -> Grid:
    """The content with its columns in some order under some heads; levels merged down or written on every row, the head
    of the sheet inside the table or above it, with blank rows between the indicators or none."""
    width = max(len(order), 4)
    made = Grid([content.title])
    row = 0
    if facts_inside:
        for label, text in content.facts:
            made.cells[row, 0] = Box(label, columns=2)
            made.cells[row, 2] = Box(text, columns=width - 2)
            row += 1
    else:
        made.above += [f"{label}：{text}" for label, text in content.facts]
    for column, name in enumerate(order):
        made.cells[row, column] = Box(heads[name])
    row += 1
    step = 2 if blank_rows else 1
    for column, name in enumerate(order):
        _column(made, content.rows, row, column, name, step=step, merged=merged)
    return made


def _column(made: Grid, rows: Sequence[Fields], top: int, column: int, name: str, *, step: int, merged: bool) -> None:
    index = 0
    while index < len(rows):
        end = index + 1
        while merged and name in ("level1", "level2") and end < len(rows) and _same(rows[index], rows[end], name):
            end += 1
        made.cells[top + index * step, column] = Box(rows[index][name], rows=(end - index - 1) * step + 1)
        index = end


def _same(one: Fields, other: Fields, name: str) -> bool:
    return one["level1"] == other["level1"] and one[name] == other[name]

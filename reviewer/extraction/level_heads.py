"""Heads whose columns are second levels themselves (数量指标, 质量指标 …): every cell below is running text."""

from collections.abc import Sequence

from reviewer import taxonomy
from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.extraction.clauses import clauses
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.extraction.resolving import of_project
from reviewer.model import Cell

_FEWEST = 3  # columns that are levels
_FEWEST_CLAUSES = 2  # names with values in the first row below


def head_at(lines: list[Line], index: int) -> Columns | None:
    """The head that begins at a row, of one row or with first levels above the second; None where none begins."""
    line = lines[index]
    seconds = _seconds(line)
    if len(seconds) >= _FEWEST:
        return _head([line], lines[index + 1 : index + 2])
    below = lines[index + 1 : index + 2]
    firsts = [cell for cell in line.cells if taxonomy.level1(cell.text)]
    if len(firsts) < 2 or not below or below[0].table != line.table:
        return None
    whole = [cell for cell in firsts if cell.rowspan > 1]
    if len(_seconds(below[0])) + len(whole) < _FEWEST or class_of(below[0].cells[0].text) not in "KB":
        return None
    return _head([line, *below], lines[index + 2 : index + 3])


def _seconds(line: Line) -> list[Cell]:
    return [cell for cell in line.cells if class_of(cell.text) in "KB"]


def _head(heads: Sequence[Line], below: Sequence[Line]) -> Columns | None:
    last = heads[-1].cells[0].row
    cells = [cell for line in heads for cell in line.cells]
    leaves = [cell for cell in cells if cell.row == last or not any(_over(cell, lower) for lower in cells)]
    wide = max(cell.column + cell.colspan for cell in leaves)
    fields, levels = [""] * wide, [("", "")] * wide
    for cell in sorted(leaves, key=lambda cell: cell.column):
        over = range(cell.column, cell.column + cell.colspan)
        if class_of(cell.text) in "LKB":
            above = next((other.text for line in heads[:-1] for other in line.cells if _over(other, cell)), "")
            second = taxonomy.level2(cell.text) is not None and (bool(above) or len(heads) == 1)
            told = (above, cell.text) if second else (cell.text, "")
            for column in over:
                fields[column], levels[column] = "running", told
        else:
            name = of_project(cell.text) or lexicon.column(cell.text) or ""
            for column in over:
                fields[column] = name if name in ("seq", "remark") or name.startswith("p_") else ""
    cells = [cell for line in below for cell in line.cells if cell.column < wide and fields[cell.column] == "running"]
    valued = sum(1 for cell in cells for clause in clauses(cell.text) if clause.name and clause.value)
    if valued < _FEWEST_CLAUSES:
        return None
    budget = next((cell.text for cell in leaves if fields[cell.column] == "p_budget"), "")
    return Columns(tuple(fields), "rows", len(heads), levels=tuple(levels), budget=budget, spanned=True)


def _over(upper: Cell, lower: Cell) -> bool:
    """Whether a cell stands over another one."""
    return upper is not lower and upper.row < lower.row and upper.column <= lower.column < upper.column + upper.colspan

"""Heads of tables with true columns: a row of words, or several merged across and down (指标值 over 符号, 数值, 单位).

Over every column stands a path of words, from the top down; the path says which field the column is.
"""

import re
from collections.abc import Sequence

from reviewer import taxonomy
from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.extraction.resolving import running, settle
from reviewer.extraction.running import is_set_out
from reviewer.model import Cell

_TALLEST = 4  # rows of a head
_LONGEST = 40  # characters of a word of it
_WIDEST = 200  # columns of a head; beyond, a table is no sheet
_NO_HEAD = "LKBODNVC"
_VALUES = ("target", "term_target", "actual")
_TERM = re.compile("实施期|执行期|存续期|中期|三年|长期")
_BARE_TERM = re.compile("(?:项目)?(?:实施期|执行期|存续期|中期|三年|长期).{0,12}")
_BARE_YEAR = re.compile("(?:本|当|[0-9]{2,4})?年度?.{0,8}")


def head_at(lines: list[Line], index: int) -> Columns | None:
    """The head that begins at a row, of the height at which most columns have a field; None where none begins, or the
    row adds nothing to what stands below it."""
    if len(lines[index].cells) < 2:
        return None
    lines = [_filled(line) for line in lines[index : index + _TALLEST + 1]]
    if len(lines[0].cells) < 2 or not _may_begin(lines[0].cells):
        return None
    index = 0
    best = _highest(lines, index)
    if best is None:
        return _of_running_text(lines)
    if best.height > 1:
        below = _highest(lines, index + 1)
        if below is not None and _worth(below) >= _worth(best):
            return None
    return best


def _of_running_text(lines: list[Line]) -> Columns | None:
    """The head of projects whose indicators are running text in one column."""
    leaves = lines[0].cells
    found = running([cell.text for cell in leaves])
    if found is None:
        return None
    at = leaves[found.index("running")].column
    if not any(cell.column == at and is_set_out(cell.text) for line in lines[1:] for cell in line.cells):
        return None
    fields = [""] * max(leaf.column + leaf.colspan for leaf in leaves)
    for leaf, name in zip(leaves, found, strict=True):
        fields[leaf.column : leaf.column + leaf.colspan] = [name] * leaf.colspan
    budget = next((leaf.text for leaf, name in zip(leaves, found, strict=True) if name == "p_budget"), "")
    return Columns(tuple(fields), "rows", budget=budget, spanned=True)


def _filled(line: Line) -> Line:
    """A row without its empty cells."""
    if all(cell.text for cell in line.cells) or not line.text:
        return line
    return Line([cell for cell in line.cells if cell.text], line.ragged, line.paragraph, line.table, line.merged)


def _highest(lines: list[Line], index: int) -> Columns | None:
    best: Columns | None = None
    for height in range(1, _TALLEST + 1):
        found = _head(lines[index : index + height])
        if found is not None and (best is None or _worth(found) > _worth(best)):
            best = found
        if index + height >= len(lines) or not _may_go_on(lines[index : index + height + 1]):
            break
    return best


def _may_begin(cells: list[Cell]) -> bool:
    """Whether a row may be the first of a head: words only, one of them known."""
    return any(lexicon.column(cell.text) for cell in cells) and all(map(_is_word, cells))


def _is_word(cell: Cell) -> bool:
    """Whether a cell may stand in a head: a known word, or a short one that is no level, operator or number."""
    return lexicon.column(cell.text) is not None or (
        len(cell.text) <= _LONGEST and class_of(cell.text) not in _NO_HEAD and "。" not in cell.text
    )


def _may_go_on(lines: list[Line]) -> bool:
    """Whether the last row may belong to the head above it: words only, and below a wide word or beside a tall one."""
    above, last = lines[-2], lines[-1]
    if last.table != above.table or last.paragraph or not all(map(_is_word, last.cells)):
        return False
    if any(cell.row + cell.rowspan > last.cells[0].row for line in lines[:-1] for cell in line.cells):
        return True
    if any(lexicon.column(cell.text) in _VALUES and cell.column == last.cells[0].column for cell in above.cells):
        return len(last.cells) > 1
    return len(last.cells) > 1 and sum(_is_known(cell.text) for cell in last.cells) * 2 > len(last.cells)


def _is_known(word: str) -> bool:
    return bool(lexicon.part_of_target(word) or lexicon.column(word) or lexicon.is_rank(word))


def _worth(columns: Columns) -> int:
    """How many columns have a field of their own."""
    return len({field for field in columns.fields if field not in ("", "other")}) + len(set(columns.areas) - {""})


def _head(lines: list[Line]) -> Columns | None:
    """The head made of exactly these rows."""
    leaves = _leaves(lines)
    if not leaves or leaves[-1].column >= _WIDEST:
        return None
    paths = [_path(leaf, lines) for leaf in leaves]
    found = settle([_field(path) for path in paths], ["".join(path) for path in paths])
    if found is None:
        return None
    wide = max(leaf.column + leaf.colspan for leaf in leaves)
    fields, areas = [""] * wide, [""] * wide
    named = found.index("name") if "name" in found else len(found)
    for position, (leaf, field, path) in enumerate(zip(leaves, found, paths, strict=True)):
        own = lexicon.column(path[-1]) is None and position > named and not _is_bare(path[-1])
        for column in range(leaf.column, min(leaf.column + leaf.colspan, wide)):
            fields[column] = field
        areas[leaf.column] = path[-1] if own and field == "other" else ""
    budget = next(("".join(path) for path, field in zip(paths, found, strict=True) if field == "p_budget"), "")
    areas = areas if any(areas) else []
    return Columns(tuple(fields), "rows", height=len(lines), areas=tuple(areas), budget=budget, spanned=True)


def _is_bare(text: str) -> bool:
    """Whether a word says when, not where."""
    return _BARE_TERM.fullmatch(text) is not None or _BARE_YEAR.fullmatch(text) is not None


def _leaves(lines: list[Line]) -> list[Cell]:
    """The lowest word over each column, from left to right."""
    below: list[Cell] = []
    for line in reversed(lines):
        below += [cell for cell in line.cells if not any(_over(cell, other) for other in below)]
    return sorted(below, key=lambda cell: cell.column)


def _over(upper: Cell, lower: Cell) -> bool:
    return upper.column < lower.column + lower.colspan and lower.column < upper.column + upper.colspan


def _path(leaf: Cell, lines: list[Line]) -> list[str]:
    """The words over a column from the top down. A word over several columns may have been left unmerged: then it is
    the next to the left in its row, where nothing else stands over the column."""
    path = []
    for line in lines:
        if line.cells[0].row >= leaf.row:
            break
        over = [cell for cell in line.cells if _over(cell, leaf)]
        if not over:
            over = [cell for cell in line.cells if cell.column < leaf.column][-1:]
            over = [cell for cell in over if cell.colspan == 1 and cell.rowspan == 1]
        path += [cell.text for cell in over[:1]]
    return [*path, leaf.text]


def _field(path: Sequence[str]) -> str:
    """The field of a column: what its lowest word names, in the light of those above."""
    lowest, above = path[-1], path[:-1]
    field = lexicon.column(lowest) or ""
    if not above:
        return field
    over = "".join(above)
    upper = next((name for word in reversed(above) if (name := lexicon.column(word))), "")
    if field in ("target", "term_target") and _TERM.search(over):
        return "term_target"
    if field and not (field in ("unit", "other") and upper in _VALUES):
        return field
    return _part(lowest, above, upper) or field


def _part(lowest: str, above: Sequence[str], upper: str) -> str:
    """The field of a part: 数值 or 年度 below 指标值, 完成 below 2024年, 一级 below 绩效指标."""
    if upper in _VALUES:
        part = lexicon.part_of_target(lowest)
        if part is not None:
            term = part == upper == "target" and _TERM.search("".join(above))
            return "term_target" if term else upper if part == "target" else part
        if _BARE_TERM.fullmatch(lowest) and not taxonomy.is_level(lowest):
            return "term_target"
        if _BARE_YEAR.fullmatch(lowest):
            return upper
    joined = lexicon.column(above[-1] + lowest) or lexicon.column(lowest + above[-1])
    return joined if joined and (joined in _VALUES or lexicon.is_rank(lowest)) else ""

"""The head of a table of indicators: which column is which field, and in which shape the rows follow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from reviewer.extraction import lexicon
from reviewer.extraction.alignment import align
from reviewer.extraction.classes import class_of
from reviewer.extraction.lines import Line, is_below, joined
from reviewer.extraction.resolving import of_two_lines, resolve
from reviewer.model import Cell

Shape = Literal["rows", "words", "stream", "running"]
_BEGIN = ("level1", "level2", "name")
_FIRST = (*_BEGIN, "weak_name", "seq", "other")  # of a head down the page; a goal above it may be called 年度目标
_MOST = 16  # words of a head down the page or between spaces
_NO_HEAD = "LKBODN"  # what heads no column: levels, operators, directions, numbers
_MOST_UPPER = 5  # words of the upper line of a head set down one word a line
_SPACES_INSIDE = 4  # spaces inside the cells of a row whose cells stand between spaces
_LONGEST_HEAD = 200  # characters of a head between spaces
_WIDEST = 60  # columns of a head
_MOST_TORN, _LONGEST_WORD = 4, 16  # lines of a torn head, characters of a word of it
_GAP = re.compile(r"\s+")
_GAPS = (re.compile(r"\s{2,}|\t"), re.compile(r"\s{2,}|\t|\u3000"), _GAP)  # the widest that gives a head counts


@dataclass(frozen=True, slots=True)
class Columns:
    """A recognised head. `fields` by column ("" where a head names none or is a side label); `order`: the fields in
    order, for cells that do not say their column; `shape`: a line is a row of cells, a row of words between spaces
    (`gap` tells which), one cell of a stream, or running text under the names of levels, which has no fields; `height`
    in lines; `apart`: blank lines stand between the cells of a stream, so that adjacent lines are one cell; `areas`: by
    column the word of a head that names no field, in a matrix a village or unit; `levels`: by column first and second
    level where the columns are levels themselves; `budget`: the head of a column of project budgets; `spanned`: cells
    say rows, columns and spans; `guessed`: the columns are told by their cells, not by a head."""

    fields: tuple[str, ...]
    shape: Shape
    height: int = 1
    gap: re.Pattern[str] = _GAP
    apart: bool = False
    areas: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    budget: str = ""
    spanned: bool = False
    guessed: bool = False
    order: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        order = tuple(name for name in self.fields if name)
        if self.spanned:
            order = tuple(name for before, name in pairwise(("", *order)) if name in ("other", "") or name != before)
        object.__setattr__(self, "order", order)

    @property
    def is_evaluation(self) -> bool:
        """Whether the columns are those of a self-evaluation (自评): achieved values or scores."""
        return "actual" in self.fields or "score" in self.fields

    def split(self, text: str) -> list[str]:
        """The words of a line whose cells stand between spaces. Where they do not fit the fields, some text has a
        space in it: neighbours are joined as long as that fits better."""
        words = [word for word in self.gap.split(text.strip()) if word]
        while 2 < len(words) <= len(self.order) + _SPACES_INSIDE and (fit := self.fit(words)) < 0:
            fewer = max(_one_fewer(words), key=self.fit)
            if self.fit(fewer) <= fit:
                break
            words = fewer
        return words

    def fit(self, texts: list[str]) -> float:
        """How well texts, taken for a row, fit the fields in order (the sum of `align`)."""
        return align("".join(map(class_of, texts)), self.order)[0] if texts else 0.0


RUNNING = Columns((), "running")
"""No columns: names and values in running text."""


def _one_fewer(words: list[str]) -> Iterator[list[str]]:
    """Two neighbours taken for one text with a space in it, in every way."""
    for index in range(len(words) - 1):
        yield [*words[:index], f"{words[index]} {words[index + 1]}", *words[index + 2 :]]


def head_at(lines: list[Line], index: int) -> Columns | None:
    """The head that begins at a line, None where none does."""
    line = lines[index]
    if len(line.cells) > 1 and class_of(line.text) in _NO_HEAD:
        return None
    filled = [cell for cell in line.cells if cell.text]
    if len(filled) > 1:
        return None if len(filled) > _WIDEST else _torn(lines, index, filled) or _across(lines, index, filled)
    if not filled:
        return None
    return _in_two_lines(lines, index) or _between_spaces(filled[0].text) or _down_the_page(lines, index)


def _across(lines: list[Line], index: int, filled: list[Cell]) -> Columns | None:
    """A head on one line or two. Two of the first four words must be known, and none a level, operator or number."""
    start = [cell.text for cell in filled[:4]]
    if any(class_of(text) in _NO_HEAD for text in start) or sum(1 for text in start if lexicon.column(text)) < 2:
        return None
    fields = _fields_by_column(filled)
    if fields is None:
        return None
    below = _second_line(fields, lines[index + 1].cells) if index + 1 < len(lines) else None
    return Columns(below or fields, "rows", height=2 if below else 1, budget=_budget(filled, fields))


def _budget(filled: list[Cell], fields: tuple[str, ...]) -> str:
    """What heads the column of project budgets, "" where none does."""
    return next((cell.text for cell in filled if fields[cell.column] == "p_budget"), "")


def _torn(lines: list[Line], index: int, filled: list[Cell]) -> Columns | None:
    """A head broken by line ends inside its words: 二级绩效 at the end of a line, 指标名称 at the start of the next."""
    row = lines[index]
    if lexicon.column(filled[0].text) is None and lexicon.column(filled[1].text) is None:
        return None
    height = 1
    while height < _MOST_TORN and index + height < len(lines) and _is_torn(row, lines[index + height]):
        row = joined(row, lines[index + height])
        height += 1
    if height == 1:
        return None
    fields = _fields_by_column([cell for cell in row.cells if cell.text])
    return Columns(fields, "rows", height=height) if fields else None


def _is_torn(row: Line, below: Line) -> bool:
    """Whether the last word of a row and the first of the row below are a column head only together."""
    end, start = row.cells[-1].text, below.cells[0].text
    if len(end) + len(start) > _LONGEST_WORD or not is_below(row, below) or class_of(start) not in "TU":
        return False
    known = lexicon.column(end)
    twice = any(lexicon.column(cell.text) == known for cell in row.cells[:-1])  # 指标值 again: of 指标值确定依据
    if lexicon.column(end + start) is None or (known and lexicon.column(start) and not twice):
        return False
    return all(lexicon.column(cell.text) for cell in below.cells[1:-1])


def _fields_by_column(cells: list[Cell]) -> tuple[str, ...] | None:
    found = resolve([cell.text for cell in cells])
    if found is None:
        return None
    fields = [""] * (cells[-1].column + cells[-1].colspan)
    for cell, name in zip(cells, found, strict=True):
        fields[cell.column] = name
    return tuple(fields)


def _second_line(fields: tuple[str, ...], cells: list[Cell]) -> tuple[str, ...] | None:
    """The fields of a head of two lines, the second of which parts a column (指标值: 符号, 数值, 单位)."""
    filled = [cell for cell in cells if cell.text]
    words = [lexicon.part_of_target(cell.text) for cell in filled]
    if len(filled) < 2 or "target" not in fields or "target" not in words or not all(words):
        return None
    wide = max(len(fields), filled[-1].column + 1)
    found = [*fields, *[""] * (wide - len(fields))]
    found[found.index("target")] = "other"
    for cell, name in zip(filled, words, strict=True):
        found[cell.column] = name or ""
    return tuple(found)


def _between_spaces(text: str) -> Columns | None:
    if len(text) > _LONGEST_HEAD or not any(space in text.strip() for space in " \u3000\xa0"):
        return None
    for gap in _GAPS:
        words = [word for word in gap.split(text.strip()) if word]
        if 3 <= len(words) <= _MOST and lexicon.column(words[0]) and (fields := resolve(words)):
            return Columns(fields, "words", gap=gap, areas=_areas(words, fields))
    return None


def _in_two_lines(lines: list[Line], index: int) -> Columns | None:
    """A head of two lines with spaces between its words, or one of two such lines set down one word a line."""
    if "指" not in lines[index].text or len(lines[index].text) > _LONGEST_HEAD:
        return None
    following = lines[index + 1 : index + 1 + _MOST]
    rank = next((at for at, line in enumerate(following[:_MOST_UPPER], 1) if lexicon.is_rank(line.text[:3])), 0)
    if not rank:
        return None
    upper, lower = lines[index].text, following[rank - 1].text
    if rank == 1:
        fields = of_two_lines(_GAP.split(upper.strip()), _GAP.split(lower.strip()))
        return Columns(fields, "words", height=2) if fields else None
    texts = [line.text for line in lines[index : index + _MOST]]
    end = next((at for at, text in enumerate(texts) if at > rank and lexicon.is_level(text)), len(texts))
    fields = of_two_lines(texts[:rank], texts[rank:end])
    return Columns(fields, "stream", height=end) if fields else None


def _areas(words: list[str], fields: tuple[str, ...]) -> tuple[str, ...]:
    """By column the words that name no field, behind the name, where there is no target: of a matrix."""
    if "target" in fields or "name" not in fields:
        return ()
    named = fields.index("name")
    areas = [word if at > named and lexicon.column(word) is None else "" for at, word in enumerate(words)]
    return tuple(areas) if sum(map(bool, areas)) > 1 else ()


def _down_the_page(lines: list[Line], index: int) -> Columns | None:
    """A head of one word a line. It begins with a level, a name or what may stand before them; behind those, a word
    that names no field may stand inside it, not at its end."""
    if lexicon.column(lines[index].text) not in _FIRST:
        return None
    texts: list[str] = []
    known = 0
    begun = False
    for line in lines[index : index + _MOST]:
        if sum(1 for cell in line.cells if cell.text) != 1 or len(line.text) > 20 or lexicon.is_level(line.text):
            break
        texts.append(line.text)
        name = lexicon.column(line.text)
        begun = begun or name in _BEGIN
        if name:
            known = len(texts)
        elif known < len(texts) - 1 or not begun:
            break
    fields = resolve(texts[:known])
    if fields is None:
        return None
    words = _areas_below(lines[index + known : index + known + _MOST], fields)
    fields, known = (*fields, *["target"] * len(words)), known + len(words)
    numbers = [line.cells[0].place.line or 0 for line in lines[index : index + known]]
    apart = all(later - earlier > 1 for earlier, later in pairwise(numbers))
    areas = (*[""] * (len(fields) - len(words)), *words) if words else ()
    return Columns(fields, "stream", known, apart=apart, areas=areas)


def _areas_below(lines: list[Line], fields: tuple[str, ...]) -> tuple[str, ...]:
    """The villages or units of a matrix set down one cell a line: the words between a head that has no target and the
    first level, where a row with as many values follows."""
    if "target" in fields or "name" not in fields:
        return ()
    texts = [line.text if sum(1 for cell in line.cells if cell.text) == 1 else "" for line in lines]
    count = next((at for at, text in enumerate(texts) if class_of(text) in "LKB"), 0)
    words = texts[:count]
    if count < 2 or not all(0 < len(word) <= _LONGEST_WORD and class_of(word) == "T" for word in words):
        return ()
    row = "".join(class_of(text) for text in texts[count : count + len(fields) + count])
    return tuple(words) if re.search(f"[TPSkb]U?[VN][VNU]{{{count - 1}}}", row) else ()

"""Level names one step off: under 指标类型 the first levels and under 一级指标 the second; or under 一级指标 a name of
the whole (实施效果指标), under 二级指标 the first levels, under 三级指标 the second, and the names a column further."""

from collections.abc import Sequence
from dataclasses import replace

from reviewer import taxonomy
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line

_FEWEST = 2  # second levels that must stand under 三级指标
_SEEN = 4  # rows one of which must show it
_BEHIND = ("", "other", "name", "description")


def settled(columns: Columns, body: Sequence[Line]) -> Columns:
    """The columns of a table as its cells show them: moved where the levels stand one step off."""
    fields = (columns := _turned(columns, body)).fields
    if not {"level1", "level2", "name"} <= set(fields) or columns.shape != "rows":
        return columns
    upper, lower, third = (fields.index(name) for name in ("level1", "level2", "name"))
    if not upper < lower < third:
        return columns
    if not any(class_of(text) in "KBkb" for text in _texts(body[:_SEEN], third)):
        return columns
    firsts = _texts(body, lower)
    seconds = _texts(body, third)
    if sum(1 for text in seconds if class_of(text) in "KB") < _FEWEST or not _mostly(seconds, "KBkb"):
        return columns
    if not firsts or sum(1 for text in firsts if taxonomy.level1(text, bare=True)) * 5 < len(firsts) * 4:
        return columns
    behind = next(
        (at for at in range(third + 1, len(fields)) if fields[at] in _BEHIND and _mostly(_texts(body, at), "TPSkb")),
        None,
    )
    moved = ["" if name == "level1" else _STEP.get(name, name) for name in fields]
    if behind is not None:
        wide = next((at for at in range(behind, len(fields)) if fields[at] != fields[behind]), behind + 1)
        moved[behind : max(wide, behind + 1)] = ["name"] * (max(wide, behind + 1) - behind)
    return replace(columns, fields=tuple(moved))


def _turned(columns: Columns, body: Sequence[Line]) -> Columns:
    """The columns with the two levels exchanged, where the second stands before the first, or before a column of no
    known head, and the cells say so."""
    fields = list(columns.fields)
    if columns.shape != "rows" or "level2" not in fields or fields[0] == "level1":
        return columns
    first = fields.index("level2")
    second = fields.index("level1") if "level1" in fields else first + 1
    if not first < second < len(fields) or fields[second] not in ("level1", "other"):
        return columns
    if not _mostly(_texts(body, first), "LBlb") or not _mostly(_texts(body, second), "KBkb"):
        return columns
    fields[first], fields[second] = "level1", "level2"
    return replace(columns, fields=tuple(fields))


def without_whole(columns: Columns, body: Sequence[Line]) -> tuple[Columns, list[Line]]:
    """The same where cells do not say their columns: the name of the whole (实施效果指标, directly before a first and a
    second level) taken out of the rows, and its column out of the head."""
    lines = list(body)
    if columns.fields[:3] != ("level1", "level2", "name") or not set(columns.fields[3:4]) & set(_BEHIND):
        return columns, lines
    if columns.shape not in ("rows", "words") or not any(line.ragged or columns.shape == "words" for line in lines):
        return columns, lines
    whole = [_begins_with_whole(_texts_of(line, columns)) for line in lines]
    if not any(whole):
        return columns, lines
    fields = ("level1", "level2", "name", *columns.fields[4:])
    rest = [_without_first(line, columns) if first else line for line, first in zip(lines, whole, strict=True)]
    return replace(columns, fields=fields), rest


def _begins_with_whole(texts: Sequence[str]) -> bool:
    letters = "".join(map(class_of, texts[:3]))
    return letters[:1] == "L" and letters[1:2] in ("L", "B") and letters[2:3] in ("K", "B")


def _texts_of(line: Line, columns: Columns) -> list[str]:
    return columns.gap.split(line.text.strip()) if columns.shape == "words" else [cell.text for cell in line.cells]


def _without_first(line: Line, columns: Columns) -> Line:
    if columns.shape == "words":
        first = line.cells[0]
        text = columns.gap.split(first.text.strip(), maxsplit=1)[1]
        return Line([replace(first, text=text)], paragraph=line.paragraph)
    cells = [replace(cell, column=cell.column - 1) for cell in line.cells[1:]]
    return Line(cells, line.ragged, line.paragraph)


_STEP = {"level2": "level1", "name": "level2"}


def _texts(body: Sequence[Line], column: int) -> list[str]:
    """What stands in a column."""
    return [
        cell.text for line in body for cell in line.cells if cell.column == column and cell.text and not line.paragraph
    ]


def _mostly(texts: Sequence[str], letters: str) -> bool:
    return bool(texts) and sum(1 for text in texts if class_of(text) in letters) * 5 >= len(texts) * 4

"""What the columns of a table are, told by their cells where a head is missing or its words are unknown."""

from collections.abc import Sequence
from dataclasses import replace

from reviewer import taxonomy
from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.model import Cell

_SEEN = 40  # rows that show what the columns are
_FEWEST_ROWS, _FEWEST_LEVELS = 2, 2
_LONGEST_WORD = 20  # characters of a word of a head
_MOSTLY = 0.6
_KINDS = (("LBlb", "level1"), ("KBkbS", "level2"), ("O", "sign"), ("D", "direction"), ("U", "unit"), ("VN", "value"))

_LEFT = (("level1", "LBlb"), ("level2", "KBkb"))
_RIGHT = (("target", "V"), ("sign", "O"), ("unit", "U"), ("direction", "D"))
_SAME = {
    "target": {"target", "term_target"},
    "sign": {"sign", "operator"},
    "unit": {"unit"},
    "direction": {"direction"},
}


def head_at(lines: list[Line], index: int) -> Columns | None:
    """The columns of a table that begins at a row without a head (height 0), or below one row of unknown words."""
    line = lines[index]
    if line.paragraph or len(line.cells) < 2:
        return None
    if class_of(line.text) in "LB":
        return _guessed(lines[index : index + _SEEN], ())
    below = lines[index + 1 : index + 1 + _SEEN]
    if not below or below[0].paragraph or class_of(below[0].text) not in "LB" or below[0].table != line.table:
        return None
    filled = [cell for cell in line.cells if cell.text]
    if len(filled) < 3 or any(len(cell.text) > _LONGEST_WORD or class_of(cell.text) in "LKVNO" for cell in filled):
        return None
    return _guessed(below, filled)


def refined(columns: Columns, body: Sequence[Line]) -> Columns:
    """Columns with what their cells show where the head's words are unknown: the name behind the levels; levels left of
    it; a target, sign, unit or direction right of it, where only one column shows it."""
    fields = list(columns.fields)
    unknown = [column for column, name in enumerate(fields) if name in ("", "other")]
    if columns.shape != "rows" or not unknown:
        return columns
    letters = _letters(body[:_SEEN])
    if "name" not in fields:
        behind = max((fields.index(name) for name in ("level1", "level2") if name in fields), default=len(fields))
        words = [column for column in unknown if column > behind and _are(letters.get(column, ""), "TPSkb")]
        if words:
            fields[words[0]] = "name"
    named = fields.index("name") if "name" in fields else len(fields)
    for name, kind in _LEFT:
        found = [column for column in unknown if column < named and _are(letters.get(column, ""), kind)]
        if name not in fields and found:
            fields[found[0]] = name
    for name, kind in _RIGHT:
        found = [column for column in unknown if column > named and _are(letters.get(column, ""), kind)]
        if not _SAME[name] & set(fields) and len(found) == 1:
            fields[found[0]] = name
    return replace(columns, fields=tuple(fields)) if fields != list(columns.fields) else columns


def _guessed(lines: Sequence[Line], head: Sequence[Cell]) -> Columns | None:
    rows = []
    for line in lines:
        if line.paragraph or line.table != lines[0].table:
            break
        rows.append(line)
    wide = max(len(line.cells) for line in rows)
    letters = _letters(rows, wide)
    levels = {taxonomy.level2(cell.text) or taxonomy.level1(cell.text) for line in rows for cell in line.cells[:3]}
    if len(rows) < _FEWEST_ROWS or len(levels - {None}) < _FEWEST_LEVELS:
        return None
    fields = _fields(letters, {cell.column: lexicon.column(cell.text) or "" for cell in head})
    if "name" not in fields or "target" not in fields or not {"level1", "level2"} & set(fields):
        return None
    spanned = bool(rows[0].table)
    return Columns(tuple(fields), "rows", height=1 if head else 0, spanned=spanned, guessed=True)


def _fields(letters: dict[int, str], told: dict[int, str]) -> list[str]:
    """The fields by column: as the head says, else as the cells look, each once; behind the levels the first words are
    the name, further ones a description as long as no value came."""
    fields = [""] * (max(letters, default=-1) + 1)
    for column in sorted(letters):
        name = told.get(column) or _kind(letters[column], fields)
        fields[column] = name if name and name not in fields else "other"
    return fields


def _kind(letters: str, fields: Sequence[str]) -> str:
    kind = next((name for kinds, name in _KINDS if _are(letters, kinds) and name not in fields), "words")
    if kind == "value":
        return "target" if "target" not in fields else "weight" if _are(letters, "N") else "other"
    if kind == "words" and {"level1", "level2"} & set(fields):
        return "name" if "name" not in fields else "other" if "target" in fields else "description"
    return "other" if kind == "words" else kind


def _letters(lines: Sequence[Line], wide: int = 0) -> dict[int, str]:
    """The letters of the cells of each column; rows that left out merged cells stand to the right."""
    letters: dict[int, str] = {}
    for line in lines:
        missing = wide - len(line.cells) if line.ragged and wide else 0
        for cell in line.cells:
            if cell.text and not line.paragraph:
                letters[cell.column + missing] = letters.get(cell.column + missing, "") + class_of(cell.text)
    return letters


def _are(letters: str, kinds: str) -> bool:
    """Whether most letters are of these kinds."""
    return bool(letters) and sum(letter in kinds for letter in letters) >= _MOSTLY * len(letters)

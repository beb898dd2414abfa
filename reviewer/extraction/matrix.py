"""A matrix: instead of one target a value column for each village or unit; every value is an indicator of its own."""

import re
from collections.abc import Sequence

from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.grid_rows import GridRow
from reviewer.model import Cell

_FEWEST = 2  # columns of a matrix
_VALUES = frozenset("NV")
_PLACE = re.compile(
    ".{1,14}(?:[村镇乡县区市旗州局院校站所园场馆办队部]|街道|社区|中心|学校|小学|中学|幼儿园|公司|农场|林场|管委会|医院|大队)"
)


def areas_of(rows: Sequence[GridRow], columns: Columns) -> dict[int, str]:
    """The columns that are those of villages or units: their name by column ("" for that of
    the sum of all), none where the table is no matrix."""
    if not columns.areas:
        return {}
    filled: dict[int, list[bool]] = {}
    for row in rows:
        for column, cell in row.areas.items():
            if not lexicon.is_placeholder(cell.text):
                filled.setdefault(column, []).append(class_of(cell.text) in _VALUES)
    told = [column for column, values in filled.items() if sum(values) * 2 >= len(values)]
    if "target" in columns.fields:  # the whole beside its parts: only what is plainly a place or a unit is one
        told = [column for column in told if _PLACE.fullmatch(lexicon.bare(columns.areas[column]))]
    if len(told) < _FEWEST:
        return {}
    return {column: "" if _is_sum(columns.areas[column]) else columns.areas[column] for column in told}


def _is_sum(head: str) -> bool:
    return lexicon.is_total(lexicon.word(head))


def values(row: GridRow, areas: dict[int, str]) -> list[tuple[str, Cell]]:
    """The values of a row with the village or unit that each is for, from left to right."""
    told = ((areas[column], cell) for column, cell in sorted(row.areas.items()) if column in areas)
    return [(area, cell) for area, cell in told if not lexicon.is_placeholder(cell.text)]

"""Which field each cell of a row is, where cells say their column: the column's, unless the cell cannot be that."""

from collections.abc import Sequence
from functools import lru_cache

from reviewer.extraction.alignment import FIT, align, fit, fits, worth
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.model import Cell

_CLEARLY = 1.0  # how much better the fit must be before cells are moved
_CLEARLY_SPANNED = 3.0  # the same where the source states rows, columns and spans


def field_of(cell: Cell, columns: Columns) -> str:
    """The field of the column in which a cell stands, "" where it stands in none."""
    return _field(cell.column, columns.fields)


def place(cells: Sequence[Cell], columns: Columns, *, short: bool = False) -> tuple[tuple[str, ...], bool]:
    """The field of each cell ("" for none), and whether cells were moved out of their columns to where they fit.
    `short`: the row has fewer cells than the head, so that none is sure of its column."""
    stands = tuple([cell.column for cell in cells])
    return _place(stands, "".join([class_of(cell.text) for cell in cells]), columns.fields, short)


def place_spanned(cells: Sequence[Cell], columns: Columns) -> tuple[tuple[str, ...], bool]:
    """The same for cells that say what they span; "" for those over columns without a field."""
    letters = "".join([class_of(cell.text) for cell in cells])
    covered = tuple([covered_fields(cell, columns) for cell in cells])
    return _place_spanned(covered, letters, columns.order)


def covered_fields(cell: Cell, columns: Columns) -> tuple[str, ...]:
    """The fields of the columns that a cell covers, each once."""
    if cell.colspan == 1:
        name = _field(cell.column, columns.fields)
        return (name,) if name else ()
    covered = columns.fields[cell.column : cell.column + cell.colspan]
    return tuple(dict.fromkeys(name for name in covered if name))


def fits_columns(cells: Sequence[Cell], columns: Columns) -> bool:
    """Whether every cell may stand in its column."""
    fields = tuple(field_of(cell, columns) for cell in cells)
    return _all_fit(fields, "".join([class_of(cell.text) for cell in cells]), short=False)


@lru_cache(maxsize=65536)
def _place(
    stands: tuple[int, ...], letters: str, columns: tuple[str, ...], short: bool
) -> tuple[tuple[str, ...], bool]:
    """Few patterns of columns and letters occur in a file; the work is done once for each."""
    fields = tuple(_field(column, columns) for column in stands)
    if _all_fit(fields, letters, short=short):
        return fields, False
    order = tuple(field for field in columns if field)
    score, chosen = align(letters, order)
    found = tuple(order[index] for index in chosen)
    if not found or found == fields or score <= worth(letters, fields, order) + _CLEARLY:
        return fields, False
    return found, True


@lru_cache(maxsize=65536)
def _place_spanned(
    covered: tuple[tuple[str, ...], ...], letters: str, order: tuple[str, ...]
) -> tuple[tuple[str, ...], bool]:
    fields = tuple(best_field(names, letter) for names, letter in zip(covered, letters, strict=True))
    named = [(name, letter) for name, letter in zip(fields, letters, strict=True) if name]
    stand, bare = tuple(name for name, _ in named), "".join(letter for _, letter in named)
    if _all_fit(stand, bare, short=False):
        return fields, False
    score, chosen = align(bare, order)
    found = tuple(order[index] for index in chosen)
    if not found or found == stand or score <= worth(bare, stand, order) + _CLEARLY_SPANNED:
        return fields, False
    moved = iter(found)
    return tuple(next(moved) if name else "" for name in fields), True


def best_field(names: Sequence[str], letter: str) -> str:
    """Of several fields the one that a cell fits best, the first of equals; "" of none. What names a level of either
    kind is the first level of the two."""
    if len(names) <= 1:
        return names[0] if names else ""
    if letter in "LBlb" and names[0] == "level1":
        return "level1"
    return max(names, key=lambda name: fit(letter, name))


def _field(column: int, columns: tuple[str, ...]) -> str:
    return columns[column] if column < len(columns) else ""


def _all_fit(fields: tuple[str, ...], letters: str, *, short: bool) -> bool:
    """A first or second level with a name of its own may stand, as long as the row has a name too and the text is not
    the name of the other level."""
    named = "name" in fields and not short
    return all(name and _may_stand(letter, name, named) for letter, name in zip(letters, fields, strict=True))


def _may_stand(letter: str, field: str, named: bool) -> bool:
    if field not in ("level1", "level2"):
        return fits(letter, field)
    return letter in FIT[field] or (named and letter in "TPSCU")

"""Whether the cells of a row can be what their columns say."""

from collections.abc import Sequence

from reviewer.extraction.alignment import FIT, fits
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.model import Cell


def field_of(cell: Cell, columns: Columns) -> str:
    """The field of the column in which a cell stands, "" where it stands in none."""
    return columns.fields[cell.column] if cell.column < len(columns.fields) else ""


def fits_columns(cells: Sequence[Cell], line: Line, columns: Columns) -> bool:
    """Whether every cell may stand in its column. A first or second level with a name of its own may, as long as the
    row has a name and the text is not the name of the other level."""
    fields = [field_of(cell, columns) for cell in cells]
    named = "name" in fields and not (line.ragged and len(line.cells) < len(columns.fields))
    return all(name and _may_stand(class_of(cell.text), name, named) for cell, name in zip(cells, fields, strict=True))


def _may_stand(letter: str, field: str, named: bool) -> bool:
    if field not in ("level1", "level2"):
        return fits(letter, field)
    return letter in FIT[field] or (named and letter not in "LKBlkb")

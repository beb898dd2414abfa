"""Rows of tables whose cells say their rows, columns and spans: merged cells belong to every row they reach into, and a
row that a page tore apart is made whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.extraction import lexicon
from reviewer.extraction.alignment import fit
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.extraction.placing import best_field, covered_fields, place_spanned
from reviewer.model import Cell

LEVELS = ("level1", "level2")
_OF_ALL = (*LEVELS, "weight", "score", "seq", "other")  # filled down later, or said of all rows together
_LEVEL = {"L": "level1", "B": "level1", "K": "level2"}
_MOVES = (0, 1, 2, -1, -2)  # columns that a table may stand off, the likely first
_SEEN = 24  # cells that show it
_WORDS = frozenset(("description", "criteria", "basis", "remark"))
_CONTENT = frozenset(("name", "term_name", "target", "term_target", "description", "sign", "operator"))


@dataclass(slots=True)
class GridRow:
    """A row in the rough: its cells by field, the fields of which begin in it (`own`), the cells of columns that a head
    calls by a village or unit, the table it stands in; whether cells were moved out of their columns, and whether it
    was put together from two tables."""

    fields: dict[str, list[Cell]]
    own: set[str]
    areas: dict[int, Cell]
    table: int
    moved: bool = False
    torn: bool = False

    def text(self, name: str) -> str:
        """What the row says in a field, its lines as written."""
        return "\n".join(cell.text for cell in self.fields.get(name, ()))


def grid_rows(lines: Sequence[Line], columns: Columns) -> Iterator[GridRow]:
    """The rows of a table in reading order, those that only have levels included."""
    last: GridRow | None = None
    begun: set[int] = set()
    shifts = _shifts(lines, columns)
    for line in lines:
        cells = [cell for cell in _squared(line, columns) if cell.text and not lexicon.is_side(cell.text)]
        if not cells or lexicon.is_total(cells[0].text) or _is_count(cells):
            continue
        shift = shifts.get(line.table, 0)
        row = _placed(_shifted(cells, shift), columns, line.table)
        row.moved = row.moved or shift != 0
        if not row.fields:
            continue
        _reach(row, _shifted([cell for cell in line.merged if id(cell) in begun], shift), columns)
        begun.update(map(id, cells))
        if last is not None and (_adds_to(last, row) if row.table == last.table else _is_rest(last, row, columns)):
            _join(last, row)
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last


def _squared(line: Line, columns: Columns) -> list[Cell]:
    """The cells of a row in their columns: where the source left out merged cells, those on the left."""
    missing = len(columns.fields) - len(line.cells)
    if not line.ragged or missing <= 0:
        return line.cells
    return [replace(cell, column=cell.column + missing) for cell in line.cells]


def _is_count(cells: Sequence[Cell]) -> bool:
    """Whether a row only counts the columns (1, 2, 3 …)."""
    if len(cells) < 3 or len(cells[-1].text) > 3:
        return False
    texts = [cell.text.strip("()（）") for cell in cells]
    return (
        texts == [str(number) for number in range(int(texts[0]), int(texts[0]) + len(texts))]
        if texts[0].isascii() and texts[0].isdigit()
        else False
    )


def _shifts(lines: Sequence[Line], columns: Columns) -> dict[int, int]:
    """By table, how many columns its rows stand off those of the head, which was in another table: a page or a break
    may have left out a column that was merged down the side."""
    tables: dict[int, list[Cell]] = {}
    for line in lines:
        tables.setdefault(line.table, []).extend(line.cells)
    first = lines[0].table if lines else 0
    return {table: _shift(cells[:_SEEN], columns) for table, cells in tables.items() if table != first}


def _shift(cells: Sequence[Cell], columns: Columns) -> int:
    letters = [class_of(cell.text) for cell in cells]
    fits = {
        shift: sum(_fit(cell, letter, shift, columns) for cell, letter in zip(cells, letters, strict=True))
        for shift in _MOVES
    }
    best = max(_MOVES, key=lambda shift: fits[shift])
    return best if fits[best] > fits[0] + len(cells) else 0


def _fit(cell: Cell, letter: str, shift: int, columns: Columns) -> float:
    column = cell.column + shift
    name = columns.fields[column] if 0 <= column < len(columns.fields) else ""
    return max(fit(letter, name), -4.0) if name else -4.0


def _shifted(cells: list[Cell], shift: int) -> list[Cell]:
    return [replace(cell, column=cell.column + shift) for cell in cells if cell.column + shift >= 0] if shift else cells


def _placed(cells: Sequence[Cell], columns: Columns, table: int) -> GridRow:
    """The cells that begin in a row, by field."""
    areas = _areas(cells, columns)
    if (
        len(cells) == 1
        and (level := _LEVEL.get(class_of(cells[0].text)))
        and (cells[0].colspan > 1 or level not in columns.fields)
    ):
        return GridRow({level: list(cells)}, {level}, {}, table)  # a level on a row of its own
    if len(cells) == 1 and {"name", "target"} <= set(covered_fields(cells[0], columns)):
        return GridRow({}, set(), {}, table)  # a line of words over the whole table
    stand, moved = place_spanned(cells, columns)
    fields: dict[str, list[Cell]] = {}
    for cell, name in zip(cells, stand, strict=True):
        if name:
            fields.setdefault(name, []).append(cell)
    _part_value(fields)
    return GridRow(fields, set(fields), areas, table, moved)


def _areas(cells: Sequence[Cell], columns: Columns) -> dict[int, Cell]:
    if not columns.areas:
        return {}
    wide = len(columns.areas)
    covered = ((cell, range(cell.column, min(cell.column + cell.colspan, wide))) for cell in cells)
    return {column: cell for cell, over in covered for column in over if columns.areas[column]}


def _part_value(fields: dict[str, list[Cell]]) -> None:
    """Several cells under one 指标值: a sign and a unit among them go where those belong."""
    values = fields.get("target", [])
    if len(values) < 2:
        return
    for letter, name in (("O", "sign"), ("U", "unit")):
        parts = [cell for cell in values if class_of(cell.text) == letter]
        if len(parts) == 1 and len(fields["target"]) > 1 and not {name, "operator"} & set(fields):
            fields[name] = parts
            fields["target"] = [cell for cell in fields["target"] if cell is not parts[0]]


def _reach(row: GridRow, merged: Sequence[Cell], columns: Columns) -> None:
    """Give a row what merged cells of rows above say of it, where it says nothing itself."""
    for cell in merged:
        for column, area in _areas([cell], columns).items():
            row.areas.setdefault(column, area)
        name = best_field(covered_fields(cell, columns), class_of(cell.text))
        if name and name not in _OF_ALL and not name.startswith("p_"):
            row.fields.setdefault(name, [cell])


def _adds_to(last: GridRow, row: GridRow) -> bool:
    """Whether a row only says more about the one above: its name and target are merged with those above, or it has
    neither and no other cell that an indicator of its own would have."""
    if row.own <= _WORDS and row.own <= set(last.fields) and not {"name", "target"} & set(row.fields):
        return not row.areas and {"name", "target"} <= set(last.fields)
    return (
        not row.own & (_CONTENT | set(LEVELS))
        and not row.areas
        and not any(name.startswith("p_") for name in row.own)
        and "name" in row.fields
        and row.fields["name"] == last.fields.get("name")
    )


def _is_rest(last: GridRow, row: GridRow, columns: Columns) -> bool:
    """Whether the first row of a table is the rest of the last row of the table before, torn apart by a page."""
    if any(class_of(cell.text) in "LKB" for name in LEVELS if name in row.own for cell in row.fields[name]):
        return False
    if any(name.startswith("p_") for name in row.own) or not set(last.fields) & _CONTENT:
        return False
    if "target" not in columns.fields:
        return "name" not in row.own
    if "target" in row.own:
        return "target" not in last.fields
    return bool(row.own)


def _join(last: GridRow, row: GridRow) -> None:
    """Add the cells that begin in a row to those of the row above."""
    for name in row.own:
        last.fields.setdefault(name, [])
        last.fields[name] = [*last.fields[name], *row.fields[name]]
    last.torn = last.torn or row.table != last.table or not {"name", "target"} & set(row.fields)
    last.table = row.table

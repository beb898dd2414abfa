"""From the lines of a table to rows: which text is name, target, operator …, whatever way the cells were set down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reviewer.extraction import broken, by_content, lexicon, matrix, run_on, running, steps, stream
from reviewer.extraction.alignment import align
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.grid_rows import GridRow, grid_rows
from reviewer.extraction.lines import Line
from reviewer.extraction.parts import Part
from reviewer.extraction.placing import field_of, place
from reviewer.extraction.running import Told
from reviewer.model import Cell, Place

_SILENT = ("", "seq", "other")  # fields of columns that do not make a row
_ASIDE = frozenset(
    ("level1", "level2", "p_department", "p_unit_code", "p_project_code", "p_project_name", "p_budget", "p_goal")
)
SHIFTED = "列错位，按内容归位"
TORN = "行被分页断开，按上下文拼接"
GUESSED = "表头缺失或无法识别，按内容推定各列"
SPLIT = "行文中拆出，名称与指标值的分界为推定"
_CLEARLY = 1.0  # how much better the fit must be before cells are moved


@dataclass(slots=True)
class Row:
    """One row in the rough: the texts by field as printed, the place where its name (else its first content) stands,
    and doubts. `merged`: the source left cells out, so that a missing one may be a merged one."""

    cells: dict[str, str]
    place: Place
    doubts: list[str] = field(default_factory=list)
    merged: bool = False


def rows_of(part: Part) -> Iterator[Row]:
    """The rows of a table in reading order, empty and level-only ones included."""
    columns, body = steps.without_whole(part.columns, part.body)
    columns = steps.settled(by_content.refined(columns, body), body)
    rows = _rows(body, columns)
    if not columns.guessed:
        return rows
    return map(_doubted, rows)


def _doubted(row: Row) -> Row:
    row.doubts.append(GUESSED)
    return row


def _rows(body: list[Line], columns: Columns) -> Iterator[Row]:
    match columns.shape:
        case "stream" if columns.areas:
            for fields, cells in stream.rows(body, columns):
                yield from _by_area(fields, cells, columns)
        case "stream":
            yield from (_row(fields, cells, merged=True) for fields, cells in stream.rows(body, columns))
        case "words" if columns.areas:
            yield from _by_grid([Line(_words(line, columns), ragged=True) for line in body], columns)
        case "words":
            for line in body:
                yield from _by_content(_words(line, columns), columns)
        case "running":
            yield from map(_of_clause, running.read(body))
        case "rows" if columns.spanned:
            yield from _by_grid([line for line in body if not line.paragraph], columns)
        case "rows":
            for line in broken.whole(body, columns):
                yield from _by_column(line, columns)


def _row(fields: Sequence[str], cells: Sequence[Cell], *, merged: bool = False) -> Row:
    """A row of cells with their fields; a cell without a field is left out."""
    texts: dict[str, str] = {}
    content: Place | None = None
    doubts: list[str] = []
    for name, cell in zip(fields, cells, strict=True):
        if not name or not cell.text:
            continue
        texts[name] = _joined(cell.text, name)
        if name == "name" or (content is None and name not in _ASIDE):
            content = cell.place
        if cell.doubt and cell.doubt not in doubts:
            doubts.append(cell.doubt)
    return Row(texts, content or cells[0].place, doubts, merged)


def _by_area(fields: Sequence[str], cells: Sequence[Cell], columns: Columns) -> Iterator[Row]:
    """The indicators of a row of a matrix set down one cell a line: one for each value. Where values are missing, which
    village or unit a value is for is not told."""
    rest = [(name, cell) for name, cell in zip(fields, cells, strict=True) if name != "target"]
    values = [cell for name, cell in zip(fields, cells, strict=True) if name == "target"]
    areas = [word for word in columns.areas if word]
    for at, value in enumerate(values):
        told = [*rest, ("target", value)]
        row = _row([name for name, _ in told], [cell for _, cell in told], merged=True)
        if len(values) != len(areas):
            row.doubts.append(GUESSED)
        elif not lexicon.is_total(lexicon.word(areas[at])):
            row.cells["area"] = areas[at]
        if not lexicon.is_placeholder(value.text):
            yield row
    if not values:
        yield _row(fields, cells, merged=True)


def _by_grid(lines: list[Line], columns: Columns) -> Iterator[Row]:
    """The rows of a table with true columns; of a matrix one for each value."""
    found = list(grid_rows(lines, columns))
    areas = matrix.areas_of(found, columns)
    for row in found:
        if "running" in row.fields:
            yield from _of_text(row, columns)
            continue
        values = matrix.values(row, areas) if areas else []
        if not values or "target" in row.fields:
            yield from _parted(row, columns)
        for area, cell in values:
            one = _of_grid(row, row.fields | {"target": [cell]})
            if area:
                one.cells["area"] = area
            yield one


def _of_text(row: GridRow, columns: Columns) -> Iterator[Row]:
    """The clauses of running text in the cells of a row, with what the row says beside them."""
    beside = {field: cells for field, cells in row.fields.items() if field != "running"}
    told = _of_grid(row, beside).cells if beside else {}
    for cell in row.fields["running"]:
        level1, level2 = columns.levels[cell.column] if columns.levels else ("", "")
        for one in map(_of_clause, running.read([Line([cell])], level1 or None, level2 or None)):
            one.cells = told | one.cells
            yield one


def _parted(row: GridRow, columns: Columns) -> Iterator[Row]:
    """The row, or the indicators that run together in its cells."""
    pairs = run_on.parts(row.text("name"), row.text("target"), columns)
    if not pairs:
        yield _of_grid(row, row.fields)
        return
    cell = (row.fields.get("name") or row.fields["target"])[0]
    for name, target in pairs:
        told = {"name": name, "target": target}
        own = {field: [replace(cell, text=text)] for field, text in told.items() if text}
        one = _of_grid(row, {field: cells for field, cells in row.fields.items() if field not in told} | own)
        one.doubts.append(SPLIT)
        yield one


def _of_grid(row: GridRow, fields: dict[str, list[Cell]]) -> Row:
    cells = [cell for parts in fields.values() for cell in parts]
    texts = {name: "".join(_joined(cell.text, name) for cell in parts) for name, parts in fields.items()}
    content = [name for name in ("name", *fields) if name in row.own and name not in _ASIDE]
    doubts = list(dict.fromkeys(cell.doubt for cell in cells if cell.doubt))
    doubts += [SHIFTED] * row.moved + [TORN] * row.torn
    return Row(texts, fields[content[0]][0].place if content else cells[0].place, doubts)


def _of_clause(told: Told) -> Row:
    """A clause of running text as a row."""
    fields = {"level1": told.level1, "level2": told.level2, "name": told.clause.name, "target": told.clause.value}
    return Row({name: text for name, text in fields.items() if text}, told.place, [SPLIT])


def _joined(text: str, name: str = "") -> str:
    """The lines of a cell as one; those of a goal stay lines."""
    if "\n" not in text:
        return text
    return ("\n" if name == "p_goal" else "").join(part.strip() for part in text.split("\n"))


def _words(line: Line, columns: Columns) -> list[Cell]:
    cell = next(cell for cell in line.cells if cell.text)
    return [Cell(word, cell.place, 0, column) for column, word in enumerate(columns.split(cell.text))]


def _by_content(cells: list[Cell], columns: Columns) -> Iterator[Row]:
    cells = _said(cells)
    score, chosen = align("".join(class_of(cell.text) for cell in cells), columns.order)
    if chosen and score > -_CLEARLY * len(cells):
        yield _row([columns.order[index] for index in chosen], cells, merged=True)


def _said(cells: list[Cell], columns: Columns | None = None) -> list[Cell]:
    """The cells of a row; where beside levels (and columns that say nothing, as numbers of rows) it only says that
    there is nothing (/, 无), its levels and, where it gives it, the reason (不涉及)."""
    levels = []
    for cell in cells:
        if class_of(cell.text) in "LKB" or cell.text in lexicon.ANSWERS:
            levels.append(cell)
        elif not lexicon.is_placeholder(cell.text) and (columns is None or field_of(cell, columns) not in _SILENT):
            return cells
    return levels if 0 < len(levels) < len(cells) or columns else cells


def _by_column(line: Line, columns: Columns) -> Iterator[Row]:
    """A row whose cells say their column. Where some cannot be what their column says, they go by content."""
    cells = [cell for cell in line.cells if cell.text and (field_of(cell, columns) or not lexicon.is_side(cell.text))]
    if not cells or (len(cells) == 1 and not field_of(cells[0], columns)):
        return
    cells = _said(cells, columns)
    short = line.ragged and len(line.cells) < len(columns.fields)
    fields, moved = place(cells, columns, short=short)
    if any(fields):
        row = _row(fields, cells, merged=moved and short)
        if moved and not short:
            row.doubts.append(SHIFTED)
        yield row

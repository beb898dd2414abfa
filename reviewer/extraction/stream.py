"""Tables set down one cell a line without a word about rows: the cells are cut into rows by what they look like.

Dynamic programming over the letters of the cells (`classes`): a row is a run of cells, its worth the best alignment
with the head; a cell may be left out at a price; what follows the last row that is worth anything is not part of it.
"""

from collections.abc import Iterator
from functools import lru_cache

from reviewer.extraction import lexicon
from reviewer.extraction.alignment import align, fits
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.lines import Line
from reviewer.model import Cell

_ROW, _LEVELS_ONLY = -1.5, 1.0
_UNNUMBERED = -6.0  # a row without its number where rows are numbered
_SKIP, _SKIP_NUMBER = -5.0, -1.0  # a bare number between rows may be that of a page


def rows(lines: list[Line], columns: Columns) -> Iterator[tuple[list[str], list[Cell]]]:
    """The rows of a stream as fields and cells, in reading order."""
    cells = [cell for cell in _cells(lines, apart=columns.apart) if not lexicon.is_side(cell.text)]
    if not all(cell.text for cell in cells):
        grid = list(_grid(cells, columns))
        yield from ((list(columns.order), row) for row in grid)
        cells = cells[len(grid) * len(columns.order) :]
    cells = [cell for cell in cells if not (cell.text and lexicon.is_empty_row(cell.text))]
    letters = "".join(_letter(cell.text, matrix=bool(columns.areas)) for cell in cells)
    for start, end in _cut(letters, columns.order):
        piece = letters[start:end]
        if set(piece) <= set("LKB") and not _names(piece, columns.order):
            yield _level_fields(piece), cells[start:end]
        else:
            yield [columns.order[index] for index in align(piece, columns.order)[1]], cells[start:end]


def _letter(text: str, *, matrix: bool) -> str:
    """What a cell looks like; in a matrix / stands for a value that is none."""
    return "N" if matrix and lexicon.is_placeholder(text) else class_of(text)


def _grid(cells: list[Cell], columns: Columns) -> Iterator[list[Cell]]:
    """Rows of equal width, as long as their cells fit: where a table tells its empty cells, none is missing."""
    order = columns.order
    for start in range(0, len(cells) - len(order) + 1, len(order)):
        row = cells[start : start + len(order)]
        if not all(_may_be(class_of(cell.text), field) for cell, field in zip(row, order, strict=True)):
            return
        yield row


def _may_be(letter: str, field: str) -> bool:
    """Whether a cell may stand in its column; words of a department's own may stand for a level."""
    return letter == "." or (letter in "LKBlkbT" if field in ("level1", "level2") else fits(letter, field))


def _cells(lines: list[Line], *, apart: bool) -> Iterator[Cell]:
    """The cells of a stream; where blank lines stand between cells, adjacent lines are one cell."""
    last: Cell | None = None
    end = 0
    for line in lines:
        cell = line.cells[0] if len(line.cells) == 1 else next(cell for cell in line.cells if cell.text)
        number = cell.place.line or 0
        if apart and last is not None and line.paragraph and number == end + 1:
            last = Cell(f"{last.text}\n{cell.text}", last.place, 0, 0)
        else:
            if last is not None:
                yield last
            last = cell
        end = number
    if last is not None:
        yield last


def _cut(letters: str, fields: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the rows begin and end."""
    best = [0.0] * (len(letters) + 1)
    start = [-1] * (len(letters) + 1)  # where the row that ends here begins; -1 for a cell left out
    width = len(fields)
    for end in range(1, len(letters) + 1):
        best[end] = best[end - 1] + (_SKIP_NUMBER if letters[end - 1] == "N" else _SKIP)
        for begin in range(max(0, end - width), end):
            worth = best[begin] + _worth(letters[begin:end], fields)
            if worth > best[end]:
                best[end], start[end] = worth, begin
    end = max(range(len(letters) + 1), key=lambda index: best[index])
    pieces: list[tuple[int, int]] = []
    while end > 0:
        if start[end] >= 0:
            pieces.append((start[end], end))
        end = start[end] if start[end] >= 0 else end - 1
    return pieces[::-1]


@lru_cache(maxsize=65536)
def _worth(piece: str, fields: tuple[str, ...]) -> float:
    if _is_misplaced("L", "level1", piece, fields) or _is_misplaced("K", "level2", piece, fields):
        return _SKIP * len(piece) * 2
    score = align(piece, fields)[0] + _ROW
    if fields[0] == "seq" and piece[0] != "N":
        score += _UNNUMBERED
    if len(piece) <= 2 and set(piece) <= set("LKB"):
        return max(score, _LEVELS_ONLY)
    if not set(piece) & set("LKBVNO"):
        return score + _SKIP  # words alone are running text
    return score


def _is_misplaced(letter: str, field: str, piece: str, fields: tuple[str, ...]) -> bool:
    """Whether a level stands further back than its column: the row would reach into the next."""
    return field in fields and piece.rfind(letter) > fields.index(field)


def _names(piece: str, fields: tuple[str, ...]) -> bool:
    return align(piece, fields)[0] + _ROW > _LEVELS_ONLY


def _level_fields(piece: str) -> list[str]:
    """The fields of a run of levels that has no row behind it."""
    if len(piece) == 2:
        return ["level1", "level2"]
    return ["level2"] if piece == "K" else ["level1"]

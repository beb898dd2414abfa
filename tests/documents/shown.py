"""Blocks as short texts, so that whole documents can be compared."""

from collections.abc import Iterable

from reviewer.model import Cell, Paragraph, Table


def shown(blocks: Iterable[Paragraph | Table]) -> list[str | list[list[str]]]:
    """Paragraphs as their text, tables as rows of cells; a cell with its column where one is left out before it, spans
    as *rows×columns, a doubt behind ?."""
    return [block.text if isinstance(block, Paragraph) else _rows(block) for block in blocks]


def _rows(table: Table) -> list[list[str]]:
    rows: list[list[str]] = []
    number, next_column = -1, 0
    for cell in table.cells:
        if cell.row != number:
            rows.append([])
            number, next_column = cell.row, 0
        rows[-1].append(_cell(cell, next_column))
        next_column = cell.column + cell.colspan
    return rows


def _cell(cell: Cell, expected: int) -> str:
    column = f"{cell.column}:" if cell.column != expected else ""
    span = f"*{cell.rowspan}×{cell.colspan}" if (cell.rowspan, cell.colspan) != (1, 1) else ""
    return f"{column}{cell.text}{span}{'?' + cell.doubt if cell.doubt else ''}"

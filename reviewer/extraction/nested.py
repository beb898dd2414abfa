"""Sheets side by side in the cells of a table: the text of each cell with the table that stands inside it."""

from collections.abc import Iterator, Sequence

from reviewer.extraction import lexicon
from reviewer.extraction.headings import is_title
from reviewer.model import Cell, Paragraph, Table

_MOST = 4  # sheets side by side


def in_order(blocks: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The blocks of a document. Readers give a row first, then the tables inside its cells; where each of several
    cells holds the head of a sheet and a table, every table comes behind the lines of its own cell."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        heads = _heads(block)
        inner = blocks[index + 1 : index + 1 + len(heads)]
        if not heads or not _are_inside(inner, heads):
            yield block
            index += 1
            continue
        for head, table in zip(heads, inner, strict=True):
            yield from (Paragraph(line.strip(), head.place) for line in head.text.split("\n") if line.strip())
            yield table
        index += 1 + len(heads)


def _heads(block: Paragraph | Table) -> Sequence[Cell]:
    """The cells of a table of one row where each is the head of a sheet, else none."""
    if not isinstance(block, Table) or block.ragged or len(block.cells) > _MOST:
        return ()
    filled = [cell for cell in block.cells if cell.text]
    if len(filled) < 2 or any(cell.row != filled[0].row for cell in filled):
        return ()
    return filled if all(map(_is_head, filled)) else ()


def _is_head(cell: Cell) -> bool:
    first, _, rest = cell.text.partition("\n")
    return bool(rest) and (is_title(first) or lexicon.label(first.replace("：", ":").split(":", 1)[0]) is not None)


def _are_inside(blocks: Sequence[Paragraph | Table], heads: Sequence[Cell]) -> bool:
    """Whether there is a table for each head, all inside the row of the heads."""
    row = heads[0].place.label
    return len(blocks) == len(heads) and all(
        isinstance(block, Table) and block.cells and block.cells[0].place.label.startswith(row) for block in blocks
    )

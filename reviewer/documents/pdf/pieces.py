"""What one page holds, in reading order: pieces of tables, and lines of text outside of them."""

from collections.abc import Iterator, Sequence

from reviewer.documents.pdf.borderless import aligned
from reviewer.documents.pdf.columns import Band
from reviewer.documents.pdf.grid import Grid, grids_of
from reviewer.documents.pdf.lines import Line, inner_right, is_full, joined, lines_of
from reviewer.documents.pdf.marks import Char, Page, Rule
from reviewer.documents.pdf.noise import is_foot
from reviewer.documents.pdf.piece import Piece, PieceCell, Pieces
from reviewer.documents.pdf.sorting import sorted_out
from reviewer.model import Place


def pieces_of(page: Page, before: Pieces | None = None) -> Pieces:
    """The pieces of tables and the lines of a page; `before`: those of the last page, whose table may go on."""
    grids = grids_of(page.rules)
    inside, outside = sorted_out(page.chars, grids)
    drawn = [(grid, inside[number]) for number, grid in enumerate(grids) if inside[number]]
    drawn.sort(key=lambda each: (each[0].ys[0], each[0].xs[0]))
    found: list[tuple[float, Line | Piece]] = [(grid.ys[0], _piece(page.number, grid, cells)) for grid, cells in drawn]
    found += [(line.y - line.size, line) for line in lines_of(outside)]
    found.sort(key=lambda each: each[0])
    return Pieces(
        page.number,
        page.width,
        page.height,
        tuple(_labelled(page, [each for _, each in found], outside, grids, _open(before))),
        page.pictured,
        page.fields_left,
    )


def _open(page: Pieces | None) -> Sequence[Band]:
    """The columns of a table without upright lines that may go on over the page."""
    lowest = [block for block in page.blocks if not (isinstance(block, Line) and is_foot(block, page))] if page else []
    last = lowest[-1] if lowest else None
    return last.bands if isinstance(last, Piece) else ()


def _piece(number: int, grid: Grid, chars: dict[int, list[Char]]) -> Piece:
    cells: list[PieceCell] = []
    for index, region in enumerate(grid.regions):
        lines = lines_of(chars.get(index, ()))
        right = inner_right(lines, region.left, region.right)
        full = bool(lines) and is_full(lines[-1], right, lines[-1].size)
        cells.append(
            PieceCell(
                joined(lines, right),
                Place(f"第{number}页"),
                region.row,
                region.column,
                region.rowspan,
                region.colspan,
                full,
            )
        )
    ys = grid.ys
    return Piece(number, "", cells, len(ys) - 1, grid.xs, ys[0], ys[-1], ys[1] - ys[0])


def _labelled(
    page: Page, blocks: list[Line | Piece], outside: list[Char], grids: list[Grid], before: Sequence[Band]
) -> Iterator[Line | Piece]:
    """The blocks with the tables numbered and places that say in which row of which one."""
    tables = 0
    loose = [rule for rule in page.rules if rule.level and not any(_is_of(rule, grid) for grid in grids)]
    for block in aligned(blocks, outside, page.number, loose, before):
        if isinstance(block, Piece):
            tables += 1
            block.label = f"第{page.number}页表{tables}"
            for cell in block.cells:
                cell.place = Place(f"{block.label}第{cell.row + 1}行")
        yield block


def _is_of(rule: Rule, grid: Grid) -> bool:
    return grid.ys[0] - 1 <= rule.at <= grid.ys[-1] + 1 and rule.start < grid.xs[-1] and grid.xs[0] < rule.end

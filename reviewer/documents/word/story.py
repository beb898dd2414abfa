"""A text of WordprocessingML as lines and grids in reading order: a grid is a table as it is written, cell by cell.

The text is read as a stream. A row is taken in when it ends, the rows of tables inside it have been by then; when a
paragraph or table of the page itself ends, it is told. So memory holds one row of markup at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reviewer.documents.encoding import visible
from reviewer.documents.limits import Limits
from reviewer.documents.word import runs
from reviewer.documents.word.markup import Element, Stream, child, is_on, local, number, value
from reviewer.errors import UnreadableError

_NAMES = ("p", "tbl", "tr", "tc", "txbxContent")
_ELSEWHERE = frozenset(("hdr", "ftr", "footnote", "endnote", "comment", "docPartBody", "Fallback", "del", "moveFrom"))
_MOST_COLUMNS = 1000  # Word itself stops at 63
_MOST_WIDTH = 100_000  # twips


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `goes_on`: its end is deleted, so that the next one continues it; `contents`: it belongs to a table
    of contents."""

    text: str
    doubts: tuple[str, ...] = ()
    goes_on: bool = False
    contents: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as written: its lines and the grids in it, how many columns of the grid it takes, whether it goes on the
    cell above (`below`) or the one on its left (`beside`), and its width in twips (0 where it is not said)."""

    content: tuple["Line | Grid", ...]
    span: int = 1
    below: bool = False
    merged: bool = False
    beside: bool = False
    width: int = 0


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as written: its number (deleted rows count, they are seen on the screen), its cells, the columns of the
    grid left out before and after them, and doubts on all of it."""

    number: int
    cells: tuple[GridCell, ...]
    before: int = 0
    after: int = 0
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Grid:
    """A table as written: the widths of its columns in twips, its rows, and how many rows it has on the screen."""

    widths: list[int] = field(default_factory=list)
    rows: list[GridRow] = field(default_factory=list)
    seen: int = 0


class Story:
    """The body of a text. `lines` gives its lines and grids once, in reading order."""

    def __init__(self, file: str, xml: bytes, hidden_styles: frozenset[str], limits: Limits) -> None:
        self._file = file
        self._stream = Stream(file, xml, _NAMES)
        self._hidden_styles = hidden_styles
        self._limits = limits
        self._open: list[Grid] = []
        self._done: dict[Element, Grid] = {}
        self._inside = 0  # cells and text boxes that are open
        self._cells = 0

    def lines(self) -> Iterator[Line | Grid]:
        """Lines and grids of the page itself; what is in cells is in the grids. Raises `UnreadableError` as `Stream`
        does, and where a limit is passed."""
        for event, element in self._stream:
            name = local(element)
            if event == "start":
                self._begin(name)
            elif name == "tr" and self._open:
                self._end_row(element)
            elif name in ("tc", "txbxContent"):
                self._inside -= 1
            elif name == "tbl":
                self._done[element] = self._open.pop()
            if event == "end" and name in ("p", "tbl") and not self._inside and not self._open:
                if _is_of_the_page(element):
                    yield from self._blocks((element,))
                self._done.clear()
                self._stream.forget(element)

    def _begin(self, name: str) -> None:
        if name == "tbl":
            self._open.append(Grid())
            if len(self._open) > self._limits.depth:
                raise UnreadableError(self._file, "表格嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx")
        elif name in ("tc", "txbxContent"):
            self._inside += 1
            self._cells += 1
            self._limits.check_cells(self._file, self._cells)

    def _end_row(self, row: Element) -> None:
        grid = self._open[-1]
        if not grid.seen:
            grid.widths = _widths(row)
        grid.seen += 1
        if child(row, "trPr", "del") is None:
            grid.rows.append(self._row(row, grid.seen))
        self._stream.forget(row)

    def _row(self, row: Element, seen: int) -> GridRow:
        properties = child(row, "trPr")
        doubts = []
        if properties is not None:
            if is_on(child(properties, "hidden")):
                doubts.append("位于隐藏行")
            if child(properties, "ins") is not None:
                doubts.append(runs.CHANGED)
        return GridRow(
            seen,
            tuple(self._cell(cell) for cell in _wrapped(row, "tc")),
            number(child(row, "trPr", "gridBefore"), most=_MOST_COLUMNS),
            number(child(row, "trPr", "gridAfter"), most=_MOST_COLUMNS),
            tuple(doubts),
        )

    def _cell(self, cell: Element) -> GridCell:
        properties = child(cell, "tcPr")
        if properties is None:
            return GridCell(tuple(self._blocks(cell)))
        merge, changed = child(properties, "vMerge"), child(properties, "cellMerge")
        if merge is None:
            merge = child(properties, "vmerge")  # the markup of 2003
        deleted = child(properties, "cellDel") is not None
        kind = value(changed, "vMerge") or ("rest" if merge is None else value(merge) or "cont")
        width, beside = child(properties, "tcW"), child(properties, "hMerge")
        return GridCell(
            (Line("", (runs.CHANGED,)),) if deleted else tuple(self._blocks(cell)),
            number(child(properties, "gridSpan"), most=_MOST_COLUMNS) or 1,
            below=kind.startswith("cont"),
            merged=merge is not None or changed is not None,
            beside=beside is not None and (value(beside) or "continue") == "continue",
            width=number(width, "w", most=_MOST_WIDTH) if value(width, "type") in ("dxa", None) else 0,
        )

    def _blocks(self, elements: Iterable[Element]) -> Iterator[Line | Grid]:
        """Lines and grids among elements, in reading order; text boxes follow the paragraph that holds them."""
        for element in elements:
            match local(element):
                case "p":
                    content = runs.content(element, self._hidden_styles)
                    yield _line(element, content)
                    for box in content.boxes:
                        yield from self._blocks(box)
                case "tbl":
                    if element in self._done:
                        yield self._done.pop(element)
                case "AlternateContent":
                    yield from next(filter(None, (list(self._blocks(way)) for way in element)), ())
                case name if name in runs.DROPPED or name in ("del", "moveFrom"):
                    pass
                case "sdt" if runs.is_prompt(element):
                    pass
                case _:
                    yield from self._blocks(element)


def _line(paragraph: Element, content: runs.Content) -> Line:
    style = (value(child(paragraph, "pPr", "pStyle")) or "").lower()
    return Line(
        visible(content.text()),
        tuple(content.doubts),
        goes_on=child(paragraph, "pPr", "rPr", "del") is not None,
        contents=style.startswith("toc"),
    )


def _wrapped(element: Element, name: str) -> Iterator[Element]:
    """The children of that name, also those in content controls and other wrappers."""
    for inner in element:
        kind = local(inner)
        if kind == name:
            yield inner
        elif kind not in runs.DROPPED and kind not in ("p", "tbl", "tblPrEx"):
            yield from _wrapped(inner, name)


def _widths(row: Element) -> list[int]:
    table = row
    while table is not None and local(table) != "tbl":
        table = table.getparent()
    grid = child(table, "tblGrid") if table is not None else None
    columns = () if grid is None else (column for column in grid if local(column) == "gridCol")
    return [number(column, "w", most=_MOST_WIDTH) for column in columns]


def _is_of_the_page(element: Element) -> bool:
    """Whether an element is part of the text itself, not of a header, a note, a deleted passage or a prompt."""
    while (element := element.getparent()) is not None:
        name = local(element)
        if name in _ELSEWHERE or (name == "sdt" and runs.is_prompt(element)):
            return False
    return True

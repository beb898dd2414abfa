"""A text of WordprocessingML as lines and grids in reading order: a grid is a table as it is written, cell by cell.

The text is read as a stream. A row is taken in when it ends, the rows of tables inside it have been by then; when a
paragraph or table of the page itself ends, it is told. So memory holds one row of markup at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reviewer.documents.encoding import visible
from reviewer.documents.limits import Limits
from reviewer.documents.word import runs
from reviewer.documents.word.markup import Element, Stream, child, is_on, local, number, properties, value
from reviewer.errors import UnreadableError

_PAGE, _INSIDE, _ELSEWHERE = "page", "inside", "elsewhere"
_NO_TEXT = frozenset(("hdr", "ftr", "footnote", "endnote", "comment", "docPartBody", "Fallback", "del", "moveFrom"))
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


_EMPTY = Line("")


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
        self._stream = Stream(file, xml, ("p", "tbl", "tr"))
        self._hidden_styles = hidden_styles
        self._limits = limits
        self._grids: dict[Element, Grid] = {}  # of the tables that are not told yet
        self._cells = 0

    def lines(self) -> Iterator[Line | Grid]:
        """Lines and grids of the page itself; what is in cells is in the grids. Raises `UnreadableError` as `Stream`
        does, and where a limit is passed."""
        for element in self._stream:
            if local(element) == "tr":
                self._end_row(element)
            elif (where := _where(element)) is not _INSIDE:
                if where is _PAGE:
                    yield from self._blocks((element,))
                self._grids.clear()
                self._stream.forget(element)

    def _end_row(self, row: Element) -> None:
        above = [element for element in row.iterancestors() if local(element) == "tbl"]
        if len(above) > self._limits.depth:
            raise UnreadableError(self._file, "表格嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx")
        if not above:
            return
        grid = self._grids.get(above[0])
        if grid is None:
            grid = self._grids[above[0]] = Grid(_widths(above[0]))
        grid.seen += 1
        said = properties(row, "trPr")
        if "del" not in said and len(row):
            grid.rows.append(self._row(row, said, grid.seen))
        self._stream.forget(row)

    def _row(self, row: Element, said: dict[str, Element], seen: int) -> GridRow:
        doubts = []
        if is_on(said.get("hidden")):
            doubts.append("位于隐藏行")
        if "ins" in said:
            doubts.append(runs.CHANGED)
        cells = tuple(self._cell(cell) for cell in _wrapped(row, "tc"))
        self._cells += len(cells)
        self._limits.check_cells(self._file, self._cells)
        before, after = (number(said.get(name), most=_MOST_COLUMNS) for name in ("gridBefore", "gridAfter"))
        return GridRow(seen, cells, before, after, tuple(doubts))

    def _cell(self, cell: Element) -> GridCell:
        said = properties(cell, "tcPr")
        merge, changed = said.get("vMerge", said.get("vmerge")), said.get("cellMerge")  # vmerge: the markup of 2003
        kind = value(changed, "vMerge") or ("rest" if merge is None else value(merge) or "cont")
        width, beside = said.get("tcW"), said.get("hMerge")
        return GridCell(
            (Line("", (runs.CHANGED,)),) if "cellDel" in said else tuple(self._blocks(cell)),
            number(said.get("gridSpan"), most=_MOST_COLUMNS) or 1,
            below=kind.startswith("cont"),
            merged=merge is not None or changed is not None,
            beside=beside is not None and (value(beside) or "continue") == "continue",
            width=number(width, "w", most=_MOST_WIDTH) if value(width, "type") in ("dxa", None) else 0,
        )

    def _blocks(self, elements: Iterable[Element]) -> Iterator[Line | Grid]:
        """Lines and grids among elements, in reading order; text boxes follow the paragraph that holds them."""
        for element in elements:
            match local(element):
                case "p" if not len(element):
                    yield _EMPTY
                case "p":
                    said = properties(element, "pPr")
                    content = runs.content(element, said, self._hidden_styles)
                    yield _line(said, content)
                    for box in content.boxes:
                        yield from self._blocks(box)
                case "tbl":
                    if element in self._grids:
                        yield self._grids.pop(element)
                case "AlternateContent":
                    yield from next(filter(None, (list(self._blocks(way)) for way in element)), ())
                case name if name in runs.DROPPED or name in ("del", "moveFrom"):
                    pass
                case "sdt" if runs.is_prompt(element):
                    pass
                case _:
                    yield from self._blocks(element)


def _line(said: dict[str, Element], content: runs.Content) -> Line:
    style = value(said.get("pStyle"))
    mark = said.get("rPr")
    return Line(
        visible(content.text()),
        tuple(content.doubts),
        goes_on=mark is not None and child(mark, "del") is not None,
        contents=style is not None and style.lower().startswith("toc"),
    )


def _wrapped(element: Element, name: str) -> Iterator[Element]:
    """The children of that name, also those in content controls and other wrappers."""
    for inner in element:
        kind = local(inner)
        if kind == name:
            yield inner
        elif kind not in runs.DROPPED and kind not in ("p", "tbl", "tblPrEx"):
            yield from _wrapped(inner, name)


def _widths(table: Element) -> list[int]:
    grid = child(table, "tblGrid")
    columns = () if grid is None else (column for column in grid if local(column) == "gridCol")
    return [number(column, "w", most=_MOST_WIDTH) for column in columns]


def _where(element: Element) -> str:
    """Whether an element is part of the text itself, stands inside another that is still to come (a cell, a text box),
    or belongs to a header, a note, a deleted passage or a prompt."""
    where = _PAGE
    for above in element.iterancestors():
        name = local(above)
        if name in ("tc", "txbxContent"):
            return _INSIDE
        if name in _NO_TEXT or (name == "sdt" and runs.is_prompt(above)):
            where = _ELSEWHERE
    return where

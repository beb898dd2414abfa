"""Plain text: pasted tables, or what a tool extracted from a word processor's file.

Four kinds of lines say where cells are: tabs between cells; pipes between cells (also Markdown and box drawings); one
cell a line behind a tab or beside a pipe, a blank line closing the row (Apache Tika writes tables so); everything else
is running text. Whether running text is a table after all only its words can tell: that is not decided here.
"""

import re
from dataclasses import dataclass, field

from reviewer.documents import delimited, markdown, pipes
from reviewer.documents.encoding import decode
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.documents.noise import clean, is_page_number
from reviewer.errors import UnreadableError
from reviewer.model import Cell, Paragraph, Place, Table

_LONGEST = 1_000_000  # characters of a line; beyond, line ends were lost
_LINE_END = re.compile(r"\r\n?|\n")


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> list[Paragraph | Table]:
    """The paragraphs and tables of a text file, places as 第N行. Raises `UnreadableError` where it is not text."""
    text = decode(file, data)
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    lines = text.split("\n")
    if max(map(len, lines)) > _LONGEST:
        raise UnreadableError(file, "有一行超过一百万字，换行可能已丢失，请从原文件重新另存为纯文本")
    table = delimited.blocks(file, text, limits)
    if table is not None:
        return table
    if not markdown.is_markdown(lines):
        return blocks([clean(line) for line in lines])
    return [block for segment in markdown.segments(text) for block in _marked(file, segment, limits)]


def _marked(file: str, segment: markdown.Segment, limits: Limits) -> list[Paragraph | Table]:
    """The blocks of a part of a Markdown text; HTML tables are read as a page's."""
    if not segment.table:
        lines = [clean(markdown.bare(line)) for line in segment.text.split("\n")]
        return blocks(lines, segment.line, marked=True)
    from reviewer.documents import web

    return list(web.blocks_of(file, segment.text, limits, f"第{segment.line}行起的表"))


def blocks(lines: list[str], first: int = 1, *, marked: bool = False) -> list[Paragraph | Table]:
    """The paragraphs and tables of cleaned lines, the first of which has the number `first`. `marked`: they are
    Markdown, where a line above a rule is the head of a table."""
    bars = pipes.Style.of(lines)
    state = _State(one_blank_ends=_one_blank_ends_tables(lines))
    for number, line in enumerate(lines, first):
        if marked and state.blanks and state.in_rows and markdown.is_head(lines, number - first):
            state.close()
        if (tab := line.find("\t")) >= 0:
            # one tab, at the start: a cell of its own, unless it stands directly under a row of tabs
            if tab == 0 and line.find("\t", 1) < 0 and (state.blanks or not state.in_rows):
                state.cell(line[1:], number, tabbed=True)
            else:
                state.row(line.split("\t"), number, ragged=False)
        elif not line or line.isspace():
            state.blanks += 1
        elif (split := bars.split(line)) is not None:
            _piped(split, number, state)
        else:
            state.text(line.replace("**", "").strip() if "**" in line else line.strip(), number)
    state.close()
    return state.blocks


def _piped(split: list[str], number: int, state: "_State") -> None:
    if len(split) == 1:
        state.cell(split[0], number, tabbed=False)
    elif split:
        state.row(split, number, ragged=True)


def _one_blank_ends_tables(lines: list[str]) -> bool:
    """Whether a single blank line separates tables of one cell a line from the text after them. Tika leaves two, so
    that text after a single one continues the cell."""
    once = twice = 0
    for before, blank, line in zip(lines, lines[1:], lines[2:], strict=False):
        if line and line[0] != "\t" and not blank.strip() and "\t" not in blank:
            once += before[:1] == "\t"
            twice += not before.strip() and "\t" not in before
    return once > twice


@dataclass(slots=True)
class _State:
    """The table being read: its cells so far, the row, whether rows are whole lines or cells stand behind tabs, and how
    many blank lines came since. `blocks` are the finished ones."""

    one_blank_ends: bool
    blocks: list[Paragraph | Table] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0
    in_rows: bool = False
    ragged: bool = False
    tabbed: bool = False
    blanks: int = 0
    tables: int = 0

    def row(self, texts: list[str], number: int, *, ragged: bool) -> None:
        """A line that is a row. Ragged rows keep their empty cells: their number says which are missing."""
        if not self.in_rows or self.ragged != ragged:
            self.close()
            self.in_rows, self.ragged = True, ragged
        place, row = Place(f"第{number}行", number), self.rows
        for column, text in enumerate(texts):
            stripped = text.strip()
            if stripped or ragged:
                self.cells.append(Cell(stripped, place, row, column))
        self.rows += 1
        self.blanks = 0

    def cell(self, text: str, number: int, *, tabbed: bool) -> None:
        """A line that is one cell; it belongs to the row above unless a blank line stands between."""
        if self.in_rows:
            self.close()
        if self.blanks and self.cells:
            self.rows += 1
        self.ragged, self.tabbed = True, tabbed
        last = self.cells[-1] if self.cells else None
        column = last.column + 1 if last is not None and last.row == self.rows else 0
        self.cells.append(Cell(text.strip(), Place(f"第{number}行", number), self.rows, column))
        self.blanks = 0

    def text(self, text: str, number: int) -> None:
        """A line of words: a further paragraph of the cell above, or running text."""
        goes_on = self.blanks == 0 or (self.blanks == 1 and self.tabbed and not self.one_blank_ends)
        if self.cells and not self.in_rows and goes_on:
            if is_page_number(text):
                return
            last = self.cells[-1]
            joined = f"{last.text}\n{text}" if last.text else text
            self.cells[-1] = Cell(joined, last.place, last.row, last.column)
        else:
            self.close()
            self.blocks.append(Paragraph(text, Place(f"第{number}行", number)))
        self.blanks = 0

    def close(self) -> None:
        """The table so far, if it has any cell."""
        if any(cell.text for cell in self.cells):
            self.tables += 1
            self.blocks.append(Table(tuple(self.cells), f"表{self.tables}", self.ragged))
        self.cells, self.rows, self.in_rows, self.ragged = [], 0, False, False

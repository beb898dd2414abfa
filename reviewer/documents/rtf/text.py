"""A text of RTF (the document's, or that of a text box) as it comes together: paragraphs, cells, rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.documents.encoding import visible
from reviewer.documents.limits import Limits
from reviewer.documents.word.marked import RowShape, Tables
from reviewer.documents.word.runs import CHANGED, Content
from reviewer.documents.word.story import Grid, Line


@dataclass(slots=True)
class Shape:
    """The shape of table rows as it is told, cell by cell: properties first, then the right edge."""

    edges: list[int] = field(default_factory=lambda: [0])
    below: set[int] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)

    @property
    def cell(self) -> int:
        """The number of the cell that is being told."""
        return len(self.edges) - 1

    def left(self, edge: int) -> None:
        """Where the row begins."""
        if not self.cell:
            self.edges[0] = edge

    def right(self, edge: int) -> None:
        """The right edge of the cell."""
        if not self.cell and edge <= self.edges[0]:
            self.edges[0] = edge - 1
        self.edges.append(edge)

    def done(self) -> RowShape:
        """The shape of a row."""
        return RowShape(tuple(self.edges), frozenset(self.below), frozenset(self.merged), frozenset(self.beside))


class Text:
    """A text being read. What stands on the page itself and is complete waits to be taken."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._tables = Tables(file, limits)
        self._paragraph = Content(frozenset())
        self._boxes: list[Line | Grid] = []
        self._told: list[Line | Grid] = []

    def add(self, text: str, *, hidden: bool, deleted: bool, inserted: bool) -> None:
        """A piece of the paragraph."""
        self._paragraph.hides, self._paragraph.inserted = hidden, inserted
        if not deleted:
            self._paragraph.add(text)
        elif text.strip():
            self._paragraph.doubts[CHANGED] = None

    def add_box(self, blocks: Iterator[Line | Grid]) -> None:
        """What a text box holds; it follows the paragraph."""
        self._boxes += blocks

    def end_paragraph(self, depth: int) -> None:
        """The paragraph is complete; it stands in so many tables."""
        text = visible(self._paragraph.text())
        if any("\ud800" <= mark <= "\udfff" for mark in text):  # halves of characters, which RTF writes one by one
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._told += self._tables.to_depth(depth)
        blocks = [Line(text, tuple(self._paragraph.doubts)), *self._boxes]
        if depth:
            self._tables.add(blocks)
        else:
            self._told += blocks
        self._paragraph, self._boxes = Content(frozenset()), []

    def end_cell(self, depth: int) -> None:
        """The cell is complete, its last paragraph with it."""
        self.end_paragraph(depth)
        self._tables.end_cell()

    def end_row(self, depth: int, shape: RowShape, *, deleted: bool, inserted: bool) -> None:
        """The row is complete."""
        if self._has_rest():
            self.end_paragraph(depth)
        self._told += self._tables.to_depth(depth)
        self._tables.end_row(shape, deleted=deleted, inserted=inserted)

    def finish(self) -> None:
        """The text ends here."""
        if self._has_rest():
            self.end_paragraph(self._tables.depth)
        self._told += self._tables.to_depth(0)

    def take(self) -> Iterator[Line | Grid]:
        """What has become complete since the last time."""
        told, self._told = self._told, []
        yield from told

    def _has_rest(self) -> bool:
        return bool(self._boxes) or bool(self._paragraph.text().strip())

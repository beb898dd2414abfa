"""The text of a .doc as lines and grids: cells end with a mark in the text, rows with a mark that shapes them."""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator

from reviewer.documents import deadline
from reviewer.documents.encoding import visible
from reviewer.documents.limits import Limits
from reviewer.documents.word import symbols
from reviewer.documents.word.marked import Tables
from reviewer.documents.word.runs import CHANGED, Content
from reviewer.documents.word.story import Grid, Line
from reviewer.documents.word97.container import Container
from reviewer.documents.word97.properties import ParagraphProperties, Paragraphs, Run, runs

_ENDS = re.compile("[\r\x07\x0c]")
_CELL_END = "\x07"
_MARKS = re.compile("[\x00-\x1f]")
_WRITTEN = {"\t": "\t", "\n": "\n", "\x0b": "\n", "\x0e": "\n", "\x1e": "-"}
_SHAPES, _BOXES = 40, 56  # numbers of the pairs of anchored shapes and of text boxes
_NOWHERE = -1  # where a text box is anchored of which that is not known


class Story:
    """The texts of a .doc. `lines` gives the lines and grids of the main text, in reading order."""

    def __init__(self, container: Container, limits: Limits) -> None:
        self._container = container
        self._limits = limits
        self._paragraphs = Paragraphs(container)
        self._runs = runs(container)
        self._ends = [run.end for run in self._runs]
        self._boxes = _boxes(container)

    def lines(self) -> Iterator[Line | Grid]:
        """Lines and grids; text boxes follow the paragraph they are anchored in. Raises `UnreadableError` where a limit
        is passed."""
        yield from self._between(0, min(self._container.lengths[0], len(self._container.text)))
        for boxes in list(self._boxes.values()):  # of shapes in groups
            for start, end in boxes:
                yield from self._between(start, end)

    def _between(self, start: int, end: int) -> Iterator[Line | Grid]:
        tables = Tables(self._container.file, self._limits)
        for mark in _ENDS.finditer(self._container.text, start, end):
            deadline.check()
            at = mark.start()
            properties = self._paragraphs.at(at)
            yield from tables.to_depth(properties.depth)
            blocks = [self._line(start, at), *(block for box in self._anchored(start, at) for block in box)]
            if tables.depth:
                self._in_table(tables, blocks, at, properties)
            else:
                yield from blocks
            start = at + 1
        yield from tables.to_depth(0)
        if start < end:
            yield self._line(start, end)

    def _in_table(self, tables: Tables, blocks: list[Line | Grid], at: int, properties: ParagraphProperties) -> None:
        """A paragraph of a cell; its mark may end the cell, or be that of the row, which has no text."""
        nested = tables.depth > 1
        if properties.ends_inner_row if nested else properties.ends_row:
            marked = [run for run in self._overlapping(at, at + 1) if run.start <= at < run.end]
            deleted, inserted = any(run.deleted for run in marked), any(run.inserted for run in marked)
            tables.end_row(properties.shape, deleted=deleted, inserted=inserted)
            return
        tables.add(blocks)
        if properties.ends_inner_cell if nested else self._container.text[at] == _CELL_END:
            tables.end_cell()

    def _anchored(self, start: int, end: int) -> Iterator[Iterator[Line | Grid]]:
        """The text boxes anchored in a paragraph."""
        for anchor in [anchor for anchor in self._boxes if start <= anchor <= end] if self._boxes else ():
            for box_start, box_end in self._boxes.pop(anchor):
                yield self._between(box_start, box_end)

    def _line(self, start: int, end: int) -> Line:
        content = Content(frozenset())
        at = start
        for run in self._overlapping(start, end):
            first, last = max(run.start, at), min(run.end, end)
            _add(content, self._container.text[at:first])
            _add_run(content, self._container.text[first:last], run)
            at = max(at, last)
        _add(content, self._container.text[at:end])
        text = visible(content.text())
        if symbols.are_in(text):
            text = symbols.replaced(text, None)
        if any("\ud800" <= mark <= "\udfff" for mark in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return Line(text, tuple(content.doubts))

    def _overlapping(self, start: int, end: int) -> Iterator[Run]:
        at = bisect_right(self._ends, start)
        while at < len(self._runs) and self._runs[at].start < end:
            yield self._runs[at]
            at += 1


def _add_run(content: Content, text: str, run: Run) -> None:
    if run.deleted:
        if text.strip():
            content.doubts[CHANGED] = None
        _add_fields(content, text)
        return
    content.inserted, content.hides = run.inserted, run.hidden
    if run.symbol is not None:
        content.add("".join(symbols.character(run.symbol[1], run.symbol[0]) for _ in text))
    else:
        _add(content, text)
    content.inserted = content.hides = False


def _add_fields(content: Content, text: str) -> None:
    """Only what a text says of fields."""
    for mark in _MARKS.findall(text):
        _add(content, mark if mark in "\x13\x14\x15" else "")


def _add(content: Content, text: str) -> None:
    """Text with its marks: fields open (13), pass from code to result (14) and end (15)."""
    at = 0
    for mark in _MARKS.finditer(text):
        content.add(text[at : mark.start()])
        at = mark.end()
        match mark.group():
            case "\x13":
                content.codes.append(True)
            case "\x14" if content.codes:
                content.codes[-1] = False
            case "\x15" if content.codes:
                content.codes.pop()
            case other:
                content.add(_WRITTEN.get(other, ""))
    content.add(text[at:])


def _boxes(container: Container) -> dict[int, list[tuple[int, int]]]:
    """Where text boxes are anchored in the main text → where their texts begin and end."""
    base = sum(container.lengths[:6])
    shapes, boxes = container.part(_SHAPES), container.part(_BOXES)
    anchors = {}
    count = (len(shapes) - 4) // 30
    for at in range(count):
        (anchor,) = struct.unpack_from("<I", shapes, 4 * at)
        (shape,) = struct.unpack_from("<I", shapes, 4 * (count + 1) + 26 * at)
        anchors[shape] = anchor
    found: dict[int, list[tuple[int, int]]] = {}
    count = (len(boxes) - 4) // 26
    for at in range(count):
        start, end = struct.unpack_from("<2I", boxes, 4 * at)
        (shape,) = struct.unpack_from("<I", boxes, 4 * (count + 1) + 22 * at + 14)
        if start < end <= container.lengths[6]:
            found.setdefault(anchors.get(shape, _NOWHERE), []).append((base + start, base + end))
    return found

"""Text in columns and paragraphs where a Chinese character is two cells wide."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

_PIECE = re.compile(r"[（《“‘「『【〔]*(?:[\d,]+ [^\W\d]|[!-~]+|.)[，。；：！？、）》”’」』】〕％…]*")
"""What stays on one line: a number with its unit, a word of ASCII, or a character, with the marks that may not end or
begin a line."""


def wrap(text: str, width: int, first: str = "", indent: str = "") -> Iterator[str]:
    """Lines of at most `width` cells; the first begins with `first`, the others with `indent`."""
    line = first
    empty = True
    for piece in _pieces(text, width - max(cell_len(first), cell_len(indent))):
        if not empty and cell_len(line) + cell_len(piece.rstrip()) > width:
            yield line.rstrip()
            line, piece = indent, piece.lstrip()  # noqa: PLW2901  a line does not begin with a space
        line += piece
        empty = False
    yield line.rstrip()


def shorten(text: str, width: int) -> str:
    """The text in at most `width` cells, its end replaced by … where it is longer."""
    if cell_len(text) <= width:
        return text
    kept = 0
    while cell_len(text[: kept + 1]) < width:
        kept += 1
    return text[:kept] + "…"


def shorten_path(path: str, width: int) -> str:
    """A path in at most `width` cells: without its folders where it is longer, without its beginning then."""
    if cell_len(path) <= width:
        return path
    name = "…/" + path.rpartition("/")[2]
    return name if cell_len(name) <= width else shorten(path[::-1], width)[::-1]


def left(text: str, width: int) -> str:
    """Padded, or shortened, to exactly `width` cells."""
    text = shorten(text, width)
    return text + " " * (width - cell_len(text))


def right(text: str, width: int) -> str:
    """Padded on the left to `width` cells."""
    return " " * (width - cell_len(text)) + text


def _pieces(text: str, width: int) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        if cell_len(piece) <= width:
            yield piece
        else:
            yield from piece

"""How high a row must be for its wrapped text. Programs differ in whether they work it out when they open a file."""

from math import ceil

_LINE, _MARGIN, _MOST = 1.38, 6, 400
"""Points a line takes a point of type; points above and below; no program shows a row higher than 409."""
_PADDING = 1.2


def height(value: object, size: float, width: float) -> float:
    """The points that a cell needs in a column `width` characters wide; a Chinese character is two of them."""
    if not isinstance(value, str):
        return size * _LINE + _MARGIN
    room = max((width - _PADDING) * 10 / size, 2)
    lines = sum(ceil(len(line.encode("gbk", "replace")) / room) or 1 for line in value.split("\n"))
    return min(lines * size * _LINE + _MARGIN, _MOST)

"""Rows of cells between pipes: with or without an outer pipe, Markdown, box drawings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

_BARS = str.maketrans("｜│┃║", "||||")
_BAR = re.compile("[|｜│┃║]")
_RULE = re.compile(r"[\s|+:=\-─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋]+")
_DRAWN = re.compile(r"[-─━═=]{2}")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NARRATIVE = 200  # characters between two pipes beyond which the pipe is punctuation


@dataclass(frozen=True, slots=True)
class Style:
    """How a file uses pipes. `inner`: the numbers of pipes a line of the file has where not every such line begins
    with one, so that a leading pipe there stands behind an empty first cell; `used`: whether it has any."""

    inner: frozenset[int]
    used: bool = True

    @classmethod
    def of(cls, lines: list[str]) -> Self:
        """The style of a whole file."""
        barred = [line.strip().translate(_BARS) for line in lines if _BAR.search(line)]
        rows = list(_rows(barred))
        bare = {row[0].count("|") for row in rows if not row[0].startswith("|")} - {0, 1}
        torn = {row[0].count("|") for row in rows if len(row) > 1 and "".join(row).count("|") in bare}
        return cls(frozenset(bare | torn), used=bool(barred))

    def split(self, line: str) -> list[str] | None:
        """The cells of a line; [] for a rule between rows, None for a line that is not a row. A line with a single
        cell gives a list of one."""
        if not self.used:
            return None
        bars = _bars(line)
        if _RULE.fullmatch(line) and _DRAWN.search(line):
            return []
        if not bars:
            return None
        text = line.strip().translate(_BARS)
        if bars == 1 and not (text[0] == "|" or text[-1] == "|") and len(text) > _NARRATIVE:
            return None
        return [_cell(part) for part in self._parts(text, bars)]

    def _parts(self, text: str, bars: int) -> list[str]:
        if text.startswith("|") and (bars not in self.inner or text == "|"):
            text = text[1:]
        if text.endswith("|") and not text.endswith("\\|"):
            text = text[:-1]
        parts = text.split("|")
        if "\\|" not in text:
            return parts
        return text.replace("\\|", "\0").replace("|", "\n").replace("\0", "|").split("\n")


def _rows(lines: list[str]) -> Iterator[list[str]]:
    """Lines with what may be the rest of them: those that begin with no pipe behind one that lacks only its last."""
    row: list[str] = []
    for line in lines:
        if row and not line.startswith("|") and row[0].startswith("|") and not row[-1].endswith("|"):
            row.append(line)
        else:
            if row:
                yield row
            row = [line]
    if row:
        yield row


def _bars(line: str) -> int:
    return line.count("|") + line.count("｜") + line.count("│") + line.count("┃") + line.count("║")


def _cell(text: str) -> str:
    text = text.strip()
    if text.startswith("**") and text.endswith("**") and len(text) > 4:
        text = text[2:-2].strip()
    return _BREAK.sub("\n", text) if "<" in text else text

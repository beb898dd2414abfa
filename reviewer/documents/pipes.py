"""Rows of cells between pipes: with or without an outer pipe, Markdown, box drawings."""

import re
from dataclasses import dataclass
from itertools import pairwise
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
        pairs = list(pairwise(["", *barred]))
        bare = {line.count("|") for before, line in pairs if not line.startswith("|") and not _torn(before, line)}
        inner = bare - {0, 1}
        torn = {before.count("|") for before, line in pairs if _torn(before, line) and (before + line).count("|") in inner}
        return cls(frozenset(inner | torn), used=bool(barred))

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


def _torn(first: str, second: str) -> bool:
    """Whether a line end inside a cell may have torn two lines apart: only the outer pipes are there."""
    return first.startswith("|") and not first.endswith("|") and not second.startswith("|") and second.endswith("|")


def _bars(line: str) -> int:
    return line.count("|") + line.count("｜") + line.count("│") + line.count("┃") + line.count("║")


def _cell(text: str) -> str:
    text = text.strip()
    if text.startswith("**") and text.endswith("**") and len(text) > 4:
        text = text[2:-2].strip()
    return _BREAK.sub("\n", text) if "<" in text else text

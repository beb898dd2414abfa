"""Markdown in plain text: what its marks mean, and the HTML tables that may stand in it."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.documents.noise import is_page_number

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*|\s*\|\s*:?-{2,}:?\s*\|\s*")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_CLOSED = re.compile(r"\s+#+\s*$")
_LEAD = re.compile(r"\s*(?:>(?![=0-9.])\s?)*(?:[-*+]\s+(?:\[[ xX]\]\s+)?)?")  # quotations (>=95% is none) and lists
_PICTURE, _LINK = re.compile(r"!\[[^\]]*\]\([^)]*\)"), re.compile(r"(?<!!)\[([^\]]*)\]\([^)\s]*(?:\s[^)]*)?\)")
_STRUCK = re.compile(r"~~[^~|]+~~")
_BOLD = re.compile(r"\*\*|(?<![A-Za-z0-9])__(?=\S)|(?<=\S)__(?![A-Za-z0-9])|`+")
_ITALIC = re.compile(r"(?<![*\\0-9])\*(?=[^\s*|0-9])([^*|\n]*[^\s*|])\*(?![*0-9])")
_TAG = re.compile(r"</?(?!br\b)[A-Za-z][A-Za-z0-9]*(?:\s[^<>|]*)?/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~<>&])")  # not \|, which says where a cell does not end
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a text, the number of its first line, and whether it is an HTML table."""

    text: str
    line: int
    table: bool = False


def segments(text: str) -> Iterator[Segment]:
    """A text, without comments, cut around the HTML tables in it; one inside another is part of that one."""
    if "<" not in text:
        yield Segment(text, 1)
        return
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    end, line = 0, 1
    for start, stop in _tables(text):
        if before := text[end:start]:
            yield Segment(before, line)
            line += before.count("\n")
        yield Segment(text[start:stop], line, table=True)
        line += text.count("\n", start, stop)
        end = stop
    if (rest := text[end:]).strip() or not end:
        yield Segment(rest, line)


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Where the outermost HTML tables begin and end."""
    at = 0
    while found := _TABLE.search(text, at):
        start, stop = found.span()
        while text.count("<table", start, stop) > text.count("</table", start, stop):
            further = text.find("</table", stop)
            if further < 0:
                break
            stop = text.find(">", further) + 1 or len(text)
        yield start, stop
        at = stop


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether lines are Markdown: a rule under a table's head, headings, or HTML tables."""
    return any(
        ("--" in line and _RULE.fullmatch(line)) or ("#" in line and _HEADING.match(line)) or "<table" in line.lower()
        for line in lines
        if "-" in line or "#" in line or "<" in line
    )


def is_head(lines: Sequence[str], index: int) -> bool:
    """Whether a line is the head of a table: a rule stands below it."""
    return index + 1 < len(lines) and "--" in lines[index + 1] and _RULE.fullmatch(lines[index + 1]) is not None


def bare(line: str) -> str:
    """A line of Markdown without its marks; <br> and what tells cells apart stay."""
    if heading := _HEADING.match(line):
        line = _CLOSED.sub("", line[heading.end() :])
    elif "|" not in line and not is_page_number(line):
        line = line[_lead(line) :]
    if not any(mark in line for mark in "*_`[~<&\\"):
        return line
    line = _LINK.sub(r"\1", _PICTURE.sub("", line))
    line = _ITALIC.sub(r"\1", _BOLD.sub("", _STRUCK.sub("", line)))
    return html.unescape(_ESCAPED.sub(r"\1", _TAG.sub("", line)))


def _lead(line: str) -> int:
    found = _LEAD.match(line)
    return found.end() if found and found[0].strip() else 0

"""Running text set out under the names of levels (产出指标：数量指标：培训300人；质量指标：…): each clause a name and a
value. Only where levels open lines or stand before a colon: narrative that mentions them is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer import taxonomy
from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.extraction.clauses import Clause, clauses
from reviewer.extraction.headings import is_heading, outline
from reviewer.extraction.lines import Line, last_line
from reviewer.model import Place
from reviewer.text import plain, simplified

_WORDS = "|".join(map(re.escape, taxonomy.LEVEL_WORDS))
_NUMBERED = "[一二三四五六七八九十]{1,3}[)）]|[1-9][)）]"
_NAME = rf"(?:{_WORDS})类?指标(?:[^\S\n]*[(（](?!{_NUMBERED})[^()（）]{{1,10}}[)）])?"
_SECOND = "|".join(map(re.escape, taxonomy.SECOND_WORDS))
_SHORT = "数量|质量|时效|成本|进度|产出数量|产出质量|产出时效|产出成本"
_BARE = rf"(?:{_SECOND}|{_SHORT})(?=\s*[:：]\s*(?!达|不[低少高超]|大于|小于|实现|保持|提高|控制)[一-鿿]{{2}})"
"""A second level without 指标, where words stand behind its colon; before a value it is a name."""
_LEVEL = rf"(?P<level>{_NAME})"
_NUMBER = r"(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳●■◆*#【\-])"
_RANK = r"(?:[一二]级指标\s*[:：—-]*\s*)?"
_OFF = rf"[:：。】—|]|-|\s|$|(?={_NUMBER})|(?={_NAME})"  # what sets a level off from what follows
_SIDE = r"(?:(?:年度|项目|部门|整体)*绩效指标(?:如下)?\s*[:：]?)?"
_OPENS = re.compile(rf"\s*{_SIDE}\s*{_NUMBER}*\s*{_RANK}{_LEVEL}\s*(?:{_OFF})")
_WITHIN = re.compile(
    rf"(?:^|(?<=[\n；;。，,、：:|】\s）)]))\s*{_NUMBER}*\s*{_RANK}(?P<level>{_NAME}(?=\s*(?:{_OFF}))|{_BARE})\s*[:：。】—|-]*\s*"
)
_POINTS = re.compile("指[标標]")
_LEADS = re.compile(rf"\s*{_LEVEL}")
_NAMES = 40  # characters in which two levels at the start of a line end
_NEXT = re.compile(rf"{_LEVEL}\s*[:：】—|-]*\s*")
_BARE_NEXT = re.compile(rf"(?P<level>{_SECOND})(?=[一-鿿]{{2}}[^:：]*[0-9])")
"""Levels directly behind another; a second one without 指标 where words and a value follow."""
_ACTUAL = re.compile("实际|已经?完成|完成了|得分|自评|偏差")
_LONGEST = 2_000  # characters of a line of running text
_LONGEST_NAME = 40
_ENDS = tuple("；;。：:！!")
_ENDED = re.compile("[；;。]")
_NUMBERED_LINE = re.compile(rf"\s*{_NUMBER}")
_FEWEST = 2  # levels, and clauses with a value


@dataclass(frozen=True, slots=True)
class Told:
    """A clause with the levels it stands under, as written, and its place."""

    level1: str | None
    level2: str | None
    clause: Clause
    place: Place


def end_of(lines: Sequence[Line], start: int) -> int:
    """Where the running text that begins at a line ends; `start` itself where none begins there."""
    if not _opens(lines[start]):
        return start
    end = start + 1
    while end < len(lines) and (
        is_torn(lines[end - 1], lines[end])
        or _belongs(lines[end])
        or _is_name(lines[end : end + 2])
        or _is_bare(lines[end : end + 2])
    ):
        end += 1
    told = list(read(lines[start:end]))
    valued = [one for one in told if one.clause.name and one.clause.value]
    levels = {(one.level1, one.level2) for one in told}
    actual = sum(1 for one in told if _ACTUAL.search(f"{one.clause.name}{one.clause.value}"))
    if len(valued) < _FEWEST or len(levels) < _FEWEST or actual * 3 > len(told) or len(valued) * 2 < len(told):
        return start
    return end


def is_set_out(text: str) -> bool:
    """Whether a text names several levels, each set off from what follows."""
    return len(list(_marks(simplified(plain(text)), tight=False))) >= _FEWEST


def read(lines: Sequence[Line], level1: str | None = None, level2: str | None = None) -> Iterator[Told]:
    """The clauses of running text with their levels, in reading order; `level1` and `level2` are in force above it."""
    lines = unwrapped(lines)
    pending: list[tuple[str, Place]] = []
    tight = any(map(_is_tight, lines))
    for index, line in enumerate(lines):
        if _is_bare(lines[index : index + 2]):
            yield from _told(pending, level1, level2)
            pending = []
            level1, level2 = _under(line.text, level1)
            continue
        for name, content in _segments(_text(line), tight=tight):
            if name is not None:
                yield from _told(pending, level1, level2)
                pending = []
                level1, level2 = _under(name, level1)
            if content.strip() and not lexicon.is_side(content):
                pending.append((content, line.cells[0].place))
    yield from _told(pending, level1, level2)


def _told(pending: Sequence[tuple[str, Place]], level1: str | None, level2: str | None) -> list[Told]:
    """The clauses of texts under the same levels; a value on a line of its own belongs to the name above."""
    found: list[Told] = []
    for content, place in pending:
        for clause in clauses(content):
            if clause.name is None and found and found[-1].clause.value is None:
                found[-1] = replace(found[-1], clause=Clause(found[-1].clause.name, clause.value))
            elif clause.value or not lexicon.is_placeholder(clause.name):
                found.append(Told(level1, level2, clause, place))
    return found


def _under(name: str, level1: str | None) -> tuple[str | None, str | None]:
    """The levels in force behind the name of one."""
    first, second = taxonomy.level1(name, bare=True), taxonomy.level2(name, bare=True)
    above = taxonomy.level1(level1, bare=True)
    if second and (not first or above in (taxonomy.parent(second), taxonomy.parent(second, "2021"))):
        return level1, name
    return name, None


def _segments(text: str, *, tight: bool = False) -> Iterator[tuple[str | None, str]]:
    """A text cut at the names of levels: each name (None before the first) with what follows it. `tight`: names stand
    before words without anything between."""
    flat = simplified(plain(text))
    start, name = 0, None
    for mark in _marks(flat, tight=tight):
        if name is not None or text[start : mark.start()].strip():
            yield name, text[start : mark.start()]
        start, name = mark.end(), text[slice(*mark.span("level"))]
    yield name, text[start:]


def _is_tight(line: Line) -> bool:
    """Whether a line begins with two levels, nothing between them."""
    flat = simplified(plain(line.text[:_NAMES]))
    found = _LEADS.match(flat)
    return found is not None and _NEXT.match(flat, found.end()) is not None


def _marks(flat: str, *, tight: bool) -> Iterator[re.Match[str]]:
    """The names of levels that are set off from what stands before them, or stand directly behind another."""
    at = 0
    pattern = _LEADS if tight else _WITHIN
    while (found := pattern.search(flat, at)) is not None:
        yield found
        at = found.end()
        while (found := _NEXT.match(flat, at) or _BARE_NEXT.match(flat, at)) is not None:
            yield found
            at = found.end()


def _text(line: Line) -> str:
    return "\n".join(cell.text for cell in line.cells if cell.text and not lexicon.is_side(cell.text))


def _opens(line: Line) -> bool:
    """Whether a line begins with the name of a level, set off from what follows."""
    text = line.text
    if not _POINTS.search(text, 0, 40) and (len(line.cells) == 1 or not lexicon.is_side(text)):
        return False
    if len(text) > _LONGEST or not _is_text(line):
        return False
    return _OPENS.match(simplified(plain(_text(line)))) is not None


def _is_text(line: Line) -> bool:
    """Whether a line is running text: a paragraph, or a row of levels and one text."""
    filled = [cell for cell in line.cells if cell.text]
    return all(class_of(cell.text) in "LKB" or lexicon.is_side(cell.text) for cell in filled[:-1])


def _is_name(lines: Sequence[Line]) -> bool:
    """Whether the first of two lines is a name whose value is the second."""
    if len(lines) < 2 or not all(line.paragraph for line in lines) or len(lines[0].text) > _LONGEST_NAME:
        return False
    return class_of(lines[0].text) in "TPSkb" and class_of(lines[1].text) in "VN"


def unwrapped(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines with those put together that a line end inside a clause tore apart."""
    found: list[Line] = []
    for before, line in zip((None, *lines), lines, strict=False):
        if before is not None and found and (is_torn(before, line) or is_torn(found[-1], line, below=before)):
            cell = found[-1].cells[0]
            found[-1] = Line([replace(cell, text=cell.text + line.text)], paragraph=True)
        else:
            found.append(line)
    return found


def is_torn(first: Line, second: Line, below: Line | None = None) -> bool:
    """Whether a line end tore a clause apart: the second line stands directly below the first (or `below`, with which
    the first ends), and only both together are names with their values."""
    start, line = (below or first).cells[0], second.cells[0].place.line
    if not (first.paragraph and second.paragraph) or line is None or last_line(start) + 1 != line:
        return False
    if first.text[-1:] in _ENDS or not _ENDED.search(second.text) or len(first.text) > _LONGEST or _opens(second):
        return False
    told = list(_segments(first.text))[-1][1]
    rest = next((content for _, content in _segments(second.text)), "")
    if not told.strip() or not rest.strip() or is_heading(first.text) or _NUMBERED_LINE.match(rest):
        return False
    return _is_whole(told + rest) and not (_is_whole(f"{told}。") and _is_whole(f"{rest}。"))


def _is_whole(text: str) -> bool:
    """Whether every clause is a name and its value; one without an end may lack it."""
    found = clauses(text)
    if text.strip()[-1:] not in _ENDS:
        found = found[:-1]
    return bool(found) and all(clause.name and clause.value for clause in found)


def _is_bare(lines: Sequence[Line]) -> bool:
    """Whether the first of two lines is a level without 指标 (服务对象满意度): the second is a name with its value."""
    if len(lines) < 2 or not all(line.paragraph for line in lines) or class_of(lines[0].text) not in "kb":
        return False
    below = clauses(lines[1].text)
    return bool(below) and all(clause.name and clause.value for clause in below)


def _belongs(line: Line) -> bool:
    """Whether a line goes on with running text under levels."""
    if _opens(line):
        return True
    text = line.text
    if not line.paragraph or is_heading(text) or outline(text) is not None or lexicon.label(text.split("：", 1)[0]):
        return False
    return len(text) <= _LONGEST and any(clause.value for clause in clauses(text))

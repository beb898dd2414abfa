"""Running text set out under the names of levels (产出指标：数量指标：培训300人；质量指标：…): each clause a name and a
value. Only where levels open lines or stand before a colon: narrative that mentions them is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer import taxonomy
from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.extraction.clauses import Clause, clauses
from reviewer.extraction.headings import is_heading, outline
from reviewer.extraction.lines import Line
from reviewer.model import Place
from reviewer.text import plain, simplified

_WORDS = "|".join(map(re.escape, taxonomy.LEVEL_WORDS))
_LEVEL = rf"(?P<level>(?:{_WORDS})类?指标)(?:\s*[(（][^()（）]{{1,10}}[)）])?"
_NUMBER = r"(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳●■◆*#【\-])*"
_SIDE = r"(?:(?:年度|项目|部门|整体)*绩效指标(?:如下)?\s*[:：]?)?"
_OPENS = re.compile(
    rf"\s*{_SIDE}\s*{_NUMBER}\s*(?:[一二]级指标\s*[:：—-]*\s*)?{_LEVEL}\s*(?:[:：】—|-]|\s|$|(?={_NUMBER[:-1]}+)|(?=(?:{_WORDS})类?指标))"
)
_WITHIN = re.compile(
    rf"(?:^|(?<=[\n；;。，,、：:|】\s）)]))\s*{_NUMBER}\s*(?:[一二]级指标\s*[:：—-]*\s*)?{_LEVEL}\s*(?:[:：】—|-]+|(?=\s)|$|(?=[①-⑳])|(?=(?:{_WORDS})类?指标))\s*"
)
_POINTS = re.compile("指[标標]")
_ACTUAL = re.compile("实际|已经?完成|完成了|得分|自评|偏差")
_LONGEST = 2_000  # characters of a line of running text
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
    while end < len(lines) and _belongs(lines[end]):
        end += 1
    told = list(read(lines[start:end]))
    valued = [one for one in told if one.clause.name and one.clause.value]
    levels = {(one.level1, one.level2) for one in told}
    actual = sum(1 for one in told if _ACTUAL.search(f"{one.clause.name}{one.clause.value}"))
    if len(valued) < _FEWEST or len(levels) < _FEWEST or actual * 3 > len(told) or len(valued) * 2 < len(told):
        return start
    return end


def read(lines: Sequence[Line]) -> Iterator[Told]:
    """The clauses of running text with their levels, in reading order."""
    level1: str | None = None
    level2: str | None = None
    pending: list[tuple[str, Place]] = []
    for line in lines:
        for name, content in _segments(_text(line)):
            if name is not None:
                yield from _told(pending, level1, level2)
                pending = []
                level1, level2 = _under(name, level1)
            if content.strip():
                pending.append((content, line.cells[0].place))
    yield from _told(pending, level1, level2)


def _told(pending: Sequence[tuple[str, Place]], level1: str | None, level2: str | None) -> Iterator[Told]:
    for content, place in pending:
        for clause in clauses(content):
            if not lexicon.is_placeholder(clause.name) or clause.value:
                yield Told(level1, level2, clause, place)


def _under(name: str, level1: str | None) -> tuple[str | None, str | None]:
    """The levels in force behind the name of one."""
    first, second = taxonomy.level1(name), taxonomy.level2(name)
    above = taxonomy.level1(level1)
    if second and (not first or above in (taxonomy.parent(second), taxonomy.parent(second, "2021"))):
        return level1, name
    return name, None


def _segments(text: str) -> Iterator[tuple[str | None, str]]:
    """A text cut at the names of levels: each name (None before the first) with what follows it."""
    flat = simplified(plain(text))
    found = list(_WITHIN.finditer(flat))
    start, name = 0, None
    for mark in found:
        if name is not None or text[start : mark.start()].strip():
            yield name, text[start : mark.start()]
        start, name = mark.end(), text[slice(*mark.span("level"))]
    yield name, text[start:]


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


def _belongs(line: Line) -> bool:
    """Whether a line goes on with running text under levels."""
    if _opens(line):
        return True
    text = line.text
    if not line.paragraph or is_heading(text) or outline(text) is not None or lexicon.label(text.split("：", 1)[0]):
        return False
    return len(text) <= _LONGEST and any(clause.value for clause in clauses(text))

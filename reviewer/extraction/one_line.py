"""A whole sheet on one line: its words between spaces, or run together without any."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reviewer import taxonomy
from reviewer.extraction import lexicon
from reviewer.extraction.headings import is_title
from reviewer.extraction.resolving import resolve
from reviewer.text import plain, simplified

_FEWEST_WORDS = 5  # heads and levels, each with 指 in it
_MOST_HEADS, _FEWEST_HEADS = 16, 3
_GAPS = (re.compile(r"(?:\s{2,}|\t|\u3000)+"), re.compile(r"\s+"))
_WORD = re.compile(r"\S+\s*")
_FIRST = re.compile(r"[\s:：]")
_TITLE = 80  # characters in which a title at the start of a line ends
_LABEL = re.compile(
    r"(?:项目(?:名称|编码|单位)|(?:主管|预算|填报)部门|(?:预算|填报|申报|实施)单位|部门名称|(?:项目|年度)?预算(?:数|金额)(?:[(（][万千]?元[)）])?"
    r"|(?:项目|年度)?资金总额(?:[(（][万千]?元[)）])?|(?:年度)?(?:总体)?绩效目标|年度(?:总体)?目标)(?!表|申报|批复|及|与|自评|的)[:：]?"
)
_LEVEL = re.compile(rf"(?:{'|'.join(map(re.escape, taxonomy.LEVEL_WORDS))})类?指标(?:[(（][^()（）]{{1,10}}[)）])?")


def split(text: str) -> list[str]:
    """The pieces of a line that holds a whole sheet: what stands before its table, then cell by cell; the line itself
    where it holds none."""
    if text.count("指") < _FEWEST_WORDS:
        pieces = list(_before(text)) if "表" in text[:_TITLE] else []
        return pieces if _is_head(pieces) else [text]
    for gap in _GAPS:
        words = [found.span() for found in re.finditer(rf"(?:(?!{gap.pattern}).)+", text, re.S)]
        start = _head(text, words)
        if start is not None:
            return [*_before(text[: words[start][0]]), *(text[slice(*word)].strip() for word in words[start:])]
    return _run_together(text)


def _head(text: str, words: list[tuple[int, int]]) -> int | None:
    """The word at which the head of a table begins that has a level behind it."""
    if len(words) < 2 * _FEWEST_HEADS:
        return None
    known = [lexicon.column(text[slice(*word)]) is not None for word in words]
    for start in range(len(words) - _FEWEST_HEADS):
        if not all(known[start : start + 2]):
            continue
        end = start
        while end < len(words) and (known[end] or known[end + 1 : end + 2] == [True]) and end - start < _MOST_HEADS:
            end += 1
        heads = [text[slice(*word)] for word in words[start:end]]
        following = [text[slice(*word)] for word in words[end : end + 2]]
        if end - start >= _FEWEST_HEADS and any(map(lexicon.is_level, following)) and resolve(heads):
            return start
    return None


def _before(text: str) -> Iterator[str]:
    """What stands before the table: titles by themselves, the rest together."""
    rest = ""
    for word in _WORD.findall(text):
        if is_title(word.strip()):
            yield from filter(None, (rest.strip(),))
            yield word.strip()
            rest = ""
        else:
            rest += word
    if rest.strip():
        yield rest.strip()


def _is_head(pieces: list[str]) -> bool:
    """Whether the first of some pieces is a title and the second states a fact of the sheet."""
    return len(pieces) > 1 and is_title(pieces[0]) and lexicon.label(_FIRST.split(pieces[1], maxsplit=1)[0]) is not None


def _facts(text: str) -> list[str]:
    """A text without spaces cut at the labels of a sheet's head, a space behind each."""
    marks = list(_LABEL.finditer(text))
    if not marks:
        return [text]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    found = [f"{mark[0]} {text[mark.end() : end]}" for mark, end in zip(marks, ends, strict=True)]
    return [text[: marks[0].start()], *found]


def _run_together(text: str) -> list[str]:
    """The pieces of a line without spaces: cut behind the head of the table and around the names of levels."""
    flat = simplified(plain(text))
    head = lexicon.HEADS_TOGETHER.search(flat)
    if head is None:
        return [text]
    found = [mark.span() for mark in _LEVEL.finditer(flat, head.end())]
    if len(found) < _FEWEST_HEADS:
        return [text]
    cuts = sorted({0, head.start(), *(at for span in found for at in span), len(text)})
    cut = (text[start:end].strip() for start, end in pairwise(cuts))
    pieces = [piece for piece in cut if piece and piece != text[head.start() : found[0][0]].strip()]
    return [*_facts(pieces[0]), *pieces[1:]] if head.start() else pieces

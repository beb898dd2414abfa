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
_LEVEL = re.compile(rf"(?:{'|'.join(map(re.escape, taxonomy.LEVEL_WORDS))})类?指标(?:[(（][^()（）]{{1,10}}[)）])?")


def split(text: str) -> list[str]:
    """The pieces of a line that holds a whole sheet: what stands before its table, then cell by cell; the line itself
    where it holds none."""
    if text.count("指") < _FEWEST_WORDS:
        return [text]
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
    for word in text.split(" "):
        if is_title(word):
            yield from filter(None, (rest.strip(),))
            yield word
            rest = ""
        else:
            rest = f"{rest} {word}"
    if rest.strip():
        yield rest.strip()


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
    pieces = (text[start:end].strip() for start, end in pairwise(cuts))
    return [piece for piece in pieces if piece and piece != text[head.start() : found[0][0]].strip()]

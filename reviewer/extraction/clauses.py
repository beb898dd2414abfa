"""Running text cut into clauses, each a name and its value: 开展培训≥5期；合格率达到98%以上。

What a value looks like decides where a name ends. A clause without a value is a name alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reviewer import units
from reviewer.extraction.lexicon import UNITS, is_value_word
from reviewer.text import plain, simplified, squeeze

_SIGN = (
    "(?:[≥≤><=≈±]{1,2}|大于或?等于|小于或?等于|不低于|不少于|不小于|不高于|不超过|不大于|不多于|不晚于|高于|低于|超过|大于"
    "|小于|等于|至少|最多|控制在|保持在|约)"
)
_VERB = "(?:达到|实现|提高到|提升到|提高至|提升至|降低到|降至|增加到|共计|达|为|共|是)"  # before a value, no part of it
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_VALUE = re.compile(
    rf"(?P<verb>{_VERB}\s*)?(?P<sign>{_SIGN}\s*)?(?P<number>{_NUMBER}\s*(?P<unit1>[%‰万亿]?\s*)(?:[-~至到]\s*{_SIGN}?{_NUMBER})?)\s*"
)
_DATED = re.compile(
    r"(?:于|在|截至|截止)?\s*(?:[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|第?[一二三四1-4]季度|[上下]半年)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?)"
    "(?:份|底|末|初|中旬|上旬|下旬)*(?:之?前|以前|内)?"
)
_LAST_WORD = re.compile(r"[一-鿿]{1,3}(?=\s*(?:$|[\n；;。,，、)）|]))")
_TAIL = re.compile("(?:及以上|及以下|以上|以下|以内|之内|左右|之间|范围内)")
_STOP = re.compile(r"[\n；;。！!|]+")
_COMMA = re.compile("[,、]|，")
_COLON = re.compile(r"[:：](?!//)")
_NUMBERING = re.compile(
    r"\s*(?:指标\s*)?(?:[(（]?[0-9]{1,2}[)）]|[0-9]{1,2}(?:、|[.．](?![0-9]))|[①-⑳]|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|指标[0-9]{1,2}|[-—·●■◆*•])\s*[:：]?\s*"
)
_NUMBERED = re.compile(r"(?<=[^0-9.\s(（])\s*(?=(?:[①-⑳]|[(（][0-9]{1,2}[)）]|(?<![0-9])[1-9][0-9]?[.、．](?![0-9])))")
_WORDS = re.compile("[一-鿿]{2}")
_GRADE = re.compile(
    "(?:得到|实现)?(?:(?:进一步|不断|持续|逐步|有效|明显|显著|稳步|大幅|全面|切实|较大|有所|长期)地?)+"
    "(?:提高|提升|增强|改善|加强|促进|保障|推进|优化|完善|增加|降低|下降|减少|稳定|发挥|巩固|扩大|满足|规范|健全|有效)?$"
)
_SCORE_BEFORE = re.compile(r"^\s*[0-9]{1,3}(?:\.[0-9]+)?(?:分|%)?\s+")
_SCORE_BEHIND = re.compile(r"(?<=\S)\s+[0-9]{1,3}(?:\.[0-9]+)?分?\s*$")
"""Bare numbers in front of a name and behind a value: points."""
_MARKS = " \t\u3000,，、:："
_OPENING, _CLOSING = ("（", "("), ("）", ")")
_MULTIPLES = tuple("万亿千百")
_MEASURED = (units.Measure.PERCENT, units.Measure.MONEY, units.Measure.TIME, units.Measure.TIMES, units.Measure.SIZE)
_UNITS = UNITS | {word for measure in _MEASURED for word in units.WORDS[measure].split()}
_UNITS |= {word for words in units.WORDS.values() for word in words.split() if len(word) == 1} - {"无"}
_LONGEST_NAME, _LONGEST_UNIT = 60, 6


@dataclass(frozen=True, slots=True)
class Clause:
    """A name and its value as written; one of them may be None."""

    name: str | None
    value: str | None


def clauses(text: str) -> list[Clause]:
    """The clauses of a running text in order."""
    found: list[Clause] = []
    for piece in _pieces(text):
        for clause in _read(piece):
            if clause.name is None and found and found[-1].value is None:
                found[-1] = Clause(found[-1].name, clause.value)  # the value stood on a line of its own
            else:
                found.append(clause)
    return found


def _pieces(text: str) -> Iterator[str]:
    for part in _STOP.split(_NUMBERED.sub("\n", text)):
        piece = _NUMBERING.sub("", part, count=1) if _NUMBERING.match(part) else part
        piece = piece.strip(_MARKS)
        if piece:
            yield piece


def _read(piece: str) -> Iterator[Clause]:
    """The clauses between two stops: behind a colon the value of what stands before it, else cut at commas where each
    part has a value, and at values that words follow."""
    colon = _COLON.search(piece)
    if colon is not None and 2 <= colon.start() <= _LONGEST_NAME:
        name, rest = piece[: colon.start()].strip(), piece[colon.end() :].strip()
        inner = [clause for part in _at_commas(rest) for clause in _run(part)]
        if len(inner) > 1 and all(clause.name and clause.value for clause in inner):
            yield from inner
        else:
            yield Clause(name, rest or None)
        return
    for part in _at_commas(piece):
        yield from _run(part)


def _at_commas(piece: str) -> list[str]:
    """A piece cut at commas, parts without a value of their own left with their neighbour."""
    marks = [found.span() for found in _COMMA.finditer(piece)]
    starts, ends = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(piece)]
    parts: list[tuple[int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        if parts and not (_has_both(piece[start:end]) and _has_both(piece[slice(*parts[-1])])):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return [piece[start:end].strip() for start, end in parts]


def _has_both(part: str) -> bool:
    """Whether a text has words and a value behind them."""
    spans = _spans(part)
    if spans:
        return spans[0][0] >= 2
    grade = _GRADE.search(part)
    return grade is not None and grade.start() >= 2


def _run(piece: str) -> Iterator[Clause]:
    """The clauses of a piece without separators: a name reaches to its value, a value to the words of the next name."""
    spans = _spans(piece)
    if not spans:
        yield _in_words(piece)
        return
    kept = [spans[0]]
    for span in spans[1:]:
        between = piece[kept[-1][2] : span[0]]
        if _WORDS.search(between):
            kept.append(span)
    start = 0
    for (begin, value, end), (until, _, _) in pairwise([*kept, (len(piece), 0, 0)]):
        name, tail = _SCORE_BEFORE.sub("", piece[start:begin]).strip(_MARKS), piece[end:until]
        if name[-1:] in _OPENING and tail[:1] in _CLOSING:
            name, tail = name[:-1].rstrip(), tail[1:]  # 养护里程（≥5公里）
            yield Clause(name or None, piece[value:end].strip())
        elif until < len(piece):
            yield Clause(name or None, piece[value:end].strip())
        elif _WORDS.search(tail) and not (tail[0] in _OPENING and tail[-1] in _CLOSING):
            yield Clause(piece[start:].strip(_MARKS), piece[value:end].strip())
        else:
            yield Clause(name or None, _SCORE_BEHIND.sub("", piece[value:]).strip(_MARKS))
        start = end + (piece[end : end + 1] in _CLOSING and end < len(piece))


def _in_words(piece: str) -> Clause:
    """A clause without a number: words of degree at its end are the value, a value alone is one."""
    flat = simplified(plain(piece))
    if is_value_word(squeeze(piece)):
        return Clause(None, piece)
    grade = _GRADE.search(flat)
    if grade is not None and grade.start() >= 2:
        return Clause(piece[: grade.start()].strip(_MARKS), piece[grade.start() :])
    return Clause(piece, None)


def _spans(piece: str) -> list[tuple[int, int, int]]:
    """Where the values of a piece are: where the name before ends, where the value begins, where it ends. A number
    without sign or unit inside words (12345热线) is part of a name."""
    flat = simplified(plain(piece))
    spans: list[tuple[int, int, int]] = []
    at = 0
    while at < len(flat):
        dated = _DATED.match(flat, at)
        if dated is not None:
            if at >= 2:
                spans.append((at, at, dated.end()))
            at = dated.end()
            continue
        found = _VALUE.match(flat, at)
        if found is None:
            at += 1
            continue
        end = _value_end(flat, found)
        if found["sign"] is None and end == found.end("number") and end < len(flat) and _WORDS.match(flat, end):
            at = found.end()
            continue
        begin = found.start("sign") if found["sign"] else found.start("number")
        if found["sign"] is None and begin == 0:
            at = end
            continue
        spans.append((found.start(), begin, end))
        at = end
    return spans


def _unit_end(flat: str, start: int) -> int:
    """Where the unit at a place ends: one word, 万 or 亿 before it, per another; the place itself where none stands."""
    first = start + 1 if flat[start : start + 1] in _MULTIPLES else start
    end = _word_end(flat, first)
    if end == first:
        return first
    while flat[end : end + 1] == "/" and (further := _per_end(flat, end + 1)) > end + 1:
        end = further
    return end


def _per_end(flat: str, start: int) -> int:
    """Where what a unit is counted by ends: 年, 万尾."""
    first = start + 1 if flat[start : start + 1] in _MULTIPLES else start
    end = _word_end(flat, first)
    if end > first:
        return end
    return found.end() if (found := _LAST_WORD.match(flat, start)) else start


def _word_end(flat: str, start: int) -> int:
    sizes = range(_LONGEST_UNIT, 0, -1)
    return next((start + size for size in sizes if flat[start : start + size] in _UNITS), start)


def _value_end(flat: str, found: re.Match[str]) -> int:
    """Where a value ends: behind its unit and 以上 or the like; a date as a whole."""
    if (dated := _DATED.match(flat, found.start("number"))) is not None:
        return dated.end()
    end = found.end("number")
    start = found.end()
    unit = max(_unit_end(flat, start), end)
    if unit == end and found["sign"] and (word := _LAST_WORD.match(flat, start)):
        unit = word.end()  # a unit that no list has
    tail = _TAIL.match(flat, unit)
    return tail.end() if tail else unit

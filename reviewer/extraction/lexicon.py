"""Look-ups in the `vocabulary`: what field a column head names, what fact a label announces, what is noise."""

import re
from functools import lru_cache

from reviewer import taxonomy
from reviewer.extraction import vocabulary
from reviewer.text import plain, simplified, squeeze

SIDE = frozenset(vocabulary.SIDE.split())
OPERATORS = frozenset(vocabulary.OPERATORS.split())
DIRECTIONS = frozenset(vocabulary.DIRECTIONS.split())
UNITS = frozenset(vocabulary.UNITS.split())
PLACEHOLDERS = frozenset(vocabulary.PLACEHOLDERS.split())
ANSWERS = frozenset(vocabulary.ANSWERS.split())


def _one_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_COLUMNS = tuple((field, _one_of(patterns)) for field, patterns in vocabulary.COLUMNS)
_LABELS = tuple((fact, _one_of(patterns)) for fact, patterns in vocabulary.LABELS)
HEADS_TOGETHER = re.compile(rf"(?:{vocabulary.TOGETHER}){{3,}}")
_STOPS = _one_of(vocabulary.STOPS)
_OTHER_HEADS = _one_of(vocabulary.OTHER_HEADS)
_PAGE = re.compile(f"[-—–_·~ ]*(?:{'|'.join(vocabulary.PAGE_MARKS)})[-—–_·~ ]*")
_VALUE_WORDS = _one_of(vocabulary.VALUE_WORDS)

_BRACKETED = re.compile(r"[(\[【〔{][^()\[\]【】〔〕{}]*[)\]】〕}]")
_BRACKETS = re.compile(r"[()\[\]【】]")
_NUMBERING = re.compile(
    "^(?:[0-9]{1,2}[.、．)]|[(][0-9一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}[、.．])"
)
_MARKS = "*#★☆※●■◆▲:：;；。._·、"
NUMBER = re.compile(r"\s*指\s*[标標]\s*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])\s*(?:[：:、.．)）]\s*|$)")
"""指标1：, which numbers the indicators of a level."""
_DOTS = re.compile(r"[.…。]{2,}|…")
_RANK = re.compile("第?[一二三]级|[123]级")
_LONGEST = 40  # characters of a column head or label
_HEADISH = re.compile(
    "[N指级級目值单單依标標权權分注说說符性方来來完实實序编編行偏原是责責资資项項考满滿数數得评評证證内內]"
)
"""A letter of every column head: passes over most names without a look at the table."""
_EMPTY_STARTS = frozenset(mark[0] for mark in PLACEHOLDERS) | frozenset("／—－ 　０．＊﹣─")


def word(text: str) -> str:
    """A text as a bare word: narrow, simplified, without spaces, outer marks and numbering."""
    return _NUMBERING.sub("", simplified(squeeze(text)).strip(_MARKS)).strip(_MARKS)


def bare(text: str) -> str:
    """The word of a text without what stands in brackets."""
    return _BRACKETED.sub("", word(text)).strip(_MARKS)


def column(text: str) -> str | None:
    """The field that a column head names, None where it names none. A head may carry brackets (（必填）, （万元）)."""
    return _column(text) if 0 < len(text) <= _LONGEST and _HEADISH.search(text) else None


@lru_cache(maxsize=8192)
def _column(text: str) -> str | None:
    return _look_up(text, _COLUMNS)


@lru_cache(maxsize=8192)
def label(text: str) -> str | None:
    """The fact that a label of the sheet head announces, None where it is no label."""
    return _look_up(text, _LABELS) if 0 < len(text) <= _LONGEST else None


def _look_up(text: str, table: tuple[tuple[str, re.Pattern[str]], ...]) -> str | None:
    """The first name whose pattern is the word without what stands in brackets, or else without the brackets."""
    whole = word(text)
    for bare in dict.fromkeys((_BRACKETED.sub("", whole), _BRACKETS.sub("", whole))):
        for name, pattern in table:
            if pattern.fullmatch(bare.strip(_MARKS)):
                return name
    return None


def is_rank(text: str) -> bool:
    """Whether a word of a head is the rank of a level alone (一级), 指标 standing above it."""
    return len(text) < 8 and _RANK.fullmatch(word(text)) is not None


def is_head_run_together(text: str) -> bool:
    """Whether a line is the head of a table with nothing between its words (一级指标二级指标三级指标指标值)."""
    return text.count("指") > 2 and HEADS_TOGETHER.fullmatch(squeeze(text)) is not None


def is_number_head(text: str) -> bool:
    """Whether a column head says that the rows below are numbered (序号)."""
    return column(text) == "seq"


def part_of_target(text: str) -> str | None:
    """The field that a word below 指标值 names in a head of two lines, None where it names none."""
    return "target" if word(text) in ("数值", "值", "内容", "目标", "指标值内容", "数量") else column(text)


@lru_cache(maxsize=8192)
def is_other_head(text: str) -> bool:
    """Whether a text is a column head of a table that holds no indicators."""
    return len(text) < 20 and _OTHER_HEADS.fullmatch(_BRACKETED.sub("", word(text))) is not None


@lru_cache(maxsize=8192)
def is_side(text: str) -> bool:
    """Whether a cell is the label down the left side of a table of indicators."""
    return len(text) < 20 and word(text) in SIDE


def is_page_mark(text: str) -> bool:
    """Whether a line is a page number or 续表, which stand between rows and say nothing."""
    return len(text) < 30 and _PAGE.fullmatch(simplified(plain(text).strip())) is not None


def is_total(name: str) -> bool:
    """Whether what stands in place of a name begins a note, a sum or a signature."""
    return _STOPS.fullmatch(word(name) if " " in name else name) is not None


def is_value_word(bare: str) -> bool:
    """Whether a bare word is a target in words (是/否, 优良中低差, 逐步提高)."""
    return _VALUE_WORDS.fullmatch(bare) is not None


def is_placeholder(text: str | None) -> bool:
    """Whether a cell says nothing (……, 无, /, or empty)."""
    if not text:
        return True
    if len(text) >= 12 or text[0] not in _EMPTY_STARTS:
        return False
    return squeeze(text) in PLACEHOLDERS or not squeeze(text).strip(".…-—_/\\*、。")


def is_empty_row(text: str) -> bool:
    """Whether a text stands for a row of which nothing is told (……, 指标2：, 指标3：……)."""
    if text[0] not in "….。指 ":
        return False
    if _DOTS.fullmatch(text):
        return True
    found = NUMBER.match(text)
    return found is not None and is_placeholder(text[found.end() :].strip())


def is_level(text: str) -> bool:
    """Whether a text by itself names a first or second level."""
    return taxonomy.is_level(text)

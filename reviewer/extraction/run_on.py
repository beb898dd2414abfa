"""Several indicators in one row of a table: clauses under a level where no column parts names from values, or names and
values on as many lines of their cells."""

import re

from reviewer.extraction.classes import class_of
from reviewer.extraction.clauses import clauses
from reviewer.extraction.columns import Columns
from reviewer.text import squeeze

_NUMBERING = re.compile(
    r"\s*(?:指\s*[标標]\s*)?(?:[(（]?[0-9]{1,2}[)）]|[0-9]{1,2}\s*(?:[:：、]|[.．](?![0-9]))|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*"
)
_WHOLE = re.compile(
    "(?:[≥≤><=]{1,2}|不[低少高超][于过])?[0-9][0-9,.]*[^0-9年月日]{1,8}"
)  # a value with its unit, no half of one
_TARGETS = frozenset(("target", "term_target", "sign", "operator", "actual"))

Pair = tuple[str | None, str | None]


def parts(name: str | None, target: str | None, columns: Columns) -> list[Pair]:
    """The names and values in a row's cells; [] where they are those of one indicator."""
    if name and target and "\n" in name and "\n" in target:
        return _side_by_side(name, target)
    if name and not target and not _TARGETS.intersection(columns.order):
        return _told(name)
    if target and not name and "name" not in columns.order:
        return _told(target)
    return []


def _told(text: str) -> list[Pair]:
    found = clauses(text)
    if not any(clause.name and clause.value for clause in found):
        return []
    return [(clause.name, clause.value) for clause in found]


def _side_by_side(name: str, target: str) -> list[Pair]:
    """Names and values line by line, where there are as many of both and each is new: numbered, or a value each."""
    names, values = _lines(name), _lines(target)
    if len(names) != len(values) or len(names) < 2:
        return []
    numbered = all(_NUMBERING.match(line) for line in names)
    whole = all(_WHOLE.fullmatch(squeeze(line)) for line in values) and len({line[0].isdigit() for line in values}) == 1
    if not numbered and not (whole and all(len(line) >= 4 and class_of(line) in "TPS" for line in names)):
        return []
    return [(_bare(one), _bare(other)) for one, other in zip(names, values, strict=True)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _bare(line: str) -> str:
    """A line without its number."""
    rest = _NUMBERING.sub("", line, count=1) if _NUMBERING.match(line) else line
    return rest.strip().rstrip("；;。")

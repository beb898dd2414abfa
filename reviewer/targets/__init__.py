"""The target value (指标值) of an indicator, read without losing a character of it."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from reviewer import units
from reviewer.targets.operators import Operator, operator_in
from reviewer.targets.reading import LONGEST, is_nothing, read
from reviewer.targets.target import Part, Target, TargetKind
from reviewer.text import plain, simplified, squeeze
from reviewer.units import Measure

__all__ = ["Measure", "Operator", "Part", "Target", "TargetKind", "operator_of", "parse"]


def parse(text: str | None, operator: str | None = None, unit: str | None = None) -> Target:
    """Read a target with the operator and unit columns of its row, where the sheet has them. Any string is read: what
    has no number, date, 是/否 or scale in it is WORDS, and nothing (or only an operator, a unit, marks) is MISSING."""
    if text is not None and len(text) > LONGEST:
        return _parse(text, operator, unit)
    return _remembered(text, operator, unit)


def operator_of(text: str | None) -> Operator | None:
    """The operator that a symbol or word names (≥, 不低于, 大于或等于, ＜＝), None for 定性, 定量 or anything else."""
    return _columns(text, None).operator


# ---------------------------------------------------------------------------------------------------------------------

_QUICK = re.compile(
    r"([≥≤<>=]|[大小]于等于|等于|[大小]于|不[低高少多大小]于|不超过)?([0-9]{1,12}(?:\.[0-9]{1,6})?)(%|[一-龥/]{1,5})?"
)
_CENTURIES = ("19", "20")


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the operator and unit columns of a row say."""

    operator: Operator | None
    qualitative: bool
    unit: str | None


def _parse(text: str | None, operator: str | None, unit: str | None) -> Target:
    written = text or ""
    columns = _columns(operator, unit) if operator or unit else _NO_COLUMNS
    quick = _QUICK.fullmatch(written) or _QUICK.fullmatch(plain(written))
    target = _plain_number(written, quick, columns) if quick else None
    if target is not None:
        return target
    found = read(written, columns.unit)
    return found if columns is _NO_COLUMNS else _beside(found, columns)


_remembered = lru_cache(maxsize=65536)(_parse)


def _plain_number(written: str, quick: re.Match[str], columns: _Columns) -> Target | None:
    """The commonest form, operator, number and well-known unit, without the grammar; None where it takes more."""
    sign, digits, unit = quick.groups()
    if (unit not in units.SIMPLE) if unit else (digits[:2] in _CENTURIES and len(digits) > 3):
        return None
    number = float(digits)
    start, end = quick.span(2)
    parts: tuple[Part, ...] = (("number", written[start:end]),)
    operator = columns.operator
    if sign:
        parts = (("operator", written[:start]), *parts)
        operator = operator_in(sign)
    if unit:
        parts = (*parts, ("unit", written[end:]))
    return Target(
        written,
        TargetKind.NUMBER,
        operator,
        number,
        number,
        unit or columns.unit,
        "",
        columns.qualitative,
        False,
        None,
        (number,),
        (),
        columns.operator,
        columns.unit,
        parts,
    )


def _beside(found: Target, columns: _Columns) -> Target:
    """What the text says, completed by the columns; 定性 clears the unit of what is no number."""
    unit = None if columns.qualitative and found.low is None else columns.unit
    return replace(
        found,
        operator=found.operator or columns.operator,
        unit=found.unit or unit,
        qualitative=found.qualitative or columns.qualitative,
        column_operator=columns.operator,
        column_unit=columns.unit,
    )


@lru_cache(maxsize=4096)
def _columns(operator: str | None, unit: str | None) -> _Columns:
    """The columns read; a unit /, - or 无 is none."""
    sign = simplified(squeeze((operator or "")[:LONGEST]))
    word: str | None = squeeze(unit or "")
    if not word or word in ("无", "空") or is_nothing(word):
        word = None
    return _Columns(operator_in(sign), "定性" in sign, word)


_NO_COLUMNS = _Columns(None, False, None)

"""Operators of target values: symbols and words, in front of a number and behind it.

Takes text as `text.unspaced` copies it.
"""

import re
from enum import StrEnum
from functools import lru_cache


class Operator(StrEnum):
    """How the achieved value is compared with the target."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    EQUAL = "="


@lru_cache(maxsize=4096)
def operator_in(text: str) -> Operator | None:
    """The first operator that a text names by symbol or word (≥, >=, 不低于, 大于或等于, 以内), None if none."""
    for found in _OPERATOR.finditer(text):
        operator = (
            _SYMBOL_SENSE.get(found.group()) if found.lastgroup == "symbol" else _SENSE.get(found.lastgroup or "")
        )
        if operator is not None:
            return operator
    return None


def operator_end(text: str) -> int:
    """Where the operator at the beginning of a text ends, 0 where there is none."""
    found = _OPERATOR.match(text)
    return found.end() if found and operator_in(found.group()) else 0


# ---------------------------------------------------------------------------------------------------------------------

_NOT = "(?:不得|不应|不能|不可|不会|不许|不宜|不|未)"
_OPERATORS = rf"""
    (?P<symbol> [<>]/= | [<>=≥≤≈≠≯≮]{{1,3}} | [〈〉˃˂]=? )
  | (?P<at_least> {_NOT}(?:低于|少于|小于|短于|早于|下于|亚于) | (?:大于|高于|多于|超过)[或者、和及]{{0,2}}等于
    | 至少|最少|最低|起码 | (?:[及或含]|\(含\))?(?:以上|之上) )
  | (?P<at_most> {_NOT}(?:超过|超出|高于|多于|大于|长于|晚于|迟于|超) | (?:小于|低于|少于)[或者、和及]{{0,2}}等于
    | 至多|最多|最高|最大|控制在|限制在 | (?:[及或含]|\(含\))?(?:以下|之下|以内|之内) )
  | (?P<more> 大于|多于|高于|超过|超出|长于|晚于|超 )
  | (?P<less> 小于|少于|低于|不足|不到|不满|短于|早于 )
  | (?P<equal> 等于 )
  | (?P<about> 大约|大概|±|(?<![节签预公])约为?|将近|接近|(?<![附最临])近(?![0-9一二三四五两]{{1,2}}(?:年|个月)) )
  | (?P<none> 达到|达|均为|为|保持在?|维持在? )
"""
_OPERATOR = re.compile(_OPERATORS, re.VERBOSE)
_SENSE = {
    "at_least": Operator.AT_LEAST,
    "at_most": Operator.AT_MOST,
    "more": Operator.MORE,
    "less": Operator.LESS,
    "equal": Operator.EQUAL,
}
_SYMBOL_SENSE = (
    dict.fromkeys(("≥", ">=", "=>", "≥=", "=≥", "≮", ">/=", "≥≥", ">≥", "≥>", "〉=", "˃=", ">=="), Operator.AT_LEAST)
    | dict.fromkeys(("≤", "<=", "=<", "≤=", "=≤", "≯", "</=", "≤≤", "<≤", "≤<", "〈=", "˂=", "<=="), Operator.AT_MOST)
    | dict.fromkeys((">", ">>", "〉", "˃"), Operator.MORE)
    | dict.fromkeys(("<", "<<", "〈", "˂"), Operator.LESS)
    | dict.fromkeys(("=", "==", "==="), Operator.EQUAL)
)
PREFIX = re.sub(r"\?P<\w+>", "?:", re.sub(r"\s+", "", _OPERATORS))
SUFFIX = (
    r"(?:\(含[^()]{0,8}\)|\(包含[^()]{0,8}\))?"
    r"(?:[及或含]?(?:以上|之上|以下|之下|以内|之内)|\(含\)(?:以上|以下|以内)|左右|上下|起(?![来诉草])|\+$"
    r"|内(?![容部外在地陆科涝河湖海设]))"
    r"(?:\([不包]?含[^()]{0,8}\))?|\([不包]?含[^()]{0,8}\)"
)

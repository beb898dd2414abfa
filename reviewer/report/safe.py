"""Submitted text made safe for a terminal or a spreadsheet: no control or direction characters, no live formula."""

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_LONG_NUMBER = re.compile(r"\d{12,}")
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_CELL = 32_767
"""UTF-16 units that Excel holds in a cell."""
_CUT = "…（过长，以下略）"
_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b\u2060\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫−]")


def printable(text: str) -> str:
    """The text on one line: runs of white space as one space, control and direction characters as �."""
    return _CONTROL.sub("�", " ".join(re.split(r"[ \t\r\n\u3000\xa0]+", text))).strip()


def cell(text: str) -> str:
    """The text as a spreadsheet cell that no program runs: control characters as �, and ' before what would begin a
    formula (= + - @, their full-width forms, tab and line breaks; also after spaces) and before a code of 12 digits
    or more, which a spreadsheet would round."""
    clean = _clean(text)
    return f"'{clean}" if is_formula(text) or _LONG_NUMBER.fullmatch(text) else clean


def sheet_text(text: str) -> str:
    """The text as a string cell of a workbook: characters that XML does not have as �, what a reader would take for an
    escape (_x000D_) kept as it is, at most as long as a cell may be."""
    clean = _ESCAPE.sub("_x005F_", _NOT_XML.sub("�", _clean(text)))
    if len(clean) * 2 <= _CELL:
        return clean
    units = clean.encode("utf-16-le")
    return clean if len(units) <= 2 * _CELL else units[: 2 * (_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return _FORMULA.match(text) is not None


def _clean(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))

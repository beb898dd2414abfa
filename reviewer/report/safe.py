"""Submitted text made safe for a terminal or a spreadsheet: no control or direction characters, no live formula."""

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_LONG_NUMBER = re.compile(r"\d{12,}")
_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b\u2060\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫−]")


def printable(text: str) -> str:
    """The text on one line: runs of white space as one space, control and direction characters as �."""
    return _CONTROL.sub("�", " ".join(re.split(r"[ \t\r\n\u3000\xa0]+", text))).strip()


def cell(text: str) -> str:
    """The text as a spreadsheet cell that no program runs: control characters as �, and ' before what would begin a
    formula (= + - @, their full-width forms, tab and line breaks; also after spaces) and before a code of 12 digits
    or more, which a spreadsheet would round."""
    clean = text if text.isprintable() else _CONTROL.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{clean}" if _FORMULA.match(text) or _LONG_NUMBER.fullmatch(text) else clean

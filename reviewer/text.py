"""Pure text helpers: widths, spaces, Chinese numerals. Nothing here knows a budget word.

NFKC is not used: it turns ① into 1 and ㎡ into m2 and changes lengths, so that a quotation no longer points at the
text as written. `plain` maps one character to one character and keeps every offset.
"""

import re

_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
_PLAIN |= {ord(wide): ord(narrow) for wide, narrow in zip("　﹪﹥﹤﹦﹑﹣－‐‑–—━～〜∼", " %><=、--------~~~", strict=False)}
_PLAIN |= {ord(wide): ord(narrow) for wide, narrow in zip("≧⩾≦⩽═﹦＊✱％‰", "≥≥≤≤==**%‰", strict=True)}
_PLAIN |= dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\ufeff\u200b\t"), ord(" "))

_DIGITS = dict(zip("零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, *range(1, 10)), strict=True))
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHINESE_NUMBER = r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+"
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """A copy for matching: full-width letters, digits and marks as ASCII, look-alike signs as one (≧ → ≥), special
    spaces as a space. Same length, so offsets in the copy are offsets in the text as written."""
    return text.translate(_PLAIN)


def squeeze(text: str) -> str:
    """`plain` without any white space: for comparing words that sheets break and pad at will."""
    return _SPACES.sub("", plain(text))


def chinese_number(text: str) -> float | None:
    """The value of a Chinese numeral (一百二十, 十五, 三万五千, 二〇二四), or None where it is not one."""
    if not text or not set(text) <= set(_DIGITS) | set(_TENS) | set(_MYRIADS):
        return None
    if set(text) <= set(_DIGITS):
        return float("".join(str(_DIGITS[digit]) for digit in text))
    total, section, digit = 0, 0, 0
    for mark in text:
        if mark in _DIGITS:
            digit = _DIGITS[mark]
        elif mark in _TENS:
            section += (digit or 1) * _TENS[mark]
            digit = 0
        elif mark == "万":
            total, section, digit = total + (section + digit or 1) * _MYRIADS[mark], 0, 0
        else:
            total, section, digit = (total + section + digit or 1) * _MYRIADS[mark], 0, 0
    return float(total + section + digit)

"""Numbers in Chinese characters, as the format codes [DBNum1] (一二三), [DBNum2] (壹贰叁) and [DBNum3] (full-width
digits) show them."""

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_UNITS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千")}
_GROUPS = ("", "万", "亿", "万亿")


def digits(text: str, style: int) -> str:
    """Each digit by itself: 2024 is 二〇二四."""
    return text.translate(str.maketrans("0123456789", _DIGITS[style]))


def short(value: int, style: int) -> str:
    """A month, day or hour: 12 is 十二."""
    spoken = cardinal(str(value), style)
    return spoken[1:] if style == 1 and spoken.startswith("一十") else spoken


def cardinal(text: str, style: int) -> str:
    """A number as it is written out: 123 is 一百二十三, 壹佰贰拾叁, and 12 is 一十二; decimals digit by digit. What is
    no plain number below 10¹⁶ is left as it is."""
    sign, whole = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, decimals = whole.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 16 and (decimals.isdigit() or not decimals)):
        return text
    return sign + _whole(whole.lstrip("0"), style) + (point and "." + digits(decimals, style))


def _whole(whole: str, style: int) -> str:
    zero = _DIGITS[style][0]
    groups = [whole[max(0, end - 4) : end] for end in range(len(whole), 0, -4)]
    spoken = ""
    for index, group in reversed(list(enumerate(groups))):
        value = group.lstrip("0")
        if not value:
            spoken += "" if spoken.endswith(zero) or not spoken else zero
            continue
        if spoken and len(value) < 4 and not spoken.endswith(zero):
            spoken += zero
        spoken += _group(value, style) + _GROUPS[index]
    spoken = spoken.rstrip(zero) if spoken != zero else spoken
    return spoken or zero


def _group(value: str, style: int) -> str:
    """Up to four digits, the first of which is not 0."""
    spoken, zero = "", _DIGITS[style][0]
    for place, digit in zip(range(len(value) - 1, -1, -1), value, strict=True):
        if digit != "0":
            spoken += _DIGITS[style][int(digit)] + _UNITS[style][place]
        elif not spoken.endswith(zero):
            spoken += zero
    return spoken.rstrip(zero)

"""Digits as a format code lays them out: placeholders, thousands, scaling, percent, exponents, fractions, General."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

Token = tuple[str, str]
"""Kind and text of a part of a format code. Kinds here: digit (0 # ?), point, group (thousands are separated), scale
(by 1000), percent, exponent, slash, denominator; literal."""

_EXACT = Context(prec=1000, rounding=ROUND_HALF_UP)
_WIDTH = 11  # characters that General shows, sign aside
_LONGEST_WHOLE = 15  # digits of a whole number that a spreadsheet keeps


def general(value: float) -> str:
    """A number as General shows it: at most 11 characters, trailing zeros dropped, exponents for what is very large
    or very small. Whole numbers keep all the 15 digits they have: they are codes more often than quantities."""
    number = _decimal(value)
    if number == 0:
        return "0"
    sign, size = ("-" if number < 0 else ""), number.adjusted()
    number = abs(number)
    if number == number.to_integral_value() and size < _LONGEST_WHOLE:
        return f"{sign}{number:.0f}"
    if -5 < size < _WIDTH or (size <= -5 and len(f"{number:f}") <= _WIDTH):
        return sign + _plain(_rounded(number, max(_WIDTH - 2 - max(size, 0), 0)))
    mantissa = _rounded(number.scaleb(-size, _EXACT), 5)
    if mantissa >= 10:
        mantissa, size = mantissa / 10, size + 1
    return f"{sign}{_plain(mantissa)}E{'-' if size < 0 else '+'}{abs(size):02d}"


def prepared(tokens: list[Token]) -> list[Token]:
    """The tokens of a section of digits with each comma told apart (thousands, scaling, or a comma) and a constant
    denominator as one."""
    digits = [index for index, (kind, _) in enumerate(tokens) if kind == "digit"]
    points = [index for index, (kind, _) in enumerate(tokens) if kind == "point"]
    point = points[0] if points else len(tokens)
    whole = [index for index in digits if index < point]
    kept: list[Token] = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "comma":
            kept.append((_comma(index, whole, digits, point), text))
        elif kind in ("text", "date", "general") or (kind == "point" and index != point):
            kept.append(("literal", text))
        else:
            kept.append((kind, text))
    return _with_denominator(kept)


def _comma(index: int, whole: list[int], digits: list[int], point: int) -> str:
    if whole and whole[0] < index < whole[-1]:
        return "group"
    if (whole and whole[-1] < index < point) or index > digits[-1]:
        return "scale"
    return "literal" if index < digits[0] else "ignored"


def _with_denominator(tokens: list[Token]) -> list[Token]:
    """`?/100`: what follows the slash is one constant denominator."""
    at = next((index for index, (kind, _) in enumerate(tokens) if kind == "slash"), None)
    if at is None:
        return tokens
    end = at + 1
    while end < len(tokens) and tokens[end][0] in ("literal", "digit") and tokens[end][1].isdigit():
        end += 1
    constant = "".join(text for _, text in tokens[at + 1 : end])
    if constant.strip("0") and end - at < 10:
        return [*tokens[: at + 1], ("denominator", constant), *tokens[end:]]
    before, after = tokens[at - 1][0] if at else "", tokens[at + 1][0] if at + 1 < len(tokens) else ""
    if before == after == "digit":
        return tokens
    return [("literal", text) if kind == "slash" else (kind, text) for kind, text in tokens]


def render(value: float, tokens: tuple[Token, ...]) -> str:
    """A number that is not negative in the layout of prepared tokens."""
    kinds = [kind for kind, _ in tokens]
    number = _decimal(value)
    if percents := kinds.count("percent"):
        number = number.scaleb(2 * percents, _EXACT)
    if scales := kinds.count("scale"):
        number = number.scaleb(-3 * scales, _EXACT)
    if "exponent" in kinds:
        return _scientific(number, tokens, kinds.index("exponent"))
    if "slash" in kinds:
        return _fraction(number, tokens, kinds.index("slash"))
    return _laid_out(number, tokens)


def _laid_out(number: Decimal, tokens: tuple[Token, ...]) -> str:
    point = next((index for index, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    places = sum(kind == "digit" for kind, _ in tokens[point:])
    whole, _, decimals = f"{_rounded(number, places):.{places}f}".partition(".")
    grouped = any(kind == "group" for kind, _ in tokens)
    return _whole(whole.lstrip("0"), tokens[:point], grouped) + _decimals(decimals, tokens[point:])


def _whole(digits: str, tokens: tuple[Token, ...], grouped: bool) -> str:
    """Digits before the point, from the right: one a placeholder, what is left over at the first."""
    slots = sum(kind == "digit" for kind, _ in tokens)
    pieces: list[str] = []
    used = 0
    for kind, text in reversed(tokens):
        if kind == "digit":
            slots -= 1
            take = digits[-1:] if slots else digits
            digits = digits[: len(digits) - len(take)]
            for digit in reversed(take or _empty(text)):
                pieces.append("," if grouped and used and used % 3 == 0 and digit != " " else "")
                pieces.append(digit)
                used += 1
        elif kind in ("literal", "percent"):
            pieces.append(text[::-1])
    return "".join(pieces)[::-1]


def _decimals(digits: str, tokens: tuple[Token, ...]) -> str:
    """The point and the digits after it; zeros at the end only where the code asks for them."""
    left = len(digits.rstrip("0"))
    shown, at = "", 0
    for kind, text in tokens:
        if kind == "digit":
            shown += digits[at] if at < left else _empty(text)
            at += 1
        elif kind in ("literal", "percent", "point"):
            shown += text
    return shown


def _empty(placeholder: str) -> str:
    return {"0": "0", "?": " "}.get(placeholder, "")


def _scientific(number: Decimal, tokens: tuple[Token, ...], at: int) -> str:
    mantissa, exponent = tokens[:at], tokens[at + 1 :]
    step = 0
    for kind, _ in mantissa:
        if kind == "point":
            break
        step += kind == "digit"
    places = sum(kind == "digit" for kind, _ in mantissa) - step
    step = max(step, 1)
    power = (number.adjusted() // step) * step if number else 0
    shown = _rounded(number.scaleb(-power, _EXACT), places)
    if shown and shown.adjusted() >= step:
        power += step
        shown = number.scaleb(-power, _EXACT)
    sign = "-" if power < 0 else "+" if tokens[at][1].endswith("+") else ""
    return f"{_laid_out(shown, mantissa)}E{sign}{_laid_out(Decimal(abs(power)), exponent)}"


def _fraction(number: Decimal, tokens: tuple[Token, ...], at: int) -> str:
    """`# ?/?`: a whole part where there are placeholders before the numerator's, else an improper fraction."""
    start = at
    while start and tokens[start - 1][0] == "digit":
        start -= 1
    end = at + 1
    while end < len(tokens) and tokens[end][0] in ("digit", "denominator"):
        end += 1
    mixed = any(kind == "digit" for kind, _ in tokens[:start])
    whole = int(number) if mixed else 0
    numerator, denominator = _ratio(Fraction(number) - whole, tokens[at + 1 : end])
    if mixed and numerator == denominator:
        whole, numerator = whole + 1, 0
    before = _laid_out(Decimal(whole), tokens[:start])
    if mixed and not numerator:
        return (
            (before if whole else f"0{before.lstrip('0')}") + " " * (end - start) + _laid_out(Decimal(0), tokens[end:])
        )
    below = str(denominator).ljust(end - at - 1)
    above = _laid_out(Decimal(numerator), tokens[start:at]) if numerator else "0"
    return f"{before}{above}/{below}" + _laid_out(Decimal(0), tokens[end:])


def _ratio(part: Fraction, denominator: tuple[Token, ...]) -> tuple[int, int]:
    if denominator[0][0] == "denominator":
        constant = int(denominator[0][1])
        return int(part * constant + Fraction(1, 2)), constant
    nearest = part.limit_denominator(10 ** min(len(denominator), 7) - 1)
    return nearest.numerator, nearest.denominator


def _decimal(value: float) -> Decimal:
    """A number as a spreadsheet knows it: 15 digits, so that 0.1 + 0.2 is 0.3."""
    return Decimal(f"{value:.15g}")


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""A number and its format code → the text that a spreadsheet shows: 0.95 under `"≥"0%` is ≥95%.

Format codes are those of ECMA-376 part 1, 18.8.31, in the meaning that a Chinese (zh-CN) Excel or WPS gives them. How
digits are laid out is in `digits`, dates and times in `dates`; column widths play no part.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Literal

from reviewer.documents.number_formats import dates, digits, numerals
from reviewer.documents.number_formats.digits import Token, general

__all__ = ["BUILTIN", "Value", "render"]

BUILTIN: dict[int, str] = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00"},
    **{5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00'},
    **{9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"},
    **{14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM"},
    **{20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **{27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"'},
    **{32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"'},
    **{36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00"},
    **{41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '},
    **{42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ '},
    **{44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ '},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
    **{50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"'},
    **{55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"'},
}
"""Codes that a file names by number only (ECMA-376, 18.8.30, the lists for all languages and for zh-CN)."""

Value = float | int | str | bool

_LONGEST = 500  # characters of a code; Excel allows 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<padding>.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]|(?P<end>;)'
    r"|(?P<general>General|G/通用格式)|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|aaaa?|e+|g+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<slash>/)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:E[+-]?[0-9]+)?)\s*", re.IGNORECASE)
_LITERAL = {"quoted", "escaped", "other"}
_SYSTEM = {"F800": 'yyyy"年"m"月"d"日"', "F400": "h:mm:ss"}  # the machine's own long date and time
_CHINESE = {"804", "404", "C04", "1004"}  # language numbers of Chinese

Kind = Literal["general", "number", "date", "text", "words"]


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a code between semicolons. `condition`: an operator and a number, else None;
    `chinese_months`: names of months and days are Chinese; `numerals`: 1 一二三, 2 壹贰叁, 3 full width, else 0."""

    tokens: tuple[Token, ...]
    kind: Kind
    condition: tuple[str, float] | None
    chinese_months: bool
    numerals: int


def render(value: Value, code: str, date1904: bool = False) -> str:
    """What a cell with this value and this format code shows, with the padding the code asks for. A number that its
    code cannot show (a date before 1900) is shown as General; `date1904`: days count from 1904."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    numbers, text = _compiled(code)
    if isinstance(value, str):
        return value if text is None else _words(text, value)
    if not isfinite(value):
        return "#NUM!"
    shown = _formatted(value, numbers, date1904)
    return general(value) if shown is None else shown


def _formatted(value: float, numbers: tuple[_Section, ...], date1904: bool) -> str | None:
    """A number by the section that is for it; None where there is none (a code for text alone has none) or where it
    cannot show the number."""
    chosen = _chosen(numbers, value)
    if chosen is None:
        return None
    section, unsigned = chosen
    if section.kind == "date":
        return _shown(section, abs(value) if unsigned else value, date1904)
    shown = _shown(section, abs(value), date1904)
    return f"-{shown}" if value < 0 and not unsigned else shown


def _shown(section: _Section, value: float, date1904: bool) -> str | None:
    match section.kind:
        case "date":
            style = dates.Style(section.chinese_months, section.numerals)
            return dates.render(value, section.tokens, style, date1904)
        case "number":
            shown = digits.render(value, section.tokens)
            return numerals.digits(shown, section.numerals) if section.numerals else shown
        case "general":
            plain = numerals.cardinal(general(value), section.numerals) if section.numerals else general(value)
            return "".join(plain if kind == "general" else text for kind, text in section.tokens)
        case _:
            return _words(section, general(value))


def _words(section: _Section, text: str) -> str:
    return "".join(text if kind == "text" else token for kind, token in section.tokens)


def _chosen(sections: tuple[_Section, ...], value: float) -> tuple[_Section, bool] | None:
    """The section for a number, and whether its minus sign is left to the section. None where no condition fits."""
    for index, section in enumerate(sections[:3]):
        condition = _condition(sections, index)
        if condition is None or _holds(condition, value):
            return section, _is_signed_itself(sections, index)
    return None


def _condition(sections: tuple[_Section, ...], index: int) -> tuple[str, float] | None:
    """The condition of a section, written or implied (positive; negative; the rest); None: all that is left."""
    written = sections[index].condition
    if written is not None or index == len(sections) - 1 or index == 2:
        return written
    if index == 1:
        return ("<", 0.0)
    second = sections[1].condition
    if len(sections) == 2:
        return (">=", 0.0) if second is None else (_OPPOSITE[second[0]], second[1])
    return (">", 0.0)


def _is_signed_itself(sections: tuple[_Section, ...], index: int) -> bool:
    """Whether a section shows negative numbers without their sign: the second of two, and one for them alone."""
    if len(sections) == 2 and index == 1:
        return True
    operator, limit = _condition(sections, index) or ("", 0.0)
    return (operator == "<" and limit <= 0) or (operator in ("<=", "=") and limit < 0)


_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "<>", "<>": "="}


def _holds(condition: tuple[str, float], value: float) -> bool:
    operator, limit = condition
    match operator:
        case "<":
            return value < limit
        case "<=":
            return value <= limit
        case ">":
            return value > limit
        case ">=":
            return value >= limit
        case "=":
            return value == limit
        case _:
            return value != limit


@lru_cache(maxsize=4096)
def _compiled(code: str) -> tuple[tuple[_Section, ...], _Section | None]:
    """The sections for numbers and the one for text (None: text as it is)."""
    if not code.strip() or len(code) > _LONGEST:
        return (), None
    sections = [_section(part) for part in _parts(code)]
    if len(sections) >= 4:
        return tuple(sections[:3]), sections[3]
    if sections[-1].kind == "text":
        return tuple(sections[:-1]), sections[-1]
    return tuple(sections), None


def _parts(code: str) -> list[list[Token]]:
    """The tokens of each section, still with its brackets."""
    for locale, system in _SYSTEM.items():
        if f"[$-{locale}]" in code.upper():
            code = system
    parts: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "other", match[match.lastgroup or 0]
        if kind == "end":
            parts.append([])
        elif kind == "padding":
            parts[-1].append(("literal", " "))
        elif kind in _LITERAL:
            parts[-1].append(("literal", text))
        elif kind != "fill":
            parts[-1].append((kind, text))
    return parts


def _section(tokens: list[Token]) -> _Section:
    condition: tuple[str, float] | None = None
    chinese_months, style = False, 0
    kept: list[Token] = []
    for kind, text in tokens:
        if kind != "bracket":
            kept.append((kind, text))
        elif found := _CONDITION.fullmatch(text):
            condition = (found[1], _number(found[2]))
        elif text.startswith("$"):
            currency, _, locale = text[1:].partition("-")
            kept += [("literal", currency)] if currency else []
            chinese_months = chinese_months or locale[-3:].upper() in _CHINESE or locale.lower().startswith("zh")
        elif text.upper().startswith("DBNUM"):
            style = int(text[5:]) if text[5:] in ("1", "2", "3") else 0
        elif text and len(set(text.lower())) == 1 and text[0].lower() in "hms":
            kept.append(("elapsed", text.lower()))
    kind, kept = _kind(kept, spelled=style > 0)
    return _Section(tuple(kept), kind, condition, chinese_months, style)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _kind(tokens: list[Token], *, spelled: bool) -> tuple[Kind, list[Token]]:
    """What a section shows, and its tokens for that; what plays no part there is written as it stands."""
    kinds = {kind for kind, _ in tokens}
    if "general" in kinds or (spelled and not kinds):
        return "general", _literal(tokens or [("general", "")], {"general"})
    if kinds & {"date", "elapsed", "ampm"} or ("exponent" in kinds and "digit" not in kinds):
        return "date", dates.prepared(tokens)
    if "text" in kinds:
        return "text", _literal(tokens, {"text"})
    if "digit" in kinds:
        return "number", digits.prepared(tokens)
    return "words", _literal(tokens, set())


def _literal(tokens: list[Token], kept: set[str]) -> list[Token]:
    return [(kind, text) if kind in kept else ("literal", text) for kind, text in tokens]

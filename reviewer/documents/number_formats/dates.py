"""Serial numbers of days as dates and times: 45657 under `yyyy"年"m"月"d"日"` is 2024年12月31日."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from reviewer.documents.number_formats import numerals
from reviewer.documents.number_formats.digits import Token

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK = "一二三四五六日"
_LAST = 2_958_466  # the day after 9999-12-31
_DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Style:
    """`chinese_months`: names of months and days in Chinese; `numerals`: numbers in Chinese characters (1, 2, 3), else
    0."""

    chinese_months: bool
    numerals: int


@dataclass(frozen=True, slots=True)
class _Moment:
    """A point in time; `total` is seconds since day 0 (for elapsed times), `seconds` those of the day."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    total: Decimal


def prepared(tokens: list[Token]) -> list[Token]:
    """The tokens of a section of dates: m told apart (month or minute), fractions of seconds as one, the rest literal.
    Kinds that come out: date, minute, fraction, elapsed, ampm, literal."""
    kept: list[Token] = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "exponent":
            kept += [("date", "e"), ("literal", text[1])]
        elif kind == "date":
            lower = text.lower()
            kept.append(("minute" if lower in ("m", "mm") and _is_minute(tokens, index) else "date", lower))
        elif kind == "digit":
            if kept and kept[-1][0] == "fraction":
                kept[-1] = ("fraction", kept[-1][1] + text)
            elif kept and kept[-1] == ("literal", "."):
                kept[-1] = ("fraction", "." + text)
            else:
                kept.append(("literal", text))
        else:
            kept.append((kind if kind in ("elapsed", "ampm") else "literal", text))
    return kept


def _is_minute(tokens: list[Token], index: int) -> bool:
    """An m next behind hours or next before seconds is minutes."""
    parts = [text[0].lower() for kind, text in tokens[:index] if kind in ("date", "elapsed")]
    rest = [text[0].lower() for kind, text in tokens[index + 1 :] if kind in ("date", "elapsed")]
    return parts[-1:] == ["h"] or rest[:1] == ["s"]


def render(serial: float, tokens: tuple[Token, ...], style: Style, date1904: bool) -> str | None:
    """The text of a serial number of days in the layout of prepared tokens; None where it is no date."""
    fraction = next((len(text) - 1 for kind, text in tokens if kind == "fraction"), 0)
    seconds = any(kind in ("date", "elapsed") and text[0] == "s" for kind, text in tokens)
    elapsed = any(kind == "elapsed" for kind, _ in tokens)
    moment = _moment(serial, min(fraction, 3) if seconds else 3, date1904, elapsed)
    if moment is None:
        return None
    half = any(kind == "ampm" for kind, _ in tokens)
    shown = "".join(_part(kind, text, moment, style, half) for kind, text in tokens)
    return f"-{shown}" if serial < 0 else shown


def _moment(serial: float, places: int, date1904: bool, elapsed: bool) -> _Moment | None:
    """`places` of seconds are shown; elapsed times may be negative, dates may not."""
    if (serial < 0 and not elapsed) or abs(serial) >= _LAST:
        return None
    total = (Decimal(f"{abs(serial):.15g}") * _DAY).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    days = int(total // _DAY)
    year, month, day, weekday = _calendar(days + (1462 if date1904 else 0))
    return _Moment(year, month, day, weekday, total - days * _DAY, total)


def _calendar(days: int) -> tuple[int, int, int, int]:
    """Year, month, day and weekday (Monday is 0). Spreadsheets know a 29 February 1900 and a day 0 before 1 January."""
    if days == 60:
        return 1900, 2, 29, 2
    if days == 0:
        return 1900, 1, 0, 5
    when = date(1899, 12, 31 if days < 60 else 30) + timedelta(days=min(days, _LAST - 1))
    return when.year, when.month, when.day, (days + 5) % 7


def _part(kind: str, text: str, moment: _Moment, style: Style, half: bool) -> str:
    whole = int(moment.seconds)
    match kind:
        case "date":
            return _date(text, moment, style, half)
        case "minute":
            return _number(whole // 60 % 60, len(text), style)
        case "fraction":
            return f"{moment.seconds - whole:.{min(len(text) - 1, 9)}f}"[1:]
        case "elapsed":
            return str(int(moment.total) // {"h": 3600, "m": 60, "s": 1}[text[0]]).rjust(len(text), "0")
        case "ampm":
            return _half_of_day(text, whole >= _DAY // 2)
        case _:
            return text


def _half_of_day(text: str, afternoon: bool) -> str:
    morning_word, _, afternoon_word = text.partition("/")
    return afternoon_word if afternoon else morning_word


def _date(text: str, moment: _Moment, style: Style, half: bool) -> str:  # noqa: PLR0911  a letter a line
    size, whole = len(text), int(moment.seconds)
    match text[0]:
        case "y":
            year = f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
            return numerals.digits(year, style.numerals) if style.numerals else year
        case "e":
            return numerals.digits(f"{moment.year}", style.numerals) if style.numerals else f"{moment.year}"
        case "m":
            return _month(moment.month, size, style)
        case "d":
            return _number(moment.day, size, style) if size <= 2 else _weekday(moment.weekday, size, style)
        case "a":
            return ("星期" if size > 3 else "") + _WEEK[moment.weekday]
        case "h":
            hour = whole // 3600
            return _number((hour - 1) % 12 + 1 if half else hour, size, style)
        case "s":
            return _number(whole % 60, size, style)
        case _:
            return ""  # g, the era: this one needs no name


def _month(month: int, size: int, style: Style) -> str:
    if size <= 2:
        return _number(month, size, style)
    if style.chinese_months:
        return f"{month}月" if size == 3 else f"{numerals.short(month, 1)}月"
    name = _MONTHS[month - 1]
    return name[:3] if size == 3 else name[:1] if size == 5 else name


def _weekday(weekday: int, size: int, style: Style) -> str:
    if style.chinese_months:
        return ("周" if size == 3 else "星期") + _WEEK[weekday]
    return _DAYS[weekday][:3] if size == 3 else _DAYS[weekday]


def _number(value: int, size: int, style: Style) -> str:
    if style.numerals:
        return numerals.short(value, style.numerals)
    return str(value).rjust(min(size, 2), "0")

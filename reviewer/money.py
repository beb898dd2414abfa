"""Budget amounts: as written on a sheet → 元, and 元 → as read aloud. Pure."""

import re

from reviewer.model import Sheet
from reviewer.text import simplified, squeeze

_UNITS = {"亿": 100_000_000, "千万": 10_000_000, "百万": 1_000_000, "万": 10_000, "千": 1_000, "": 1}
_UNIT = r"(亿|千万|百万|万|千)"
_AMOUNT = re.compile(rf"(-?)(\d[\d,]*(?:\.\d+)?|\.\d+){_UNIT}?")
_NAMED = re.compile(rf"{_UNIT}?元|^{_UNIT}$")


def yuan(sheet: Sheet) -> float:
    """The budget of a sheet in 元: 0 where there is none or it is no amount (see `amount`)."""
    return amount(sheet.budget, sheet.budget_unit) or 0.0


def amount(text: str | None, unit: str | None = None) -> float | None:
    """An amount as written, in 元; None where there is none. A unit beside the number (1.2亿元) goes before `unit`,
    which is what else names one (单位：万元); 元 where nothing does. The first amount counts (100万元，其中…)."""
    found = _AMOUNT.search(_flat(text))
    if found is None or found[1]:
        return None
    written = _flat(text)[found.end() :]
    named = found[3] or ("" if written.startswith("元") else _unit(unit))
    return float(found[2].replace(",", "")) * _UNITS[named]


def spoken(amount: float) -> str:
    """An amount in 元 as a report shows it: 1.23亿元, 456.7万元, 890元."""
    for unit in ("亿", "万"):
        if amount >= _UNITS[unit]:
            return f"{amount / _UNITS[unit]:,.2f}".rstrip("0").rstrip(".") + f"{unit}元"
    return f"{amount:,.0f}元"


def _unit(text: str | None) -> str:
    named = _NAMED.search(_flat(text))
    return (named[1] or named[2] or "") if named else ""


def _flat(text: str | None) -> str:
    return simplified(squeeze(text or ""))

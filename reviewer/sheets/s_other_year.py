"""S-other-year (时限不在预算年度): dates of another year, mostly left over from last year's sheet."""

import re
from collections.abc import Iterator

from reviewer.model import Indicator, SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading, word


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """Targets whose dates all lie outside the budget year; names and goals that speak only of other years are a hint.
    Years to compare with (较2023年) and years of documents are no dates."""
    if reading.year is None:
        return
    late = [row for row in reading.rows if _outside(_target(row.indicator), reading.year)]
    named = [row for row in reading.rows if row not in late and _outside(_wording(row.indicator), reading.year)]
    rows = tuple(row.indicator.row for row in (*late, *named))
    if late:
        shown = late[0].indicator.shown
        example = f"“{shown.name or ''}”的“{shown.target}”"
        told = f"有{len(late)}项指标的时限不在{reading.year}年度（如{example}），请核对年度。"
        yield SheetFinding(FAULT.code, "修改", told, rows)
    elif named:
        several = f"等{len(named)}项指标" if len(named) > 1 else ""
        told = f"“{named[0].indicator.shown.name or ''}”{several}所写年度不是{reading.year}年，{_ASKED}"
        yield SheetFinding(FAULT.code, "提示", told, rows)
    elif _outside(reading.sheet.goal, reading.year):
        told = f"绩效目标所写年度不是{reading.year}年，{_ASKED}"
        yield SheetFinding(FAULT.code, "提示", told)


def _outside(text: str | None, year: int) -> bool:
    """Whether a text names years, and none of them, nor a span around it, is the budget year."""
    flat = _IN_WORDS.sub(_as_figures, word(text))
    if "20" not in flat or _COMPARED.search(flat):
        return False
    flat = _ASIDE.sub("", flat)
    if any(int(first) <= year <= _end(first, last) for first, last in _SPAN.findall(flat)):
        return False
    years = {int(found) for found in _YEAR.findall(flat)}
    return bool(years) and year not in years


def _end(first: str, last: str) -> int:
    return int(last) if len(last) == 4 else int(first[:2] + last)


def _as_figures(year: re.Match[str]) -> str:
    return year[0].translate(_FIGURES)


def _target(indicator: Indicator) -> str:
    """The target, with the unit where it stands in a column of its own (2025, 年)."""
    shown = indicator.shown
    return f"{shown.target or ''}{'年' if word(shown.unit).startswith('年') else ''}"


def _wording(indicator: Indicator) -> str:
    return f"{indicator.shown.name or ''} {indicator.shown.description or ''}"


_ASKED = "请核对是否沿用以前年度内容。"
_COMPARED = re.compile("较|比上|相比|对比|同比|基[期数准]|以来")
_FIGURES = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_IN_WORDS = re.compile("二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_ASIDE = re.compile(r"《[^》]*》|[〔\[(（【][^〔〕\[\]()（）【】]*[〕\])）】]?[0-9]+号|[〔\[]20[0-9]{2}[〕\]]")
_YEAR = re.compile(r"(?<![0-9.,])(20[0-9]{2})(?=年|[-./][0-9]{1,2}(?:[-./月]|$)|[0-9]{4}(?![0-9]))")
_SPAN = re.compile(r"(20[0-9]{2})年?(?:[0-9]{1,2}月?)?(?:[-~至到—])(20[0-9]{2}|[0-9]{2})(?=年)")


FAULT = SheetFault(
    code="S-other-year",
    title="时限不在预算年度",
    definition="指标值中的日期全部在预算年度之外（用 --year 指明年度时检查）；名称或绩效目标只写其他年度的，作为提示。",
    why="年度目标写其他年度的时限，多为沿用上年文本，当年无法考核。",
    source="财预〔2015〕88号关于绩效目标与年度预算相匹配的要求；年度由 --year 指明",
    severity="指标值为修改，名称和绩效目标为提示",
    hit="审核2025年预算，完成时间为“2024年12月底前”",
    near_miss="审核2025年预算，指标值为“较2024年增长5%”",
    check=check,
)

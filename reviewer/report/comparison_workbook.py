"""The comparison of two submissions as a workbook: 整改概览, 逐条对照."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from reviewer.comparison import Change, Comparison, Rate
from reviewer.comparison.entries import Entry
from reviewer.report.comparison import indicator, ordered, rated, summary
from reviewer.report.safe import sheet_text

_CHANGES: tuple[tuple[str, int], ...] = (
    ("整改情况", 18),
    ("说明", 18),
    ("部门", 22),
    ("项目", 28),
    ("原位置", 16),
    ("原指标", 40),
    ("原审核意见", 50),
    ("现位置", 16),
    ("现指标", 40),
    ("现审核意见", 50),
)
_RATES: tuple[tuple[str, int], ...] = (
    ("部门", 40),
    ("意见条数", 12),
    ("已整改", 12),
    ("部分整改", 12),
    ("整改率", 12),
    ("新增问题", 12),
)


def workbook(found: Comparison) -> bytes:
    """The bytes of an .xlsx; no cell is a formula."""
    from openpyxl import Workbook

    book = Workbook()
    overview: Any = book.active
    overview.title = "整改概览"
    _append(overview, [[summary(found)], []])
    _table(overview, _RATES, map(_rate, found.rates))
    for row in overview.iter_rows(min_row=4, min_col=5, max_col=5):
        row[0].number_format = "0.0%"
    if found.hints:
        _append(overview, [[], ["提示"], *([hint] for hint in found.hints)])
    changes = book.create_sheet("逐条对照")
    _table(changes, _CHANGES, map(_change, ordered(found.changes)))
    changes.freeze_panes = "B2"
    changes.auto_filter.ref = changes.dimensions
    changes.print_title_rows = "1:1"
    for sheet in (overview, changes):
        _for_print(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rate(rate: Rate) -> list[str | float]:
    share = rated(rate) if rate.share is None else rate.share
    return [rate.department, rate.remarks, rate.met, rate.partly, share, rate.added]


def _change(change: Change) -> list[str | None]:
    latest = change.new or change.old
    project = latest.project_name if latest else None
    return [change.outcome, change.note, change.department, project, *_side(change.old), *_side(change.new)]


def _side(entry: Entry | None) -> list[str | None]:
    return [None, None, None] if entry is None else [f"{entry.file} {entry.place}", indicator(entry), entry.opinion]


def _table(sheet: Any, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[object]]) -> None:
    """Heads and rows below what the sheet holds; long texts wrap."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    start = sheet.max_row + 1 if sheet.max_row > 1 else 1
    _append(sheet, [[name for name, _ in columns], *rows], start)
    line = Side(style="thin", color="999999")
    for number, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows(min_row=start, max_col=len(columns)):
        for each in row:
            each.alignment = Alignment(wrap_text=True, vertical="top")
            each.border = Border(line, line, line, line)
    for each in sheet[start][: len(columns)]:
        each.font, each.fill = Font(bold=True), PatternFill("solid", "D9D9D9")


def _append(sheet: Any, rows: Iterable[Sequence[object]], start: int | None = None) -> None:
    """Rows as values: a text stays a text, whatever it begins with."""
    for number, row in enumerate(rows, start=start or sheet.max_row + (sheet.max_row > 1)):
        for column, value in enumerate(row, start=1):
            target = sheet.cell(number, column)
            target.value = sheet_text(value) if isinstance(value, str) else value
            if isinstance(value, str):
                target.data_type = "s"


def _for_print(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True

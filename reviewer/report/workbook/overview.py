"""概览: what the review comes to on one screen, with charts that the spreadsheet program draws itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.model import Review
from reviewer.report.words import QUESTIONS
from reviewer.report.workbook import content, heads
from reviewer.report.workbook.facts import Facts
from reviewer.report.workbook.writing import HEAD, HEADING, NOTE, TITLE, Page, letter, look, set_up_print
from reviewer.roster import tallies

_WIDTHS = (40, 11, 15, 13, 3, 16, 16, 16, 16, 16, 16)
_CHART_AT = 6
"""The column in which the charts begin; the figures stand left of it."""
_CHART_ROWS = (4, 20, 33)
_DEPARTMENTS = 8
_TEXTS = 6
_LEFT, _NUMBER, _MONEY, _SHARE = look("text"), look("number"), look("money"), look("share")


def overview(page: Page, review: Review, texts: Sequence[content.CommonText], facts: Facts) -> None:
    """Write the sheet. Every figure a chart shows stands beside it."""
    page.layout(_WIDTHS)
    page.sheet.sheet_view.showGridLines = False
    set_up_print(page.sheet)
    page.sheet.page_setup.fitToHeight = 1
    page.append([("预算绩效目标审核", TITLE)], height=34)
    page.append([(facts.heading, NOTE)], height=18)
    page.append([("运行被中断，以下仅为已完成的部分。", HEADING)] if review.interrupted else [])
    _counts(page, review)
    _handed_in(page, review)
    conclusions = _conclusions(page, review)
    questions = _questions(page, review)
    departments = _departments(page, review)
    _texts(page, texts)
    charts = [_Figures("审核结论（张）", *conclusions, series=2, level=True, height=6.5)]
    charts += [_Figures("三类问题（行）", *questions, series=2, level=False, height=6.5)]
    if departments[1] > departments[0]:
        charts += [_Figures("须修改较多的部门（行）", *departments, series=2, level=True, height=8.5)]
    for chart, row in zip(charts, _CHART_ROWS, strict=False):
        _chart(page.sheet, chart, at=f"{letter(_CHART_AT)}{row}")


def _space(page: Page) -> None:
    page.append([])


def _heading(page: Page, title: str, columns: Sequence[str]) -> None:
    page.append([(title, HEADING)], height=22)
    page.append([(head, HEAD) for head in columns], height=20)


def _counts(page: Page, review: Review) -> None:
    found = content.counted("", review)
    _heading(page, "审核范围", ("项目", "数量", "金额（万元）", "占指标"))
    for name, count, money in (
        ("读取文件", review.files, None),
        ("未能读取的文件", len(review.unread), None),
        ("项目", found.projects, found.money / 10_000),
        ("部门整体绩效目标表", found.wholes, None),
        ("不纳入审核的绩效目标表", review.excluded, None),
        ("绩效指标", found.rows, None),
    ):
        page.append([(name, _LEFT), (count, _NUMBER), (money, _MONEY), (None, _SHARE)])
    for name, count in (
        ("须修改（问题指标）", found.weak),
        ("建议修改", found.advised),
        ("通过", found.passed),
        ("未评", found.ungraded),
        ("系统预置", found.presets),
        ("模型与规则判定相反", sum(bool(row.contested) for row in review.rows)),
        ("已下人工结论", found.decided),
    ):
        page.append([(name, _LEFT), (count, _NUMBER), (None, _MONEY), (count / (found.rows or 1), _SHARE)])
    _space(page)


def _handed_in(page: Page, review: Review) -> None:
    """What the roster comes to, where one was given."""
    if review.roster is None:
        return
    _heading(page, "报送情况（对照应报清单）", ("类别", "数量", "金额（万元）", ""))
    for one in tallies(review.roster):
        page.append([(one.kind, _LEFT), (one.count, _NUMBER), (one.amount / 10_000, _MONEY), ("", _NUMBER)])
    page.append([(f"名单见“{heads.HANDED_IN}”", NOTE)])
    _space(page)


def _conclusions(page: Page, review: Review) -> tuple[int, int]:
    """The numbers of the first and last row of figures."""
    _heading(page, "审核结论", ("结论", "项目数", "部门整体表", "金额（万元）"))
    first = page.row + 1
    for one in content.counted("", review).concluded:
        money = one.money / 10_000
        page.append([(one.conclusion, _LEFT), (one.projects, _NUMBER), (one.wholes, _NUMBER), (money, _MONEY)])
    last = page.row
    _space(page)
    return first, last


def _questions(page: Page, review: Review) -> tuple[int, int]:
    _heading(page, "三类问题", ("问题", "退回", "建议", ""))
    first = page.row + 1
    for question, failed, advised in content.by_question(review):
        page.append([(QUESTIONS[question], _LEFT), (failed, _NUMBER), (advised, _NUMBER), ("", _NUMBER)])
    last = page.row
    _space(page)
    return first, last


def _departments(page: Page, review: Review) -> tuple[int, int]:
    _heading(page, "须修改较多的部门", ("部门", "须修改", "建议", "表数"))
    first = page.row + 1
    found = content.departments(review)
    for department in found[:_DEPARTMENTS]:
        figures = (department.weak, department.advised, department.projects + department.wholes)
        page.append([(department.name, _LEFT), *((figure, _NUMBER) for figure in figures)])
    last = page.row
    if rest := len(found) - _DEPARTMENTS:
        page.append([(f"其余 {rest:,} 个部门见“部门汇总”", NOTE)] if rest > 0 else [])
    _space(page)
    return first, last


def _texts(page: Page, texts: Sequence[content.CommonText]) -> None:
    _heading(page, "反复出现的问题指标", ("指标名称：指标值", "指标数", "项目数", ""))
    for text in texts[:_TEXTS]:
        told = f"{content.name(text.example)}：{content.target(text.example)}"
        page.append([(told, _LEFT), (len(text.rows), _NUMBER), (text.projects, _NUMBER), ("", _NUMBER)])
    page.append([(f"全部 {len(texts):,} 种见“共性问题”" if texts else "没有重复出现的问题指标", NOTE)])


_FILLS: tuple[tuple[str, str | None], ...] = (("1F3A5F", None), ("9AA5B4", "wdUpDiag"))
"""Colour and pattern of a chart's series: the pattern tells them apart in black and white."""


@dataclass(frozen=True, slots=True)
class _Figures:
    """Figures to draw: names in the first column of the rows `first` to `last`, `series` columns of numbers beside."""

    title: str
    first: int
    last: int
    series: int
    level: bool
    height: float


def _chart(sheet: Any, figures: _Figures, at: str) -> None:
    """A bar chart, its bars level or upright; several series of level bars stand end to end."""
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.type, chart.style, chart.gapWidth = "bar" if figures.level else "col", 10, 50
    columns = {"min_col": 2, "max_col": 1 + figures.series}
    values = Reference(sheet, min_row=figures.first - 1, max_row=figures.last, **columns)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=figures.first, max_row=figures.last))
    chart.title = _title(figures.title)
    chart.x_axis.delete, chart.y_axis.delete, chart.y_axis.majorGridlines = False, True, None
    chart.x_axis.txPr = _type(900)
    if figures.level:
        chart.x_axis.scaling.orientation = "maxMin"  # the first on top
    if figures.level and figures.series > 1:
        chart.grouping, chart.overlap = "stacked", 100
    if figures.series == 1:
        chart.legend = None
    else:
        chart.legend.position = "t"
    for series, (colour, pattern) in zip(chart.series, _FILLS, strict=False):
        _fill(series.graphicalProperties, colour, pattern)
        series.dLbls = _labels(white=pattern is None and figures.level and figures.series > 1)
    chart.width, chart.height = 24, figures.height
    sheet.add_chart(chart, at)


def _title(text: str) -> Any:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun

    properties = _letters(1200, bold=True)
    run = RegularTextRun(t=text, rPr=properties)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=properties), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _type(size: int, colour: str = "1F2937") -> Any:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties

    properties = ParagraphProperties(defRPr=_letters(size, colour=colour))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=_letters(size, colour=colour))])


def _letters(size: int, bold: bool = False, colour: str = "1F2937") -> Any:
    """Letters of a size in hundredths of a point."""
    from openpyxl.drawing.text import CharacterProperties

    return CharacterProperties(sz=size, b=bold, solidFill=colour)


def _labels(white: bool) -> Any:
    """The numbers on the bars."""
    from openpyxl.chart.label import DataLabelList

    labels = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.txPr = _type(900, "FFFFFF" if white else "1F2937")
    return labels


def _fill(properties: Any, colour: str, pattern: str | None) -> None:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.fill import ColorChoice, PatternFillProperties

    assert isinstance(properties, GraphicalProperties)
    properties.line.solidFill = "1F3A5F"
    if pattern is None:
        properties.solidFill = colour
        return
    fill = PatternFillProperties(prst=pattern)
    fill.foreground, fill.background = ColorChoice(srgbClr="1F3A5F"), ColorChoice(srgbClr="FFFFFF")
    properties.pattFill = fill

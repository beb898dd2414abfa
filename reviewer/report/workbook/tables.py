"""The sheets that are tables: 部门汇总, 项目清单, 指标明细, 共性问题, 未读与存疑."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from reviewer.model import Conclusion, Review, ReviewedRow, ReviewedSheet, Ungraded
from reviewer.money import yuan
from reviewer.report.workbook import content, heads
from reviewer.report.workbook.writing import Column, Line, Page, Tone, choices

_PICK = "请选择结论；留空表示尚未处理。"


def departments(page: Page, review: Review) -> None:
    """部门汇总: a line a department and one for all."""
    columns = [
        Column(heads.DEPARTMENT, 30),
        Column("项目数", 9, "number"),
        Column("部门整体表", 11, "number"),
        Column("金额（万元）", 14, "money"),
        *(Column(head, 9, "number") for head in ("指标数", "须修改")),
        Column("须修改占比", 11, "share"),
        *(Column(head, 9, "number") for head in ("建议", "通过", "未评", "已下结论", "缺项表数")),
        *(Column(f"{conclusion}（表）", 14, "number") for conclusion in get_args(Conclusion)),
    ]
    found = content.departments(review)
    total = _department(content.counted("合计", review), "total") if len(found) > 1 else None
    page.table(columns, map(_department, found), total)


def _department(found: content.Counted, tone: Tone = "plain") -> Line:
    share = found.weak / found.rows if found.rows else 0
    counts = (found.advised, found.passed, found.ungraded, found.decided, found.lacking)
    conclusions = (one.projects + one.wholes for one in found.concluded)
    money = found.money / 10_000
    return Line(
        (found.name, found.projects, found.wholes, money, found.rows, found.weak, share, *counts, *conclusions), tone
    )


def projects(page: Page, reviewed: Sequence[ReviewedSheet]) -> None:
    """项目清单: a line a target sheet."""
    columns = [
        Column(heads.DEPARTMENT, 22),
        Column(heads.PROJECT, 30),
        Column("金额（万元）", 12, "money"),
        *(Column(head, 8, "number") for head in ("指标数", "须修改", "建议")),
        Column("缺项", 34, "small"),
        Column(heads.DECISION, 13, "centre"),
        Column(heads.HANDLED_BY, 10, "input"),
        Column(heads.CHECKED_BY, 10, "input"),
        Column("结论说明", 40, "small"),
        Column("金额档", 14, "hidden"),
        Column("项目编码", 22, "hidden"),
        Column("文件", 30, "hidden"),
        Column("表序号", 8, "hidden"),
        Column(heads.SHEET_ID, 14, "hidden"),
    ]
    page.table(columns, map(_project, reviewed))


def _project(sheet: ReviewedSheet) -> Line:
    it, kinds = sheet.sheet, Counter(map(content.asked_for, sheet.rows))
    amount = yuan(it) / 10_000 if yuan(it) else None
    values = (
        *(content.department(sheet), content.project(it), amount, len(sheet.rows), kinds["weak"], kinds["advised"]),
        *(content.lacking(sheet), sheet.conclusion, None, None, content.told(sheet)),
        *(sheet.band, it.project_code, it.file, it.number, heads.sheet_id(it.file, it.number)),
    )
    tones: dict[str, Tone] = {"退回重报": "weak", "通过": "passed"}
    return Line(values, tones.get(sheet.conclusion, "plain"))


def rows(page: Page, reviewed: Sequence[ReviewedSheet], texts: Sequence[content.CommonText]) -> None:
    """指标明细: a line an indicator, those of a project together, with what a person decides about it."""
    columns = [
        Column(heads.DEPARTMENT, 18, "small"),
        Column(heads.PROJECT, 18, "small"),
        Column(heads.PLACE, 10, "small"),
        Column(heads.LEVEL2, 11, "small"),
        Column(heads.NAME, 20),
        Column(heads.TARGET, 13),
        Column(heads.PROBLEM, 36, "small"),
        Column(heads.REWRITE, 24, "small"),
        Column(heads.DECISION, 11, "choice"),
        Column(heads.OPINION, 40, "input"),
        *(Column(head, 16, "hidden") for head in ("一级指标", "指标描述", "缺陷代码", "项目编码", "文件")),
        *(Column(head, 16, "hidden") for head in (heads.SHOWN_DECISION, heads.SHOWN_OPINION, heads.CHECKSUM)),
        *(Column(head, 16, "hidden") for head in (heads.SHEET_ID, heads.TEXT, heads.KEY, heads.ROW)),
    ]
    same = {id(row.indicator): text.key for text in texts for row in text.rows}
    page.table(columns, (line for sheet in reviewed for line in _sheet(sheet, same)))
    choices(page, 9, heads.DECISIONS, heads.DECISION, _PICK)


def _sheet(sheet: ReviewedSheet, same: Mapping[int, str]) -> Iterator[Line]:
    it = sheet.sheet
    names = content.department(sheet), content.project(it)
    identity = heads.sheet_id(it.file, it.number)
    for number, row in enumerate(sheet.rows):
        shown, name, target = row.indicator.shown, content.name(row), content.target(row)
        words = content.opinion(row)
        values = (
            *(*names, row.indicator.place.label, shown.level2, name, target),
            *(content.problem(row), content.rewrite(row), row.decision, words),
            *(shown.level1, shown.description, content.codes(row), it.project_code, it.file),
            *(row.decision, words, heads.checksum(name, target)),
            *(identity, same.get(id(row.indicator)), row.verdict.key, row.indicator.row),
        )
        yield Line(values, _TONES.get(content.asked_for(row), "plain"), first=number == 0)


_TONES: dict[str, Tone] = {"weak": "weak", "advised": "advised", "passed": "passed", "preset": "passed"}


def common(page: Page, texts: Sequence[content.CommonText]) -> None:
    """共性问题: a line a text that is objected to in many rows, with one decision for all of them."""
    columns = [
        *(Column(head, 8, "number") for head in ("指标数", "项目数", "部门数")),
        Column(heads.LEVEL2, 13),
        Column(heads.NAME, 24),
        Column(heads.TARGET, 14),
        Column(heads.PROBLEM, 40, "small"),
        Column(heads.REWRITE, 26, "small"),
        Column(heads.DECISION, 11, "choice"),
        Column(heads.OPINION, 40, "input"),
        Column(heads.APPLY, 14, "choice"),
        *(Column(head, 16, "hidden") for head in (heads.SHOWN_DECISION, heads.SHOWN_OPINION, heads.TEXT)),
    ]
    page.table(columns, map(_text, texts))
    choices(page, 9, heads.DECISIONS, heads.DECISION, _PICK)
    hint = "选“是”：本行结论和意见适用于全部同文指标，指标明细中单独填写结论的除外。"
    choices(page, 11, (heads.YES, heads.NO), heads.APPLY, hint)


def _text(text: content.CommonText) -> Line:
    row = text.example
    values = (
        *(len(text.rows), text.projects, text.departments),
        *(row.indicator.shown.level2, content.name(row), content.target(row)),
        *(content.problem(row), content.rewrite(row), text.decision, text.opinion, None),
        *(text.decision, text.opinion, text.key),
    )
    return Line(values, _TONES.get("weak" if row.weak else "advised", "plain"))


def doubts(page: Page, review: Review) -> None:
    """未读与存疑: files that gave nothing, sheets without rows, rows that were not judged, doubted or contested."""
    columns = [
        Column("类别", 18),
        Column("文件", 44, "small"),
        Column(heads.PLACE, 14),
        Column("内容", 40),
        Column("说明", 60),
    ]
    page.table(columns, (Line(values) for values in _doubts(review)))


def _doubts(review: Review) -> Iterator[tuple[object, ...]]:
    for unread in review.unread:
        yield "未能读取", unread.file, None, None, unread.reason
    for unread in review.partly:
        yield "部分内容未读取", unread.file, None, None, unread.reason
    for file in review.without_sheets:
        yield "未发现绩效目标表", file, None, None, "请确认该文件是否为绩效目标申报表"
    for sheet in review.empty_sheets:
        yield "没有任何指标", sheet.file, sheet.place.label, content.project(sheet), "该绩效目标表未填列任何指标"
    for row in review.rows:
        if isinstance(row.verdict, Ungraded):
            yield ("未评指标", *_where(row), row.verdict.reason)
    for row in review.rows:
        if row.contested:
            yield ("判定分歧", *_where(row), content.problem(row))
    for row in review.rows:
        if row.indicator.doubts:
            yield ("读取存疑", *_where(row), "；".join(row.indicator.doubts))


def _where(row: ReviewedRow) -> tuple[str, str, str]:
    return row.sheet.file, row.indicator.place.label, f"{content.name(row)}：{content.target(row)}"

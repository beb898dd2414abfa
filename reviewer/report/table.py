"""The terminal report: one screen in Chinese that says what came in, where the money is, what is wrong most often,
which rows are weakest and why, and what was not read. Plain text; headings are bold where `bold` makes them so."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from reviewer.model import Grade, Graded, Question, Review, ReviewedRow, Sheet, Ungraded
from reviewer.money import spoken, yuan
from reviewer.report.layout import left, right, shorten, shorten_path, wrap
from reviewer.report.safe import printable
from reviewer.report.words import GRADES, QUESTIONS
from reviewer.summary import CommonFault, Summary

_GROUPS, _FAULTS, _FILES = 5, 5, 10
_NOTHING = frozenset("/-—")  # what stands in a cell that has nothing to say

_Said = tuple[str, str]
"""The opinion printed with a row, and that of the other judge where the two disagree."""


@dataclass(frozen=True, slots=True)
class Page:
    """How to print: cells a line, how a heading is made bold (nothing where no terminal reads), what the rows were
    selected by (None: nothing), and where the whole list is (`list_at`) or the command that writes it."""

    width: int = 100
    bold: Callable[[str], str] = str
    selection: str | None = None
    list_at: str | None = None
    list_command: str | None = None


def rendered(review: Review, summary: Summary, listed: Sequence[ReviewedRow], page: Page) -> Iterator[str]:
    """The report line by line; `summary` counts the rows of `review`, `listed` are those to print one by one."""
    for number, (heading, lines) in enumerate(_sections(review, summary, listed, page)):
        yield "\n" if number else ""
        yield page.bold(heading) + "\n"
        yield from (line + "\n" for line in lines)


def _sections(
    review: Review, summary: Summary, listed: Sequence[ReviewedRow], page: Page
) -> Iterator[tuple[str, Iterator[str]]]:
    yield _title(review), _counts(review, summary, page)
    if len(summary.money) > 1:
        most = "涉及资金" if summary.money[0].budget else ""
        yield f"问题指标{most}较多的{summary.grouped_by}", _money(summary, page.width)
    if summary.faults:
        yield "反复出现的问题指标（内容完全相同的合并）", _faults(summary.faults, page.width)
    if ranked := [row for row in listed if row.rank is not None]:
        yield _list_heading(summary, ranked), _rows(ranked, page.width)
    if review.empty_sheets:
        yield f"没有任何指标的绩效目标表 {len(review.empty_sheets):,} 张", _empty(review.empty_sheets, page.width)
    if ungraded := [row for row in review.rows if isinstance(row.verdict, Ungraded)]:
        yield f"未评指标 {len(ungraded):,} 行", _ungraded(ungraded, page.width)
    if review.unread:
        yield f"未能读取 {len(review.unread):,} 个", _unread(review, page.width)
    if review.without_sheets:
        yield f"未发现绩效目标表的文件 {len(review.without_sheets):,} 个", _without_sheets(review, page.width)
    if page.list_at or (page.list_command and summary.rows > summary.passed):
        yield "完整清单", _whole_list(page)


def _title(review: Review) -> str:
    judge = "由规则判定，未使用语言模型" if review.grader == "rules" else f"由 {printable(review.grader)} 判定"
    return f"绩效指标初审（{judge}）"


def _counts(review: Review, summary: Summary, page: Page) -> Iterator[str]:
    if review.interrupted:
        yield "运行被中断，以下仅为已完成的部分。"
    yield f"读取文件 {review.files:,} 个，绩效目标表 {review.sheets:,} 张，指标 {summary.rows:,} 行。"
    if page.selection:
        yield from wrap(f"仅统计所选指标：{printable(page.selection)}。", page.width)
    if summary.rows:
        yield from wrap(_shares(summary), page.width)


def _shares(summary: Summary) -> str:
    parts = [
        f"问题指标 {summary.weak:,} 行，占 {summary.weak / summary.rows:.1%}",
        f"建议修改 {summary.advised:,} 行" + (f"（其中规范性提示 {summary.formal:,} 行）" if summary.formal else ""),
        f"通过 {summary.passed:,} 行",
    ]
    if summary.ungraded:
        parts.append(f"未评 {summary.ungraded:,} 行")
    if summary.contested:
        parts.append(f"模型与规则判定相反 {summary.contested:,} 行")
    return "；".join(parts) + "。"


def _money(summary: Summary, width: int) -> Iterator[str]:
    some = any(risk.budget for risk in summary.money)
    for risk in summary.money[:_GROUPS]:
        budget = f"预算 {spoken(risk.budget)}" if risk.budget else "未填预算"
        figures = (
            right(f"{risk.weak:,} 行", 10) + right(f"{risk.sheets:,} 张表", 12) + right(budget if some else "", 20)
        )
        yield ("  " + left(printable(risk.name), width - 44) + figures).rstrip()
    if rest := summary.money[_GROUPS:]:
        without = sum(not risk.budget for risk in rest)
        note = f"，其中 {without:,} 个未填预算" if some and without else ""
        yield f"  另有 {len(rest):,} 个{summary.grouped_by}有问题指标{note}。"


def _faults(faults: Sequence[CommonFault], width: int) -> Iterator[str]:
    for fault in faults[:_FAULTS]:
        row = fault.example
        often = right(f"{fault.rows:,} 行", 8) + right(f"{fault.sheets:,} 张表", 11) + "  "
        yield from wrap(f"{_indicator(row)}（{_objections(row)}）", width, often, " " * cell_len(often))
    if (rest := len(faults) - _FAULTS) > 0:
        yield f"  另有 {rest:,} 种。"


def _list_heading(summary: Summary, ranked: Sequence[ReviewedRow]) -> str:
    return f"按问题轻重排列，前 {len(ranked):,} 行（问题指标共 {summary.weak:,} 行，建议修改 {summary.advised:,} 行）"


def _rows(rows: Sequence[ReviewedRow], width: int) -> Iterator[str]:
    """Rows that follow each other on one sheet stand under one line that names it; an opinion is printed once."""
    above: Sheet | None = None
    said: dict[_Said, int | None] = {}
    indent = len(str(max(row.rank or 0 for row in rows))) + 3
    for row in rows:
        if row.sheet is not above:
            above = row.sheet
            yield _sheet(row.sheet, width)
        yield from _row(row, said, width, indent)


def _sheet(sheet: Sheet, width: int) -> str:
    """Department, project, budget and place on one line; long names give way to the place, which has a quarter."""
    names = "　".join(dict.fromkeys(printable(name) for name in (sheet.department, _project(sheet)) if name))
    budget = f"预算{spoken(yuan(sheet))}" if yuan(sheet) else "未填预算"
    told = f"　{budget}　第{sheet.number}张表　"
    file = shorten_path(printable(sheet.file), max(width // 4, width - cell_len(f"◆ {names}{told}")))
    return f"◆ {shorten(names or '未填项目名称', width - cell_len(f'◆ {told}{file}'))}{told}{file}"


def _project(sheet: Sheet) -> str | None:
    return sheet.project_name or sheet.title


def _row(row: ReviewedRow, said: dict[_Said, int | None], width: int, indent: int) -> Iterator[str]:
    number, margin = right(f"{row.rank} ", indent), " " * indent
    indicator = f"{printable(row.indicator.place.label)}　{_indicator(row)}"
    opinion, verb = printable(_opinion(row)), _verb(row)
    told: _Said = (opinion, _other(row))
    if told in said:
        yield from wrap(f"{indicator}（{verb}，意见同序号 {said[told]}）", width, number, margin)
        return
    yield from wrap(indicator, width, number, margin)
    if any(told):
        said[told] = row.rank
    if opinion or told[1] or row.decision:
        who = verb if opinion or row.decision else "模型"
        yield from wrap(f"{who}：{opinion or '无意见'}", width, margin, margin + " " * 6)
    if told[1]:
        yield from wrap(told[1], width, margin, margin + " " * 6)


def _verb(row: ReviewedRow) -> str:
    """What is asked for, and whether a person decided so."""
    return f"人工{row.decision}" if row.decision else "退回" if row.weak else "建议"


def _opinion(row: ReviewedRow) -> str:
    """The reviewer's own words where there are any, else the judge's; "" where neither has something to say."""
    if row.decided and row.decided.opinion and (row.decided.edited or row.decision != "不提意见"):
        return row.decided.opinion
    return (isinstance(row.verdict, Graded) and row.decision != "不提意见" and row.verdict.opinion) or ""


def _other(row: ReviewedRow) -> str:
    """What the rules say of a row on which the model says the opposite; "" where it does not."""
    if not row.contested or row.rules is None:
        return ""
    questions = "、".join(QUESTIONS[question] for question in row.contested)
    return f"规则：{printable(row.rules.opinion or '无意见')}（{questions}，判定相反）"


def _indicator(row: ReviewedRow) -> str:
    shown = row.indicator.shown
    parts = (shown.operator, shown.target, shown.unit)
    target = " ".join(printable(part) for part in parts if part and part not in _NOTHING)
    value = target if shown.target else "（未填指标值）"
    name = printable(shown.name or shown.description or "（未填名称）")
    return "｜".join(
        part for part in (printable(shown.level2 or ""), f"{shorten(name, 60)}：{shorten(value, 40)}") if part
    )


def _objections(row: ReviewedRow) -> str:
    failed = [
        QUESTIONS[q] for q in Question if isinstance(row.verdict, Graded) and row.verdict.answer(q).grade is Grade.FAIL
    ]
    return "、".join(failed) or GRADES[Grade.FAIL]


def _ungraded(rows: Sequence[ReviewedRow], width: int) -> Iterator[str]:
    reasons = Counter(row.verdict.reason for row in rows if isinstance(row.verdict, Ungraded))
    for reason, count in reasons.most_common(_GROUPS):
        yield from wrap(f"{count:,} 行：{printable(reason)}", width, "  ", "    ")


def _empty(sheets: Sequence[Sheet], width: int) -> Iterator[str]:
    for sheet in sheets[:_FILES]:
        yield _sheet(sheet, width)
    if (rest := len(sheets) - _FILES) > 0:
        yield f"  另有 {rest:,} 张。"


def _unread(review: Review, width: int) -> Iterator[str]:
    for unread in review.unread[:_FILES]:
        yield from wrap(f"{printable(unread.file)}：{printable(unread.reason)}", width, "  ", "    ")
    if (rest := len(review.unread) - _FILES) > 0:
        yield f"  另有 {rest:,} 个，见错误输出。"


def _without_sheets(review: Review, width: int) -> Iterator[str]:
    for file in review.without_sheets[:_FILES]:
        yield from wrap(printable(file), width, "  ", "    ")
    if (rest := len(review.without_sheets) - _FILES) > 0:
        yield f"  另有 {rest:,} 个，见错误输出。"


def _whole_list(page: Page) -> Iterator[str]:
    if page.list_at:
        yield from wrap(f"已写入 {printable(page.list_at)}。", page.width, "  ", "  ")
    elif page.list_command and cell_len(page.list_command) <= page.width - 2:
        yield "  可用 Excel 打开的全部问题指标和建议，用下面的命令写出："
        yield f"  {printable(page.list_command)}"
    else:
        add = "在原命令后加 --output 审核清单.csv，写出可用 Excel 打开的全部问题指标和建议。"
        yield from wrap(add, page.width, "  ", "  ")

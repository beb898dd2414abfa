"""The terminal report: a first screen in Chinese that says what was sent, what becomes of it and which projects go
back, then the rows that are weakest and why. Plain text; headings are bold where `bold` makes them so."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from reviewer.model import Review, ReviewedRow, Sheet, Ungraded
from reviewer.report import first_screen, roster, rows
from reviewer.report.layout import wrap
from reviewer.report.safe import printable
from reviewer.summary import CommonFault, Departments, Summary, departments_of

_REASONS, _SHEETS = 5, 10


@dataclass(frozen=True, slots=True)
class Page:
    """How to print: cells a line, how a heading is made bold (nothing where no terminal reads), what the rows were
    selected by (None: nothing), and where the whole list is (`list_at`) or the command that writes it."""

    width: int = 100
    bold: Callable[[str], str] = str
    selection: str | None = None
    list_at: str | None = None
    list_command: str | None = None


def rendered(review: Review, summary: Summary, listed: Sequence[CommonFault], page: Page) -> Iterator[str]:
    """The report line by line; `summary` counts the rows of `review`, `listed` are those to print one by one, equal
    ones folded."""
    for number, (heading, lines) in enumerate(_sections(review, summary, listed, page)):
        yield "\n" if number else ""
        yield page.bold(heading) + "\n"
        yield from (line + "\n" for line in lines)


def _sections(
    review: Review, summary: Summary, listed: Sequence[CommonFault], page: Page
) -> Iterator[tuple[str, Iterator[str]]]:
    yield from _first_screen(review, summary, page)
    departments = departments_of(review)
    if ranked := [fault for fault in listed if fault.example.rank is not None]:
        yield _list_heading(summary, ranked), rows.listing(ranked, departments, page.width)
    if review.empty_sheets:
        empty = _empty(review.empty_sheets, departments, page.width)
        yield f"没有任何指标的绩效目标表 {len(review.empty_sheets):,} 张", empty
    if ungraded := [row for row in review.rows if isinstance(row.verdict, Ungraded)]:
        yield f"未评指标 {len(ungraded):,} 行", _ungraded(ungraded, page.width)
    if review.without_sheets:
        lines = first_screen.without_sheets(review, page.width)
        yield f"未发现绩效目标表的文件 {len(review.without_sheets):,} 个", lines
    if review.roster:
        yield from roster.sections(review.roster, departments, page.width)


def _first_screen(review: Review, summary: Summary, page: Page) -> Iterator[tuple[str, Iterator[str]]]:
    width = page.width
    yield _title(review), first_screen.counts(review, summary, page.selection, width)
    if review.reviewed:
        yield "审核结论", first_screen.concluded(summary)
    if review.roster and review.roster.missing:
        entries = review.roster.missing
        yield f"应报未报 {len(entries):,} 个", first_screen.missing(entries, width)
    if review.unread:
        yield f"未能读取 {len(review.unread):,} 个", first_screen.unread(review.unread, width)
    if review.partly:
        yield f"部分内容未读取 {len(review.partly):,} 个", first_screen.unread(review.partly, width)
    if returned := summary.returned:
        what = returned[0].sheet.scope
        shown = f"前 {first_screen.RETURNED} 个，" if len(returned) > first_screen.RETURNED else ""
        yield f"应退回重报的{what}（按金额，{shown}共 {len(returned):,} 个）", first_screen.returned(returned, width)
    if summary.faults:
        yield "共性问题（文字和意见相同的合并）", first_screen.faults(summary.faults, width)
    if page.list_at or (page.list_command and summary.rows > summary.passed):
        yield "完整清单", _whole_list(page)


def _title(review: Review) -> str:
    judge = "由规则判定，未使用语言模型" if review.grader == "rules" else f"由 {printable(review.grader)} 判定"
    return f"绩效目标审核（{judge}）"


def _list_heading(summary: Summary, ranked: Sequence[CommonFault]) -> str:
    return f"按问题轻重排列，前 {len(ranked):,} 种（问题指标共 {summary.weak:,} 行，相同的合并）"


def _ungraded(rows: Sequence[ReviewedRow], width: int) -> Iterator[str]:
    reasons = Counter(row.verdict.reason for row in rows if isinstance(row.verdict, Ungraded))
    for reason, count in reasons.most_common(_REASONS):
        yield from wrap(f"{count:,} 行：{printable(reason)}", width, "  ", "    ")


def _empty(sheets: Sequence[Sheet], departments: Departments, width: int) -> Iterator[str]:
    for sheet in sheets[:_SHEETS]:
        yield rows.heading(sheet, departments, width)
    if (rest := len(sheets) - _SHEETS) > 0:
        yield f"  另有 {rest:,} 张。"


def _whole_list(page: Page) -> Iterator[str]:
    if page.list_at:
        yield from wrap(f"已写入 {printable(page.list_at)}。", page.width, "  ", "  ")
    elif page.list_command and cell_len(page.list_command) <= page.width - 2:
        yield "  全部项目、指标和意见的 Excel 工作簿，用下面的命令写出："
        yield f"  {printable(page.list_command)}"
    else:
        add = "在原命令后加 --output 审核结果.xlsx，写出全部项目、指标和意见的 Excel 工作簿。"
        yield from wrap(add, page.width, "  ", "  ")

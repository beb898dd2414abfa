"""The first screen of the terminal report: what was sent, what becomes of it and the money in it, which projects go
back, which faults come again and again, where the rest is. Lines of plain Chinese text, without headings."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from reviewer.errors import Unread
from reviewer.model import Expected, Review, ReviewedSheet, Roster
from reviewer.money import spoken, yuan
from reviewer.report.layout import left, right, shorten, wrap
from reviewer.report.rows import described
from reviewer.report.safe import printable
from reviewer.roster import tallies
from reviewer.sheets import BY_CODE
from reviewer.summary import CommonFault, Summary

RETURNED, FAULTS, FILES, MISSING = 10, 5, 10, 5
"""The most that is shown of each."""


def counts(review: Review, summary: Summary, selection: str | None, width: int) -> Iterator[str]:
    """What was read, how many projects and how much money, what the rows come to."""
    if review.interrupted:
        yield "运行被中断，以下仅为已完成的部分。"
    yield from wrap(_files(review, summary), width)
    if selection:
        yield from wrap(f"仅统计所选指标：{printable(selection)}。", width)
    if review.roster:
        yield from wrap(_handed_in(review.roster), width)
    if review.reviewed:
        yield from wrap(_projects(summary), width)
    if summary.rows:
        yield from wrap(_shares(summary), width)


def concluded(summary: Summary) -> Iterator[str]:
    """Conclusions with projects, their money, and sheets of whole departments where there are any."""
    projects = any(one.projects for one in summary.concluded)
    wholes = any(one.wholes for one in summary.concluded)
    money = any(one.money for one in summary.concluded)
    for one in summary.concluded:
        parts = [left(one.conclusion, 12)]
        parts += [right(f"{one.projects:,} 个项目", 12)] if projects else []
        parts += [right(spoken(one.money) if one.money else "", 16)] if money else []
        parts += [right(f"部门整体 {one.wholes:,} 张", 18)] if wholes else []
        yield f"  {''.join(parts)}".rstrip()


def returned(sheets: Sequence[ReviewedSheet], width: int) -> Iterator[str]:
    """The largest projects to send back, a line each: amount, project, department, why."""
    for one in sheets[:RETURNED]:
        sheet = one.sheet
        amount = right(spoken(yuan(sheet)) if yuan(sheet) else "未填金额", 14)
        project = left(printable(sheet.project_name or sheet.title or "未填项目名称"), width // 4)
        department = printable(one.department or "未填部门") + ("（推断）" if one.inferred else "")
        names = f"{amount}  {project}  {left(_end(department, width // 4), width // 4)}  "
        yield (names + shorten(_why(one), width - cell_len(names))).rstrip()
    if (rest := len(sheets) - RETURNED) > 0:
        yield f"  另有 {rest:,} 个。"


def missing(expected: Sequence[Expected], width: int) -> Iterator[str]:
    """Entries of the roster that were not handed in, most money first, a line each."""
    for one in sorted(expected, key=lambda entry: -(entry.amount or 0.0))[:MISSING]:
        amount = right(spoken(one.amount) if one.amount else "未列金额", 14)
        project = printable(one.name or one.code or ("全部绩效目标表" if one.whatever else one.scope))
        department = printable(one.unit or one.department or "未列部门")
        yield f"{amount}  {left(project, width // 4)}  {shorten(department, width - 18 - width // 4)}".rstrip()
    if (rest := len(expected) - MISSING) > 0:
        yield f"  另有 {rest:,} 个。"


def faults(common: Sequence[CommonFault], width: int) -> Iterator[str]:
    """The most frequent faults: how often, in how many projects and departments, the row, and what is wrong with it."""
    for fault in common[:FAULTS]:
        unit = "个项目" if fault.example.sheet.scope == "项目" else "张表"
        often = right(f"{fault.times:,} 次", 8) + right(f"{fault.projects:,} {unit}", 12)
        often += (right(f"{fault.departments:,} 个部门", 11) if fault.departments else "") + "  "
        yield from wrap(described(fault.example), width, often, " " * cell_len(often))
        if fault.opinion:
            yield from wrap(printable(fault.opinion), width, " " * 10, " " * 10)
    if (rest := len(common) - FAULTS) > 0:
        yield f"  另有 {rest:,} 种。"


def unread(files: Sequence[Unread], width: int) -> Iterator[str]:
    """Files that could not be read, or only in part, and why."""
    for one in files[:FILES]:
        yield from wrap(f"{printable(one.file)}：{printable(one.reason)}", width, "  ", "    ")
    if (rest := len(files) - FILES) > 0:
        yield f"  另有 {rest:,} 个，见错误输出。"


def without_sheets(review: Review, width: int) -> Iterator[str]:
    """Files that hold no target sheet."""
    for name in review.without_sheets[:FILES]:
        yield from wrap(printable(name), width, "  ", "    ")
    if (rest := len(review.without_sheets) - FILES) > 0:
        yield f"  另有 {rest:,} 个，见错误输出。"


# ---------------------------------------------------------------------------------------------------------------------


def _files(review: Review, summary: Summary) -> str:
    parts = [f"读取文件 {review.files:,} 个", f"绩效目标表 {review.sheets:,} 张", f"指标 {summary.rows:,} 行"]
    if review.unread:
        parts.append(f"未能读取 {len(review.unread):,} 个文件")
    if review.partly:
        parts.append(f"部分内容未读取 {len(review.partly):,} 个文件")
    if review.excluded:
        parts.append(f"按项目类别略过 {review.excluded:,} 张表")
    return "，".join(parts) + "。"


def _handed_in(roster: Roster) -> str:
    """应报, 已报, 未报; what came beside the roster, twice, or unreadable."""
    told = [
        (one, f"{one.kind} {one.count:,} 个" + (f"（{spoken(one.amount)}）" if one.amount else ""))
        for one in tallies(roster)
    ]
    parts = [text for one, text in told if one.kind in _ENTRIES]
    beside = [text for one, text in told if one.kind in _BESIDE and one.count]
    if perhaps := sum(bool(one.expected) for one in roster.unread):
        beside.append(f"未能读取的文件中 {perhaps:,} 个可能是未报项目")
    return "，".join(parts) + (f"；{'，'.join(beside)}" if beside else "") + "。"


_ENTRIES, _BESIDE = ("应报", "已报", "未报"), ("清单外", "重复报送")


def _projects(summary: Summary) -> str:
    projects = sum(one.projects for one in summary.concluded)
    wholes = sum(one.wholes for one in summary.concluded)
    money = sum(one.money for one in summary.concluded)
    subject = f"项目 {projects:,} 个" if projects else f"部门整体 {wholes:,} 张"
    told = f"{subject}，金额合计 {spoken(money)}" if money else f"{subject}，均未填金额"
    if money and summary.without_money:
        told += f"（{summary.without_money:,} {'个' if projects else '张'}未填金额）"
    told += f"；部门整体 {wholes:,} 张" if projects and wholes else ""
    return told + (f"；疑似套用其他项目的表 {summary.copied:,} 张" if summary.copied else "") + "。"


def _shares(summary: Summary) -> str:
    share = f"，占 {summary.weak / summary.judged:.1%}" if summary.judged else ""
    parts = [
        f"问题指标 {summary.weak:,} 行{share}",
        f"建议修改 {summary.advised:,} 行" + (f"（其中规范性提示 {summary.formal:,} 行）" if summary.formal else ""),
        f"通过 {summary.passed:,} 行",
    ]
    if summary.ungraded:
        parts.append(f"未评 {summary.ungraded:,} 行")
    if summary.presets:
        parts.append(f"系统预置，不提意见 {summary.presets:,} 行")
    if summary.contested:
        parts.append(f"模型与规则判定相反 {summary.contested:,} 行")
    return "；".join(parts) + "。"


def _why(one: ReviewedSheet) -> str:
    """What is wrong with a sheet, in short: weak rows and their share, findings above a hint."""
    weak = sum(row.weak for row in one.rows)
    parts = [f"问题{weak}项、{one.weak_share:.0%}"] if weak and one.weak_share else []
    told = (finding for finding in one.findings if finding.severity != "提示")
    return "，".join((*parts, *(BY_CODE[finding.code].title for finding in told)))


def _end(text: str, width: int) -> str:
    """The end of a name: what stands before it, the place, is that of all."""
    return text if cell_len(text) <= width else shorten(text[::-1], width)[::-1]

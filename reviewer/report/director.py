"""One page of Word for the director: what was sent, how much goes back, where, why, and the money in it."""

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.model import Review, ReviewedSheet
from reviewer.money import spoken, yuan
from reviewer.report import word
from reviewer.report.layout import shorten
from reviewer.report.rows import described
from reviewer.report.safe import printable
from reviewer.roster import tallies
from reviewer.summary import CommonFault, Summary, summarise

_PROJECTS, _FAULTS, _COPIES, _DEPARTMENTS = 10, 5, 3, 3
_ENOUGH = 5  # rows from which the share of a department says something
_SIZE = 9.0  # points, so that it is one page


@dataclass(frozen=True, slots=True)
class Standing:
    """How a department stands: its rows and how many of them are weak."""

    department: str
    rows: int
    weak: int

    @property
    def share(self) -> float:
        """The share of weak rows."""
        return self.weak / self.rows


def document(review: Review) -> bytes:
    """The bytes of the .docx."""
    from docx import Document
    from docx.shared import Pt

    summary = summarise(review)
    written: Any = Document()
    word.set_up(written, margin=1.4)
    written.styles["Normal"].paragraph_format.space_after = Pt(2)
    word.centred(written, "预算绩效目标审核情况", 16, word.TITLE)
    for line in _coverage(review, summary):
        word.paragraph(written, line, indent=True, size=10.5)
    number = iter("一二三四五")
    _section(
        written,
        f"{next(number)}、审核结论",
        ("结论", "项目（个）", "金额", "占比"),
        _concluded(summary),
        (5, 4.4, 5, 4),
    )
    if (found := standings(review))[1:]:
        _departments(written, f"{next(number)}、部门情况", found)
    _section(
        written,
        f"{next(number)}、共性问题",
        ("指标及指标值", "次数", "审核意见"),
        _faults(summary.faults),
        (5.4, 3, 10),
    )
    heads = ("金额", "项目", "部门", "主要问题")
    _section(written, f"{next(number)}、金额较大的退回项目", heads, _returned(summary.returned), (2.4, 5, 4, 7))
    if copies := list(_copies(review)):
        word.heading(written, f"{next(number)}、疑似套用", 11)
        for line in copies:
            word.paragraph(written, line, indent=True, size=_SIZE)
    stream = io.BytesIO()
    written.save(stream)
    return stream.getvalue()


def standings(review: Review) -> list[Standing]:
    """The departments with enough rows to be compared, the worst first."""
    rows: dict[str, int] = defaultdict(int)
    weak: dict[str, int] = defaultdict(int)
    for sheet in review.reviewed:
        if sheet.department and sheet.newer is None:
            rows[sheet.department] += sum(not row.set_aside for row in sheet.rows)
            weak[sheet.department] += sum(row.weak for row in sheet.rows)
    found = (Standing(name, count, weak[name]) for name, count in rows.items() if count >= _ENOUGH)
    return sorted(found, key=lambda one: (-one.share, -one.weak, one.department))


def _coverage(review: Review, summary: Summary) -> Iterator[str]:
    projects = sum(one.projects for one in summary.concluded)
    wholes = sum(one.wholes for one in summary.concluded)
    money = sum(one.money for one in summary.concluded)
    told = [f"收到文件 {review.files + len(review.unread):,} 个"]
    if review.unread:
        told.append(f"其中 {len(review.unread):,} 个未能读取")
    told += [f"项目 {projects:,} 个"] if projects else []
    told += [f"部门整体 {wholes:,} 张"] if wholes else []
    told += [f"金额合计 {spoken(money)}"] if money else []
    yield f"{'，'.join(told)}。{_handed_in(review)}"
    share = f"（{summary.weak / summary.judged:.1%}）" if summary.judged else ""
    ungraded = f"，未评 {summary.ungraded:,} 项" if summary.ungraded else ""
    judge = "规则" if review.grader == "rules" else f"模型 {printable(review.grader)}"
    yield (
        f"共审核指标 {summary.judged:,} 项，其中须退回修改 {summary.weak:,} 项{share}，"
        f"建议修改 {summary.advised:,} 项，通过 {summary.passed:,} 项{ungraded}。"
        f"初审由{judge}作出，审核人员已有决定的以其决定为准。"
    )


def _handed_in(review: Review) -> str:
    """What was asked for by the roster and did not come; nothing without a roster."""
    if review.roster is None:
        return ""
    counts = [
        f"{one.kind} {one.count:,} 个" + (f"（{spoken(one.amount)}）" if one.amount else "")
        for one in tallies(review.roster)
        if one.kind in ("应报", "已报", "未报")
    ]
    departments = dict.fromkeys(printable(one.department) for one in review.roster.missing if one.department)
    named = "、".join(shorten(name, 24) for name in list(departments)[:_DEPARTMENTS])
    more = "等" if len(departments) > _DEPARTMENTS else ""
    return f"对照应报清单，{'，'.join(counts)}" + (f"，未报的有{named}{more}。" if named else "。")


def _concluded(summary: Summary) -> Iterator[tuple[str, ...]]:
    subject = any(one.projects for one in summary.concluded)
    total = sum(one.projects if subject else one.wholes for one in summary.concluded)
    for one in summary.concluded:
        count = one.projects if subject else one.wholes
        share = f"{count / total:.1%}" if total else "—"
        yield one.conclusion, f"{count:,}", spoken(one.money) if one.money else "—", share


def _departments(written: Any, title: str, found: Sequence[Standing]) -> None:
    """The departments that stand worst, and best, in one table; `found` are two at least."""
    half = min(_DEPARTMENTS, len(found) // 2)
    worst, best = found[:half], found[::-1][:half]
    rows = [(*_standing(one), *_standing(other)) for one, other in zip(worst, best, strict=True)]
    heads = ("问题占比较高的部门", "问题／指标", "占比", "问题占比较低的部门", "问题／指标", "占比")
    _section(written, title, heads, rows, (5.2, 2.2, 1.8, 5.2, 2.2, 1.8))


def _standing(one: Standing) -> tuple[str, str, str]:
    return shorten(printable(one.department), 30), f"{one.weak:,}／{one.rows:,}", f"{one.share:.0%}"


def _faults(faults: Sequence[CommonFault]) -> Iterator[tuple[str, ...]]:
    for fault in faults[:_FAULTS]:
        times = f"{fault.times:,} 次，{fault.projects:,} 个项目" if fault.projects else f"{fault.times:,} 次"
        yield shorten(described(fault.example), 72), times, shorten(fault.opinion or "", 168)


def _returned(sheets: Sequence[ReviewedSheet]) -> Iterator[tuple[str, ...]]:
    for one in sheets[:_PROJECTS]:
        amount = spoken(yuan(one.sheet)) if yuan(one.sheet) else "未填"
        project = printable(one.sheet.project_name or one.sheet.title or "未填项目名称")
        department = printable(one.department or "未填部门") + ("（推断）" if one.inferred else "")
        yield amount, shorten(project, 34), shorten(department, 28), shorten(one.reason, 76)


def _copies(review: Review) -> Iterator[str]:
    """The pairs that are most alike, each once."""
    pairs: dict[frozenset[tuple[str, int]], tuple[float, str]] = {}
    for one in review.reviewed:
        for copy in one.copies:
            places = frozenset(((one.sheet.file, one.sheet.number), (copy.other.file, copy.other.number)))
            names = "与".join(_named(sheet.project_name or sheet.title) for sheet in (one.sheet, copy.other))
            pairs.setdefault(places, (copy.share, f"{names}有 {copy.share:.0%} 的指标相同。"))
    ordered = sorted(pairs.values(), key=lambda pair: -pair[0])
    yield from (told for _, told in ordered[:_COPIES])
    if (rest := len(ordered) - _COPIES) > 0:
        yield f"另有 {rest:,} 对。"


def _named(name: str | None) -> str:
    return f"“{shorten(printable(name or '未填项目名称'), 40)}”"


def _section(
    written: Any, title: str, heads: Sequence[str], rows: Iterator[tuple[str, ...]] | list[Any], widths: Sequence[float]
) -> None:
    """A heading and a table, or that there is nothing."""
    told = list(rows)
    word.heading(written, title, 11)
    if told:
        word.table(written, heads, told, widths, _SIZE)
    else:
        word.paragraph(written, "无。", indent=True, size=_SIZE)

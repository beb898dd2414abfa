"""What came and what did not, as HTML that needs no script: files that gave nothing, sheets without indicators or in
whose place a newer one counts, and the roster held against what was read. Submitted text is escaped."""

from collections.abc import Iterator, Sequence
from html import escape

from reviewer.model import Expected, Review, Roster, Sheet
from reviewer.money import spoken, yuan
from reviewer.report.safe import printable
from reviewer.roster import tallies

_Lines = Sequence[Sequence[str]]


def received(review: Review) -> Iterator[str]:
    """The section; nothing where there is nothing to tell."""
    tables = [table for table in _tables(review) if table[2]]
    if not tables and review.roster is None:
        return
    told = "，".join(f"{title} {len(lines):,}" for title, _, lines in tables)
    yield f'<details id="received"><summary>报送与读取情况：{told or "均已读取"}</summary>\n'
    if review.roster:
        yield f"<p>{escape(_told(review.roster))}</p>\n"
    for title, heads, lines in tables:
        yield f"<h2>{title}（{len(lines):,}）</h2>\n"
        yield from _table(title, heads, lines)
    yield "</details>\n"


def _tables(review: Review) -> Iterator[tuple[str, Sequence[str], _Lines]]:
    """Title, heads and lines of each."""
    yield "未能读取的文件", ("文件", "原因和办法"), [(one.file, one.reason) for one in review.unread]
    yield "部分内容未读取的文件", ("文件", "未读取的内容和办法"), [(one.file, one.reason) for one in review.partly]
    yield "未发现绩效目标表的文件", ("文件",), [(file,) for file in review.without_sheets]
    yield "没有指标的绩效目标表", _SHEET, [_sheet(sheet) for sheet in review.empty_sheets]
    newer = [(*_sheet(one.sheet), one.newer.file) for one in review.reviewed if one.newer]
    yield "已由新版替代的绩效目标表", (*_SHEET, "以此为准"), newer
    if review.roster:
        yield "应报未报", _ENTRY, [_entry(one) for one in review.roster.missing]
        yield "清单外报送", _SHEET, [_sheet(sheet) for sheet in review.roster.outside]
        perhaps = [
            (one.unread.file, "；".join(map(_named, one.expected))) for one in review.roster.unread if one.expected
        ]
        yield "未能读取的文件可能是", ("文件", "应报项目"), perhaps


_SHEET = ("部门", "项目", "金额", "文件、位置")
_ENTRY = ("部门", "项目编码", "项目", "金额")


def _sheet(sheet: Sheet) -> tuple[str, ...]:
    amount = yuan(sheet)
    return (
        sheet.department or "未填",
        sheet.project_name or sheet.title or "未填",
        spoken(amount) if amount else "未填",
        f"{sheet.file} 第{sheet.number}张表 {sheet.place.label}",
    )


def _asked(one: Expected) -> str:
    """The project, or what a department is asked for as a whole."""
    return one.name or ("全部绩效目标表" if one.whatever else one.scope)


def _entry(one: Expected) -> tuple[str, ...]:
    return one.department or "未填", one.code or "", _asked(one), spoken(one.amount) if one.amount else "未填"


def _named(one: Expected) -> str:
    return " ".join(part for part in (one.department, _asked(one)) if part)


def _told(roster: Roster) -> str:
    counts = [
        f"{one.kind} {one.count:,}" + (f"（{spoken(one.amount)}）" if one.amount else "") for one in tallies(roster)
    ]
    return f"对照应报清单 {printable(roster.file)}：{'，'.join(counts)}。"


def _table(title: str, heads: Sequence[str], lines: _Lines) -> Iterator[str]:
    yield f'<table aria-label="{title}"><thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr></thead>\n<tbody>\n"
    for line in lines:
        yield "<tr>" + "".join(f"<td>{escape(printable(text))}</td>" for text in line) + "</tr>\n"
    yield "</tbody></table>\n"

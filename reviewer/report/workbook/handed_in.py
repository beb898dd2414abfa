"""报送情况: the roster entry by entry, what is missing first, and what came that it does not ask for or came again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reviewer.model import Expected, PerhapsIn, Repeated, Reported, ReviewedSheet, Roster, Sheet
from reviewer.money import yuan
from reviewer.report.workbook import content, heads
from reviewer.report.workbook.writing import Column, Line, Page, Tone
from reviewer.summary import Departments


def handed_in(page: Page, roster: Roster, reviewed: Sequence[ReviewedSheet]) -> None:
    """Write the sheet. `reviewed` know the departments that were inferred."""
    columns = [
        Column("类别", 12),
        Column(heads.DEPARTMENT, 26),
        Column("项目编码", 20, "small"),
        Column(heads.PROJECT, 36),
        Column("清单金额（万元）", 16, "money"),
        Column("申报金额（万元）", 16, "money"),
        Column("文件", 40, "small"),
        Column("说明", 50, "small"),
    ]
    departments = {(one.sheet.file, one.sheet.number): one.department for one in reviewed}
    page.table(columns, _lines(roster, departments))


def _lines(roster: Roster, departments: Departments) -> Iterator[Line]:
    """The lines of 未报, 未能读取, 清单外, 重复报送 and 已报, in this order."""
    files: dict[int, list[str]] = defaultdict(list)
    for one in roster.unread:
        for entry in one.expected:
            files[id(entry)].append(one.unread.file)
    kinds: tuple[tuple[str, Tone, Iterator[tuple[object, ...]]], ...] = (
        ("未报", "weak", (_missing(entry, files.get(id(entry), ())) for entry in roster.missing)),
        ("未能读取", "plain", map(_unread, roster.unread)),
        ("清单外", "plain", (_sheet(sheet, departments) for sheet in roster.outside)),
        ("重复报送", "plain", (_repeated(one, departments) for one in roster.repeated)),
        ("已报", "passed", map(_reported, roster.reported)),
    )
    for kind, tone, lines in kinds:
        for number, values in enumerate(lines):
            yield Line((kind, *values), tone, first=number == 0)


def _missing(entry: Expected, unread: Sequence[str]) -> tuple[object, ...]:
    return *_entry(entry), None, None, f"可能在未能读取的文件中：{'、'.join(unread)}" if unread else None


def _unread(one: PerhapsIn) -> tuple[object, ...]:
    names = "、".join(entry.name or entry.code or entry.department or "" for entry in one.expected)
    told = f"{one.unread.reason}（可能含：{names}）" if names else one.unread.reason
    return None, None, None, None, None, one.unread.file, told


def _sheet(sheet: Sheet, departments: Departments, note: str | None = None) -> tuple[object, ...]:
    department = departments.get((sheet.file, sheet.number)) or sheet.department
    return department, sheet.project_code, content.project(sheet), None, _money(yuan(sheet)), sheet.file, note


def _repeated(one: Repeated, departments: Departments) -> tuple[object, ...]:
    older = "、".join(dict.fromkeys(sheet.file for sheet in one.superseded))
    return _sheet(one.sheet, departments, f"以本文件为准，不计：{older}")


def _reported(one: Reported) -> tuple[object, ...]:
    told = [f"按{one.by}认定"] if one.by not in _SURE else []
    told += ["申报金额与清单不一致，请核对"] if one.difference else []
    return *_entry(one.expected), _money(yuan(one.sheet)), one.sheet.file, "；".join(told) or None


def _entry(entry: Expected) -> tuple[object, ...]:
    """部门, 项目编码, 项目 and 清单金额 of an entry."""
    name = entry.name or (entry.scope if entry.scope == "部门整体" else None)
    return entry.unit or entry.department, entry.code, name, _money(entry.amount)


def _money(amount: float | None) -> float | None:
    """万元; None where there is no amount."""
    return amount / 10_000 if amount else None


_SURE = ("项目编码", "部门和名称", "部门")
"""How an entry is found that needs no word about it."""

"""What the roster brought to light beside the missing entries: sheets that nobody asked for, projects handed in again,
amounts that differ, files that may hold what is missing. Lines of plain Chinese text under headings."""

from collections.abc import Iterable, Iterator, Sequence

from reviewer.identity import project_name
from reviewer.model import Expected, PerhapsIn, Repeated, Reported, Roster, Sheet
from reviewer.money import spoken, yuan
from reviewer.report.layout import wrap
from reviewer.report.safe import printable
from reviewer.summary import Departments

MOST = 5
"""The most that is told of each."""

Section = tuple[str, Iterator[str]]


def sections(roster: Roster, departments: Departments, width: int) -> Iterator[Section]:
    """A heading with its lines for each thing that there is."""
    differing = [one for one in roster.reported if one.difference]
    perhaps = [one for one in roster.unread if one.expected]
    if roster.outside:
        yield _section(
            "清单外", "张", roster.outside, (_outside(sheet, departments) for sheet in roster.outside), width
        )
    if roster.repeated:
        told = (_repeated(one, departments) for one in roster.repeated)
        yield _section("重复报送", "个项目（以最新的为准）", roster.repeated, told, width)
    if differing:
        yield _section("金额与清单不一致，请核对", "个", differing, map(_differing, differing), width)
    if perhaps:
        yield _section("未能读取、可能含未报项目的文件", "个", perhaps, map(_perhaps, perhaps), width)


def _section(title: str, unit: str, all_of_them: Sequence[object], told: Iterable[str], width: int) -> Section:
    return f"{title} {len(all_of_them):,} {unit}", _lines(told, len(all_of_them), width)


def _lines(told: Iterable[str], count: int, width: int) -> Iterator[str]:
    for _, text in zip(range(MOST), told, strict=False):
        yield from wrap(text, width, "  ", "    ")
    if count > MOST:
        yield f"  另有 {count - MOST:,} 个。"


def _outside(sheet: Sheet, departments: Departments) -> str:
    money = f"，{spoken(yuan(sheet))}" if yuan(sheet) else ""
    return f"{_project(sheet, departments)}{money}（{printable(sheet.file)}）"


def _repeated(one: Repeated, departments: Departments) -> str:
    older = "、".join(dict.fromkeys(printable(sheet.file) for sheet in one.superseded))
    return f"{_project(one.sheet, departments)}：采用 {printable(one.sheet.file)}，不计 {older}"


def _differing(one: Reported) -> str:
    listed = spoken(one.expected.amount or 0.0)
    return f"{_entry(one.expected)}：清单 {listed}，绩效目标表 {spoken(yuan(one.sheet))}（{printable(one.sheet.file)}）"


def _perhaps(one: PerhapsIn) -> str:
    named = "、".join(map(_entry, one.expected[:MOST]))
    return f"{printable(one.unread.file)}：{named}{f'等 {len(one.expected):,} 个' if len(one.expected) > MOST else ''}"


def _project(sheet: Sheet, departments: Departments) -> str:
    department = departments.get((sheet.file, sheet.number)) or sheet.department
    name = project_name(sheet) or (sheet.scope if sheet.scope == "部门整体" else "未填项目名称")
    return "　".join(printable(text) for text in (department, name) if text)


def _entry(entry: Expected) -> str:
    department = entry.unit or entry.department
    return "　".join(printable(text) for text in (department, entry.name or entry.code) if text)

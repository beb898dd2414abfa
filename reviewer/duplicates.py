"""One project handed in more than once (重复报送): Word and PDF, 最终版 and 最终版2 count once, the newest counts."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from reviewer.identity import Identity, identity, same_project
from reviewer.model import Repeated, Sheet
from reviewer.money import yuan
from reviewer.text import simplified, squeeze

Place = tuple[str, int]
Department = Callable[[Sheet], tuple[str | None, bool]]
Modified = Callable[[str], float]
"""When a file was last written, in seconds."""


def superseded(sheets: Iterable[Sheet], department: Department) -> frozenset[Place]:
    """The sheets in whose place a newer one counts, by file and number."""
    return frozenset((old.file, old.number) for each in repeated(sheets, department) for old in each.superseded)


def newer(found: Iterable[Repeated]) -> Mapping[Place, Sheet]:
    """For each sheet that is superseded the one that counts in its place."""
    return {(old.file, old.number): each.sheet for each in found for old in each.superseded}


def modified(file: str) -> float:
    """When a file was last written; 0 where it cannot be told."""
    try:
        return os.path.getmtime(file)
    except (OSError, ValueError):
        return 0.0


def repeated(sheets: Iterable[Sheet], department: Department, when: Modified = modified) -> tuple[Repeated, ...]:
    """The projects handed in more than once, in the order of the sheets that count."""
    ordered = sorted(sheets, key=lambda sheet: (sheet.file, sheet.number))
    groups = [newest_first(group, when) for group in _groups(ordered, department) if len(group) > 1]
    found = [Repeated(group[0], tuple(group[1:])) for group in groups]
    return tuple(sorted(found, key=lambda each: (each.sheet.file, each.sheet.number)))


def newest_first(sheets: Sequence[Sheet], when: Modified = modified) -> list[Sheet]:
    """Sheets of one project, the one that counts first: by when the files were written and, where that was within a
    minute (unpacked, copied), by the words of their names (最终版, 修改稿, v2, (2), 初稿); then the one that was read
    best."""
    if len(sheets) == 1:
        return list(sheets)
    times = {sheet.file: when(sheet.file) for sheet in sheets}
    left = sorted(sheets, key=lambda sheet: -times[sheet.file])
    ordered: list[Sheet] = []
    while left:
        together = [sheet for sheet in left if times[left[0].file] - times[sheet.file] <= _TOGETHER]
        ordered += sorted(together, key=_rank)
        left = left[len(together) :]
    return ordered


def version(file: str) -> tuple[int, float]:
    """What the name of a file says of its version: how final it is, and its number. The higher the newer."""
    name = simplified(squeeze("/".join(re.split(r"[\\/]", os.path.splitext(file)[0])[-2:]))).lower()
    finality = next((level for pattern, level in _FINALITY if pattern.search(name)), 0)
    numbers = [next(filter(None, found.groups())) for found in _NUMBER.finditer(name)]
    return finality, max((float(_FIGURES.get(number, number)) for number in numbers), default=0.0)


# ---------------------------------------------------------------------------------------------------------------------


def _groups(sheets: Sequence[Sheet], department: Department) -> list[list[Sheet]]:
    """Sheets of one project together; every sheet is in one group."""
    known = [identity(sheet, department(sheet)[0]) for sheet in sheets]
    group: list[list[int]] = [[number] for number in range(len(sheets))]
    for bucket in _buckets(known).values():
        firsts: list[int] = []
        for number in bucket:
            same = next((first for first in firsts if _is_one(sheets, known, first, number)), None)
            if same is None:
                firsts.append(number)
            elif group[same] is not group[number]:
                group[same] += group[number]
                for member in group[number]:
                    group[member] = group[same]
    return [[sheets[member] for member in sorted(own)] for own in {id(own): own for own in group}.values()]


def _buckets(known: Sequence[Identity]) -> Mapping[tuple[str, str], list[int]]:
    """Sheets that have a code, a name or a department in common."""
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, each in enumerate(known):
        for kind, key in (("code", each.code), ("name", each.name)):
            if key:
                buckets[kind, key].append(number)
        if each.scope == "部门整体" and each.department:
            buckets["whole", each.department].append(number)
    return buckets


def _is_one(sheets: Sequence[Sheet], known: Sequence[Identity], one: int, other: int) -> bool:
    """Whether two sheets are one project; more is asked of sheets of one file and of those that name no department."""
    first, second = known[one], known[other]
    if not same_project(first, second):
        return False
    if sheets[one].file == sheets[other].file:
        return yuan(sheets[one]) == yuan(sheets[other]) and _alike(sheets[one], sheets[other]) == 1
    if (first.code and second.code) or (first.department and second.department):
        return True
    return _alike(sheets[one], sheets[other]) >= _HALF


def _alike(one: Sheet, other: Sheet) -> float:
    """The share of names that two sheets have in common, of those of the longer one; 1 where both have no rows."""
    names = [{squeeze(row.shown.name or "") for row in sheet.indicators} for sheet in (one, other)]
    longest = max(map(len, names))
    return len(names[0] & names[1]) / longest if longest else 1.0


def _rank(sheet: Sheet) -> tuple[object, ...]:
    finality, number = version(sheet.file)
    doubts = sum(bool(row.doubts) for row in sheet.indicators)
    ending = os.path.splitext(sheet.file)[1].lower()
    return -finality, -number, -len(sheet.indicators), doubts, ending in _PRINTS, sheet.file, sheet.number


_TOGETHER = 60.0  # seconds
_HALF = 0.5
_PRINTS = (".pdf", ".html", ".htm", ".txt")
_FINALITY = (
    (re.compile("作废|旧版|旧稿|备份"), -2),
    (re.compile("初稿|草稿|征求意见|草案"), -1),
    (re.compile("最终|终稿|终版|定稿|正式|final"), 2),
    (re.compile("修改|修订|更正|更新|调整后|重报|改后|订正|重新"), 1),
)
_NUMBER = re.compile(
    r"v([0-9]+(?:\.[0-9]+)?)|第?([0-9一二三四五六七八九])(?:版|稿|次)|(?:版|稿|修改|修订|最终|final)([0-9]+)|[(]([0-9]+)[)]$"
)
_FIGURES = dict(zip("一二三四五六七八九", "123456789", strict=True))

"""S-shifted (内容整体错位): texts that stand one category off, all in the same direction, told as one remark."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.defects.themes import themes
from reviewer.model import Grade, Graded, ReviewedRow, SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading, Usual
from reviewer.taxonomy import CATEGORIES

_LEAST = 3
"""Categories in a row that must be seen to be off: two may be two mistakes."""
_MOST_OF = 0.6
"""How sure a block must be, on the average of its categories, that they are off."""
_SUM = 2.5
"""How sure it must be in sum: of the smallest block one category may be told by a word of advice, none by themes."""


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """The largest block of neighbouring categories whose contents belong one category before, or one after. Inside a
    block the content of the category at the end may stand at its beginning (a rotation)."""
    drawers = _drawers(reading)
    if sum(bool(drawer.homes) for drawer in drawers) < _LEAST:
        return
    block = max(_blocks(drawers), key=len, default=())
    if not block:
        return
    example = next((row for drawer in block for row in drawer.rows if row.indicator.shown.name), block[0].rows[0])
    shown = example.indicator.shown
    told = (
        f"从{_title(block[0])}到{_title(block[-1])}共{len(block)}类的内容整体错开一类"
        f"（如“{shown.name or ''}”列在{shown.level2 or shown.level1}下），疑为填表错行，请整体核对后重新填写。"
    )
    yield SheetFinding(FAULT.code, "退回", told, tuple(row.indicator.row for drawer in block for row in drawer.rows))


Homes = dict[str, float]
"""Where contents belong instead, and how sure that is (0 to 1)."""


@dataclass(frozen=True, slots=True)
class _Drawer:
    """A category as the sheet prints it, the rows in it, and where at least half of them belong instead."""

    category: str
    rows: tuple[ReviewedRow, ...]
    homes: Homes


def _drawers(reading: SheetReading) -> list[_Drawer]:
    found: dict[str, list[ReviewedRow]] = {}
    for row in reading.rows:
        if row.indicator.category:
            found.setdefault(row.indicator.category, []).append(row)
    drawers = [(category, row.indicator.shown.name) for category, rows in found.items() for row in rows]
    filling = {name for name, count in Counter(name for _, name in set(drawers)).items() if count > 1}
    usual = {
        name: places for _, name in drawers if name and name not in filling and (places := reading.usual.get(name))
    }
    return [_drawer(category, rows, usual) for category, rows in found.items()]


def _drawer(category: str, rows: Sequence[ReviewedRow], usual: Usual) -> _Drawer:
    told: dict[str, list[float]] = {}
    for row in rows:
        for home, sure in _homes(row, category, usual).items():
            told.setdefault(home, []).append(sure)
    return _Drawer(
        category, tuple(rows), {home: max(sure) for home, sure in told.items() if len(sure) * 2 >= len(rows)}
    )


def _homes(row: ReviewedRow, category: str, usual: Usual) -> Homes:
    """By the judge's word (of an empty phrase it says little), and because the name stands there on other sheets, more
    often than here or at least as often."""
    homes: Homes = {}
    if isinstance(row.verdict, Graded):
        homes = _of_theme(row, category) | dict.fromkeys(row.verdict.misclassification.belongs, _sure(row.verdict))
    places = usual.get(row.indicator.shown.name or "", {})
    here = places.get(category, 0)
    for place, count in places.items():
        if place != category and count >= here:
            homes[place] = min(1.0, homes.get(place, 0.0) + (1.0 if count > max(1, here) else 0.5))
    return homes


def _of_theme(row: ReviewedRow, category: str) -> Homes:
    """The benefit that the words of a name speak of, where they speak of one alone and it is not this one."""
    if category not in _BENEFITS or not row.indicator.shown.name:
        return {}
    spoken = {theme.value for theme in themes(row.indicator.shown.name)} & _BENEFITS
    return dict.fromkeys(spoken, 0.4) if len(spoken) == 1 and category not in spoken else {}


def _sure(verdict: Graded) -> float:
    """How sure a judge's word is that a text stands in the wrong place."""
    if verdict.vagueness.grade is Grade.FAIL:
        return 0.25
    return 1.0 if verdict.misclassification.grade is Grade.FAIL else 0.5


def _blocks(drawers: Sequence[_Drawer]) -> Iterator[Sequence[_Drawer]]:
    for start in range(len(drawers)):
        for end in range(start + _LEAST, len(drawers) + 1):
            if any(_is_off(drawers, start, end, step) for step in (-1, 1)):
                yield drawers[start:end]


def _is_off(drawers: Sequence[_Drawer], start: int, end: int, step: int) -> bool:
    """Whether the contents of a block belong `step` categories on; of its first and last that must be seen."""
    sure = [
        max((drawers[place].homes.get(there, 0.0) for there in _next(drawers, start, end, place, step)), default=0.0)
        for place in range(start, end)
    ]
    seen = sum(one > 0 for one in sure)
    return sure[0] > 0 < sure[-1] and seen >= _LEAST and sum(sure) >= max(_SUM, _MOST_OF * len(sure))


def _next(drawers: Sequence[_Drawer], start: int, end: int, place: int, step: int) -> set[str]:
    """The category `step` on. From the end of a block that is its other end (a rotation), or what stands there outside
    the block, on the sheet or, where the sheet has left it empty, in the order of the circulars."""
    there = place + step
    if start <= there < end:
        return {drawers[there].category}
    found = {drawers[start if step > 0 else end - 1].category}
    if 0 <= there < len(drawers):
        found.add(drawers[there].category)
    standard = CATEGORIES.index(drawers[place].category) + step
    return found | ({CATEGORIES[standard]} if 0 <= standard < len(CATEGORIES) else set())


_BENEFITS = frozenset(("经济效益", "社会效益", "生态效益", "可持续影响"))


def _title(drawer: _Drawer) -> str:
    return drawer.rows[0].indicator.shown.level2 or drawer.category


FAULT = SheetFault(
    code="S-shifted",
    title="内容整体错位",
    definition="相邻三类以上指标的内容朝同一方向错开一类（含首尾轮换），作为一条意见提出。",
    why="整块错行是一次填表失误，逐行指出错类会掩盖原因；整体移回即可改正。",
    source="财预〔2015〕88号、财预〔2021〕101号绩效指标分类表；《评判指南》第二问“错类”",
    severity="退回",
    hit="经济、社会、生态效益和可持续影响四类的内容依次下移一类，最后一类移到第一类",
    near_miss="只有“节约成本”一项错列在生态效益指标下",
    check=check,
)

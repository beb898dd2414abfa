"""S-shifted (内容整体错位): texts that stand one category off, all in the same direction, told as one remark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.model import Grade, Graded, ReviewedRow, SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading, Usual
from reviewer.taxonomy import CATEGORIES

_LEAST = 3
"""Categories in a row that must be seen to be off: two may be two mistakes."""
_MOST_OF = 0.6
"""How sure a block must be, on the average of its categories, that they are off."""


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
    return [_drawer(category, rows, reading.usual) for category, rows in found.items()]


def _drawer(category: str, rows: Sequence[ReviewedRow], usual: Usual) -> _Drawer:
    told: dict[str, list[float]] = {}
    for row in rows:
        for home, sure in _homes(row, category, usual).items():
            told.setdefault(home, []).append(sure)
    return _Drawer(
        category, tuple(rows), {home: max(sure) for home, sure in told.items() if len(sure) * 2 >= len(rows)}
    )


def _homes(row: ReviewedRow, category: str, usual: Usual) -> Homes:
    """By the judge's word (of an empty phrase nobody can say where it belongs), or because the name stands there on
    other sheets, and more often than here."""
    homes: Homes = {}
    if isinstance(row.verdict, Graded) and row.verdict.vagueness.grade is not Grade.FAIL:
        sure = 1.0 if row.verdict.misclassification.grade is Grade.FAIL else 0.5
        homes = dict.fromkeys(row.verdict.misclassification.belongs, sure)
    places = usual.get(row.indicator.shown.name or "", {})
    here = max(1, places.get(category, 0))
    return homes | {place: 1.0 for place, count in places.items() if count > here}


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
    return sure[0] > 0 < sure[-1] and seen >= _LEAST and sum(sure) >= max(2, _MOST_OF * len(sure))


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

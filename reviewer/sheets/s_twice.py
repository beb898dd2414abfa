"""S-twice (指标重复): the same indicator written twice."""

import re
from collections import defaultdict
from collections.abc import Iterator

from reviewer.model import ReviewedRow, SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import INHERITED, SheetReading, word
from reviewer.units import is_unit

_CUT = "疑为导出截断"


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """Same name and description, whatever the category and the value; numbering, marks and a unit behind the name
    make no difference. A name merged over several values, one that an
    export cut, and the columns of a matrix are no repetition."""
    same: dict[tuple[str, ...], list[ReviewedRow]] = defaultdict(list)
    for row in reading.rows:
        shown = row.indicator.shown
        if shown.name and not {INHERITED, _CUT} & set(row.indicator.doubts):
            same[_bare(shown.name), _bare(shown.description), word(row.indicator.area)].append(row)
    twice = [rows for rows in same.values() if len(rows) > 1]
    if twice:
        names = "、".join(f"“{rows[0].indicator.shown.name}”" for rows in twice[:3])
        told = f"{names}{'等' if len(twice) > 3 else ''}重复填报，请保留一项，其余改为不同的指标或删除。"
        yield SheetFinding(FAULT.code, "修改", told, tuple(row.indicator.row for rows in twice for row in rows))


def _bare(text: str | None) -> str:
    """A text for comparing, without what stands around and between its words."""
    flat = _NUMBERING.sub("", word(text))
    behind = _BEHIND.search(flat)
    if behind and is_unit(behind[1]):
        flat = flat[: behind.start()]
    return _MARKS.sub("", flat)


_NUMBERING = re.compile("^(?:指标)?(?:[(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:[)、:]|[.](?![0-9]))|[①-⑳])")
_BEHIND = re.compile("[(](?:单位:?)?([^()]+)[)]$")
_MARKS = re.compile("[。.,，、;；:：!！\"'“”‘’·]+(?![0-9])")


FAULT = SheetFault(
    code="S-twice",
    title="指标重复填报",
    definition="同一指标（名称和描述相同）在一张表中出现两次以上，不论列在哪一类。",
    why="重复的指标占了别的指标的位置，计分时重复计算。",
    source="财预〔2021〕101号关于指标简明、重点突出的要求",
    severity="修改",
    hit="“保障工作完成”既列在经济效益指标下，又列在满意度指标下",
    near_miss="“参训人数”分村（矩阵列）填报各自的目标值",
    check=check,
)

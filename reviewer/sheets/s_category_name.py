"""S-category-name (以类别名作指标名): indicators that only repeat the name of their category."""

import re
from collections.abc import Iterator

from reviewer import taxonomy
from reviewer.model import Indicator, SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading, word


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """The name is that of a second level, as this sheet or the circulars write it. 服务对象满意度 is a name of its
    own."""
    rows = [row for row in reading.rows if _repeats(row.indicator)]
    if rows:
        first = rows[0].indicator.shown
        told = f"有{len(rows)}项指标以类别名称作指标名称（如“{first.name}”），请写明具体的指标。"
        yield SheetFinding(FAULT.code, "修改", told, tuple(row.indicator.row for row in rows))


def _repeats(indicator: Indicator) -> bool:
    shown = indicator.shown
    name = _bare(shown.name)
    if not name:
        return False
    if taxonomy.is_level(shown.name) or (_OF_ONE_LEVEL.match(name) and taxonomy.level2(name, bare=True)):
        return True
    return "满意" not in name and name in (_bare(shown.level2), _bare(shown.level1))


def _bare(text: str | None) -> str:
    return _TAIL.sub("", _HEAD.sub("", word(text)))


_OF_ONE_LEVEL = re.compile("产出|(?:经济|社会|生态|环境)效益|可持续")
"""How second levels begin that nobody would give an indicator for a name, even without 指标 behind them."""
_HEAD = re.compile(r"^[0-9]{1,2}[.、．)]?|^[(][0-9一二三四五六七八九十]{1,2}[)]")
_TAIL = re.compile(r"(?:[(（][^()（）]*[)）])?(?:类?指标)?[0-9]{0,2}(?:[(（][^()（）]*[)）])?$")


FAULT = SheetFault(
    code="S-category-name",
    title="以类别名称作指标名称",
    definition="三级指标写的就是二级指标的名称，没有写明具体衡量什么。",
    why="类别名称说明不了衡量什么，等于没有填写。",
    source="财预〔2021〕101号关于三级指标设置的要求；《评判指南》第一问“含糊”",
    severity="修改",
    hit="数量指标下的指标名称为“数量指标”",
    near_miss="满意度指标下的指标名称为“服务对象满意度”（通行的规范名称）",
    check=check,
)

"""S-no-benefit (未设效益指标): no indicator says what the money is good for."""

from collections.abc import Iterator

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """No indicator under 效益指标; a single fitting one of any kind is enough."""
    if not reading.empty and not reading.strange and "效益指标" not in reading.firsts:
        yield SheetFinding(FAULT.code, "退回", "未设置效益指标，请至少补充一项能够反映实施效果的效益指标。")


FAULT = SheetFault(
    code="S-no-benefit",
    title="未设效益指标",
    definition="表中没有任何效益类指标（经济、社会、生态效益或可持续影响，有一项贴切的即可）。",
    why="没有效益指标就说明不了资金为什么要花。",
    source="财预〔2015〕88号、财预〔2021〕101号绩效指标分类表（一级指标“效益指标”）",
    severity="退回",
    hit="只有产出、成本和满意度指标",
    near_miss="效益指标下只有1项社会效益指标，经济、生态效益空缺",
    check=check,
)

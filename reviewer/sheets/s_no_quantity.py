"""S-no-quantity (未设数量指标): outputs without a number of anything."""

from collections.abc import Iterator

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """产出 is there, 数量 is not. An output whose second level is not told may be a quantity."""
    untold = any(indicator.category is None for indicator in reading.indicators)
    output = any(reading.categories.get(name) for name in ("质量指标", "时效指标"))
    if output and not untold and not reading.categories.get("数量指标"):
        yield SheetFinding(FAULT.code, "修改", "产出指标中没有数量指标，请补充能够反映工作量的数量指标。")


FAULT = SheetFault(
    code="S-no-quantity",
    title="未设数量指标",
    definition="有产出指标，但其中没有数量指标。",
    why="没有数量就不知道要做多少，质量和时效也没有对象。",
    source="财预〔2015〕88号、财预〔2021〕101号绩效指标分类表（二级指标“数量指标”）",
    severity="修改",
    hit="产出指标下只有质量指标和时效指标",
    near_miss="产出指标未分二级指标（不能断定没有数量指标）",
    check=check,
)

"""S-left-empty (所列指标类别未填): second levels printed with nothing below them. Counted, never asked for one by
one."""

from collections.abc import Iterator

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """Levels left empty on a sheet that has indicators."""
    count = len(reading.left_empty)
    if count and not reading.empty:
        told = f"表中列出的指标类别有{count}类没有填写内容，与本项目有关的请补充，无关的可注明“不涉及”。"
        yield SheetFinding(FAULT.code, "提示", told)


FAULT = SheetFault(
    code="S-left-empty",
    title="所列指标类别未填",
    definition="表中印出了二级指标，但其下没有填写指标，或只有“……”“无”“指标1：”等占位内容；只计类数，不逐类要求补充。",
    why="空着的类别可能是漏填；但效益各类有一项贴切的即可，不要求填满。",
    source="财预〔2015〕88号关于绩效目标完整性审核的要求；《评判指南》关于类别的说明",
    severity="提示",
    hit="质量指标、生态效益指标两类下只有“……”",
    near_miss="表中没有印出生态效益指标",
    check=check,
)

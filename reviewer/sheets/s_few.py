"""S-few (指标过少): fewer indicators than the bureau asks for, or none at all."""

from collections.abc import Iterator

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """Fewer rows of its own than `min_indicators`; with less than half of them the sheet goes back."""
    count, least = len(reading.rows), reading.policy.min_indicators
    if not count and least:
        yield SheetFinding(FAULT.code, "退回", "未填报任何绩效指标，请按产出、效益、满意度等类别补充填报。")
    elif count < least:
        told = f"仅填报绩效指标{count}项，少于{least}项，请补充能够反映主要内容的指标。"
        yield SheetFinding(FAULT.code, "退回" if count * 2 < least else "修改", told)


FAULT = SheetFault(
    code="S-few",
    title="绩效指标过少",
    definition="全表的绩效指标少于规定的最少项数（默认5项，系统预置指标不计），或一项也没有。",
    why="指标过少反映不了资金的主要产出和效果；没有指标的表没有可以审核的内容。",
    source="财预〔2015〕88号关于绩效目标完整性审核的要求；最少项数由本级财政部门规定（min_indicators）",
    severity="没有指标或不足规定项数的一半为退回，其余为修改",
    hit="全表只有3项指标：产出、效益、满意度各1项",
    near_miss="全表5项指标：数量、质量、成本、社会效益、满意度各1项",
    check=check,
)

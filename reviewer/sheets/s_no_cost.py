"""S-no-cost (未设成本指标): nothing says what it may cost."""

from collections.abc import Iterator

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """No indicator of cost; for a whole department only a hint."""
    untold = any(indicator.category is None for indicator in reading.indicators)
    if reading.empty or untold or reading.categories.get("成本指标"):
        return
    told = "未设置成本指标，请补充支出总额或单位成本的控制指标。"
    yield SheetFinding(FAULT.code, "修改" if reading.sheet.scope == "项目" else "提示", told)


FAULT = SheetFault(
    code="S-no-cost",
    title="未设成本指标",
    definition="表中没有成本指标（经济成本、社会成本、生态环境成本均无）。",
    why="没有成本指标，预算安排与任务量之间缺少对照。",
    source="财预〔2015〕88号绩效指标分类表（产出指标下的“成本指标”）；财预〔2021〕101号（一级指标“成本指标”）",
    severity="项目为修改，部门整体为提示",
    hit="项目支出绩效目标表只有数量、质量、时效、效益和满意度指标",
    near_miss="有单位成本指标而没有总成本指标",
    check=check,
)

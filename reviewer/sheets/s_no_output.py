"""S-no-output (未设产出指标): no indicator says what the money delivers."""

from collections.abc import Iterator

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """No indicator under 产出指标. Under the tree of 2015 a cost alone is none."""
    outputs = [name for name in ("数量指标", "质量指标", "时效指标") if reading.categories.get(name)]
    other = "产出指标" in reading.firsts and not reading.categories.get("成本指标")
    if not reading.empty and not reading.strange and not outputs and not other:
        yield SheetFinding(FAULT.code, "退回", "未设置产出指标，请按数量、质量、时效补充能够反映工作任务的指标。")


FAULT = SheetFault(
    code="S-no-output",
    title="未设产出指标",
    definition="表中没有数量、质量、时效等产出类指标。",
    why="没有产出指标就不知道资金要完成什么任务，效益也无从说起。",
    source="财预〔2015〕88号、财预〔2021〕101号绩效指标分类表（一级指标“产出指标”）",
    severity="退回",
    hit="只有成本、效益和满意度指标",
    near_miss="有1项时效指标（数量指标空缺另行提示）",
    check=check,
)

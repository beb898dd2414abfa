"""S-no-satisfaction (未设满意度指标): nobody who is served is asked."""

from collections.abc import Iterator

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading, word


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """No indicator under 满意度指标, and none elsewhere that is a satisfaction."""
    if reading.empty or reading.strange or "满意度指标" in reading.firsts:
        return
    if not any("满意" in word(indicator.shown.name) for indicator in reading.indicators):
        yield SheetFinding(
            FAULT.code, "修改", "未设置满意度指标，请补充服务对象满意度指标；没有直接服务对象的，请予说明。"
        )


FAULT = SheetFault(
    code="S-no-satisfaction",
    title="未设满意度指标",
    definition="表中没有满意度指标，其他类别下也没有满意度内容。",
    why="服务对象的评价是绩效目标的基本内容之一，面向公众的支出尤其如此。",
    source="财预〔2015〕88号、财预〔2021〕101号绩效指标分类表（一级指标“满意度指标”）；确无服务对象的可以说明",
    severity="修改",
    hit="只有产出指标和效益指标",
    near_miss="学生满意度列在社会效益指标下（属归类不当，由指标审核提出）",
    check=check,
)

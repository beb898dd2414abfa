"""S-no-goal (未填绩效目标): the goal text is empty."""

from collections.abc import Iterator

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading, is_nothing


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """No goal on a sheet with a head. A self-evaluation tells goals in a table of its own; a table without any head may
    have it elsewhere."""
    sheet = reading.sheet
    if not is_nothing(sheet.goal) or sheet.kind == "自评":
        return
    headed = any((sheet.department, sheet.project_code, sheet.project_name, sheet.budget))
    told = "未填写绩效目标，请补充说明预期要完成的任务和达到的效果。"
    yield SheetFinding(FAULT.code, "修改" if headed else "提示", told)


FAULT = SheetFault(
    code="S-no-goal",
    title="未填写绩效目标",
    definition="绩效目标（年度目标、总体目标）一栏为空或只有占位内容。",
    why="指标由目标分解而来，没有目标就无法判断指标是否相关、完整。",
    source="财预〔2015〕88号关于绩效目标设定内容和完整性审核的要求",
    severity="修改；未见表头的表为提示",
    hit="“年度目标”一栏空白，下面直接是指标表",
    near_miss="自评表（目标在自评表的其他栏目中）",
    check=check,
)

"""S-weights (权重合计不符): weights that add up to something else than 90 or 100."""

from collections.abc import Iterator

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import INHERITED, SheetReading, word


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """Only where weights are given. A weight merged over several rows, or one that a row took over with a merged name,
    may not have been read: nothing is said then."""
    weighed = [indicator for indicator in reading.sheet.indicators if indicator.weight is not None]
    missing = sum(indicator.weight is None for indicator in reading.indicators)
    if len(weighed) <= missing or _unsure(reading):
        return
    total = round(_total(reading), 2)
    allowed = reading.policy.weight_totals
    if any(abs(total - right / part) < 0.011 for right in allowed for part in (1, 100)):
        return
    told = f"指标权重合计为{total:g}" + (f"，另有{missing}项未填权重" if missing else "")
    yield SheetFinding(FAULT.code, "修改", f"{told}，应为{'或'.join(f'{right:g}' for right in allowed)}，请核对。")


def _unsure(reading: SheetReading) -> bool:
    return any(indicator.weight is None and INHERITED in indicator.doubts for indicator in reading.indicators)


def _total(reading: SheetReading) -> float:
    """The sum; a row that a matrix repeats for every village or unit counts once."""
    once = {
        (word(i.shown.level2), word(i.shown.name)) if i.area else (number,): i.weight or 0.0
        for number, i in enumerate(reading.sheet.indicators)
    }
    return sum(once.values())


FAULT = SheetFault(
    code="S-weights",
    title="指标权重合计不符",
    definition="填写了权重（分值）的表，各指标权重合计既不是90也不是100。",
    why="权重合计不符，自评和评价时无法计分。",
    source="预算绩效自评的通行计分办法：指标合计90分、预算执行率10分，或指标合计100分（weight_totals）",
    severity="修改",
    hit="各指标权重合计为95",
    near_miss="各指标权重合计为90（预算执行率另计10分）",
    check=check,
)

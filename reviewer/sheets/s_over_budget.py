"""S-over-budget (成本目标高于预算): a cost that may be higher than all the money of the sheet."""

import re
from collections.abc import Iterator

from reviewer import targets
from reviewer.model import Indicator, SheetFinding
from reviewer.money import spoken, yuan
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading, word
from reviewer.units import Measure


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """Rows of 成本指标 whose amount, in 元, is above the budget of the sheet by more than `cost_tolerance`. What a
    project costs in all its years may be above the money of one: that is a hint."""
    budget = yuan(reading.sheet)
    limit = budget * (1 + reading.policy.cost_tolerance)
    over = [(row, cost) for row in reading.rows if (cost := _cost(row.indicator)) and cost > limit] if budget else []
    over.sort(key=lambda found: _whole_term(found[0].indicator))
    if over:
        row, cost = over[0]
        name = row.indicator.shown.name or ""
        told = f"成本指标“{name}”的目标值{spoken(cost)}高于预算金额{spoken(budget)}，请核对金额和单位。"
        rows = tuple(row.indicator.row for row, _ in over)
        yield SheetFinding(FAULT.code, "提示" if _whole_term(row.indicator) else "修改", told, rows)


def _whole_term(indicator: Indicator) -> bool:
    return _TERM.search(indicator.shown.name or "") is not None


def _cost(indicator: Indicator) -> float | None:
    """What the row allows to be spent, in 元; None where it is no amount of money. The unit may stand behind the
    name (总成本（万元）)."""
    shown = indicator.shown
    if indicator.category != "成本指标":
        return None
    target = targets.parse(shown.target, shown.operator, shown.unit or _unit_in(shown.name))
    if target.high is None or target.measure is not Measure.MONEY:
        return None
    return target.high * target.scale


def _unit_in(name: str | None) -> str | None:
    found = _UNIT.search(word(name))
    return (found[1] or found[2]) if found else None


_UNIT = re.compile("[(](?:单位:?)?([^()]*元[^()]*)[)]$|/([^/]*元)$")
_TERM = re.compile("总投资|概算|估算|合同")


FAULT = SheetFault(
    code="S-over-budget",
    title="成本目标高于预算",
    definition="成本指标的目标值（换算为元）高于本表的预算金额。",
    why="允许的成本高于预算，成本指标就没有约束力；也可能是金额或单位填错。",
    source="财预〔2015〕88号关于绩效目标与预算相匹配（适当性）审核的要求；容差由本级财政部门规定（cost_tolerance）",
    severity="修改；总投资、概算等可能跨年度的金额为提示",
    hit="预算100万元，“项目总成本”≤120万元",
    near_miss="预算100万元，“项目总成本”≤1000000元",
    check=check,
)

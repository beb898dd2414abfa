"""Sheets written for tests of findings and conclusions: a good one, and what a case changes of it."""

from typing import Any

from reviewer.model import Answer, Grade, Graded, Indicator, Place, ReviewedRow, Sheet, Shown
from reviewer.taxonomy import category

GOOD: tuple[dict[str, Any], ...] = (
    {"level1": "产出指标", "level2": "数量指标", "name": "完成路灯维护数量", "target": "≥3200盏"},
    {"level1": "产出指标", "level2": "质量指标", "name": "路灯亮灯率", "target": "≥98%"},
    {"level1": "产出指标", "level2": "时效指标", "name": "故障修复时限", "target": "≤24小时"},
    {"level1": "产出指标", "level2": "成本指标", "name": "单灯维护成本", "target": "≤270元"},
    {"level1": "效益指标", "level2": "社会效益指标", "name": "夜间照明覆盖率", "target": "≥95%"},
    {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "市民满意度", "target": "≥90%"},
)
"""The rows of a sheet that nothing is wrong with."""
HEAD = {
    "project_name": "城区路灯维护",
    "department": "住建局",
    "budget": "86.5",
    "budget_unit": "万元",
    "goal": "亮灯。",
}


def rows_of(case: dict[str, Any]) -> tuple[Sheet, tuple[ReviewedRow, ...]]:
    """The sheet of a case: `rows` in full, or the good ones without those `dropped`, with those `changed` (by number,
    from 0) and `added`; `head` changes the head. A row may carry `fail` (vague), `belongs` with `moved` (fail or
    advise), `doubts`, `weight`, `area`, `preset`."""
    written = [dict(row) for row in case.get("rows", GOOD)]
    for number, change in case.get("changed", {}).items():
        written[int(number)] |= change
    written = [row for number, row in enumerate(written) if number not in case.get("dropped", ())]
    written += case.get("added", ())
    head = HEAD | case.get("head", {})
    tree = head.pop("tree", "2015")
    indicators = tuple(_indicator(row, number, tree) for number, row in enumerate(written))
    head["left_empty"] = tuple(head.get("left_empty", ()))
    sheet = Sheet("a.txt", 1, Place("第1行", 1), tree=tree, indicators=indicators, **head)
    return sheet, tuple(_row(sheet, row, own) for row, own in zip(indicators, written, strict=True))


def _indicator(row: dict[str, Any], number: int, tree: Any) -> Indicator:
    fields = {name: row[name] for name in Shown.__slots__ if name in row}
    aside = {name: row[name] for name in ("weight", "area") if name in row}
    shown = Shown(tree=tree, **fields)
    found = category(shown.level1, shown.level2, tree)
    return Indicator(shown, found, Place("第1行", 1), f"row{number}", doubts=tuple(row.get("doubts", ())), **aside)


def _row(sheet: Sheet, indicator: Indicator, row: dict[str, Any]) -> ReviewedRow:
    vague = Answer(Grade.FAIL, ("V-slogan",), "工作", "") if row.get("fail") else Answer()
    moved = Answer()
    if row.get("belongs"):
        moved = Answer(Grade(row.get("moved", "fail")), ("M-category",), "工作", "", tuple(row["belongs"]))
    return ReviewedRow(sheet, indicator, Graded("k", "rules", vague, moved), preset=row.get("preset", False))

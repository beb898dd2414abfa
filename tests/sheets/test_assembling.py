"""Rows to sheets: each with its own rows in reading order, in the order in which a bureau takes them up; presets and
project classes."""

from dataclasses import replace
from typing import Any

import pytest

from reviewer.model import Copy, ReviewedRow, Sheet
from reviewer.policy import Policy, Preset
from reviewer.sheets.assembling import assemble
from reviewer.sheets.presets import is_excluded, matcher
from tests.whole_sheets import rows_of

FAILED = {"changed": {str(number): {"fail": True} for number in range(4)}}
ONE_WEAK = {"changed": {"0": {"fail": True}}}


def _sheet(number: int, budget: str | None, **case: Any) -> tuple[Sheet, list[ReviewedRow]]:
    sheet, rows = rows_of(case | {"head": {"budget": budget}})
    sheet = replace(sheet, number=number)
    return sheet, [replace(row, sheet=sheet) for row in rows]


def test_sheets_stand_by_band_conclusion_and_weak_share() -> None:
    made = [
        _sheet(1, None, **FAILED),
        _sheet(2, "90"),
        _sheet(3, "80", **FAILED),
        _sheet(4, "600"),
        _sheet(5, "300", **ONE_WEAK),
        _sheet(6, "310", **ONE_WEAK),
        _sheet(7, "120", changed={"0": {"fail": True}, "1": {"fail": True}}),
    ]
    rows = [row for _, own in reversed(made) for row in reversed(own)]
    copy = Copy(made[0][0], 0.9)
    copies = {("a.txt", 3): (copy,)}
    found = assemble(
        [sheet for sheet, _ in made],
        rows,
        Policy(),
        2025,
        copies,
        lambda sheet: ("民政局", True),
        {("a.txt", 1): made[1][0]},
    )
    assert [(one.sheet.number, one.band, one.conclusion) for one in found] == [
        (4, "500万元以上", "通过"),
        (7, "100万—500万元", "修改后通过"),
        (6, "100万—500万元", "修改后通过"),
        (5, "100万—500万元", "修改后通过"),
        (3, "100万元以下", "退回重报"),
        (2, "100万元以下", "通过"),
        (1, "未填金额", "退回重报"),
    ]
    assert [row.indicator.row for row in found[0].rows] == [f"row{number}" for number in range(6)]
    assert [one.copies for one in found if one.copies] == [(copy,)]
    assert [(one.sheet.number, one.newer) for one in found if one.newer] == [(1, made[1][0])]
    assert {(one.department, one.inferred) for one in found} == {("民政局", True)}


def test_a_sheet_without_rows_goes_back() -> None:
    sheet, _ = rows_of({"rows": ()})
    (found,) = assemble([sheet], [], Policy(), None, {}, lambda sheet: (sheet.department, False), {})
    assert (found.rows, found.conclusion, found.weak_share) == ((), "退回重报", None)
    assert [finding.code for finding in found.findings] == ["S-few"]


PRESETS = [
    (Preset(name="单灯维护成本"), True),
    (Preset(name="单灯 维护成本", category="成本"), True),
    (Preset(name="单灯维护成本", category="数量指标"), False),
    (Preset(name="单灯维护成本", project_class="人员类"), True),
    (Preset(name="单灯维护成本", project_class="特定目标类"), False),
    (Preset(name="维护成本"), False),
]


@pytest.mark.parametrize(("preset", "expected"), PRESETS)
def test_a_preset_is_known_by_name_category_and_class(preset: Preset, expected: bool) -> None:
    sheet, rows = rows_of({"head": {"project_class": "1-人员类项目"}})
    assert matcher([preset])(sheet, rows[3].indicator) is expected


def test_classes_that_are_left_out() -> None:
    sheet, _ = rows_of({"head": {"project_class": "其他运转类"}})
    assert is_excluded(sheet, ["人员类", "运转类"])
    assert not is_excluded(sheet, ["人员类"])
    assert not is_excluded(replace(sheet, project_class=None), ["人员类", "运转类"])
    assert not is_excluded(sheet, [])

"""Every finding code has its module and its cases, every case gives exactly the finding written beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import UsageError
from reviewer.model import SheetFinding
from reviewer.policy import Policy
from reviewer.sheets import BY_CODE, FINDINGS, check_policy, findings, read_sheet, usual_places
from tests.whole_sheets import rows_of

CASES = Path(__file__).parent / "cases"
MODULES = Path(__file__).parents[2] / "reviewer" / "sheets"


def cases() -> list[Any]:
    """(code, case) for every line of every case file."""
    return [
        pytest.param(file.stem, json.loads(line), id=f"{file.stem}:{number}")
        for file in sorted(CASES.glob("*.jsonl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    ]


@pytest.mark.parametrize(("code", "case"), cases())
def test_finding(code: str, case: dict[str, Any]) -> None:
    sheet, rows = rows_of(case)
    usual = case.get("usual", {})
    reading = read_sheet(sheet, rows, Policy(**case.get("policy", {})), case.get("year"), usual)
    assert [as_written(finding) for finding in BY_CODE[code].check(reading)] == case["finding"]


def as_written(finding: SheetFinding) -> dict[str, Any]:
    rows = [int(row.removeprefix("row")) for row in finding.rows]
    return {"severity": finding.severity, "reason": finding.reason} | ({"rows": rows} if rows else {})


def test_one_module_and_one_case_file_a_code() -> None:
    modules = {file.stem for file in MODULES.glob("s_*.py")}
    assert modules == {fault.code.lower().replace("-", "_") for fault in FINDINGS}
    assert {file.stem for file in CASES.glob("*.jsonl")} == {fault.code for fault in FINDINGS}


@pytest.mark.parametrize("code", [fault.code for fault in FINDINGS])
def test_at_least_three_hits_and_three_near_misses(code: str) -> None:
    found = [json.loads(line)["finding"] for line in (CASES / f"{code}.jsonl").read_text("utf-8").splitlines()]
    assert sum(finding != [] for finding in found) >= 3
    assert sum(finding == [] for finding in found) >= 3


@pytest.mark.parametrize("fault", FINDINGS, ids=lambda fault: fault.code)
def test_what_explain_prints_is_complete(fault: Any) -> None:
    texts = (fault.title, fault.definition, fault.why, fault.source, fault.severity, fault.hit, fault.near_miss)
    assert all(text.strip() == text != "" for text in texts)


def test_a_good_sheet_has_no_findings() -> None:
    assert list(findings(read_sheet(*rows_of({}), Policy(), 2025))) == []


def test_a_sheet_without_rows_is_told_once() -> None:
    found = findings(read_sheet(*rows_of({"rows": (), "head": {"left_empty": ["数量指标"]}}), Policy(), 2025))
    assert [finding.code for finding in found] == ["S-few"]


def test_the_bureau_decides_what_a_code_asks_for() -> None:
    case = {"dropped": [3, 5]}
    policy = Policy(severity={"S-no-cost": "提示", "S-no-satisfaction": "不查"}, min_indicators=0)
    found = [(finding.code, finding.severity) for finding in findings(read_sheet(*rows_of(case), policy))]
    assert found == [("S-no-cost", "提示")]


def test_a_severity_for_an_unknown_code_is_a_mistake() -> None:
    check_policy(Policy(severity={"S-few": "提示"}))
    with pytest.raises(UsageError, match=r"policy\.severity: no finding code S-x; known are S-few, "):
        check_policy(Policy(severity={"S-x": "提示"}))


def test_usual_places_count_names_by_category() -> None:
    sheet, _ = rows_of({})
    assert usual_places([sheet, sheet])["路灯亮灯率"] == {"质量指标": 2}

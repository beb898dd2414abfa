"""Every defect code has its module and its cases, every case gives exactly the finding written beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer.defects import BY_CODE, DEFECTS, read_row
from reviewer.model import Finding, Grade, Question, Shown

CASES = Path(__file__).parent / "cases"
MODULES = Path(__file__).parents[2] / "reviewer" / "defects"
PREFIX = {"V": Question.VAGUENESS, "M": Question.MISCLASSIFICATION, "T": Question.TARGET}


def cases() -> list[Any]:
    """(code, case) for every line of every case file."""
    found = []
    for file in sorted(CASES.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            found.append(pytest.param(file.stem, json.loads(line), id=f"{file.stem}:{number}"))
    return found


@pytest.mark.parametrize(("code", "case"), cases())
def test_finding(code: str, case: dict[str, Any]) -> None:
    finding = BY_CODE[code].check(read_row(Shown(**case["shown"])))
    assert as_written(finding) == case["finding"]


def as_written(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    written: dict[str, Any] = {"grade": finding.grade.value, "quote": finding.quote, "reason": finding.reason}
    if finding.belongs:
        written["belongs"] = list(finding.belongs)
    return written


def test_one_module_and_one_case_file_a_code() -> None:
    modules = {file.stem for file in MODULES.glob("[vmt]_*.py")}
    assert modules == {defect.code.lower().replace("-", "_") for defect in DEFECTS}
    assert {file.stem for file in CASES.glob("*.jsonl")} == {defect.code for defect in DEFECTS}


@pytest.mark.parametrize("code", [defect.code for defect in DEFECTS])
def test_at_least_three_hits_and_three_near_misses(code: str) -> None:
    findings = [json.loads(line)["finding"] for line in (CASES / f"{code}.jsonl").read_text("utf-8").splitlines()]
    assert sum(finding is not None for finding in findings) >= 3
    assert sum(finding is None for finding in findings) >= 3


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.code)
def test_what_explain_prints_is_complete(defect: Any) -> None:
    assert defect.question is PREFIX[defect.code[0]]
    for text in (defect.title, defect.definition, defect.why, defect.source, defect.hit, defect.near_miss):
        assert text.strip() == text != ""


def test_a_shared_theme_does_not_decide() -> None:
    """质量提升工程 is innocent: verb, object and attribute are read together."""
    innocent = Shown(level2="数量指标", name="质量提升工程", target="3", operator="大于等于", unit="个")
    guilty = Shown(level2="数量指标", name="提升工程质量水平", target="3", operator="大于等于", unit="个")
    slogan = BY_CODE["V-slogan"].check
    assert slogan(read_row(innocent)) is None
    assert slogan(read_row(guilty)) == Finding(
        "V-slogan", Grade.FAIL, "提升工程质量水平", "属于原则性表述，未写明可以统计的内容"
    )

"""The conclusion on a sheet, why, its share of weak weight and its band."""

from dataclasses import replace
from typing import Any

import pytest

from reviewer.model import Question, ReviewedRow, Severity, SheetFinding, Ungraded
from reviewer.policy import Policy
from reviewer.sheets.conclusion import band, conclude, weak_share
from tests.sheets import advise
from tests.whole_sheets import rows_of


def _rows(**changed: dict[str, Any]) -> tuple[ReviewedRow, ...]:
    return rows_of({"changed": {number.removeprefix("_"): change for number, change in changed.items()}})[1]


def _findings(*given: tuple[str, Severity]) -> list[SheetFinding]:
    return [SheetFinding(code, severity, "理由。") for code, severity in given]


WEAK, GOOD = {"fail": True}, _rows()
CASES: list[tuple[str, tuple[ReviewedRow, ...], list[SheetFinding], str, str]] = [
    ("nothing", GOOD, [], "通过", "未发现需要修改的问题。"),
    ("a hint", GOOD, _findings(("S-routine", "提示")), "通过", "未发现需要修改的问题，另有建议1条供参考。"),
    ("one weak", _rows(_0=WEAK), [], "修改后通过", "问题指标1项，占指标17%，请按审核意见修改。"),
    (
        "a finding",
        GOOD,
        _findings(("S-weights", "修改")),
        "修改后通过",
        "指标权重合计不符，请按审核意见修改。",
    ),
    ("half of it weak", _rows(_0=WEAK, _1=WEAK, _4=WEAK), [], "退回重报", "问题指标3项，占指标50%，请重新编制后报送。"),
    (
        "half of the weight weak",
        _rows(_0=WEAK | {"weight": 50}, **{f"_{number}": {"weight": 10} for number in range(1, 6)}),
        [],
        "退回重报",
        "问题指标1项，占权重50%，请重新编制后报送。",
    ),
    (
        "something grave is missing",
        _rows(_0=WEAK),
        _findings(("S-no-benefit", "退回"), ("S-no-cost", "修改")),
        "退回重报",
        "未设效益指标、未设成本指标，问题指标1项，占指标17%，请重新编制后报送。",
    ),
    (
        "no row",
        (),
        _findings(("S-few", "退回"), ("S-no-goal", "修改")),
        "退回重报",
        "未填报绩效指标，请重新编制后报送。",
    ),
    (
        "a weak row that may have been misread",
        _rows(_0=WEAK | {"doubts": ["疑为导出截断"]}),
        _findings(("S-no-cost", "修改")),
        "待人工核实",
        "有1项指标读取存疑（另有：未设成本指标、问题指标1项），请人工核实后确定。",
    ),
    (
        "a good row that may have been misread",
        _rows(_0={"doubts": ["疑为导出截断"]}),
        [],
        "通过",
        "未发现需要修改的问题。",
    ),
    (
        "half of the rows may have been misread",
        _rows(**{f"_{number}": {"doubts": ["列错位，按内容归位"]} for number in range(3)}),
        [],
        "待人工核实",
        "有3项指标读取存疑，请人工核实后确定。",
    ),
    (
        "what is sure is enough",
        _rows(_0=WEAK, _1=WEAK, _4=WEAK, _5=WEAK | {"doubts": ["疑为导出截断"]}),
        [],
        "退回重报",
        "问题指标4项，占指标67%，请重新编制后报送。",
    ),
    (
        "not judged",
        (replace(GOOD[0], verdict=Ungraded("k", "m", "超时")), *GOOD[1:]),
        [],
        "待人工核实",
        "有1项指标未能判定，请人工核实后确定。",
    ),
    (
        "contested",
        (replace(GOOD[0], contested=(Question.VAGUENESS,)), *GOOD[1:]),
        [],
        "待人工核实",
        "有1项指标模型与规则判定相反，请人工核实后确定。",
    ),
    (
        "put off by a person",
        (replace(GOOD[0], decision="待核"), *GOOD[1:]),
        [],
        "待人工核实",
        "有1项指标已标记待核，请人工核实后确定。",
    ),
    (
        "a person sees no fault",
        (replace(_rows(_0=WEAK)[0], decision="不提意见"), *GOOD[1:]),
        [],
        "通过",
        "未发现需要修改的问题。",
    ),
    (
        "a person settles what was contested",
        (replace(GOOD[0], contested=(Question.VAGUENESS,), decision="退回修改"), *GOOD[1:]),
        [],
        "修改后通过",
        "问题指标1项，占指标17%，请按审核意见修改。",
    ),
    ("a preset", _rows(_0=WEAK | {"preset": True}), [], "通过", "未发现需要修改的问题。"),
    (
        "a preset that a person sends back",
        (replace(_rows(_0={"preset": True})[0], decision="退回修改"), *GOOD[1:]),
        [],
        "修改后通过",
        "问题指标1项，占指标17%，请按审核意见修改。",
    ),
    (
        "much advice",
        tuple(replace(row, verdict=replace(row.verdict, target_measurability=advise())) for row in GOOD[:3]) + GOOD[3:],  # type: ignore[type-var]
        [],
        "修改后通过",
        "建议修改的指标3项，请按审核意见修改。",
    ),
]


@pytest.mark.parametrize(("_", "rows", "findings", "conclusion", "reason"), CASES, ids=[case[0] for case in CASES])
def test_conclusion(
    _: str, rows: tuple[ReviewedRow, ...], findings: list[SheetFinding], conclusion: str, reason: str
) -> None:
    assert conclude(rows, findings, Policy()) == (conclusion, reason)


def test_the_bureau_sets_the_thresholds() -> None:
    rows = _rows(_0=WEAK)
    assert conclude(rows, [], Policy(return_weak=1))[0] == "退回重报"
    assert conclude(rows, [], Policy(mend_weak=2))[0] == "通过"
    assert conclude(GOOD, _findings(("S-few", "退回")), Policy(return_findings=2))[0] == "修改后通过"


def test_the_share_of_weight_in_weak_rows() -> None:
    assert weak_share(()) is None
    assert weak_share([replace(GOOD[0], verdict=Ungraded("k", "m", "超时"))]) is None
    assert weak_share(_rows(_0=WEAK, _1={"preset": True})) == 0.2
    assert weak_share([replace(GOOD[0], verdict=Ungraded("k", "m", "超时"), decision="退回修改")]) == 1


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (5_000_000, "500万元以上"),
        (4_999_999.99, "100万—500万元"),
        (1_000_000, "100万—500万元"),
        (0.01, "100万元以下"),
        (0, "未填金额"),
    ],
)
def test_band(amount: float, expected: str) -> None:
    assert band(amount) == expected

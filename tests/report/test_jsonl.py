"""The keys that other programs rely on, in their order, and what is null where."""

import json
from dataclasses import replace

from reviewer.model import (
    Answer,
    Copy,
    Grade,
    Indicator,
    Place,
    Question,
    ReviewedRow,
    ReviewedSheet,
    Sheet,
    SheetFinding,
    Shown,
    Ungraded,
)
from reviewer.report import jsonl
from tests.sheets import advise, fail, graded

SHEET = Sheet(
    "dir/a.txt",
    2,
    Place("第3行", 3),
    "绩效目标表",
    "第三部分",
    "民政局",
    "101",
    "P1",
    "救助",
    "1,200",
    "万元",
    "一\n二",
    "项目",
    "2021",
)
SHOWN = Shown("效益指标（30分）", "社会效益", "2021", "提高“效率”", "描述", "95", "大于等于", "%", "正向", "标准")
INDICATOR = Indicator(
    SHOWN, "社会效益指标", Place("第12行", 12), "r1", "依据", None, 10.0, None, None, "96", "甲村", ("疑为导出截断",)
)
READ = {
    "file": "dir/a.txt",
    "sheet": 2,
    "line": 12,
    "place": "第12行",
    "row": "r1",
    "title": "绩效目标表",
    "section": "第三部分",
    "department": "民政局",
    "unit_code": "101",
    "project_code": "P1",
    "project_name": "救助",
    "budget": "1,200",
    "budget_unit": "万元",
    "goal": "一\n二",
    "scope": "项目",
    "tree": "2021",
    "level1": "效益指标（30分）",
    "level2": "社会效益",
    "category": "社会效益指标",
    "name": "提高“效率”",
    "description": "描述",
    "target": "95",
    "operator": "大于等于",
    "direction": "正向",
    "unit": "%",
    "basis": "依据",
    "criteria": "标准",
    "remark": None,
    "weight": 10.0,
    "kind": "申报",
    "actual": None,
    "score": None,
    "term_target": "96",
    "area": "甲村",
    "doubts": ["疑为导出截断"],
}
PASSED = {"grade": "pass", "defects": [], "quote": None, "reason": None}


def _one(row: ReviewedRow) -> list[tuple[str, object]]:
    (line,) = jsonl.reviewed([row])
    return list(json.loads(line).items())


def test_extracted() -> None:
    (line,) = jsonl.extracted([replace(SHEET, indicators=(INDICATOR,))])
    assert list(json.loads(line).items()) == list(READ.items())
    assert line.endswith('"doubts": ["疑为导出截断"]}\n'), "characters as they are, one line"


def test_reviewed() -> None:
    verdict = graded(
        "rules:1",
        v=fail("V-slogan", quote="提高"),
        m=Answer(Grade.ADVISE, ("M-category",), "效率", "应归质量", ("质量指标",)),
        opinion="“提高”不清。",
        rewrite="【待填】率：≥95%",
        notes=("提示",),
    )
    row = ReviewedRow(SHEET, INDICATOR, verdict, rank=3, weakness=4.2)
    assert _one(row) == [
        *READ.items(),
        ("rank", 3),
        ("weakness", 4.2),
        ("vagueness", {"grade": "fail", "defects": ["V-slogan"], "quote": "提高", "reason": "说不清衡量什么"}),
        (
            "misclassification",
            {
                "grade": "advise",
                "defects": ["M-category"],
                "quote": "效率",
                "reason": "应归质量",
                "belongs": ["质量指标"],
            },
        ),
        ("target_measurability", PASSED),
        ("opinion", "“提高”不清。"),
        ("rewrite", "【待填】率：≥95%"),
        ("grader", "rules"),
        ("rules", None),
        ("contested", []),
        ("notes", ["提示"]),
        ("ungraded", None),
        ("decision", None),
        ("preset", False),
        ("key", "rules:1"),
    ]


def test_an_ungraded_row_has_no_rank_weakness_or_questions() -> None:
    row = ReviewedRow(SHEET, INDICATOR, Ungraded("llm:1", "some-model", "超时"))
    assert _one(row)[len(READ) :] == [
        ("rank", None),
        ("weakness", None),
        ("vagueness", None),
        ("misclassification", None),
        ("target_measurability", None),
        ("opinion", None),
        ("rewrite", None),
        ("grader", "some-model"),
        ("rules", None),
        ("contested", []),
        ("notes", []),
        ("ungraded", "超时"),
        ("decision", None),
        ("preset", False),
        ("key", "llm:1"),
    ]


def test_a_model_row_carries_the_rules_answers() -> None:
    row = ReviewedRow(
        SHEET,
        INDICATOR,
        replace(graded("llm:1"), grader="some-model"),
        rank=1,
        weakness=0.0,
        rules=graded("rules:1", t=advise("T-unit")),
        contested=(Question.TARGET,),
        decision="待核",
        preset=True,
    )
    told = dict(_one(row))
    assert told["rules"] == {
        "vagueness": PASSED,
        "misclassification": PASSED | {"belongs": []},
        "target_measurability": {"grade": "advise", "defects": ["T-unit"], "quote": "95", "reason": "缺计量单位"},
    }
    assert (told["contested"], told["decision"], told["preset"]) == (["target_measurability"], "待核", True)


def test_a_sheet_as_a_whole() -> None:
    vague, unfit = ReviewedRow(SHEET, INDICATOR, graded(v=fail("V-slogan"))), replace(INDICATOR, row="r2")
    rows = (
        vague,
        replace(vague, indicator=unfit, verdict=graded(t=advise("T-unit"))),
        replace(vague, preset=True),
        replace(vague, verdict=Ungraded("k", "m", "超时")),
        replace(vague, verdict=graded()),
    )
    reviewed = ReviewedSheet(
        replace(SHEET, indicators=(INDICATOR,) * 5, left_empty=("质量指标",), project_class="人员类"),
        rows,
        (SheetFinding("S-twice", "修改", "重复。", ("r1", "r2")),),
        (Copy(replace(SHEET, file="b.txt", number=1, project_name="低保", department="某局"), 0.87654, ("r2",)),),
        "修改后通过",
        "请修改。",
        "500万元以上",
        1 / 3,
        "民政局",
        inferred=True,
        newer=replace(SHEET, file="最终版.txt", number=3),
    )
    (line,) = jsonl.reviewed_sheets([reviewed])
    expected = {
        "file": "dir/a.txt",
        "sheet": 2,
        "line": 3,
        "place": "第3行",
        "title": "绩效目标表",
        "section": "第三部分",
        "department": "民政局",
        "department_inferred": True,
        "unit_code": "101",
        "project_code": "P1",
        "project_name": "救助",
        "project_class": "人员类",
        "budget": "1,200",
        "budget_unit": "万元",
        "amount": 12_000_000.0,
        "band": "500万元以上",
        "goal": "一\n二",
        "scope": "项目",
        "tree": "2021",
        "kind": "申报",
        "left_empty": ["质量指标"],
        "indicators": 5,
        "weak": 1,
        "advised": 1,
        "passed": 1,
        "ungraded": 1,
        "contested": 0,
        "presets": 1,
        "weak_share": 0.3333,
        "conclusion": "修改后通过",
        "reason": "请修改。",
        "findings": [{"code": "S-twice", "severity": "修改", "reason": "重复。", "rows": ["r1", "r2"]}],
        "copies": [
            {
                "file": "b.txt",
                "sheet": 1,
                "project_name": "低保",
                "department": "某局",
                "share": 0.8765,
                "unfit": ["r2"],
            }
        ],
        "newer": {"file": "最终版.txt", "sheet": 3},
    }
    assert line == json.dumps(expected, ensure_ascii=False) + "\n"

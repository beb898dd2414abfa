"""Copies: each case is a few sheets and exactly what is told of them; then what must hold of any sheets."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer import grouping
from reviewer.copies import find_copies
from reviewer.model import Indicator, Place, Sheet, Shown
from reviewer.policy import Policy, Preset
from reviewer.sheets.presets import matcher

LAB = """
实验室试剂采购批次 疫情样本检测数量 疫情鉴别准确率 检测报告出具及时率 单份样本检测成本 疫病早期发现率
养殖户满意度
"""
LAB_SAID_OTHERWISE = """
实验室试剂采购批数 完成疫情样本检测数量 疫情鉴别准确度 检测报告按时出具率 单份样本检测费用 疫病早发现率
养殖户满意率
"""
HALL = """
大厅窗口服务人次 免费复印张数 刻章办结数量 证照发放准确率 业务办理时限 窗口运行成本 办事群众满意度
"""
HALL_OTHER = """
大厅叫号设备维护次数 自助终端完好率 窗口服装购置套数 导办人员到岗率 大厅水电费用 办事群众满意度
"""
ROADS = """
农村公路养护里程 桥梁检测座数 路面修复合格率 养护任务按期完成率 每公里养护成本 道路通行顺畅率
"""
ROADS_OTHER = """
农村公路养护里程 桥梁检测座数 路面修复合格率 养护任务按期完成率 每公里养护成本 沿线绿化株数
"""
PENSION = """
城乡居民养老保险参保人数 养老保险待遇发放准确率 养老保险缴费及时率 养老保险基金结余额 养老保险参保群众满意度
"""
MEDICAL = """
城乡居民医疗保险参保人数 医疗保险待遇发放准确率 医疗保险缴费及时率 医疗保险基金结余额 医疗保险参保群众满意度
"""
ROUTINE = """
资金支付及时率 资金使用合规率 成本控制率 项目按期完成率 验收合格率 服务对象满意度 提高工作效率
"""
TEXTS = {name: value.split() for name, value in globals().items() if name.isupper()}


def sheet(file: str, rows: str, name: str | None = None, department: str | None = None, **head: Any) -> Sheet:
    """A sheet with the rows of one of the lists above, or of several: LAB+ROUTINE[:4]."""
    names = [text for part in rows.split("+") for text in _list(part)]
    indicators = tuple(
        Indicator(Shown(name=text, target=f"≥{at + 1}"), None, Place(f"第{at}行"), f"{file}:{at}")
        for at, text in enumerate(names)
    )
    number = head.pop("number", 1)
    return Sheet(file, number, Place(""), project_name=name, department=department, indicators=indicators, **head)


def _list(part: str) -> Sequence[str]:
    name, _, cut = part.partition("[")
    first, _, last = cut.rstrip("]").partition(":")
    return TEXTS[name][int(first or 0) : int(last) if last else None] if cut else TEXTS[name]


CASES: dict[str, tuple[list[dict[str, Any]], dict[str, list[str]]]] = {
    "word for word, another department; what does not fit is told": (
        [
            {"file": "a", "rows": "LAB", "name": "动物疫情实验室检测经费", "department": "农业农村局"},
            {"file": "b", "rows": "LAB", "name": "政务大厅运行经费", "department": "行政审批局"},
        ],
        {"a": ["b 100%"], "b": ["a 100% 0 1 2 3 4"]},
    ),
    "said otherwise, other figures": (
        [
            {"file": "a", "rows": "LAB", "name": "疫病防控", "department": "农业农村局"},
            {"file": "b", "rows": "LAB_SAID_OTHERWISE", "name": "政务大厅运行经费", "department": "行政审批局"},
        ],
        {"a": ["b 100%"], "b": ["a 100% 5"]},
    ),
    "two of seven its own": (
        [
            {"file": "a", "rows": "LAB", "department": "农业农村局", "name": "检疫"},
            {"file": "b", "rows": "LAB_SAID_OTHERWISE[:5]+HALL[:2]", "department": "行政审批局", "name": "大厅"},
        ],
        {"a": ["b 71%"], "b": ["a 71%"]},
    ),
    "less than most": (
        [
            {"file": "a", "rows": "LAB", "department": "农业农村局"},
            {"file": "b", "rows": "LAB[:4]+HALL[:4]", "department": "行政审批局"},
        ],
        {},
    ),
    "a sheet of which another is a small part": (
        [
            {"file": "a", "rows": "LAB+HALL+ROADS", "department": "农业农村局"},
            {"file": "b", "rows": "HALL", "department": "行政审批局"},
        ],
        {"b": ["a 100%"]},
    ),
    "only what any project has": (
        [
            {"file": "a", "rows": "ROUTINE+HALL[:2]", "department": "行政审批局"},
            {"file": "b", "rows": "ROUTINE+LAB[:2]", "department": "农业农村局"},
            {"file": "c", "rows": "ROUTINE", "department": "教育局"},
            {"file": "d", "rows": "ROUTINE", "department": "水利局"},
        ],
        {},
    ),
    "very short": (
        [
            {"file": "a", "rows": "LAB[:2]", "department": "农业农村局"},
            {"file": "b", "rows": "LAB[:2]", "department": "行政审批局"},
        ],
        {},
    ),
    "the same project handed in twice, by its code or by name and department": (
        [
            {"file": "a", "rows": "LAB", "name": "检疫", "project_code": "A-1"},
            {"file": "b", "rows": "LAB", "name": "检疫项目", "project_code": "a1"},
            {"file": "c", "rows": "ROADS", "name": "公路养护", "department": "某县交通运输局"},
            {"file": "d", "rows": "ROADS", "name": "公路养护 项目", "department": "交通局"},
        ],
        {},
    ),
    "one code of two departments is two projects": (
        [
            {"file": "a", "rows": "LAB", "name": "检疫", "project_code": "A1", "department": "农业农村局"},
            {"file": "b", "rows": "LAB", "name": "大厅运行", "project_code": "A1", "department": "行政审批局"},
        ],
        {"a": ["b 100%"], "b": ["a 100%"]},
    ),
    "last year's sheet": (
        [
            {"file": "2025/a", "rows": "LAB", "name": "检疫", "department": "农业农村局"},
            {"file": "2026/a", "rows": "LAB", "name": "检疫", "department": "农业农村局"},
        ],
        {"2025/a": ["2026/a 100%"], "2026/a": ["2025/a 100%"]},
    ),
    "projects of one department may be alike": (
        [
            {"file": "a", "rows": "ROADS[:5]+HALL[:2]", "name": "东线养护", "department": "交通局"},
            {"file": "b", "rows": "ROADS[:5]+LAB[:2]", "name": "西线养护", "department": "交通局"},
        ],
        {},
    ),
    "but not that much": (
        [
            {"file": "a", "rows": "ROADS", "name": "东线养护", "department": "交通局"},
            {"file": "b", "rows": "ROADS_OTHER", "name": "办公楼维修", "department": "交通局"},
        ],
        {"a": ["b 83%"], "b": ["a 83% 0 3 4"]},
    ),
    "each after its own name": (
        [
            {"file": "a", "rows": "PENSION", "name": "城乡居民养老保险补助", "department": "人社局"},
            {"file": "b", "rows": "MEDICAL", "name": "城乡居民医疗保险补助", "department": "医保局"},
        ],
        {},
    ),
    "after the name of the other": (
        [
            {"file": "a", "rows": "PENSION", "name": "城乡居民养老保险补助", "department": "人社局"},
            {"file": "b", "rows": "PENSION", "name": "城乡居民医疗保险补助", "department": "医保局"},
        ],
        {"a": ["b 100%"], "b": ["a 100% 1 2 3 4"]},
    ),
    "one field of work, other rows": (
        [
            {"file": "a", "rows": "HALL", "name": "大厅运行", "department": "行政审批局"},
            {"file": "b", "rows": "HALL_OTHER", "name": "大厅保障", "department": "政务服务中心"},
        ],
        {},
    ),
    "a department as a whole has the rows of its projects": (
        [
            {"file": "a", "rows": "LAB", "department": "农业农村局", "scope": "部门整体"},
            {"file": "b", "rows": "LAB", "department": "农业农村局", "name": "检疫"},
        ],
        {},
    ),
    "what many departments have": (
        [
            {"file": f"{at}", "rows": "HALL", "name": f"项目{at}", "department": f"{name}局"}
            for at, name in enumerate("教林水民财审统")
        ],
        {},
    ),
    "departments from folders": (
        [
            {"file": "农业农村局/a.docx", "rows": "LAB[:5]+HALL[:2]", "name": "检疫"},
            {"file": "行政审批局/b.docx", "rows": "LAB[:5]+ROADS[:2]", "name": "大厅"},
        ],
        {"农业农村局/a.docx": ["行政审批局/b.docx 71%"], "行政审批局/b.docx": ["农业农村局/a.docx 71%"]},
    ),
}


@pytest.mark.parametrize("case", CASES, ids=list(CASES))
def test_copies(case: str) -> None:
    written, expected = CASES[case]
    assert told([sheet(**each) for each in written]) == expected


def told(sheets: Sequence[Sheet], **policy: Any) -> dict[str, list[str]]:
    """By file: the other file, the share, and the numbers of the rows that do not fit."""
    found = find_copies(sheets, grouping.finder(sheets), Policy(**policy), matcher(()))
    return {
        file: [
            " ".join((copy.other.file, f"{copy.share:.0%}", *(row.rpartition(":")[2] for row in copy.unfit)))
            for copy in copies
        ]
        for (file, _), copies in found.items()
    }


def test_the_nearest_three_are_told() -> None:
    rows = ("LAB", "LAB[:6]+HALL[:1]", "LAB", "LAB[:5]+HALL[:2]", "LAB[:6]+ROADS[:1]")
    sheets = [
        sheet(str(at), text, f"项目{name}", f"{name}局")
        for at, (name, text) in enumerate(zip("甲乙丙丁戊", rows, strict=True))
    ]
    assert told(sheets)["0"] == ["2 100%", "1 86%", "4 86%"]


def test_the_department_of_the_other_may_be_inferred() -> None:
    sheets = [sheet("报送/农业农村局/a.txt", "LAB", "检测"), sheet("b.txt", "LAB", "大厅", "行政审批局")]
    found = find_copies(sheets, grouping.finder(sheets), Policy(), matcher(()))
    assert {file: copy.department for (file, _), (copy,) in found.items()} == {
        "报送/农业农村局/a.txt": "行政审批局",
        "b.txt": "农业农村局",
    }


def test_one_department_of_two_counties_is_two() -> None:
    sheets = [
        sheet("a", "LAB+ROADS[:3]", "青浦检测", "青浦县农业农村局"),
        sheet("b", "LAB", "临川检测", "临川县农业农村局"),
    ]
    assert told(sheets) == {"a": ["b 70%"], "b": ["a 100%"]}


def test_presets_count_nowhere() -> None:
    sheets = [sheet("a", "LAB[:3]", "甲", "甲局"), sheet("b", "LAB[:3]", "乙", "乙局")]
    preset = Preset(name="疫情鉴别准确率")
    assert find_copies(sheets, grouping.department, Policy(), matcher(())).keys() == {("a", 1), ("b", 1)}
    assert find_copies(sheets, grouping.department, Policy(), matcher((preset,))) == {}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [({}, True), ({"copy_share": 0.8}, False), ({"copy_rows": 6}, False), ({"copy_rows": 5, "copy_share": 0.7}, True)],
    ids=str,
)
def test_thresholds_are_settings(policy: dict[str, Any], expected: bool) -> None:
    sheets = [sheet("a", "LAB", "甲", "甲局"), sheet("b", "LAB[:5]+HALL[:2]", "乙", "乙局")]
    assert bool(told(sheets, **policy)) is expected


def test_a_copied_goal_is_not_the_projects_own() -> None:
    head = {"goal": "完成动物疫情样本检测，提高鉴别能力"}
    sheets = [
        sheet("a", "LAB", "动物疫情实验室检测经费", "农业农村局", **head),
        sheet("b", "LAB", "政务大厅运行经费", "行政审批局", **head),
    ]
    assert told(sheets)["b"] == ["a 100% 0 1 2 3 4"]


ROWS = st.lists(
    st.sampled_from(
        sorted({text for name in ("LAB", "LAB_SAID_OTHERWISE", "HALL", "ROADS", "ROUTINE") for text in TEXTS[name]})
    ),
    max_size=9,
)
HEADS = st.tuples(st.sampled_from(("甲项目", "乙项目", "丙项目", None)), st.sampled_from(("甲局", "乙局", None)), ROWS)


@settings(max_examples=60, deadline=None)
@given(st.lists(HEADS, max_size=8), st.randoms(use_true_random=False))
def test_any_sheets(heads: list[tuple[str | None, str | None, list[str]]], dice: Any) -> None:
    """The order plays no part; nothing is a copy of itself; whom a sheet shares rows with shares as many with it."""
    sheets = [
        Sheet(
            f"{at}",
            1,
            Place(""),
            project_name=name,
            department=department,
            indicators=tuple(
                Indicator(Shown(name=text), None, Place(""), f"{at}:{row}") for row, text in enumerate(rows)
            ),
        )
        for at, (name, department, rows) in enumerate(heads)
    ]
    found = find_copies(sheets, grouping.department, Policy(), matcher(()))
    mixed = list(sheets)
    dice.shuffle(mixed)
    assert find_copies(mixed, grouping.department, Policy(), matcher(())) == found
    rows = {each.file: len(each.indicators) for each in sheets}
    shared = {
        (file, copy.other.file): round(copy.share * rows[file]) for (file, _), told in found.items() for copy in told
    }
    for (one, other), count in shared.items():
        assert one != other
        assert shared.get((other, one), count) == count
        assert 0.6 * rows[one] <= count <= rows[other]

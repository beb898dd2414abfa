"""Levels and categories as sheets write them, and indicator names that are none."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import taxonomy
from reviewer.taxonomy import BY_NAME, CATEGORIES, TABLE, category, is_level, level1, level2, parent, tree_of

NINE = "数量指标 质量指标 时效指标 成本指标 经济效益 社会效益 生态效益 可持续影响 服务对象满意度"

FIRST_LEVELS = {
    "产出指标": "产出指标 项目产出指标 产出类指标 產出指標 产出指标（50分） 产出指标(30) 产出指标50分 "
    "一级指标：产出指标 1.产出指标 一、产出指标 （一）产出指标 ①产出指标 ＊产出指标 产出指标（必填） "
    "【产出指标】 履职产出指标 Ａ.产出指标",
    "效益指标": "效益指标 效果指标 实施效果指标 项目效果指标 项目效益指标 效益指标（30分） "
    "效益（效果）指标 預期效益指標 效益指标选填",
    "满意度指标": "满意度指标 滿意度指標 满意度指标（10分） 服务对象满意度指标 社会公众满意度指标 3、满意度指标",
    "成本指标": "成本指标 成本指标（20分） 成本指标： ★成本指标 成本指标(权重20%)",
}
BARE_FIRST_LEVELS = {
    "产出指标": "产出 项目产出 产出目标 产出类",
    "效益指标": "效益 效果 实施效果 项目效益 效果目标 影响力目标",
    "满意度指标": "满意度 满意率 满意度目标",
    "成本指标": "成本 项目成本 成本控制",
}
SECOND_LEVELS = {
    "数量指标": "数量指标 數量指標 产出数量指标 数量类指标 1.1数量指标 数量指标（必填） 数量指标（个）",
    "质量指标": "质量指标 質量指標 产出质量指标 二、质量指标： 质量指标15% 质量指标（20分）",
    "时效指标": "时效指标 時效指標 进度指标 产出时效指标 实效指标 时效性指标 (3)时效指标",
    "成本指标": "成本指标 产出成本指标 经济成本指标 社会成本指标 生态环境成本指标 成本指标（万元） 生态成本指标",
    "经济效益": "经济效益指标 經濟效益指標 经济效益指标（选填） ④经济效益指标 经济效果指标",
    "社会效益": "社会效益指标 社會效益指標 社会效益指标（20分） 社会效果指标 2-2社会效益指标",
    "生态效益": "生态效益指标 生態效益指標 环境效益指标 生态环境效益指标 环境生态效益指标",
    "可持续影响": "可持续影响指标 可持续性影响指标 可持續影響指標 可持续发展指标 可持续性指标",
    "服务对象满意度": "服务对象满意度指标 服務對象滿意度指標 社会公众或服务对象满意度指标 满意度指标 "
    "受益对象满意度指标 社会公众满意度指标 服务对象（受益群体）满意度指标 受益群众满意度指标",
}
BARE_SECOND_LEVELS = {
    "数量指标": "数量 产出数量 数量目标",
    "质量指标": "质量 产出质量 质量目标",
    "时效指标": "时效 进度 及时性 时效目标",
    "成本指标": "成本 经济成本 社会成本 生态环境成本",
    "经济效益": "经济效益 经济效益目标",
    "社会效益": "社会效益 社会影响",
    "生态效益": "生态效益 环境效益 环境影响",
    "可持续影响": "可持续影响 可持续发展 长效管理",
    "服务对象满意度": "服务对象满意度 满意度 社会公众满意度 家长满意度 满意率",
}
NO_LEVELS = (
    "成本控制率 群众满意度 服务对象满意度 满意度 数量 质量 质量提升工程 产出 成本 效益 时效 进度 经济效益 "
    "社会效益 工程质量合格率 项目成本控制数 培训数量 采购数量 设备质量达标率 完成及时率 预算执行进度 "
    "受益群众满意度 带动经济效益增长 社会效益显著 生态环境质量优良天数比例 可持续影响年限 环境效益改善 "
    "主要经济指标完成率 成本节约率 单位成本 学生满意度 绩效指标 三级指标 指标 指标值 指标1 一级指标 二级指标 "
    "指标名称 主要经济指标 约束性指标 数量指标完成率 质量指标体系建设 考核指标达标数 各项指标 无 1"
)
NAMES = NO_LEVELS.split()


def words(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(text, name) for name, line in table.items() for text in line.split()]


def test_the_nine_categories() -> None:
    assert " ".join(CATEGORIES) == NINE
    assert len({entry.definition for entry in TABLE} | {entry.test for entry in TABLE}) == 18
    assert all(level2(entry.title) == entry.name == level2(entry.name, bare=True) for entry in TABLE)
    assert BY_NAME["成本指标"].title == "成本指标"


def test_both_trees() -> None:
    assert [parent(name) for name in CATEGORIES] == ["产出指标"] * 4 + ["效益指标"] * 4 + ["满意度指标"]
    assert [parent(name, "2021") for name in CATEGORIES] == [
        *["产出指标"] * 3, "成本指标", *["效益指标"] * 3, None, "满意度指标",
    ]  # fmt: skip
    assert parent("无") is None
    assert {parent(name) for name in CATEGORIES} < set(taxonomy.LEVEL1)


@pytest.mark.parametrize(("text", "name"), words(FIRST_LEVELS))
def test_first_level(text: str, name: str) -> None:
    assert level1(text) == level1(text, bare=True) == name
    assert is_level(text)


@pytest.mark.parametrize(("text", "name"), words(SECOND_LEVELS))
def test_second_level(text: str, name: str) -> None:
    assert level2(text) == level2(text, bare=True) == name
    assert is_level(text)


@pytest.mark.parametrize(("text", "name"), words(BARE_FIRST_LEVELS))
def test_first_level_without_its_suffix(text: str, name: str) -> None:
    assert (level1(text), level1(text, bare=True)) == (None, name)


@pytest.mark.parametrize(("text", "name"), words(BARE_SECOND_LEVELS))
def test_second_level_without_its_suffix(text: str, name: str) -> None:
    assert (level2(text), level2(text, bare=True)) == (None, name)


@pytest.mark.parametrize("text", NAMES)
def test_names_are_no_levels(text: str) -> None:
    assert not is_level(text)


@pytest.mark.parametrize(
    "text", ["产出指标 数量指标", "成本控制率", "质量提升工程", "三级指标", "指标", "经济效益和社会效益指标", "10", ""]
)
def test_no_level_even_where_one_is_expected(text: str) -> None:
    assert (level1(text, bare=True), level2(text, bare=True)) == (None, None)


CASES = [
    ("产出指标", "数量指标", "2015", "数量指标"),
    ("效益指标", "环境效益", "2015", "生态效益"),
    ("产出指标", "成本指标", "2015", "成本指标"),
    ("成本指标", "经济成本指标", "2021", "成本指标"),
    ("成本指标", "社会成本", "2021", "成本指标"),
    ("成本指标", None, "2021", "成本指标"),
    ("成本指标", None, "2015", "成本指标"),
    ("满意度指标", None, "2015", "服务对象满意度"),
    ("满意度指标（10分）", "", "2021", "服务对象满意度"),
    ("满意度指标", "家长满意度", "2015", "服务对象满意度"),
    ("效益指标", "满意度指标", "2015", "服务对象满意度"),
    ("效益指标", "可持续影响指标", "2021", "可持续影响"),
    ("社会效益指标", None, "2015", "社会效益"),
    (None, "時效指標", "2015", "时效指标"),
    ("产出指标", None, "2015", None),
    ("效益指标", "其他", "2015", None),
    ("产出指标", "其他指标", "2021", None),
    (None, None, "2015", None),
]


@pytest.mark.parametrize(("first", "second", "tree", "expected"), CASES)
def test_category(first: str | None, second: str | None, tree: taxonomy.Tree, expected: str | None) -> None:
    assert category(first, second, tree) == expected


@pytest.mark.parametrize(
    ("firsts", "seconds", "tree"),
    [
        (["产出指标", "效益指标", "满意度指标"], ["数量指标", "成本指标", "社会效益指标"], "2015"),
        (["产出指标", None, "效益指标"], [None, "可持续影响指标"], "2015"),
        (["成本指标", "产出指标"], ["经济成本指标", "数量指标"], "2021"),
        (["产出指标", "成 本\n指标（20分）"], [], "2021"),
        ([None], ["生态环境成本"], "2021"),
        (["成本"], ["数量"], "2021"),
        ([], [], "2015"),
    ],
)
def test_tree(firsts: list[str | None], seconds: list[str | None], tree: str) -> None:
    assert tree_of(firsts, seconds) == tree


# ---------------------------------------------------------------------------------------------------------------------
# What sheets put around the names.

BEFORE = ["", "1.", "1、", "（一）", "(2)", "①", "一、", "＊", "*", "★", "1.2 ", "Ａ.", "一级指标："]
AFTER = ["", "（50分）", "(30)", "（必填）", "（选填）", "：", " 20分", "（权重20%）", "*", "（10", "\n（可选）"]
SPACES = ["", " ", "\n", "　", "\u00a0", "  \n "]
TRADITIONAL = str.maketrans(
    "产数质时经济会态续响满对标务环进类项预实众级", "產數質時經濟會態續響滿對標務環進類項預實眾級"
)


FIRM = [(level1, line.split()[0], name, False) for name, line in FIRST_LEVELS.items()]
FIRM += [(level2, line.split()[0], name, False) for name, line in SECOND_LEVELS.items()]
BARE = [(level1, line.split()[0], name, True) for name, line in BARE_FIRST_LEVELS.items()]
BARE += [(level2, line.split()[0], name, True) for name, line in BARE_SECOND_LEVELS.items()]


@given(
    st.sampled_from(FIRM + BARE), st.sampled_from(BEFORE), st.sampled_from(AFTER), st.sampled_from(SPACES),
    st.integers(0, 20), st.booleans(),
)  # fmt: skip
def test_what_stands_around_a_name(
    case: tuple[Callable[..., str | None], str, str, bool], before: str, after: str, space: str, at: int, old: bool
) -> None:
    read, text, name, bare = case
    written = before + text[:at] + space + text[at:] + after
    assert read(written.translate(TRADITIONAL) if old else written, bare=bare) == name


@given(
    st.one_of(
        st.text(), st.text(st.sampled_from("产出效益成本数量质时效社会满意度指标目类（）()1一、.：* \n"), max_size=20)
    )
)
def test_any_text(text: str) -> None:
    assert level1(text) in (None, level1(text, bare=True))
    assert level2(text) in (None, level2(text, bare=True))
    assert level1(text, bare=True) in (None, *taxonomy.LEVEL1)
    assert category(text, text) in (None, *CATEGORIES)


@given(st.sampled_from(NAMES), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_names_stay_names(name: str, before: str, after: str) -> None:
    assert not is_level(before + name + after)

"""Forms of tables met in published sheets: what stands where, and the rows expected of it."""

from collections.abc import Callable

import pytest

from reviewer.documents import plain_text
from reviewer.extraction import extract
from reviewer.extraction.drafts import UNKNOWN
from reviewer.extraction.levels import INFERRED
from reviewer.extraction.rows import GUESSED, SHIFTED, SPLIT, TORN
from reviewer.model import Document
from tests.extraction.tables import Sheet, document

Rows = list[tuple[str | None, str | None, str | None, str | None]]


def section_rows() -> tuple[list[Sheet], Rows]:
    """First levels on rows of their own, over the whole width."""
    sheet = Sheet()
    sheet.put("二级指标", "三级指标", "指标值")
    sheet.put(("一、产出指标（50分）", 3))
    sheet.put(("数量指标", 1, 2), "养护里程", "≥5公里")
    sheet.put("修补面积", "≥9平方米", column=1)
    sheet.put(("二、效益指标", 3))
    sheet.put("社会效益指标", "优良路率", "≥85%")
    return [sheet], [
        ("一、产出指标（50分）", "数量指标", "养护里程", "≥5公里"),
        ("一、产出指标（50分）", "数量指标", "修补面积", "≥9平方米"),
        ("二、效益指标", "社会效益指标", "优良路率", "≥85%"),
    ]


def numbered_columns() -> tuple[list[Sheet], Rows]:
    """A row that counts the columns; a level over both columns of levels; a sum."""
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值")
    sheet.put("1", "2", "3", "4")
    sheet.put("产出指标", "数量指标", "养护里程", "≥5公里")
    sheet.put(("满意度指标", 2), "群众满意度", "≥90%")
    sheet.put(("合计", 3), "100")
    return [sheet], [
        ("产出指标", "数量指标", "养护里程", "≥5公里"),
        ("满意度指标", None, "群众满意度", "≥90%"),
    ]


def wide_cells() -> tuple[list[Sheet], Rows]:
    """Names and values in more than one column of the grid, and parts of them in cells of their own."""
    sheet = Sheet()
    sheet.put(("绩效指标", 6))
    sheet.put("一级指标", "二级指标", ("三级指标", 2), ("指标值", 2))
    sheet.put(("产出指标", 1, 2), "数量指标", ("养护里程", 2), ("≥5公里", 2))
    sheet.put("质量指标", "合格", "率", ("100%", 2), column=1)
    return [sheet], [("产出指标", "数量指标", "养护里程", "≥5公里"), ("产出指标", "质量指标", "合格率", "100%")]


def only_first_levels() -> tuple[list[Sheet], Rows]:
    """First levels down the side under 绩效指标, no second ones."""
    sheet = Sheet()
    sheet.put("绩效指标", "指标名称", "指标值", "计量单位")
    sheet.put(("产出指标", 1, 2), "养护里程", "5", "公里")
    sheet.put("合格率", "98", "%", column=1)
    sheet.put("满意度指标", "群众满意度", "90", "%")
    return [sheet], [
        ("产出指标", None, "养护里程", "5"),
        ("产出指标", None, "合格率", "98"),
        ("满意度指标", None, "群众满意度", "90"),
    ]


def standard_form() -> tuple[list[Sheet], Rows]:
    """Head and indicators in one table, term and year side by side."""
    sheet = Sheet()
    sheet.put(("2024年项目支出绩效目标表", 7))
    sheet.put("项目名称", ("养护", 2), "项目编码", ("123456", 3))
    sheet.put(("项目资金\n（万元）", 1, 2), ("年度资金总额", 2), ("120", 4))
    sheet.put(("其中：财政拨款", 2), ("100", 4), column=1)
    sheet.put(("总体目标", 1, 2), ("实施期目标", 3), ("年度目标", 3))
    sheet.put(("建成体系。", 3), ("保障畅通。", 3), column=1)
    sheet.put(("绩效指标", 1, 3), "一级指标", "二级指标", "三级指标", "实施期指标值", ("年度指标值", 2))
    sheet.put(("产出指标", 1, 2), "数量指标", "养护里程", "15公里", ("5公里", 2), column=1)
    sheet.put("质量指标", "合格率", "98%", ("97%", 2), column=2)
    return [sheet], [("产出指标", "数量指标", "养护里程", "5公里"), ("产出指标", "质量指标", "合格率", "97%")]


def self_evaluation() -> tuple[list[Sheet], Rows]:
    """The form of self-evaluations with its money and goals; a total below."""
    sheet = Sheet()
    sheet.put(("项目支出绩效自评表", 9))
    sheet.put("项目名称", ("养护", 8))
    sheet.put(("项目资金（万元）", 1, 2), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    sheet.put("年度资金总额", "120", "120", "118", "10", "98%", "9.8", column=1)
    sheet.put(("年度总体目标", 1, 2), ("预期目标", 4), ("实际完成情况", 4))
    sheet.put(("保障畅通", 4), ("已完成", 4), column=1)
    words = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    sheet.put(("绩效指标", 1, 3), *words)
    sheet.put("产出指标", "数量指标", "养护里程", "≥5公里", "5公里", "50", "50", "", column=1)
    sheet.put("效益指标", "社会效益指标", "优良率", "≥85%", "86%", "40", "40", "无", column=1)
    sheet.put(("总分", 6), "100", "99.8", "")
    return [sheet], [("产出指标", "数量指标", "养护里程", "≥5公里"), ("效益指标", "社会效益指标", "优良率", "≥85%")]


def placeholders() -> tuple[list[Sheet], Rows]:
    """Rows that say nothing are none; a second value belongs to the name above."""
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值")
    sheet.put(("产出指标", 1, 3), ("数量指标", 1, 2), "养护里程", "≥5公里")
    sheet.put("", "≥3公里", column=2)
    sheet.put("质量指标", "指标1：合格率", "98%", column=1)
    sheet.put("", "指标2：", "", column=1)
    sheet.put("", "……", "", column=1)
    sheet.put("效益指标", "经济效益指标", "无", "")
    return [sheet], [
        ("产出指标", "数量指标", "养护里程", "≥5公里"),
        ("产出指标", "数量指标", "养护里程", "≥3公里"),
        ("产出指标", "质量指标", "合格率", "98%"),
    ]


def levels_as_columns() -> tuple[list[Sheet], Rows]:
    """A column for each second level, first levels above; running text in the cells."""
    sheet = Sheet()
    sheet.put(("项目名称", 1, 2), ("产出指标", 2), "效益指标", ("满意度指标", 1, 2))
    sheet.put("数量指标", "质量指标", "社会效益指标", column=1)
    sheet.put("治理", "治理河长≥5公里；清淤≥3万方", "验收合格率100%", "受益人口≥3万人", "群众满意度≥90%")
    return [sheet], [
        ("产出指标", "数量指标", "治理河长", "≥5公里"),
        ("产出指标", "数量指标", "清淤", "≥3万方"),
        ("产出指标", "质量指标", "验收合格率", "100%"),
        ("效益指标", "社会效益指标", "受益人口", "≥3万人"),
        ("满意度指标", None, "群众满意度", "≥90%"),
    ]


def unknown_head() -> tuple[list[Sheet], Rows]:
    """Words over the columns that nobody has met."""
    sheet = Sheet()
    sheet.put("类别", "明细", "考核内容", "要求")
    sheet.put(("产出指标", 1, 2), "数量指标", "养护里程", "5公里")
    sheet.put("质量指标", "合格率", "98%", column=1)
    sheet.put("满意度指标", "服务对象满意度指标", "群众满意度", "90%")
    return [sheet], [
        ("产出指标", "数量指标", "养护里程", "5公里"),
        ("产出指标", "质量指标", "合格率", "98%"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "90%"),
    ]


def page_without_side_column() -> tuple[list[Sheet], Rows]:
    """The second page leaves out what was merged down the side."""
    sheet = Sheet()
    sheet.put(("年度绩效指标", 1, 3), "一级指标", "二级指标", "三级指标", "指标值")
    sheet.put(("产出指标", 1, 2), ("数量指标", 1, 2), "养护里程", "≥5公里", column=1)
    sheet.put("修补面积", "≥9平方米", column=3)
    second = Sheet("表2")
    second.put("", "", "巡查次数", "≥12次")
    second.put("", "质量指标", "合格率", "100%")
    second.put("效益指标", "社会效益指标", "优良率", "≥85%")
    return [sheet, second], [
        ("产出指标", "数量指标", "养护里程", "≥5公里"),
        ("产出指标", "数量指标", "修补面积", "≥9平方米"),
        ("产出指标", "数量指标", "巡查次数", "≥12次"),
        ("产出指标", "质量指标", "合格率", "100%"),
        ("效益指标", "社会效益指标", "优良率", "≥85%"),
    ]


def row_torn_by_a_page() -> tuple[list[Sheet], Rows]:
    """The rest of a name on the next page."""
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值")
    sheet.put("产出指标", "数量指标", "养护农村", "≥5公里")
    second = Sheet("表2")
    second.put("", "", "公路里程", "")
    second.put("", "质量指标", "合格率", "100%")
    return [sheet, second], [
        ("产出指标", "数量指标", "养护农村公路里程", "≥5公里"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]


def row_torn_within_a_table() -> tuple[list[Sheet], Rows]:
    """The rest of long cells on the next page of the same table."""
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标解释", "指标值", "评分标准")
    sheet.put(("产出指标", 1, 3), ("数量指标", 1, 2), "养护里程", "以统计", "≥5公里", "完成得满分，")
    sheet.put("年报为准", column=3)
    sheet.put_at(2, 5, "未完成不得分")
    sheet.put("质量指标", "合格率", "验收资料", "100%", "完成得满分", column=1)
    return [sheet], [
        ("产出指标", "数量指标", "养护里程", "≥5公里"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]


def signatures_below() -> tuple[list[Sheet], Rows]:
    """Who signs, in cells as wide as names and targets."""
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值")
    sheet.put("产出指标", "数量指标", "养护里程", "≥5公里")
    sheet.put(("单位负责人（签字）：", 3), "财务负责人（签字）：")
    sheet.put(("主管部门审核意见：同意申报。（盖章）", 4))
    return [sheet], [("产出指标", "数量指标", "养护里程", "≥5公里")]


def ranks_below_a_word() -> tuple[list[Sheet], Rows]:
    """一级, 二级, 三级 below 绩效指标; sign, number and unit below the value; the explanation over both rows."""
    sheet = Sheet()
    sheet.put(("年度绩效指标", 1, 4), ("绩效指标", 3), ("绩效指标值", 3), ("绩效指标说明", 1, 2))
    sheet.put("一级", "二级", "三级", "符号", "数值", "单位", column=1)
    sheet.put("产出指标", "数量指标", "养护里程", "≥", "5", "公里", "年报", column=1)
    sheet.put("效益指标", "社会效益指标", "优良路率", "≥", "85", "%", "年报", column=1)
    return [sheet], [("产出指标", "数量指标", "养护里程", "5"), ("效益指标", "社会效益指标", "优良路率", "85")]


def title_of_a_list_below() -> tuple[list[Sheet], Rows]:
    """Below the rows a list of projects, under a title of its own."""
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值", "备注")
    sheet.put("产出指标", "数量指标", "养护里程", "≥5公里", "")
    sheet.put("2024年项目支出明细表")
    sheet.put("序号", "项目名称", "项目单位", "金额（万元）", "备注")
    sheet.put("1", "泵站改造", "水利局", "386.5", "新增")
    return [sheet], [("产出指标", "数量指标", "养护里程", "≥5公里")]


FORMS: dict[Callable[[], tuple[list[Sheet], Rows]], set[str]] = {
    section_rows: set(),
    numbered_columns: set(),
    wide_cells: set(),
    only_first_levels: {UNKNOWN},
    standard_form: set(),
    self_evaluation: set(),
    placeholders: {"名称承自上方合并格"},
    levels_as_columns: {SPLIT},
    unknown_head: {GUESSED},
    page_without_side_column: {SHIFTED},
    row_torn_by_a_page: {TORN},
    row_torn_within_a_table: {TORN},
    signatures_below: set(),
    ranks_below_a_word: set(),
    title_of_a_list_below: set(),
}
"""Form → the doubts that its rows may carry."""


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_form(form: Callable[[], tuple[list[Sheet], Rows]]) -> None:
    sheets, expected = form()
    (found,) = extract(document(*sheets))
    rows = [(row.shown.level1, row.shown.level2, row.shown.name, row.shown.target) for row in found.indicators]
    assert rows == expected
    assert {doubt for row in found.indicators for doubt in row.doubts} == FORMS[form]


def test_what_the_standard_forms_say_beside() -> None:
    (asked,) = extract(document(*standard_form()[0]))
    assert (asked.project_code, asked.budget, asked.budget_unit, asked.goal) == ("123456", "120", "万元", "保障畅通。")
    assert [row.term_target for row in asked.indicators] == ["15公里", "98%"]
    (done,) = extract(document(*self_evaluation()[0]))
    assert (done.kind, done.budget, done.goal) == ("自评", "120", "保障畅通")
    assert [(row.actual, row.weight, row.score) for row in done.indicators] == [("5公里", 50, "50"), ("86%", 40, "40")]


def test_projects_without_levels() -> None:
    sheet = Sheet()
    sheet.put("部门", "项目名称", "金额（万元）", "绩效目标", "指标名称", "指标值")
    sheet.put(("水务局", 1, 3), ("治理", 1, 2), ("5", 1, 2), ("治河。", 1, 2), "治理河长", "≥5公里")
    sheet.put("合格率", "100%", column=4)
    sheet.put("除险", "8", "除险。", "水库座数", "3座", column=1)
    first, second = extract(document(sheet))
    assert (first.project_name, first.budget, len(first.indicators)) == ("治理", "5", 2)
    assert (second.department, second.project_name, second.goal) == ("水务局", "除险", "除险。")
    assert INFERRED not in second.indicators[0].doubts


def test_a_list_of_people_below_is_not_read() -> None:
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值")
    sheet.put("产出指标", "数量指标", "养护里程", "≥5公里")
    people = Sheet("表2")
    people.put("姓名", "性别", "职务", "联系电话")
    people.put("张三", "男", "科长", "5237")
    (found,) = extract(document(sheet, people))
    assert [row.shown.name for row in found.indicators] == ["养护里程"]


def test_a_row_that_says_why_it_is_empty_was_not_left_empty() -> None:
    """不涉及 and 不适用 answer a level; 无。 and 略 leave it empty; none of them is an indicator."""
    lines = (
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标\t数量指标\t养护里程\t≥30公里",
        "\t质量指标\t不涉及\t",
        "\t时效指标\t无。\t",
    )
    text = "\n".join([*lines, "效益指标\t社会效益指标\t不适用\t", "\t生态效益指标\t略\t", ""])
    (sheet,) = extract(Document("x.txt", tuple(plain_text.read("x.txt", text.encode()))))
    assert [indicator.shown.name for indicator in sheet.indicators] == ["养护里程"]
    assert sheet.left_empty == ("时效指标", "生态效益指标")

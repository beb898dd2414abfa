"""Tables with true columns and spans, as word processors, spreadsheets, web pages and prints have them."""

import pytest

from reviewer.extraction import extract
from reviewer.model import Document
from tests.extraction.layouts import CLINICS, RIVERS, ROADS, SAMPLES, Row, Sample, words
from tests.extraction.tables import Sheet, cut, document, drawn, put_rows
from tests.extraction.test_layouts import row_of


def rows_of(given: Document) -> list[list[Row]]:
    return [[row_of(indicator) for indicator in sheet.indicators] for sheet in extract(given)]


@pytest.mark.parametrize("how", ["merged", "blank", "repeated"])
@pytest.mark.parametrize("synonym", range(5))
@pytest.mark.parametrize("name", SAMPLES)
def test_levels(name: str, synonym: int, how: str) -> None:
    sample = SAMPLES[name]
    assert rows_of(document(*sample.head, drawn(sample, synonym, how))) == [list(sample.rows)]


def form(sample: Sample) -> Sheet:
    """Head and indicators in one table, a side label down the left, the values' parts below one word."""
    sheet = Sheet()
    width = len(sample.fields)
    sheet.put((sample.head[0], width + 1))
    sheet.put("项目名称", ("农村公路养护", 2), "主管部门", ("某县交通运输局", width - 3))
    sheet.put(("项目资金（万元）", 1, 2), "年度资金总额", ("1200", width - 1))
    sheet.put("其中：财政拨款", ("1000", width - 1), column=1)
    sheet.put("年度目标", ("1.保障农村公路安全畅通。\n2.完成养护工程。", width))
    sheet.put(("绩效指标", 1, len(sample.rows) + 1), *words(sample))
    put_rows(sheet, sample, column=1)
    sheet.put(("填报人：张三", 2), ("联系电话：123", 2), ("填报日期：2024年1月5日", width - 3))
    return sheet


@pytest.mark.parametrize("name", SAMPLES)
def test_form(name: str) -> None:
    (sheet,) = extract(document(form(SAMPLES[name])))
    assert [row_of(row) for row in sheet.indicators] == list(SAMPLES[name].rows)
    told = (sheet.project_name, sheet.department, sheet.budget, sheet.budget_unit, sheet.goal)
    assert told == ("农村公路养护", "某县交通运输局", "1200", "万元", "1.保障农村公路安全畅通。\n2.完成养护工程。")


def tall(sample: Sample) -> Sheet:
    """绩效指标 over the levels and the name, 指标值 over its parts."""
    sheet = Sheet()
    over: list[tuple[str, int, int] | str] = [("绩效指标", 3, 1)]
    below: list[str] = []
    for field, word in list(zip(sample.fields, words(sample), strict=True))[3:]:
        if field in ("operator", "target", "unit"):
            over += [("指标值", 3, 1)] if field == "operator" else []
            below.append({"operator": "符号", "target": "数值", "unit": "单位"}[field])
        else:
            over.append((word, 1, 2))
            below.append("")
    sheet.put(*over)
    sheet.put(*words(sample)[:3], *below)
    put_rows(sheet, sample)
    return sheet


TALL = Sample((), ("level1", "level2", "name", "description", "operator", "target", "unit", "basis"), ())
TALL = Sample(
    (),
    TALL.fields,
    tuple(
        {field: row[field] for field in ("level1", "level2", "name", "operator", "target", "unit")}
        | {"description": f"{row['name']}的含义", "basis": "年度计划"}
        for row in CLINICS.rows
    ),
)


def test_tall_head() -> None:
    assert rows_of(document("绩效目标表", tall(TALL))) == [list(TALL.rows)]


@pytest.mark.parametrize("at", range(1, 7))
@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("between", [(), ("- 2 -",), ("续表",)])
def test_table_split_by_a_page(at: int, repeated: bool, between: tuple[str, ...]) -> None:
    """Levels merged over the break are not printed again."""
    first = drawn(cut(ROADS, 0, at))
    second = Sheet("表2")
    if repeated:
        second.put(*words(ROADS))
    rows = [dict(row) for row in ROADS.rows[at:]]
    above = ROADS.rows[at - 1]
    for row in rows:
        if row["level1"] != above["level1"]:
            break
        del row["level1"]
        if row["level2"] != above["level2"]:
            break
        del row["level2"]
    put_rows(second, Sample((), ROADS.fields, tuple({"level1": "", "level2": ""} | row for row in rows)))
    assert rows_of(document(*ROADS.head, first, *between, second)) == [list(ROADS.rows)]


def test_sheets_side_by_side() -> None:
    sheet = Sheet()
    width = len(RIVERS.fields)
    sheet.put("项目名称", ("中小河流治理", width - 1), "", "项目名称", ("水库除险", width - 1))
    sheet.put(*words(RIVERS), "", *words(RIVERS))
    top = sheet.height
    put_rows(sheet, RIVERS)
    sheet.height = top
    put_rows(sheet, cut(RIVERS, 2, 6), column=width + 1)
    first, second = extract(document(sheet))
    assert [[row_of(row) for row in one.indicators] for one in (first, second)] == [
        list(RIVERS.rows),
        list(RIVERS.rows[2:6]),
    ]
    assert (first.project_name, second.project_name) == ("中小河流治理", "水库除险")


def test_sheets_side_by_side_in_the_cells_of_a_table() -> None:
    """A row of two heads, and inside it a table of indicators for each."""
    outer, inner = Sheet(), []
    outer.put(*(f"项目绩效目标表\n项目名称：{name}\n绩效目标：{name}完成。" for name in ("修路", "治河")))
    for number, name in enumerate(("养护里程", "治理河长"), start=1):
        sheet = Sheet(f"表1第1行嵌套表{number}")
        sheet.put("一级指标", "二级指标", "三级指标", "指标值")
        sheet.put("产出指标", "数量指标", name, "≥5公里")
        inner.append(sheet)
    assert [
        (sheet.project_name, sheet.goal, [row.shown.name for row in sheet.indicators])
        for sheet in extract(document(outer, *inner))
    ] == [("修路", "修路完成。", ["养护里程"]), ("治河", "治河完成。", ["治理河长"])]


def test_sheets_stacked() -> None:
    sheet = Sheet()
    for sample in (ROADS, CLINICS, RIVERS):
        sheet.put((sample.head[0], len(sample.fields)))
        sheet.put("", "")
        sheet.put(*words(sample))
        put_rows(sheet, sample)
        sheet.put("")
    assert rows_of(document(sheet)) == [list(sample.rows) for sample in (ROADS, CLINICS, RIVERS)]


def test_many_projects_in_one_table() -> None:
    sheet = Sheet()
    sheet.put(("2024年项目支出绩效目标表", 9))
    sheet.put(("单位：万元", 9))
    sheet.put("序号", "部门", "项目名称", "金额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值")
    names = (
        ("某县水务局", "中小河流治理", "500", RIVERS),
        ("", "水库除险加固", "80", ROADS),
        ("某县卫健局", "家庭医生", "12.5", CLINICS),
    )
    tall = {"某县水务局": len(RIVERS.rows) + len(ROADS.rows), "某县卫健局": len(CLINICS.rows)}
    fields = ("level1", "level2", "name", "target")
    for number, (department, project, budget, sample) in enumerate(names, start=1):
        top, height = sheet.height, len(sample.rows)
        if department:
            sheet.put_at(top, 1, department, 1, tall[department])
        for column, text in ((0, str(number)), (2, project), (3, budget), (4, f"做好{project}。\n确保实效。")):
            sheet.put_at(top, column, text, 1, height)
        put_rows(sheet, Sample((), fields, sample.rows), column=5)
    found = extract(document(sheet))
    assert [(one.department, one.project_name, one.budget, one.budget_unit, one.goal) for one in found] == [
        ("某县水务局", "中小河流治理", "500", "万元", "做好中小河流治理。\n确保实效。"),
        ("某县水务局", "水库除险加固", "80", "万元", "做好水库除险加固。\n确保实效。"),
        ("某县卫健局", "家庭医生", "12.5", "万元", "做好家庭医生。\n确保实效。"),
    ]
    assert [[row.shown.name for row in one.indicators] for one in found] == [
        [row["name"] for row in sample.rows] for *_, sample in names
    ]


def test_matrix() -> None:
    sheet = Sheet()
    sheet.put(("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("指标值", 3), ("备注", 1, 2))
    sheet.put("东河村", "西岭村", "南坪社区", column=3)
    sheet.put(("产出指标", 1, 2), "数量指标", "修建产业路", "≥2公里", "≥3公里", "", "按设计")
    sheet.put("质量指标", "工程验收合格率", ("100%", 3), column=1)
    sheet.put("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "≥92%", "/")
    (found,) = extract(document("产业路项目绩效目标表", sheet))
    assert [(row.shown.name, row.area, row.shown.target, row.remark) for row in found.indicators] == [
        ("修建产业路", "东河村", "≥2公里", "按设计"),
        ("修建产业路", "西岭村", "≥3公里", "按设计"),
        ("工程验收合格率", "东河村", "100%", None),
        ("工程验收合格率", "西岭村", "100%", None),
        ("工程验收合格率", "南坪社区", "100%", None),
        ("村民满意度", "东河村", "≥90%", None),
        ("村民满意度", "西岭村", "≥92%", None),
    ]


def test_levels_one_step_off() -> None:
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "四级指标", "指标值")
    sheet.put(("实施效果指标", 1, 4), ("产出指标", 1, 2), ("数量指标", 1, 2), "养护农村公路里程", "≥560公里")
    sheet.put("修补破损路面", "≥12000平方米", column=3)
    sheet.put(("效益指标", 1, 2), "社会效益指标", "农村公路优良路率", "≥85%", column=1)
    sheet.put("满意度指标", "沿线群众满意度", "≥90%", column=2)
    (found,) = extract(document("农村公路项目绩效目标表", sheet))
    assert [(row.shown.level1, row.category, row.shown.name, row.shown.target) for row in found.indicators] == [
        ("产出指标", "数量指标", "养护农村公路里程", "≥560公里"),
        ("产出指标", "数量指标", "修补破损路面", "≥12000平方米"),
        ("效益指标", "社会效益", "农村公路优良路率", "≥85%"),
        ("满意度指标", "服务对象满意度", "沿线群众满意度", "≥90%"),
    ]


def test_several_indicators_in_a_cell() -> None:
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值")
    sheet.put(("产出指标", 1, 2), "数量指标", "1.养护农村公路里程\n2.修补破损路面", "≥560公里\n≥12000平方米")
    sheet.put("质量指标", "养护工程\n验收合格率", "≥98%", column=1)
    (found,) = extract(document(sheet))
    assert [(row.shown.level2, row.shown.name, row.shown.target) for row in found.indicators] == [
        ("数量指标", "养护农村公路里程", "≥560公里"),
        ("数量指标", "修补破损路面", "≥12000平方米"),
        ("质量指标", "养护工程验收合格率", "≥98%"),
    ]
    assert [bool(row.doubts) for row in found.indicators] == [True, True, False]


def test_clauses_under_levels() -> None:
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "指标内容")
    sheet.put(("产出指标", 1, 2), "数量指标", "养护农村公路里程≥560公里；修补破损路面≥12000平方米。")
    sheet.put("质量指标", "养护工程验收合格率达到98%以上", column=1)
    (found,) = extract(document(sheet))
    assert [(row.shown.level2, row.shown.name, row.shown.target) for row in found.indicators] == [
        ("数量指标", "养护农村公路里程", "≥560公里"),
        ("数量指标", "修补破损路面", "≥12000平方米"),
        ("质量指标", "养护工程验收合格率", "98%以上"),
    ]


def test_form_of_two_terms() -> None:
    """The left half is for the term, the right half for the year."""
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")
    sheet.put(("产出指标", 1, 2), "数量指标", "养护里程", "1600公里", "数量指标", "养护里程", "560公里")
    sheet.put("质量指标", "合格率", "98%", "质量指标", "合格率", "97%", column=1)
    (found,) = extract(document(sheet))
    assert [(row.shown.name, row.shown.target, row.term_target) for row in found.indicators] == [
        ("养护里程", "560公里", "1600公里"),
        ("合格率", "97%", "98%"),
    ]


def test_self_evaluation() -> None:
    sheet = Sheet()
    sheet.put(
        "一级指标", "二级指标", "三级指标", "年度\n指标值", "实际\n完成值", "分值", "得分", "偏差原因分析及改进措施"
    )
    sheet.put("产出指标", "数量指标", "养护里程", "560公里", "571公里", "50", "50", "")
    (found,) = extract(document("项目支出绩效自评表", sheet))
    (row,) = found.indicators
    assert (found.kind, row.shown.target, row.actual, row.weight, row.score) == ("自评", "560公里", "571公里", 50, "50")

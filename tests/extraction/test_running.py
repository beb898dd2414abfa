"""Running text under levels, sheets on one line, rows run together: what is read, and what must not be."""

import pytest

from reviewer.extraction.clauses import clauses
from reviewer.extraction.rows import GUESSED, SPLIT
from tests.extraction.layouts import CLINICS, RIVERS, ROADS, Sample, merged, words
from tests.extraction.test_layouts import rows_of, sheets_of
from tests.extraction.test_perturbed import NARRATIVE

CLAUSES = {
    "开展培训≥5期；培训人数300人次，合格率达到98%以上。": [
        ("开展培训", "≥5期"),
        ("培训人数", "300人次"),
        ("合格率", "98%以上"),
    ],
    "1.举办培训班5期；2.培训学员≥300人次；3、12345热线接通率≥95%": [
        ("举办培训班", "5期"),
        ("培训学员", "≥300人次"),
        ("12345热线接通率", "≥95%"),
    ],
    "足额保障率=100% 22.5 科目调整次数≤10次 22.5": [("足额保障率", "=100%"), ("科目调整次数", "≤10次")],
    "安装路灯盏数=960盏硬化道路长度≥28.4千米": [("安装路灯盏数", "=960盏"), ("硬化道路长度", "≥28.4千米")],
    "道路硬化单价≤32万元/千米": [("道路硬化单价", "≤32万元/千米")],
    "年节约标准煤≥5160吨标准煤": [("年节约标准煤", "≥5160吨标准煤")],
    "每万尾苗种采购价≤259元/万尾": [("每万尾苗种采购价", "≤259元/万尾")],
    "接种疫苗剂次≥61000剂次；接种率≥95%": [("接种疫苗剂次", "≥61000剂次"), ("接种率", "≥95%")],
    "培训完成时间为2024年11月底前": [("培训完成时间", "2024年11月底前")],
    "项目完成时间：2024年12月底前": [("项目完成时间", "2024年12月底前")],
    "2024年12月底前完成全部建设任务": [("2024年12月底前完成全部建设任务", None)],
    "居民生活环境明显改善": [("居民生活环境", "明显改善")],
    "促进经济发展，增加就业": [("促进经济发展，增加就业", None)],
    "新建公路 12.5 公里": [("新建公路", "12.5 公里")],
    "养护里程\n≥560公里": [("养护里程", "≥560公里")],
}


@pytest.mark.parametrize("text", CLAUSES)
def test_clauses(text: str) -> None:
    assert [(clause.name, clause.value) for clause in clauses(text)] == CLAUSES[text]


HEAD = "农村公路养护项目绩效目标表\n项目名称：农村公路养护\n绩效目标：保障畅通。\n"
EXPECTED = [
    ("产出指标", "数量指标", "养护里程", "≥560公里"),
    ("产出指标", "数量指标", "修补面积", "≥12000平方米"),
    ("产出指标", "质量指标", "验收合格率", "≥98%"),
    ("效益指标", "社会效益指标", "优良路率", "≥85%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
]
TEXTS = {
    "on lines": "产出指标：\n数量指标：养护里程≥560公里；修补面积≥12000平方米。\n质量指标：验收合格率≥98%\n"
    "效益指标：\n"
    "社会效益指标：优良路率≥85%\n满意度指标：\n服务对象满意度指标：群众满意度≥90%\n",
    "torn by line ends": "产出指标：\n数量指标：养护里程≥56\n0公里；修补\n面积≥12000平方米。\n质量指标：验收\n合格率"
    "≥98%。\n效益指标：\n社会效益指标：优良路率\n≥85%。\n满意度指标：\n服务对象满意度指标：群众\n满意度≥90%。\n",
    "numbered below a level": "一、产出指标\n（一）数量指标：养护里程≥560公里；修补面积≥12000平方米\n（二）质量指标："
    "验收合格率≥98%\n二、效益指标\n（一）社会效益指标：优良路率≥85%\n三、满意度指标\n（一）服务对象满意度指标："
    "群众满意度≥90%\n",
    "numbered": "（一）产出指标\n1.数量指标：养护里程≥560公里，修补面积≥12000平方米\n2.质量指标"
    "：验收合格率≥98%\n（二）效益指标\n"
    "1.社会效益指标：优良路率≥85%\n（三）满意度指标\n1.服务对象满意度指标：群众满意度≥90%\n",
    "in one paragraph": "绩效指标：产出指标：数量指标：养护里程≥560公里；修补面积≥12000平方米。质量指标"
    "：验收合格率≥98%。效益指标："
    "社会效益指标：优良路率≥85%。满意度指标：服务对象满意度指标：群众满意度≥90%。\n",
    "names and values on lines": "产出指标\n数量指标\n养护里程\n≥560公里\n修补面积\n≥12000平方米\n质量指标\n"
    "验收合格率\n≥98%\n"
    "效益指标\n社会效益指标\n优良路率\n≥85%\n满意度指标\n服务对象满意度指标\n群众满意度\n≥90%\n",
    "run together on lines": "一级指标二级指标三级指标指标值\n产出指标数量指标养护里程≥560公里\n修补面积≥12000平方米\n"
    "质量指标验收合格率≥98%\n效益指标社会效益指标优良路率≥85%\n满意度指标服务对象满意度指标群众满意度≥90%\n",
    "run together": "一级指标二级指标三级指标指标值产出指标数量指标养护里程≥560公里修补面积≥12000平方米质量指标"
    "验收合格率≥98%"
    "效益指标社会效益指标优良路率≥85%满意度指标服务对象满意度指标群众满意度≥90%\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_under_levels(name: str) -> None:
    (sheet,) = sheets_of(NARRATIVE + HEAD + TEXTS[name] + "\n第三部分 其他说明\n")
    found = [(row.shown.level1, row.shown.level2, row.shown.name, row.shown.target) for row in sheet.indicators]
    assert found == EXPECTED
    assert all(SPLIT in row.doubts for row in sheet.indicators)
    assert (sheet.project_name, sheet.goal) == ("农村公路养护", "保障畅通。")


def test_a_level_without_its_last_word() -> None:
    (sheet,) = sheets_of(
        HEAD + "产出指标\n数量指标\n1.养护里程：≥560公里\n满意度指标\n服务对象满意度\n1.群众满意度：≥90%\n"
    )
    assert [(row.shown.level2, row.shown.name, row.shown.target) for row in sheet.indicators] == [
        ("数量指标", "养护里程", "≥560公里"),
        ("服务对象满意度", "群众满意度", "≥90%"),
    ]


@pytest.mark.parametrize("sample", [ROADS, CLINICS, RIVERS], ids=["roads", "clinics", "rivers"])
@pytest.mark.parametrize("gap", ["  ", " ", "\t", " | "])
def test_a_sheet_on_one_line(sample: Sample, gap: str) -> None:
    head = [word.replace(" ", "") for word in words(sample)]
    cells = [*head, *(text for row in merged(sample) for text in row if text)]
    line = gap.join([sample.head[0], *cells])
    assert rows_of(line + "\n") == [list(sample.rows)]


def test_rows_without_a_head() -> None:
    text = HEAD + "\n产出指标\t数量指标\t养护里程\t≥560公里\n\t\t修补面积\t≥12000平方米\n"
    text += "\t质量指标\t验收合格率\t≥98%\n"
    text += "效益指标\t社会效益指标\t优良路率\t≥85%\n满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\n"
    (sheet,) = sheets_of(text)
    found = [(row.shown.level1, row.shown.level2, row.shown.name, row.shown.target) for row in sheet.indicators]
    assert found == EXPECTED
    assert all(GUESSED in row.doubts for row in sheet.indicators)


NOTHING = {
    "levels mentioned": "本部门设置产出指标、效益指标。其中数量指标≥10个，质量指标≥95%。\n一级指标包括产出指标"
    "和满意度指标。\n",
    "what was achieved": "产出指标完成情况\n（1）数量指标：实际完成培训5期，已完成300人次。\n（2）质量指标"
    "：实际合格率98%，得分10分。\n",
    "definitions": "产出指标：反映项目单位提供的产品和服务。\n效益指标：反映产出带来的效果。\n满意度指标"
    "：反映服务对象的认可程度。\n",
    "a list of levels": "指标类别\t说明\n产出指标\t提供的产品\n效益指标\t带来的效果\n满意度指标\t认可程度\n",
    "one mention": "数量指标：培训300人。\n以上情况请审核。\n",
}


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_is_invented(name: str) -> None:
    assert sheets_of(NARRATIVE + NOTHING[name]) == ()

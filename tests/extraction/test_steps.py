"""Levels one step off in every layout of text, and heads one word of which nobody has met."""

import pytest

from reviewer.extraction import extract
from tests.extraction.tables import Sheet, document
from tests.extraction.test_layouts import sheets_of

GRID = (
    ("一级指标", "二级指标", "三级指标", "指标名称", "指标值"),
    ("实施效果指标", "产出指标", "数量指标", "养护里程", "≥5公里"),
    ("", "", "", "修补面积", "≥9平方米"),
    ("", "", "质量指标", "合格率", "≥98%"),
    ("", "效益指标", "社会效益指标", "优良路率", "≥85%"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)
FILLED = [[text for text in row if text] for row in GRID]
LAYOUTS = {
    "tabs": "\n".join("\t".join(row) for row in GRID),
    "pipes": "\n".join("| " + " | ".join(row) + " |" for row in GRID),
    "merged cells dropped": "\n".join("| " + " | ".join(row) + " |" for row in FILLED),
    "spaces": "\n".join("  ".join(row) for row in FILLED),
    "one cell behind a tab": "\n" + "\n\n".join("\n".join(f"\t{text}" for text in row) for row in GRID) + "\n\n",
    "one cell a line": "\n".join("\n".join(row) for row in FILLED),
    "blank lines between": "\n\n".join("\n\n".join(row) for row in FILLED),
}
EXPECTED = [
    ("产出指标", "数量指标", "养护里程", "≥5公里"),
    ("产出指标", "数量指标", "修补面积", "≥9平方米"),
    ("产出指标", "质量指标", "合格率", "≥98%"),
    ("效益指标", "社会效益指标", "优良路率", "≥85%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_step_off(layout: str) -> None:
    (sheet,) = sheets_of("农村公路项目绩效目标表\n" + LAYOUTS[layout] + "\n")
    found = [(row.shown.level1, row.shown.level2, row.shown.name, row.shown.target) for row in sheet.indicators]
    assert found == EXPECTED


@pytest.mark.parametrize("wide", [False, True])
def test_one_step_off_in_a_table(wide: bool) -> None:
    """三级指标 over both the second levels and the names, or the names under a word of their own."""
    sheet = Sheet()
    head = [("三级指标", 2), ("指标值", 1)] if wide else ["三级指标", "绩效指标", "指标值"]
    sheet.put("一级指标", "二级指标", *head)
    for row in GRID[1:]:
        sheet.put(*row)
    (found,) = extract(document(sheet))
    rows = [(row.shown.level1, row.shown.level2, row.shown.name, row.shown.target) for row in found.indicators]
    assert rows == EXPECTED


TYPES = (
    ("指标类型", "一级指标", "二级指标", "指标值"),
    ("产出指标", "数量指标", "养护里程", "≥5公里"),
    ("", "", "修补面积", "≥9平方米"),
    ("", "质量指标", "合格率", "≥98%"),
    ("效益指标", "社会效益指标", "优良路率", "≥85%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)


@pytest.mark.parametrize("gap", ["\t", " | "])
def test_types_over_the_first_levels(gap: str) -> None:
    (sheet,) = sheets_of("农村公路项目绩效目标表\n" + "\n".join(gap.join(row) for row in TYPES) + "\n")
    found = [(row.shown.level1, row.shown.level2, row.shown.name, row.shown.target) for row in sheet.indicators]
    assert found == EXPECTED


RANKS = (
    ("年度绩效指标", "绩效指标", "", "", "绩效指标值", "", "", "绩效指标说明"),
    ("", "一级", "二级", "三级", "符号", "数值", "单位", ""),
    ("", "产出指标", "数量指标", "养护里程", "≥", "5", "公里", "年报"),
    ("", "", "质量指标", "合格率", "≥", "98", "%", "抽查"),
)
IN_TEXT = {
    "tabs": "\n".join("\t".join(row) for row in RANKS),
    "pipes": "\n".join("| " + " | ".join(row) + " |" for row in RANKS),
    "spaces": "\n".join("  ".join(text for text in row if text) for row in RANKS),
    "one cell a line": "\n".join(text for row in RANKS for text in row if text),
    "one cell behind a tab": "\n" + "\n\n".join("\n".join(f"\t{text}" for text in row) for row in RANKS) + "\n\n",
}


@pytest.mark.parametrize("layout", IN_TEXT)
def test_ranks_below_a_word_in_text(layout: str) -> None:
    (sheet,) = sheets_of("农村公路项目绩效目标表\n" + IN_TEXT[layout] + "\n")
    found = [row.shown for row in sheet.indicators]
    assert [(row.level2, row.name, row.description, row.operator, row.target, row.unit) for row in found] == [
        ("数量指标", "养护里程", "年报", "≥", "5", "公里"),
        ("质量指标", "合格率", "抽查", "≥", "98", "%"),
    ]


WORDS = ("一级指标", "二级指标", "三级指标", "指标值", "计量单位")


@pytest.mark.parametrize("unknown", range(5))
def test_a_word_of_the_head_that_nobody_has_met(unknown: int) -> None:
    sheet = Sheet()
    sheet.put(*(("某某栏" if position == unknown else word) for position, word in enumerate(WORDS)))
    sheet.put(("产出指标", 1, 2), "数量指标", "养护里程", "≥5", "公里")
    sheet.put("质量指标", "合格率", "≥98", "%", column=1)
    sheet.put("效益指标", "社会效益指标", "优良路率", "≥85", "%")
    (found,) = extract(document(sheet))
    assert [
        (row.shown.level1, row.shown.level2, row.shown.name, row.shown.target, row.shown.unit)
        for row in found.indicators
    ] == [
        ("产出指标", "数量指标", "养护里程", "≥5", "公里"),
        ("产出指标", "质量指标", "合格率", "≥98", "%"),
        ("效益指标", "社会效益指标", "优良路率", "≥85", "%"),
    ]


def test_rows_of_which_nothing_is_told_down_the_page() -> None:
    cells = ["一级指标", "二级指标", "三级指标", "指标解释", "指标值", "指标值确定依据"]
    cells += ["产出指标", "数量指标", "指标1：养护里程", "年末统计的里程", "≥5公里", "考核办法", "……"]
    cells += ["质量指标", "指标1：合格率", "抽查合格的比例", "100%", "合同约定", "指标2：", "指标3：……"]
    cells += ["效益指标", "社会效益指标", "指标1：优良路率", "优良里程占比", "≥85%", "年报"]
    (sheet,) = sheets_of("农村公路项目绩效目标表\n\n" + "\n\n".join(cells) + "\n")
    assert [(row.shown.level2, row.shown.name, row.shown.target, row.basis) for row in sheet.indicators] == [
        ("数量指标", "养护里程", "≥5公里", "考核办法"),
        ("质量指标", "合格率", "100%", "合同约定"),
        ("社会效益指标", "优良路率", "≥85%", "年报"),
    ]

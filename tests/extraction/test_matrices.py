"""Matrices: a value column for each village or unit, in tables and in text."""

import pytest

from reviewer.extraction import extract
from reviewer.model import Sheet as TargetSheet
from tests.extraction.tables import Sheet, document
from tests.extraction.test_layouts import sheets_of

GRID = (
    ("一级指标", "二级指标", "三级指标", "东河村", "西岭村", "南坪社区"),
    ("产出指标", "数量指标", "修建产业路", "≥2公里", "≥3公里", "/"),
    ("", "质量指标", "工程验收合格率", "100%", "100%", "98%"),
    ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "≥92%", "≥91%"),
)
EXPECTED = [
    ("数量指标", "修建产业路", "东河村", "≥2公里"),
    ("数量指标", "修建产业路", "西岭村", "≥3公里"),
    ("质量指标", "工程验收合格率", "东河村", "100%"),
    ("质量指标", "工程验收合格率", "西岭村", "100%"),
    ("质量指标", "工程验收合格率", "南坪社区", "98%"),
    ("服务对象满意度指标", "村民满意度", "东河村", "≥90%"),
    ("服务对象满意度指标", "村民满意度", "西岭村", "≥92%"),
    ("服务对象满意度指标", "村民满意度", "南坪社区", "≥91%"),
]
TITLE = "产业路项目绩效目标表\n"
TEXTS = {
    "tabs": "\n".join("\t".join(row) for row in GRID),
    "pipes": "\n".join("| " + " | ".join(row) + " |" for row in GRID),
    "merged cells dropped": "\n".join("| " + " | ".join(text for text in row if text) + " |" for row in GRID),
    "spaces": "\n".join("  ".join(text for text in row if text) for row in GRID),
    "one cell a line": "\n".join(text for row in GRID for text in row if text),
    "blank lines between": "\n\n".join(text for row in GRID for text in row if text),
    "one cell behind a tab": "\n" + "\n\n".join("\n".join(f"\t{text}" for text in row) for row in GRID) + "\n\n",
    "a head of two lines": "一级指标\t二级指标\t三级指标\t指标值\t\t\n\t\t\t东河村\t西岭村\t南坪社区\n"
    + "\n".join("\t".join(row) for row in GRID[1:]),
}


def told(sheet: TargetSheet) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(row.shown.level2, row.shown.name, row.area, row.shown.target) for row in sheet.indicators]


@pytest.mark.parametrize("name", TEXTS)
def test_in_text(name: str) -> None:
    (sheet,) = sheets_of(TITLE + TEXTS[name] + "\n")
    assert told(sheet) == EXPECTED


@pytest.mark.parametrize("head", ["指标值", "合计", "2024年目标值"])
def test_beside_the_whole(head: str) -> None:
    """The whole is a row without a village."""
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", head, "东河村", "西岭村", "备注")
    sheet.put("产出指标", "数量指标", "修建产业路", "5公里", "2公里", "3公里", "")
    (found,) = extract(document(sheet))
    assert told(found) == [
        ("数量指标", "修建产业路", None, "5公里"),
        ("数量指标", "修建产业路", "东河村", "2公里"),
        ("数量指标", "修建产业路", "西岭村", "3公里"),
    ]


def test_years_are_no_villages() -> None:
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值", "上年实际值", "前年实际值")
    sheet.put("产出指标", "数量指标", "修建产业路", "5公里", "2公里", "3公里")
    (found,) = extract(document(sheet))
    assert told(found) == [("数量指标", "修建产业路", None, "5公里")]

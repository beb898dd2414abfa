"""One sheet, any format, the same indicators: every format and layout that can be made here, and changes to a sheet
that do not change what it says."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from reviewer import documents, extraction
from reviewer.model import Sheet
from tests.rendering.formats import CONVERTED, RENDER, SOFFICE, converted
from tests.rendering.grid import HEADS, Content, Fields, Grid, grid

FIELDS = ("level1", "level2", "name", "description", "operator", "target", "unit", "weight")


def _row(*texts: str) -> Fields:
    return dict(zip(FIELDS, texts, strict=True))


CONTENT = Content(
    "2026年度项目支出绩效目标表",
    (
        ("项目名称", "农村公路养护补助"),
        ("主管部门", "青山县交通运输局"),
        ("项目编码", "13022126P00121"),
        ("年度资金总额", "350万元"),
        ("年度绩效目标", "完成全县农村公路日常养护，保障群众出行安全。"),
    ),
    (
        _row("产出指标", "数量指标", "农村公路养护里程", "全年实施日常养护的农村公路里程", "≥", "420", "公里", "15"),
        _row("产出指标", "数量指标", "桥梁检测数量", "委托检测的农村公路桥梁座数", "≥", "36", "座", "10"),
        _row("产出指标", "质量指标", "养护工程验收合格率", "验收合格工程占完工工程的比例", "≥", "98%", "百分比", "10"),
        _row("产出指标", "时效指标", "养护任务完成时间", "全年养护任务完成的时限", "≤", "12月20日前", "日期", "10"),
        _row("产出指标", "成本指标", "单位里程养护成本", "每公里日常养护支出", "≤", "8000", "元/公里", "5"),
        _row("效益指标", "社会效益指标", "农村公路中断通行天数", "因养护不到位造成的中断天数", "≤", "3", "天", "20"),
        _row("效益指标", "可持续影响指标", "路面使用年限", "养护后路面预计可使用年限", "≥", "5", "年", "10"),
        _row(
            "满意度指标", "服务对象满意度指标", "沿线群众满意度", "问卷调查满意的群众占比", "≥", "90%", "百分比", "10"
        ),
    ),
)

LAYOUTS: dict[str, Grid] = {
    "levels merged": grid(CONTENT, FIELDS),
    "levels on every row": grid(CONTENT, FIELDS, merged=False),
    "head above the table": grid(CONTENT, FIELDS, facts_inside=False),
    "no description": grid(CONTENT, [name for name in FIELDS if name != "description"]),
    "unit before value": grid(
        CONTENT, ("level1", "level2", "name", "description", "unit", "operator", "target", "weight")
    ),
    "weight first among the values": grid(
        CONTENT, ("level1", "level2", "name", "weight", "operator", "target", "unit", "description")
    ),
    "other heads": grid(
        CONTENT,
        FIELDS,
        {
            "level1": "一级绩效指标名称",
            "level2": "二级绩效指标名称",
            "name": "指标名称（必填）",
            "description": "指标解释",
            "operator": "计算符号",
            "target": "年度指标值",
            "unit": "度量单位",
            "weight": "分值",
        },
    ),
}


def read(name: str, data: bytes, folder: Path) -> list[tuple[object, ...]]:
    path = folder / name
    path.write_bytes(data)
    return told(extraction.extract(documents.read(str(path))))


def told(sheets: Sequence[Sheet]) -> list[tuple[object, ...]]:
    """What a reviewer would see of the sheets."""
    return [
        (
            sheet.project_name, sheet.department, sheet.project_code, sheet.budget, sheet.goal,
            shown.level1, shown.level2, shown.name, shown.description, shown.operator,
            shown.target, shown.unit, indicator.weight,
        )
        for sheet in sheets
        for indicator in sheet.indicators
        for shown in [indicator.shown]
    ]  # fmt: skip


def expected(layout: str) -> list[tuple[object, ...]]:
    facts = [text.removesuffix("万元") for _, text in CONTENT.facts]
    project, department, code, budget, goal = facts
    described = layout != "no description"
    return [
        (
            project, department, code, budget, goal, row["level1"], row["level2"], row["name"],
            row["description"] if described else None, row["operator"], row["target"], row["unit"],
            float(row["weight"]),
        )
        for row in CONTENT.rows
    ]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", RENDER)
def test_every_format_and_layout(form: str, layout: str, tmp_path: Path) -> None:
    ending, render = RENDER[form]
    assert read(f"表{ending}", render(LAYOUTS[layout]), tmp_path) == expected(layout)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", CONVERTED)
def test_what_libreoffice_saves(form: str, tmp_path: Path) -> None:
    if form.startswith("pdf"):
        pytest.importorskip("pdfminer", reason="the extra `pdf` is not installed")
    source, target = CONVERTED[form]
    files = {f"{number}.{source}": RENDER[source][1](made) for number, made in enumerate(LAYOUTS.values())}
    results = converted(tmp_path, files, target)
    for layout, path in zip(LAYOUTS, results.values(), strict=True):
        assert told(read_with_conversion(path)) == expected(layout), layout


def read_with_conversion(path: Path) -> Sequence[Sheet]:
    """As a run reads it: older formats are converted first."""
    return extraction.extract(documents.read(str(path)))


CHANGES = 40


@pytest.mark.parametrize("form", ["tabs", "csv", "html", "docx", "xlsx", "one cell a line", "markdown"])
def test_changes_that_say_nothing(form: str, tmp_path: Path) -> None:
    """Columns in another order, heads from the synonyms, levels merged or not, blank rows: the same indicators."""
    chance = random.Random(form)
    ending, render = RENDER[form]
    for number in range(CHANGES):
        made = _changed(chance, blank_rows=form not in ("one cell a line", "markdown"))
        assert sorted(read(f"{number}{ending}", render(made), tmp_path), key=repr) == sorted(
            expected("all"), key=repr
        ), made.lines()


SYNONYMS: dict[str, tuple[str, ...]] = {
    "level1": ("一级指标", "一级 指标", "一级绩效指标名称", "＊一级指标"),
    "level2": ("二级指标", "二级绩效指标名称", "2.二级指标"),
    "name": ("三级指标", "指标名称", "具体指标", "三级指标（必填）"),
    "description": ("绩效指标描述", "指标解释", "指标说明", "指标内容"),
    "operator": ("指标性质", "计算符号"),
    "target": ("指标值", "目标值", "年度指标值", "绩效目标值"),
    "unit": ("计量单位", "度量单位", "单位"),
    "weight": ("权重", "分值", "指标分值", "权重（%）"),
}


def _changed(chance: random.Random, *, blank_rows: bool) -> Grid:
    rest = ["description", "operator", "target", "unit", "weight"]
    chance.shuffle(rest)
    heads = {name: chance.choice(SYNONYMS[name]) for name in HEADS}
    return grid(
        CONTENT,
        ("level1", "level2", "name", *rest),
        heads,
        merged=chance.random() < 0.5,
        facts_inside=chance.random() < 0.5,
        blank_rows=blank_rows and chance.random() < 0.3,
    )

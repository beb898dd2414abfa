"""Target sheets as data, and every way of setting them down as text that the tests know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Row = dict[str, str]
LEVELS = ("level1", "level2")


@dataclass(frozen=True)
class Sample:
    """A target sheet written for the tests: the lines above its table, its fields in order, its rows."""

    head: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[Row, ...]


HEADS: dict[str, tuple[str, ...]] = {
    "level1": ("一级指标", "一级目标", "一级绩效指标名称", "＊一级指标（必填）", "一 级 指 标"),
    "level2": ("二级指标", "二级绩效指标名称", "指标类型", "二级指标（必填）", "二 级 指 标"),
    "name": ("三级指标", "指标名称", "具体指标", "三级绩效指标名称", "三级指标（必填）"),
    "description": ("绩效指标描述", "指标解释", "指标说明", "绩效指标说明", "指标内容"),
    "operator": ("指标性质", "计算符号", "指标性质（选填）", "指标性质", "计算符号"),
    "direction": ("指标方向性", "指标方向", "指标方向性", "指标方向性（必填）", "指标方向"),
    "target": ("指标值", "目标值", "年度指标值", "绩效目标值", "2024年度目标值"),
    "unit": ("计量单位", "度量单位", "单位", "计量单位", "度量单位"),
    "basis": ("指标值确定依据", "绩效标准", "数据来源", "指标来源", "指标值确定依据（选填）"),
    "criteria": ("评分标准", "评（扣）分标准", "评分标准", "评分标准", "评（扣）分标准"),
    "weight": ("权重", "分值", "指标分值", "权重（%）", "分值（分）"),
    "remark": ("备注", "备注", "备 注", "备注", "备注"),
}
"""Field → five words for its column; a test takes the same number from each."""


def _rows(fields: Sequence[str], *rows: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(dict(zip(fields, row, strict=True)) for row in rows)


_PLAIN = ("level1", "level2", "name", "description", "target", "basis")
ROADS = Sample(
    (
        "农村公路养护项目绩效目标表",
        "主管部门：某县交通运输局",
        "项目名称：农村公路养护",
        "绩效目标：保障农村公路安全畅通",
    ),
    _PLAIN,
    _rows(
        _PLAIN,
        ("产出指标", "数量指标", "养护农村公路里程", "年内完成日常养护的农村公路里程", "≥560公里", "年度养护计划"),
        ("产出指标", "数量指标", "修补破损路面", "年内修补的破损路面面积", "≥12000平方米", "年度养护计划"),
        ("产出指标", "质量指标", "养护工程验收合格率", "验收合格的工程占全部工程的比例", "≥98%", "公路养护技术规范"),
        ("产出指标", "时效指标", "水毁修复时限", "从发现水毁到恢复通行的时间", "≤48小时", "应急预案"),
        ("产出指标", "成本指标", "每公里日常养护成本", "日常养护支出除以养护里程", "≤8000元", "预算批复"),
        ("效益指标", "社会效益指标", "农村公路优良路率", "评定为优良的里程占总里程的比例", "≥85%", "年度路况评定"),
        ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "问卷调查中满意的群众占比", "≥90%", "问卷调查"),
    ),
)
_SIGNED = ("level1", "level2", "name", "operator", "direction", "target", "unit", "weight")
CLINICS = Sample(
    ("部门整体绩效目标表", "部门：某区卫生健康局", "年度目标：提升基层医疗卫生服务能力"),
    _SIGNED,
    _rows(
        _SIGNED,
        ("产出指标", "数量指标", "家庭医生签约人数", "大于等于", "正向", "52000", "人", "20"),
        ("产出指标", "数量指标", "培训乡村医生", "大于等于", "正向", "310", "人次", "10"),
        ("产出指标", "质量指标", "高血压患者规范管理率", "大于等于", "正向", "72", "%", "20"),
        ("产出指标", "时效指标", "补助资金拨付及时率", "等于", "正向", "100", "%", "10"),
        ("产出指标", "成本指标", "人均公共卫生补助标准", "小于等于", "反向", "94", "元", "10"),
        ("效益指标", "社会效益指标", "孕产妇死亡率", "小于等于", "反向", "8", "1/10万", "10"),
        ("满意度指标", "服务对象满意度指标", "签约居民满意度", "大于等于", "正向", "90", "%", "10"),
    ),
)
_COSTED = ("level1", "level2", "name", "target", "remark")
RIVERS = Sample(
    ("中小河流治理项目绩效目标表", "主管部门：某市水务局", "项目名称：中小河流治理"),
    _COSTED,
    _rows(
        _COSTED,
        ("成本指标", "经济成本指标", "单位河长治理投资", "≤210万元/公里", "按批复概算"),
        ("成本指标", "生态环境成本指标", "施工期水质下降断面数", "0个", "按月监测"),
        ("产出指标", "数量指标", "治理河长", "12.6公里", "按设计"),
        ("产出指标", "质量指标", "单元工程验收合格率", "100%", "按规范"),
        ("产出指标", "时效指标", "主体工程完工时间", "2024年10月底前", "按合同"),
        ("效益指标", "生态效益指标", "新增河岸绿化面积", "≥3.5万平方米", "按设计"),
        ("满意度指标", "服务对象满意度指标", "沿河居民满意度", "≥92%", "问卷"),
    ),
)
SAMPLES = {"roads": ROADS, "clinics": CLINICS, "rivers": RIVERS}


def merged(sample: Sample) -> list[list[str]]:
    """The rows as lists of texts, levels that repeat left empty."""
    above: Row = {}
    grid = []
    for row in sample.rows:
        new1 = row["level1"] != above.get("level1")
        new2 = new1 or row["level2"] != above.get("level2")
        shown = {"level1": row["level1"] if new1 else "", "level2": row["level2"] if new2 else ""}
        grid.append([shown.get(field, row.get(field, "")) for field in sample.fields])
        above = row
    return grid


def words(sample: Sample, synonym: int = 0) -> list[str]:
    """The words of the head of the table."""
    return [HEADS[field][synonym] for field in sample.fields]


def _head(sample: Sample) -> str:
    return "\n".join(sample.head) + "\n\n"


def _listed(sample: Sample, synonym: int) -> str:
    rows = [words(sample, synonym), *merged(sample)]
    return _head(sample) + "\n\n".join("\n".join(f"\t{text}" for text in row) for row in rows) + "\n\n\n"


def _apart(sample: Sample, synonym: int) -> str:
    rows = [words(sample, synonym), *merged(sample)]
    return _head(sample) + "\n\n".join(text for row in rows for text in row if text) + "\n\n"


def _stacked(sample: Sample, synonym: int) -> str:
    rows = [words(sample, synonym), *merged(sample)]
    return _head(sample) + "\n".join(text for row in rows for text in row if text) + "\n\n"


def _tabbed(sample: Sample, synonym: int) -> str:
    rows = [words(sample, synonym), *merged(sample)]
    return _head(sample) + "\n".join("\t".join(row) for row in rows) + "\n\n"


def _tabbed_with_side(sample: Sample, synonym: int) -> str:
    first, *rows = [words(sample, synonym), *merged(sample)]
    side = ["绩效指标", *[""] * (len(rows) - 1)]
    lines = [
        "\t".join(["", *first, ""]),
        *("\t".join([label, *row, ""]) for label, row in zip(side, rows, strict=True)),
    ]
    return _head(sample) + "\n".join(lines) + "\n\n"


def _piped(sample: Sample, synonym: int) -> str:
    rows = [words(sample, synonym), *merged(sample)]
    return _head(sample) + "\n".join(" | ".join(row) + " |" for row in rows) + "\n\n"


def _fenced(sample: Sample, synonym: int) -> str:
    rows = [words(sample, synonym), *merged(sample)]
    return _head(sample) + "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n\n"


def _markdown(sample: Sample, synonym: int) -> str:
    first, *rows = [words(sample, synonym), *merged(sample)]
    rule = "|" + "---|" * len(first)
    return (
        _head(sample)
        + "\n".join(["| " + " | ".join(first) + " |", rule, *("| " + " | ".join(row) + " |" for row in rows)])
        + "\n\n"
    )


def _dropped(sample: Sample, synonym: int) -> str:
    rows = [words(sample, synonym), *([text for text in row if text] for row in merged(sample))]
    return _head(sample) + "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n\n"


def _piped_cells(sample: Sample, synonym: int) -> str:
    rows = [words(sample, synonym), *merged(sample)]
    return _head(sample) + "\n".join(f"{text} |" for row in rows for text in row) + "\n\n"


def _spaced(sample: Sample, synonym: int) -> str:
    rows = [words(sample, synonym), *([text for text in row if text] for row in merged(sample))]
    return _head(sample) + "\n".join("    ".join(row) for row in rows) + "\n\n"


def _single_spaced(sample: Sample, synonym: int) -> str:
    rows = [
        [word.replace(" ", "") for word in words(sample, synonym)],
        *([text for text in row if text] for row in merged(sample)),
    ]
    return _head(sample) + "\n".join(" ".join(row) for row in rows) + "\n\n"


LAYOUTS: dict[str, Callable[[Sample, int], str]] = {
    "one cell a line behind a tab": _listed,
    "one cell a line, blank lines between": _apart,
    "one cell a line": _stacked,
    "tabs": _tabbed,
    "tabs with a side label": _tabbed_with_side,
    "pipes behind cells": _piped,
    "pipes around cells": _fenced,
    "markdown": _markdown,
    "pipes, merged cells dropped": _dropped,
    "one cell a line before a pipe": _piped_cells,
    "wide spaces": _spaced,
    "single spaces": _single_spaced,
}

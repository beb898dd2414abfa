"""The terminal report as a whole, at 100 columns, and what holds at every width."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from reviewer.errors import Unread
from reviewer.model import (
    Expected,
    PerhapsIn,
    Place,
    Repeated,
    Review,
    ReviewedRow,
    ReviewedSheet,
    Roster,
    SheetFinding,
    Ungraded,
)
from reviewer.ranking import listed, rank
from reviewer.report.table import Page, rendered
from reviewer.summary import departments_of, folded, summarise
from tests.sheets import PASSED, advise, fail, graded, indicator, review, sheet

SERVICE = sheet(
    file="年初申报/某某县人力资源和社会保障局/2024年部门预算项目绩效目标申报表汇总（定稿）.txt",
    number=12,
    department="某某县人力资源和社会保障局",
    project_name="社会保险经办服务能力提升及人事代理专项补助项目",
    budget="1,234.56",
    budget_unit="万元",
)
RELIEF = sheet(file="b.txt", department="民政局", project_name="救助", budget="300000", budget_unit="元")
NOTHING = sheet(file="c.txt", department="[red]档案局\x1b[31m", title="部门整体绩效表", scope="部门整体")
OPINION = (
    "“{}”属于原则性表述，未写明可统计的内容，指标值“{}”无法据实核对，请改为可量化、可核实的指标，或者分解为若干指标。"
)
FAULTS = (
    ("提高工作效率", "社会效益指标", "95", "%", "大于等于", PASSED),
    ("业务保障能力", "生态效益指标", None, None, "定性", fail("M-category")),
    ("完成率", "质量指标", "100%", "/", "=", PASSED),
)


def _rows() -> list[ReviewedRow]:
    rows = [
        ReviewedRow(
            place,
            indicator(name, 10 + number, level2=level2, target=target, unit=unit, operator=operator),
            graded(
                f"k{number}", v=fail("V-slogan"), t=fail("T-words"), m=m, opinion=OPINION.format(name, target or "")
            ),
        )
        for place in (SERVICE, RELIEF)
        for number, (name, level2, target, unit, operator, m) in enumerate(FAULTS)
    ]
    once = graded("k8", t=fail("T-yes-no"), opinion="指标值“是/否”未写明判定标准。")
    unit = graded("k9", t=advise("T-unit"), opinion="“5”缺计量单位。")
    return [
        *rows,
        ReviewedRow(NOTHING, indicator("档案数字化", 5, level2="数量指标", target="是/否"), once),
        ReviewedRow(RELIEF, indicator("救助人数", 30, level2="数量指标", target="5"), unit),
        ReviewedRow(RELIEF, indicator("救助及时率", 31), graded("k10")),
        ReviewedRow(RELIEF, indicator("难", 32), Ungraded("k11", "m", "模型未作答")),
    ]


RANKED = rank(_rows())
REVIEWED = tuple(
    ReviewedSheet(place, tuple(row for row in RANKED if row.sheet is place), findings, (), conclusion, reason, **more)
    for place, findings, conclusion, reason, more in (
        (
            SERVICE,
            (SheetFinding("S-no-benefit", "退回", "未设置效益指标。"), SheetFinding("S-routine", "提示", "日常。")),
            "退回重报",
            "未设效益指标，问题指标3项，占指标100%，请重新编制后报送。",
            {"weak_share": 1.0, "department": "某某县人力资源和社会保障局"},
        ),
        (
            replace(RELIEF, number=2, project_name="低保", budget=None),
            (SheetFinding("S-few", "退回", "未填报任何绩效指标。"),),
            "退回重报",
            "未填报绩效指标，请重新编制后报送。",
            {"department": "民政局", "inferred": True},
        ),
        (
            RELIEF,
            (),
            "待人工核实",
            "有1项指标未能判定，请人工核实后确定。",
            {"weak_share": 0.6, "department": "民政局"},
        ),
        (NOTHING, (), "通过", "未发现需要修改的问题。", {"weak_share": 0.0, "department": NOTHING.department}),
    )
)
REVIEW = review(
    *RANKED,
    reviewed=REVIEWED,
    excluded=2,
    unread=(Unread("坏文件.txt", "空文件（0 字节），请重新导出或复制"),),
    without_sheets=("说明.txt",),
    empty_sheets=(RELIEF,),
)


def _text(result: Review, page: Page, top: int = 20, everything: bool = False) -> str:
    rows = folded(listed(result, everything), departments_of(result))[:top]
    return "".join(rendered(result, summarise(result), rows, page))


def test_the_whole_report() -> None:
    page = Page(width=100, list_command="reviewer review 年初申报 --output 审核结果.xlsx")
    assert _text(REVIEW, page) == (Path(__file__).parent / "table_100.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    page = Page(width=width, selection="部门名含“" + "很长的名字" * 20 + "”", list_command="x" * 200)
    text = _text(replace(REVIEW, interrupted=True), page, everything=True)
    assert max(map(cell_len, text.splitlines())) <= width
    assert "\x1b" not in text
    assert not any(line.lstrip().startswith(tuple("，。；、）”")) for line in text.splitlines())


def test_headings_are_bold_where_a_terminal_reads() -> None:
    text = _text(REVIEW, Page(bold=lambda heading: f"<{heading}>"))
    assert text.startswith("<绩效目标审核（由规则判定，未使用语言模型）>\n")
    assert text.count("<") == len(text.split("\n\n"))


def test_what_was_read_in_part_is_named() -> None:
    text = _text(review(partly=(Unread("半.pdf", "第3页为扫描图像，未读取"),)), Page())
    assert text.endswith(
        "指标 0 行，部分内容未读取 1 个文件。\n\n部分内容未读取 1 个\n  半.pdf：第3页为扫描图像，未读取\n"
    )


def test_nothing_was_read() -> None:
    assert (
        _text(review(), Page())
        == "绩效目标审核（由规则判定，未使用语言模型）\n读取文件 0 个，绩效目标表 0 张，指标 0 行。\n"
    )


def test_a_model_is_named_and_long_lists_are_cut() -> None:
    many = tuple(Unread(f"{number}.txt", "空文件") for number in range(12))
    text = _text(replace(REVIEW, grader="some-model", unread=many), Page(list_at="清单.csv"), top=1)
    assert text.startswith("绩效目标审核（由 some-model 判定）\n")
    assert "未能读取 12 个\n" in text
    assert "  9.txt：空文件\n  另有 2 个，见错误输出。\n" in text
    assert "按问题轻重排列，前 1 种（问题指标共 7 行，相同的合并）\n" in text
    assert "完整清单\n  已写入 清单.csv。\n" in text


def test_presets_are_marked_and_have_no_opinion() -> None:
    row = replace(next(row for row in RANKED if row.indicator.shown.name == "提高工作效率"), preset=True)
    text = _text(review(row), Page(), everything=True)
    assert "系统预置，不提意见 1 行" in text
    assert text.endswith("社会效益指标｜提高工作效率：大于等于 95 %\n    系统预置，不提意见\n")


def test_a_roster_is_told_first_and_what_is_missing_by_money() -> None:
    entries = tuple(
        Expected("民政局", f"P{number}", f"项目{number}", 10_000.0 * number or None, Place(f"第{number}行"))
        for number in range(8)
    )
    unread = PerhapsIn(Unread("坏.docx", "已加密"), entries[7:])
    roster = Roster("应报.xlsx", entries, (), entries[1:], (SERVICE,), (Repeated(RELIEF, (RELIEF,)),), (unread,))
    lines = _text(replace(REVIEW, roster=roster), Page()).splitlines()
    assert "".join(lines[2:4]) == (
        "应报 8 个（28万元），已报 0 个，未报 7 个（28万元）；清单外 1 个（1,234.56万元），重复报送 1 个（30万元），"
        "未能读取的文件中 1 个可能是未报项目。"
    )
    at = lines.index("应报未报 7 个")
    assert lines[at + 1] == "         7万元  项目7                      民政局"
    assert lines[at + 6] == "  另有 2 个。"

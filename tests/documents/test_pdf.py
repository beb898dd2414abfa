"""PDF files drawn by hand: cells by their lines, text between them, tables that go on over the page."""

import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.documents import Limits
from reviewer.errors import UnreadableError
from reviewer.model import Omission, Paragraph
from tests.documents.drawing import PITCH, Sheet, pdf, wide
from tests.documents.shown import shown

pytest.importorskip("pdfminer", reason="needs the extra pdf")
from reviewer.documents.pdf import read

EDGES = (60, 130, 210, 360, 430, 535)
HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "说明"]
ROWS: list[list[str | None]] = [
    ["项目名称", "修路", "<", "<", "<"],
    list(HEAD),
    ["产出指标", "数量指标", "新建公路里程", "≥12公里", "按照年度计划新建农村公路的里程"],
    [None, None, "安装路灯", "≥3盏", ""],
    [None, "质量指标", "验收合格率", "100%", "说明"],
]
TABLE = [
    ["项目名称", "修路*1×4"],
    HEAD,
    ["产出指标*3×1", "数量指标*2×1", "新建公路里程", "≥12公里", "按照年度计划新建农村公路的里程"],
    ["2:安装路灯", "≥3盏"],
    ["1:质量指标", "验收合格率", "100%", "说明"],
]


def test_spans_come_from_the_lines() -> None:
    for thin in (False, True):
        sheet = Sheet()
        sheet.text(220, 80, "绩效目标表", 16)
        end = sheet.table(100, EDGES, ROWS, thin=thin)
        sheet.text(60, end + 30, "注：本表由本单位填报。")
        blocks = read("x.pdf", pdf(sheet))
        assert shown(blocks) == ["绩效目标表", TABLE, "注：本表由本单位填报。"]
        assert [block.place.label for block in blocks if isinstance(block, Paragraph)] == ["第1页", "第1页"]
        assert [cell.place.label for cell in blocks[1].cells][:3] == ["第1页表1第1行"] * 2 + ["第1页表1第2行"]


def test_pages_turned_and_text_set_sideways() -> None:
    shown_upright = [["甲", "乙"], ["丙", "丁"]]
    turned = Sheet(width=842, height=595, rotate=90)
    turned.table(100, (60, 200, 400), [["甲", "乙"], ["丙", "丁"]])
    sideways = Sheet()
    for x0, x1 in ((100, 120), (120, 140)):
        for y0, y1 in ((300, 500), (100, 300)):
            sideways.box(x0, y0, x1, y1)
    for x, y, text in ((114, 480, "甲"), (114, 280, "乙"), (134, 480, "丙"), (134, 280, "丁")):
        sideways.text(x, y, text, matrix="0 1 -1 0")
    for sheet in (turned, sideways):
        assert shown(read("x.pdf", pdf(sheet))) == [shown_upright]


def test_level_names_set_upright_in_a_narrow_cell() -> None:
    sheet = Sheet()
    sheet.table(100, (60, 78, 200), [["产出指标", "甲"], [None, "乙"]])
    assert shown(read("x.pdf", pdf(sheet))) == [[["产出指标*2×1", "甲"], ["1:乙"]]]
    sheet = Sheet()
    sheet.table(100, (60, 78, 200), [["", "新建公路\n\n\n"], [None, "安装路灯"]])
    sheet.text(72, 160, "产出指标", matrix="0 1 -1 0")
    assert shown(read("x.pdf", pdf(sheet))) == [[["产出指标*2×1", "新建公路"], ["1:安装路灯"]]]


def test_open_sides_and_frames() -> None:
    """A table without its outer lines is one; a frame around text is none; an underlined word no row."""
    sheet = Sheet()
    for y in (100, 120, 140):
        sheet.line(60, y, 300, y)
    sheet.line(180, 100, 180, 140)
    for x, y, text in ((64, 115, "甲"), (184, 115, "乙"), (64, 135, "丙"), (184, 135, "丁")):
        sheet.text(x, y, text)
    sheet.box(60, 200, 300, 230)
    sheet.text(64, 215, "框里的话")
    sheet.text(64, 260, "下划线")
    sheet.line(64, 262, 94, 262)
    assert shown(read("x.pdf", pdf(sheet))) == [[["甲", "乙"], ["丙", "丁"]], "框里的话", "下划线"]


def test_paragraphs_are_joined_where_they_were_wrapped() -> None:
    sheet = Sheet()
    text = (
        "为改善农村出行条件，本项目计划新建和改建公路，并对危桥进行加固改造，"
        "保障群众出行安全，提升通行能力，资金由县级财政全额安排。"
    )
    first, rest = text[:44], text[44:]
    sheet.text(80, 100, first)
    sheet.text(60, 116, rest)
    sheet.text(80, 132, "第二段。")
    sheet.text(80, 160, "（一）总体目标")
    assert wide(first) + 80 < 540
    assert shown(read("x.pdf", pdf(sheet))) == [text, "第二段。", "（一）总体目标"]


def test_heads_feet_and_page_numbers_are_left_out() -> None:
    sheets = []
    for number in range(1, 4):
        sheet = Sheet()
        sheet.text(60, 40, "某县2024年部门预算", 9)
        sheet.text(60, 100, f"第{'一二三'[number - 1]}章的正文文字", 10)
        sheet.text(290, 810, f"- {number} -" if number < 3 else "3")
        sheets.append(sheet)
    assert shown(read("x.pdf", pdf(*sheets))) == ["第一章的正文文字", "第二章的正文文字", "第三章的正文文字"]


def continued(top: list[list[str | None]], bottom: list[list[str | None]], start: float = 0) -> tuple[Sheet, Sheet]:
    """Rows at the end of one page and at the beginning of the next."""
    first, second = Sheet(), Sheet()
    height = sum(PITCH * 1 + 4 for _ in top)
    first.table(start or 770 - height, EDGES, top)
    second.table(72, EDGES, bottom)
    return first, second


HEAD_ROWS: list[list[str | None]] = [["项目名称", "修路", "<", "<", "<"], list(HEAD)]
CROSSING: dict[str, tuple[list[list[str | None]], list[list[str | None]], list[list[str]]]] = {
    "a table goes on; the level is not printed again": (
        [*HEAD_ROWS, ["产出指标", "数量指标", "公路里程", "≥12公里", "说明一"], [None, None, "路灯", "≥3盏", "说明二"]],
        [["", "", "路牌", "≥5块", "说明三"], ["", "质量指标", "合格率", "100%", "说明四"]],
        [
            ["项目名称", "修路*1×4"],
            HEAD,
            ["产出指标*3×1", "数量指标*3×1", "公路里程", "≥12公里", "说明一"],
            ["2:路灯", "≥3盏", "说明二"],
            ["2:路牌", "≥5块", "说明三"],
            ["1:质量指标", "合格率", "100%", "说明四"],
        ],
    ),
    "the head is printed again": (
        [*HEAD_ROWS, ["产出指标", "数量指标", "公路里程", "≥12公里", "说明一"]],
        [list(HEAD), ["效益指标", "社会效益", "通行时间", "≤1小时", "说明二"]],
        [
            ["项目名称", "修路*1×4"],
            HEAD,
            ["产出指标", "数量指标", "公路里程", "≥12公里", "说明一"],
            ["效益指标", "社会效益", "通行时间", "≤1小时", "说明二"],
        ],
    ),
    "a level printed in the middle of its cell, on the second page": (
        [*HEAD_ROWS, ["", "", "公路里程", "≥12公里", "说明一"], [None, None, "路灯", "≥3盏", "说明二"]],
        [["产出指标", "数量指标", "路牌", "≥5块", "说明三"], [None, None, "桥", "≥1座", "说明四"]],
        [
            ["项目名称", "修路*1×4"],
            HEAD,
            ["产出指标*4×1", "数量指标*4×1", "公路里程", "≥12公里", "说明一"],
            ["2:路灯", "≥3盏", "说明二"],
            ["2:路牌", "≥5块", "说明三"],
            ["2:桥", "≥1座", "说明四"],
        ],
    ),
    "a target that is missing stays missing": (
        [*HEAD_ROWS, ["产出指标", "数量指标", "公路里程", "≥12公里", "说明一"]],
        [["", "质量指标", "合格率", "", "说明二"], ["", "", "路面", "平整", ""]],
        [
            ["项目名称", "修路*1×4"],
            HEAD,
            ["产出指标", "数量指标", "公路里程", "≥12公里", "说明一"],
            ["1:质量指标", "合格率", "4:说明二"],
            ["2:路面", "平整"],
        ],
    ),
    "a row in two parts": (
        [*HEAD_ROWS, ["产出指标", "数量指标", "公路里程", "≥12公里", "按照年度计划新建农"]],
        [["", "", "", "", "村公路的里程"], ["", "质量指标", "合格率", "100%", "说明"]],
        [
            ["项目名称", "修路*1×4"],
            HEAD,
            ["产出指标", "数量指标", "公路里程", "≥12公里", "按照年度计划新建农村公路的里程?跨页拼接"],
            ["1:质量指标", "合格率", "100%", "说明"],
        ],
    ),
}


@pytest.mark.parametrize("name", CROSSING)
def test_over_the_page(name: str) -> None:
    top, bottom, expected = CROSSING[name]
    assert shown(read("x.pdf", pdf(*continued(top, bottom)))) == [expected]


def test_a_table_of_its_own_on_the_next_page() -> None:
    """There was room for its first row on the page before; or it begins with the same title."""
    rows: list[list[str | None]] = [*HEAD_ROWS, ["产出指标", "数量指标", "公路里程", "≥12公里", "说明"]]
    other: list[list[str | None]] = [["项目名称", "修桥", "<", "<", "<"], list(HEAD), rows[-1]]
    first, second = continued(rows, other, start=200)
    assert len(shown(read("x.pdf", pdf(first, second)))) == 2
    title: list[str | None] = ["绩效目标表", "<", "<", "<", "<"]
    assert len(shown(read("x.pdf", pdf(*continued([title, *rows], [title, *other]))))) == 2


def test_words_that_hang_out_of_their_cell() -> None:
    sheet = Sheet()
    sheet.table(100, (60, 120, 180), [["", ""], ["丙", "丁"]])
    sheet.text(64, 112, "一二三四五六七八九")
    sheet.text(124, 130, "一二三四五六七八九")
    assert shown(read("x.pdf", pdf(sheet)))[0][0] == ["一二三四五六七八九"]


def test_tables_without_lines_are_doubted() -> None:
    sheet = Sheet()
    rows = [HEAD[:4], ["产出指标", "数量指标", "新建公路里程", "≥12公里"], ["", "", "安装路灯", "≥3盏"]]
    for number, row in enumerate(rows):
        for x, text in zip((60, 150, 240, 400), row, strict=True):
            sheet.text(x, 100 + 24 * number, text)
    doubt = "表格无框线，行列按位置推断"
    assert shown(read("x.pdf", pdf(sheet))) == [
        [[f"{cell}?{doubt}" for cell in row if cell] for row in rows[:2]] + [[f"2:安装路灯?{doubt}", f"≥3盏?{doubt}"]]
    ]


def test_wrapped_cells_and_levels_in_the_middle_of_their_rows_without_lines() -> None:
    """Rows are told by what is blank between them, or by level lines alone; levels reach as far up as down."""
    for ruled in (False, True):
        sheet = Sheet()
        for x, text in zip((60, 150, 300, 400), ("一级指标", "三级指标", "指标值", "说明"), strict=True):
            sheet.text(x, 100, text)
        for number, (name, target) in enumerate((("新建公路", "≥12公里"), ("安装路灯", "≥3盏"), ("维修桥梁", "≥1座"))):
            top = 128 + 44 * number
            sheet.text(150, top, f"本年度{name}的")
            sheet.text(150, top + 14, "数量")
            sheet.text(300, top + 7, target)
            sheet.text(400, top, "依据年度计划确定")
            sheet.text(400, top + 14, "说明")
            if ruled:
                sheet.line(140 if number else 50, top - 20, 520, top - 20)
        sheet.text(60, 179, "产出指标")
        (table,) = shown(read("x.pdf", pdf(sheet)))
        doubt = "?表格无框线，行列按位置推断"
        assert [[cell.removesuffix(doubt) for cell in row] for row in table] == [
            ["一级指标", "三级指标", "指标值", "说明"],
            ["产出指标*3×1", "本年度新建公路的数量", "≥12公里", "依据年度计划确定说明"],
            ["1:本年度安装路灯的数量", "≥3盏", "依据年度计划确定说明"],
            ["1:本年度维修桥梁的数量", "≥1座", "依据年度计划确定说明"],
        ]


def test_pages_that_are_pictures_are_named() -> None:
    """A page number on them is no text; a picture beside words is not the page."""
    words, scan, both = Sheet(), Sheet(), Sheet()
    words.table(100, EDGES, ROWS)
    scan.picture()
    scan.text(290, 820, "- 2 -")
    both.picture()
    both.text(60, 200, "填报说明：一律据实填写，不得虚报，不得漏报。")
    *blocks, left = read("x.pdf", pdf(words, scan, both, scan))
    assert shown(blocks) == [TABLE, "填报说明：一律据实填写，不得虚报，不得漏报。"]
    assert left == Omission("第2、4页为扫描图像，没有文字，未读取；请提供原件或先做文字识别")


def test_filled_in_fields_are_text_where_they_stand() -> None:
    for drawn in (True, False):
        sheet = Sheet()
        sheet.table(100, (60, 200, 400), [["项目名称", ""], ["预算数", ""]])
        sheet.fill_in(202, 101, 398, 117, "农村公路养护", drawn=drawn)
        sheet.fill_in(202, 119, 398, 135, "120万元", drawn=drawn)
        assert shown(read("x.pdf", pdf(sheet))) == [[["项目名称", "农村公路养护"], ["预算数", "120万元"]]]
    sheet = Sheet()
    sheet.text(60, 100, "项目名称")
    sheet.fields += ["<< /Type /Annot /Subtype /Widget /FT /Tx /V (x) >>", "<< >>"]
    assert read("x.pdf", pdf(sheet))[1:] == [
        Omission("第1页的表单域已损坏，填写的内容未读取；请重新导出，或打印为 PDF 后再审")
    ]


def test_bold_drawn_twice_watermarks_and_radicals() -> None:
    sheet = Sheet()
    for shift in (0, 0.3):
        sheet.text(60 + shift, 100, "绩效目标")
    sheet.text(100, 300, "征求意见", 40, matrix="0.7 0.7 -0.7 0.7")
    sheet.text(60, 130, "⽬标⼈⺠")
    assert shown(read("x.pdf", pdf(sheet))) == ["绩效目标", "目标人民"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", "PDF 已损坏或不完整，请报送单位重新导出"),
        (pdf(Sheet(), encrypted=True), "文件已加密，请报送单位取消密码后重报"),
    ],
)
def test_unreadable(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read("x.pdf", data)
    assert caught.value.reason == reason


def test_more_cells_than_allowed() -> None:
    sheet = Sheet()
    sheet.table(100, EDGES, ROWS)
    with pytest.raises(UnreadableError) as caught:
        read("x.pdf", pdf(sheet), Limits(cells=10))
    assert caught.value.reason == "单元格超过 10 个，请删除空行空列或拆分文件，或调高 max_cells 设置"


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    path.write_bytes(pdf(Sheet()))
    script = "import sys; sys.modules['pdfminer'] = None\nfrom reviewer import documents; documents.read(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].endswith(
        "读取 PDF 需要附加组件：pip install 'reviewer[pdf]'；或请用 WPS 打开后另存为 docx 再审"
    )

"""Tables of a PDF without upright lines: columns and rows by where words stand and in what order they are drawn."""

from collections.abc import Callable, Sequence

import pytest

from tests.documents.drawing import Sheet, pdf, wide
from tests.documents.shown import shown

pytest.importorskip("pdfminer", reason="needs the extra pdf")
from reviewer.documents.pdf import read
from reviewer.documents.pdf.borderless import GUESSED

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [
    ["产出指标", "数量指标", "新建公路里程", "≥12公里"],
    ["", "质量指标", "验收合格率", "100%"],
    ["效益指标", "社会效益", "通行时间", "≤1小时"],
]
TABLE = [HEAD, ROWS[0], ["1:质量指标", "验收合格率", "100%"], ROWS[2]]
LEFT = (60, 130, 210, 340)


def table(
    sheet: Sheet, top: float, rows: Sequence[Sequence[str]], xs: Sequence[float] = LEFT, step: float = 24
) -> None:
    """Words at the left edges of their columns, a row a line."""
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            if text:
                sheet.text(x, top + step * number, text)


def plain() -> Sheet:
    sheet = Sheet()
    table(sheet, 100, [HEAD, *ROWS])
    return sheet


def narrow() -> Sheet:
    """The gap is a fifth of the height of type: only that each cell is drawn by itself tells the columns."""
    sheet = Sheet()
    table(sheet, 100, [HEAD, *ROWS], xs=(60, 102, 144, 206))
    return sheet


def close_rows() -> Sheet:
    """Rows as close as lines of a cell."""
    sheet = Sheet()
    table(sheet, 100, [HEAD, *ROWS], step=14)
    return sheet


def right_and_middle() -> Sheet:
    """A head in the middle of its column, the cells on its right side: they never stand below one another."""
    sheet = Sheet()
    for row in range(4):
        for x, text in zip(LEFT[:3], [HEAD, *ROWS][row], strict=False):
            sheet.text(x, 100 + 24 * row, text)
        text = [HEAD, *ROWS][row][3]
        sheet.text(340 if row == 0 else 440 - wide(text), 100 + 24 * row, text)
    return sheet


def ruled_below_the_head() -> Sheet:
    """Three lines: above and below the head, and at the end."""
    sheet = plain()
    for y in (84, 106, 160):
        sheet.line(55, y, 400, y)
    return sheet


def head_in_boxes() -> Sheet:
    sheet = Sheet()
    sheet.table(88, (58, 128, 208, 338, 420), [list(HEAD)])
    table(sheet, 124, ROWS)
    return sheet


def merged_in_the_middle() -> Sheet:
    """A level in the middle of its two rows."""
    sheet = Sheet()
    table(sheet, 100, [HEAD, ["", *ROWS[0][1:]], ROWS[1], ROWS[2]])
    sheet.text(60, 136, "产出指标")
    return sheet


@pytest.mark.parametrize(
    "drawn", [plain, narrow, close_rows, right_and_middle, ruled_below_the_head, head_in_boxes, merged_in_the_middle]
)
def test_one_table_however_it_is_set(drawn: Callable[[], Sheet]) -> None:
    (found,) = shown(read("x.pdf", pdf(drawn())))
    cells = [[cell.removesuffix(f"?{GUESSED}") for cell in row] for row in found]
    merged = drawn is merged_in_the_middle
    assert all(cell.endswith(GUESSED) for row in found for cell in row)
    assert cells == [HEAD, ["产出指标*2×1" if merged else "产出指标", *ROWS[0][1:]], *TABLE[2:]]


def words(sheet: Sheet) -> list[object]:
    """What was read, without the doubt of each cell."""
    return [
        block if isinstance(block, str) else [[cell.split("?")[0] for cell in row] for row in block]
        for block in shown(read("x.pdf", pdf(sheet)))
    ]


def test_wrapped_cells_drawn_after_the_others() -> None:
    """As spreadsheet programs draw: short cells first, then cell by cell those that were wrapped."""
    sheet = Sheet()
    table(sheet, 100, [HEAD])
    table(sheet, 130, [["产出指标", "数量指标", "", "≥12公里"], ["", "质量指标", "", "100%"]], step=32)
    for top, lines in ((123, ("本年度新建农村公", "路里程")), (155, ("本年度新建农村公", "路验收合格率"))):
        for number, line in enumerate(lines):
            sheet.text(210, top + 14 * number, line)
    assert words(sheet) == [
        [
            HEAD,
            ["产出指标", "数量指标", "本年度新建农村公路里程", "≥12公里"],
            ["1:质量指标", "本年度新建农村公路验收合格率", "100%"],
        ]
    ]


def test_the_head_of_a_sheet_is_of_its_table() -> None:
    """Labels and values above the columns, over several of them; a title is not."""
    sheet = Sheet()
    sheet.text(150, 60, "绩效目标表", 16)
    for top, pairs in ((100, ((60, "项目名称"), (130, "农村公路养护及危桥改造工程项目"))),):
        for x, text in pairs:
            sheet.text(x, top, text)
    sheet.text(60, 124, "总体目标")
    sheet.text(130, 117, "新建和改建农村公路，对危桥进行加固改造，保")
    sheet.text(130, 131, "障群众出行安全。")
    table(sheet, 155, [HEAD, *ROWS])
    assert words(sheet) == [
        "绩效目标表",
        [
            ["项目名称", "农村公路养护及危桥改造工程项目*1×2"],
            ["总体目标", "新建和改建农村公路，对危桥进行加固改造，保障群众出行安全。*1×2"],
            *TABLE,
        ],
    ]


def test_over_the_page() -> None:
    """The columns go on: the head again or not, a head alone at the end of a page, a single row on the next."""
    long = [[*row[:2], f"{row[2]}{name}", row[3]] for name in "甲乙丙" for row in ROWS]
    whole = [HEAD, *([*row[:-2], f"{row[-2]}{name}", row[-1]] for name in "甲乙丙" for row in TABLE[1:])]
    for head, cut in (([], 8), ([HEAD], 4), ([], 0)):
        first, second = Sheet(), Sheet()
        table(first, 770 - 24 * cut, [HEAD, *long[:cut]])
        table(second, 72, [*head, *long[cut:]])
        (found,) = shown(read("x.pdf", pdf(first, second)))
        assert [[cell.split("?")[0] for cell in row] for row in found] == whole


@pytest.mark.parametrize(
    "lines",
    [
        ("填报人：张三", "联系电话：12345678", "填报日期：2024年1月5日"),
        ("一、部门职责", "负责全县农村公路的建设和养护。", "二、机构设置"),
    ],
)
def test_lines_that_are_no_table(lines: tuple[str, ...]) -> None:
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.text(60, 100 + 24 * number, line)
    assert words(sheet) == list(lines)


def test_a_row_torn_by_the_page() -> None:
    """Only where the column is known to be full: another cell of it was wrapped."""
    first, second = Sheet(), Sheet()
    table(first, 640, [HEAD, ["产出指标", "数量指标", "本年度新建农村公", ""]], step=30)
    first.text(210, 684, "路里程")
    first.text(340, 670, "≥12公里")
    table(first, 720, [["", "时效指标", "按时开工", "3月"], ["", "质量指标", "本年度新建农村公", "100%"]], step=48)
    second.text(210, 72, "路验收合格率")
    table(second, 96, [ROWS[2]])
    (found,) = shown(read("x.pdf", pdf(first, second)))
    assert [[cell.split("?")[0] for cell in row] for row in found] == [
        HEAD,
        ["产出指标", "数量指标", "本年度新建农村公路里程", "≥12公里"],
        ["1:时效指标", "按时开工", "3月"],
        ["1:质量指标", "本年度新建农村公路验收合格率", "100%"],
        ROWS[2],
    ]

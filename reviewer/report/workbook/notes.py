"""说明: how to work with the workbook, what its words and codes mean, who judged, whether text left the machine."""

from collections.abc import Iterator, Sequence

from reviewer.defects import DEFECTS
from reviewer.model import Question
from reviewer.report.words import QUESTIONS
from reviewer.report.workbook.facts import Facts
from reviewer.report.workbook.heights import height
from reviewer.report.workbook.writing import HEAD, HEADING, TITLE, Page, look, set_up_print
from reviewer.sheets import FINDINGS

_WIDTHS = (18, 36, 86)
_TEXT, _WORD = look("text"), look("centre")

_USE = (
    ("填结论", "在“指标明细”的“结论”列从下拉列表选择；“审核意见”可直接改写，登记时以单元格中的文字为准。"),
    (
        "同文处理",
        "“共性问题”每行代表文字相同的一组指标。填结论并在“同文一并适用”选“是”，即适用于该组全部指标；"
        "在“指标明细”单独填了结论的指标不受影响。",
    ),
    ("署名", "在“项目清单”填“经办人”“复核人”；登记时以复核人为准，未填复核人的以经办人为准。"),
    ("可以改动", "可以排序、筛选、删行、调整列的位置、增加列、改工作表名，用 Excel、WPS 或 LibreOffice 保存为 .xlsx。"),
    ("不要改动", "不要删除隐藏列（行标识等），不要改写指标名称和指标值；排序时请选中全部列。"),
    (
        "交回登记",
        "用 reviewer decisions import 文件名.xlsx 登记结论；意见不一致和文字有变动的指标会逐条列出，不予登记。",
    ),
)
_GRADES = (
    ("【退回】", "须修改", "至少一项问题须退回修改。"),
    ("【建议】", "建议", "可以通过，附修改建议；仅为形式问题的是规范性提示。"),
    ("通过", "通过", "未发现问题（灰字）。"),
    ("【未评】", "未评", "未能判定，原因见“未读与存疑”，不作为问题。"),
    ("【分歧】", "—", "模型与规则一方判退回、一方判通过，请人工核实。"),
)
_DECISIONS = (
    ("退回修改", "须修改", "认可所列问题，退回部门修改；视为确认所列判定。"),
    ("建议修改", "建议", "不因此退回，仅提修改建议。"),
    ("不提意见", "通过", "不认可所列问题，不提意见。"),
    ("待核", "不变", "需进一步核实，暂按原判定。"),
)
_CONCLUSIONS = (
    ("退回重报", "表", "绩效目标表存在须退回的问题，修改后重新报送。"),
    ("待人工核实", "表", "有不能由程序判断的情形，请人工核实。"),
    ("修改后通过", "表", "按意见修改后可以通过。"),
    ("通过", "表", "未发现须修改的问题。"),
)


def notes(page: Page, facts: Facts) -> None:
    """Write the sheet."""
    page.layout(_WIDTHS)
    page.sheet.sheet_view.showGridLines = False
    set_up_print(page.sheet, landscape=False)
    page.append([("说明", TITLE)], height=34)
    for title, heads, rows in _parts(facts):
        page.append([(title, HEADING)], height=24)
        number = page.append([(head, HEAD) for head in heads], height=20)
        if not heads[2]:
            page.sheet.merged_cells.add(f"B{number}:C{number}")
        for row in rows:
            _row(page, row)
        page.append([])


def _row(page: Page, row: Sequence[str]) -> None:
    """A word and what it means; a text in the last column alone takes the one before it as well."""
    word, kind, text = row
    if kind:
        page.append([(word, _WORD), (kind, _TEXT), (text, _TEXT)])
        return
    number = page.append(
        [(word, _WORD), (text, _TEXT), (None, _TEXT)], height=height(text, _TEXT.size, sum(_WIDTHS[1:]))
    )
    page.sheet.merged_cells.add(f"B{number}:C{number}")


def _parts(facts: Facts) -> Iterator[tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]]:
    yield "怎样使用", ("事项", "做法", ""), [(word, "", text) for word, text in _USE]
    yield "本工作簿", ("项目", "内容", ""), [(word, "", text) for word, text in _origin(facts)]
    yield "判定等级", ("标记", "计入", "含义"), _GRADES
    yield "人工结论", ("结论", "计入", "含义"), _DECISIONS
    yield "审核结论", ("结论", "对象", "含义"), _CONCLUSIONS
    yield "问题分值", ("事项", "算法", ""), [(word, "", text) for word, text in _formula(facts)]
    defects = [
        (defect.code, f"{defect.title}（{QUESTIONS[defect.question]}）", defect.definition) for defect in DEFECTS
    ]
    yield "指标的缺陷代码", ("代码", "缺陷", "含义"), defects
    faults = [(fault.code, f"{fault.title}（{fault.severity}）", fault.definition) for fault in FINDINGS]
    yield "整张表的问题代码", ("代码", "问题", "含义"), faults


def _origin(facts: Facts) -> Iterator[tuple[str, str]]:
    yield "判定", facts.judge
    sent = f"是：指标文字发送至 {facts.host} 判定" if facts.host else "否：全部在本机完成，没有向外发送任何内容"
    yield "是否外发", sent
    yield "程序版本", facts.version
    if facts.prompt_version:
        yield "提示词版本", facts.prompt_version
    yield "判定标识", facts.fingerprint[:16]
    yield "运行", f"第 {facts.run} 次" if facts.run else "—"
    yield "生成时间", f"{facts.written}（UTC）"
    if facts.part[1] > 1:
        yield "分册", f"第 {facts.part[0]} 册，共 {facts.part[1]} 册；本册只含分到的部门"
    if facts.selection:
        yield "选择", f"只含 {facts.selection}"


def _formula(facts: Facts) -> Iterator[tuple[str, str]]:
    weights = "，".join(f"{QUESTIONS[question]} {facts.weights[question]}" for question in Question)
    yield (
        "分值",
        f"三类问题的权重（{weights}）乘以程度后相加，0 为没有问题，{sum(facts.weights.values())} 为三类均须退回。",
    )
    yield "程度", "退回记 1，建议记 0.1，仅缺单位、算符等形式问题的建议记 0.01，通过记 0。"
    yield "同一问题", "名称含糊引起的指标值不可衡量是同一问题，只记一次。"
    yield "用途", "分值只用于排列先后，不代表得分；人工结论优先于分值。"

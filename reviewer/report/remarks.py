"""绩效目标审核意见反馈单 as a Word document, and the flat table to paste into the bureau's system."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.money import spoken
from reviewer.remarks import TO_FILL, Letter, ProjectRemarks, Remark
from reviewer.report.safe import cell, printable
from reviewer.report.words import QUESTIONS

_TITLE, _HEADING, _BODY = "方正小标宋简体", "黑体", "仿宋"
_HEADS = ("序号", "指标", "存在问题", "修改建议", "部门整改说明")
_WIDTHS = (1.2, 4.6, 5.6, 3.8, 3.2)  # centimetres
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_name(letter: Letter, round_number: int) -> str:
    """部门_绩效目标审核意见_第N轮.docx, with no character that a file system refuses."""
    department = _UNFIT.sub("_", printable(letter.department)).strip(". ")[:80]
    return f"{department or '未填部门'}_绩效目标审核意见_第{round_number}轮.docx"


@dataclass(frozen=True, slots=True)
class Sending:
    """What the letters of a round have in common: its number, by when the departments answer (a date in words) and
    whom they ask; `draft`: not to be sent."""

    round: int
    deadline: str | None = None
    contact: str | None = None
    draft: bool = False


def document(letter: Letter, sending: Sending) -> bytes:
    """The bytes of the .docx; a draft has 草稿 across every page."""
    from docx import Document

    written: Any = Document()
    _set_up(written)
    if sending.draft:
        _watermark(written, "草稿")
    _centred(written, "绩效目标审核意见反馈单", 20, _TITLE)
    _centred(written, f"（第{sending.round}轮）", 12, _BODY)
    _paragraph(written, f"{printable(letter.department)}：")
    _heading(written, "一、总体意见")
    for line in _opinion(letter, sending):
        _paragraph(written, line, indent=True)
    _heading(written, "二、审核结论")
    _overview(written, letter.projects)
    _heading(written, "三、逐项意见")
    for number, project in enumerate(letter.projects, start=1):
        _project(written, number, project)
    if letter.fill:
        _paragraph(written, f"注：{TO_FILL}为须由部门据实填写的内容。")
    stream = io.BytesIO()
    written.save(stream)
    return stream.getvalue()


def flat(letters: Iterable[Letter]) -> bytes:
    """The bytes of an .xlsx with 项目编码, 审核意见, 审核结论, a line a project; no cell is a formula."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "审核意见"
    sheet.append(["项目编码", "审核意见", "审核结论"])
    for project in (project for letter in letters for project in letter.projects):
        texts = (project.code or "", _opinions(project), project.conclusion)
        number = sheet.max_row + 1
        for place, text in enumerate(texts, start=1):
            target = sheet.cell(number, place)
            target.value = str(ILLEGAL_CHARACTERS_RE.sub("�", cell(text)))[:32_767]
            target.data_type = "s"
    for column, width in (("A", 28), ("B", 100), ("C", 14)):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _opinion(letter: Letter, sending: Sending) -> tuple[str, str, str]:
    """The overall opinion in three lines: what was reviewed, what is wrong most, what is asked for."""
    count, must = (sum(getattr(project, name) for project in letter.projects) for name in ("count", "must"))
    money = f"，金额 {spoken(letter.amount)}" if letter.amount else ""
    asked = "，".join(
        told
        for told in (f"须修改指标 {must} 项" if must else "", f"建议完善 {count - must} 项" if count > must else "")
        if told
    )
    faults = "，".join(f"{QUESTIONS[question]} {times} 处" for question, times in letter.faults)
    when = f"请于{printable(sending.deadline)}前" if sending.deadline else "请"
    whom = f"联系人及电话：{printable(sending.contact)}。" if sending.contact else ""
    return (
        f"本次审核你单位绩效目标表 {letter.sheets} 张{money}，对其中 {len(letter.projects)} 张提出意见：{asked}。",
        f"主要问题：{faults}。" if faults else "主要问题见下列各项意见。",
        f"{when}逐项修改并填写“部门整改说明”，重新报送绩效目标表。{whom}",
    )


def _opinions(project: ProjectRemarks) -> str:
    lines = [
        f"{number}. {remark.indicator}：{remark.problem}" for number, remark in enumerate(project.remarks, start=1)
    ]
    return "\n".join([*lines, _rest(project)] if project.rest else lines)


def _rest(project: ProjectRemarks) -> str:
    return f"其余{project.rest}项同类问题一并修改。"


def _set_up(written: Any) -> None:
    """A4, margins and fonts of an official document."""
    from docx.shared import Cm, Pt

    section = written.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = written.styles["Normal"]
    normal.font.size = Pt(12)
    normal.paragraph_format.space_after = Pt(4)
    _set_font(normal, _BODY)


def _set_font(styled: Any, name: str) -> None:
    """The font of Chinese text has a name of its own in a Word document."""
    from docx.oxml.ns import qn

    styled.font.name = name
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _run(paragraph: Any, text: str, size: float, font: str, *, bold: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(_clean(text))
    run.font.size, run.bold = Pt(size), bold
    _set_font(run, font)


def _centred(written: Any, text: str, size: float, font: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = written.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, size, font, bold=font == _TITLE)


def _heading(written: Any, text: str) -> None:
    paragraph = written.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    _run(paragraph, text, 14, _HEADING)


def _paragraph(written: Any, text: str, *, indent: bool = False) -> None:
    from docx.shared import Pt

    paragraph = written.add_paragraph()
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(24)
    _run(paragraph, text, 12, _BODY)


def _overview(written: Any, projects: Sequence[ProjectRemarks]) -> None:
    rows = [(project.name, _amount(project), project.conclusion) for project in projects]
    _table(written, ("项目", "金额", "审核结论"), rows, (11.4, 3.5, 3.5))


def _amount(project: ProjectRemarks) -> str:
    return spoken(project.amount) if project.amount else "未填"


def _project(written: Any, number: int, project: ProjectRemarks) -> None:
    paragraph = written.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    _run(paragraph, f"（{number}）{printable(project.name)}", 12, _HEADING)
    rows = [_line(position, remark) for position, remark in enumerate(project.remarks, start=1)]
    if project.rest:
        rows.append(("", _rest(project), "", "", ""))
    table = _table(written, _HEADS, rows, _WIDTHS)
    if project.rest:
        last = table.rows[-1].cells
        last[0].merge(last[-1])
        last[0].text = ""
        _run(last[0].paragraphs[0], _rest(project), 10.5, _BODY)


def _line(number: int, remark: Remark) -> tuple[str, ...]:
    return (str(number), remark.indicator, remark.problem, remark.proposal or "", "")


def _table(written: Any, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> Any:
    """A table with lines, its head repeated on every page, rows that do not break over pages."""
    from docx.shared import Cm

    lines = [heads, *rows]
    table = written.add_table(len(lines), len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row, texts in zip(table.rows, lines, strict=True):
        _mark(row, "w:cantSplit")
        for target, text, width in zip(row.cells, texts, widths, strict=True):
            target.width = Cm(width)
            is_head = texts is heads
            _run(target.paragraphs[0], text, 10.5, _HEADING if is_head else _BODY)
    _mark(table.rows[0], "w:tblHeader")
    written.add_paragraph()
    return table


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


_WATERMARK = """
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
        xmlns:o="urn:schemas-microsoft-com:office:office">
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
               path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
      <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
      <v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
    <v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="Watermark" type="#_x0000_t136" fillcolor="#c0c0c0" stroked="f"
           style="position:absolute;width:320pt;height:160pt;rotation:315;z-index:-251658752;
                  mso-position-horizontal:center;mso-position-horizontal-relative:margin;
                  mso-position-vertical:center;mso-position-vertical-relative:margin">
    <v:fill opacity=".5"/><v:textpath style="font-family:'SimHei';font-size:1pt" string="{text}"/>
  </v:shape>
</w:pict>
"""


def _watermark(written: Any, text: str) -> None:
    from docx.oxml import parse_xml

    header = written.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].add_run()._r.append(parse_xml(_WATERMARK.format(text=text)))
    _run(header.paragraphs[0], "草稿：含尚未由审核人员决定的意见，不得发出", 10.5, _HEADING)


def _clean(text: str) -> str:
    """Text that XML can hold; its line breaks stay."""
    return "\n".join(printable(line) for line in text.splitlines()) or ""

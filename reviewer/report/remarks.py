"""绩效目标审核意见反馈单 as a Word document, and the flat table to paste into the bureau's system."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.money import spoken
from reviewer.remarks import NO_DEPARTMENT, TO_FILL, Letter, ProjectRemarks, Remark
from reviewer.report import word
from reviewer.report.safe import printable, sheet_text
from reviewer.report.words import QUESTIONS

_HEADS = ("序号", "指标", "存在问题", "修改建议", "部门整改说明")
_WIDTHS = (1.2, 4.6, 5.6, 3.8, 3.2)  # centimetres
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\ud800-\udfff]+')
_LONGEST = 170
"""Bytes of a department in a file name, so that the whole name stays below the 255 that file systems take."""


def file_names(letters: Iterable[Letter], round_number: int) -> list[str]:
    """部门_绩效目标审核意见_第N轮.docx for each letter, with no character that a file system refuses; numbered where
    two would be one file."""
    taken: set[str] = set()
    names = []
    for letter in letters:
        stem = f"{_department(letter)}_绩效目标审核意见_第{round_number}轮"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}_{number}"
        taken.add(name.casefold())
        names.append(f"{name}.docx")
    return names


def _department(letter: Letter) -> str:
    name = _UNFIT.sub("_", printable(letter.department)).strip(". ")
    return name.encode()[:_LONGEST].decode("utf-8", "ignore").rstrip(". ") or NO_DEPARTMENT


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
    word.set_up(written)
    if sending.draft:
        word.watermark(written, "草稿", "草稿：含尚未由审核人员决定的意见，不得发出")
    word.centred(written, "绩效目标审核意见反馈单", 20, word.TITLE)
    word.centred(written, f"（第{sending.round}轮）", 12, word.BODY)
    word.paragraph(written, f"{printable(letter.department)}：")
    word.heading(written, "一、总体意见")
    for line in _opinion(letter, sending):
        word.paragraph(written, line, indent=True)
    word.heading(written, "二、审核结论")
    _overview(written, letter.projects)
    word.heading(written, "三、逐项意见")
    for number, project in enumerate(letter.projects, start=1):
        _project(written, number, project)
    if letter.fill:
        word.paragraph(written, f"注：{TO_FILL}为须由部门据实填写的内容。")
    word.signature(written, ("审核单位（盖章）：＿＿＿＿＿＿＿＿", "＿＿＿＿年＿＿月＿＿日"))
    stream = io.BytesIO()
    written.save(stream)
    return stream.getvalue()


def flat(letters: Iterable[Letter]) -> bytes:
    """The bytes of an .xlsx with 项目编码, 审核意见, 审核结论, a line a project; all cells are texts, so that codes
    keep their figures and nothing is a formula."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "审核意见"
    sheet.append(["项目编码", "审核意见", "审核结论"])
    for project in (project for letter in letters for project in letter.projects):
        texts = (project.code or "", _opinions(project), project.conclusion)
        number = sheet.max_row + 1
        for place, text in enumerate(texts, start=1):
            target = sheet.cell(number, place)
            target.value, target.data_type, target.number_format = sheet_text(text), "s", "@"
    for column, width in (("A", 28), ("B", 100), ("C", 14)):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _opinion(letter: Letter, sending: Sending) -> tuple[str, str, str]:
    """The overall opinion in three lines: what was reviewed, what is wrong most, what is asked for."""
    count, must = (sum(getattr(project, name) for project in letter.projects) for name in ("count", "must"))
    whole = sum(len(project.findings) for project in letter.projects)
    money = f"，涉及金额 {spoken(letter.amount)}" if letter.amount else ""
    asked = "，".join(
        f"{what} {times:,} 项"
        for what, times in (("整表问题", whole), ("须修改指标", must), ("建议完善指标", count - must))
        if times
    )
    faults = "，".join(f"{QUESTIONS[question]} {times} 处" for question, times in letter.faults)
    told = f"对其中 {len(letter.projects):,} 张提出意见：{asked}。"
    return (
        f"经审核，你单位报送绩效目标表 {letter.sheets:,} 张{money}，{told}",
        f"主要问题：{faults}。" if faults else "主要问题见下列各项意见。",
        _asked(sending, mend=bool(must or whole)),
    )


def _asked(sending: Sending, *, mend: bool) -> str:
    """What a department is to do, by when, and whom it asks; advice alone asks for less."""
    when = f"请于{printable(sending.deadline)}前" if sending.deadline else "请"
    what = "逐项修改完善并填写“部门整改说明”，重新报送绩效目标表" if mend else "结合实际研究完善，并填写“部门整改说明”"
    whom = f"联系人及电话：{printable(sending.contact)}。" if sending.contact else ""
    return f"{when}{what}。{whom}"


def _opinions(project: ProjectRemarks) -> str:
    told = [*project.findings, *(f"{remark.indicator}：{remark.problem}" for remark in project.remarks)]
    lines = [f"{number}. {line}" for number, line in enumerate(told, start=1)]
    return "\n".join([*lines, _rest(project)] if project.rest else lines)


def _rest(project: ProjectRemarks) -> str:
    return f"其余{project.rest}项同类问题一并修改。"


def _overview(written: Any, projects: Sequence[ProjectRemarks]) -> None:
    rows = [(project.name, _amount(project), project.conclusion) for project in projects]
    word.table(written, ("项目", "金额", "审核结论"), rows, (11.4, 3.5, 3.5))


def _amount(project: ProjectRemarks) -> str:
    return spoken(project.amount) if project.amount else "未填"


def _project(written: Any, number: int, project: ProjectRemarks) -> None:
    word.heading(written, f"（{number}）{printable(project.name)}", 12)
    for finding in project.findings:
        word.paragraph(written, f"整表问题：{finding}", indent=True, size=10.5)
    rows = [_line(position, remark) for position, remark in enumerate(project.remarks, start=1)]
    if not rows:
        return
    if project.rest:
        rows.append(("", _rest(project), "", "", ""))
    table = word.table(written, _HEADS, rows, _WIDTHS)
    if project.rest:
        last = table.rows[-1].cells
        last[0].merge(last[-1])
        last[0].text = ""
        word.run(last[0].paragraphs[0], _rest(project), 10.5, word.BODY)


def _line(number: int, remark: Remark) -> tuple[str, ...]:
    return (str(number), remark.indicator, remark.problem, remark.proposal or "", "")

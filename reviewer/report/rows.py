"""The terminal report's list of rows: each under the line that names its sheet, with its opinion and that of the other
judge. Rows that say the same, and about which the same is said, stand as one."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from reviewer.model import ReviewedRow, Sheet
from reviewer.money import spoken, yuan
from reviewer.report.layout import right, shorten, shorten_path, wrap
from reviewer.report.safe import printable
from reviewer.report.words import QUESTIONS
from reviewer.summary import CommonFault, Departments
from reviewer.summary import opinion as opinion_of

_NOTHING = frozenset("/-—")  # what stands in a cell that has nothing to say


def listing(faults: Sequence[CommonFault], departments: Departments, width: int) -> Iterator[str]:
    """The rows, those that follow each other on one sheet under one line that names it."""
    above: Sheet | None = None
    indent = len(str(max(fault.example.rank or 0 for fault in faults))) + 3
    for fault in faults:
        row = fault.example
        if row.sheet is not above:
            above = row.sheet
            yield heading(row.sheet, departments, width)
        yield from _row(fault, width, indent)


def heading(sheet: Sheet, departments: Departments, width: int) -> str:
    """Department, project, budget and place on one line; long names give way to the place, which has a quarter."""
    department = departments.get((sheet.file, sheet.number), sheet.department)
    names = "　".join(
        dict.fromkeys(printable(name) for name in (department, sheet.project_name or sheet.title) if name)
    )
    budget = f"预算{spoken(yuan(sheet))}" if yuan(sheet) else "未填预算"
    told = f"　{budget}　第{sheet.number}张表　"
    file = shorten_path(printable(sheet.file), max(width // 4, width - cell_len(f"◆ {names}{told}")))
    return f"◆ {shorten(names or '未填项目名称', width - cell_len(f'◆ {told}{file}'))}{told}{file}"


def described(row: ReviewedRow) -> str:
    """Category, name and target of a row."""
    shown = row.indicator.shown
    parts = (shown.operator, shown.target, shown.unit)
    target = " ".join(printable(part) for part in parts if part and part not in _NOTHING)
    value = target if shown.target else "（未填指标值）"
    name = printable(shown.name or shown.description or "（未填名称）")
    return "｜".join(
        part for part in (printable(shown.level2 or ""), f"{shorten(name, 60)}：{shorten(value, 40)}") if part
    )


def _row(fault: CommonFault, width: int, indent: int) -> Iterator[str]:
    row = fault.example
    number, margin = right(f"{row.rank} ", indent), " " * indent
    others = f"（另有 {fault.times - 1:,} 行相同）" if fault.times > 1 else ""
    yield from wrap(f"{printable(row.indicator.place.label)}　{described(row)}{others}", width, number, margin)
    if row.set_aside:
        yield f"{margin}系统预置，不提意见"
        return
    opinion, other = printable(opinion_of(row) or ""), _other(row)
    if opinion or other or row.decision:
        who = _verb(row) if opinion or row.decision else "模型"
        yield from wrap(f"{who}：{opinion or '无意见'}", width, margin, margin + " " * 6)
    if other:
        yield from wrap(other, width, margin, margin + " " * 6)


def _verb(row: ReviewedRow) -> str:
    """What is asked for, and whether a person decided so."""
    return f"人工{row.decision}" if row.decision else "退回" if row.weak else "建议"


def _other(row: ReviewedRow) -> str:
    """What the rules say of a row on which the model says the opposite; "" where it does not."""
    if not row.contested or row.rules is None:
        return ""
    questions = "、".join(QUESTIONS[question] for question in row.contested)
    return f"规则：{printable(row.rules.opinion or '无意见')}（{questions}，判定相反）"

"""The audit of an extraction as text for a clerk: per sheet the rows read beside the lines that look like indicators,
the sum of weights, the categories, the doubts; then the lines outside sheets that look like indicators."""

from collections.abc import Iterable, Iterator

from reviewer.model import Audit, SheetAudit, Suspect
from reviewer.report.layout import left, right, shorten, wrap
from reviewer.taxonomy import CATEGORIES, parent

_WIDTH = 100
_TEXT = 80  # cells of a quoted line
_SUMS = (90, 100)  # of weights: without or with the ten points of 预算执行率
_COLUMNS = (("表", 4), ("位置", 14), ("名称", 34), ("读出", 6), ("疑似", 6), ("权重合计", 10))


def audited(audits: Iterable[Audit]) -> Iterator[str]:
    """The pieces of the report, file by file, and a line of totals."""
    files = sheets = rows = likely = missed = outside = doubted = 0
    for audit in audits:
        files += 1
        sheets += len(audit.sheets)
        outside += len(audit.outside)
        for sheet in audit.sheets:
            rows += len(sheet.sheet.indicators)
            likely += sheet.likely
            missed += len(sheet.missed)
            doubted += sum(1 for row in sheet.sheet.indicators if row.doubts)
        yield from (line + "\n" for line in _file(audit))
    total = (
        f"合计：{files} 个文件，{sheets} 张绩效目标表，读出指标 {rows} 行，表内疑似指标 {likely} 行；"
        f"表内疑似而未读出 {missed} 行，表外疑似指标 {outside} 行，读取存疑 {doubted} 行。"
    )
    yield from (line + "\n" for line in wrap(total, _WIDTH))


def _file(audit: Audit) -> Iterator[str]:
    yield audit.file
    if audit.sheets:
        yield "  " + "".join(
            left(word, width) if width > 10 or word == "表" else right(word, width) for word, width in _COLUMNS
        )
    else:
        yield "  未发现绩效目标表。"
    for sheet in audit.sheets:
        yield from _sheet(sheet)
    if audit.outside:
        yield f"  表外疑似指标 {len(audit.outside)} 行，请核对是否漏读："
        yield from _suspects(audit.outside)
    yield ""


def _sheet(told: SheetAudit) -> Iterator[str]:
    sheet = told.sheet
    whole = sheet.scope == "部门整体" and sheet.department
    name = f"{sheet.department}（部门整体）" if whole else sheet.project_name or sheet.title or "（未写明名称）"
    weights = "未填" if told.weights is None else f"{told.weights:g}"
    values = (str(sheet.number), sheet.place.label, name, str(len(sheet.indicators)), str(told.likely), weights)
    cells = zip(values, _COLUMNS, strict=True)
    yield "  " + "".join(
        left(shorten(value, width - 2), width) if width > 10 or word == "表" else right(value, width)
        for value, (word, width) in cells
    )
    for label, text in _notes(told):
        yield from wrap(text, _WIDTH, f"      {label}：", "          ")
    if told.missed:
        yield f"      疑似指标而未读出 {len(told.missed)} 行，请核对："
        yield from _suspects(told.missed, "    ")


def _notes(told: SheetAudit) -> Iterator[tuple[str, str]]:
    """What is to be said of a sheet, each with its label."""
    found = len(told.sheet.indicators)
    yield "类别", "、".join(f"{name} {count}" for name, count in told.categories.items()) or "均未识别"
    absent = [name for name in CATEGORIES if name not in told.categories and parent(name, told.sheet.tree)]
    if absent:
        yield "未见类别", "、".join(absent)
    if unknown := found - sum(told.categories.values()):
        yield "类别不明", f"{unknown} 行"
    if told.weights is not None and told.weights not in _SUMS:
        yield "权重", f"合计 {told.weights:g}，既非 90 也非 100，请核对是否漏行或填报有误"
    if told.likely > found:
        yield "行数", f"疑似指标 {told.likely} 行，读出 {found} 行，请对照原表核对"
    for doubt, count in told.doubts.items():
        yield "存疑", f"{doubt}（{count} 行）"


def _suspects(lines: Iterable[Suspect], indent: str = "") -> Iterator[str]:
    for line in lines:
        yield f"{indent}    {left(line.place.label, 14)}{shorten(line.text, _TEXT)}"

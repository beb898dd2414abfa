"""From the parts of a document to its sheets: rows settled, levels filled, identities given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer import taxonomy
from reviewer.extraction import levels, names, projects
from reviewer.extraction.parts import Part
from reviewer.extraction.rows import Row, rows_of
from reviewer.extraction.sheet_head import SheetHead, last_section, of_project, read_head
from reviewer.model import Indicator, Kind, Sheet, Shown, Tree, row_id
from reviewer.text import plain

UNKNOWN = "二级指标未印出或无法识别，类别不明"


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet in the rough."""

    part: Part
    head: SheetHead
    rows: list[Row]
    tree: Tree
    left_empty: tuple[str, ...]


def drafts_of(parts: list[Part]) -> list[Draft]:
    """The sheets of the parts: one each, or one for every project of a table of many."""
    drafts: list[Draft] = []
    for part, head in zip(parts, _heads(parts), strict=True):
        for told, rows in projects.split(list(rows_of(part)), part.columns.order):
            own = of_project(head, told, part.columns.budget, rows[0].place) if told and rows else head
            kept = names.settle(rows)
            tree = levels.tree_of(rows)
            levels.fill(rows, tree)
            drafts.append(Draft(part, own, kept, tree, levels.left_empty(rows, kept)))
    names.divide(draft.rows for draft in drafts)
    names.doubt_cut([row for draft in drafts for row in draft.rows])
    return drafts


def sheets_of(file: str, drafts: Sequence[Draft]) -> tuple[Sheet, ...]:
    """The sheets of a file as they are told, with their indicators."""
    seen: dict[str, int] = {}
    sheets: list[Sheet] = []
    for draft in drafts:
        sheet = _sheet(file, len(sheets) + 1, draft)
        sheets.append(replace(sheet, indicators=tuple(_indicator(row, sheet, seen) for row in draft.rows)))
    return tuple(sheets)


def _heads(parts: list[Part]) -> list[SheetHead]:
    heads: list[SheetHead] = []
    section: str | None = None
    for part in parts:
        section = last_section(part.head) or section
        heads.append(read_head(part.head, section))
    return heads


def _sheet(file: str, number: int, draft: Draft) -> Sheet:
    """The sheet with its head, without its indicators; where nothing stands above its table, its place is the
    table's."""
    head, part = draft.head, draft.part
    kind: Kind = "自评" if head.is_evaluation or part.columns.is_evaluation else "申报"
    return Sheet(
        file=file,
        number=number,
        place=head.place or part.place,
        title=head.title,
        section=head.section,
        department=head.department,
        unit_code=head.unit_code,
        project_code=head.project_code,
        project_name=head.project_name,
        budget=head.budget,
        budget_unit=head.budget_unit,
        goal=head.goal,
        scope=head.scope,
        tree=draft.tree,
        kind=kind,
        project_class=head.project_class,
        left_empty=draft.left_empty,
    )


def _indicator(row: Row, sheet: Sheet, seen: dict[str, int]) -> Indicator:
    cells = row.cells
    remark, weight = cells.get("remark"), _number(cells.get("weight"))
    if weight is None and (number := _number(remark)) is not None:
        remark, weight = None, number
    shown = Shown(
        level1=cells.get("level1"),
        level2=cells.get("level2"),
        tree=sheet.tree,
        name=cells.get("name"),
        description=cells.get("description"),
        target=cells.get("target"),
        operator=_operator(cells),
        unit=cells.get("unit"),
        direction=cells.get("direction"),
        criteria=cells.get("criteria"),
    )
    category = taxonomy.category(shown.level1, shown.level2, sheet.tree)
    return Indicator(
        shown=shown,
        category=category,
        place=row.place,
        row=row_id(sheet, shown, seen),
        basis=cells.get("basis"),
        remark=remark,
        weight=weight,
        actual=cells.get("actual"),
        score=cells.get("score"),
        term_target=cells.get("term_target"),
        area=cells.get("area"),
        doubts=tuple(row.doubts) if category else (*row.doubts, UNKNOWN),
    )


def _operator(cells: dict[str, str]) -> str | None:
    """The sign column, unless the nature beside it says 定性; without a sign column the nature as written."""
    nature = cells.get("operator") or cells.get("nature")
    sign = cells.get("sign")
    if sign is None or (nature is not None and "定性" in nature):
        return nature
    return sign


def _number(text: str | None) -> float | None:
    """The number of a weight (10, 10.00, 10分, 10%), None where a text is more than one."""
    if text is None:
        return None
    if len(text) > 12:
        return None
    bare = (text if text.isascii() else plain(text)).strip().removesuffix("分").removesuffix("%").strip()
    try:
        return float(bare) if bare and set(bare) <= set("0123456789.") else None
    except ValueError:
        return None

"""The roster as a bureau keeps it, a table with the columns 部门, 项目编码, 项目名称, 金额 or their like → entries."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reviewer import documents
from reviewer.documents.limits import DEFAULT
from reviewer.errors import UnreadableError, UsageError
from reviewer.identity import department_key, place_key
from reviewer.model import Cell, Document, Expected, Paragraph, Table
from reviewer.money import amount
from reviewer.text import simplified, squeeze

FIELDS = ("department", "unit", "code", "name", "amount")


def read(file: str, limits: documents.Limits = DEFAULT) -> tuple[Expected, ...]:
    """The entries of a roster. Raises UsageError where the file cannot be read or holds no such table."""
    try:
        document = documents.read(file, limits)
    except UnreadableError as error:
        raise UsageError(f"{file}: the roster cannot be read ({error.reason}); save it as .xlsx or .csv") from None
    return entries(_as_table(document))


def _as_table(document: Document) -> Document:
    """A document of lines alone as a table of one column: a list of departments, one a line."""
    if any(isinstance(block, Table) for block in document.blocks):
        return document
    lines = [block for block in document.blocks if isinstance(block, Paragraph)]
    cells = (Cell(line.text.strip(), line.place, row, 0) for row, line in enumerate(lines))
    return replace(document, blocks=(Table(tuple(cells)),))


def entries(document: Document) -> tuple[Expected, ...]:
    """The entries in all tables of a document. Raises UsageError where none of them has the columns of a roster, or
    there is nothing below them."""
    heads, found = _entries(document, _heads)
    if not heads:
        heads, found = _entries(document, _department_heads)
        found = _once(found)
    if not heads:
        raise UsageError(
            f"{document.file}: no table of the roster has a column 项目名称 or 项目编码 (beside 部门, 金额), "
            "or 部门 alone; name the columns so in one row above the entries"
        )
    if not found:
        raise UsageError(f"{document.file}: the roster has no entry below its heads; add a row for each project")
    return tuple(found)


# ---------------------------------------------------------------------------------------------------------------------


def _entries(document: Document, heads_of: "HeadsOf") -> tuple[bool, list[Expected]]:
    """Whether there are heads, and the entries below them."""
    unit, heads = "", False
    found: list[Expected] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            unit = _unit_said(block.text) or unit
            continue
        rows = _rows(block)
        heads = heads or any(map(heads_of, rows))
        found += _of_table(rows, unit, heads_of)
    return heads, found


def _once(entries: Iterable[Expected]) -> list[Expected]:
    """Every department once."""
    found: dict[str, Expected] = {}
    for one in entries:
        name = one.department or ""
        found.setdefault(place_key(name) + department_key(name), one)
    return list(found.values())


Row = Mapping[int, Cell]
"""The cells that cover a row, by column."""
HeadsOf = Callable[[Row], Mapping[str, int]]
"""Gives the columns of a row of heads."""


def _rows(table: Table) -> Sequence[Row]:
    """The rows of a table in order; a merged cell stands in every row and column that it covers."""
    last = max((cell.row for cell in table.cells), default=-1)
    rows: list[dict[int, Cell]] = [{} for _ in range(last + 1)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, last + 1)):
            for column in range(cell.column, cell.column + min(cell.colspan, _WIDEST)):
                rows[row].setdefault(column, cell)
    return rows


def _of_table(rows: Sequence[Row], unit: str, heads_of: HeadsOf) -> Iterator[Expected]:
    """The entries below the heads of a table; heads may come again."""
    asked_for = {"department"} if heads_of is _department_heads else {"code", "name"}
    heads: Mapping[str, Cell] = {}
    columns: Mapping[str, int] = {}
    above: dict[str, str] = {}
    for row in rows:
        if found := heads_of(row):
            heads, columns, above = {field: row[column] for field, column in found.items()}, found, {}
            continue
        if not columns:
            unit = next(filter(None, (_unit_said(cell.text) for cell in row.values())), unit)
            continue
        cells = {field: row[column] for field, column in columns.items() if column in row}
        if any(cells.get(field) is head for field, head in heads.items() if field != "amount"):
            continue  # a second row of heads
        texts = {field: text for field, cell in cells.items() if (text := _text(cell))}
        if any(_TOTAL.fullmatch(squeeze(text)) for text in texts.values()):
            continue
        if not texts.keys() & asked_for:
            above |= {field: texts[field] for field in ("department", "unit") if field in texts}
            continue
        if "department" in texts and texts["department"] != above.get("department"):
            above = {}
        above |= {field: texts[field] for field in ("department", "unit") if field in texts}
        yield _entry(
            above | texts,
            next(iter(cells.values())),
            _unit_said(heads["amount"].text) or unit if "amount" in heads else unit,
        )


def _entry(texts: Mapping[str, str], first: Cell, unit: str) -> Expected:
    name = texts.get("name")
    return Expected(
        department=texts.get("department") or texts.get("unit"),
        code=texts.get("code"),
        name=name,
        amount=amount(texts.get("amount"), unit),
        place=first.place,
        scope="部门整体" if name and _WHOLE.search(squeeze(name)) else "项目",
        unit=texts.get("unit") if texts.get("department") else None,
    )


def _heads(row: Row) -> Mapping[str, int]:
    """The columns of a roster's fields in a row of heads; empty where it is none: it names a project, and something
    beside."""
    found = _columns(row)
    named = "code" in found or "name" in found
    return found if named and len(found) > 1 else {}


def _department_heads(row: Row) -> Mapping[str, int]:
    """The same of a list of departments without projects."""
    found = _columns(row)
    return (
        {field: found[field] for field in ("department", "amount") if field in found} if "department" in found else {}
    )


def _columns(row: Row) -> Mapping[str, int]:
    """The columns that are headed like a roster's fields."""
    found: dict[str, int] = {}
    for field in FIELDS:
        for pattern in _HEADS[field]:
            column = next(
                (at for at in sorted(row) if at not in found.values() and pattern.fullmatch(_head(row[at]))), None
            )
            if column is not None:
                found[field] = column
                break
    return found


def _head(cell: Cell) -> str:
    """The words of a head: simplified, without brackets, numbering and marks."""
    return _ASIDE.sub("", simplified(squeeze(cell.text)))


def _text(cell: Cell) -> str:
    text = cell.text.strip()
    return "" if _NOTHING.fullmatch(squeeze(text)) else " ".join(text.split())


def _unit_said(text: str) -> str:
    """What a head or a line above a table says of the unit of money (金额（万元）, 单位：万元)."""
    found = _MONEY.search(simplified(squeeze(text)))
    return found[0] if found else ""


_WIDEST = 100
"""Columns that a cell may cover; beyond, it is a title."""
_MONEY = re.compile("[亿万千]元|(?<![亿万千])元(?!素|旦)")
_ASIDE = re.compile(
    r"[(（\[【].*?[)）\]】]|[*＊:：、.。]|^[0-9一二三四五六七八九十]+(?=[、.])|/?(?:单位)?[:：]?[亿万千]?元$"
)
_NOTHING = re.compile(r"[\-—–/\\.。…*]*|无|暂无|null|none|nan", re.IGNORECASE)
_TOTAL = re.compile(r"(?:总|合|小|共)计[:：]?|总额|.{0,20}(?:小计|合计)")
_WHOLE = re.compile("(?:部门|单位)?整体(?:支出)?(?:绩效)?(?:目标)?(?:申报)?表?$|^(?:部门|单位)整体")
_YEAR = "(?:(?:20)?[0-9]{2}年度?|本年度?|当年|年度|年初)?"
_HEADS: dict[str, tuple[re.Pattern[str], ...]] = {
    "department": tuple(
        map(
            re.compile,
            (
                "(?:项目)?主管(?:预算)?(?:部门|单位)(?:名称|全称)?|一级(?:预算)?(?:部门|单位)(?:名称)?",
                "预算部门(?:名称|全称)?|部门(?:名称|全称)?|(?:责任|牵头)部门(?:名称)?",
                "(?:部门|单位)[/和及与或]?(?:单位|部门)(?:名称)?",
                "(?:预算|填报|申报|报送|编报|实施|项目|承担|责任|用款|资金使用|二级预算|基层预算)?单位(?:名称|全称)?|(?:填报|申报|报送|实施)部门(?:名称)?",
                "机构(?:名称)?",
            ),
        )
    ),
    "unit": (
        re.compile(
            "(?:预算|填报|申报|报送|编报|实施|项目|承担|责任|用款|资金使用|二级预算|基层预算)?(?:单位|部门)(?:名称|全称)?"
        ),
    ),
    "code": (re.compile("(?:预算)?项目(?:编码|代码|编号|码|ID|id|号)"), re.compile("编码|代码|项目库编码|预算编码")),
    "name": (
        re.compile("(?:预算|支出|专项|绩效)?项目(?:支出|资金)?(?:名称|名)"),
        re.compile(
            "(?:预算|支出|专项)?项目|(?:专项|专项资金|资金|政策|项目政策|政策和项目|项目和政策)名称|名称|项目资金"
        ),
    ),
    "amount": (
        re.compile(
            f"{_YEAR}(?:项目|预算|申报|安排|批复|批准|资金|下达|核定|拟安排|总|专项|支出)*(?:金额|总额|总计|合计|数额)"
        ),
        re.compile(
            f"{_YEAR}(?:项目|预算|申报|安排|批复|批准|资金|下达|核定|拟安排|总|专项|支出)*(?:预算数|安排数|申报数|批复数|下达数|核定数|规模|总数|总投资)"
        ),
        re.compile(f"{_YEAR}(?:项目|申报|安排|批复|总|专项|支出)*(?:预算|资金|经费)(?:安排|申报|批复)?(?:情况)?"),
    ),
}
"""Heads of the columns of a roster, the surest words of each field first."""

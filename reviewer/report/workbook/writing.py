"""Cells, tables and print set-up of the workbook. Rows are written one after the other and not kept, so that memory
does not grow with them.

Submitted text is always a string, never a formula, not even once a person edits the cell. What colour says is also
said by words or weight of type: sheets are printed in black and white.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from reviewer.report.safe import is_formula, sheet_text
from reviewer.report.workbook import heights

Kind = Literal["text", "small", "centre", "number", "money", "share", "input", "choice", "hidden"]
Tone = Literal["plain", "weak", "advised", "passed", "total"]

FONT = "微软雅黑"
_INK, _GREY, _LINE, _HEAD, _ENTRY, _WEAK = "1F2937", "8A8F98", "BFC5CE", "1F3A5F", "FFF8DC", "F3F4F6"
_FORMATS = {"number": '#,##0;-#,##0;"–"', "money": '#,##0.00;-#,##0.00;"–"', "share": '0.0%;-0.0%;"–"'}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, what its cells are. An `input` or `choice` is for a person, what
    is `hidden` for the program."""

    head: str
    width: float
    kind: Kind = "text"

    @property
    def hidden(self) -> bool:
        """Whether the column carries something for the program."""
        return self.kind == "hidden"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its values, its tone, and whether it is the `first` of its group (a stronger line above it)."""

    values: Sequence[object]
    tone: Tone = "plain"
    first: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks."""

    size: float = 10
    bold: bool = False
    colour: str = _INK
    fill: str | None = None
    across: str = "left"
    format: str | None = None
    border: bool = True
    first: bool = False
    wrap: bool = True


TITLE = Look(size=18, bold=True, border=False, wrap=False, colour=_HEAD)
HEADING = Look(size=12, bold=True, border=False, wrap=False, colour=_HEAD)
NOTE = Look(size=9, colour=_GREY, border=False, wrap=False)
HEAD = Look(bold=True, colour="FFFFFF", fill=_HEAD, across="center")


def look(kind: Kind, tone: Tone = "plain", first: bool = False) -> Look:
    """How a cell of a table looks. What passed is grey, what is weak is bold."""
    across = {"text": "left", "small": "left", "input": "left", "centre": "center", "choice": "center"}.get(
        kind, "right"
    )
    entry = kind in ("input", "choice")
    made = Look(size=9 if kind == "small" else 10, across=across, format=_FORMATS.get(kind), first=first)
    if kind == "hidden":
        return Look(border=False, wrap=False)
    match tone:
        case "weak":
            made = replace(made, bold=kind in ("text", "number"), fill=_WEAK)
        case "passed":
            made = replace(made, colour=_GREY)
        case "total":
            made = replace(made, bold=True, fill="E5E7EB")
    if not entry:
        return made
    return replace(made, fill=None if tone == "passed" else _ENTRY, bold=kind == "choice")


class Page:
    """A sheet being written, one row after the other."""

    def __init__(self, book: Any, title: str) -> None:
        self.sheet = book.create_sheet(title)
        self.sheet._values_to_row = _placed  # its own tries every cell as a value first, which takes as long as writing
        self.row = 0
        self._widths: list[float] = []
        self._pens: dict[Look, _Pen] = {}

    def append(self, values: Sequence[tuple[object, Look]], height: float | None = None) -> int:
        """Write a row of values with their looks, as high as its text needs; gives its number."""
        self.row += 1
        points = height or self._height(values)
        self.sheet.row_dimensions[self.row] = {"ht": f"{points:g}"}  # not fixed: it grows with what is typed
        self.sheet.append(self._cell(*value) for value in values)  # one by one: a pen has but one cell
        del self.sheet.row_dimensions[self.row]
        return self.row

    def table(self, columns: Sequence[Column], lines: Iterable[Line], total: Line | None = None) -> None:
        """Write a whole sheet as one table: heads that stay and filter, rows, and how it is printed. A `total` below
        stays where it is, whatever is filtered and sorted."""
        self.layout([column.width for column in columns], [column.hidden for column in columns])
        self._set_up()
        self.append([(column.head, HEAD) for column in columns], height=24)
        looks: dict[tuple[Tone, bool], list[Look]] = {}
        for line in lines:
            self._line(columns, line, looks)
        self.sheet.auto_filter.ref = f"A1:{letter(len(columns))}{max(self.row, 2)}"
        if total:
            self._line(columns, total, looks)

    def _line(self, columns: Sequence[Column], line: Line, looks: dict[tuple[Tone, bool], list[Look]]) -> None:
        if (line.tone, line.first) not in looks:
            looks[line.tone, line.first] = [look(column.kind, line.tone, line.first) for column in columns]
        self.append(list(zip(line.values, looks[line.tone, line.first], strict=True)))

    def layout(self, widths: Sequence[float], hidden: Sequence[bool] = ()) -> None:
        """Set the columns' widths; those hidden play no part in the height of a row."""
        for number, width in enumerate(widths, start=1):
            dimension = self.sheet.column_dimensions[letter(number)]
            dimension.width, dimension.hidden = width, bool(hidden and hidden[number - 1])
        self._widths = [0 if hidden and hidden[at] else width for at, width in enumerate(widths)]

    def _height(self, values: Iterable[tuple[object, Look]]) -> float:
        shown = zip(values, self._widths, strict=False)
        return max(
            [heights.height(value, how.size, width) for (value, how), width in shown if how.wrap and width], default=15
        )

    def _set_up(self) -> None:
        self.sheet.freeze_panes = "A2"
        self.sheet.print_title_rows = "1:1"
        set_up_print(self.sheet)

    def _cell(self, value: object, how: Look) -> Any:
        if value is None and not how.border:
            return None
        if how not in self._pens:
            self._pens[how] = _Pen(self.sheet, how)
        return self._pens[how].cell(value)


class _Pen:
    """Writes values with one look. The cell is used again and again: a written row is not kept."""

    def __init__(self, sheet: Any, how: Look) -> None:
        self._plain = _styled(sheet, how)
        self._quoted = _styled(sheet, how)
        self._quoted.quotePrefix = True

    def cell(self, value: object) -> Any:
        """The cell, good until the next is asked for. Its value is set past the library's checks: text is text,
        whatever it begins with, and is clean already."""
        if isinstance(value, int | float):
            self._plain._value, self._plain.data_type = value, "n"
            return self._plain
        text = sheet_text(str(value)) if value is not None else ""
        cell = self._quoted if is_formula(text) else self._plain
        cell._value, cell.data_type = text or None, "s" if text else "n"
        return cell


def _placed(cells: Iterable[Any], row: int) -> Iterator[Any]:
    """The cells of a row, each told where it stands."""
    for column, cell in enumerate(cells, start=1):
        if cell is not None:
            cell.column, cell.row = column, row
            yield cell


def _styled(sheet: Any, how: Look) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, size=how.size, bold=how.bold, color=how.colour)
    cell.alignment = Alignment(horizontal=how.across, vertical="center", wrap_text=how.wrap)
    if how.fill:
        cell.fill = PatternFill("solid", start_color=how.fill)
    if how.border:
        thin, above = Side("thin", color=_LINE), Side("medium", color=_HEAD)
        cell.border = Border(left=thin, right=thin, top=above if how.first else thin, bottom=thin)
    if how.format:
        cell.number_format = how.format
    return cell


def letter(number: int) -> str:
    """The letter of a column, from 1."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def choices(page: Page, column: int, words: Sequence[str], title: str, hint: str) -> None:
    """A drop-down list in a column below its head, with a hint where a cell of it is chosen."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    rule.promptTitle, rule.prompt, rule.showInputMessage = title, hint, True
    rule.errorTitle, rule.error, rule.showErrorMessage = title, f"请从列表中选择：{'、'.join(words)}。", True
    rule.add(f"{letter(column)}2:{letter(column)}{max(page.row, 2)}")
    page.sheet.data_validations.append(rule)


def set_up_print(sheet: Any, landscape: bool = True) -> None:
    """A4, as wide as the page, with the sheet's name above and page numbers below."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
    sheet.oddHeader.center.text = "&A"
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"

"""XML Spreadsheet 2003: a workbook as one XML file, mostly named .xls, as many systems of the administration export
it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from reviewer.documents.encoding import decode
from reviewer.documents.excel.markup import Attributes, attribute, is_on, stream
from reviewer.documents.excel.worksheet import COLUMNS, ERROR, NOT_CALCULATED, ROWS, Worksheet, is_zero, number
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.documents.number_formats import render
from reviewer.model import Table

_NAMED = {
    "General Number": "General",
    "General Date": "yyyy/m/d h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm",
    "Currency": '"¥"#,##0.00;"¥"-#,##0.00',
    "Euro Currency": '"€"#,##0.00;"€"-#,##0.00',
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Yes/No": '"Yes";"Yes";"No"',
    "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}
"""Format codes that XML Spreadsheet knows by name."""

_DEFAULT_STYLE = "Default"


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> Iterator[Table]:
    """A table for each worksheet that holds text, hidden ones too. Raises `UnreadableError` where the file is damaged,
    declares entities, or is beyond the limits."""
    book = _Book(file, limits)
    stream(file, decode(file, data), book)
    for sheet in book.sheets:
        if (table := sheet.table()) is not None:
            yield table


@dataclass(slots=True)
class _Style:
    """A style's own format code, and the style it builds on."""

    parent: str | None
    code: str | None = None


@dataclass(slots=True)
class _Book:
    """The worksheets found so far and where in them the stream is."""

    file: str
    limits: Limits
    sheets: list[Worksheet] = field(default_factory=list)
    styles: dict[str, _Style] = field(default_factory=dict)
    style: str = ""
    date1904: bool = False
    count: int = 0
    row: int = -1
    row_span: int = 0
    row_style: str | None = None
    column: int = -1
    column_at: int = -1
    column_styles: dict[int, str] = field(default_factory=dict)
    across: int = 0
    cell_style: str | None = None
    formula: bool = False
    comment: bool = False
    kind: str = ""

    def start(self, name: str, attributes: Attributes) -> bool:
        """The values of cells stand in Data, rich ones in HTML inside it."""
        match name:
            case "Cell":
                self._cell(attributes)
            case "Data" if not self.comment:
                self.kind = attribute(attributes, "Type") or "String"
                return True
            case "Row":
                self._row(attributes)
            case "Column":
                self._column(attributes)
            case "Style":
                self.style = attribute(attributes, "ID") or ""
                self.styles[self.style] = _Style(attribute(attributes, "Parent"))
            case "NumberFormat" if self.style in self.styles:
                self.styles[self.style].code = attribute(attributes, "Format")
            case "Worksheet":
                self.sheets.append(Worksheet(attribute(attributes, "Name") or f"Sheet{len(self.sheets) + 1}"))
                self.row = self.column_at = -1
                self.row_span, self.column_styles = 0, {}
            case "Comment":
                self.comment = True
            case "Visible" | "Date1904":
                return True
        return False

    def end(self, name: str, text: str) -> None:
        """A cell without a value may have a formula that should have given one."""
        match name:
            case "Data" if not self.comment:
                self._finish(text)
            case "Cell":
                if self.formula and self.sheets:
                    self.sheets[-1].add(self.row, self.column, "", NOT_CALCULATED)
                self.column += self.across
            case "Comment":
                self.comment = False
            case "Visible" if self.sheets:
                self.sheets[-1].hidden = "hidden" in text.lower()
            case "Date1904":
                self.date1904 = not text.strip() or is_on(text)

    def _row(self, attributes: Attributes) -> None:
        self.row = _index(attributes, self.row + 1 + self.row_span, ROWS)
        self.row_span = _whole(attributes, "Span")
        self.row_style, self.column, self.across = attribute(attributes, "StyleID"), -1, 0
        if self.sheets and (is_on(attribute(attributes, "Hidden")) or is_zero(attribute(attributes, "Height"))):
            self.sheets[-1].hidden_rows.update(range(self.row, min(self.row + self.row_span + 1, ROWS)))

    def _column(self, attributes: Attributes) -> None:
        first = _index(attributes, self.column_at + 1, COLUMNS)
        self.column_at = min(first + _whole(attributes, "Span"), COLUMNS - 1)
        columns = range(first, self.column_at + 1)
        if self.sheets and (is_on(attribute(attributes, "Hidden")) or is_zero(attribute(attributes, "Width"))):
            self.sheets[-1].hidden_columns.update(columns)
        if (style := attribute(attributes, "StyleID")) is not None:
            self.column_styles.update(dict.fromkeys(columns, style))

    def _cell(self, attributes: Attributes) -> None:
        self.column = _index(attributes, self.column + 1, COLUMNS)
        self.across, down = _whole(attributes, "MergeAcross"), _whole(attributes, "MergeDown")
        if self.sheets and (self.across or down):
            self.sheets[-1].merged.append((self.row, self.column, self.row + down, self.column + self.across))
        self.cell_style = attribute(attributes, "StyleID")
        self.formula = attribute(attributes, "Formula") is not None
        self.count += 1
        if self.count & 0xFFFF == 0:
            self.limits.check_cells(self.file, self.count)

    def _finish(self, text: str) -> None:
        if not self.sheets or (not text and self.formula and self.kind != "String"):
            return
        self.formula = False
        if self.kind == "Error":
            self.sheets[-1].add(self.row, self.column, text, ERROR)
        else:
            self.sheets[-1].add(self.row, self.column, self._shown(self.kind, text))

    def _shown(self, kind: str, text: str) -> str:
        code = self._code(self.cell_style or self.row_style or self.column_styles.get(self.column) or _DEFAULT_STYLE)
        value = text.strip()
        if kind == "Number" and (found := number(value)) is not None:
            return render(found, code, self.date1904)
        if kind == "DateTime" and (serial := _serial(value, self.date1904)) is not None:
            return render(serial, code if code != "General" else "yyyy/m/d", self.date1904)
        if kind == "Boolean":
            return render(is_on(value), code)
        return render(text, code) if "@" in code and code != "@" else text

    def _code(self, style: str | None) -> str:
        for _ in range(10):  # styles build on few others, unless in a circle
            found = self.styles.get(style or "")
            if found is None:
                break
            if found.code is not None:
                return _NAMED.get(found.code, found.code) or "General"
            style = found.parent
        return "General"


def _index(attributes: Attributes, following: int, end: int) -> int:
    """The 0-based position of a row, column or cell: written (counted from 1), else the following. Raises ValueError
    beyond the end of a worksheet."""
    written = attribute(attributes, "Index")
    index = int(written) - 1 if written else following
    if not 0 <= index < end:
        raise ValueError(index)
    return index


def _whole(attributes: Attributes, name: str) -> int:
    return max(0, min(int(attribute(attributes, name) or 0), ROWS))


def _serial(text: str, date1904: bool) -> float | None:
    """The serial number of a date and time in ISO 8601; None where it is none."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    past = when.replace(tzinfo=None) - datetime(1904, 1, 1) if date1904 else when.replace(tzinfo=None) - _DAY_0
    return past.total_seconds() / 86_400


_DAY_0 = datetime(1899, 12, 30)

"""Excel workbooks since 2007 (.xlsx, .xlsm), as standard ECMA-376 describes them: cached values of formulas, numbers as
their formats show them. Read as a stream, so that a file costs what it holds and not what it declares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.documents import packed
from reviewer.documents.excel.markup import DAMAGED, Attributes, is_on, stream
from reviewer.documents.excel.workbook import Strings, Styles, unescaped, workbook
from reviewer.documents.excel.worksheet import (
    COLUMNS,
    ERROR,
    NOT_CALCULATED,
    ROWS,
    Worksheet,
    column_of,
    is_zero,
    number,
)
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.documents.number_formats import render
from reviewer.errors import UnreadableError
from reviewer.model import Table

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_WHOLE = re.compile(r"-?[1-9][0-9]{0,14}|0")  # what General shows as it is stored


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> Iterator[Table]:
    """A table for each worksheet that holds text, in the order of the workbook, hidden ones too. Raises
    `UnreadableError` where the file is damaged, encrypted, hostile, or beyond the limits."""
    parts = packed.open(file, data, limits)
    book = workbook(file, parts)
    strings = Strings(file, limits)
    if (content := parts.read(book.strings)) is not None:
        stream(file, content, strings)
    styles = Styles()
    if (content := parts.read(book.styles)) is not None:
        stream(file, content, styles)
    values = _Values(strings.found, styles.codes(), book.date1904)
    count = 0
    for name, part, hidden in book.sheets:
        content = parts.read(part)
        if content is None:
            raise UnreadableError(file, DAMAGED)
        sheet = _Sheet(file, Worksheet(name, hidden), values, limits, count)
        stream(file, content, sheet)
        count = sheet.count
        if (table := sheet.worksheet.table()) is not None:
            yield table


class _Values:
    """From what a cell stores to what it shows; equal numbers of a style are rendered once."""

    def __init__(self, strings: list[str], codes: list[str], date1904: bool) -> None:
        self._strings = strings
        self._codes = codes
        self._date1904 = date1904
        self._shown: dict[tuple[str, str], str] = {}

    def shown(self, kind: str, style: str, value: str) -> str:
        """The text of a value of kind s, str, inlineStr, b or n in the style of that number."""
        code = self._codes[int(style)] if style and int(style) < len(self._codes) else "General"
        if kind == "s":
            value = self._strings[int(value)]
        elif kind == "str":
            value = unescaped(value)
        elif kind == "b":
            return render(value.strip() == "1", code)
        elif kind not in ("inlineStr", "d"):
            return self._number(value.strip(), code)
        return render(value, code) if "@" in code and code != "@" else value

    def _number(self, value: str, code: str) -> str:
        if code == "General" and _WHOLE.fullmatch(value):
            return value
        key = (value, code)
        if (text := self._shown.get(key)) is None:
            found = number(value)
            text = self._shown[key] = value if found is None else render(found, code, self._date1904)
        return text


@dataclass(slots=True)
class _Sheet:
    """The cells of a worksheet. `count`: cells declared in the file so far."""

    file: str
    worksheet: Worksheet
    values: _Values
    limits: Limits
    count: int
    row: int = -1
    column: int = -1
    kind: str = ""
    style: str = ""
    value: str | None = None
    formula: bool = False
    phonetic: bool = False

    def start(self, name: str, attributes: Attributes) -> bool:
        """Cells and rows come by address, or, without one, next to the last."""
        match name:
            case "c":
                self._cell(attributes)
            case "v":
                return True
            case "t":
                return not self.phonetic
            case "f":
                self.formula = True
            case "row":
                self._row(attributes)
            case "rPh":
                self.phonetic = True
            case "col":
                self._columns(attributes)
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
        return False

    def end(self, name: str, text: str) -> None:
        """A cell is known when it ends."""
        match name:
            case "v":
                self.value = text
            case "t":
                self.value = (self.value or "") + text
            case "rPh":
                self.phonetic = False
            case "c":
                self._finish()

    def _row(self, attributes: Attributes) -> None:
        self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
        self.column = -1
        if is_on(attributes.get("hidden")) or is_zero(attributes.get("ht")):
            self.worksheet.hidden_rows.add(self.row)
        if not 0 <= self.row < ROWS:
            raise ValueError(self.row)

    def _cell(self, attributes: Attributes) -> None:
        self.column += 1
        if address := attributes.get("r"):
            self.column = column_of(address.rstrip("0123456789"))
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.value, self.formula = None, False
        self.count += 1
        if self.count & 0xFFFF == 0:
            self.limits.check_cells(self.file, self.count)

    def _finish(self) -> None:
        value, kind = self.value, self.kind
        if value is None or (not value and kind != "str"):
            if self.formula:
                self.worksheet.add(self.row, self.column, "", NOT_CALCULATED)
        elif kind == "e":
            self.worksheet.add(self.row, self.column, value, ERROR)
        else:
            text = unescaped(value) if kind == "inlineStr" else value
            self.worksheet.add(self.row, self.column, self.values.shown(kind, self.style, text))

    def _columns(self, attributes: Attributes) -> None:
        if is_on(attributes.get("hidden")) or is_zero(attributes.get("width")):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.worksheet.hidden_columns.update(range(max(first, 1) - 1, min(last, COLUMNS)))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top_left, bottom_right = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
        self.count += 1
        self.limits.check_cells(self.file, self.count)
        if top_left and bottom_right:
            top, bottom = int(top_left[2]) - 1, int(bottom_right[2]) - 1
            self.worksheet.merged.append((top, column_of(top_left[1]), bottom, column_of(bottom_right[1])))

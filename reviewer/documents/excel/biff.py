"""Excel workbooks of before 2007 (.xls) and those of WPS (.et): numbers as their formats show them, as far as the file
tells. A formula without a result cannot be told from an empty one here."""

import io
from collections.abc import Iterator
from typing import Any

from reviewer.documents import deadline
from reviewer.documents.excel.markup import DAMAGED
from reviewer.documents.excel.worksheet import ERROR, Worksheet
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.documents.number_formats import BUILTIN, render
from reviewer.errors import UnreadableError
from reviewer.model import Table

_ENCRYPTED = "文件已加密，请报送单位取消密码后重报"
_STREAMS = ("Workbook", "Book")
_BEGINNING = b"\x09"  # of the first record
_OF_THE_FILE = {5, 6, 7, 8, 37, 38, 39, 40, 41, 42, 43, 44}  # formats that a file redefines in its own currency
_FIRST_FORMATS_BY_NUMBER, _FIRST_UNICODE = 50, 80  # versions of BIFF


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> Iterator[Table]:
    """A table for each worksheet that holds text, hidden ones too. Raises `UnreadableError` where the file is damaged,
    encrypted, or beyond the limits."""
    stream = _stream(file, data)
    book = _book(file, stream)
    count = 0
    for number in range(book.nsheets):
        sheet, formatted = _sheet(file, stream, book, number)
        count += sum(map(sheet.row_len, range(sheet.nrows))) + len(sheet.merged_cells)
        limits.check_cells(file, count)
        table = _worksheet(file, sheet, formatted).table()
        book.unload_sheet(number)
        if table is not None:
            yield table


def _stream(file: str, data: bytes) -> bytes:
    """The workbook, which mostly is in a compound file. xlrd could take it out itself, but follows circles in damaged
    files until the memory is full."""
    import olefile

    if data.startswith(_BEGINNING):
        return data
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            name = next(name for name in _STREAMS if ole.exists(name))
            stream: bytes = ole.openstream(name).read()
    except Exception:  # a damaged directory, whatever it raises
        raise UnreadableError(file, DAMAGED) from None
    if not stream.startswith(_BEGINNING):
        raise UnreadableError(file, DAMAGED)
    return stream


def _book(file: str, stream: bytes, *, formatted: bool = True, encoding: str | None = None) -> Any:
    """The workbook; where its formats are odd, without them. Before Excel 97 text was in an encoding, which here is
    Chinese where the file does not tell."""
    import xlrd

    _leave_out_links(xlrd)
    try:
        book = xlrd.open_workbook(
            file_contents=stream,
            logfile=io.StringIO(),
            formatting_info=formatted,
            encoding_override=encoding,
            on_demand=True,
            ragged_rows=True,
        )
    except Exception as error:  # xlrd on a damaged file: struct.error, IndexError, AssertionError, whatever
        if isinstance(error, xlrd.XLRDError) and "encrypt" in str(error):
            raise UnreadableError(file, _ENCRYPTED) from None
        if formatted:
            return _book(file, stream, formatted=False, encoding=encoding)
        raise UnreadableError(file, DAMAGED) from None
    if book.biff_version < _FIRST_UNICODE and book.codepage is None and encoding is None:
        return _book(file, stream, formatted=formatted, encoding="gb18030")
    return book


def _leave_out_links(xlrd: Any) -> None:
    """Hyperlinks and their tips are no content, their odd forms fail whole files, and xlrd notes each cell of a link:
    one link over a whole sheet would ask for gigabytes."""
    xlrd.sheet.Sheet.handle_hlink = xlrd.sheet.Sheet.handle_quicktip = lambda _sheet, _data: None


def _sheet(file: str, stream: bytes, book: Any, number: int) -> tuple[Any, bool]:
    """A worksheet, and whether with its formats."""
    deadline.check()
    try:
        return book.sheet_by_index(number), bool(book.formatting_info)
    except Exception:  # as above
        plain = _book(file, stream, formatted=False, encoding=book.encoding_override)
    try:
        return plain.sheet_by_index(number), False
    except Exception:
        raise UnreadableError(file, DAMAGED) from None


def _worksheet(file: str, sheet: Any, formatted: bool) -> Worksheet:
    try:
        found = Worksheet(sheet.name, sheet.visibility != 0)
        if formatted:
            found.merged = [(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells]
            found.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0}
            found.hidden_columns = {at for at, info in sheet.colinfo_map.items() if info.hidden or info.width == 0}
        _add_cells(found, sheet, _codes(sheet.book) if formatted else None)
    except (LookupError, ValueError, TypeError, AttributeError):
        raise UnreadableError(file, DAMAGED) from None
    return found


def _add_cells(found: Worksheet, sheet: Any, codes: list[str] | None) -> None:
    """All cells; where there are no format codes, days at least are told from numbers."""
    import xlrd

    blank, words, error = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK), xlrd.XL_CELL_TEXT, xlrd.XL_CELL_ERROR
    plain = {xlrd.XL_CELL_DATE: "yyyy/m/d"}
    date1904 = sheet.book.datemode == 1
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if kind in blank:
                continue
            if kind == error:
                found.add(row, column, xlrd.error_text_from_code.get(value, "#ERROR!"), ERROR)
                continue
            code = plain.get(kind, "") if codes is None else codes[sheet.cell_xf_index(row, column)]
            if kind == words:
                found.add(row, column, render(value, code) if "@" in code and code != "@" else value)
            else:
                shown = bool(value) if kind == xlrd.XL_CELL_BOOLEAN else value
                found.add(row, column, render(shown, code, date1904))


def _codes(book: Any) -> list[str]:
    """The format code of each style; those known by number have the meaning that they have in Chinese."""
    return [_code(book, style.format_key) for style in book.xf_list]


def _code(book: Any, number: int) -> str:
    if book.biff_version >= _FIRST_FORMATS_BY_NUMBER and number in BUILTIN and number not in _OF_THE_FILE:
        return BUILTIN[number]
    written = book.format_map.get(number)
    return str(written.format_str) if written is not None else "General"

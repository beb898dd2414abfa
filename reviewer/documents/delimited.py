"""Text that is a table with a mark between the cells (.csv): commas, semicolons, or tabs where cells are in quotes and
run over lines. Whether a text is one its lines say, not its name: most have the same number of cells.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reviewer.documents import deadline
from reviewer.documents.limits import Limits
from reviewer.model import Cell, Paragraph, Place, Table

_DECLARED = re.compile(r'(?:sep=|"sep=)([,;\t|])"?[ \t]*\n', re.IGNORECASE)  # Excel's own first line
_QUOTED_LINES = re.compile(r'(?:^|\t)"(?:[^"]|"")*\n(?:[^"]|"")*"(?=\t|$)', re.MULTILINE)
_BARRED = re.compile("[\t|｜│┃║]")  # marks of tables that plain text knows
_FORCED_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # ="001", so that no program takes it for a number
_LEAST_CELLS, _LEAST_ROWS = 3, 2
_SHORT = 12  # characters of a cell, on average
_LONGEST_RECORD = 200  # lines; beyond, a quotation mark was never closed


@dataclass(frozen=True, slots=True)
class _Record:
    """The cells of a record, and the 1-based line on which each begins."""

    texts: list[str]
    lines: list[int]

    @property
    def filled(self) -> int:
        """How many cells hold a text."""
        return sum(map(bool, self.texts))


def blocks(file: str, text: str, limits: Limits) -> list[Paragraph | Table] | None:
    """The table in a text whose line ends are \\n, with what stands before and behind it as paragraphs; None where it
    is no such table. Raises `UnreadableError` beyond the limits."""
    declared = _DECLARED.match(text)
    candidates = declared[1] if declared else "".join(mark for mark in ",;\t" if _may_be(text, mark))
    for mark in candidates:
        records = [record for record in _records(text, mark) if record.filled]
        if declared:
            records = [record for record in records if record.lines[0] > 1]
        limits.check_cells(file, sum(len(record.texts) for record in records))
        if declared or _is_table(records):
            return list(_blocks(records))
    return None


def _may_be(text: str, mark: str) -> bool:
    """Whether it is worth while to look: there is at least a mark for every other line, and no other kind of table."""
    lines = text.count("\n") + 1
    if text.count(mark) * 2 < lines:
        return False
    if mark == "\t":
        return '"' in text and _QUOTED_LINES.search(text) is not None
    return len(_BARRED.findall(text)) * 3 < lines


def _records(text: str, mark: str) -> Iterator[_Record]:
    """All records; where a quotation mark is never closed, quotation marks mean nothing."""
    try:
        records = list(_parsed(text, mark, csv.QUOTE_MINIMAL))
    except ValueError:
        try:
            records = list(_parsed(text, mark, csv.QUOTE_NONE))
        except ValueError:
            return
    yield from records


def _parsed(text: str, mark: str, quoting: Literal[0, 3]) -> Iterator[_Record]:
    """Raises ValueError where a record makes no sense."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=quoting, skipinitialspace=True)
    line = 1
    lines = text.count("\n") + (not text.endswith("\n"))
    try:
        for texts in reader:
            most = 1 if reader.line_num >= lines and _is_open(text, line, quoting) else _LONGEST_RECORD
            if reader.line_num - line >= most:
                raise ValueError(line)
            yield _record(texts, line)
            line = reader.line_num + 1
            deadline.check()
    except csv.Error as error:
        raise ValueError(line) from error


def _is_open(text: str, line: int, quoting: int) -> bool:
    """Whether a quotation mark of the last record, which begins on a line, is never closed."""
    return quoting == csv.QUOTE_MINIMAL and text.split("\n", line - 1)[-1].count('"') % 2 == 1


def _record(texts: list[str], line: int) -> _Record:
    if not any("\n" in text for text in texts):
        return _Record([_clean(text) for text in texts], [line] * len(texts))
    lines: list[int] = []
    for text in texts:
        leading = len(text) - len(text.lstrip())
        lines.append(line + text.count("\n", 0, leading))
        line += text.count("\n")
    return _Record([_clean(text) for text in texts], lines)


def _clean(text: str) -> str:
    text = text.strip()
    forced = _FORCED_TEXT.fullmatch(text) if text.startswith("=") else None
    return forced[1] if forced else text


def _is_table(records: list[_Record]) -> bool:
    """Whether most records have the same number of cells, or, where empty cells at the end were left away, several
    short ones. Clauses between commas have neither, or end in full stops."""
    counts = Counter(len(record.texts) for record in records if len(record.texts) >= _LEAST_CELLS)
    most, rows = max(counts.values(), default=0), counts.total()
    sentences = sum(record.texts[-1].endswith(("。", "；", "！")) for record in records)
    if most >= _LEAST_ROWS and most * 2 >= len(records):
        return most * 10 >= len(records) * 9 or sentences * 3 < len(records)
    length = sum(len(text) for record in records for text in record.texts)
    short = length <= _SHORT * sum(record.filled for record in records)
    return rows >= _LEAST_ROWS and rows * 5 >= len(records) * 4 and sentences * 5 < len(records) and short


def _blocks(records: list[_Record]) -> Iterator[Paragraph | Table]:
    """What is a single cell before the first row and behind the last is running text; between rows it is a row."""
    rows = [index for index, record in enumerate(records) if len(record.texts) > 1]
    if not rows:
        yield from map(_paragraph, records)
        return
    yield from map(_paragraph, records[: rows[0]])
    yield Table(tuple(_cells(records[rows[0] : rows[-1] + 1])), "表1")
    yield from map(_paragraph, records[rows[-1] + 1 :])


def _paragraph(record: _Record) -> Paragraph:
    return Paragraph(record.texts[0], Place(f"第{record.lines[0]}行", record.lines[0]))


def _cells(records: list[_Record]) -> Iterator[Cell]:
    place = Place("", -1)
    for row, record in enumerate(records):
        for column, (text, line) in enumerate(zip(record.texts, record.lines, strict=True)):
            if text:
                if line != place.line:
                    place = Place(f"第{line}行", line)
                yield Cell(text, place, row, column)

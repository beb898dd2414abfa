"""The sheets of a workbook as tables below heads of ours, wherever these stand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.errors import UsageError
from reviewer.report.workbook import heads
from reviewer.text import squeeze

_HEAD_WITHIN = 30  # rows: people put titles and notes above a table
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet below its heads, each with its number, and of each the cells under heads that are read. `at`
    tells where among them a head's cell stands, `columns` in which column of the sheet (from 1)."""

    sheet: str
    at: Mapping[str, int]
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, tuple[str, ...]]]

    def has(self, *wanted: str) -> bool:
        """Whether all of these heads are there."""
        return all(head in self.at for head in wanted)

    def text(self, row: Sequence[str], head: str) -> str | None:
        """What stands under a head, word for word; None where the column is gone, "" where the cell is empty."""
        at = self.at.get(head)
        return None if at is None else row[at]

    def cell(self, number: int, head: str) -> str:
        """The address of a row's cell under a head."""
        from openpyxl.utils import get_column_letter

        return f"{self.sheet}!{get_column_letter(self.columns[head])}{number}"


_KNOWN = frozenset(
    (
        *(heads.NAME, heads.TARGET, heads.DECISION, heads.OPINION, heads.APPLY, heads.HANDLED_BY, heads.CHECKED_BY),
        *(heads.SHOWN_DECISION, heads.SHOWN_OPINION, heads.CHECKSUM, heads.SHEET_ID, heads.TEXT, heads.KEY, heads.ROW),
        heads.WORKBOOK,
    )
)
_ONCE = frozenset((heads.DECISION, heads.OPINION, heads.ROW, heads.KEY, heads.TEXT, heads.APPLY))
_TIES = (heads.ROW, heads.TEXT, heads.SHEET_ID, heads.WORKBOOK)
"""A sheet without any of these says nothing that could be tied to a row."""


def tables_of(path: Path, sheet: Any) -> Iterator[Table]:
    """The table of a sheet, if it has heads of ours."""
    sheet.reset_dimensions()  # what other programs write there is not always true
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    for number, row in rows:
        columns = _heads(path, sheet.title, row)
        if heads.WORKBOOK in columns:  # the marker: names in one column, values in the next
            at = columns[heads.WORKBOOK] - 1
            pairs = [(number, row), *rows]
            yield Table(
                sheet.title, {heads.WORKBOOK: 0}, columns, [(n, _cells(cells, (at, at + 1))) for n, cells in pairs]
            )
            return
        if any(head in columns for head in _TIES) or (heads.DECISION in columns and heads.OPINION in columns):
            wanted = tuple(column - 1 for column in columns.values())
            below = [(n, _cells(cells, wanted)) for n, cells in rows]
            yield Table(sheet.title, {head: at for at, head in enumerate(columns)}, columns, below)
            return
        if number >= _HEAD_WITHIN:
            return


def _cells(row: Sequence[Any], columns: Iterable[int]) -> tuple[str, ...]:
    return tuple(cell_text(row[column]) if column < len(row) else "" for column in columns)


def _heads(path: Path, sheet: str, row: Sequence[Any]) -> dict[str, int]:
    """In which column, from 1, each head stands."""
    found: dict[str, int] = {}
    for column, value in enumerate(row, start=1):
        head = squeeze(cell_text(value)) if isinstance(value, str) else ""
        if head in found and head in _ONCE:
            raise UsageError(
                f"{path}: two columns of the sheet {sheet} are headed {head}; rename the one that was added"
            )
        if head in _KNOWN:
            found.setdefault(head, column)
    return found


def cell_text(value: Any) -> str:
    """A cell as text. Some programs keep line ends as _x000D_; a number loses the .0 that it never had."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()

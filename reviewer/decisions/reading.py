"""A workbook as it comes back from a reviewer: what was decided in it, cell by cell.

Sheets and columns are found by their heads and rows by their identity, so that columns may have been moved, rows
sorted, filtered or deleted, sheets renamed, and the file saved by another program.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from reviewer.errors import UsageError
from reviewer.model import Decision
from reviewer.report.workbook import heads
from reviewer.text import squeeze

_HEAD_WITHIN = 30  # rows: people put titles and notes above a table
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a row's cells, and what stood there when the workbook was written (`shown_…`; None where those
    columns are gone). `cell` is the address of the decision; `word` what stands there where it is no decision."""

    cell: str
    decision: Decision | None
    opinion: str | None
    shown_decision: str | None
    shown_opinion: str | None
    word: str | None = None

    @property
    def untouched(self) -> bool:
        """Whether both cells are as they were written; False where that cannot be told."""
        return (self.shown_decision, self.shown_opinion) == (self.decision or "", self.opinion or "")


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of 指标明细. `altered`: its visible text is not the one its identity was given for."""

    row: str
    key: str | None
    name: str | None
    target: str | None
    altered: bool
    who: str | None
    said: Said


@dataclass(frozen=True, slots=True)
class ReturnedText:
    """A row of 共性问题: the text of many rows, and whether the decision is for all of them (`apply`; None: nothing was
    chosen; `word`: what stands there where it is neither 是 nor 否)."""

    key: str
    name: str | None
    apply: bool | None
    word: str | None
    said: Said


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back. `workbook`, `run`, `written` (UTC) are None where the file no longer tells; `members`
    holds the rows of each text; `people` who reviewed which row, `saved_by` who saved the file last."""

    file: str
    rows: tuple[ReturnedRow, ...]
    texts: tuple[ReturnedText, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    saved_by: str | None = None
    workbook: str | None = None
    run: int | None = None
    written: str | None = None


def read(path: Path) -> Returned:
    """What came back in a workbook. Raises UsageError where it cannot be read or is none of ours."""
    book = _open(path)
    try:
        tables = [table for sheet in book.worksheets for table in _tables(path, sheet)]
        marks = _marks(tables)
        rows = [table for table in tables if table.has(heads.ROW, heads.DECISION)]
        if not rows:
            raise UsageError(f"{path}: {_foreign(tables, marks)}")
        names = _names(tables)
        found = tuple(row for table in rows for row in _rows(table, names))
        texts = [table for table in tables if table.has(heads.KEY, heads.DECISION, heads.APPLY)]
        return Returned(
            file=str(path),
            rows=found,
            texts=tuple(text for table in texts for text in _texts(table)),
            members=_members(tables, found),
            people={row.row: row.who for row in found if row.who},
            saved_by=_saved_by(book),
            workbook=marks.get(heads.WORKBOOK) or _property(book),
            run=int(marks[heads.RUN]) if marks.get(heads.RUN, "").isdecimal() else None,
            written=marks.get(heads.WRITTEN) or None,
        )
    finally:
        book.close()


def _open(path: Path) -> Any:
    """The workbook, read a row at a time; hidden, filtered or not makes no difference to it."""
    import openpyxl

    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error}); name a workbook (.xlsx)") from error
    except Exception as error:  # whatever a damaged or foreign file makes the library raise
        with_key = path.is_file() and not zipfile.is_zipfile(path)
        advice = "it is no .xlsx, or has a password; save it as .xlsx without one" if with_key else "it is damaged"
        raise UsageError(f"{path}: cannot be read as a workbook: {advice}") from error


def _foreign(tables: Iterable["_Table"], marks: Mapping[str, str]) -> str:
    ours = bool(marks) or any(table.has(heads.DECISION, heads.OPINION) for table in tables)
    if ours:
        return f"the hidden column {heads.ROW} is gone from it; without it no decision can be tied to its row"
    return (
        f"not a workbook of this program (no sheet has the columns {heads.ROW} and {heads.DECISION}); "
        "`reviewer review PATH -o FILE.xlsx` writes one"
    )


# ---------------------------------------------------------------------------------------------------------------------
# Tables: a sheet's rows below its heads


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a sheet below its heads, each with its number, and of each the cells under heads that are read. `at`
    tells where among them a head's cell stands, `columns` in which column of the sheet (from 1)."""

    sheet: str
    at: Mapping[str, int]
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, tuple[str, ...]]]

    def has(self, *wanted: str) -> bool:
        return all(head in self.at for head in wanted)

    def text(self, row: Sequence[str], head: str) -> str | None:
        """What stands under a head, word for word; None where the column is gone, "" where the cell is empty."""
        at = self.at.get(head)
        return None if at is None else row[at]

    def cell(self, number: int, head: str) -> str:
        from openpyxl.utils import get_column_letter

        return f"{self.sheet}!{get_column_letter(self.columns[head])}{number}"


_KNOWN = frozenset(
    (
        *(heads.NAME, heads.TARGET, heads.DECISION, heads.OPINION, heads.APPLY, heads.HANDLED_BY, heads.CHECKED_BY),
        *(heads.SHOWN_DECISION, heads.SHOWN_OPINION, heads.CHECKSUM, heads.SHEET_ID, heads.KEY, heads.ROW),
        heads.WORKBOOK,
    )
)
_ONCE = frozenset((heads.DECISION, heads.OPINION, heads.ROW, heads.KEY, heads.APPLY))
_TIES = (heads.ROW, heads.KEY, heads.SHEET_ID, heads.WORKBOOK)
"""A sheet without any of these says nothing that could be tied to a row."""


def _tables(path: Path, sheet: Any) -> Iterator[_Table]:
    """The table of a sheet, if it has heads of ours."""
    sheet.reset_dimensions()  # what other programs write there is not always true
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    for number, row in rows:
        columns = _heads(path, sheet.title, row)
        if heads.WORKBOOK in columns:  # the marker: names in one column, values in the next
            at = columns[heads.WORKBOOK] - 1
            pairs = [(number, row), *rows]
            yield _Table(
                sheet.title, {heads.WORKBOOK: 0}, columns, [(n, _cells(cells, (at, at + 1))) for n, cells in pairs]
            )
            return
        if any(head in columns for head in _TIES) or (heads.DECISION in columns and heads.OPINION in columns):
            wanted = tuple(column - 1 for column in columns.values())
            below = [(n, _cells(cells, wanted)) for n, cells in rows]
            yield _Table(sheet.title, {head: at for at, head in enumerate(columns)}, columns, below)
            return
        if number >= _HEAD_WITHIN:
            return


def _cells(row: Sequence[Any], columns: Iterable[int]) -> tuple[str, ...]:
    return tuple(_text(row[column]) if column < len(row) else "" for column in columns)


def _heads(path: Path, sheet: str, row: Sequence[Any]) -> dict[str, int]:
    """In which column, from 1, each head stands."""
    found: dict[str, int] = {}
    for column, value in enumerate(row, start=1):
        head = squeeze(_text(value)) if isinstance(value, str) else ""
        if head in found and head in _ONCE:
            raise UsageError(
                f"{path}: two columns of the sheet {sheet} are headed {head}; rename the one that was added"
            )
        if head in _KNOWN:
            found.setdefault(head, column)
    return found


def _text(value: Any) -> str:
    """A cell as text. Some programs keep line ends as _x000D_; a number loses the .0 that it never had."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


# ---------------------------------------------------------------------------------------------------------------------
# What the tables say


def _rows(table: _Table, names: Mapping[str, str]) -> Iterator[ReturnedRow]:
    for number, row in table.rows:
        identity = table.text(row, heads.ROW)
        if not identity or identity == heads.ROW:  # the heads may stand there again where a sheet was appended
            continue
        name, target = table.text(row, heads.NAME), table.text(row, heads.TARGET)
        yield ReturnedRow(
            row=identity,
            key=table.text(row, heads.KEY) or None,
            name=name,
            target=target,
            altered=_altered(table.text(row, heads.CHECKSUM), name, target),
            who=_who(table, row) or names.get(table.text(row, heads.SHEET_ID) or ""),
            said=_said(table, number, row),
        )


def _altered(kept: str | None, name: str | None, target: str | None) -> bool:
    """Whether a text that still has its column is another than the one that was written."""
    if not kept or kept.count(".") != 1:
        return False
    digests = zip(kept.split("."), (name, target), strict=True)
    return any(text is not None and heads.digest(text) != was for was, text in digests)


def _said(table: _Table, number: int, row: Sequence[str]) -> Said:
    word = table.text(row, heads.DECISION) or ""
    decision = squeeze(word)
    known = decision in heads.DECISIONS
    return Said(
        cell=table.cell(number, heads.DECISION),
        decision=cast(Decision, decision) if known else None,
        opinion=table.text(row, heads.OPINION) or None,
        shown_decision=table.text(row, heads.SHOWN_DECISION),
        shown_opinion=table.text(row, heads.SHOWN_OPINION),
        word=word if word and not known else None,
    )


def _texts(table: _Table) -> Iterator[ReturnedText]:
    for number, row in table.rows:
        if not (key := table.text(row, heads.KEY)) or key == heads.KEY:
            continue
        word = table.text(row, heads.APPLY) or ""
        known = {heads.YES: True, heads.NO: False, "": None}
        yield ReturnedText(
            key=key,
            name=table.text(row, heads.NAME),
            apply=known.get(squeeze(word)),
            word=word if squeeze(word) not in known else None,
            said=_said(table, number, row),
        )


def _members(tables: Iterable[_Table], rows: Iterable[ReturnedRow]) -> dict[str, tuple[str, ...]]:
    """The rows of each text: as the hidden sheet tells, else as the rows themselves do."""
    members: dict[str, list[str]] = {}
    for table in tables:
        if table.has(heads.KEY, heads.ROW) and not table.has(heads.DECISION):
            for _, row in table.rows:
                members.setdefault(table.text(row, heads.KEY) or "", []).append(table.text(row, heads.ROW) or "")
    if not members:
        for found in rows:
            members.setdefault(found.key or "", []).append(found.row)
    return {key: tuple(dict.fromkeys(same)) for key, same in members.items() if key}


def _names(tables: Iterable[_Table]) -> dict[str, str]:
    """Who reviewed which target sheet, as 项目清单 tells."""
    named: dict[str, str] = {}
    for table in tables:
        if table.has(heads.SHEET_ID) and not table.has(heads.ROW):
            for _, row in table.rows:
                if who := _who(table, row):
                    named[table.text(row, heads.SHEET_ID) or ""] = who
    return named


def _who(table: _Table, row: Sequence[str]) -> str | None:
    """Who checked it, else who handled it."""
    return table.text(row, heads.CHECKED_BY) or table.text(row, heads.HANDLED_BY) or None


def _marks(tables: Iterable[_Table]) -> dict[str, str]:
    """What the hidden sheet says of the workbook: a name and a value a row."""
    return {row[0]: row[1] for table in tables if table.has(heads.WORKBOOK) for _, row in table.rows if row[0]}


def _property(book: Any) -> str | None:
    names = {found.name: found.value for found in book.custom_doc_props.props}
    return str(names[heads.PROPERTY]) if names.get(heads.PROPERTY) else None


def _saved_by(book: Any) -> str | None:
    """Whom the program names that saved the file last; neither it nor this program is a person."""
    name = str(book.properties.lastModifiedBy or "").strip()
    return None if name.lower() in _NOBODY else name


_NOBODY = frozenset(
    ("", "reviewer", "openpyxl", "user", "admin", "administrator", "microsoft office user", "wps office")
)

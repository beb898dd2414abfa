"""A workbook as it comes back from a reviewer: what was decided in it, cell by cell.

Sheets and columns are found by their heads and rows by their identity, so that columns may have been moved, rows
sorted, filtered or deleted, sheets renamed, and the file saved by another program.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from reviewer.decisions.grid import Table, tables_of
from reviewer.errors import UsageError
from reviewer.model import Decision
from reviewer.report.workbook import heads
from reviewer.text import squeeze


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
    """A row of 指标明细; `text` tells which rows say the same.

    `altered`: its visible text is not the one its identity was given for."""

    row: str
    text: str | None
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
        tables = [table for sheet in book.worksheets for table in tables_of(path, sheet)]
        marks = _marks(tables)
        rows = [table for table in tables if table.has(heads.ROW, heads.DECISION)]
        if not rows:
            raise UsageError(f"{path}: {_foreign(tables, marks)}")
        names = _names(tables)
        found = tuple(row for table in rows for row in _rows(table, names))
        texts = [table for table in tables if table.has(heads.TEXT, heads.DECISION, heads.APPLY)]
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


def _foreign(tables: Iterable[Table], marks: Mapping[str, str]) -> str:
    ours = bool(marks) or any(table.has(heads.DECISION, heads.OPINION) for table in tables)
    if ours:
        return f"the hidden column {heads.ROW} is gone from it; without it no decision can be tied to its row"
    return (
        f"not a workbook of this program (no sheet has the columns {heads.ROW} and {heads.DECISION}); "
        "`reviewer review PATH -o FILE.xlsx` writes one"
    )


# ---------------------------------------------------------------------------------------------------------------------
# What the tables say


def _rows(table: Table, names: Mapping[str, str]) -> Iterator[ReturnedRow]:
    for number, row in table.rows:
        identity = table.text(row, heads.ROW)
        if not identity or identity == heads.ROW:  # the heads may stand there again where a sheet was appended
            continue
        name, target = table.text(row, heads.NAME), table.text(row, heads.TARGET)
        yield ReturnedRow(
            row=identity,
            text=table.text(row, heads.TEXT) or None,
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


def _said(table: Table, number: int, row: Sequence[str]) -> Said:
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


def _texts(table: Table) -> Iterator[ReturnedText]:
    for number, row in table.rows:
        if not (key := table.text(row, heads.TEXT)) or key == heads.TEXT:
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


def _members(tables: Iterable[Table], rows: Iterable[ReturnedRow]) -> dict[str, tuple[str, ...]]:
    """The rows of each text: as the hidden sheet tells, else as the rows themselves do."""
    members: dict[str, list[str]] = {}
    for table in tables:
        if table.has(heads.TEXT, heads.ROW) and not table.has(heads.DECISION):
            for _, row in table.rows:
                members.setdefault(table.text(row, heads.TEXT) or "", []).append(table.text(row, heads.ROW) or "")
    if not members:
        for found in rows:
            members.setdefault(found.text or "", []).append(found.row)
    return {key: tuple(dict.fromkeys(same)) for key, same in members.items() if key}


def _names(tables: Iterable[Table]) -> dict[str, str]:
    """Who reviewed which target sheet, as 项目清单 tells."""
    named: dict[str, str] = {}
    for table in tables:
        if table.has(heads.SHEET_ID) and not table.has(heads.ROW):
            for _, row in table.rows:
                if who := _who(table, row):
                    named[table.text(row, heads.SHEET_ID) or ""] = who
    return named


def _who(table: Table, row: Sequence[str]) -> str | None:
    """Who checked it, else who handled it."""
    return table.text(row, heads.CHECKED_BY) or table.text(row, heads.HANDLED_BY) or None


def _marks(tables: Iterable[Table]) -> dict[str, str]:
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

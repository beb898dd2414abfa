"""What the database knows of rows that came back: their text, the decisions that stand, and what became of them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from reviewer.decisions import Known, Memory
from reviewer.decisions.reading import Returned
from reviewer.errors import UsageError
from reviewer.store import Store

_COLUMNS = "r.row, r.file, r.place, r.department, r.project_code, r.project_name, r.level2, r.name, r.target, r.key"
_ALIKE = 60
"""Of 100: two texts less alike are not taken for one row before and after."""


def memory(store: Store, books: Iterable[Returned]) -> Memory:
    """What is known of all rows of the books. Raises UsageError where a book holds none that this database knows."""
    books = tuple(books)
    wanted = {row.row for book in books for row in book.rows}
    wanted |= {row for book in books for text in book.texts for row in book.members.get(text.key, ())}
    seen = known(store, wanted)
    for book in books:
        if book.rows and not any(row.row in seen for row in book.rows):
            raise UsageError(
                f"{book.file}: none of its rows was reviewed with {store.path}; name the database of the run that "
                "wrote it with --db, or review the submission again first"
            )
    return Memory(store.decisions(wanted), seen, _replaced(store, seen))


def known(store: Store, rows: Collection[str]) -> dict[str, Known]:
    """Each of `rows` that is known, as the latest run that had it saw it."""
    sql = f"select {_COLUMNS} from run_rows r where r.row in (select value from json_each(?)) order by r.run"
    return {record[0]: Known(*record) for record in store.select(sql, [json.dumps(sorted(rows))])}


def _replaced(store: Store, seen: Mapping[str, Known]) -> dict[str, Known | None]:
    """Rows that the latest run over their project no longer has, each with the row that seems to have taken its
    place."""
    now: dict[tuple[Any, ...], dict[str, Known]] = defaultdict(dict)
    for row in _latest(store):
        now[_project(row)][row.row] = row
    return {
        row.row: _successor(row, [other for other in there.values() if other.row not in seen])
        for row in seen.values()
        if (there := now.get(_project(row))) and row.row not in there
    }


def _project(row: Known) -> tuple[Any, ...]:
    """What tells a project from others; where department or name is missing its file does."""
    return (row.department, row.code, row.project, None if row.department and row.project else row.file)


def _latest(store: Store) -> Iterator[Known]:
    """The rows of every project in the latest finished run that read it."""
    file = "iif(department is null or project_name is null, file, null)"
    sql = f"""
        with latest as (
            select department, project_code, project_name, {file} as file, max(run) as run from run_rows
            where run in (select id from run_history where finished is not null) group by 1, 2, 3, 4
        )
        select {_COLUMNS} from latest l join run_rows r
        on r.run = l.run and r.department is l.department and r.project_code is l.project_code
        and r.project_name is l.project_name and (l.file is null or r.file = l.file)
    """
    return (Known(*record) for record in store.select(sql))


def _successor(row: Known, others: Iterable[Known]) -> Known | None:
    """The row that is most like one that is gone: under the same category, and alike in name or value."""
    from rapidfuzz import fuzz

    def alike(other: Known) -> float:
        said, says = f"{row.name or ''} {row.target or ''}", f"{other.name or ''} {other.target or ''}"
        return float(fuzz.ratio(said, says)) + (0.5 if other.level2 == row.level2 else 0)

    best = max(others, key=alike, default=None)
    return best if best and alike(best) >= _ALIKE else None

"""Many projects in one wide table: what stands left of the levels says which project a row is for; each is a sheet."""

from collections.abc import Sequence

from reviewer.extraction import lexicon
from reviewer.extraction.rows import Row

_FIELDS = ("p_department", "p_unit_code", "p_project_code", "p_project_name", "p_budget", "p_goal")
_TOLD = frozenset(_FIELDS)
_IDENTITY = ("p_department", "p_unit_code", "p_project_code", "p_project_name")
_OF_MANY = ("p_department", "p_unit_code")  # may be merged over several projects

Project = tuple[dict[str, str], list[Row]]
"""What the rows of a project print of it, by field, and the rows."""


def split(rows: list[Row], fields: Sequence[str]) -> list[Project]:
    """The rows of a table by project, in reading order; all of them together where no column tells of projects.
    `fields` are those of its columns."""
    if not _TOLD.intersection(fields):
        return [({}, rows)]
    told: dict[str, str] = {}
    own: list[Row] = []
    projects: list[Project] = []
    for row in rows:
        printed = _printed(row)
        if any(lexicon.is_total(text) for text in printed.values()):
            continue
        if own and any(printed.get(name, told.get(name)) != told.get(name) for name in _IDENTITY):
            projects.append((told, own))
            told, own = {name: text for name, text in told.items() if name in _OF_MANY and name not in printed}, []
        told = printed | told
        own.append(row)
    return [*projects, (told, own)]


def _printed(row: Row) -> dict[str, str]:
    """What a row prints of its project; taken out of the row."""
    found = {name: row.cells.pop(name) for name in _FIELDS if name in row.cells}
    return {name: text for name, text in found.items() if not lexicon.is_placeholder(text)}

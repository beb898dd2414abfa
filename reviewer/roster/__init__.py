"""The roster (应报清单): what departments are to hand in, held against what was read. Pure but for reading the file and
asking when files were last written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from reviewer.duplicates import Modified, Place, modified, newest_first
from reviewer.errors import Unread
from reviewer.model import Expected, PerhapsIn, Repeated, Reported, Roster, Scope, Sheet
from reviewer.model import Place as Where
from reviewer.money import yuan
from reviewer.roster.matching import By, Department, Matching
from reviewer.roster.reading import entries, read

__all__ = ["Tally", "entries", "hold_against", "read", "tallies"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a kind there are, and their money in 元: of projects, of whole departments where there is no project
    at all (its money is that of its projects)."""

    kind: str
    count: int
    amount: float


def tallies(roster: Roster) -> tuple[Tally, ...]:
    """应报, 已报, 未报 (entries), 清单外 (sheets), 重复报送 (projects), 未能读取 (files, with the money of the entries
    that may be in them)."""
    handed = [(one.expected.scope, _stated(one)) for one in roster.reported]
    perhaps = {id(entry): entry for one in roster.unread for entry in one.expected}.values()
    return (
        _tally("应报", _of_entries(roster.expected)),
        _tally("已报", handed),
        _tally("未报", _of_entries(roster.missing)),
        _tally("清单外", [(sheet.scope, yuan(sheet)) for sheet in roster.outside]),
        _tally("重复报送", [(one.sheet.scope, yuan(one.sheet)) for one in roster.repeated]),
        Tally("未能读取", len(roster.unread), _tally("", _of_entries(perhaps)).amount),
    )


def hold_against(  # noqa: PLR0913, PLR0917  what is held against what
    file: str,
    expected: Sequence[Expected],
    sheets: Sequence[Sheet],
    repeated: Sequence[Repeated],
    unread: Sequence[Unread],
    department: Department,
    when: Modified = modified,
) -> Roster:
    """The roster of `file` held against the sheets. `repeated` are the projects handed in more than once as far as the
    sheets tell by themselves; those that turn out to be of one entry are added. Self-evaluations count only where there
    is nothing else; sheets of whole departments only where the roster asks for them."""
    wanted = _wanted(sheets, expected)
    matching = Matching(expected, wanted, department)
    how = {_place(wanted[at]): found for at, found in matching.run().items()}
    projects = {_place(sheet): one for one in repeated for sheet in (one.sheet, *one.superseded)}
    groups = _groups(wanted, projects, {place: entry for place, (entry, _) in how.items()})
    ordered = {key: newest_first(group, when) for key, group in groups.items()}
    reported = {entry: _reported(expected[entry], ordered[entry], how) for entry in ordered if isinstance(entry, int)}
    return Roster(
        file=file,
        expected=tuple(expected),
        reported=tuple(reported[entry] for entry in sorted(reported)),
        missing=tuple(entry for number, entry in enumerate(expected) if number not in reported),
        outside=tuple(group[0] for key, group in ordered.items() if not isinstance(key, int)),
        repeated=tuple(
            one for own in _projects(ordered, expected, projects) if (one := _repeated(own, projects)).superseded
        ),
        unread=tuple(PerhapsIn(one, _perhaps(one, expected, matching, department)) for one in unread),
    )


# ---------------------------------------------------------------------------------------------------------------------


def _wanted(sheets: Iterable[Sheet], expected: Iterable[Expected]) -> list[Sheet]:
    """The sheets that a roster can ask for, by file and number."""
    scopes = {scope for entry in expected for scope in (get_args(Scope) if entry.whatever else (entry.scope, "项目"))}
    listed = [sheet for sheet in sheets if sheet.scope in scopes]
    kind = "申报" if any(sheet.kind == "申报" for sheet in listed) else "自评"
    return sorted((sheet for sheet in listed if sheet.kind == kind), key=_place)


def _groups(
    sheets: Sequence[Sheet], projects: Mapping[Place, Repeated], entries: Mapping[Place, int]
) -> Mapping[int | Place, list[Sheet]]:
    """The sheets of each entry, by its number; those of no entry by project, by the place of the sheet that counts."""
    groups: dict[int | Place, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        one = projects.get(_place(sheet)) or Repeated(sheet, ())
        places = list(map(_place, (sheet, one.sheet, *one.superseded)))
        entry = next((entries[place] for place in places if place in entries), None)
        groups[places[1] if entry is None else entry].append(sheet)
    return groups


def _projects(
    groups: Mapping[int | Place, Sequence[Sheet]], expected: Sequence[Expected], projects: Mapping[Place, Repeated]
) -> Iterator[Sequence[Sheet]]:
    """The sheets of one project together; a department that is asked for whatever it has may have many."""
    for key, group in groups.items():
        if isinstance(key, int) and expected[key].whatever:
            own: dict[Place, list[Sheet]] = defaultdict(list)
            for sheet in group:
                own[_place(projects[_place(sheet)].sheet if _place(sheet) in projects else sheet)].append(sheet)
            yield from own.values()
        else:
            yield group


def _reported(expected: Expected, group: Sequence[Sheet], how: Mapping[Place, tuple[int, By]]) -> Reported:
    """An entry with the newest of its sheets."""
    by = next(how[_place(sheet)][1] for sheet in group if _place(sheet) in how)
    stated = yuan(group[0])
    more = stated - expected.amount if stated and expected.amount and not expected.whatever else None
    agree = more is None or abs(more) <= max(_ROUNDED, _SLIGHT * (expected.amount or 0.0))
    return Reported(expected, group[0], by, None if agree else more)


def _repeated(group: Sequence[Sheet], projects: Mapping[Place, Repeated]) -> Repeated:
    """The sheets that the first of a group replaces. Others in its own file are parts of the project, unless they were
    told to be the same."""
    first = group[0]
    same = projects.get(_place(first))
    replaced = (
        sheet for sheet in group[1:] if sheet.file != first.file or (same and projects.get(_place(sheet)) is same)
    )
    return Repeated(first, tuple(replaced))


def _perhaps(
    unread: Unread, expected: Sequence[Expected], matching: Matching, department: Department
) -> tuple[Expected, ...]:
    """The entries that may be in a file: those it is called after, else all that its department still owes."""
    found = matching.in_file(unread.file)
    sender, _ = department(Sheet(unread.file, 0, Where("")))
    if not found and sender:
        found = matching.of_department(sender)
    return tuple(expected[entry] for entry in found)


def _stated(one: Reported) -> float:
    """The money of an entry; that of all a department hands in is not known from one sheet."""
    if one.expected.whatever:
        return one.expected.amount or 0.0
    return yuan(one.sheet) if one.expected.amount is None else one.expected.amount


def _of_entries(expected: Iterable[Expected]) -> list[tuple[Scope, float]]:
    return [(entry.scope, entry.amount or 0.0) for entry in expected]


def _tally(kind: str, counted: Sequence[tuple[Scope, float]]) -> Tally:
    projects = [amount for scope, amount in counted if scope == "项目"]
    return Tally(kind, len(counted), sum(projects or (amount for _, amount in counted)))


def _place(sheet: Sheet) -> Place:
    return sheet.file, sheet.number


_ROUNDED = 100.0
"""元 by which amounts may differ: 0.01万元."""
_SLIGHT = 0.001

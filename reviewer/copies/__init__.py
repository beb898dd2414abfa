"""Sheets that seem to be taken from one another (疑似套用): of different projects, departments or years, with most of
their indicators in common. Pure; a doubt for people, never a fact.

A row counts by what it tells: in full where it names something of its own, half where it is all general words
(提高工作效率), not at all where it is routine or many departments have it. The same project handed in twice is no copy.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from reviewer.copies.fitting import unfit
from reviewer.copies.pairing import Pairing
from reviewer.copies.reading import Group, IsPreset, ReadSheet, read_sheet
from reviewer.copies.wording import Wording
from reviewer.identity import same_project
from reviewer.model import Copy, Sheet
from reviewer.policy import Policy

MOST = 3
"""Copies that are told of one sheet, the nearest first."""
_TRIED = 50
"""Sheets with the very same rows that are looked at."""

Department = Callable[[Sheet], tuple[str | None, bool]]
Copies = Mapping[tuple[str, int], tuple[Copy, ...]]


def find_copies(sheets: Iterable[Sheet], department: Department, policy: Policy, is_preset: IsPreset) -> Copies:
    """The sheets that each sheet seems to be taken from, at most `MOST`, by file and number; sheets without any are
    left out. The order of `sheets` plays no part. Presets count nowhere."""
    ordered = sorted(sheets, key=lambda sheet: (sheet.file, sheet.number))
    wording = Wording()
    read = [read_sheet(sheet, department(sheet)[0], is_preset, wording) for sheet in ordered]
    wording.finish()
    search = _Search(read, wording, policy)
    found = ((sheet.sheet, search.copies_of(sheet)) for sheet in read)
    return {(sheet.file, sheet.number): copies for sheet, copies in found if copies}


class _Search:
    def __init__(self, read: Sequence[ReadSheet], wording: Wording, policy: Policy) -> None:
        self._policy = policy
        self._groups: dict[Group, list[ReadSheet]] = defaultdict(list)
        for sheet in read:
            self._groups[sheet.group].append(sheet)
        self._pairing = Pairing(read, list(self._groups), wording, policy)

    def copies_of(self, sheet: ReadSheet) -> tuple[Copy, ...]:
        """The copies of a sheet, nearest first; of equally near ones those whose file comes first."""
        found: list[tuple[float, ReadSheet, tuple[int, ...]]] = []
        for bound, other in self._candidates(sheet):
            if len(found) >= MOST and bound < sorted(share for share, _, _ in found)[-MOST]:
                break
            if not _is_one(sheet, other) and (told := self._pairing.shared(sheet, other)):
                found.append((told.share, other, told.rows))
        found.sort(key=lambda each: -each[0])
        return tuple(
            Copy(other.sheet, share, unfit(sheet, other, [sheet.rows[at] for at in rows]), other.department)
            for share, other, rows in found[:MOST]
        )

    def _candidates(self, sheet: ReadSheet) -> Iterator[tuple[float, ReadSheet]]:
        """Sheets that may be near enough, with the largest share they can have, the nearest first."""
        for bound, group in self._pairing.near(sheet.group):
            yield from ((bound, other) for other in self._groups[group][:_TRIED] if other is not sheet)


def _is_one(sheet: ReadSheet, other: ReadSheet) -> bool:
    """Whether two sheets are one, handed in twice: the same project, or the same rows by identity."""
    if same_project(sheet.identity, other.identity):
        return True
    if sheet.identity.year != other.identity.year or sheet.department_differs(other):
        return False
    return {row.row for row in sheet.rows} == {row.row for row in other.rows} and bool(sheet.rows[0].row)

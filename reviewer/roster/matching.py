"""Sheets held against the entries of a roster: by project code, else by department and name, else by the name alone."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from rapidfuzz import fuzz, process

from reviewer.identity import (
    code_key,
    department_key,
    identity,
    name_key,
    place_key,
    places_differ,
    project_name,
    same_department,
)
from reviewer.model import Expected, Sheet

Department = Callable[[Sheet], tuple[str | None, bool]]
By = Literal["项目编码", "部门和名称", "名称", "文件名", "部门"]
Found = Mapping[int, tuple[int, By]]
"""For the number of a sheet the number of its entry, and how it was found."""

_ALIKE = 88.0
"""How alike two names in one department are, so that they are one project (rapidfuzz ratio, 0 to 100)."""
_MARGIN = 4.0
"""By how much the best of several names is better than the next."""
_OTHER = 60.0
"""Names less alike than this are two projects, whatever their code."""
_LONG = 4
"""Characters, at the least, of a name that is looked for in the names of files; of a code two more."""


class Matching:
    """Matches sheets, each step only those that the surer ones before it left over."""

    def __init__(self, expected: Sequence[Expected], sheets: Sequence[Sheet], department: Department) -> None:
        self._expected = expected
        self._sheets = sheets
        self._known = [identity(sheet, department(sheet)[0]) for sheet in sheets]
        self._names = [name_key(entry.name or "") for entry in expected]
        self._departments = [
            tuple(filter(None, map(department_key, (entry.department or "", entry.unit or "")))) for entry in expected
        ]
        self._places = [place_key(entry.unit or entry.department or "") for entry in expected]
        self._found: dict[int, tuple[int, By]] = {}
        self._taken: set[int] = set()

    def run(self) -> Found:
        """All that can be matched. Several sheets may be of one entry."""
        steps: tuple[tuple[By, Callable[[list[int]], Iterator[tuple[int, int]]]], ...] = (
            ("部门", self._wholes),
            ("项目编码", self._by_code),
            ("部门和名称", self._by_both),
            ("部门和名称", self._by_like_names),
            ("名称", self._by_name),
            ("文件名", self._by_file),
            ("部门", self._by_department),
        )
        for by, step in steps:
            left = [number for number in range(len(self._sheets)) if number not in self._found]
            found = list(step(left))
            self._found.update((sheet, (entry, by)) for sheet, entry in found)
            self._taken.update(entry for _, entry in found)
        return self._found

    # -----------------------------------------------------------------------------------------------------------------

    def _wholes(self, left: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Sheets of whole departments, by the department alone."""
        entries = [number for number, entry in enumerate(self._expected) if entry.scope == "部门整体"]
        for sheet in left:
            if self._sheets[sheet].scope == "部门整体":
                fit = [entry for entry in entries if self._same_department(sheet, entry) is True]
                yield from ((sheet, entry) for entry in fit[:1])

    def _by_code(self, left: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Of entries of one code the one of the same department and most like name; none of another project."""
        entries = _index((code_key(entry.code), number) for number, entry in enumerate(self._expected))
        for sheet in left:
            fit = [entry for entry in entries.get(self._known[sheet].code, ()) if not self._contradicts(sheet, entry)]
            if fit:
                yield (
                    sheet,
                    max(
                        fit, key=lambda entry: (self._same_department(sheet, entry) is True, self._ratio(sheet, entry))
                    ),
                )

    def _by_both(self, left: Sequence[int]) -> Iterator[tuple[int, int]]:
        entries = _index((name, number) for number, name in enumerate(self._names))
        for sheet in left:
            named = entries.get(self._known[sheet].name, ())
            fit = [entry for entry in named if self._same_department(sheet, entry) is True]
            if best := self._free(fit) or fit:
                yield sheet, best[0]

    def _by_like_names(self, left: Sequence[int]) -> Iterator[tuple[int, int]]:
        """A name much like one, and only one, of the department's, with the same figures in it."""
        for sheet, entries in self._of_departments(left):
            name = self._known[sheet].name
            named = {entry: self._names[entry] for entry in entries}
            like = process.extract(name, named, scorer=fuzz.ratio, score_cutoff=_ALIKE - _MARGIN, limit=None)
            close = [(score, entry) for found, score, entry in like if _figures(found) == _figures(name)][:2]
            if close and close[0][0] >= _ALIKE and (len(close) < 2 or close[0][0] - close[1][0] >= _MARGIN):
                yield sheet, close[0][1]

    def _by_name(self, left: Sequence[int]) -> Iterator[tuple[int, int]]:
        """A name that stands once in the roster and is that of one project handed in."""
        entries = _index((name, number) for number, name in enumerate(self._names))
        senders: dict[str, set[str]] = defaultdict(set)
        for known in self._known:
            senders[known.name].add(known.place + known.department)
        for sheet in left:
            named: Sequence[int] = entries.get(self._known[sheet].name, ())
            alone = len(named) == 1 and len(senders[self._known[sheet].name]) == 1
            if alone and self._free(named) and not self._is_elsewhere(sheet, named[0]):
                yield sheet, named[0]

    def _by_file(self, left: Sequence[int]) -> Iterator[tuple[int, int]]:
        """A sheet that names no project, alone in a file that is called after an entry."""
        alone = _index((sheet.file, number) for number, sheet in enumerate(self._sheets))
        for sheet in left:
            if (
                project_name(self._sheets[sheet])
                or self._sheets[sheet].scope != "项目"
                or len(alone[self._sheets[sheet].file]) > 1
            ):
                continue
            fit = [
                entry
                for entry in self.in_file(self._sheets[sheet].file)
                if self._same_department(sheet, entry) is not False
            ]
            if len(fit) == 1:
                yield sheet, fit[0]

    def _by_department(self, left: Sequence[int]) -> Iterator[tuple[int, int]]:
        """All that a department handed in, where the roster names departments only."""
        entries = [number for number, entry in enumerate(self._expected) if entry.whatever]
        for sheet in left if entries else ():
            if (found := next((at for at in entries if self._same_department(sheet, at)), None)) is not None:
                yield sheet, found

    # -----------------------------------------------------------------------------------------------------------------

    def in_file(self, file: str) -> list[int]:
        """The entries that nothing was matched with and whose name or code is part of a file's name; of a name and a
        longer one that holds it, the longer."""
        stem = re.sub(r"\.\w{1,5}$", "", re.split(r"[\\/]", file)[-1])
        name, code = name_key(stem), code_key(stem)
        fit = [
            entry
            for entry, own in enumerate(self._names)
            if entry not in self._taken and ((len(own) >= _LONG and own in name) or self._is_code(entry, code))
        ]
        return [entry for entry in fit if not any(self._is_within(entry, other) for other in fit)]

    def _is_code(self, entry: int, code: str) -> bool:
        own = code_key(self._expected[entry].code)
        return own != "" and (own == code or (len(own) >= _LONG + 2 and own in code))

    def _is_within(self, entry: int, other: int) -> bool:
        """Whether the name of an entry is part of the longer one of another."""
        own, longer = self._names[entry], self._names[other]
        return own not in ("", longer) and own in longer

    def of_department(self, department: str) -> list[int]:
        """The entries of a department that nothing was matched with."""
        key = department_key(department)
        return [
            entry
            for entry, own in enumerate(self._departments)
            if entry not in self._taken and any(same_department(key, each) for each in own)
        ]

    def _same_department(self, sheet: int, entry: int) -> bool | None:
        """None where one of them names none."""
        own, theirs = self._known[sheet].department, self._departments[entry]
        if self._is_elsewhere(sheet, entry):
            return False
        return any(same_department(own, each) for each in theirs) if own and theirs else None

    def _is_elsewhere(self, sheet: int, entry: int) -> bool:
        """Whether they are of departments of two counties."""
        return places_differ(self._known[sheet].place, self._places[entry])

    def _contradicts(self, sheet: int, entry: int) -> bool:
        """Whether a sheet is not of an entry although it has its code: another name of another department, or not at
        all the same name."""
        if not self._known[sheet].name or not self._names[entry]:
            return self._same_department(sheet, entry) is False
        ratio = self._ratio(sheet, entry)
        return ratio < _OTHER or (ratio < _ALIKE and self._same_department(sheet, entry) is False)

    def _ratio(self, sheet: int, entry: int) -> float:
        return fuzz.ratio(self._known[sheet].name, self._names[entry])

    def _free(self, entries: Sequence[int]) -> list[int]:
        return [entry for entry in entries if entry not in self._taken]

    def _of_departments(self, left: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Sheets that name a project and a department, with the entries of it that nothing was matched with."""
        listed: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for entry, departments in enumerate(self._departments):
            if entry not in self._taken:
                listed[departments].append(entry)
        entries: dict[str, list[int]] = {}
        for sheet in left:
            known = self._known[sheet]
            if not known.name or not known.department or known.scope != "项目":
                continue
            if known.department not in entries:
                fit = (own for own in listed if any(same_department(known.department, each) for each in own))
                entries[known.department] = [entry for own in fit for entry in listed[own]]
            yield sheet, [entry for entry in entries[known.department] if not self._is_elsewhere(sheet, entry)]


def _index(pairs: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        if key:
            found[key].append(number)
    return found


def _figures(name: str) -> tuple[str, ...]:
    """What tells 一期 from 二期, 2025 from 2026."""
    return tuple(
        re.findall(
            r"[0-9]+|[一二三四五六七八九十甲乙丙丁东西南北](?=[期批次段标号级])|[东西南北中](?=[区线片])|[一二三四五六七八九十]$",
            name,
        )
    )

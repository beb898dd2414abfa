"""A sheet read for comparing: the rows that count, as numbers of their texts."""

from collections.abc import Callable
from dataclasses import dataclass

from reviewer.copies.wording import Wording, text_of
from reviewer.identity import Identity, department_key, departments_differ, identity, project_name
from reviewer.model import Indicator, Scope, Sheet

IsPreset = Callable[[Sheet, Indicator], bool]
Group = tuple[Scope, tuple[int, ...]]
"""Sheets that say the same: what they are about, and the numbers of the texts of their rows."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet with its rows that are no presets and say something, and the numbers of their texts. `sender` tells who
    handed it in: its department, or its file where none is known. `department` is its own or the one that was inferred.
    `own` are the words of the project itself: its name, else its title, and its department."""

    sheet: Sheet
    identity: Identity
    sender: str
    department: str | None
    own: str
    rows: tuple[Indicator, ...]
    texts: tuple[int, ...]

    @property
    def group(self) -> Group:
        """The sheets that it is compared together with."""
        return self.sheet.scope, self.texts

    def department_differs(self, other: "ReadSheet") -> bool:
        """Whether two departments handed them in, as far as is known."""
        return departments_differ(self.identity, other.identity)

    def is_of_sender(self, other: "ReadSheet") -> bool:
        """Whether one department handed in both; where one is not known, whether they stand in one file."""
        if self.identity.department and other.identity.department:
            return not self.department_differs(other)
        return self.sheet.file == other.sheet.file


def read_sheet(sheet: Sheet, department: str | None, is_preset: IsPreset, wording: Wording) -> ReadSheet:
    """Read a sheet; `department` is its own or the one that was inferred."""
    told = [(row, text) for row in sheet.indicators if not is_preset(sheet, row) and (text := text_of(row))]
    return ReadSheet(
        sheet=sheet,
        identity=identity(sheet, department),
        sender=department_key(department or "") or sheet.file,
        department=department,
        own=" ".join(filter(None, (project_name(sheet) or sheet.title, department))),
        rows=tuple(row for row, _ in told),
        texts=tuple(wording.number(text) for _, text in told),
    )

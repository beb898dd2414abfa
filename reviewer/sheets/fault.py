"""The form of a fault of a sheet: what `explain` prints about it, and the check that finds it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reviewer.model import SheetFinding
from reviewer.sheets.reading import SheetReading


@dataclass(frozen=True, slots=True)
class SheetFault:
    """One finding code. All texts are Chinese and stand as `explain` prints them: `title` a clause that tells it within
    a sentence, `definition` what it is, `why` it matters, `source` document and heading in our own words, `severity`
    what it asks for and when, `hit` a sheet that has it and `near_miss` one that looks alike and has not. `check` gives
    at most one finding on a sheet."""

    code: str
    title: str
    definition: str
    why: str
    source: str
    severity: str
    hit: str
    near_miss: str
    check: Callable[[SheetReading], Iterator[SheetFinding]]

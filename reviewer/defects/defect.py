"""The form of a defect: what `explain` prints about it, and the rule that finds it."""

from collections.abc import Callable
from dataclasses import dataclass

from reviewer.defects.reading import Reading
from reviewer.model import Finding, Question


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect code. All texts are Chinese and stand as `explain` prints them: `definition` what it is, `why` it
    matters, `source` document and heading in our own words, `hit` an indicator that has it and `near_miss` one that
    looks alike and has not. `check` gives the finding on an indicator as read, or None."""

    code: str
    question: Question
    title: str
    definition: str
    why: str
    source: str
    hit: str
    near_miss: str
    check: Callable[[Reading], Finding | None]

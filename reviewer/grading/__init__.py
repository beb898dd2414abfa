"""Graders: what judges an indicator. `offline.py` runs the defect rules; a language-model grader has the same shape."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from reviewer.model import Shown, Verdict


class Grader(Protocol):
    """A judge. `name` stands in reports (`rules` or a model's name)."""

    @property
    def name(self) -> str:
        """What the reports call this judge."""
        ...

    def key(self, shown: Shown) -> str:
        """The content address of this judge's verdict on `shown` (`model.verdict_key`)."""
        ...

    def grade(self, rows: Mapping[str, Shown]) -> Iterator[Mapping[str, Verdict]]:
        """Judge distinct rows, given by key; yields each finished batch as key → verdict, every key exactly once.
        Never raises for a row that cannot be judged: that is an `Ungraded`."""
        ...

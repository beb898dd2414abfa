"""How rows are put together for one request."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from reviewer.grading.endpoint import Limits
from reviewer.grading.prompts import length
from reviewer.model import Shown


class Round(IntEnum):
    """How often the rows of a job were answered unfitly before: never, once (they are asked together once more),
    twice (each is asked alone, for the last time)."""

    FIRST = 0
    AGAIN = 1
    ALONE = 2


@dataclass(frozen=True, slots=True)
class Job:
    """Rows to be asked in one request (key → indicator), and what was wrong with their last answers (key →
    problem)."""

    rows: Mapping[str, Shown]
    round: Round = Round.FIRST
    problems: Mapping[str, str] = field(default_factory=dict)

    def halves(self) -> tuple["Job", ...]:
        """The job in two, or itself where it has one row."""
        if len(self.rows) == 1:
            return (self,)
        keys = list(self.rows)
        middle = len(keys) // 2
        return tuple(self.part(part, self.round) for part in (keys[:middle], keys[middle:]))

    def part(self, keys: Iterable[str], round_: Round, problems: Mapping[str, str] | None = None) -> "Job":
        """A job of some of the rows."""
        chosen = list(keys)
        known = self.problems if problems is None else problems
        return Job(
            {key: self.rows[key] for key in chosen}, round_, {key: known[key] for key in chosen if key in known}
        )  # fmt: skip


def batches(rows: Mapping[str, Shown], limits: Limits) -> Iterator[Job]:
    """The rows in reading order, so that the rows of one document stay together, cut by number of rows and by length
    of text. A row longer than a batch may be goes alone."""
    batch: dict[str, Shown] = {}
    total = 0
    for key, shown in rows.items():
        own = length(shown)
        if batch and (len(batch) >= limits.batch_rows or total + own > limits.batch_chars):
            yield Job(batch)
            batch, total = {}, 0
        batch[key] = shown
        total += own
    if batch:
        yield Job(batch)


def ids(keys: Iterable[str]) -> dict[str, str]:
    """A short id for each key of a batch, taken from the key itself, so that a reply to other rows cannot pass for
    one to these, and no text can know its own id. Gives id → key."""
    found: dict[str, str] = {}
    for key in keys:
        digits = key.rpartition(":")[2]
        length = next(size for size in range(4, len(digits) + 1) if f"r{digits[:size]}" not in found)
        found[f"r{digits[:length]}"] = key
    return found

"""What the judges of a run say of its rows: looked up where it is known, asked where it is not, kept in the store."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from reviewer import interrupts
from reviewer.grading import Grader
from reviewer.model import Grade, Graded, Question, ReviewedRow, Sheet, Shown, Ungraded, Verdict
from reviewer.records import Origin
from reviewer.sheets.presets import IsPreset
from reviewer.steps import JUDGING, KNOWN, STOPPED, Watch

if TYPE_CHECKING:
    from reviewer.store import Store


class Judge(Grader, Protocol):
    """A grader whose verdicts are kept, with what it was when it gave them."""

    @property
    def fingerprint(self) -> str:
        """What decides its verdicts beside what is shown (see `model.verdict_key`)."""
        ...

    @property
    def prompt_version(self) -> str | None:
        """For people: the version of what a model is told; None for the rules."""
        ...


class Judging:
    """What one judge says about the distinct rows of a run: what is known at first, and what it gives when it runs."""

    def __init__(self, distinct: Sequence[Shown], judge: Judge, store: "Store") -> None:
        self._judge = judge
        self._store = store
        self._keys = {shown: judge.key(shown) for shown in distinct}
        self._verdicts: dict[str, Verdict] = {**store.verdicts(self._keys.values())}

    def run(self, watch: Watch) -> bool:
        """Add the verdicts that are not known, each finished batch to the store at once. Gives whether Ctrl-C ended
        it."""
        shown = {key: shown for shown, key in self._keys.items()}
        unknown = {key: row for key, row in shown.items() if key not in self._verdicts}
        watch(KNOWN, len(shown) - len(unknown), len(shown))
        origin = Origin(self._judge.fingerprint, self._judge.prompt_version)
        done = 0
        try:
            for batch in self._judge.grade(unknown):
                with interrupts.held():  # a finished batch is in the store, come what may
                    self._store.add([given for given in batch.values() if isinstance(given, Graded)], shown, origin)
                    self._verdicts.update(batch)
                done += len(batch)
                watch(JUDGING, done, len(unknown))
        except KeyboardInterrupt:
            return True
        return False

    def verdict(self, shown: Shown) -> Verdict:
        """The verdict on a row."""
        key = self._keys[shown]
        return self._verdicts.get(key) or Ungraded(key, self._judge.name, STOPPED)


def judged_rows(
    sheets: Sequence[Sheet], judging: Judging, beside: Judging | None, store: "Store", is_preset: IsPreset
) -> Iterator[ReviewedRow]:
    """Every row in reading order with its verdict, with that of the offline judge where a model judged, with the human
    decision where there is one, and marked where the bureau's system put it there."""
    decisions = store.decisions(indicator.row for sheet in sheets for indicator in sheet.indicators)
    for sheet in sheets:
        for indicator in sheet.indicators:
            verdict = judging.verdict(indicator.shown)
            rules = beside.verdict(indicator.shown) if beside else None
            other = rules if isinstance(rules, Graded) else None
            decided = decisions.get(indicator.row)
            yield ReviewedRow(
                sheet,
                indicator,
                verdict,
                rules=other,
                contested=_contested(verdict, other) if other else (),
                decision=decided.decision if decided else None,
                preset=is_preset(sheet, indicator),
                decided=decided,
            )


def _contested(verdict: Verdict, other: Graded) -> tuple[Question, ...]:
    """The questions on which one judge says fail and the other pass."""
    if isinstance(verdict, Ungraded):
        return ()
    return tuple(
        question
        for question in _QUESTIONS
        if (one := verdict.answer(question).grade) is not (two := other.answer(question).grade)
        and Grade.ADVISE not in (one, two)
    )


_QUESTIONS = tuple(Question)
"""Written once: an enumeration is slow to walk for every row."""

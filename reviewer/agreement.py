"""Two graders of the same rows, held against each other: precision, recall, F1 on `fail`, kappa, confusion. Pure.

"Agreement" here is always grade against grade on one question; `expected` is the golden judgment, `given` the judge's.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reviewer.model import SEVERITY, Grade

Pair = tuple[Grade, Grade]
"""(expected, given)"""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures for one question. Rates are 0 to 1; a rate without a denominator is None (nothing expected or given).

    `precision`, `recall`, `f1` are those of the grade `fail`; `kappa` is Cohen's κ over the three grades and
    `weighted_kappa` its quadratic form; `confusion` counts (expected, given)."""

    rows: int
    precision: float | None
    recall: float | None
    f1: float | None
    kappa: float | None
    weighted_kappa: float | None
    confusion: dict[Pair, int]


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """The figures of one question over its rows."""
    confusion = Counter(pairs)
    hits = confusion[Grade.FAIL, Grade.FAIL]
    expected = sum(count for (grade, _), count in confusion.items() if grade is Grade.FAIL)
    given = sum(count for (_, grade), count in confusion.items() if grade is Grade.FAIL)
    return Agreement(
        rows=len(pairs),
        precision=_ratio(hits, given),
        recall=_ratio(hits, expected),
        f1=_ratio(2 * hits, expected + given),
        kappa=_kappa(confusion, lambda a, b: float(a is not b)),
        weighted_kappa=_kappa(confusion, lambda a, b: float((SEVERITY[a] - SEVERITY[b]) ** 2)),
        confusion=dict(confusion),
    )


def _kappa(confusion: Counter[Pair], distance: Callable[[Grade, Grade], float]) -> float | None:
    """1 - observed / chance disagreement (Cohen 1960, 1968); None where chance disagreement is nil."""
    total = confusion.total()
    rows: Counter[Grade] = Counter()
    columns: Counter[Grade] = Counter()
    for (a, b), count in confusion.items():
        rows[a] += count
        columns[b] += count
    observed = sum(count * distance(a, b) for (a, b), count in confusion.items())
    chance = sum(rows[a] * columns[b] * distance(a, b) for a in Grade for b in Grade)
    return 1 - observed * total / chance if chance else None


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None

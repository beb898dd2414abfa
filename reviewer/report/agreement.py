"""Figures of a judge against golden judgments as plain text, for maintainers."""

from collections.abc import Mapping

from reviewer.agreement import Agreement
from reviewer.model import Grade, Question

_HEAD = f"{'':22}{'rows':>5}{'P':>8}{'R':>8}{'F1':>8}{'kappa':>8}{'w.kappa':>9}   expected > given pass/advise/fail"


def figures(title: str, by_name: Mapping[Question, Agreement] | Mapping[str, Agreement]) -> str:
    """A line per question (or whatever was asked); P, R and F1 are those of the grade `fail`, `-` where nothing was to
    be found."""
    return "\n".join([title, _HEAD, *(_line(name, seen) for name, seen in by_name.items())])


def _line(name: str, seen: Agreement) -> str:
    rates = "".join(f"{rate(value):>8}" for value in (seen.precision, seen.recall, seen.f1, seen.kappa))
    return f"{name:22}{seen.rows:5}{rates}{rate(seen.weighted_kappa):>9}   {_confusion(seen)}"


def _confusion(seen: Agreement) -> str:
    rows = (
        (expected, "/".join(str(seen.confusion.get((expected, given), 0)) for given in Grade)) for expected in Grade
    )
    return "  ".join(f"{expected} > {counts}" for expected, counts in rows)


def rate(value: float | None) -> str:
    """A rate with three decimals, `-` where it has no denominator."""
    return "-" if value is None else f"{value:.3f}"

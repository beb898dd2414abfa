"""Agreement figures on small confusions worked out by hand."""

import pytest

from reviewer.agreement import agreement
from reviewer.model import Grade

P, A, F = Grade.PASS, Grade.ADVISE, Grade.FAIL


def test_perfect_agreement_is_one_everywhere() -> None:
    seen = agreement([(P, P), (A, A), (F, F)])
    assert (seen.precision, seen.recall, seen.f1, seen.kappa, seen.weighted_kappa) == (1, 1, 1, 1, 1)


def test_fail_is_what_precision_and_recall_look_for() -> None:
    seen = agreement([(F, F), (F, P), (P, F), (A, F), (P, P)])
    assert (seen.precision, seen.recall) == (1 / 3, 1 / 2)
    assert seen.f1 == pytest.approx(0.4)
    assert seen.confusion == {(F, F): 1, (F, P): 1, (P, F): 1, (A, F): 1, (P, P): 1}


def test_kappa_by_hand() -> None:
    # observed agreement 0.7; chance 0.5*0.6 + 0.5*0.4 = 0.5; (0.7 - 0.5) / 0.5
    seen = agreement([(P, P)] * 4 + [(P, F)] * 1 + [(F, P)] * 2 + [(F, F)] * 3)
    assert seen.kappa == pytest.approx(0.4)


def test_weighted_kappa_forgives_one_step_more_than_two() -> None:
    one_step = agreement([(P, P)] * 5 + [(F, F)] * 4 + [(F, A)])
    two_steps = agreement([(P, P)] * 5 + [(F, F)] * 4 + [(F, P)])
    assert one_step.weighted_kappa is not None
    assert two_steps.weighted_kappa is not None
    assert one_step.weighted_kappa > two_steps.weighted_kappa


def test_rates_without_a_denominator_are_none() -> None:
    seen = agreement([(P, P), (P, P)])
    assert (seen.precision, seen.recall, seen.f1, seen.kappa, seen.weighted_kappa) == (None,) * 5
    assert agreement([]).rows == 0

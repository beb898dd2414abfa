"""Runs against the fake endpoint, with patience short enough for tests."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reviewer.grading import prompts
from reviewer.grading.endpoint import Endpoint, Limits, Timing
from reviewer.grading.llm import ModelGrader
from reviewer.model import Graded, Question, Shown, Verdict
from tests.fake_server import Fake, truth

QUICK = Timing(attempts=4, backoff=0.01, longest_backoff=0.05, outage=0.2, outage_failures=5, stagger=0.01)
DEADLINE = 0.5
TEXTS = prompts.Prompts("0", "系统", "请评判\n", "\n完", "再评：\n", "")
"""Short texts: what the model is told does not matter to the fake."""


def indicators(number: int) -> list[Shown]:
    """Distinct indicators."""
    return [Shown("产出指标", "数量指标", name=f"第{at:04}项巡查次数", target=f"{at}次") for at in range(number)]


def grader(fake: Fake, limits: Limits | None = None, timing: Timing = QUICK, **endpoint: Any) -> ModelGrader:
    """The judge at the fake endpoint."""
    stated = Endpoint(fake.url, "m", concurrency=1, deadline=DEADLINE)
    return ModelGrader(replace(stated, **endpoint), TEXTS, limits, timing)


def judged(judge: ModelGrader, shown: list[Shown]) -> dict[Shown, Verdict]:
    """All verdicts of one run, by indicator; every key is given exactly once."""
    rows = {judge.key(one): one for one in shown}
    given: dict[str, Verdict] = {}
    for batch in judge.grade(rows):
        assert not set(batch) & set(given)
        given |= batch
    assert sorted(given) == sorted(rows)
    return {rows[key]: verdict for key, verdict in given.items()}


def true(shown: Shown, verdict: Verdict) -> bool:
    """Whether a verdict is the one that the endpoint knows to be right."""
    if not isinstance(verdict, Graded):
        return False
    row = {title: str(value) for field, title in prompts.FIELDS.items() if (value := getattr(shown, field))}
    told = truth(row)
    return all(_same(verdict, question, told) for question in Question)


def _same(verdict: Graded, question: Question, told: Mapping[str, Any]) -> bool:
    answer, right = verdict.answer(question), told[question.value]
    return (answer.grade, list(answer.defects), answer.quote or "") == (
        right["grade"],
        right["defects"],
        right["quote"],
    )

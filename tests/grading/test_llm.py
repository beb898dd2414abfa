"""Whole runs of the language-model judge: what is asked, what is kept, and how a run ends."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping

import pytest

from reviewer.errors import UsageError
from reviewer.grading.batches import Job, Round, batches, ids
from reviewer.grading.endpoint import Endpoint, Limits
from reviewer.grading.llm import ModelGrader, Progress
from reviewer.model import Graded, Shown, Ungraded, Verdict
from tests.fake_server import FAULTY, Fake, sometimes
from tests.grading.faulty import QUICK, TEXTS, grader, indicators, judged, true

pytestmark = pytest.mark.usefixtures("warm")


def test_distinct_rows_are_asked_once_in_batches() -> None:
    with Fake() as fake:
        judge = grader(fake, concurrency=4)
        verdicts = judged(judge, indicators(100))
        assert all(true(*pair) for pair in verdicts.items())
        assert (len(fake.requests), fake.most <= 4, judge.spent.calls) == (13, True, 13)
        assert judge.spent.tokens_in == sum(len(m["content"]) for sent in fake.requests for m in sent["messages"])


@pytest.mark.parametrize("seed", [1, 2])
def test_a_third_of_all_replies_faulty_and_still_every_row_is_judged_rightly(seed: int) -> None:
    """Each run ends by itself with verdicts and Ungraded; the next asks only for what is missing; no wrong verdict
    stands."""
    shown = indicators(400)
    known: dict[Shown, Verdict] = {}
    with Fake(sometimes(0.3, FAULTY, seed)) as fake:
        for _ in range(4):
            missing = [one for one in shown if one not in known]
            given = judged(grader(fake, concurrency=16), missing)
            known |= {one: verdict for one, verdict in given.items() if isinstance(verdict, Graded)}
            assert all(true(*pair) for pair in known.items())
    assert set(known) == set(shown)


def test_a_run_stops_before_too_many_calls() -> None:
    with Fake(delay=0.02) as fake:
        judge = grader(fake, Limits(max_calls=3), concurrency=2)
        verdicts = judged(judge, indicators(80))
        assert (len(fake.requests), sum(isinstance(verdict, Graded) for verdict in verdicts.values())) == (3, 24)
        assert judge.stopped is not None
        assert "--max-calls" in judge.stopped.advice
        assert {verdict.reason for verdict in verdicts.values() if isinstance(verdict, Ungraded)} == {
            "达到调用次数上限，未评"
        }


@pytest.mark.parametrize("concurrency", [1, 8])
def test_a_run_stops_before_the_budget_is_exceeded(concurrency: int) -> None:
    with Fake(delay=0.01) as fake:
        judge = grader(fake, Limits(budget=0.05), concurrency=concurrency, price_in=1.0, price_out=10.0)
        verdicts = judged(judge, indicators(200))
        assert judge.stopped is not None
        assert "--budget" in judge.stopped.advice
        assert judge.spent.money is not None
        assert 0.01 < judge.spent.money <= 0.05
        assert any(isinstance(verdict, Graded) for verdict in verdicts.values())


def test_a_budget_needs_prices() -> None:
    with pytest.raises(UsageError, match="price_in"):
        ModelGrader(Endpoint("http://127.0.0.1:9/v1", "m", price_in=1.0), TEXTS, Limits(budget=1.0))


def test_an_observer_sees_rows_calls_and_money_grow() -> None:
    seen: list[Progress] = []
    with Fake() as fake:
        judge = ModelGrader(Endpoint(fake.url, "m", price_in=2.0), TEXTS, timing=QUICK)
        judge.observe = seen.append
        judged(judge, indicators(40))
    assert (seen[-1].rows, seen[-1].of, seen[-1].spent.calls) == (40, 40, 5)
    assert [one.rows for one in seen] == sorted(one.rows for one in seen)
    assert seen[-1].spent.money == pytest.approx((seen[-1].spent.tokens_in or 0) * 2.0 / 1e6)


def test_a_recorder_gets_every_reply_with_its_keys() -> None:
    told: list[tuple[tuple[str, ...], str]] = []
    with Fake(lambda number, _rows: "prose" if number == 1 else "good") as fake:
        judge = ModelGrader(Endpoint(fake.url, "m"), TEXTS, timing=QUICK)
        judge.record = lambda keys, text: told.append((tuple(keys), text))
        judged(judge, indicators(8))
    assert [len(keys) for keys, _ in told] == [8, 4, 4]
    assert "抱歉" in told[0][1]


def _interrupted(judge: ModelGrader, shown: list[Shown]) -> dict[str, Verdict]:
    """What is given until Ctrl-C ends the run."""
    given: dict[str, Verdict] = {}

    def run() -> None:
        for batch in judge.grade({judge.key(one): one for one in shown}):
            given.update(batch)

    with pytest.raises(KeyboardInterrupt):
        run()
    return given


def test_ctrl_c_ends_cleanly_and_loses_nothing_finished() -> None:
    with Fake(delay=0.05) as fake:
        judge = grader(fake, concurrency=4)
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        given = _interrupted(judge, indicators(800))
        assert 0 < len(given) < 800
        assert all(isinstance(verdict, Graded) for verdict in given.values())
        assert len(given) >= 8 * (len(fake.requests) - 4)


def test_a_consumer_that_leaves_early_leaves_nothing_behind() -> None:
    with Fake(delay=0.02) as fake:
        judge = grader(fake, concurrency=4)
        run = judge.grade({judge.key(one): one for one in indicators(400)})
        assert next(run)
        run.close()
        asked = len(fake.requests)
        threading.Event().wait(0.1)
        assert len(fake.requests) == asked


def test_a_row_that_is_too_long_is_not_sent() -> None:
    long = Shown(name="长" * 13_000)
    with Fake() as fake:
        verdicts = judged(grader(fake), [long, *indicators(2)])
        assert isinstance(verdicts[long], Ungraded)
        assert "文字超过" in verdicts[long].reason
        assert len(fake.requests) == 1


def test_a_judge_that_has_nothing_to_ask_loads_no_client() -> None:
    code = (
        "import sys; from reviewer.grading.llm import ModelGrader; from reviewer.grading.endpoint import Endpoint;"
        "from reviewer.model import Shown; judge = ModelGrader(Endpoint('http://h/v1', 'm'));"
        "judge.key(Shown(name='x'));"
        "print(list(judge.grade({})), [name for name in ('openai', 'instructor', 'tenacity') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[] []\n"


def test_no_rows_no_connection() -> None:
    assert list(ModelGrader(Endpoint("http://127.0.0.1:9/v1", "m"), TEXTS).grade({})) == []


def test_a_row_s_verdict_does_not_depend_on_the_address_or_the_key() -> None:
    one = Shown(name="甲率")
    first, second = (
        ModelGrader(Endpoint(url, "m", key=key), TEXTS) for url, key in (("http://a/v1", "x"), ("http://b", None))
    )
    assert first.key(one) == second.key(one)
    assert first.key(one).startswith("llm:")
    assert first.key(one) != ModelGrader(Endpoint("http://a/v1", "n"), TEXTS).key(one)
    assert first.key(Shown(name="甲率", unit="")) == first.key(one)


def test_batches_are_cut_by_rows_and_by_length() -> None:
    def sizes(rows: Mapping[str, Shown], limits: Limits) -> list[int]:
        return [len(job.rows) for job in batches(rows, limits)]

    short = {f"k{at}": Shown(name=f"名{at}") for at in range(20)}
    assert sizes(short, Limits()) == [8, 8, 4]
    assert sizes(short, Limits(batch_rows=3)) == [3] * 6 + [2]
    long = {"a": Shown(name="长" * 5000), **short}
    assert sizes(long, Limits()) == [1, 8, 8, 4]
    assert [key for job in batches(long, Limits()) for key in job.rows] == list(long)


def test_halves_keep_round_and_problems() -> None:
    job = Job({key: Shown(name=key) for key in "abc"}, Round.AGAIN, {"a": "甲", "c": "丙"})
    assert [(list(half.rows), half.round, half.problems) for half in job.halves()] == [
        (["a"], Round.AGAIN, {"a": "甲"}),
        (["b", "c"], Round.AGAIN, {"c": "丙"}),
    ]


def test_ids_are_short_and_never_shared() -> None:
    keys = ["llm:abcd1", "llm:abcd2", "llm:ffff0"]
    assert ids(keys) == {"rabcd": "llm:abcd1", "rabcd2": "llm:abcd2", "rffff": "llm:ffff0"}

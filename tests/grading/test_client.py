"""One endpoint, one fault at a time: how many requests it takes, what becomes of the rows, what is said."""

import time

import pytest

from reviewer.errors import UsageError
from reviewer.grading.client import Wire
from reviewer.grading.endpoint import Endpoint, Mode
from reviewer.grading.faults import Paused, StopRun, Transient, Unusable
from reviewer.grading.refusals import refusal, retry_after
from reviewer.model import Ungraded
from tests.fake_server import FAULTS, Fake, script
from tests.grading.faulty import DEADLINE, grader, indicators, judged, true

ROWS = indicators(8)


pytestmark = pytest.mark.usefixtures("warm")


ONCE = {
    **dict.fromkeys(["good", "fenced", "think", "bare list"], 1),
    **dict.fromkeys(["malformed", "prose", "foreign id", "doubled id", "cut", "400", "400 long"], 3),  # halved
    **dict.fromkeys(["empty", "filtered", "refusal"], 3),
    **dict.fromkeys(["schema", "unknown code", "code of another question", "no code", "pass with code"], 2),
    **dict.fromkeys(["missing row", "all missing", "another's quote", "joined quote", "empty quote"], 2),
    **dict.fromkeys(["invented category", "present category"], 2),
    **dict.fromkeys(
        ["reset", "hang", "drip", "500", "html", "error 200", "no choices", "no message", "parts", "broken json"], 2
    ),
    **dict.fromkeys(["429", "429 at once", "429 0.2 s", "503 0.2 s"], 2),
}


PAIRS = [(fault, Mode.JSON_OBJECT) for fault in ONCE]
PAIRS += [
    (fault, mode) for fault in ("good", "fenced", "prose", "cut", "schema", "refusal", "no message") for mode in Mode
]


@pytest.mark.parametrize(("fault", "mode"), list(dict.fromkeys(PAIRS)))
def test_a_fault_that_comes_once_costs_so_many_requests_and_no_row(fault: str, mode: Mode) -> None:
    with Fake(script(fault)) as fake:
        verdicts = judged(grader(fake, mode=mode), ROWS)
        assert (len(fake.requests), [one.name for one in ROWS if not true(one, verdicts[one])]) == (ONCE[fault], [])


def test_the_table_of_single_faults_names_them_all() -> None:
    assert set(FAULTS) <= set(ONCE)


ALWAYS = {
    # fault: requests, rows graded, whether the run was stopped
    "malformed": (1 + 2 + 4 + 8 + 8, 0, False),
    "cut": (1 + 2 + 4 + 8 + 8, 0, False),
    "doubled id": (1 + 2 + 4 + 8 + 8, 0, False),
    "400": (1 + 2 + 4 + 8 + 8, 0, False),
    "all missing": (1 + 1 + 8, 0, False),
    "schema": (3, 7, False),
    "another's quote": (3, 7, False),
    "429 0.2 s": (3, 0, True),  # two pauses in a row, not a third
    **dict.fromkeys(["401", "402", "403", "404", "302", "400 parameter", "429 quota", "429 1000 s"], (1, 0, True)),
}


@pytest.mark.parametrize("fault", ALWAYS)
def test_a_fault_that_never_ends(fault: str) -> None:
    with Fake(lambda _number, _rows: fault) as fake:
        judge = grader(fake)
        verdicts = judged(judge, ROWS)
        graded = sum(true(shown, verdict) for shown, verdict in verdicts.items())
        assert (len(fake.requests), graded, judge.stopped is not None) == ALWAYS[fault]
        assert all(isinstance(verdict, Ungraded) for shown, verdict in verdicts.items() if not true(shown, verdict))


@pytest.mark.parametrize("fault", ["500", "reset", "html", "error 200", "no choices", "broken json"])
def test_an_endpoint_that_only_fails_ends_the_run_soon(fault: str) -> None:
    with Fake(lambda _number, _rows: fault) as fake:
        judge, began = grader(fake, concurrency=4), time.monotonic()
        verdicts = judged(judge, indicators(80))
        assert time.monotonic() - began < 2
        assert judge.stopped is not None
        assert "持续出错" in judge.stopped.reason
        assert {type(verdict) for verdict in verdicts.values()} == {Ungraded}


def test_an_endpoint_that_refuses_connections_ends_the_run_soon() -> None:
    with Fake() as fake:
        judge = grader(fake)
    judged(judge, ROWS)
    assert judge.stopped is not None
    assert "无法连接" in judge.stopped.reason


@pytest.mark.parametrize("concurrency", [1, 4])
def test_an_endpoint_that_hangs_ends_the_run_within_two_deadlines(concurrency: int) -> None:
    with Fake(lambda _number, _rows: "hang") as fake:
        judge, began = grader(fake, concurrency=concurrency), time.monotonic()
        judged(judge, indicators(80))
        assert time.monotonic() - began < 2 * DEADLINE + 0.1
        assert judge.stopped is not None
        assert "没有响应" in judge.stopped.reason


def test_one_text_that_the_server_always_fails_on_costs_its_own_row_only() -> None:
    with Fake(
        lambda _number, rows: "500" if "第0003项巡查次数" in [row["指标名称"] for row in rows] else "good"
    ) as fake:
        judge = grader(fake, concurrency=2)
        verdicts = judged(judge, indicators(16))
        assert [shown.name for shown, verdict in verdicts.items() if not true(shown, verdict)] == ["第0003项巡查次数"]
        assert judge.stopped is None


def test_an_endpoint_that_is_often_busy_costs_no_row() -> None:
    """Rate limits without Retry-After: each call is tried until it gets through, whatever the number of attempts."""
    with Fake(lambda number, _rows: "good" if number % 6 == 0 else "429") as fake:
        verdicts = judged(grader(fake, concurrency=4), indicators(64))
        assert all(true(*pair) for pair in verdicts.items())
        assert len(fake.requests) == 48


def test_a_pause_is_kept_by_all_workers() -> None:
    with Fake(script("503 0.2 s"), delay=0.05) as fake:
        judged(grader(fake, concurrency=4), indicators(64))
        first = fake.times[0] + 0.05
        assert not [at for at in fake.times if first + 0.02 < at < first + 0.2]


def test_no_word_of_the_key_is_ever_said() -> None:
    key = "sk-very-secret-0123456789"
    with Fake(lambda _number, _rows: "401") as fake:
        judge = grader(fake, key=key)
        verdicts = judged(judge, ROWS)
        said = f"{judge.stopped}{list(verdicts.values())}{judge.endpoint}"
        assert "REVIEWER_API_KEY" in said
        assert key not in said
        assert "very-secret" not in said


def test_nothing_of_the_environment_reaches_the_wire(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("API_KEY", "ADMIN_KEY", "ORG_ID", "PROJECT_ID", "BASE_URL"):
        monkeypatch.setenv(f"OPENAI_{name}", "http://foreign.invalid")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "x-foreign: 1\nAuthorization: Bearer foreign")
    with Fake() as fake:
        judged(grader(fake), ROWS)
        judged(grader(fake, key="own"), ROWS)
    assert "foreign" not in str(fake.headers)
    assert [head.get("authorization") for head in fake.headers] == [None, "Bearer own"]


def test_a_reply_without_usage_leaves_the_tokens_unknown() -> None:
    with Fake(usage=False) as fake:
        judge = grader(fake, price_in=1.0, price_out=1.0)
        judged(judge, ROWS)
    assert (judge.spent.calls, judge.spent.tokens_in, judge.spent.tokens_out, judge.spent.uncounted) == (
        1,
        None,
        None,
        1,
    )
    assert judge.spent.money is not None
    assert judge.spent.money > 0


MODES = {
    Mode.JSON_SCHEMA: ("json_schema", False),
    Mode.TOOLS: (None, True),
    Mode.JSON_OBJECT: ("json_object", False),
    Mode.PLAIN: (None, False),
}


@pytest.mark.parametrize("mode", Mode)
def test_how_each_mode_asks(mode: Mode) -> None:
    with Fake() as fake:
        judged(grader(fake, mode=mode, seed=7, top_p=0.9, extra={"thinking": False, "context": {"a": 1}}), ROWS)
        sent = fake.requests[0]
    assert ((sent.get("response_format") or {}).get("type"), "tools" in sent) == MODES[mode]
    assert (sent["temperature"], sent["seed"], sent["top_p"], sent["thinking"]) == (0.0, 7, 0.9, False)
    assert sent["context"] == {"a": 1}
    assert sent["max_tokens"] == 500 + 8 * 400
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    assert sent["messages"][0]["content"] == "系统"
    if mode is Mode.JSON_SCHEMA:
        assert sent["response_format"]["json_schema"]["strict"] is True


def test_a_server_that_overlooks_the_forced_call_is_understood() -> None:
    with Fake(lambda _number, _rows: "no call") as fake:
        verdicts = judged(grader(fake, mode=Mode.TOOLS), ROWS)
        assert (len(fake.requests), all(true(*pair) for pair in verdicts.items())) == (1, True)


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [
        (Endpoint("", "m"), "base_url"),
        (Endpoint("host/v1", "m"), "base_url"),
        (Endpoint("http://h/v1", " "), "model"),
        (Endpoint("http://h/v1", "m", extra={"stream": True}), "extra: stream"),
        (Endpoint("http://h/v1", "m", key=""), "api_key"),
        (Endpoint("http://h/v1", "m", key="钥匙"), "api_key"),
        (Endpoint("http://h/v1", "m", key="a\nb"), "api_key"),
    ],
)
def test_an_endpoint_that_is_not_fully_named_is_refused(endpoint: Endpoint, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Wire(endpoint)


REFUSALS = [
    (429, {}, {"retry-after": "7"}, Paused),
    (503, "busy", {"retry-after": "7"}, Paused),
    (429, {}, {}, Transient),
    (500, "x", {"retry-after": "soon"}, Transient),
    (529, None, {}, Transient),
    (413, {}, {}, Unusable),
    (422, {"error": {"message": "bad text"}}, {}, Unusable),
    (
        400,
        {"error": {"message": "This model's maximum context length is 9 tokens, max_tokens too large"}},
        {},
        Unusable,
    ),
    (400, {"error": {"message": "Invalid value", "param": "temperature"}}, {}, StopRun),
    (400, {"message": "tool_choice is not supported in thinking mode"}, {}, StopRun),
    (400, "Unsupported parameter: 'max_tokens'", {}, StopRun),
    (307, "", {}, StopRun),
    (405, "", {}, StopRun),
]


@pytest.mark.parametrize(("status", "body", "headers", "kind"), REFUSALS)
def test_what_a_status_means(status: int, body: object, headers: dict[str, str], kind: type) -> None:
    assert type(refusal(status, body, headers, Endpoint("http://h/v1", "m"))) is kind


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": " 0.5 "}, 0.5),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e999"}, None),
        ({"retry-after": "Mon, 01 Jan 2024 00:00:00 GMT"}, 0.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "inf"}, None),
    ],
)
def test_the_pause_that_is_asked_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds

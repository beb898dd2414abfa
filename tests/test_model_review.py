"""Reviews by a model, from the command line: consent, the two judges, limits, a broken endpoint, Ctrl-C, the key."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reviewer.cli import app
from tests.fake_server import Fake, script
from tests.runs import environment, start, verdicts, write_rows

pytestmark = pytest.mark.usefixtures("warm", "folder")

KEY = "sk-test-0123456789abcdefghij"
ROWS = 40


def run(fake: Fake | None, *arguments: str) -> Result:
    named = ("--grader", "m", "--base-url", fake.url) if fake else ()
    return CliRunner().invoke(app, [*arguments, *named])


def review(fake: Fake, *arguments: str) -> Result:
    write_rows(Path("a.txt"), ROWS)
    return run(fake, "review", "a.txt", *arguments)


# -- consent


def test_without_an_answer_nothing_is_sent() -> None:
    with Fake() as fake:
        done = review(fake)
        assert (done.exit_code, done.stdout, fake.requests) == (2, "", [])
        assert done.stderr == (
            f"reviewer: 127.0.0.1:{fake.port}: named for the first time, and nobody to ask whether text may be sent "
            "there; nothing was sent (--yes agrees)\n"
        )


def test_a_yes_is_kept_for_the_host_and_no_other() -> None:
    with Fake() as fake, Fake() as other:
        assert review(fake, "--yes", "--max-calls", "1").exit_code == 3
        assert review(fake).exit_code == 0
        assert review(other).exit_code == 2
        assert (len(fake.requests), other.requests) == (5, [])


def _on_a_terminal(fake: Fake, answer: bytes) -> tuple[int, str]:
    """What a review says to a user at a terminal who answers the question."""
    write_rows(Path("a.txt"), ROWS)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "reviewer", "review", "a.txt", "--grader", "m", "--base-url", fake.url]
    settings = {**environment(Path.cwd() / ".data"), "PYTHONPATH": str(Path(__file__).parent.parent)}
    process = subprocess.Popen(command, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, env=settings)
    os.close(theirs)
    said = b""
    while b"[y/N]" not in said:
        said += os.read(ours, 1000)
    os.write(ours, answer)
    process.communicate(timeout=60)
    try:
        while more := os.read(ours, 1000):
            said += more
    except OSError:
        pass
    os.close(ours)
    return process.returncode, said.decode()


@pytest.mark.parametrize(
    ("answer", "code", "sent", "later"), [(b"y\n", 0, 5, 0), (b"n\n", 2, 0, 2), (b"\x04", 2, 0, 2)]
)
def test_a_user_at_a_terminal_is_shown_the_host_and_asked(answer: bytes, code: int, sent: int, later: int) -> None:
    with Fake() as fake:
        returned, said = _on_a_terminal(fake, answer)
        assert (returned, len(fake.requests)) == (code, sent)
        assert f"will be sent to 127.0.0.1:{fake.port} (model m)" in said
        again = review(fake)
        assert (again.exit_code, len(fake.requests)) == (later, sent)
        assert ("declined" in again.stderr) == (answer == b"n\n")


@pytest.mark.parametrize(
    ("arguments", "environ", "message"),
    [
        (("--grader", "m"), {}, "grader m: its endpoint is not named"),
        (("--grader", "m"), {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_API_KEY": KEY}, "is not named"),
        (("--base-url", "http://127.0.0.1:9/v1"), {}, "give --grader MODEL"),
        (("--grader", "m", "--base-url", f"http://u:{KEY}@h/v1"), {}, "no user, password or query"),
        (("--grader", "m", "--base-url", f"http://h/v1?key={KEY}"), {}, "no user, password or query"),
        (("--grader", "m", "--base-url", "h/v1"), {}, "name the endpoint in full"),
        (("--grader", "m", "--base-url", "http://h/v1", "--budget", "1"), {}, "price_in"),
        (("--grader", "m", "--base-url", "http://h/v1"), {"REVIEWER_API_KEY": f"{KEY}密"}, "api_key"),
        (("--grader", "m", "--base-url", "http://h/v1"), {"REVIEWER_API_KEY_FILE": KEY}, "api_key_file"),
    ],
)
def test_an_endpoint_that_is_not_named_in_full(
    arguments: tuple[str, ...], environ: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    write_rows(Path("a.txt"), 1)
    done = run(None, "review", "a.txt", "--yes", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert KEY not in done.stderr


# -- two judges


def test_the_rules_judge_beside_a_model() -> None:
    with Fake() as fake:
        done = review(fake, "--yes", "--format", "jsonl", "--all")
        alone = run(None, "review", "a.txt", "--format", "jsonl", "--all")
    rows = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    ruled = {row["name"]: row for row in map(json.loads, alone.stdout.splitlines())}
    questions = ("vagueness", "misclassification", "target_measurability")
    assert len(rows) == len(ruled) == ROWS
    for name, row in rows.items():
        assert (row["grader"], row["key"][:4]) == ("m", "llm:")
        assert row["rules"] == {question: ruled[name][question] for question in questions}
        opposed = [q for q in questions if {row[q]["grade"], row["rules"][q]["grade"]} == {"pass", "fail"}]
        assert row["contested"] == opposed
    assert any(row["contested"] for row in rows.values())
    assert {(row["grader"], row["rules"], len(row["contested"])) for row in ruled.values()} == {("rules", None, 0)}


def test_the_table_counts_contested_rows_and_shows_both_opinions() -> None:
    with Fake() as fake:
        contested = [
            row
            for row in map(json.loads, review(fake, "--yes", "--format", "jsonl", "--all").stdout.splitlines())
            if row["contested"]
        ]
        table = review(fake).stdout
    assert "绩效目标审核（由 m 判定）" in table
    assert f"模型与规则判定相反{len(contested)}行" in "".join(table.split())
    name = contested[0]["name"]
    assert f"     退回：“{name}”请予修改完善。\n     规则：无意见（指标含糊、指标值不可衡量，判定相反）\n" in table


def test_both_judges_verdicts_are_known_to_a_second_run() -> None:
    with Fake() as fake:
        first = review(fake, "--yes", "--format", "jsonl", "--all")
        second = review(fake, "--format", "jsonl", "--all")
        assert (len(fake.requests), second.stdout) == (5, first.stdout)
        assert (first.stderr[:8], second.stderr) == ("m：调用 5 次", "")


# -- ends


def test_a_run_that_reaches_its_limit_of_calls_goes_on_the_next_time() -> None:
    with Fake() as fake:
        done = review(fake, "--yes", "--max-calls", "2", "--format", "jsonl", "--all")
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert (done.exit_code, len(fake.requests)) == (3, 2)
        assert [row["ungraded"] for row in rows if row["rank"] is None] == ["达到调用次数上限，未评"] * (ROWS - 16)
        assert all(row["rules"] for row in rows)
        assert done.stderr.endswith(
            "reviewer: stopped after 2 calls (--max-calls); run again to go on with what is missing\n"
        )
        assert (review(fake, "--check").exit_code, len(fake.requests)) == (1, 5)


def test_a_run_stays_within_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_PRICE_IN", "10")
    monkeypatch.setenv("REVIEWER_PRICE_OUT", "20")
    monkeypatch.setenv("REVIEWER_CONCURRENCY", "1")
    with Fake() as fake:
        done = review(fake, "--yes", "--budget", "0.4", "--format", "jsonl")
        assert (done.exit_code, 0 < len(fake.requests) < 5) == (3, True)
        assert "stopped before the budget of 0.4 would be exceeded" in done.stderr
        assert "费用 0.3" in done.stderr


def test_an_endpoint_that_refuses_the_key_ends_the_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_API_KEY", KEY)
    monkeypatch.setenv("REVIEWER_CONCURRENCY", "1")
    with Fake(lambda _number, _rows: "401") as fake:
        done = review(fake, "--yes")
        assert (done.exit_code, len(fake.requests)) == (3, 1)
        assert fake.headers[0]["authorization"] == f"Bearer {KEY}"
        assert "set REVIEWER_API_KEY, or api_key_file in reviewer.toml" in done.stderr
        assert f"未评指标 {ROWS} 行\n  {ROWS} 行：接口不认可密钥（401），未评\n" in done.stdout


def _interrupted(fake: Fake, times: int) -> tuple[int, str, str]:
    """What a run leaves behind that is stopped by Ctrl-C after three calls."""
    process = start(fake, Path.cwd(), "review", "a.txt", "--yes", "--db", "a.db", concurrency=2)
    while len(fake.requests) < 3:
        time.sleep(0.01)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.03)
    stdout, stderr = process.communicate(timeout=30)
    return process.returncode, stdout, stderr


def test_ctrl_c_leaves_a_partial_report_and_the_next_run_asks_for_the_rest() -> None:
    write_rows(Path("a.txt"), 400)
    with Fake(delay=0.1) as fake:
        code, stdout, stderr = _interrupted(fake, 1)
        assert (code, "Traceback" in stderr) == (3, False)
        assert "运行被中断，以下仅为已完成的部分。\n读取文件 1 个，绩效目标表 1 张，指标 400 行。" in stdout
        kept = len(verdicts(Path("a.db")))
        asked = len(fake.requests)
        assert 8 * (asked - 2) <= kept < 400
        fake.delay = 0.0
        assert run(fake, "review", "a.txt", "--db", "a.db").exit_code == 0
        assert len(fake.requests) - asked == (400 - kept) // 8


def test_a_second_ctrl_c_stops_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from reviewer import ranking

    def interrupted(rows: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ranking, "rank", interrupted)
    with Fake() as fake:
        done = review(fake, "--yes")
        assert (done.exit_code, done.stdout) == (3, "")
        assert done.stderr == "reviewer: interrupted; the verdicts given so far are kept\n"


# -- the key


@pytest.mark.parametrize("by_file", [False, True])
def test_the_key_stands_nowhere(by_file: bool, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Not in the database, nor in any report, log line or error, whatever the endpoint answers."""
    if by_file:
        outside = folder.parent / f"{folder.name}.key"
        outside.write_text(f"{KEY}\n")
        monkeypatch.setenv("REVIEWER_API_KEY_FILE", str(outside))
    else:
        monkeypatch.setenv("REVIEWER_API_KEY", KEY)
    said = ""
    with Fake(script("good", "401")) as fake:
        for arguments in (("plan", "a.txt"), ("doctor",), ("review", "a.txt", "--yes", "--max-calls", "3")):
            write_rows(Path("a.txt"), ROWS)
            done = run(fake, *arguments)
            said += done.stdout + done.stderr
        for name in ("a.csv", "a.jsonl"):
            said += review(fake, "-o", name).stdout
        assert {head["authorization"] for head in fake.headers} == {f"Bearer {KEY}"}
    said += run(None, "cache", "export", "-o", "verdicts.jsonl").stdout + run(None, "cache", "stats").stdout
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert "Incorrect API key provided" in said
    assert b"llm:" in written
    assert KEY not in said
    assert KEY.encode() not in written


def test_a_key_in_the_settings_file_is_refused() -> None:
    Path("reviewer.toml").write_text(f'api_key = "{KEY}"')
    done = run(None, "review", ".")
    assert (done.exit_code, KEY in done.stderr) == (2, False)
    assert "reviewer.toml: api_key: a key does not belong here; set REVIEWER_API_KEY" in done.stderr

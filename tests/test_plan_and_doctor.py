"""What a run would take, and what an endpoint understands, from the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reviewer.cli import app
from tests.fake_server import Fake, Plan, script
from tests.runs import write_rows

pytestmark = pytest.mark.usefixtures("warm", "folder")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def named(fake: Fake) -> tuple[str, ...]:
    return ("--grader", "m", "--base-url", fake.url)


PLAN = """评判计划（由 m 判定）
指标 40 行，不重复 40 条，已有判定 {known} 条，待评判 {left} 条。
预计调用 {calls} 次，发送约 {sent} 词元，接收约 {received} 词元。
{money}
预计用时 {time}（同时调用 {concurrency} 个）。
评判时指标文字将发送至 {host}；本命令不发送任何内容。
估算口径：一个汉字计 1 个词元，其他 4 个字符计 1 个；每条答复计 200 个词元，每秒输出 65 个；每次调用另计 {latency} 秒\
（{measured}）；不含重问。
"""
UNPRICED = "未设置单价（price_in、price_out，每百万词元），无法估算费用。"


def _sent(text: str) -> str:
    return text.split("发送约 ")[1].split(" ", maxsplit=1)[0]


def test_a_plan_sends_nothing_and_needs_no_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    write_rows(Path("a.txt"), 40)
    with Fake() as fake:
        host = f"127.0.0.1:{fake.port}"
        done = run("plan", "a.txt", *named(fake))
        assert (done.exit_code, done.stderr, fake.requests) == (0, "", [])
        expected = {"known": 0, "left": 40, "calls": 5, "received": "8,000", "money": UNPRICED, "host": host}
        expected |= {"time": "26 秒", "concurrency": 16, "latency": "1.0", "measured": "未探测，为假定值"}
        sent = _sent(done.stdout)
        assert done.stdout == PLAN.format(**expected, sent=sent)

        run("review", "a.txt", "--yes", "--max-calls", "1", *named(fake))
        monkeypatch.setenv("REVIEWER_PRICE_IN", "2")
        monkeypatch.setenv("REVIEWER_PRICE_OUT", "8")
        monkeypatch.setenv("REVIEWER_CONCURRENCY", "2")
        done = run("plan", "a.txt", *named(fake))
        sent = _sent(done.stdout)
        price = (int(sent.replace(",", "")) * 2 + 6_400 * 8) / 1e6
        expected |= {"known": 8, "left": 32, "calls": 4, "received": "6,400", "time": "51 秒", "concurrency": 2}
        expected["money"] = f"预计费用 {price:.2f} 元（每百万词元发送 2、接收 8 元）。"
        assert done.stdout == PLAN.format(**expected, sent=sent)
        assert len(fake.requests) == 1


def test_the_plan_s_calls_are_those_of_the_run() -> None:
    write_rows(Path("a.txt"), 43)
    with Fake() as fake:
        told = run("plan", "a.txt", *named(fake)).stdout
        run("review", "a.txt", "--yes", *named(fake))
        assert f"预计调用 {len(fake.requests)} 次" in told
        assert (
            "待评判 0 条。\n预计调用 0 次，发送约 0 词元，接收约 0 词元。\n"
            in run("plan", "a.txt", *named(fake)).stdout
        )


def test_a_plan_of_the_rules() -> None:
    write_rows(Path("a.txt"), 3)
    done = run("plan", "a.txt", "gone.txt")
    assert (done.exit_code, done.stderr) == (3, "gone.txt：找不到该文件或文件夹，请检查路径\n")
    assert done.stdout == (
        "评判计划（由规则判定，不使用语言模型）\n指标 3 行，不重复 3 条，已有判定 0 条，待评判 3 条。\n"
        "不调用接口，不发送任何内容。\n"
    )


PROBED = [
    (script(), "json_schema", ["yes"] * 4),
    (script("400 parameter"), "json_object", ["no", "yes", "yes", "yes"]),
    (script("400 parameter", "good", "html"), "tools", ["no", "yes", "no", "yes"]),
    (script("html", "html", "html"), "plain", ["no", "no", "no", "yes"]),
]


@pytest.mark.parametrize(("plan", "best", "works"), PROBED, ids=[case[1] for case in PROBED])
def test_doctor_remembers_the_best_mode_and_a_review_uses_it(plan: Plan, best: str, works: list[str]) -> None:
    write_rows(Path("a.txt"), 8)
    with Fake(plan) as fake:
        done = run("doctor", *named(fake))
        lines = done.stdout.splitlines()
        assert (done.exit_code, done.stderr, len(fake.requests)) == (0, "", 4)
        assert lines[:3] == [f"m at {fake.url}", "", "mode         works seconds"]
        assert [line.split()[:2] for line in lines[3:7]] == [
            [mode, word] for mode, word in zip(("json_schema", "tools", "json_object", "plain"), works, strict=True)
        ]
        assert lines[7:] == ["", f"{best} is remembered for this model and endpoint"]
        assert "路" not in str(fake.requests), "nothing of any file is sent"
        run("review", "a.txt", "--yes", *named(fake))
        sent = fake.requests[-1]
        asked = (sent.get("response_format") or {}).get("type") or ("tools" if "tools" in sent else "plain")
        assert asked == best
        assert "（探测所得）" in run("plan", "a.txt", *named(fake)).stdout


def test_a_setting_goes_before_what_doctor_found(monkeypatch: pytest.MonkeyPatch) -> None:
    write_rows(Path("a.txt"), 8)
    monkeypatch.setenv("REVIEWER_MODE", "plain")
    with Fake() as fake:
        assert run("doctor", *named(fake)).stdout.endswith(
            "json_schema is remembered for this model and endpoint\nthe setting mode = plain goes before it\n"
        )
        run("review", "a.txt", "--yes", *named(fake))
        assert "response_format" not in fake.requests[-1]


def test_an_endpoint_where_nothing_works() -> None:
    with Fake(lambda _number, _rows: "401") as fake:
        done = run("doctor", *named(fake))
    assert (done.exit_code, done.stderr) == (2, "")
    assert done.stdout.endswith("\n\nno mode works: a review with this model cannot run\n")
    assert done.stdout.count("set REVIEWER_API_KEY") == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("doctor",), "no model is named; give --grader MODEL"),
        (("doctor", "--grader", "m"), "its endpoint is not named; give --base-url URL"),
        (("plan", ".", "--grader", "m"), "its endpoint is not named; give --base-url URL"),
        (("plan", "gone"), "no such file or folder: gone"),
    ],
)
def test_could_not_run(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout, message in done.stderr) == (2, "", True)

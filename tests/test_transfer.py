"""Verdicts carried from one database to another: what comes back, what stays, what is passed over."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reviewer import transfer
from reviewer.cli import app
from reviewer.grading.offline import Rules
from reviewer.model import Graded, Shown, verdict_key
from reviewer.records import Origin
from reviewer.store import Store
from tests.sheets import advise, fail

pytestmark = pytest.mark.usefixtures("folder")

SHOWN = {verdict_key("llm", shown, "f1"): shown for shown in (Shown(name="提高工作", target="95"), Shown(tree="2021"))}
FIRST, SECOND = SHOWN
VERDICTS = [
    Graded(
        FIRST,
        "m",
        fail("V-slogan", "V-object"),
        advise("M-category", belongs=("质量指标",)),
        opinion="请修改。",
        rewrite="【待填】",
    ),
    Graded(SECOND, "m", notes=("提示",)),
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["cache", *arguments])


def _filled(db: str) -> None:
    with Store(Path(db)) as store:
        store.add(VERDICTS, SHOWN, Origin("f1", "7"))


def test_verdicts_come_back_whole() -> None:
    _filled("a.db")
    assert run("export", "--db", "a.db", "-o", "a.jsonl").exit_code == 0
    done = run("import", "a.jsonl", "--db", "b.db")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "a.jsonl: 2 new, 0 known, 0 skipped\n", "")
    with Store(Path("a.db")) as one, Store(Path("b.db")) as other:
        assert list(other.kept()) == list(one.kept())
        assert other.verdicts(SHOWN) == {verdict.key: verdict for verdict in VERDICTS}
    assert run("export", "--db", "b.db").stdout == Path("a.jsonl").read_text(encoding="utf-8")


def test_rules_and_models_verdicts_are_told_apart() -> None:
    _filled("a.db")
    rules = Rules()
    shown = Shown(name="提高工作效率", target="是/否")
    with Store(Path("a.db")) as store:
        store.add([rules.judge(shown)], {rules.key(shown): shown}, Origin(rules.fingerprint))
    (line,) = run("export", "--grader", "rules", "--db", "a.db").stdout.splitlines()
    assert (json.loads(line)["key"], json.loads(line)["prompt_version"]) == (rules.key(shown), None)
    assert len(run("export", "--grader", "m", "--db", "a.db").stdout.splitlines()) == 2
    assert run("import", "-", "--db", "a.db").exit_code == 2


def test_the_verdict_already_present_stays() -> None:
    _filled("a.db")
    Path("a.jsonl").write_text(run("export", "--db", "a.db").stdout, encoding="utf-8")
    other = Graded(FIRST, "m", opinion="另一个")
    with Store(Path("b.db")) as store:
        store.add([other], SHOWN)
    assert run("import", "a.jsonl", "--db", "b.db").stdout == "a.jsonl: 1 new, 1 known, 0 skipped\n"
    assert run("import", "a.jsonl", "a.jsonl", "--db", "b.db").stdout == "a.jsonl: 0 new, 2 known, 0 skipped\n" * 2
    with Store(Path("b.db")) as store:
        assert store.verdicts([FIRST]) == {FIRST: other}


def _line(**changed: object) -> str:
    """The first verdict's line with something changed; None leaves a key out."""
    with Store(Path("c.db")) as store:
        store.add(VERDICTS[:1], SHOWN, Origin("f1", "7"))
        told = json.loads(next(transfer.lines(store)))
    told |= changed
    return json.dumps({key: value for key, value in told.items() if value != "LEFT OUT"}, ensure_ascii=False)


PASS = {"grade": "pass", "defects": [], "quote": None, "reason": None, "belongs": []}
MALFORMED = {
    "no JSON": "x",
    "cut": '{"key": "llm:',
    "a list": "[]",
    "a key too many": {"extra": 1},
    "a key too few": {"opinion": "LEFT OUT"},
    "no such key": {"key": "llm:12"},
    "another's key": {"key": "llm:" + "0" * 64},
    "another indicator": {"shown": {"name": "别的"}},
    "another judge": {"fingerprint": "f2"},
    "no such grade": {"vagueness": PASS | {"grade": "bad"}},
    "a pass with a code": {"vagueness": PASS | {"defects": ["V-slogan"]}},
    "a fail without a code": {"vagueness": PASS | {"grade": "fail", "quote": "x", "reason": "y"}},
    "a fail without a quote": {"vagueness": PASS | {"grade": "fail", "defects": ["V-slogan"], "reason": "y"}},
    "a code of another question": {
        "vagueness": PASS | {"grade": "fail", "defects": ["T-words"], "quote": "x", "reason": "y"}
    },
    "no time": {"created": "yesterday"},
    "no judge": {"grader": ""},
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_line_is_named_by_its_number_and_passed_over(case: str) -> None:
    change = MALFORMED[case]
    line = change if isinstance(change, str) else _line(**change)
    Path("a.jsonl").write_text(f"\n{line}\n{_line()}\n", encoding="utf-8")
    done = run("import", "a.jsonl", "--db", "b.db")
    assert (done.exit_code, done.stdout) == (3, "a.jsonl: 1 new, 0 known, 1 skipped\n")
    assert done.stderr.startswith("a.jsonl:2: not a verdict, skipped: ")
    assert len(done.stderr.splitlines()) == 1


def test_many_malformed_lines_are_named_in_ranges() -> None:
    lines = [_line() if number in (30, 33) else "x" for number in range(1, 41)]
    Path("a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("import", "a.jsonl", "--db", "b.db")
    assert done.stderr.splitlines()[20:] == ["a.jsonl: not a verdict, skipped: lines 21-29, 31-32, 34-40"]


def test_bytes_that_are_no_text_are_malformed_lines() -> None:
    Path("a.jsonl").write_bytes(b"\xff\xfe\n\xef\xbb\xbf" + _line().encode() + b"\r\n" + b"\x00" * 10)
    Path("b.jsonl").write_bytes(b"\xef\xbb\xbf" + _line().encode() + b"\r\n")
    done = run("import", "a.jsonl", "b.jsonl", "--db", "b.db")
    assert done.exit_code == 3
    assert done.stdout == "a.jsonl: 0 new, 0 known, 3 skipped\nb.jsonl: 1 new, 0 known, 0 skipped\n"


def test_a_file_that_is_not_there() -> None:
    done = run("import", "gone.jsonl", "--db", "b.db")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "reviewer: gone.jsonl: cannot be read (No such file or directory); name a file that `cache export` wrote\n"
    )


def test_stats() -> None:
    _filled("a.db")
    with Store(Path("a.db")) as store:
        store.add([Graded("rules:1", "rules")], {"rules:1": Shown()}, Origin("r"))
    lines = run("stats", "--db", "a.db").stdout.splitlines()
    assert lines[0].startswith("a.db: 3 verdicts, ")
    assert [line.split()[:-3] for line in lines[1:]] == [["2", "m", "prompts", "7"], ["1", "rules"]]


PRUNED = [
    (("--grader", "m"), 2),
    (("--grader", "rules"), 1),
    (("--prompt", "7"), 2),
    (("--prompt", "8"), 0),
    (("--older-than", "1"), 1),
    (("--older-than", "1", "--grader", "m"), 1),
    (("--older-than", "1", "--grader", "rules"), 0),
]


@pytest.mark.parametrize(("arguments", "gone"), PRUNED, ids=[" ".join(case[0]) for case in PRUNED])
def test_prune_deletes_what_all_of_the_given_applies_to(arguments: tuple[str, ...], gone: int) -> None:
    Path("a.jsonl").write_text(_line(created="2020-01-01T00:00:00+08:00"), encoding="utf-8")
    run("import", "a.jsonl", "--db", "a.db")
    _filled("a.db")
    with Store(Path("a.db")) as store:
        store.add([Graded("rules:1", "rules")], {"rules:1": Shown()}, Origin("r"))
    assert run("prune", *arguments, "--db", "a.db").stdout == f"{gone} deleted\n"
    with Store(Path("a.db")) as store:
        assert len(list(store.kept())) == 3 - gone


def test_prune_wants_to_know_which() -> None:
    done = run("prune", "--db", "a.db")
    assert (done.exit_code, "--older-than, --grader or --prompt" in done.stderr) == (2, True)

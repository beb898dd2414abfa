"""Past runs looked up from the command line: what is listed, what a row shows, what is not found."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reviewer.cli import app
from reviewer.model import Grade, Graded, HumanDecision
from reviewer.store import Store

ROWS = (
    "一级指标\t二级指标\t三级指标\t指标值",
    "效益指标\t社会效益指标\t提高工作效率\t进一步提高",
    "\t\t惠及困难群众人数\t≥300人",
)
SHEET = "民政局绩效目标表\n部门：民政局\n项目名称：救助补助\n" + "\n".join(ROWS) + "\n"
SOME = [
    r"  文件            a\.txt",
    r"  位置            第1张表 第5行",
    r"  部门            民政局",
    r"  项目            救助补助",
    r"  当时            计为问题指标",
    r"  指标名称        提高工作效率",
    r"  指标值          进一步提高",
    r"  指标含糊        退回修改 .*“.*” .+",
    r"  审核意见        “提高工作效率”.*",
    r"  判定者          rules 版本指纹 [0-9a-f]{12}",
    r"  判定键          rules:[0-9a-f]{64}",
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one sheet and a database of its own."""
    monkeypatch.setenv("REVIEWER_DB", str(tmp_path / "kept.db"))
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(SHEET, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_before_the_first_run() -> None:
    assert run("runs").stdout == "尚无运行记录。\n"
    missing = run("show", "last")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert missing.stderr.endswith("kept.db; `reviewer runs` lists them, `last` is the latest\n")


def test_runs_the_latest_first() -> None:
    run("review", "a.txt")
    with Store(Path("kept.db")) as store:
        store.start_run("some-model", ["a.txt", "b.txt"])
    stamp = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    head, killed, finished = run("runs").stdout.splitlines()
    assert head == "  运行  开始时间（UTC）        文件      指标  问题指标    未评    未读  判定者　路径"
    assert re.fullmatch(
        rf"     2  {stamp} {{7}}— {{9}}— {{9}}— {{7}}— {{7}}—  some-model　a\.txt b\.txt（未完成）", killed
    )
    assert re.fullmatch(rf"     1  {stamp} {{7}}1 {{9}}2 {{9}}1 {{7}}0 {{7}}0  rules　a\.txt", finished)


@pytest.mark.parametrize("run_name", ["1", "last"])
def test_a_row_by_rank_and_by_identity(run_name: str) -> None:
    run("review", "a.txt")
    listed = run("show", run_name).stdout.splitlines()[1:]
    assert [line[:7] for line in listed] == ["      1", "      2"]
    identity = listed[0].split()[1]
    shown = run("show", run_name, "1").stdout
    assert run("show", run_name, identity).stdout == run("show", run_name, identity[:8]).stdout == shown
    for pattern in SOME:
        assert re.search(f"^{pattern}$", shown, re.M), pattern
    assert shown.endswith("\n审核决定：无\n")


def test_rows_that_hold_a_text() -> None:
    run("review", "a.txt")
    assert [line.split()[0] for line in run("show", "last", "--find", "困难群众").stdout.splitlines()[1:]] == ["2"]
    assert len(run("show", "last", "--find", "救助补助").stdout.splitlines()) == 3
    assert len(run("show", "last", "--find", "%").stdout.splitlines()) == 1


def test_every_place_and_every_decision() -> None:
    """A sheet handed in twice is met in two places; decisions tell who, when, in which words and from where."""
    Path("b.txt").write_text(SHEET, encoding="utf-8")
    run("review", ".")
    with Store(Path("kept.db")) as store:
        row = store.select("select row from run_rows where rank = 1")[0][0]
        first = HumanDecision(row, "待核", None, None, "2026-03-01T08:00:00+00:00", common=True, file="甲.xlsx")
        last = HumanDecision(row, "退回修改", "请写明口径。", "王审核", "2026-03-02T08:00:00+00:00", edited=True)
        store.decide([first, last])
    shown = run("show", "last", row).stdout
    assert "  同一行另在      ./b.txt 第1张表 第5行\n" in shown
    assert shown.endswith(
        "\n审核决定（UTC，最近的在前）\n"
        "  2026-03-02 08:00:00  退回修改 意见（已改写）：请写明口径。 审核人：王审核\n"
        "  2026-03-01 08:00:00  待核 审核人未署名 同文一并适用 来自 甲.xlsx\n"
    )


def test_what_the_rules_say_beside_a_model() -> None:
    from reviewer import history
    from reviewer.model import Shown
    from reviewer.records import Origin

    run("review", "a.txt")
    shown = Shown("效益指标", "社会效益指标", name="提高工作效率", target="进一步提高")
    with Store(Path("kept.db")) as store:
        store.add([Graded("llm:1", "some-model")], {"llm:1": shown}, Origin("f" * 40, "2"))
        (own,) = [row for row in history.rows(store, 1) if row.rank == 1]
        assert history.beside(store, own) is None
        told = history.beside(store, replace(own, verdict=Graded("llm:1", "some-model")))
    assert told == own.verdict


def test_a_verdict_deleted_since_is_said_to_be_gone() -> None:
    run("review", "a.txt")
    run("cache", "prune", "--older-than", "0", "--grader", "rules")
    with Store(Path("kept.db")) as store:
        store.prune(grader="rules")
    assert "  未评            该判定已从数据库清除\n" in run("show", "last", "1").stdout


@pytest.mark.parametrize(
    ("wanted", "told"),
    [("9", "9: no row of run 1; "), ("%", "%: several rows of run 1; "), ("zz", "zz: no row of run 1; ")],
)
def test_no_such_row(wanted: str, told: str) -> None:
    run("review", "a.txt")
    missing = run("show", "1", wanted)
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert missing.stderr.startswith(f"reviewer: {told}give the rank")


def test_a_model_and_its_prompt_are_named() -> None:
    from reviewer.history import PastRow
    from reviewer.records import Origin
    from reviewer.report.history import _version

    verdict = Graded("k", "some-model")
    assert verdict.vagueness.grade is Grade.PASS
    past = PastRow(
        1, 1, 0.0, False, "a", 1, "第1行", *[None] * 8, False, "r", "k", None, verdict, Origin("f" * 40, "2"), ""
    )
    assert _version(past) == "提示词第 2 版，版本指纹 ffffffffffff"

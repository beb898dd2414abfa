"""What people decided, made golden: which rows, which labels, and how they are counted."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reviewer import golden
from reviewer.cli import app
from reviewer.model import Grade, HumanDecision, Question
from reviewer.store import Store
from tests.desk import GOOD, SLOGAN, UNIT, rows, stored, submission
from tests.test_golden import Always
from tests.test_golden import folder as golden_folder

pytestmark = pytest.mark.usefixtures("folder")
ROW = rows(submission())
SLOGANS = [ROW[f"{project}/提高"] for project in ("公路养护", "桥梁检测", "养老服务")]
MEETING, PASSED = ROW["桥梁检测/会议"], ROW["公路养护/培训"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "golden").mkdir()
    golden_folder(tmp_path / "golden", [])
    with Store(Path("a.db")) as store:
        stored(store, submission())
        yield store  # type: ignore[misc]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["golden", *arguments])


def add() -> Result:
    return run("add", "--from-decisions", "--db", "a.db")


def decide(store: Store, decision: str, *row: str, key: str | None = None, opinion: str | None = None) -> None:
    when = "2026-04-01T00:00:00+00:00"
    store.decide(HumanDecision(one, decision, opinion, "王芳", when, key=key) for one in row)  # type: ignore[arg-type]


def lines(name: str) -> list[dict[str, object]]:
    path = Path("golden/judgments") / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_a_weak_row_sent_back_becomes_golden(store: Store) -> None:
    decide(store, "退回修改", *SLOGANS, opinion="请改。")
    done = add()
    assert (done.exit_code, done.stderr) == (0, "")
    (row,) = lines("decided.jsonl")
    assert done.stdout == (
        "1 golden rows added, 0 row labels added, 0 known\n"
        f"  golden  [{row['id']}] fail/pass/fail  社会效益指标 | 提高工作效率 | 办事更快 | 是/否 | -\n"
    )
    assert {name: value for name, value in row.items() if value and name != "id"} == {
        "level1": "效益指标",
        "level2": "社会效益指标",
        "tree": "2015",
        "name": "提高工作效率",
        "description": "办事更快",
        "target": "是/否",
        "vagueness": "fail",
        "misclassification": "pass",
        "target_measurable": "fail",
        "codes": ["V-slogan", "T-yes-no"],
        "why": "请改。",
    }
    assert lines("row_labels.jsonl") == []
    (loaded,) = golden.decided(Path("golden"))
    assert loaded.expected(Question.TARGET) is Grade.FAIL
    assert add().stdout == "0 golden rows added, 0 row labels added, 1 known\n"
    assert len(lines("decided.jsonl")) == 1


LABELS = [
    ("advice", "建议修改", SLOGANS[0], SLOGAN.key),
    ("nothing", "不提意见", MEETING, UNIT.key),
    ("sent back what the judge let through", "退回修改", PASSED, GOOD.key),
    ("by an older database", "不提意见", MEETING, None),
]


@pytest.mark.parametrize(("title", "decision", "row", "key"), LABELS, ids=[case[0] for case in LABELS])
def test_any_other_decision_is_a_label(title: str, decision: str, row: str, key: str | None, store: Store) -> None:
    decide(store, decision, row, key=key)
    assert add().stdout.startswith("0 golden rows added, 1 row labels added, 0 known\n")
    (label,) = lines("row_labels.jsonl")
    assert (label["decision"], lines("decided.jsonl")) == (decision, [])
    assert add().stdout == "0 golden rows added, 0 row labels added, 1 known\n"


def test_what_is_not_added(store: Store) -> None:
    decide(store, "待核", MEETING)
    decide(store, "退回修改", SLOGANS[0])
    decide(store, "不提意见", SLOGANS[1])
    decide(store, "不提意见", "gone")
    assert add().stdout == (
        "0 golden rows added, 0 row labels added, 0 known\n"
        "1 not added: decided otherwise in the folder, or on a row that says the same\n"
        "  社会效益指标 | 提高工作效率 | 是/否\n"
        "1 not added: their verdict is no longer in the database\n"
    )
    assert (lines("decided.jsonl"), lines("row_labels.jsonl")) == ([], [])


def test_what_stands_in_the_folder_is_not_contradicted(store: Store) -> None:
    decide(store, "退回修改", SLOGANS[0], MEETING)
    add()
    decide(store, "不提意见", MEETING)
    assert "1 not added: decided otherwise" in add().stdout
    assert [label["decision"] for label in lines("row_labels.jsonl")] == ["退回修改"]


def test_rows_are_counted_apart_and_recordings_stay(store: Store) -> None:
    decide(store, "退回修改", SLOGANS[0])
    decide(store, "建议修改", MEETING)
    before = golden.everything(Path("golden"))
    add()
    assert golden.everything(Path("golden")) == before
    reports, _ = golden.check(Always(Grade.FAIL), Path("golden"), "always")
    assert [(report.name, report.rows) for report in reports] == [("tune", 0), ("check", 0), ("decided", 1)]
    done = run("check", "--golden", "golden")
    assert done.exit_code == 0
    title, _, line = done.stdout.splitlines()[-3:]
    assert title == "whole rows: what reviewers decided against the worst grade (0 not graded)"
    assert line.split()[:4] == ["weak", "rows", "2", "1.000"]


def test_a_judge_that_knows_none_of_them_reports_none(store: Store) -> None:
    decide(store, "退回修改", SLOGANS[0])
    add()
    reports, _ = golden.check(Always(None), Path("golden"), "always")
    assert [report.name for report in reports] == ["tune", "check"]


def test_a_broken_label_is_named(store: Store) -> None:
    Path("golden/judgments/row_labels.jsonl").write_text("{}\n", encoding="utf-8")
    done = add()
    assert (done.exit_code, done.stderr) == (
        2,
        "reviewer: golden/judgments/row_labels.jsonl:1: not a label: Field required\n",
    )


def test_it_must_be_said_from_where() -> None:
    done = run("add")
    assert (done.exit_code, done.stderr) == (2, "reviewer: golden add: say from where; give --from-decisions\n")

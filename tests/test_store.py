"""What is written comes back, the first verdict stays, several processes share a file, an unusable one is named."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer import store as store_module
from reviewer.errors import StoreError, Unread
from reviewer.model import Answer, Grade, Graded, HumanDecision, ReviewedRow, Shown, Ungraded
from reviewer.ranking import rank
from reviewer.records import Kept, Origin
from reviewer.schema import STEPS
from reviewer.store import Remembered, Store
from tests.sheets import advise, fail, graded, indicator, review, sheet

FULL = Graded(
    "rules:1",
    "rules",
    fail("V-slogan", "V-object", quote="提高"),
    Answer(Grade.ADVISE, ("M-category",), "工作", "应归质量", ("质量指标", "时效指标")),
    opinion="“提高”说不清。",
    rewrite="【待填】",
    notes=("疑为导出截断",),
)
NOTHING_WRONG = graded("rules:2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "reviewer.db"


def test_a_verdict_comes_back_whole(path: Path) -> None:
    shown = {"rules:1": Shown(name="提高工作", target="95"), "rules:2": Shown()}
    with Store(path) as store:
        store.add([FULL, NOTHING_WRONG], shown)
    with Store(path) as store:
        assert store.verdicts(["rules:1", "rules:2", "rules:3"]) == {"rules:1": FULL, "rules:2": NOTHING_WRONG}
    (row,) = _query(
        path, "select name, target, vagueness, misclassification, codes from verdicts where key = 'rules:1'"
    )
    assert row == ("提高工作", "95", "fail", "advise", "V-slogan V-object M-category")


def test_the_first_verdict_stays(path: Path) -> None:
    with Store(path) as store:
        store.add([graded("k", v=fail("V-slogan"))], {"k": Shown()})
        store.add([graded("k")], {"k": Shown()})
        assert store.verdicts(["k"]) == {"k": graded("k", v=fail("V-slogan"))}


def test_many_keys_are_looked_up(path: Path) -> None:
    keys = [f"k{number}" for number in range(1_201)]
    with Store(path) as store:
        store.add(map(graded, keys), dict.fromkeys(keys, Shown()))
        assert set(store.verdicts(iter([*keys, "unknown"]))) == set(keys)


def test_a_run_is_kept_with_its_rows(path: Path) -> None:
    weak = ReviewedRow(
        sheet(file="甲.txt", department="民政局", project_name="救助"),
        indicator("口号", 7, level2="质量指标", target="95"),
        graded("k1", v=fail("V-slogan"), opinion="说不清。"),
    )
    fine = ReviewedRow(sheet(), indicator("好", 8), graded("k2"))
    unknown = ReviewedRow(sheet(file="bad\udcff.txt"), indicator("未评", 9), Ungraded("k3", "m", "超时"))
    result = review(*rank([weak, fine, unknown]), unread=(Unread("b.txt", "空文件"),))
    with Store(path) as store:
        store.add([weak.verdict, fine.verdict], {"k1": weak.indicator.shown, "k2": fine.indicator.shown})  # type: ignore[list-item]
        store.finish_run(store.start_run("rules", ["甲.txt", "bad\udcff"]), result)
        store.start_run("rules", ["killed"])
    assert _query(
        path, "select rank, department, project_name, file, place, level2, name, target, opinion from weak_indicators"
    ) == [(1, "民政局", "救助", "甲.txt", "第7行", "质量指标", "口号", "95", "说不清。")]
    assert _query(
        path, "select id, grader, paths, files, sheets, rows, weak, weak_percent, ungraded, unread from runs"
    ) == [
        (2, "rules", '["killed"]', None, None, None, None, None, None, None),
        (1, "rules", '["甲.txt", "bad?"]', 3, 3, 3, 1, 33.3, 1, 1),
    ]
    assert _query(path, "select rank, row, key, ungraded from run_rows order by position") == [
        (1, "row7", "k1", None),
        (2, "row8", "k2", None),
        (None, "row9", "k3", "超时"),
    ]


def test_the_latest_decision_counts(path: Path) -> None:
    early = HumanDecision("r1", "待核", decided="2026-01-01T00:00:00+00:00")
    other = HumanDecision("r2", "不提意见", decided="2026-01-01T00:00:00+00:00")
    late = HumanDecision("r1", "退回修改", "坏\ud800字", "王芳", "2026-01-02", True, True, "k", "book", "甲.xlsx")
    with Store(path) as store:
        assert (store.decide([early, other]), store.decide([late]), store.decide([])) == (2, 1, 0)
    with Store(path) as store:
        assert store.decisions(["r1", "r3"]) == {"r1": replace(late, opinion="坏?字")}
        assert set(store.decisions()) == {"r1", "r2"}


def test_the_answer_for_a_host_is_kept(path: Path) -> None:
    with Store(path) as store:
        assert store.consent("a:1") is None
        store.keep_consent("a:1", False)
        assert (store.consent("a:1"), store.consent("a:2")) == (False, None)
        store.keep_consent("a:1", True)
    with Store(path) as store:
        assert store.consent("a:1") is True


def test_the_last_probe_of_a_model_at_an_endpoint_is_kept(path: Path) -> None:
    with Store(path) as store:
        assert store.mode("http://a/v1", "m") is None
        store.keep_mode("http://a/v1", "m", Remembered("tools", 1.0))
        store.keep_mode("http://a/v1", "m", Remembered("plain", 0.5))
        store.keep_mode("http://a/v1", "n", Remembered("tools", 2.0))
        assert store.mode("http://a/v1", "m") == Remembered("plain", 0.5)


def test_half_a_character_of_a_model_is_no_trouble(path: Path) -> None:
    with Store(path) as store:
        store.add([graded("k", v=fail("V-slogan", reason="\ud83d"), opinion="改\ud83d")], {"k": Shown()})
        assert store.verdicts(["k"])["k"].opinion == "改?"


def test_a_database_of_the_first_version_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "STEPS", STEPS[:1])
    Store(path).close()
    with sqlite3.connect(path) as old:
        old.execute(
            "insert into verdicts (key, grader, vagueness, misclassification, target_measurability, codes, verdict,"
            " created) values ('k', 'rules', 'pass', 'pass', 'pass', '', '{}', '2026')"
        )
    monkeypatch.undo()
    with Store(path) as store:
        assert store.verdicts(["k"]) == {"k": graded("k")}
        assert list(store.kept()) == [Kept(graded("k"), Shown(tree=None), Origin(), "2026")]  # type: ignore[arg-type]
        store.add([graded("k2")], {"k2": Shown()}, Origin("f", "1"))


NOT_A_DATABASE = "not a usable database; name another file with --db, or move this one away"
NOT_WRITABLE = "the database cannot be opened or written; name a writable file with --db"


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("绩效目标表" * 500, encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert str(caught.value) == f"{path}: {NOT_A_DATABASE} (file is not a database)"
    assert path.read_text(encoding="utf-8") == "绩效目标表" * 500


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=NOT_WRITABLE):
        Store(tmp_path / "file" / "a.db")
    with pytest.raises(StoreError, match=NOT_WRITABLE):
        Store(tmp_path)


def test_a_damaged_database_is_named(path: Path) -> None:
    keys = [f"k{number}" for number in range(2_000)]
    with Store(path) as store:
        store.add(map(graded, keys), dict.fromkeys(keys, Shown()))
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(4096 * 3)
        stream.write(os.urandom(size - 4096 * 3))
    with pytest.raises(StoreError) as caught, Store(path) as store:
        store.verdicts(keys)
    assert NOT_A_DATABASE in str(caught.value)


def test_a_database_of_a_newer_program_is_refused(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as other:
        other.execute("insert into _sqlite_migrations (migration_set, name) values ('reviewer', '999 later')")
    with pytest.raises(StoreError, match="written by a newer reviewer \\(999 later\\)"):
        Store(path)


WRITER = """
import sys
from pathlib import Path
from reviewer.model import Graded, Shown
from reviewer.store import Store

with Store(Path(sys.argv[1])) as store:
    for batch in range(int(sys.argv[2])):
        keys = [f"k{batch}-{number}" for number in range(100)]
        if set(keys) - set(store.verdicts(keys)):
            store.add([Graded(key, sys.argv[3]) for key in keys], dict.fromkeys(keys, Shown()))
        print(batch, flush=True)
"""


def _writer(path: Path, batches: int, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(batches), name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_four_processes_write_the_same_rows_into_a_new_file(path: Path) -> None:
    writers = [_writer(path, 20, f"judge{number}") for number in range(4)]
    errors = [writer.communicate(timeout=60)[1] for writer in writers]
    assert errors == [""] * 4
    assert _query(path, "select count(*) from verdicts") == [(2_000,)]


def test_a_kill_loses_no_finished_batch(path: Path) -> None:
    writer = _writer(path, 10_000, "rules")
    assert writer.stdout is not None
    finished = [writer.stdout.readline() for _ in range(5)]
    writer.send_signal(signal.SIGKILL)
    finished += writer.communicate()[0].splitlines()
    (count,) = _query(path, "select count(*) from verdicts")[0]
    assert count % 100 == 0
    assert len(finished) * 100 <= count <= len(finished) * 100 + 100
    with Store(path) as store:
        store.add([graded("after")], {"after": Shown()})


def test_looking_up_many_known_rows_is_quick(path: Path) -> None:
    """A generous bound that only a wrong algorithm breaks; bench/ has the figures."""
    keys = [f"rules:{number:064}" for number in range(20_000)]
    with Store(path) as store:
        store.add((graded(key, t=advise("T-unit")) for key in keys), dict.fromkeys(keys, Shown(name="x")))
        start = time.perf_counter()
        assert len(store.verdicts(keys)) == 20_000
        assert time.perf_counter() - start < 4


def _query(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_the_verdict_is_json(path: Path) -> None:
    with Store(path) as store:
        store.add([FULL], {"rules:1": Shown()})
    ((text,),) = _query(path, "select verdict from verdicts")
    assert set(json.loads(str(text))) == {"vagueness", "misclassification", "opinion", "rewrite", "notes"}

"""The pipeline with a judge and files written for it: what is asked, stored, ranked, and kept when it is stopped."""

import os
import signal
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer import extraction, pipeline, reading
from reviewer.documents import Limits
from reviewer.errors import StoreError, Unread, UsageError
from reviewer.model import Document, Grade, Graded, Paragraph, Place, Question, Sheet, Shown, Ungraded, Verdict
from reviewer.settings import Settings
from reviewer.store import Store
from tests.sheets import PASSED, fail, indicator, sheet


class Judge:
    """Fails a name that says 口号, cannot judge 难, passes the rest; three rows a batch. Ctrl-C after `batches`."""

    name = "rules"
    fingerprint = "f"
    prompt_version = None

    def __init__(self, batches: int = 99) -> None:
        self.asked: list[str | None] = []
        self._batches = batches

    def key(self, shown: Shown) -> str:
        return f"rules:{shown.name}"

    def grade(self, rows: Mapping[str, Shown]) -> Iterator[Mapping[str, Verdict]]:
        names = list(rows)
        for start in range(0, len(names), 3):
            if start // 3 == self._batches:
                raise KeyboardInterrupt
            batch = names[start : start + 3]
            self.asked += [rows[key].name for key in batch]
            yield {key: self._verdict(key, rows[key].name or "") for key in batch}

    def _verdict(self, key: str, name: str) -> Verdict:
        if "难" in name:
            return Ungraded(key, self.name, "判不了")
        return Graded(key, self.name, fail("V-slogan") if "口号" in name else PASSED)


FILES: dict[str, tuple[Sheet, ...] | Unread] = {
    "a.txt": (
        sheet(indicator("好一", 1), indicator("口号", 2), file="a.txt"),
        sheet(indicator("难", 3), file="a.txt", number=2),
    ),
    "b.txt": Unread("b.txt", "空文件"),
    "c.txt": (),
    "d.txt": (sheet(indicator("口号", 4), indicator("好二", 5), indicator("好三", 6), file="d.txt", budget="1"),),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the FILES; reading one gives what stands there."""
    for name in FILES:
        (tmp_path / name).write_text("x")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reading, "read_file", lambda file, limits: FILES[file])
    return tmp_path


def _review(folder: Path, judge: Judge) -> tuple[pipeline.Review, list[tuple[str, int, int]]]:
    steps: list[tuple[str, int, int]] = []
    settings = Settings(db=folder / ".db")
    with Store(settings.db) as store:
        result = pipeline.review(
            [*FILES, "a.txt", "gone.txt"], judge, store, settings, lambda *step: steps.append(step)
        )
    return result, steps


GONE = Unread("gone.txt", "找不到该文件或文件夹，请检查路径")


def test_review(folder: Path) -> None:
    judge = Judge()
    result, steps = _review(folder, judge)
    assert judge.asked == ["好一", "口号", "难", "好二", "好三"], "equal indicators are judged once"
    assert [(row.rank, row.indicator.row, row.worst) for row in result.rows] == [
        (1, "row4", Grade.FAIL),
        (2, "row2", Grade.FAIL),
        (3, "row5", Grade.PASS),
        (4, "row6", Grade.PASS),
        (5, "row1", Grade.PASS),
        (None, "row3", None),
    ]
    assert (result.files, result.sheets, result.interrupted) == (3, 3, False)
    assert (result.without_sheets, result.unread) == (("c.txt",), (FILES["b.txt"], GONE))
    assert steps == [("读取文件", done, 5) for done in range(1, 6)] + [
        ("查找已有判定", 0, 5),
        ("评判指标", 3, 5),
        ("评判指标", 5, 5),
    ]


def test_what_was_read_in_part_is_read_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notes of a document stand beside its sheets."""
    place, path = Place("第1行"), str(tmp_path / "a.pdf")
    (tmp_path / "a.pdf").write_text("x")
    notes = ("第3、5页为扫描图像", "第4页的表单域已损坏")
    document = Document(path, (Paragraph("绩效目标表", place),), notes)
    monkeypatch.setattr(reading.documents, "read", lambda *given: document)
    one = reading.Reading([path], Settings(), lambda *step: None)
    assert list(one.audits()) == [extraction.audit(document)]
    left = [Unread(path, "第3、5页为扫描图像；第4页的表单域已损坏")]
    assert (one.files, one.partly, one.unread) == (1, left, [])


def test_a_second_run_asks_only_for_what_could_not_be_judged(folder: Path) -> None:
    first, _ = _review(folder, Judge())
    judge = Judge()
    assert _review(folder, judge)[0] == first
    assert judge.asked == ["难"]


class Model(Judge):
    """The same judge under another name, which thinks the opposite of 口号 and 好一."""

    name = "m"
    prompt_version = "3"

    def key(self, shown: Shown) -> str:
        return f"llm:{shown.name}"

    def _verdict(self, key: str, name: str) -> Verdict:
        verdict = super()._verdict(key, {"口号": "好", "好一": "口号"}.get(name, name))
        return replace(verdict, grader=self.name)


def _both(folder: Path, model: Judge, rules: Judge) -> pipeline.Review:
    settings = Settings(db=folder / ".db")
    with Store(settings.db) as store:
        return pipeline.review(list(FILES), model, store, settings, lambda *step: None, rules)


def test_two_judges_see_every_row(folder: Path) -> None:
    rules = Judge()
    result = _both(folder, Model(), rules)
    assert len(rules.asked) == 5
    assert [
        (row.indicator.shown.name, row.verdict.key, row.rules and row.rules.key, row.contested) for row in result.rows
    ] == [
        ("好一", "llm:好一", "rules:好一", (Question.VAGUENESS,)),
        ("口号", "llm:口号", "rules:口号", (Question.VAGUENESS,)),
        ("好二", "llm:好二", "rules:好二", ()),
        ("好三", "llm:好三", "rules:好三", ()),
        ("口号", "llm:口号", "rules:口号", (Question.VAGUENESS,)),
        ("难", "llm:难", None, ()),
    ]
    with Store(folder / ".db") as store:
        kept = {one.verdict.key: (one.verdict.grader, one.origin.prompt_version) for one in store.kept()}
    names = ("好一", "口号", "好二", "好三")
    assert kept == {f"rules:{n}": ("rules", None) for n in names} | {f"llm:{n}": ("m", "3") for n in names}


def test_ctrl_c_in_the_model_leaves_the_rules_verdicts(folder: Path) -> None:
    result = _both(folder, Model(batches=0), Judge())
    assert result.interrupted
    assert [isinstance(row.verdict, Ungraded) for row in result.rows] == [True] * 6
    assert sum(row.rules is not None for row in result.rows) == 5
    assert {row.contested for row in result.rows} == {()}


def test_a_ctrl_c_that_meets_the_store_waits_for_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Store.add

    def interrupted(*given: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        add(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "add", interrupted)
    result, _ = _review(folder, Judge())
    assert result.interrupted
    assert [row.indicator.shown.name for row in result.rows if row.rank] == ["口号", "口号", "好一"]


def test_ctrl_c_while_judging_keeps_what_was_judged(folder: Path) -> None:
    result, _ = _review(folder, Judge(batches=1))
    assert result.interrupted
    assert [row.indicator.shown.name for row in result.rows if row.rank] == ["口号", "口号", "好一"]
    stopped = [row.verdict for row in result.rows if row.indicator.shown.name in ("好二", "好三")]
    assert stopped == [Ungraded(f"rules:{name}", "rules", "运行被中断，请重新运行") for name in ("好二", "好三")]
    judge = Judge()
    _review(folder, judge)
    assert judge.asked == ["难", "好二", "好三"]


def test_ctrl_c_while_reading_judges_nothing_new_and_names_the_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _review(folder, Judge(batches=1))

    def read(file: str, limits: Limits) -> reading.Read:
        if file == "c.txt":
            raise KeyboardInterrupt
        return FILES[file]

    monkeypatch.setattr(reading, "read_file", read)
    judge = Judge()
    result, _ = _review(folder, judge)
    assert (judge.asked, result.interrupted, result.files) == ([], True, 1)
    assert [row.rank for row in result.rows] == [1, 2, None]
    stopped = [Unread(name, "运行被中断，请重新运行") for name in ("c.txt", "d.txt")]
    assert result.unread == (FILES["b.txt"], *stopped, GONE)


def test_no_path_exists(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^no such file or folder: x, y$"):
        reading.find(["x", "y"])


def test_a_full_database_stops_the_run(folder: Path) -> None:
    with Store(folder / ".db") as store:
        store.close()
        with pytest.raises(StoreError):
            pipeline.review(["a.txt"], Judge(), store, Settings(db=folder / ".db"), lambda *step: None)


def test_a_file_over_the_limit_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 1_000_001)
    reason = "文件超过 1 MB，请拆分文件，或调高 max_file_mb 设置"
    assert reading.read_file(str(file), Limits(file_bytes=1_000_000)) == Unread(str(file), reason)


def test_a_fault_of_the_program_costs_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*source: object) -> None:
        raise RecursionError

    monkeypatch.setattr(reading.documents, "read", read)
    reason = "程序读取时出错（RecursionError），请另存为 .txt 再试，并将文件交维护人员"
    assert reading.read_file("a.txt", Limits()) == Unread("a.txt", reason)

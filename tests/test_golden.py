"""Golden rows: what counts in the score, what a floor refuses, what a broken golden file says."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from reviewer import documents, extraction, golden
from reviewer.errors import UsageError
from reviewer.grading import prompts
from reviewer.grading.offline import Rules
from reviewer.model import Answer, Grade, Graded, Question, Shown, Ungraded, Verdict, verdict_key
from reviewer.recording import Recorded

ROOT = Path(__file__).parent.parent
ROW = {
    "id": "a1",
    "name": "绿化养护面积",
    "vagueness": "pass",
    "misclassification": "pass",
    "target_measurable": "fail",
}


class Always:
    """A judge with one answer to everything, or none."""

    name = "always"

    def __init__(self, grade: Grade | None) -> None:
        self.given = grade

    def key(self, shown: Shown) -> str:
        return verdict_key("rules", shown, self.name)

    def grade(self, rows: Mapping[str, Shown]) -> Iterator[Mapping[str, Verdict]]:
        for key in rows:
            yield {key: self._verdict(key)}

    def _verdict(self, key: str) -> Verdict:
        if self.given is None:
            return Ungraded(key, self.name, "没有答复")
        answer = Answer(self.given, ("T-words",), "", "理由")
        return Graded(key, self.name, answer, answer, answer)


def folder(path: Path, rows: list[dict[str, object]], floor: str = "", guideline: str = "") -> Path:
    (path / "judgments").mkdir()
    for name in golden.SETS:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (path / "judgments" / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (path / "floor.toml").write_text(floor, encoding="utf-8")
    (path / "GUIDELINE.md").write_text(guideline, encoding="utf-8")
    return path


NAMES = [
    ("案件结案率, 完成率", "完成率", True),
    ("（完成率）", "完成率", True),
    ("活动完成率", "完成率", False),
    ("完成率高", "完成率", False),
    ("末行 完成率", "完成率", True),
    ("完成率", "", False),
    ("完成率", None, False),
]


@pytest.mark.parametrize(("text", "name", "expected"), NAMES)
def test_named_in(text: str, name: str | None, expected: bool) -> None:
    assert golden.named_in(text, name) is expected


def test_a_row_named_in_the_guideline_is_not_scored(tmp_path: Path) -> None:
    place = folder(tmp_path, [ROW, ROW | {"id": "a2", "name": "完成率"}], guideline="活动 完成率 等")
    (tune, _), _ = golden.check(Always(Grade.FAIL), place, "always")
    assert tune.scored[Question.TARGET].rows == 1
    assert tune.named[Question.TARGET].rows == 1


def test_the_floor_refuses_a_worse_judge_and_accepts_an_equal_one(tmp_path: Path) -> None:
    place = folder(tmp_path, [ROW], floor="[always.tune]\ntarget_measurability = 1.0\n")
    assert golden.check(Always(Grade.FAIL), place, "always")[1] == ()
    (short,) = golden.check(Always(Grade.PASS), place, "always")[1]
    assert str(short) == "tune target_measurability: F1 on fail 0.000 is under the floor 1.000"


def test_rows_without_a_verdict_are_counted_not_scored(tmp_path: Path) -> None:
    (tune, _), _ = golden.check(Always(None), folder(tmp_path, [ROW]), "always")
    assert (tune.ungraded, tune.scored[Question.TARGET].rows) == (1, 0)


def test_the_report_lists_disagreements_of_tune_only_and_worst_first(tmp_path: Path) -> None:
    place = folder(tmp_path, [ROW | {"target_measurable": "advise"}])
    text = golden.render(*golden.check(Always(Grade.FAIL), place, "always"))
    found = [line.split("  [")[0] for line in text.splitlines() if ": expected" in line]
    assert found == [
        "vagueness: expected pass, given fail",
        "misclassification: expected pass, given fail",
        "target_measurability: expected advise, given fail",
    ]


BROKEN = [
    (lambda p: (p / "judgments/tune.jsonl").write_text("{}"), "tune.jsonl:1: not a golden row: Field required"),
    (lambda p: (p / "judgments/check.jsonl").unlink(), "check.jsonl: cannot be read"),
    (lambda p: (p / "floor.toml").write_text("[always.tune]\nnonsense = 1\n"), "floor.toml: not a floor file"),
]


@pytest.mark.parametrize(("damage", "message"), BROKEN)
def test_a_broken_golden_folder_is_named(tmp_path: Path, damage: object, message: str) -> None:
    place = folder(tmp_path, [ROW])
    damage(place)  # type: ignore[operator]
    with pytest.raises(UsageError, match=message):
        golden.check(Always(Grade.FAIL), place, "always")


def test_an_unknown_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Extra inputs are not permitted"):
        golden.check(Always(Grade.FAIL), folder(tmp_path, [ROW | {"nonsense": 1}]), "always")


def test_the_rules_hold_the_floor() -> None:
    _, shortfalls = golden.check(Rules(), ROOT / "golden", "rules")
    assert shortfalls == ()


def test_every_golden_row_is_extracted_where_it_says() -> None:
    read: dict[tuple[str, int | None], list[Shown]] = defaultdict(list)
    for path in (ROOT / "golden/documents").iterdir():
        for sheet in extraction.extract(documents.read(str(path))):
            for indicator in sheet.indicators:
                read[path.name, indicator.place.line].append(indicator.shown)
    rows = [row for name in golden.SETS for row in golden.load(ROOT / "golden" / "judgments" / f"{name}.jsonl")]
    missing = [(row.id, place) for row in rows for place in row.occurrences if row.shown not in read[place]]
    assert missing == []


def test_the_recorded_model_holds_the_floor() -> None:
    _, shortfalls = golden.check(
        Recorded(ROOT / "golden/recordings/full.jsonl"), ROOT / "golden", "recorded", prompts.load().system
    )
    assert shortfalls == ()


def test_the_recorded_model_is_stable_under_another_order_and_company() -> None:
    one, other = (Recorded(ROOT / "golden/recordings" / name) for name in ("full.jsonl", "shuffled.jsonl"))
    lines = golden.compare(one, other, ROOT / "golden").splitlines()
    assert lines[0] == "120 rows judged by both"
    assert all(line.endswith("moved, 0 (0.0%) pass-fail") for line in lines[1:4])

"""Recordings: kept word for word, replayed through the live reading, refused when the prompts have changed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from reviewer import golden
from reviewer.errors import UsageError
from reviewer.grading.batches import ids
from reviewer.grading.endpoint import Endpoint
from reviewer.grading.llm import ModelGrader
from reviewer.model import Grade, Graded, Question, Shown, Ungraded, Verdict
from reviewer.recording import Recorded, record

ROWS = (
    Shown(level2="数量指标", name="绿化养护面积", target="≥30公顷"),
    Shown(level2="社会效益指标", name="提高为民服务水平", target="明显提高"),
)
PASS = {"reason": "清楚", "quote": "", "grade": "pass", "defects": []}
ANSWERS = {
    "绿化养护面积": {"vagueness": PASS, "misclassification": PASS | {"belongs": []}, "target_measurability": PASS},
    "提高为民服务水平": {
        "vagueness": {"reason": "愿望", "quote": "提高为民服务水平", "grade": "fail", "defects": ["V-slogan"]},
        "misclassification": PASS | {"belongs": []},
        "target_measurability": {"reason": "空泛", "quote": "明显提高", "grade": "fail", "defects": ["T-words"]},
    },
}


class Scripted(ModelGrader):
    """A model grader whose replies are given: it records and judges nothing itself."""

    def __init__(self, replies: Sequence[Mapping[str, object]]) -> None:
        super().__init__(Endpoint("http://127.0.0.1:1/v1", "a-model"))
        self.replies = replies

    def grade(self, rows: Mapping[str, Shown]) -> Iterator[Mapping[str, Verdict]]:
        names = {key: name for name, key in ids(rows).items()}
        for reply in self.replies:
            asked = [key for key, shown in rows.items() if shown.name in reply]
            told = [
                {"id": names[key], **reply[rows[key].name or ""], "opinion": None, "rewrite": None} for key in asked
            ]  # type: ignore[dict-item]
            assert self.record is not None
            self.record(asked, json.dumps({"rows": told}, ensure_ascii=False))
        yield {key: Ungraded(key, self.name, "未评") for key in rows}


def recorded(path: Path, replies: Sequence[Mapping[str, object]] = (ANSWERS,)) -> Recorded:
    record(Scripted(replies), ROWS, path, "as filed")
    return Recorded(path)


def verdicts(judge: Recorded) -> list[Verdict]:
    keys = {judge.key(shown): shown for shown in ROWS}
    (batch,) = judge.grade(keys)
    return [batch[key] for key in keys]


def test_a_recording_replays_what_was_said(tmp_path: Path) -> None:
    good, weak = verdicts(recorded(tmp_path / "r.jsonl"))
    assert isinstance(good, Graded)
    assert isinstance(weak, Graded)
    assert [good.answer(question).grade for question in Question] == [Grade.PASS] * 3
    assert [weak.answer(question).grade for question in Question] == [Grade.FAIL, Grade.PASS, Grade.FAIL]
    assert weak.vagueness.quote == "提高为民服务水平"


def test_replies_pass_through_the_same_acceptance(tmp_path: Path) -> None:
    forged = ANSWERS["提高为民服务水平"] | {"vagueness": ANSWERS["提高为民服务水平"]["vagueness"] | {"quote": "绿化"}}
    good, weak = verdicts(recorded(tmp_path / "r.jsonl", [ANSWERS | {"提高为民服务水平": forged}]))
    assert isinstance(good, Graded)
    assert isinstance(weak, Ungraded)
    assert "不是该条任何一个字段中的原文" in weak.reason


def test_a_later_request_settles_what_the_first_left_open(tmp_path: Path) -> None:
    broken = {"绿化养护面积": ANSWERS["绿化养护面积"], "提高为民服务水平": {"vagueness": "?"}}
    later = {"提高为民服务水平": ANSWERS["提高为民服务水平"]}
    assert all(isinstance(verdict, Graded) for verdict in verdicts(recorded(tmp_path / "r.jsonl", [broken, later])))


def test_a_row_that_was_not_recorded_is_ungraded(tmp_path: Path) -> None:
    only = {"绿化养护面积": ANSWERS["绿化养护面积"]}
    good, other = verdicts(recorded(tmp_path / "r.jsonl", [only]))
    assert isinstance(good, Graded)
    assert other.reason == "没有录制这一条的答复" if isinstance(other, Ungraded) else False


def test_other_prompts_make_a_recording_stale_and_say_how_to_renew_it(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    recorded(path)
    head, *rest = path.read_text(encoding="utf-8").splitlines()
    stale = json.loads(head) | {"fingerprint": "0" * 64}
    path.write_text("\n".join([json.dumps(stale), *rest]), encoding="utf-8")
    with pytest.raises(UsageError, match="renew it: reviewer golden record --grader a-model --base-url URL"):
        Recorded(path)


BROKEN = [("", ":1: not a recording"), ("{}", ":1: not a recording: Field required"), (None, "cannot be read")]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_what_is_no_recording_is_named(tmp_path: Path, text: str | None, message: str) -> None:
    path = tmp_path / "r.jsonl"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=f"r.jsonl.*{message}"):
        Recorded(path)


def test_the_head_says_what_was_recorded_and_holds_no_address(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    recorded(path)
    text = path.read_text(encoding="utf-8")
    head = json.loads(text.splitlines()[0])
    assert (head["model"], head["sampling"], head["order"]) == ("a-model", {"temperature": 0.0}, "as filed")
    assert "127.0.0.1" not in text


def test_compare_counts_what_moved(tmp_path: Path) -> None:
    softer = ANSWERS["提高为民服务水平"] | {"vagueness": PASS}
    one = recorded(tmp_path / "a.jsonl")
    other = recorded(tmp_path / "b.jsonl", [ANSWERS | {"提高为民服务水平": softer}])
    lines = golden.compare(one, other, golden_folder(tmp_path / "golden")).splitlines()
    assert lines[:2] == ["2 rows judged by both", "vagueness: 1 (50.0%) moved, 1 (50.0%) pass-fail"]
    assert lines[4] == ("vagueness: fail > pass, golden fail  [g1] 社会效益指标 | 提高为民服务水平 | - | 明显提高 | -")


def golden_folder(path: Path) -> Path:
    grades = {"vagueness": "fail", "misclassification": "pass", "target_measurable": "fail"}
    rows = [
        {"id": f"g{number}", "level2": row.level2, "name": row.name, "target": row.target, **grades}
        for number, row in enumerate(ROWS)
    ]
    (path / "judgments").mkdir(parents=True)
    for name, part in zip(golden.SETS, (rows, []), strict=True):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in part)
        (path / "judgments" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return path

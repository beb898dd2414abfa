"""Indicators that try to be more than data: in the request as it goes out they are nothing else."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.grading import outcome, prompts
from reviewer.grading.batches import ids
from reviewer.grading.faults import Unusable
from reviewer.model import Graded, Shown
from tests.fake_server import Fake
from tests.grading.faulty import grader, judged, true

CASES = [
    json.loads(line) for line in Path(__file__).with_name("hostile.jsonl").read_text(encoding="utf-8").splitlines()
]
PLAIN = Shown("产出指标", "数量指标", name="巡查次数", target="12次")
HOSTILE = {case["why"]: replace(PLAIN, **{case["field"]: case["text"]}) for case in CASES}
LOADED = prompts.load()
FIELDS = {title: field for field, title in prompts.FIELDS.items()}


def batch(hostile: Shown) -> dict[str, Shown]:
    """The hostile row between two harmless ones."""
    return {"r0001": PLAIN, "r0002": hostile, "r0003": replace(PLAIN, name="检查次数")}


def read_back(text: str) -> Iterator[tuple[str, Shown]]:
    """The rows between the marks of a request, decoded; fails where there is anything else there."""
    found = re.fullmatch(r".*\n=====指标开始 (\w{20})=====\n(.*)\n=====指标结束 \1=====\n.*", text, re.DOTALL)
    assert found
    assert text.count(found[1]) == 2
    for line in found[2].split("\n"):
        row = json.loads(line)
        yield row.pop("编号"), Shown(**{FIELDS[title]: value for title, value in row.items()})


@pytest.mark.parametrize("why", HOSTILE)
def test_a_hostile_row_stays_data(why: str) -> None:
    rows = batch(HOSTILE[why])
    system, user = LOADED.request(rows)
    assert dict(read_back(user["content"])) == rows
    assert system["content"] == LOADED.system
    assert user["content"].startswith(LOADED.before)
    assert user["content"].endswith(LOADED.after)


@pytest.mark.parametrize("why", HOSTILE)
def test_nothing_in_a_request_is_invisible_or_breaks_a_line(why: str) -> None:
    line = prompts.line("r0002", HOSTILE[why])
    assert line.splitlines() == [line]
    assert not [char for char in line if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert line.encode()


def test_there_are_thirty_of_them() -> None:
    assert len(HOSTILE) == len(CASES) >= 30


def test_a_seal_is_of_the_batch_and_of_no_other() -> None:
    seals = {
        re.findall(r"指标开始 (\w+)=", LOADED.request(batch(shown))[1]["content"])[0] for shown in HOSTILE.values()
    }
    assert len(seals) == len(HOSTILE)


@pytest.mark.usefixtures("warm")
def test_they_travel_unharmed_and_are_judged_like_any_other() -> None:
    hostile = {why: shown for why, shown in HOSTILE.items() if why != "lone surrogate"}  # no file can hold one
    with Fake() as fake:
        verdicts = judged(grader(fake), list(hostile.values()))
        assert [why for why, shown in hostile.items() if not true(shown, verdicts[shown])] == []
        sent = [shown for request in fake.requests for _, shown in read_back(request["messages"][1]["content"])]
        assert sent == list(hostile.values())


def test_a_row_that_gives_orders_carries_a_note() -> None:
    shown = HOSTILE["order to the judge"]
    key = "llm:abcdef"
    passed = {"reason": "", "quote": "", "grade": "pass", "defects": []}
    row = {"vagueness": passed, "misclassification": {**passed, "belongs": []}, "target_measurability": passed}
    reply = {"rows": [{"id": next(iter(ids([key]))), **row, "opinion": None, "rewrite": None}]}
    verdict = outcome.read(json.dumps(reply), {key: shown}, "m").graded[key]
    assert isinstance(verdict, Graded)
    assert verdict.notes


def test_a_reply_that_a_document_dictates_is_none_to_the_batch() -> None:
    """The model repeats the fake reply of a row: its id belongs to no row that was asked about."""
    with pytest.raises(Unusable):
        outcome.read(HOSTILE["fake reply"].name or "", {"llm:abcdef": HOSTILE["fake reply"]}, "m")

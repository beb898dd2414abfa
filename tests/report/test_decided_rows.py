"""A row that a person decided is shown as such in every list, with the person's words."""

import csv
import io
from dataclasses import replace

import pytest

from reviewer.model import HumanDecision, ReviewedRow
from reviewer.report import csv as spreadsheet
from reviewer.report import jsonl, rows
from reviewer.summary import folded
from tests.sheets import fail, graded, indicator, sheet

WHEN = "2026-04-01T00:00:00+00:00"
ROW = ReviewedRow(
    sheet(), indicator("提高工作效率", 7), graded(v=fail("V-slogan"), opinion="请修改。"), rank=1, weakness=4
)

SHOWN = [
    ("the judge alone", ROW, "退回：请修改。"),
    ("sent back", ROW, "人工退回修改：请改为办结率。"),
    ("only advised", ROW, "人工建议修改：请改为办结率。"),
    ("nothing said", ROW, "人工不提意见：无意见"),
    ("the judge's words left standing", ROW, "人工不提意见：无意见"),
]
MADE = [
    None,
    HumanDecision("row7", "退回修改", "请改为办结率。", "王芳", WHEN, True),
    HumanDecision("row7", "建议修改", "请改为办结率。", "王芳", WHEN, True),
    HumanDecision("row7", "不提意见", None, "王芳", WHEN, True),
    HumanDecision("row7", "不提意见", "请修改。", "王芳", WHEN, False),
]


def decided(row: ReviewedRow, made: HumanDecision | None) -> ReviewedRow:
    return replace(row, decision=made and made.decision, decided=made)


@pytest.mark.parametrize(
    ("title", "row", "line", "made"), [(*case, made) for case, made in zip(SHOWN, MADE, strict=True)]
)
def test_the_table_says_who_asks(title: str, row: ReviewedRow, line: str, made: HumanDecision | None) -> None:
    assert line in "\n".join(rows.listing(folded([decided(row, made)], {}), {}, 100))


def test_the_spreadsheet_holds_the_decision() -> None:
    text = "".join(spreadsheet.reviewed([decided(ROW, MADE[1])])).lstrip("\ufeff")
    (line,) = csv.DictReader(io.StringIO(text, newline=""))
    told = [line[head] for head in ("人工意见", "人工审核意见", "决定人", "决定时间", "审核意见")]
    assert told == ["退回修改", "请改为办结率。", "王芳", WHEN, "请修改。"]


def test_the_lines_for_programs_hold_it() -> None:
    (line,) = jsonl.reviewed([decided(ROW, MADE[2])])
    assert '"decision": "建议修改"' in line

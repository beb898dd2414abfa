"""The five published documents: how many indicators on how many sheets, and the doubts they carry."""

from collections import Counter
from pathlib import Path

import pytest

from reviewer import documents
from reviewer.extraction import extract
from reviewer.extraction.levels import INFERRED
from reviewer.extraction.names import CUT, DIVIDED, INHERITED
from reviewer.extraction.rows import SHIFTED
from reviewer.model import Sheet

FOLDER = Path(__file__).parents[2] / "golden" / "documents"
COUNTS = {"000": (117, 13), "001": (116, 12), "002": (108, 12), "003": (115, 34), "004": (510, 62)}


def sheets_of(number: str) -> tuple[Sheet, ...]:
    (path,) = FOLDER.glob(f"{number}*.txt")
    return extract(documents.read(str(path)))


@pytest.mark.parametrize("number", COUNTS)
def test_counts(number: str) -> None:
    sheets = sheets_of(number)
    assert (sum(len(sheet.indicators) for sheet in sheets), len(sheets)) == COUNTS[number]
    assert all(indicator.category for sheet in sheets for indicator in sheet.indicators)


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_orderly_documents_raise_no_doubt(number: str) -> None:
    assert [indicator for sheet in sheets_of(number) for indicator in sheet.indicators if indicator.doubts] == []


def test_doubts() -> None:
    doubts = Counter(doubt for sheet in sheets_of("004") for row in sheet.indicators for doubt in row.doubts)
    assert {doubt: doubts[doubt] for doubt in (SHIFTED, INHERITED, INFERRED, DIVIDED)} == {
        SHIFTED: 11,
        INHERITED: 10,
        INFERRED: 9,
        DIVIDED: 2,
    }


def test_names_cut_at_one_length() -> None:
    cut = {row.shown.name for sheet in sheets_of("004") for row in sheet.indicators if CUT in row.doubts}
    assert {"贫困妇女救助，妇女技能培训提", "完成全市2015-2018年度档案进", "群众、企业和相关部门、单位满"} <= cut
    assert not cut & {"资金支出合规率", "科目调整次数", "服务对象满意度", None}

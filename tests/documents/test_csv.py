"""Text with a mark between the cells: told by its content, quotes and lines inside them kept, the line of each cell."""

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import documents
from reviewer.documents import delimited
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.errors import UnreadableError
from reviewer.model import Paragraph, Table

Found = list[str | list[tuple[str, int, int, int | None]]]


def found(text: str) -> Found | None:
    """Paragraphs as texts, tables as cells: text, row, column, line."""
    blocks = delimited.blocks("x.csv", text, DEFAULT)
    return None if blocks is None else [_plain(block) for block in blocks]


def _plain(block: Paragraph | Table) -> str | list[tuple[str, int, int, int | None]]:
    if isinstance(block, Paragraph):
        return block.text
    for cell in block.cells:
        assert cell.place.label == f"第{cell.place.line}行"
    return [(cell.text, cell.row, cell.column, cell.place.line) for cell in block.cells]


def cells(*rows: tuple[int, str]) -> list[tuple[str, int, int, int | None]]:
    """Cells without lines inside: each row its line and its texts between blanks, - for an empty one."""
    return [
        (text, row, column, line)
        for row, (line, texts) in enumerate(rows)
        for column, text in enumerate(texts.split())
        if text != "-"
    ]


PLAIN: Found = [cells((1, "一级指标 三级指标 指标值"), (2, "产出指标 培训人次 1,200"))]

CASES: dict[str, tuple[str, Found]] = {
    "commas": ('一级指标,三级指标,指标值\n产出指标,培训人次,"1,200"\n', PLAIN),
    "semicolons": ("一级指标;三级指标;指标值\n产出指标;培训人次;1,200\n", PLAIN),
    "spaces around": ('一级指标 , 三级指标, 指标值 \n产出指标, 培训人次, "1,200"\n', PLAIN),
    "empty columns at the end": ('一级指标,三级指标,指标值,,,\n产出指标,培训人次,"1,200",,,\n,,,,,\n', PLAIN),
    "empty cells at the end left away": ('一级指标,三级指标,指标值\n产出指标,培训人次,"1,200",,\n', PLAIN),
    "empty cells and doubled quotes": (
        '甲,乙,丙,丁\n,"说""好""",,值\n\n戊,,,己\n',
        [cells((1, "甲 乙 丙 丁"), (2, '- 说"好" - 值'), (4, "戊 - - 己"))],
    ),
    "lines inside quotes": (
        '甲,乙,丙\n"第一行\n第二行",丁,戊\n己,庚,辛\n',
        [
            [
                *cells((1, "甲 乙 丙")),
                *(("第一行\n第二行", 1, 0, 2), ("丁", 1, 1, 3), ("戊", 1, 2, 3)),
                *(("己", 2, 0, 4), ("庚", 2, 1, 4), ("辛", 2, 2, 4)),
            ]
        ],
    ),
    "tabs with lines inside quotes": (
        '甲\t"乙\n丙"\t丁\n戊\t己\t庚\n',
        [[("甲", 0, 0, 1), ("乙\n丙", 0, 1, 1), ("丁", 0, 2, 2), ("戊", 1, 0, 3), ("己", 1, 1, 3), ("庚", 1, 2, 3)]],
    ),
    "the mark declared": ("sep=|\n甲|乙\n丙|丁\n", [cells((2, "甲 乙"), (3, "丙 丁"))]),
    "a title row with its empty cells": (
        "绩效目标表,,\n甲,乙,丙\n丁,戊,己\n",
        [cells((1, "绩效目标表"), (2, "甲 乙 丙"), (3, "丁 戊 己"))],
    ),
    "a title and a note without": (
        "绩效目标表\n\n甲,乙,丙\n小计\n丁,戊,己\n庚,,\n注：略\n",
        ["绩效目标表", cells((3, "甲 乙 丙"), (4, "小计"), (5, "丁 戊 己"), (6, "庚")), "注：略"],
    ),
    "text that no program shall take for a number": (
        '甲,乙,丙\n="001",2,3\n',
        [cells((1, "甲 乙 丙"), (2, "001 2 3"))],
    ),
    "a quotation mark never closed": (
        '甲,乙,丙\n丁,"戊,己\n庚,辛,壬\n',
        [cells((1, "甲 乙 丙"), (2, '丁 "戊 己'), (3, "庚 辛 壬"))],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_tables(name: str) -> None:
    text, expected = CASES[name]
    assert found(text) == expected


OTHERS: dict[str, str] = {
    "narrative with commas": "为贯彻落实,加强管理,提高效率。\n各单位,要认真组织,做好工作,按时完成。\n第三,段落\n",
    "narrative with as many commas in each line": "甲单位,加强管理,做好。\n乙单位,认真组织,做好。\n丙,丁\n戊\n己\n庚\n",
    "clauses between semicolons": "完成培训;做好宣传;按时支付；\n保障运行；\n提高效率;降低成本；\n",
    "tabs": "一级指标\t二级指标\t指标值\n产出指标\t数量指标\t1,200\n",
    "pipes": "| 一,级 | 二,级 |\n| 1,200 | 3,400 |\n",
    "a single line": "甲,乙,丙",
    "lists of two": "甲,乙\n丙,丁\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_texts(name: str) -> None:
    assert found(OTHERS[name]) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    (tmp_path / "表.txt").write_bytes(
        '一级指标,三级指标,指标值\n产出指标,培训人次,"1,200"\n'.replace("\n", end).encode(encoding)
    )
    assert [_plain(block) for block in documents.read(str(tmp_path / "表.txt")).blocks] == PLAIN


_CELLS = st.text(alphabet='甲乙1,";\n "', max_size=6).map(str.strip)


@given(st.lists(st.lists(_CELLS, min_size=4, max_size=4), min_size=3, max_size=8))
def test_what_csv_writes_is_read(rows: list[list[str]]) -> None:
    rows = [["甲", *row] for row in rows]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    (table,) = found(buffer.getvalue()) or [[]]
    expected = [(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts) if text]
    assert [cell[:3] for cell in table] == expected


@given(st.text(alphabet='甲,";\t\n= sep', max_size=60))
def test_every_text_is_one_or_not(text: str) -> None:
    assert isinstance(found(text), list | None)


def test_more_cells_than_allowed() -> None:
    with pytest.raises(UnreadableError, match="单元格超过 1,000 个"):
        delimited.blocks("x.csv", "1,2,3\n" * 400, Limits(cells=1000))


def test_a_long_file_takes_no_longer_than_its_length() -> None:
    started = time.perf_counter()
    assert found('"' + "甲,乙,丙\n" * 50_000) is not None
    assert found('甲,"乙' * 50_000) is None
    assert time.perf_counter() - started < 4

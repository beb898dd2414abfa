"""Bytes in, paragraphs and tables out: encodings, layouts of cells, noise, and files that cannot be read."""

import os
from pathlib import Path

import pytest

from reviewer import documents
from reviewer.documents import plain_text
from reviewer.errors import Unread, UnreadableError
from reviewer.model import Paragraph, Table

TEXT = "项目绩效目标表\n一级指标\t二级指标\t指标值\n产出指标\t数量指标\t≥12公里\n"


def blocks_of(text: str) -> list[str | list[list[str]]]:
    """Paragraphs as texts, tables as rows of texts."""
    found: list[str | list[list[str]]] = []
    for block in plain_text.read("x.txt", text.encode()):
        match block:
            case Paragraph():
                found.append(block.text)
            case Table():
                rows: list[list[str]] = [[] for _ in range(block.cells[-1].row + 1)]
                for cell in block.cells:
                    rows[cell.row] += [""] * (cell.column - len(rows[cell.row])) + [cell.text]
                found.append(rows)
    return found


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("目标表", "目标\x00表").encode(),
        TEXT.replace("项目", "\f项目").encode(),
    ],
)
def test_encodings_and_line_ends(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "表.txt"
    path.write_bytes(data)
    document = documents.read(str(path))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["项目绩效目标表"]
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [(cell.text, cell.row, cell.column, cell.place.line) for cell in table.cells] == [
        ("一级指标", 0, 0, 2),
        ("二级指标", 0, 1, 2),
        ("指标值", 0, 2, 2),
        ("产出指标", 1, 0, 3),
        ("数量指标", 1, 1, 3),
        ("≥12公里", 1, 2, 3),
    ]


def test_a_text_cut_in_the_middle_of_a_character_loses_that_character_only() -> None:
    text = "数量指标\n" * 20
    for cut in (1, 2):
        assert blocks_of_bytes(text.encode()[cut:-2]) == ["量指标", *["数量指标"] * 18, "数量指"]


@pytest.mark.parametrize("encodings", [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8-sig", "gb18030")])
def test_files_of_two_encodings_put_together(encodings: tuple[str, str]) -> None:
    lines = ["项目绩效目标表", "备注", "养护农村公路里程达到一百公里以上"] * 2
    first, second = ("\n".join([*lines, ""]).encode(encoding) for encoding in encodings)
    assert blocks_of_bytes(first + second) == lines * 2


def blocks_of_bytes(data: bytes) -> list[str]:
    return [block.text for block in plain_text.read("x.txt", data) if isinstance(block, Paragraph)]


CASES: dict[str, tuple[str, list[str | list[list[str]]]]] = {
    "tabs, a merged cell empty": ("甲\t乙\n\t丙\n", [[["甲", "乙"], ["", "丙"]]]),
    "one cell a line, a blank line closes the row": (
        "\t甲\n\t乙\n\n\t\n\t丙\n\n\n后文\n",
        [[["甲", "乙"], ["", "丙"]], "后文"],
    ),
    "a line without a tab continues the cell": ("\t甲\n续\n\t乙\n\n\n", [[["甲\n续", "乙"]]]),
    "an empty paragraph inside a cell": (
        "\t甲\n\n续\n\t乙\n\n\n标题\n\t丙\n\n\n尾\n",
        [[["甲\n续", "乙"]], "标题", [["丙"]], "尾"],
    ),
    "a title after one blank line, where that is the custom": (
        "\t甲\n\t乙\n\n标题一\n\t丙\n\t丁\n\n标题二\n\t戊\n\n尾\n",
        [[["甲", "乙"]], "标题一", [["丙", "丁"]], "标题二", [["戊"]], "尾"],
    ),
    "pipes behind cells": ("甲 | 乙 |\n | 丙 |\n", [[["甲", "乙"], ["", "丙"]]]),
    "pipes around cells": ("| 甲 | 乙 |\n| | 丙 |\n", [[["甲", "乙"], ["", "丙"]]]),
    "markdown": ("# 题\n| 甲 | 乙 |\n|:--|--:|\n| **丙** | 丁<br>戊 |\n", ["题", [["甲", "乙"], ["丙", "丁\n戊"]]]),
    "markdown with bounds": (
        "# 题\n合格率\n>=95%\n>5公里\n>引文\n> > - 项\n",
        ["题", "合格率", ">=95%", ">5公里", "引文", "项"],
    ),
    "box drawing": ("┌──┬──┐\n│甲│乙│\n├──┼──┤\n│丙│丁│\n└──┴──┘\n", [[["甲", "乙"], ["丙", "丁"]]]),
    "full-width pipes": ("｜甲｜乙｜\n", [[["甲", "乙"]]]),
    "one cell a line before a pipe": ("甲 |\n|\n乙 |\n", [[["甲", "", "乙"]]]),
    "field codes and bookmarks": (
        "1.表 TC 1、表 \\f C \\l 1 \n[bookmark: _Toc1]2.表\nATC 系统覆盖率\n",
        ["1.表", "2.表", "ATC 系统覆盖率"],
    ),
    "running text": (
        "一段话。\n\n又一段，含 | 竖线的叙述" + "很长" * 100 + "\n",
        ["一段话。", "又一段，含 | 竖线的叙述" + "很长" * 100],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_cells(name: str) -> None:
    text, expected = CASES[name]
    assert blocks_of(text) == expected


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "空文件（0 字节），请重新导出或复制"),
    "blank": (b" \n\t\n \r\n", "文件里没有文字，请检查是否存错了文件"),
    "zero bytes": (b"\x00" * 1000, "不是文本文件或编码无法识别，请用原程序另存为纯文本（.txt，UTF-8）"),
    "zip": (b"PK\x03\x04....", "文件不完整或已损坏，请报送单位重新发送"),
    "ole": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...",
        "旧版文件已损坏或不是 Word、Excel 文件，请用 WPS 打开后另存为 docx 或 xlsx",
    ),
    "image": (b"\x89PNG....", "这是图片，没有文字可读；请提供原文件或文字识别后的文本"),
    "html": (b"<html><body>", "文件里没有文字，请检查是否存错了文件"),
    "garbage": (bytes(range(256)) * 40, "不是文本文件或编码无法识别，请用原程序另存为纯文本（.txt，UTF-8）"),
    "one line": (b"a\tb" * 500_000, "有一行超过一百万字，换行可能已丢失，请从原文件重新另存为纯文本"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(tmp_path: Path, name: str) -> None:
    data, reason = UNREADABLE[name]
    path = tmp_path / "表.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        documents.read(str(path))
    assert str(caught.value) == f"{path}: {reason}"


def test_no_regular_file_is_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    for path, reason in (
        (pipe, "不是普通文件，无法读取；请给出文件的路径"),
        (tmp_path / "没有.txt", "找不到该文件，请检查路径"),
    ):
        with pytest.raises(UnreadableError) as caught:
            documents.read(str(path))
        assert caught.value.reason == reason


def test_walk(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲.txt", ".隐藏.txt", "~$甲.docx", "下/丙.txt", "下/.git/丁"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("文")
    (tmp_path / "下" / "回").symlink_to(tmp_path, target_is_directory=True)
    missing, single = tmp_path / "没有", tmp_path / "甲.txt"
    names = sorted(["乙.txt", "甲.txt", "下"])
    expected: list[str | Unread] = [Unread(str(missing), "找不到该文件或文件夹，请检查路径"), str(single)]
    expected += [str(tmp_path / ("下/丙.txt" if name == "下" else name)) for name in names]
    assert list(documents.walk([missing, single, tmp_path])) == expected

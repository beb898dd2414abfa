"""RTF: encodings, tables by their marks, what counts as text, and files that try to do harm."""

import contextlib
import random
import time

import pytest

from reviewer.documents import formats, rtf
from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError
from tests.documents.shown import shown

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f2\fcharset2 Symbol;}{\f3\fcharset2 Wingdings;}}"
)


def document(inside: str, head: str = r"\ansi\ansicpg936\uc1") -> bytes:
    """An RTF file of this text."""
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in inside)
    return f"{{\\rtf1{head}{FONTS}{escaped}}}".encode("ascii")


def row(*texts: str, shape: str = r"\cellx2000\cellx4000\cellx6000") -> str:
    """A row of a table; by default of three columns."""
    return rf"\trowd{shape}\pard\intbl " + "".join(rf"{text}\cell " for text in texts) + r"\row\pard "


INNER = (
    r"\pard\intbl\itap2 一级指标\nestcell 三级指标\nestcell 指标值\nestcell"
    r"{\*\nesttableprops\trowd\cellx500\cellx900\cellx1500\nestrow}{\nonesttables\par}"
    r"产出指标\nestcell 道路\nestcell 12\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\cellx1500\nestrow}"
    r"\pard\intbl\itap1 "
)

CASES: dict[str, tuple[str, list[str | list[list[str]]]]] = {
    "paragraphs": (r"甲\par 乙\line 丙\par\sect 丁", ["甲", "乙", "丙", "丁"]),
    "bytes of a code page": (r"\f0 \'d6\'b8\'b1\'ea\par\f1\'d6\'b8 \'81A\par", ["指标", "指 丄"]),
    "what stands for characters is passed over": (
        r"\u8805\'a1\par{\uc2\u8805\'a1\'dd5}\par\uc0\u8805 5{\uc1\u-27?}\par\u8805{}?",
        ["≥", "≥5", "≥5￥", "≥?"],
    ),
    "characters of two halves": (r"\u-10179?\u-8704?", ["😀"]),
    "symbols": (r"\f2\'b3\f0 95\f3\'fe\f0\u-3933?\par\{\}\\\~\_x\endash", ["≥95☑≤", "{}\\\xa0-x–"]),
    "groups that are no text": (
        r"{\info{\title 题}}{\*\unknown 无}{\header 眉\par}甲{\footnote 注}{\pict ff}{\stylesheet{\s1 式;}}\*乙",
        ["甲乙"],
    ),
    "fields": (
        r"{\field{\*\fldinst{PAGE }}{\fldrslt 12}}公里{\field{\fldinst TC}{\fldrslt}}",
        ["12公里"],
    ),
    "hidden and lists": (r"{\v 藏}{\v0 甲}{\plain\v 藏\plain 乙}{\listtext 1.\tab}丙{\pntext 2.}", ["甲乙丙"]),
    "a table": (
        row("甲", "乙", "丙") + row("丁", r"戊\par 续", "") + r"尾\par",
        [[["甲", "乙", "丙"], ["丁", "戊\n续"]], "尾"],
    ),
    "merged downwards and across": (
        row("产出", "头", shape=r"\clvmgf\cellx2000\cellx6000")
        + row("", "甲", "乙", shape=r"\clvmrg\cellx2000\cellx4000\cellx6000")
        + row("效益", "丙", "", shape=r"\cellx2000\clmgf\cellx4000\clmrg\cellx6000"),
        [[["产出*2×1", "头*1×2"], ["1:甲", "乙"], ["效益", "丙*1×2"]]],
    ),
    "other edges, and some that all but meet": (
        row("甲", "乙", shape=r"\trleft-100\cellx1990\cellx6000")
        + row("丙", "丁", "戊", shape=r"\cellx2000\cellx4000\cellx6010"),
        [[["甲", "乙*1×2"], ["丙", "丁", "戊"]]],
    ),
    "the shape told once": (
        r"\trowd\cellx2000\cellx4000\pard\intbl 甲\cell 乙\cell\row 丙\cell 丁\cell\row\pard 尾",
        [[["甲", "乙"], ["丙", "丁"]], "尾"],
    ),
    "changes": (
        row(r"{\revised 甲}{\deleted 乙}", r"\deleted 丙\deleted0 丁", "") + r"\pard 戊{\deleted\par}",
        [[["甲?含未接受的修订", "丁?含未接受的修订"]], "戊"],
    ),
    "a table in a table": (
        row("标", rf"前\par {INNER}", "后"),
        [[["标", "前", "后"]], [["一级指标", "三级指标", "指标值"], ["产出指标", "道路", "12"]]],
    ),
    "the row around a table keeps its shape": (
        row(rf"\par {INNER}", "乙", shape=r"\cellx4000\cellx6000") + row("丙", "丁", "戊"),
        [
            [["2:乙"]],
            [["一级指标", "三级指标", "指标值"], ["产出指标", "道路", "12"]],
            [["丙", "丁", "戊"]],
        ],
    ),
    "text boxes follow their paragraph": (
        r"甲{\shp{\*\shpinst\shpleft0{\sp{\sn x}{\sv 1}}{\shptxt 框\par "
        rf"{row('一', '二', '三')}}}}}{{\shprslt 框}}}}乙\par "
        rf"{{\*\do\dptxbx{{\dptxbxtext 旧框}}}}丙",
        ["甲乙", "框", [["一", "二", "三"]], "丙", "旧框"],
    ),
    "cells without a row": (r"\pard\intbl 甲\cell 乙\cell\pard 丙", ["甲", "乙", "丙"]),
    "what follows the end": (r"甲}{\rtf1 乙", ["甲"]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_read(name: str) -> None:
    inside, expected = CASES[name]
    data = document(inside)
    assert formats.format_of("表.doc", data) == "rtf"
    assert shown(rtf.read("表.doc", data)) == expected


def test_places() -> None:
    blocks = rtf.read("x", document(r"题\par " + row("甲", "", "") + row(rf"乙\par {INNER}", "", "") + "尾"))
    assert [getattr(block, "label", "") or block.place.label for block in blocks] == [  # type: ignore[union-attr]
        *("第1段", "表1", "表1第2行", "表1第2行嵌套表", "第2段")
    ]


def test_other_code_pages() -> None:
    assert shown(rtf.read("x", rb"{\rtf1\ansi\ansicpg950{\fonttbl{\f0\fcharset0 A;}}\f0\'ab\'fc\'bc\'d0}")) == ["指標"]
    assert shown(rtf.read("x", "{\\rtf1\\ansi\\ansicpg936 指标\\ansicpg99999 值}".encode("gb18030"))) == ["指标值"]


def test_bytes_that_are_no_text_are_passed_over() -> None:
    assert shown(rtf.read("x", b"{\\rtf1 {\\pict\\bin6 }}}}}}}x}")) == ["x"]


HOSTILE: dict[str, tuple[bytes, str]] = {
    "no end": (
        document(row("甲", "乙", "丙"))[:-1],
        "RTF 文件不完整或已损坏，请用 WPS 另存为 docx 再审，打不开则请报送单位重新发送",
    ),
    "deep groups": (
        b"{\\rtf1" + b"{" * 100_000 + b"}" * 100_000 + b"}",
        "文件嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx",
    ),
    "deep tables": (
        document(r"\pard\intbl\itap99999 甲\par"),
        "表格嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx",
    ),
    "many cells": (
        document(r"\intbl " + r"\cell" * 101),
        "单元格超过 100 个，请删除空行空列或拆分文件，或调高 max_cells 设置",
    ),
    "bytes beyond the end": (
        b"{\\rtf1 {\\pict\\bin99999 x}}",
        "RTF 文件不完整或已损坏，请用 WPS 另存为 docx 再审，打不开则请报送单位重新发送",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    data, reason = HOSTILE[name]
    with pytest.raises(UnreadableError) as caught:
        rtf.read("表.rtf", data, Limits(cells=100))
    assert str(caught.value) == f"表.rtf: {reason}"


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_read_or_named(seed: int) -> None:
    """Whatever the bytes: a document or an UnreadableError, in bounded time."""
    sample = document("".join(inside for inside, _ in CASES.values()))
    chance = random.Random(seed)
    words = [
        b"\\cell",
        b"\\row",
        b"\\nestcell",
        b"\\nestrow",
        b"}",
        b"{",
        b"\\trowd",
        b"\\itap3",
        b"\\u9",
        b"\\cellx-5",
    ]
    for _ in range(60):
        changed = bytearray(sample)
        for _ in range(chance.choice((1, 3, 30))):
            at = chance.randrange(len(changed))
            changed[at : at + chance.choice((0, 1, 8))] = chance.choice(
                (chance.choice(words), bytes((chance.randrange(256),)))
            )
        started = time.monotonic()
        with contextlib.suppress(UnreadableError):
            rtf.read("表", bytes(changed), Limits())
        assert time.monotonic() - started < 2

"""Widths, spaces, traditional characters and Chinese numerals."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.text import CHINESE_NUMBER, chinese_number, plain, simplified, squeeze, unspaced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＡＢｃ１２３（）／％，．：", "ABc123()/%,.:"),
        ("≧９５﹪", "≥95%"),
        ("≦⩽⩾═＝＜＞", "≤≤≥==<>"),
        ("－﹣‐‑–—―━−", "---------"),
        ("～〜∼", "~~~"),
        ("产出　指标\u00a0\u200b\ufeff\t。", "产出 指标    。"),
        ("①㎡Ⅲ", "①㎡Ⅲ"),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text())
def test_copies_keep_every_offset(text: str) -> None:
    assert len(plain(text)) == len(simplified(text)) == len(text)
    assert plain(plain(text)) == plain(text)
    assert simplified(simplified(text)) == simplified(text)


@given(st.text())
def test_squeeze_leaves_no_white_space(text: str) -> None:
    assert squeeze(text) == "".join(plain(text).split()) == squeeze(squeeze(text))


@pytest.mark.parametrize(
    ("text", "raw", "copy"),
    [
        ("大于 等于\n９５ ％", "大于等于９５％", "大于等于95%"),
        ("3 000 人", "3000人", "3000人"),
        ("1 234 567", "1234567", "1234567"),
        ("2024 100%", "2024 100%", "2024 100%"),
        ("9 5%", "9 5%", "9 5%"),
        ("第 3 季度", "第3季度", "第3季度"),
        ("達到 標準", "達到標準", "达到标准"),
        (" \n", "", ""),
    ],
)
def test_unspaced(text: str, raw: str, copy: str) -> None:
    assert unspaced(text) == (raw, copy)


@given(st.text())
def test_unspaced_loses_only_white_space(text: str) -> None:
    raw, copy = unspaced(text)
    assert len(raw) == len(copy)
    assert simplified(plain(raw)) == copy
    assert squeeze(raw) == squeeze(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("產出指標", "产出指标"),
        ("數量指標 質量指標 時效指標", "数量指标 质量指标 时效指标"),
        ("經濟效益 社會效益 生態效益 可持續影響", "经济效益 社会效益 生态效益 可持续影响"),
        ("服務對象滿意度", "服务对象满意度"),
        ("優良中差，不低於一萬個", "优良中差，不低于一万个"),
        ("项目 abc", "项目 abc"),
    ],
)
def test_simplified(text: str, expected: str) -> None:
    assert simplified(text) == expected


NUMERALS = [
    (0, "零 〇"),
    (2, "二 两"),
    (10, "十 一十 拾"),
    (15, "十五 一十五"),
    (100, "百 一百 壹佰"),
    (102, "一百零二"),
    (110, "一百一十 一百一"),
    (120, "一百二十 一百二 壹佰贰拾"),
    (2000, "两千 二千 贰仟"),
    (2024, "二〇二四 二零二四 两千零二十四"),
    (3500, "三千五百 三千五"),
    (10_000, "万 一万"),
    (12_000, "一万二千 一万二"),
    (35_000, "三万五千 三万五"),
    (100_000, "十万"),
    (10_000_000, "千万 一千万"),
    (120_000_000, "一亿二千万"),
    (98.5, "九十八点五"),
    (0.5, "零点五 〇点五"),
]
NO_NUMERALS = ["", "人", "12", "十四五", "一百二三", "点五", "三点", "三点十", "百分", "亿亿亿", "一" * 21]


@pytest.mark.parametrize(("value", "words"), NUMERALS)
def test_chinese_number(value: float, words: str) -> None:
    assert {word: chinese_number(word) for word in words.split()} == dict.fromkeys(words.split(), value)


@pytest.mark.parametrize("text", NO_NUMERALS)
def test_no_chinese_number(text: str) -> None:
    assert chinese_number(text) is None


def spelled(number: int) -> str:
    """A whole number below a hundred million in Chinese, as people write it."""
    high, low = divmod(number, 10_000)
    if high:
        return spelled(high) + "万" + (("零" if low < 1000 else "") + spelled(low) if low else "")
    text, gap = "", False
    for digit, mark in zip(f"{low:04}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[int(digit)] + mark
        gap = digit == "0"
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_chinese_number_reads_what_people_write(number: int) -> None:
    assert chinese_number(spelled(number)) == number
    assert re.fullmatch(CHINESE_NUMBER, spelled(number))


@given(st.text(st.sampled_from("零〇一二两三四五六七八九十百千万亿壹贰点人"), max_size=25))
def test_chinese_number_never_breaks(text: str) -> None:
    value = chinese_number(text)
    assert value is None or value >= 0

"""Target values: every form of the table reads as written there, and no text at all is lost or breaks the reading."""

import math
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.targets import Operator, Target, TargetKind, operator_of, parse
from reviewer.text import plain, simplified
from reviewer.units import Measure, is_unit, measure, scale

CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "targets.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]
TEXTS = sorted({text for text, *_ in CASES})


@pytest.mark.parametrize(("text", "operator", "unit", "expected"), CASES)
def test_reading(text: str, operator: str, unit: str, expected: str) -> None:
    assert shown(parse(text, operator or None, unit or None)) == expected


def shown(target: Target) -> str:
    """A target in one line: kind, operator, bounds, unit, then what else there is."""
    bounds = [f"{bound:.12g}" for bound in dict.fromkeys((target.low, target.high)) if bound is not None]
    parts = [target.kind.value, target.operator and target.operator.value, "..".join(bounds), target.unit]
    parts += [target.approximate and "约", target.qualitative and "定性", target.date and f"[{target.date}]"]
    parts += ["|".join(target.steps), target.rest and f"“{target.rest}”"]
    return " ".join(part for part in parts if part)


# ---------------------------------------------------------------------------------------------------------------------
# Any text at all.

SIGNS = "≥≤<>=≧≦＞＜＝%％﹪‰~～-—+±()（）[]【】/／、，。；：:.·*×√□↑↓《》〔〕 \t\n　\u200b"
FIGURES = "0123456789０１２３４５６７８９零〇一二两三四五六七八九十百千万亿壹贰叁余多点Ⅲ"
WORDS = "大小于等不低少高超过以上下内至到约左右达年月日季度底末前后半周天时分元人次户个件项是否优良中差好坏有无未完成按"
BROKEN = st.text(st.one_of(st.sampled_from(SIGNS + FIGURES + WORDS), st.characters()), max_size=30)
MIXED = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4).map("".join)
COLUMNS = st.one_of(
    st.none(), st.sampled_from(["大于等于", "定性", "=", "正向", "%", "万元", "/", "年", "月"]), st.text(max_size=6)
)


@given(st.one_of(st.text(), BROKEN, MIXED), COLUMNS, COLUMNS)
def test_any_text_is_read_and_kept(text: str, operator: str | None, unit: str | None) -> None:
    target = parse(text, operator, unit)
    assert target.text == text
    assert visible("".join(part for _, part in target.parts)) == visible(text)
    assert target.rest == "".join(part for role, part in target.parts if role == "rest")
    assert all(math.isfinite(number) for number in target.numbers)
    counted = target.kind in (TargetKind.NUMBER, TargetKind.RANGE)
    assert (target.low is not None, target.high is not None, bool(target.numbers)) == (counted, counted, counted)
    if target.low is not None and target.high is not None:
        assert target.low == target.high if target.kind is TargetKind.NUMBER else target.low <= target.high
    assert bool(target.steps) == (target.kind in (TargetKind.YES_NO, TargetKind.SCALE))
    assert target.date is not None or target.kind is not TargetKind.DATE


def visible(text: str) -> str:
    return "".join(mark for mark, narrow in zip(text, plain(text), strict=True) if not narrow.isspace())


def test_missing() -> None:
    assert parse(None) == parse("") == Target("", TargetKind.MISSING)
    assert shown(parse(None, "大于等于", "%")) == "missing ≥ %"


def test_a_text_of_any_length() -> None:
    text = "完成" + "培训" * 500_000 + "95%"
    assert parse(text).rest == text
    assert parse("≥95%" + "，按要求" * 1000).low == 95


# ---------------------------------------------------------------------------------------------------------------------
# Operator, number and unit in all their spellings.

SIGNS_IN_FRONT = {
    Operator.AT_LEAST: "≥ ≧ ＞＝ >= 大于等于 大于或等于 不低于 不少于 不小于 不得低于 不應低於 至少",
    Operator.AT_MOST: "≤ ≦ ＜＝ <= 小于等于 小于或等于 不超过 不高于 不多于 不大于 不得超过 最多",
    Operator.MORE: "> ＞ 大于 超过 高于 多于",
    Operator.LESS: "< ＜ 小于 低于 少于",
    Operator.EQUAL: "= ＝ ═ 等于",
}
WORDS_BEHIND = {
    Operator.AT_LEAST: "以上 及以上 （含）以上 以上（含）",
    Operator.AT_MOST: "以下 以内 及以下 之内",
}
IN_FRONT = {meant: line.split() for meant, line in SIGNS_IN_FRONT.items()}
UNIT_WORDS = (
    "% ‰ 人 人次 万人次 户 元 万元 元/人·月 次/年 个 个百分点 件 天 个工作日 小时 公里 平方米 ㎡ 亩 吨 批次 分 "
    "台（套） 百分比 册 场 所 份 篇"
)
UNITS = UNIT_WORDS.split()
OPERATED = [(sign, "", meant) for meant, signs in IN_FRONT.items() for sign in signs]
OPERATED += [("", word, meant) for meant, line in WORDS_BEHIND.items() for word in line.split()]


def wide(text: str) -> str:
    return "".join(chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark for mark in text)


def numeral(number: int) -> str:
    """A whole number below ten thousand in Chinese."""
    text, gap = "", False
    for digit, mark in zip(f"{number:04}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[int(digit)] + mark
        gap = digit == "0"
    return text or "零"


Counted = tuple[tuple[str, float], tuple[str, float], str]
ARABIC = st.one_of(
    st.integers(0, 9_999_999).map(lambda number: (str(number), float(number))),
    st.integers(1000, 9_999_999).map(lambda number: (f"{number:,}", float(number))),
    st.decimals(0, 9999, places=2).map(lambda number: (str(number), float(number))),
    st.integers(0, 9999).map(lambda number: (wide(str(number)), float(number))),
)
CHINESE = st.integers(1, 9999).map(lambda number: (numeral(number), float(number)))
COUNTED = st.one_of(
    st.tuples(ARABIC, ARABIC, st.sampled_from(UNITS)),
    st.tuples(CHINESE, CHINESE, st.sampled_from([unit for unit in UNITS if unit[0] not in "百万%‰㎡"])),
)


@given(st.sampled_from(OPERATED), COUNTED)
def test_operator_number_and_unit(operated: tuple[str, str, Operator], counted: Counted) -> None:
    front, behind, meant = operated
    (written, number), _, unit = counted
    target = parse(front + written + unit + behind)
    expected = (TargetKind.NUMBER, meant, number, number, plain(unit), "")
    assert (target.kind, target.operator, target.low, target.high, target.unit, target.rest) == expected


@given(COUNTED, st.sampled_from(("-", "~", "～", "—", "－", "至", "到")))
def test_range(counted: Counted, to: str) -> None:
    low, high = sorted(counted[:2], key=lambda number: number[1])
    target = parse(low[0] + to + high[0] + counted[2])
    expected = (TargetKind.RANGE, low[1], high[1], plain(counted[2]), "")
    assert (target.kind, target.low, target.high, target.unit, target.rest) == expected


@given(st.integers(0, 100), st.sampled_from(OPERATED))
def test_percent_in_words(number: int, operated: tuple[str, str, Operator]) -> None:
    target = parse(operated[0] + "百分之" + (numeral(number) if number < 100 else "百") + operated[1])
    assert (target.operator, target.low, target.unit, target.percent) == (operated[2], number, "%", True)


@given(st.dates(), st.sampled_from(("年月日", "-", "/", ".")), st.sampled_from(("", "前", "之前", "以前", "前完成")))
def test_date(day: date, form: str, behind: str) -> None:
    year, month, number = 1900 + day.year % 200, day.month, day.day
    text = f"{year}年{month}月{number}日" if form == "年月日" else f"{year}{form}{month:02}{form}{number:02}"
    target = parse(text + behind)
    assert (target.kind, target.date) == (TargetKind.DATE, text + behind.removesuffix("完成"))
    assert target.operator is (Operator.AT_MOST if behind else None)


# ---------------------------------------------------------------------------------------------------------------------
# What does not change the reading.


def reading(target: Target) -> tuple[object, ...]:
    """What a target says, apart from how it is written."""
    bounds = (target.low, target.high, target.numbers)
    return (
        target.kind,
        target.operator,
        bounds,
        target.unit,
        target.approximate,
        len(target.steps),
        target.date is None,
    )


@given(st.sampled_from(TEXTS))
def test_widths_do_not_matter(text: str) -> None:
    assert reading(parse(wide(text))) == reading(parse(text))


@given(
    st.sampled_from(TEXTS), st.lists(st.integers(0, 40), max_size=5), st.sampled_from((" ", "　", "\n", "\u00a0", "\t"))
)
def test_spaces_do_not_matter(text: str, places: list[int], space: str) -> None:
    spaced = text
    for place in sorted(places, reverse=True):
        if not (spaced[place - 1 : place].isdigit() and spaced[place : place + 1].isdigit()):
            spaced = spaced[:place] + space + spaced[place:]
    assert reading(parse(spaced)) == reading(parse(text))


TRADITIONAL = str.maketrans(
    "于万个户达优过单应据满标准产数质时经济内间点余场条处", "於萬個戶達優過單應據滿標準產數質時經濟內間點餘場條處"
)


@given(st.sampled_from(TEXTS))
def test_traditional_characters_do_not_matter(text: str) -> None:
    assert reading(parse(text.translate(TRADITIONAL))) == reading(parse(simplified(text)))


# ---------------------------------------------------------------------------------------------------------------------
# The columns beside the text.


@pytest.mark.parametrize("meant", IN_FRONT)
def test_operator_column(meant: Operator) -> None:
    for sign in IN_FRONT[meant]:
        assert operator_of(sign) is meant
        assert parse("5", sign, "次").operator is meant


def test_text_goes_before_columns() -> None:
    target = parse("≥95%", "小于等于", "人")
    assert (target.operator, target.unit) == (Operator.AT_LEAST, "%")
    assert (target.column_operator, target.column_unit) == (Operator.AT_MOST, "人")


@pytest.mark.parametrize("word", [None, "", "定性", "定量", "正向", "其他", "/"])
def test_no_operator(word: str | None) -> None:
    assert operator_of(word) is None


# ---------------------------------------------------------------------------------------------------------------------
# Units.


MEASURES = [
    (Measure.PERCENT, 1, "% ％ ‰ 百分比 个百分点"),
    (Measure.MONEY, 1, "元 元/人·月 元/户"),
    (Measure.MONEY, 10_000, "万元 萬元 万元/年"),
    (Measure.MONEY, 1e6, "百万元"),
    (Measure.MONEY, 1e8, "亿元"),
    (Measure.PEOPLE, 1, "人 户 名 人/次 名学生"),
    (Measure.PEOPLE, 10_000, "万人 萬戶"),
    (Measure.TIMES, 1, "次 人次 次/年 场次"),
    (Measure.TIMES, 10_000, "万人次"),
    (Measure.TIME, 1, "天 个月 个工作日 小时 年"),
    (Measure.SIZE, 1, "千米 千克 千瓦时 KM 平方米 ㎡"),
    (Measure.SCORE, 1, "分 级 岁"),
    (Measure.THINGS, 1, "个 个村 件 台（套） 辆"),
    (None, 10_000, "万"),
    (None, 1, "良 按要求"),
]


@pytest.mark.parametrize(("measured", "factor", "words"), MEASURES)
def test_measure(measured: Measure | None, factor: float, words: str) -> None:
    assert {unit: (measure(unit), scale(unit)) for unit in words.split()} == dict.fromkeys(
        words.split(), (measured, factor)
    )


def test_no_unit_measures_nothing() -> None:
    assert (measure(None), scale(None), measure(""), scale("")) == (None, 1, None, 1)


@pytest.mark.parametrize("word", ["%", "万人次", "台（套）", "元/人·月", "镇街社区", "个 工作日", "亿元", "㎡"])
def test_unit(word: str) -> None:
    assert is_unit(word)


@pytest.mark.parametrize("word", ["", "良", "进一步保障", "人均", "元钱吧", "人" * 50, "/", "按要求"])
def test_no_unit(word: str) -> None:
    assert not is_unit(word)

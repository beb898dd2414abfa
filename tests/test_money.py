"""Budget amounts as sheets write them."""

import pytest

from reviewer.money import spoken, yuan
from tests.sheets import sheet

AMOUNTS = [
    (None, "万元", 0),
    ("", None, 0),
    ("无", "元", 0),
    ("12000", None, 12_000),
    ("12000", "元", 12_000),
    ("1,234.56", "万元", 12_345_600),
    ("１，２３４．５", "单位：万元", 12_345_000),
    ("1.2亿元", "万元", 120_000_000),
    ("300万", "元", 3_000_000),
    ("300元", "万元", 300),
    ("20.5（其中：财政拨款 10）", "（万元）", 205_000),
    ("3", "千元", 3_000),
    ("269.63", "萬元", 2_696_300),
    ("3", "万", 30_000),
    ("3", "亿元", 300_000_000),
    ("2", "百万元", 2_000_000),
    ("-5", "万元", 0),
    ("总额 .5", "万元", 5_000),
    ("1 200.5", "元", 1_200.5),
]


@pytest.mark.parametrize(("budget", "unit", "expected"), AMOUNTS)
def test_yuan(budget: str | None, unit: str | None, expected: float) -> None:
    assert yuan(sheet(budget=budget, budget_unit=unit)) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(0, "0元"), (890.4, "890元"), (10_000, "1万元"), (12_345_600, "1,234.56万元"), (123_000_000, "1.23亿元")],
)
def test_spoken(amount: float, expected: str) -> None:
    assert spoken(amount) == expected

"""Lines of Chinese and ASCII at a width in cells."""

import pytest

from reviewer.report.layout import left, right, shorten, shorten_path, wrap

LINES = [
    ("", 10, "", "", [""]),
    ("一二三四五六", 8, "", "", ["一二三四", "五六"]),
    ("一二三四，五六", 8, "", "", ["一二三", "四，五六"]),
    ("一二三（四五", 8, "", "", ["一二三", "（四五"]),
    ("一二 indicators 三", 12, "", "", ["一二", "indicators", "三"]),
    ("一二三四五六", 8, "1 ", "  ", ["1 一二三", "  四五六"]),
    ("abcdefghijkl", 6, "", " ", ["abcdef", " ghijk", " l"]),
    ("≥95%、≤3", 6, "", "", ["≥95%、", "≤3"]),
]


@pytest.mark.parametrize(("text", "width", "first", "indent", "expected"), LINES)
def test_wrap(text: str, width: int, first: str, indent: str, expected: list[str]) -> None:
    assert list(wrap(text, width, first, indent)) == expected


def test_columns() -> None:
    assert left("一二", 6) == "一二  "
    assert left("一二三四", 6) == "一二…" + " "
    assert right("一", 4) == "  一"
    assert shorten("一二三", 6) == "一二三"
    assert shorten_path("很长/路径/a.txt", 15) == "很长/路径/a.txt"
    assert shorten_path("很长/路径/a.txt", 14) == "…/a.txt"
    assert shorten_path("很长/路径/abcdef.txt", 9) == "…cdef.txt"

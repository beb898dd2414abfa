"""Numbers as spreadsheets show them: a table of cases, properties of every code, LibreOffice's opinion."""

import csv
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.number_formats import BUILTIN, Value, render

MONEY = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
DAY = 45657  # 2024-12-31

CASES: tuple[tuple[Value, str, str], ...] = (
    # General: 11 characters, 15 digits
    (0, "General", "0"),
    (95.0, "General", "95"),
    (0.1 + 0.2, "General", "0.3"),
    (1 / 3, "General", "0.333333333"),
    (1234.56789012345, "General", "1234.56789"),
    (-1.5, "General", "-1.5"),
    (0.00001, "General", "0.00001"),
    (0.0000123456789, "General", "1.23457E-05"),
    (12345678901.5, "General", "12345678902"),
    (123456789012345, "General", "123456789012345"),
    (1.5e20, "General", "1.5E+20"),
    (0.0000099999999, "General", "1E-05"),
    (5, "", "5"),
    (5, "G/通用格式", "5"),
    (0.5, 'General"个"', "0.5个"),
    (True, "0", "TRUE"),
    (False, "General", "FALSE"),
    # digits
    (5, "0", "5"),
    (1234.5, "0.00", "1234.50"),
    (1234567.8, "#,##0", "1,234,568"),
    (1234.5, "#,##0.00", "1,234.50"),
    (123, "000000", "000123"),
    (5, "0,000", "0,005"),
    (5, "0.##", "5."),
    (0.5, "#.##", ".5"),
    (3.14159, "?.??", "3.14"),
    (0.145, "0.00", "0.15"),
    (1.005, "0.00", "1.01"),
    (2.5, "0", "3"),
    (1234567, "###-####", "123-4567"),
    (12, '0" "0', "1 2"),
    # percent
    (0.95, "0%", "95%"),
    (0.333, "0.0%", "33.3%"),
    (28.499999999999996 / 100, "0%", "29%"),
    (0.95, '"≥"0%', "≥95%"),
    (0.95, '"不低于"0%', "不低于95%"),
    (95, "0\\%", "95%"),
    (95, '0"%"', "95%"),
    # words around
    (1200, '#,##0"人"', "1,200人"),
    (10, '0.0"分"', "10.0分"),
    (20, "≥0", "≥20"),
    (3, "0元", "3元"),
    (3, "0_);(0)", "3 "),
    (3, "* 0", "3"),
    (3, '"第"0"名"', "第3名"),
    (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
    (1234.5, "[$-804]0.0", "1234.5"),
    (1234.5, MONEY, " 1,234.50 "),
    (0, MONEY, " -   "),
    # scaling
    (1234567, "#,##0,", "1,235"),
    (123456789, "0.00,,", "123.46"),
    (12345, '0!.0,"万"', "1.2万"),
    (12345, '0\\.0,"万"', "1.2万"),
    (12345, "0!.0000", "1.2345"),
    (123456789, '0!.00,,"亿"', "1.23亿"),
    # sections and conditions
    (-5, "0.0", "-5.0"),
    (-5, "0;(0)", "(5)"),
    (-5, "[Red]0;[Blue]-0", "-5"),
    (0, '0;-0;"零"', "零"),
    (-1, "0;;", ""),
    (7, ";;;", ""),
    ("机密", ";;;", ""),
    (150, '[>=100]"高"0;"低"0', "高150"),
    (50, '[>=100]"高"0;"低"0', "低50"),
    (12340, '[>=10000]0!.0,"万元";0"元"', "1.2万元"),
    (1234, '[>=10000]0!.0,"万元";0"元"', "1234元"),
    (1, '[=1]"是";[=0]"否";General', "是"),
    (0, '[=1]"是";[=0]"否";General', "否"),
    (2, '[=1]"是";[=0]"否";General', "2"),
    (-3, "[<0]0.0;0", "3.0"),
    (-3, "[<5]0.0;0", "-3.0"),
    (5, "[>100]0", "5"),
    # text
    ("甲", "@", "甲"),
    ("甲", '"类别："@', "类别：甲"),
    ("甲", "0.00", "甲"),
    ("甲", '0;-0;0;"无"', "无"),
    (5, "@", "5"),
    (5, '"≥"@', "5"),
    # fractions, exponents
    (5.25, "# ?/?", "5 1/4"),
    (0.5, "# ?/?", " 1/2"),
    (2.0, "# ?/?", "2    "),
    (0, "# ?/?", "0    "),
    (1.25, "?/?", "5/4"),
    (0.3, "# ?/100", " 30/100"),
    (12345, "0.00E+00", "1.23E+04"),
    (0.00012, "0.0E-0", "1.2E-4"),
    (12345, "##0.0E+0", "12.3E+3"),
    (9.999, "0.0E+0", "1.0E+1"),
    # dates and times
    (DAY, 'yyyy"年"m"月"d"日"', "2024年12月31日"),
    (DAY, "yyyy-mm-dd", "2024-12-31"),
    (DAY, "yy.m.d", "24.12.31"),
    (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2024年12月31日"),
    (DAY + 0.5, "[$-F400]h:mm:ss AM/PM", "12:00:00"),
    (DAY, 'e"年"m"月"', "2024年12月"),
    (DAY, "d-mmm-yy", "31-Dec-24"),
    (DAY, "[$-409]mmmm d, yyyy;@", "December 31, 2024"),
    (DAY, "aaaa", "星期二"),
    (DAY, "[$-804]dddd", "星期二"),
    (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二四年十二月三十一日"),
    (DAY + 0.75, "yyyy/m/d h:mm", "2024/12/31 18:00"),
    (0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
    (0.25, "h:mm AM/PM", "6:00 AM"),
    (0.999999, "h:mm:ss", "0:00:00"),
    (0.5 + 1.5 / 86400, "ss.0", "01.5"),
    (1.5, "[h]:mm", "36:00"),
    (1.5, "[mm]:ss", "2160:00"),
    (0.0625, 'mm"分"ss"秒"', "30分00秒"),
    (60, "yyyy-m-d", "1900-2-29"),
    (61, "yyyy-m-d", "1900-3-1"),
    (1, "yyyy-m-d", "1900-1-1"),
    (-1, "yyyy-m-d", "-1"),
    (1e9, "yyyy-m-d", "1000000000"),
    # Chinese numerals
    (123, "[DBNum1][$-804]General", "一百二十三"),
    (10203, "[DBNum2][$-804]General", "壹万零贰佰零叁"),
    (100000000, "[DBNum1]General", "一亿"),
    (2024, "[DBNum1]0", "二〇二四"),
    (12, "[DBNum3]0", "１２"),
    # what is no code
    (5, '"', ""),
    (5, "\\", "\\"),
    (5, "[", "["),
    (5, "0" * 600, "5"),
)


@pytest.mark.parametrize(("value", "code", "shown"), CASES)
def test_cases(value: Value, code: str, shown: str) -> None:
    assert render(value, code) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (14, "2024/12/31"),
        (22, "2024/12/31 0:00"),
        (27, "2024年12月"),
        (31, "2024年12月31日"),
        (32, "0时00分"),
        (55, "上午12时00分"),
        (58, "12月31日"),
    ],
)
def test_codes_known_by_number_have_their_chinese_meaning(number: int, shown: str) -> None:
    assert render(DAY, BUILTIN[number]) == shown


def test_days_may_count_from_1904() -> None:
    assert render(DAY - 1462, "yyyy-mm-dd", date1904=True) == "2024-12-31"


_PIECES = st.sampled_from(
    [
        *("0", "#", "?", ".", ",", "%", "E+", "/", "@", ";", "General", "yyyy", "m", "d", "h", "ss", "[h]", "AM/PM"),
        *("_ ", "* ", '"人"', "\\%", "!.", "[>=100]", "[Red]", "[$¥-804]", "[DBNum1]", "≥", "-", "(", " ", "["),
    ]
)
_NUMBERS = st.one_of(st.floats(), st.integers(-(10**9), 10**9))


@given(_NUMBERS, st.one_of(st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=30)))
def test_every_code_gives_a_text(value: float, code: str) -> None:
    assert isinstance(render(value, code), str)


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_fixed_digits_read_back_as_the_number(value: int, places: int) -> None:
    code = "#,##0" + ("." + "0" * places if places else "")
    assert float(render(value / 10**places, code).replace(",", "")) == pytest.approx(value / 10**places)


@given(st.integers(-999_999, 999_999))
def test_percent_is_a_hundredfold(value: int) -> None:
    assert render(value / 10_000, "0.00%") == f"{value / 100:.2f}%"


@given(st.floats(-1e9, 1e9).filter(lambda value: abs(value) > 1e-9 or value == 0))
def test_general_is_close_and_short(value: float) -> None:
    shown = render(value, "General")
    assert float(shown) == pytest.approx(value, rel=1e-5)
    assert len(shown.lstrip("-")) <= 11


@given(st.integers(61, 2_958_465))
def test_dates_are_those_of_the_calendar(day: int) -> None:
    from datetime import date, timedelta

    assert render(day, "yyyy-mm-dd") == (date(1899, 12, 30) + timedelta(days=day)).isoformat()


_VALUES = (0, 1, 5, 95, 1200, 12345, 0.95, 0.5, 0.3333, 1234.5678, -1234.567, DAY, DAY + 0.75, 99.995)
_CODES = (
    *("0", "0.00", "#,##0", "#,##0.00", "0%", "0.0%", '"≥"0%', '"≥"0', '#,##0"人"', '0.0"分"', "0\\%", "≥0.0"),
    *("0.00E+00", '0\\.0,"万"', "#,##0,", "0;(0)", '0.0;-0.0;"零"', "#,##0_);(#,##0)", "000000", "000-0000"),
    *('[>=100]"高"0;"低"0', "[$¥-804]#,##0.00", MONEY, "?.??", '#,##0.00"元"', 'General"个"', "0,000.0", "# ?/?"),
)
_DATES = (DAY, DAY + 0.75, 36526, 44927.25)
_DATE_CODES = (
    *(
        'yyyy"年"m"月"d"日"',
        "yyyy/m/d",
        "yyyy-mm-dd",
        "yy.m.d",
        "[h]:mm",
        "h:mm",
        "h:mm AM/PM",
        "[$-804]dddd",
        "d-mmm-yy",
    ),
    *('[DBNum1][$-804]yyyy"年"m"月"d"日"', "yyyy-mm-dd hh:mm:ss"),
)


def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    cases = [(value, code) for code in _CODES for value in _VALUES]
    cases += [(value, code) for code in _DATE_CODES for value in _DATES]
    book = openpyxl.Workbook()
    for row, (value, code) in enumerate(cases, 1):
        cell = book.active.cell(row, 1, value)
        cell.number_format = code
    book.save(tmp_path / "formats.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path)]
    command = [soffice, profile, "--headless", *target, str(tmp_path / "formats.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "formats.csv").open(encoding="utf-8", newline="") as file:
        theirs = [row[0].strip() if row else "" for row in csv.reader(file)]
    ours = [render(value, code).strip() for value, code in cases]
    assert [*zip(cases, ours, strict=True)] == [*zip(cases, theirs, strict=True)]

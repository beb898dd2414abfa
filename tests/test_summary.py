"""What a review comes to."""

from dataclasses import replace

from reviewer.model import ReviewedRow, Ungraded
from reviewer.ranking import rank
from reviewer.summary import CommonFault, MoneyAtRisk, summarise
from tests.sheets import advise, fail, graded, indicator, review, sheet

SLOGAN, OTHER = graded("slogan", v=fail("V-slogan")), graded("other", t=fail("T-words"))
WHOLE = sheet(number=1, department="民政局", scope="部门整体", budget="100", budget_unit="万元")
PROJECT = sheet(number=2, department="民政局", project_name="救助", budget="40", budget_unit="万元")
PROJECT_2 = sheet(number=3, department="民政局", project_name="低保", budget="90", budget_unit="万元")
SCHOOL = sheet(number=4, department="教育局", project_name="校舍", budget="50", budget_unit="万元")
NOBODY = sheet(number=5, title="培训经费", budget="1", budget_unit="元")
ROWS = [
    ReviewedRow(PROJECT, indicator("口号"), SLOGAN),
    ReviewedRow(PROJECT, indicator("口号"), SLOGAN),
    ReviewedRow(PROJECT_2, indicator("口号"), SLOGAN),
    ReviewedRow(WHOLE, indicator("词"), OTHER),
    ReviewedRow(SCHOOL, indicator("词"), OTHER),
    ReviewedRow(NOBODY, indicator("一次"), graded("once", m=fail("M-category"))),
    ReviewedRow(NOBODY, indicator("基数"), graded("base", t=advise("T-unit", "T-baseline"))),
    ReviewedRow(NOBODY, indicator("单位"), graded("form", t=advise("T-unit"))),
    ReviewedRow(NOBODY, indicator("预设"), graded("preset", v=fail("V-slogan")), preset=True),
    ReviewedRow(NOBODY, indicator("通过"), graded("pass")),
    ReviewedRow(NOBODY, indicator("未评"), Ungraded("k", "m", "超时")),
]


def test_every_row_is_counted_once() -> None:
    summary = summarise(review(*rank(ROWS)))
    counts = (summary.weak, summary.advised, summary.passed, summary.ungraded)
    assert counts == (6, 3, 1, 1)
    assert (summary.rows, summary.formal) == (11, 1)


def test_the_money_of_a_department_holds_that_of_its_projects() -> None:
    summary = summarise(review(*rank(ROWS)))
    assert summary.grouped_by == "部门或项目"
    assert summary.money == (
        MoneyAtRisk("民政局", 4, 3, 1_300_000),
        MoneyAtRisk("教育局", 1, 1, 500_000),
        MoneyAtRisk("培训经费", 1, 1, 1),
    )


def test_the_money_of_a_sheet_handed_in_twice_counts_once() -> None:
    again = [replace(row, sheet=replace(row.sheet, file="copy.txt")) for row in ROWS]
    summary = summarise(review(*rank([*ROWS, *again])))
    assert [(risk.weak, risk.budget) for risk in summary.money] == [(8, 1_300_000), (2, 500_000), (2, 1)]


def test_one_department_is_shown_by_project() -> None:
    summary = summarise(review(*rank(ROWS[:4])))
    assert summary.grouped_by == "部门或项目"
    assert [(risk.name, risk.budget) for risk in summary.money] == [
        ("民政局", 1_000_000),
        ("低保", 900_000),
        ("救助", 400_000),
    ]


def test_equal_rows_are_folded_most_frequent_first() -> None:
    rows = rank(ROWS)
    first = {row.verdict.key: row for row in reversed(rows)}
    assert summarise(review(*rows)).faults == (
        CommonFault(first["slogan"], rows=3, sheets=2),
        CommonFault(first["other"], rows=2, sheets=2),
    )


def test_nothing() -> None:
    summary = summarise(review())
    assert (summary.rows, summary.money, summary.faults) == (0, (), ())

"""What a review comes to."""

from dataclasses import replace

from reviewer.model import HumanDecision, ReviewedRow, ReviewedSheet, Ungraded
from reviewer.ranking import rank
from reviewer.summary import CommonFault, Concluded, folded, summarise
from tests.sheets import advise, fail, graded, indicator, review, sheet

SLOGAN, OTHER = graded("slogan", v=fail("V-slogan"), opinion="口号。"), graded("other", t=fail("T-words"))
WHOLE = sheet(number=1, department="民政局", scope="部门整体", budget="100", budget_unit="万元")
PROJECT = sheet(number=2, department="民政局", project_name="救助", budget="40", budget_unit="万元")
PROJECT_2 = sheet(number=3, department="民政局", project_name="低保", budget="90", budget_unit="万元")
SCHOOL = sheet(number=4, department="教育局", project_name="校舍", budget="50", budget_unit="万元")
NOBODY = sheet(number=5, title="培训经费")
ROWS = [
    ReviewedRow(PROJECT, indicator("口号"), SLOGAN),
    ReviewedRow(PROJECT, indicator("口号"), SLOGAN),
    ReviewedRow(PROJECT_2, indicator("口 号", level2="社会效益指标"), replace(SLOGAN, key="slogan elsewhere")),
    ReviewedRow(WHOLE, indicator("词"), OTHER),
    ReviewedRow(SCHOOL, indicator("词"), OTHER),
    ReviewedRow(NOBODY, indicator("一次"), graded("once", m=fail("M-category"))),
    ReviewedRow(NOBODY, indicator("基数"), graded("base", t=advise("T-unit", "T-baseline"))),
    ReviewedRow(NOBODY, indicator("单位"), graded("form", t=advise("T-unit"))),
    ReviewedRow(NOBODY, indicator("预设"), graded("preset", v=fail("V-slogan")), preset=True),
    ReviewedRow(NOBODY, indicator("通过"), graded("pass")),
    ReviewedRow(NOBODY, indicator("未评"), Ungraded("k", "m", "超时")),
]
SHEETS = (
    ReviewedSheet(WHOLE, (), conclusion="退回重报", department="民政局"),
    ReviewedSheet(PROJECT, (), conclusion="退回重报", department="民政局"),
    ReviewedSheet(PROJECT_2, (), conclusion="退回重报", department="民政局"),
    ReviewedSheet(SCHOOL, (), conclusion="通过", department="教育局"),
    ReviewedSheet(NOBODY, (), conclusion="待人工核实", department="人社局", inferred=True),
)


def test_every_row_is_counted_once() -> None:
    summary = summarise(review(*rank(ROWS)))
    counts = (summary.weak, summary.advised, summary.passed, summary.ungraded, summary.presets)
    assert counts == (6, 2, 1, 1, 1)
    assert (summary.rows, summary.judged, summary.formal) == (11, 10, 1)


def test_a_preset_counts_where_a_person_sends_it_back() -> None:
    summary = summarise(review(replace(ROWS[8], decision="退回修改")))
    assert (summary.weak, summary.presets) == (1, 0)


def test_projects_and_their_money_by_conclusion() -> None:
    again = tuple(replace(one, sheet=replace(one.sheet, file="copy.txt")) for one in SHEETS[:4])
    older = replace(SHEETS[1], sheet=replace(PROJECT, budget="39"), newer=PROJECT)
    summary = summarise(review(reviewed=(*SHEETS, *again, older)))
    assert summary.concluded == (
        Concluded("退回重报", projects=2, wholes=1, money=1_300_000),
        Concluded("待人工核实", projects=1, wholes=0, money=0),
        Concluded("修改后通过", projects=0, wholes=0, money=0),
        Concluded("通过", projects=1, wholes=0, money=500_000),
    )
    assert summary.without_money == 1
    assert [one.sheet.project_name for one in summary.returned] == ["低保", "救助"]


def test_whole_departments_stand_where_there_is_no_project() -> None:
    summary = summarise(review(reviewed=SHEETS[:1]))
    assert summary.concluded[0] == Concluded("退回重报", projects=0, wholes=1, money=1_000_000)
    assert summary.returned == SHEETS[:1]


def test_the_same_text_with_the_same_opinion_is_one_fault_most_frequent_first() -> None:
    rows = rank(ROWS)
    slogans = tuple(row for row in rows if "口" in (row.indicator.shown.name or ""))
    words = tuple(row for row in rows if row.indicator.shown.name == "词")
    assert summarise(review(*rows, reviewed=SHEETS)).faults == (
        CommonFault(slogans, sheets=2, projects=2, departments=1, opinion="口号。"),
        CommonFault(words, sheets=2, projects=2, departments=2, opinion=None),
    )


def test_other_words_of_a_person_are_another_opinion() -> None:
    own = HumanDecision("row1", "退回修改", opinion="请改为受助人数。")
    rows = [ROWS[0], replace(ROWS[1], decision="退回修改", decided=own), ROWS[2]]
    assert [(fault.times, fault.opinion) for fault in folded(rows, {})] == [(2, "口号。"), (1, "请改为受助人数。")]


def test_nothing() -> None:
    summary = summarise(review())
    assert (summary.rows, summary.returned, summary.faults) == (0, (), ())

"""Weakness, order, selection and listing, as data."""

from dataclasses import replace

import pytest

from reviewer.model import Answer, Grade, Graded, Question, ReviewedRow, Ungraded
from reviewer.ranking import listed, rank, select, weakness
from tests.sheets import PASSED, advise, fail, graded, indicator, review, sheet

WEAKNESS = [
    ("nothing", graded(), 0),
    ("all three", graded(v=fail("V-slogan"), m=fail("M-category"), t=fail("T-words")), 9),
    ("name and target", graded(v=fail("V-slogan"), t=fail("T-words")), 7),
    ("one fault, one mark", graded(v=fail("V-slogan"), t=fail("T-pseudo")), 4),
    ("the unit is a fault of its own", graded(v=fail("V-slogan"), t=fail("T-pseudo", "T-unit")), 4.03),
    ("so is another kind", graded(v=fail("V-slogan"), t=fail("T-pseudo", "T-kind")), 7),
    ("a baseline only advises", graded(v=fail("V-slogan"), t=fail("T-pseudo", "T-baseline")), 4.3),
    ("pseudo on a doubted name", graded(v=advise("V-object"), t=advise("T-pseudo")), 0.4),
    ("pseudo on a clear name", graded(t=fail("T-pseudo")), 3),
    ("target and category", graded(m=fail("M-category"), t=fail("T-words")), 5),
    ("category and advice", graded(v=advise("V-object"), m=fail("M-category")), 2.4),
    ("all advice", graded(v=advise("V-object"), m=advise("M-category"), t=advise("T-baseline")), 0.9),
    ("advice on the category", graded(m=advise("M-category")), 0.2),
    ("form only", graded(t=advise("T-unit", "T-bound")), 0.03),
    ("form and more", graded(t=advise("T-unit", "T-baseline")), 0.3),
]


@pytest.mark.parametrize(("title", "verdict", "expected"), WEAKNESS, ids=[case[0] for case in WEAKNESS])
def test_weakness(title: str, verdict: Graded, expected: float) -> None:
    assert weakness(verdict) == expected


def test_order_is_weakness_budget_file_sheet_position() -> None:
    poor = sheet(file="a.txt", budget="9,000", budget_unit="元")
    rich = sheet(file="z.txt", budget="1", budget_unit="万元")
    none = sheet(file="b.txt", number=2)
    none_first = sheet(file="b.txt", number=1)
    slogan, words = graded(v=fail("V-slogan")), graded(t=fail("T-words"))
    rows = [
        ReviewedRow(poor, indicator("8 passes"), graded()),
        ReviewedRow(none, indicator("5 no budget, sheet 2"), slogan),
        ReviewedRow(none, indicator("6 no budget, sheet 2, next row"), slogan),
        ReviewedRow(none_first, indicator("4 no budget, sheet 1"), slogan),
        ReviewedRow(none_first, indicator("9 not judged"), Ungraded("k", "m", "模型未作答")),
        ReviewedRow(poor, indicator("3 poor"), slogan),
        ReviewedRow(rich, indicator("7 a lesser fault, whatever the money"), words),
        ReviewedRow(rich, indicator("2 rich"), slogan),
        ReviewedRow(poor, indicator("1 two faults"), graded(v=fail("V-slogan"), t=fail("T-words"))),
    ]
    ranked = rank(rows)
    assert [row.indicator.shown.name for row in ranked] == sorted(str(row.indicator.shown.name) for row in rows)
    assert [row.rank for row in ranked] == [1, 2, 3, 4, 5, 6, 7, 8, None]
    assert [row.weakness for row in ranked] == [7, 4, 4, 4, 4, 4, 3, 0, None]


def _row(name: str, verdict: Graded | Ungraded, department: str | None = "财政局") -> ReviewedRow:
    return ReviewedRow(sheet(department=department), indicator(name), verdict)


REVIEW = review(
    *rank(
        [
            _row("口号", graded(v=fail("V-slogan"))),
            _row("错类", graded(m=fail("M-category")), "某县民政局"),
            _row("缺单位", graded(t=advise("T-unit"))),
            _row("通过", graded()),
            _row("未评", Ungraded("k", "m", "超时"), "某县民政局"),
            _row("未填部门", graded(v=fail("V-object")), None),
        ]
    )
)

SELECTIONS = [
    ("all", (), (), ["口号", "未填部门", "错类", "缺单位", "通过", "未评"]),
    ("a question", (Question.MISCLASSIFICATION,), (), ["错类", "未评"]),
    ("two questions", (Question.MISCLASSIFICATION, Question.TARGET), (), ["错类", "缺单位", "未评"]),
    ("a department, spaces or not", (), (" 民政 局",), ["错类", "未评"]),
    ("both", (Question.VAGUENESS,), ("财政",), ["口号"]),
    ("no such department", (), ("教育",), []),
]


@pytest.mark.parametrize(("title", "questions", "departments", "expected"), SELECTIONS, ids=[s[0] for s in SELECTIONS])
def test_select(title: str, questions: tuple[Question, ...], departments: tuple[str, ...], expected: list[str]) -> None:
    selected = select(REVIEW, questions, departments).rows
    assert [row.indicator.shown.name for row in selected] == expected
    assert set(selected) <= set(REVIEW.rows), "a selected row keeps its rank"


LISTS = [
    ("weak and advised, then ungraded", False, None, ["口号", "未填部门", "错类", "缺单位", "未评"]),
    ("those that passed, too", True, None, ["口号", "未填部门", "错类", "缺单位", "通过", "未评"]),
    ("top limits ranked rows only", False, 1, ["口号", "未评"]),
    ("none", False, 0, ["未评"]),
]


@pytest.mark.parametrize(("title", "everything", "top", "expected"), LISTS, ids=[case[0] for case in LISTS])
def test_listed(title: str, everything: bool, top: int | None, expected: list[str]) -> None:
    assert [row.indicator.shown.name for row in listed(REVIEW, everything, top)] == expected


WEAK = [
    (fail("V-slogan"), None, False, True),
    (fail("V-slogan"), None, True, False),
    (fail("V-slogan"), "待核", False, True),
    (fail("V-slogan"), "待核", True, False),
    (fail("V-slogan"), "建议修改", False, False),
    (fail("V-slogan"), "不提意见", False, False),
    (fail("V-slogan"), "退回修改", True, True),
    (advise("V-object"), None, False, False),
    (PASSED, "退回修改", False, True),
    (PASSED, None, False, False),
]


@pytest.mark.parametrize(("answer", "decision", "preset", "expected"), WEAK)
def test_a_human_decision_says_what_is_weak(answer: Answer, decision: str, preset: bool, expected: bool) -> None:
    row = replace(_row("名", graded(v=answer)), decision=decision, preset=preset)  # type: ignore[arg-type]
    assert row.weak is expected


def test_ungraded_is_not_weak_unless_a_human_says_so() -> None:
    row = _row("名", Ungraded("k", "m", "超时"))
    assert (row.weak, row.worst) == (False, None)
    assert replace(row, decision="退回修改").weak
    assert _row("名", graded(v=fail("V-x"), t=advise("T-unit"))).worst is Grade.FAIL


DECIDED = [
    ("口号", graded(v=fail("V-slogan")), "不提意见"),
    ("目标", graded(t=fail("T-words")), None),
    ("通过而退回", graded(), "退回修改"),
    ("退回改为建议", graded(v=fail("V-slogan"), t=fail("T-words")), "建议修改"),
    ("提法", graded(t=advise("T-baseline")), "待核"),
]


def test_a_decision_orders_the_list_and_leaves_the_weakness() -> None:
    rows = rank(replace(_row(name, verdict), decision=decision) for name, verdict, decision in DECIDED)  # type: ignore[arg-type]
    assert [(row.rank, row.indicator.shown.name, row.weakness) for row in rows] == [
        (1, "目标", 3),
        (2, "通过而退回", 0),
        (3, "退回改为建议", 7),
        (4, "提法", 0.3),
        (5, "口号", 4),
    ]
    assert [row.rank for row in listed(review(*rows))] == [1, 2, 3, 4]
    assert len(list(listed(review(*rows), everything=True))) == 5

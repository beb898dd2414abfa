"""What is read of a model's text, which rows of it may stand, and what becomes of opinion and rewrite."""

import json
from dataclasses import replace
from typing import Any

import pytest

from reviewer.defects import BY_CODE
from reviewer.grading import rubric
from reviewer.grading.acceptance import Refused, accept
from reviewer.grading.quoting import verbatim
from reviewer.grading.wording import fit_opinion, fit_rewrite
from reviewer.model import PASSED, Answer, Grade, Graded, Question, Shown

SHOWN = Shown(
    "效益指标",
    "经济效益指标",
    name="提高 工作\n效率",
    description="是否能提高（全年）",
    target="≥９5％",
    operator="大于等于",
    unit="百分比",
)
PASS: dict[str, Any] = {"reason": "好", "quote": "", "grade": "pass", "defects": []}
VAGUE: dict[str, Any] = {"reason": "空泛", "quote": "工作", "grade": "fail", "defects": ["V-slogan"]}
MOVED: dict[str, Any] = {**VAGUE, "defects": ["M-category"], "belongs": ["质量指标"]}
TARGET: dict[str, Any] = {**VAGUE, "quote": "≥９5％", "defects": ["T-pseudo"]}


def row(vague: object = PASS, moved: object = PASS, target: object = PASS, **more: object) -> dict[str, object]:
    return {"id": "r1", "vagueness": vague, "misclassification": moved, "target_measurability": target, **more}


def text(*rows: dict[str, object]) -> str:
    return json.dumps({"rows": rows}, ensure_ascii=False)


# ---------------------------------------------------------------------------------------------------------------------
# Reading

ONE = text(row())
READABLE = {
    "bare": ONE,
    "fenced": f"```json\n{ONE}\n```",
    "fenced among words": f"好的：\n```\n{ONE}\n```\n完。",
    "after thoughts": f'<think>要答 {{"rows": []}} 吗</think>\n{ONE}',
    "after thoughts, fenced": f"<thinking>嗯</thinking>```JSON\n{ONE}\n```",
    "the last of several": f"{text()} 更正：{ONE}",
    "a list": json.dumps([row()]),
    "a single row": json.dumps(row()),
    "rows as a text": json.dumps({"rows": json.dumps([row()])}),
    "a line break inside a text": ONE.replace("好", "好\n呀"),
    "more keys": text({**row(), "note": 1}),
}
UNREADABLE = [
    "",
    "抱歉",
    "{}",
    "[]",
    "null",
    ONE[:-1],
    ONE[:-2],
    ONE[: len(ONE) // 2],
    f"<think>{ONE}",
    '{"rows": 3}',
    "[" * 9999,
]


@pytest.mark.parametrize("form", READABLE)
def test_what_stands_around_a_reply_does_not_matter(form: str) -> None:
    (read,) = rubric.Reply.model_validate_json(READABLE[form]).read
    assert isinstance(read, rubric.Row)
    assert (read.id, read.vagueness.grade) == ("r1", "pass")


@pytest.mark.parametrize("broken", UNREADABLE)
def test_what_is_no_reply(broken: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        rubric.Reply.model_validate_json(broken)


MISFITS: list[tuple[object, str | None, str]] = [
    (row(vague={**PASS, "grade": "较好"}), "r1", "vagueness.grade"),
    (row(vague={**VAGUE, "defects": ["T-words"]}), "r1", "vagueness.defects.0"),
    (row(target={**TARGET, "defects": ["T-new"]}), "r1", "target_measurability.defects.0"),
    (row(moved={**MOVED, "belongs": ["管理指标"]}), "r1", "misclassification.belongs.0"),
    ({"id": "r1", "vagueness": PASS}, "r1", "misclassification、target_measurability"),
    ({"vagueness": PASS}, None, "id"),
    ("r1", None, ""),
]


@pytest.mark.parametrize(("bad", "name", "place"), MISFITS)
def test_a_row_that_does_not_fit_costs_the_others_nothing(bad: Any, name: str | None, place: str) -> None:
    misfit, good = rubric.Reply.model_validate_json(text(bad, row())).read
    assert isinstance(misfit, rubric.Misfit)
    assert misfit.id == name
    assert place in misfit.problem
    assert isinstance(good, rubric.Row)


def test_what_has_one_reading_is_read() -> None:
    told = row(
        vague={"grade": " 通过 ", "quote": None, "reason": None, "defects": None},
        moved={"grade": "FAIL", "reason": "错", "quote": "工作", "belongs": "社会效益指标", "defects": "M-category"},
    )
    (read,) = rubric.Reply.model_validate_json(text(told)).read
    assert isinstance(read, rubric.Row)
    assert (read.vagueness.grade, read.vagueness.quote, read.vagueness.defects) == ("pass", "", [])
    assert (read.misclassification.grade, read.misclassification.belongs) == ("fail", ["社会效益"])


def test_the_schema_is_strict_and_argues_before_it_grades() -> None:
    schema = rubric.schema()
    parts = schema["properties"]["rows"]["items"]["properties"]
    assert list(parts) == ["id", *Question, "opinion", "rewrite"]
    assert list(parts["vagueness"]["properties"]) == ["reason", "quote", "grade", "defects"]
    assert not _loose(schema)
    codes = [code for question in Question for code in parts[question]["properties"]["defects"]["items"]["enum"]]
    assert sorted(codes) == sorted(BY_CODE)


def _loose(node: object) -> list[object]:
    """Every object in a schema that does not require all its keys or allows others, and every reference."""
    if isinstance(node, list):
        return [found for item in node for found in _loose(item)]
    if not isinstance(node, dict):
        return []
    inner = [found for item in node.values() for found in _loose(item)]
    strict = node.get("required") == list(node.get("properties", {})) and node.get("additionalProperties") is False
    return inner + ([node] if "$ref" in node or (node.get("type") == "object" and not strict) else [])


# ---------------------------------------------------------------------------------------------------------------------
# Acceptance


def accepted(told: dict[str, object], shown: Shown = SHOWN) -> Graded | Refused:
    (read,) = rubric.Reply.model_validate_json(text(told)).read
    assert isinstance(read, rubric.Row), read
    return accept(read, shown, "k", "m")


def test_an_accepted_row_is_a_verdict() -> None:
    verdict = accepted(
        row(VAGUE, MOVED, {**TARGET, "defects": ["T-pseudo", "T-unit", "T-pseudo"]}, opinion="“提高工作”请修改。")
    )
    assert verdict == Graded(
        "k",
        "m",
        Answer(Grade.FAIL, ("V-slogan",), "工作", "空泛"),
        Answer(Grade.FAIL, ("M-category",), "工作", "空泛", ("质量指标",)),
        Answer(Grade.FAIL, ("T-pseudo", "T-unit"), "≥９5％", "空泛"),
        opinion="“提高工作”请修改。",
    )


def test_a_pass_carries_nothing() -> None:
    told = row({**PASS, "quote": "工作"}, {**PASS, "belongs": ["经济效益"]}, opinion="很好。", rewrite="甲率")
    assert accepted(told) == Graded("k", "m")


REFUSED = [
    (row({**PASS, "defects": ["V-slogan"]}), "第一问：等级为 pass，却写了问题代码"),
    (row({**VAGUE, "defects": []}), "第一问：等级为 advise 或 fail，却没有写问题代码"),
    (row({**VAGUE, "reason": " "}), "第一问：没有写理由"),
    (row({**VAGUE, "quote": "别处的话"}), "第一问：quote 不是该条任何一个字段中的原文"),
    (row({**VAGUE, "quote": "提高工作效率是否能提高"}), "第一问：quote 不是该条任何一个字段中的原文"),
    (row({**VAGUE, "quote": ""}), "第一问：quote 为空，而所指的字段并不空缺"),
    (row(target={**TARGET, "quote": " "}), "第三问：quote 为空，而所指的字段并不空缺"),
    (row(moved={**MOVED, "belongs": []}), "第二问：没有写明应归入的类别（belongs）"),
    (row(moved={**MOVED, "belongs": ["质量指标", "经济效益"]}), "第二问：belongs 写了它现在所在的类别"),
]


@pytest.mark.parametrize(("told", "problem"), REFUSED)
def test_a_row_that_breaks_the_contract_is_refused(told: dict[str, object], problem: str) -> None:
    assert accepted(told) == Refused(problem)


def test_the_tree_of_2021_has_no_lasting_effect() -> None:
    told = row(moved={**MOVED, "belongs": ["可持续影响"]})
    assert accepted(told, replace(SHOWN, tree="2021")) == Refused("第二问：belongs 写了该体系没有的类别")
    assert isinstance(accepted(told), Graded)


def test_a_row_without_category_stands_nowhere_wrong() -> None:
    verdict = accepted(row(moved=MOVED), replace(SHOWN, level1=None, level2="其他"))
    assert isinstance(verdict, Graded)
    assert verdict.misclassification == PASSED


def test_the_only_code_of_its_question_may_be_left_out() -> None:
    verdict = accepted(row(moved={**MOVED, "defects": []}))
    assert isinstance(verdict, Graded)
    assert verdict.misclassification.defects == ("M-category",)


EMPTY = [
    (Shown(target="5"), "vagueness", {**VAGUE, "quote": "", "defects": ["V-placeholder"]}, ""),
    (Shown(name="甲"), "target_measurability", {**TARGET, "quote": "", "defects": ["T-missing"]}, ""),
    (Shown(name="甲", target="5"), "target_measurability", {**TARGET, "quote": "", "defects": ["T-unit"]}, "5"),
]


@pytest.mark.parametrize(("shown", "question", "told", "quote"), EMPTY)
def test_an_objection_to_nothing_quotes_nothing(shown: Shown, question: str, told: dict[str, Any], quote: str) -> None:
    verdict = accepted({**row(), question: told}, shown)
    assert isinstance(verdict, Graded)
    assert verdict.answer(Question(question)).quote == quote


QUOTES = [
    ("工作\n效率", "工作\n效率"),
    ("提高工作效率", "提高 工作\n效率"),
    ("“提高工作效率”", "提高 工作\n效率"),
    ("≥95%", "≥９5％"),
    ("是否能提高(全年)", "是否能提高（全年）"),
    ("百分比", "百分比"),
    ("提高工作率", None),
    ("效率是否", None),
    ("", None),
    ("”", None),
]


@pytest.mark.parametrize(("quote", "found"), QUOTES)
def test_a_quotation_is_verbatim_out_of_one_field(quote: str, found: str | None) -> None:
    assert verbatim(quote, SHOWN) == found


# ---------------------------------------------------------------------------------------------------------------------
# Wording

OPINIONS = [
    ("“提高工作效率”未写明可统计的内容，请修改。", True),
    ("指标值“≥95%”无法核实，请修改", True),
    ("“口号”二字系原文引用，请修改。", True),
    ("该指标是口号，请修改。", False),
    ("属伪量化，请修改。", False),
    ("V-slogan，请修改。", False),
    ("请修改。另请补充单位。", False),
    ("请修改！", False),
    ("建议改为≥98%。", False),
    ("建议改为百分之九十八。", False),
    ("建议提高到九成。", False),
    ("请" + "修" * 79, True),
    ("请" + "修" * 80, False),
    ("  ", False),
    (None, False),
]


@pytest.mark.parametrize(("told", "fit"), OPINIONS)
def test_an_opinion_that_breaks_the_contract_is_none(told: str | None, fit: bool) -> None:
    assert fit_opinion(told, SHOWN) == (told if fit else None)


def test_an_unfit_opinion_is_composed_from_the_findings() -> None:
    verdict = accepted(row(VAGUE, opinion="这是口号。", rewrite="办结率：≥98%"))
    assert isinstance(verdict, Graded)
    assert (verdict.opinion, verdict.rewrite) == (
        "“工作”属于原则性表述，未写明可统计的内容，请改为收入、产值等可核实的指标。",
        None,
    )


def test_an_opinion_is_composed_even_where_dropping_the_row_says_it_all() -> None:
    verdict = accepted(row(moved=MOVED, rewrite="不设该指标"))
    assert isinstance(verdict, Graded)
    assert verdict.opinion


REWRITES = [
    ("办结率：≥95%", "办结率：≥95%"),
    ("【待填】办结率：≥【待填】%", "【待填】办结率：≥【待填】%"),
    ("不设该指标。", "不设该指标"),
    ("办结率：≥98%", None),
    ("办结率：百分之九十五", "办结率：百分之九十五"),
    ("办结率：百分之九十六", None),
    ("提高工作效率", None),
    ("办结率\n≥95%", None),
    ("V-slogan", None),
    ("办" * 101, None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("told", "kept"), REWRITES)
def test_a_rewrite_invents_no_number(told: str | None, kept: str | None) -> None:
    assert fit_rewrite(told, SHOWN) == kept

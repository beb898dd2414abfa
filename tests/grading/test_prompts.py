"""The texts of the prompt, and the request that is built from them and a batch."""

import json
import re
from pathlib import Path

import pytest

from reviewer.errors import UsageError
from reviewer.grading import prompts, rubric
from reviewer.grading.acceptance import accept
from reviewer.grading.endpoint import Endpoint
from reviewer.grading.wording import fit_opinion, fit_rewrite
from reviewer.model import Grade, Graded, Question, Shown

TEXTS = {
    "VERSION": "7\n",
    "system.md": "角色 $categories $defects",
    "rubric.md": "准则",
    "examples.md": "示例",
    "request.md": "前 $indicators 后",
    "again.md": "又 $problems 止",
}
ENDPOINT = Endpoint("http://127.0.0.1:1/v1", "m")


def folder(tmp_path: Path, **changed: str | None) -> Path:
    for name, text in (TEXTS | {key.replace("__", "."): text for key, text in changed.items()}).items():
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_program_s_own_texts_load() -> None:
    loaded = prompts.load()
    assert loaded.version.isdigit()
    assert "$" not in loaded.system
    for defect in rubric.DEFECTS:
        assert f"`{defect.code}`" in loaded.system


def test_stable_text_first_indicators_last(tmp_path: Path) -> None:
    first, second = (prompts.load(folder(tmp_path)).request({"r1": Shown(name=name)}) for name in ("甲率", "乙率"))
    assert [message["role"] for message in first] == ["system", "user"]
    assert first[0] == second[0]
    assert first[1]["content"].startswith("前 ")
    assert first[1]["content"].endswith(" 后")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"system__md": "角色 $categories $defects $name"},
            r"system\.md: unknown variable \$name; known here: categories, defects",
        ),
        ({"system__md": "角色 $categories"}, r"system\.md: variable \$defects is missing"),
        ({"rubric__md": "准则 $defects"}, r"rubric\.md: unknown variable \$defects; known here: none"),
        ({"examples__md": "价格 5$"}, r"examples\.md: a \$ that begins no variable"),
        ({"request__md": "没有"}, r"request\.md: variable \$indicators is missing"),
        ({"request__md": "$indicators $indicators"}, r"request\.md: variable \$indicators must stand exactly once"),
        ({"again__md": None}, r"again\.md: this text of the prompt cannot be read"),
    ],
)
def test_a_faulty_text_fails_at_load(tmp_path: Path, changed: dict[str, str | None], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        prompts.load(folder(tmp_path, **changed))


def test_fingerprint_follows_what_decides_a_verdict_and_nothing_else(tmp_path: Path) -> None:
    def mark(endpoint: Endpoint, text: str = "准则", schema: object = "s") -> str:
        return prompts.load(folder(tmp_path, rubric__md=text)).fingerprint(endpoint, {"x": schema})

    base = mark(ENDPOINT)
    same = [
        Endpoint("https://elsewhere.example/v1", "m", key="secret"),
        Endpoint("http://127.0.0.1:1/v1", "m", max_tokens=9, concurrency=1, deadline=1.0, price_in=2.0),
    ]
    assert {mark(endpoint) for endpoint in same} == {base}
    other = [mark(Endpoint("", "n")), mark(Endpoint("", "m", temperature=0.5)), mark(Endpoint("", "m", seed=1))]
    other += [
        mark(Endpoint("", "m", extra={"thinking": False})),
        mark(ENDPOINT, "别的准则"),
        mark(ENDPOINT, schema="t"),
    ]
    assert len({base, *other}) == 7


def test_every_shown_field_and_no_other_reaches_the_model() -> None:
    whole = Shown("一", "二", "2021", "名", "描", "值", "符", "位", "向", "评")
    assert json.loads(prompts.line("r1", whole)) == {"编号": "r1"} | {
        title: getattr(whole, field) for field, title in prompts.FIELDS.items()
    }
    assert set(prompts.FIELDS) == set(Shown.__slots__)
    assert json.loads(prompts.line("r1", Shown())) == json.loads(
        prompts.line("r1", Shown(name="", level1="", target=""))
    )


def test_problems_stand_behind_the_indicators(tmp_path: Path) -> None:
    text = prompts.load(folder(tmp_path)).request({"r1": Shown()}, {"r1": "没有写理由"})[1]["content"]
    assert text.endswith(" 后\n\n又 - r1：没有写理由 止")


def test_the_worked_examples_keep_the_contract_that_they_teach() -> None:
    """Every example is accepted as it stands, its opinion and rewrite too, and its fields are those the model is
    shown."""
    text = (Path(prompts.__file__).parents[2] / "prompts" / "examples.md").read_text(encoding="utf-8")
    asked, answered = re.findall(r"```(?:json)?\n(.*?)\n```", text, re.DOTALL)
    names = {title: field for field, title in prompts.FIELDS.items()}
    shown = {}
    for row in map(json.loads, asked.splitlines()):
        name = row.pop("编号")
        shown[name] = Shown(**{names[title]: value for title, value in row.items()})
        assert prompts.line(name, shown[name]) in asked.splitlines()
    rows = rubric.Reply.model_validate_json(answered).read
    assert [row.id for row in rows] == list(shown)
    for row in rows:
        assert isinstance(row, rubric.Row)
        verdict = accept(row, shown[row.id], "k", "m")
        assert isinstance(verdict, Graded)
        if any(verdict.answer(question).grade is not Grade.PASS for question in Question):
            assert row.opinion == fit_opinion(row.opinion, shown[row.id])
            assert row.rewrite == fit_rewrite(row.rewrite, shown[row.id])

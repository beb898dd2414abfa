"""Letters to departments: only what reviewers decided, in their words; what never leaves undecided; the .docx."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner, Result

from reviewer.cli import app
from reviewer.model import (
    Answer,
    Decision,
    Grade,
    Graded,
    HumanDecision,
    Indicator,
    Place,
    Question,
    ReviewedRow,
    ReviewedSheet,
    Sheet,
    SheetFinding,
    Shown,
    Ungraded,
)
from reviewer.remarks import Letter, Rules, letters
from reviewer.report.remarks import Sending, document, file_names, flat
from reviewer.store import Store

FAIL = Answer(Grade.FAIL, ("V-slogan",), "提高效率", "属于原则性表述")
GRADED = Graded("k", "rules", vagueness=FAIL, opinion="请改为可核实的指标。", rewrite="办结率：≥【待填】%")
PLACE = Place("第7行", 7)
SHEET = Sheet(
    "a.txt", 1, PLACE, department="民政局", project_code="P1", project_name="救助补助", budget="120", budget_unit="万元"
)


def row(
    name: str = "提高效率", decision: Decision | None = None, words: str | None = "请写明口径。", **other: object
) -> ReviewedRow:
    decided = HumanDecision("r", decision, words, "王审核", edited=True) if decision else None
    indicator = Indicator(Shown(level2="社会效益指标", name=name, target="提高"), "社会效益", PLACE, row="r")
    base = ReviewedRow(SHEET, indicator, GRADED, 1, 4.0, decision=decision, decided=decided)
    return replace(base, **other)  # type: ignore[arg-type]  # fields of the row


def reviewed(*rows: ReviewedRow, **head: object) -> ReviewedSheet:
    sheet = replace(SHEET, **head)  # type: ignore[arg-type]  # fields of the sheet
    return ReviewedSheet(sheet, rows, conclusion="退回重报", department=sheet.department)


def doubtful(decision: Decision | None = None) -> ReviewedRow:
    one = row(decision=decision)
    return replace(one, indicator=replace(one.indicator, doubts=("列位置不确定",)))


CONTESTED = (Question.VAGUENESS,)
ENTERS: dict[str, tuple[ReviewedRow, bool, bool]] = {
    "undecided": (row(), False, True),
    "put off": (row(decision="待核"), False, False),
    "sent back": (row(decision="退回修改"), True, True),
    "advised": (row(decision="建议修改"), True, True),
    "let through": (row(decision="不提意见"), False, False),
    "decided without words": (row(decision="退回修改", words=None), False, False),
    "contested": (row(contested=CONTESTED), False, False),
    "contested and decided": (row(decision="退回修改", contested=CONTESTED), True, True),
    "doubtful": (doubtful(), False, False),
    "doubtful and decided": (doubtful("退回修改"), True, True),
    "ungraded": (row(verdict=Ungraded("k", "m", "超时")), False, False),
    "ungraded and decided": (row(decision="退回修改", verdict=Ungraded("k", "m", "超时")), True, True),
    "passed": (row(verdict=Graded("k", "rules")), False, False),
    "preset": (row(preset=True), False, False),
}


@pytest.mark.parametrize("name", ENTERS)
def test_what_enters_a_letter_and_a_draft(name: str) -> None:
    one, in_letter, in_draft = ENTERS[name]
    assert bool(letters([reviewed(one)], Rules()).letters) is in_letter
    assert bool(letters([reviewed(one)], Rules(draft=True)).letters) is in_draft


def test_the_words_are_the_reviewers() -> None:
    (letter,) = letters([reviewed(row(decision="退回修改"))], Rules()).letters
    (remark,) = letter.projects[0].remarks
    assert (remark.indicator, remark.problem, remark.proposal) == ("社会效益指标：提高效率：提高", "请写明口径。", None)


def test_a_draft_has_the_judges_words_and_explains_what_is_to_be_filled() -> None:
    (letter,) = letters([reviewed(row())], Rules(draft=True)).letters
    (remark,) = letter.projects[0].remarks
    assert (remark.problem, remark.proposal, letter.fill) == ("请改为可核实的指标。", "办结率：≥【待填】%", True)


def test_what_stays_at_home_is_counted() -> None:
    rows = (row(), row(contested=CONTESTED), row(decision="待核"), row(decision="退回修改", words=None))
    found = letters([reviewed(*rows)], Rules())
    assert (found.undecided, found.held, found.wordless) == (3, 2, 1)


def letter_of(count: int) -> Letter:
    rows = [row(f"指标{number}", "建议修改" if number % 2 else "退回修改") for number in range(count)]
    (letter,) = letters([reviewed(*rows), reviewed(project_name="其他")], Rules()).letters
    return letter


def test_the_gravest_first_and_at_most_eight() -> None:
    (project,) = letter_of(11).projects
    assert [remark.must for remark in project.remarks] == [True] * 6 + [False] * 2
    assert (project.count, project.must, project.rest) == (11, 6, 3)


SENDING = Sending(2, "2026年12月5日", "李科长 0335-1234567")


def test_the_document() -> None:
    written = docx.Document(io.BytesIO(document(letter_of(9), SENDING)))
    assert [paragraph.text for paragraph in written.paragraphs if paragraph.text] == [
        "绩效目标审核意见反馈单",
        "（第2轮）",
        "民政局：",
        "一、总体意见",
        "经审核，你单位报送绩效目标表 2 张，涉及金额 240万元，对其中 1 张提出意见："
        "须修改指标 5 项，建议完善指标 4 项。",
        "主要问题：指标含糊 9 处。",
        "请于2026年12月5日前逐项修改完善并填写“部门整改说明”，重新报送绩效目标表。联系人及电话：李科长 0335-1234567。",
        "二、审核结论",
        "三、逐项意见",
        "（1）救助补助",
        "审核单位（盖章）：＿＿＿＿＿＿＿＿",
        "＿＿＿＿年＿＿月＿＿日",
    ]
    overview, remarks = ([[cell.text for cell in row.cells] for row in table.rows] for table in written.tables)
    assert overview == [["项目", "金额", "审核结论"], ["救助补助", "120万元", "退回重报"]]
    assert remarks[0] == ["序号", "指标", "存在问题", "修改建议", "部门整改说明"]
    assert remarks[1] == ["1", "社会效益指标：指标0：提高", "请写明口径。", "", ""]
    assert len(remarks) == 10
    assert remarks[9][0] == "其余1项同类问题一并修改。"
    assert "草稿" not in _header(written)


def test_a_draft_says_so_on_every_page() -> None:
    (letter,) = letters([reviewed(row())], Rules(draft=True)).letters
    written = docx.Document(io.BytesIO(document(letter, Sending(1, draft=True))))
    assert 'string="草稿"' in _header(written)
    assert written.paragraphs[-3].text == "注：【待填】为须由部门据实填写的内容。"


def _header(written: "docx.document.Document") -> str:
    return str(written.sections[0].header._element.xml)


def test_the_flat_table() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(flat([letter_of(9)]))).active
    assert sheet is not None
    head, line = [[cell.value for cell in each] for each in sheet.iter_rows()]
    assert head == ["项目编码", "审核意见", "审核结论"]
    assert (line[0], line[2]) == ("P1", "退回重报")
    assert str(line[1]).startswith("1. 社会效益指标：指标0：提高：请写明口径。\n2. ")
    assert str(line[1]).endswith("\n其余1项同类问题一并修改。")


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A0", "<w:p/>", "a\x00b\x0bc", "\ud800", "第一行\n第二行", "\u202e反"])
def test_submitted_text_stays_text(text: str) -> None:
    (letter,) = letters([reviewed(row(text, "退回修改", words=text), project_name=text)], Rules()).letters
    docx.Document(io.BytesIO(document(letter, SENDING)))
    sheet = openpyxl.load_workbook(io.BytesIO(flat([letter]))).active
    assert sheet is not None
    assert all(cell.data_type == "s" for each in sheet.iter_rows() for cell in each)


FINDING = SheetFinding("S-no-output", "退回", "未填报产出指标，请补充。")
HINT = SheetFinding("S-routine", "提示", "资金支出及时率属于日常管理，请斟酌。")
CONCLUDED: dict[str, tuple[tuple[ReviewedRow, ...], Rules, tuple[str, ...], str]] = {
    "a finding is listed where one asks for it": (
        (row(decision="建议修改"),),
        Rules(findings=True),
        (FINDING.reason,),
        "退回重报",
    ),
    "without, it is no ground": ((row(decision="建议修改"),), Rules(), (), "通过"),
    "nor are undecided rows": ((row(decision="退回修改"), *(row() for _ in range(9))), Rules(), (), "修改后通过"),
    "a draft tells all": ((row(),), Rules(draft=True), (FINDING.reason,), "退回重报"),
    "a sheet whose only fault is its own": ((), Rules(findings=True), (FINDING.reason,), "退回重报"),
}


@pytest.mark.parametrize("name", CONCLUDED)
def test_a_conclusion_rests_on_what_the_letter_tells(name: str) -> None:
    rows, rules, findings, conclusion = CONCLUDED[name]
    (letter,) = letters([replace(reviewed(*rows), findings=(FINDING, HINT))], rules).letters
    (project,) = letter.projects
    assert (project.findings, project.conclusion) == (findings, conclusion)
    written = docx.Document(io.BytesIO(document(letter, SENDING)))
    told = [paragraph.text for paragraph in written.paragraphs]
    assert [text for text in told if text.startswith("整表问题：")] == [f"整表问题：{reason}" for reason in findings]


def test_findings_that_stay_at_home_are_counted() -> None:
    sheets = [replace(reviewed(row()), findings=(finding,)) for finding in (FINDING, HINT)]
    assert [letters(sheets, Rules(findings=asked)).unlisted for asked in (False, True)] == [1, 0]


def test_an_older_version_gets_no_letter() -> None:
    sheet = reviewed(row(decision="退回修改"))
    assert letters([replace(sheet, newer=SHEET)], Rules()).letters == ()


def test_spaces_make_no_other_department() -> None:
    rows = row(decision="退回修改")
    (letter,) = letters([reviewed(rows), reviewed(rows, department="民 政局")], Rules()).letters
    assert (letter.department, letter.sheets) == ("民政局", 2)


def test_advice_alone_asks_for_less() -> None:
    (letter,) = letters([reviewed(row(decision="建议修改"))], Rules()).letters
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(document(letter, SENDING))).paragraphs]
    assert any(line.startswith("请于2026年12月5日前结合实际研究完善，并填写“部门整改说明”。") for line in lines)


NAMES: dict[tuple[str, ...], list[str]] = {
    ("民政局",): ["民政局"],
    ("a/b:c", "../x", "..", "CON", "x. "): ["a_b_c", "_x", "未填部门", "CON", "x"],
    ("局" * 200,): ["局" * 56],
    ("某\udce5局",): ["某_局"],
}


@pytest.mark.parametrize("departments", NAMES)
def test_file_names(departments: tuple[str, ...]) -> None:
    expected = [f"{name}_绩效目标审核意见_第1轮.docx" for name in NAMES[departments]]
    found = file_names([Letter(name, 1, 0, (), (), False) for name in departments], 1)
    assert found == expected
    assert all(len(name.encode()) < 240 for name in found)


def test_two_departments_have_two_files() -> None:
    found = file_names([Letter(name, 1, 0, (), (), False) for name in ("a/b", "a:b", "A?B")], 1)
    ending = "绩效目标审核意见_第1轮"
    assert found == [f"a_b_{ending}.docx", f"a_b_{ending}_2.docx", f"A_B_{ending}_3.docx"]


TEXT = (
    "民政局绩效目标表\n部门：民政局\n项目名称：救助补助\n一级指标\t二级指标\t三级指标\t指标值\n"
    "效益指标\t社会效益指标\t提高工作效率\t进一步提高\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REVIEWER_DB", str(tmp_path / "kept.db"))
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["remarks", "a.txt", *arguments])


def test_nothing_decided_nothing_sent(folder: Path) -> None:
    done = run()
    told = [
        "没有可以发出的意见：请先在工作簿中填写结论，再运行 reviewer decisions import",
        "1 行尚未决定，未列入（草稿请加 --draft）",
        "1 张绩效目标表另有整表问题（如未填报产出指标），未列入；确认列入请加 --findings",
    ]
    assert (done.exit_code, done.stdout, done.stderr.splitlines()) == (0, "", told)
    assert not Path("审核意见").exists()


TOLD = """已写入 审核意见：反馈单 1 份
1 张绩效目标表另有整表问题（如未填报产出指标），未列入；确认列入请加 --findings
整改期限或联系人未设置，反馈单中未写（reviewer.toml 的 reply_by 和 contact）
"""


def test_letters_are_written_once(folder: Path) -> None:
    CliRunner().invoke(app, ["review", "a.txt"])
    with Store(Path("kept.db")) as store:
        identity = store.select("select row from run_rows")[0][0]
        store.decide(
            [HumanDecision(identity, "退回修改", "请写明口径。", "王审核", decided="2026-11-21T00:00:00+00:00")]
        )
    assert (run("--round", "2").stderr, run("--round", "2").exit_code) == (TOLD, 2)
    assert sorted(file.name for file in Path("审核意见").iterdir()) == [
        "审核意见汇总_第2轮.xlsx",
        "民政局_绩效目标审核意见_第2轮.docx",
    ]
    assert run("--round", "2").stderr.endswith("exists; give another --round or --output, or --overwrite\n")
    assert run("--round", "2", "--overwrite").exit_code == 0


def test_a_draft_of_undecided_rows(folder: Path) -> None:
    assert run("--draft", "-o", "草稿").stderr.startswith("已写入 草稿：反馈单 1 份\n")
    assert run("--draft", "-o", "a.txt").exit_code == 2

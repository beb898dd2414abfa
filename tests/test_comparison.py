"""What becomes of remarks: rows matched across wording changes, projects renamed or gone; the three formats."""

import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from reviewer import history
from reviewer.cli import app
from reviewer.comparison import Change, Comparison, compare
from reviewer.comparison.entries import Entry, of_review, of_run
from reviewer.model import Decision, HumanDecision, Shown, Ungraded
from reviewer.report.comparison_page import page
from reviewer.store import Store
from tests.desk import rows, stored, submission

Row = tuple[str, str, int]
"""Name, target, how grave the objections are (10 a failed question, 1 an advised one)."""


def entries(
    *rows: Row, project: str = "救助补助", code: str | None = None, department: str | None = "民政局", sheet: int = 1
) -> list[Entry]:
    found = []
    for number, (name, target, graver) in enumerate(rows, start=1):
        level2, _, rest = name.rpartition("｜")
        shown = Shown(level2=level2 or "社会效益指标", name=rest, target=target)
        grades = tuple([2] * (graver // 10) + [1] * (graver % 10) + [0] * 3)[:3]
        said_of_it = (grades, graver > 0, "请修改。" if graver else None)
        found.append(Entry(department, code, project, "a.txt", sheet, f"第{number}行", shown, *said_of_it))
    return found


CASES: dict[str, tuple[list[Row], list[Row], list[str]]] = {
    "met": ([("提高工作效率", "提高", 20)], [("提高工作效率", "≥95%", 0)], ["已整改"]),
    "reworded and met": ([("提高工作效率", "提高", 20)], [("工作效率提升率", "≥5%", 0)], ["已整改"]),
    "partly": ([("提高工作效率", "提高", 20)], [("提高工作效率", "≥95%", 10)], ["部分整改"]),
    "fail to advice": ([("培训合格率", "高", 10)], [("培训合格率", "100", 1)], ["部分整改"]),
    "words only": ([("提高工作效率", "提高", 20)], [("提升工作效率", "提升", 20)], ["仅改文字未改实质"]),
    "spaces are no change": ([("提高工作效率", "提高", 20)], [("提高 工作效率", "提 高", 20)], ["未整改"]),
    "untouched": ([("提高工作效率", "提高", 20)], [("提高工作效率", "提高", 20)], ["未整改"]),
    "deleted": ([("提高工作效率", "提高", 20), ("人数", "3人", 0)], [("人数", "3人", 0)], ["已整改"]),
    "made worse": ([("救助人数", "≥3人", 0)], [("救助人数", "适量", 10)], ["新增问题"]),
    "added": ([("救助人数", "≥3人", 0)], [("救助人数", "≥3人", 0), ("提高形象", "是", 30)], ["新增问题"]),
    "order and neighbours do not matter": (
        [("甲类完成率", "高", 10), ("乙类完成率", "高", 10)],
        [("乙类完成率", "≥90%", 0), ("甲类完成率", "高", 10)],
        ["未整改", "已整改"],
    ),
    "another in its place": ([("提高工作效率", "提高", 20)], [("窗口平均办理时长", "≤5天", 0)], ["已整改"]),
    "another slogan in its place": ([("提高工作效率", "提高", 20)], [("办事环境优化", "优", 20)], ["仅改文字未改实质"]),
    "moved to its category": ([("培训完成天数", "30天", 10)], [("时效指标｜培训完成天数", "30天", 0)], ["已整改"]),
    "moved under a new name": (
        [("救助人数", "≥3人", 0), ("培训完成天数", "30天", 10)],
        [("救助人数", "≥3人", 0), ("时效指标｜全年培训用天数", "≤30天", 0)],
        ["已整改"],
    ),
    "moved without its other fault": (
        [("提高工作效率", "提高", 20)],
        [("质量指标｜提高工作效率", "提高", 10)],
        ["部分整改"],
    ),
    "taken in by a wider one": (
        [("培训学员人数", "多", 10), ("发放资料份数", "多", 10)],
        [("培训学员人数、发放资料份数", "多", 20)],
        ["仅改文字未改实质", "仅改文字未改实质"],
    ),
    "split": (
        [("培训学员人数、发放资料份数", "多", 10)],
        [("培训学员人数", "≥3人", 0), ("发放资料份数", "≥9份", 0)],
        ["已整改"],
    ),
    "the same name twice": (
        [("成本指标｜发放标准", "按规定", 20), ("社会效益指标｜发放标准", "按时", 10)],
        [("社会效益指标｜发放标准", "按时", 10), ("成本指标｜发放标准", "≤9万元", 0)],
        ["已整改", "未整改"],
    ),
    "nothing to say": ([("救助人数", "≥3人", 0)], [("救助人数", "≥3人", 0)], []),
}


@pytest.mark.parametrize("name", CASES)
def test_outcomes(name: str) -> None:
    old, new, outcomes = CASES[name]
    assert [change.outcome for change in compare(entries(*old), entries(*new)).changes] == outcomes


SAME_PROJECT: dict[str, tuple[dict[str, str | None], dict[str, str | None]]] = {
    "by code": ({"project": "救助补助", "code": "P1"}, {"project": "困难群众资金", "code": "P1"}),
    "by name, the department left out": ({"project": "救助补助"}, {"project": "救助补助", "department": None}),
    "a longer name": ({"project": "救助补助"}, {"project": "2026年救助补助资金"}),
    "by its rows": ({"project": "救助补助"}, {"project": "困难群众资金"}),
}


@pytest.mark.parametrize("name", SAME_PROJECT)
def test_a_project_is_found_again(name: str) -> None:
    old, new = SAME_PROJECT[name]
    rows = [("提高工作效率", "提高", 20), ("救助人数", "≥3人", 0)]
    found = compare(entries(*rows, **old), entries(rows[1], rows[0], **new))  # type: ignore[arg-type]  # words only
    assert [change.outcome for change in found.changes] == ["未整改"]
    assert bool(found.hints) is (name in ("by code", "by its rows"))


def test_sheets_of_one_name_are_told_apart_by_their_rows() -> None:
    """One code and one name in two units, three sheets of one name in one unit, handed in in another order."""
    sheets = [
        entries(
            (f"{what}人数", "多", 10),
            (f"{what}天数", "多", 10),
            project="公用经费",
            code="P1",
            department=unit,
            sheet=n,
        )
        for n, (unit, what) in enumerate(
            [("民政局", "救助"), ("民政局", "养老"), ("民政局", "殡葬"), ("水务局", "河道")], start=1
        )
    ]
    found = compare([row for one in sheets for row in one], [row for one in reversed(sheets) for row in one])
    assert {change.outcome for change in found.changes} == {"未整改"}
    assert found.rates[0].remarks + found.rates[1].remarks == 8


def test_a_place_tells_departments_apart() -> None:
    """人社局 of one district has handed in nothing; that of another, of the same short name, has."""
    rows = [("提高工作效率", "提高", 20), ("救助人数", "≥3人", 0)]
    here, there = (entries(*rows, department=f"{place}人社局") for place in ("秦皇岛市山海关区", "秦皇岛市北戴河区"))
    there = [replace(row, file="b.txt") for row in there]
    notes = {change.department: change.note for change in compare(here + there, here).changes}
    assert notes == {"秦皇岛市山海关区人社局": None, "秦皇岛市北戴河区人社局": "该部门尚未重新报送"}


def test_a_project_gone_and_one_added() -> None:
    old = entries(("提高工作效率", "提高", 20))
    new = entries(("清扫面积", "大", 10), project="道路保洁", department="城管局")
    found = compare(old, new)
    assert found.changes == (
        Change("未整改", old[0], None, "该部门尚未重新报送"),
        Change("新增问题", None, new[0], "上一版没有该项目"),
    )
    assert found.hints == ("另有 1 张有意见的绩效目标表，所属部门尚未重新报送",)
    assert [(rate.department, rate.remarks, rate.met, rate.added, rate.share) for rate in found.rates] == [
        ("民政局", 1, 0, 0, None),
        ("城管局", 0, 0, 1, None),
    ]


def test_the_same_sheet_again_is_told() -> None:
    rows = entries(("提高工作效率", "提高", 20), ("救助人数", "≥3人", 0))
    assert compare(rows, rows).hints == ("民政局　救助补助：2 行指标与上一版完全相同，疑为原样重报或沿用旧表",)
    fine = entries(("救助人数", "≥3人", 0), ("救助次数", "≥3次", 0))
    assert compare(fine, fine).hints == (
        "另有 1 张没有意见的绩效目标表与上一版完全相同（两版不属同一年度的，请留意是否沿用旧表）",
    )


def test_every_remark_has_one_outcome_whatever_changes() -> None:
    """Words are changed, rows are shuffled, dropped and added: no remark is lost or told twice."""
    chance = random.Random(7)
    words = ["补助", "人数", "完成率", "覆盖", "宣传", "质量", "及时", "效率"]
    for _ in range(200):
        rows = [("".join(chance.choices(words, k=3)), "高", chance.choice([0, 10])) for _ in range(8)]
        old = entries(*rows)
        new = [replace(row, shown=replace(row.shown, name=f"{row.shown.name}{chance.choice(words)}")) for row in old]
        chance.shuffle(new)
        found = compare(old, new[: chance.randrange(9)])
        told = [change.old for change in found.changes if change.outcome != "新增问题"]
        assert sorted(map(id, told)) == sorted(id(row) for row in old if row.objected)
        once = [id(change.new) for change in found.changes if change.new and "并入" not in (change.note or "")]
        assert len(set(once)) == len(once)


# A person's decision on either side: what was decided then and now, the row now; outcome and note.
DECIDED: dict[str, tuple[Decision | None, Decision | None, Row, list[tuple[str, str | None]]]] = {
    "not taken up": ("退回修改", None, ("培训人数", "≥3人", 0), [("未整改", None)]),
    "only a person can tell": (
        "退回修改",
        None,
        ("培训人数", "≥9人", 0),
        [("已整改", "原意见由审核人员提出，请人工核对是否落实")],
    ),
    "a person told": ("退回修改", "不提意见", ("培训人数", "≥9人", 0), [("已整改", None)]),
    "a person still objects": ("退回修改", "退回修改", ("培训人数", "多", 10), [("仅改文字未改实质", None)]),
    "now only advice": ("退回修改", "建议修改", ("培训人数", "≥9人", 0), [("部分整改", None)]),
    "let through and unchanged": ("不提意见", None, ("培训人数", "≥3人", 10), []),
    "let through and worse": (
        "不提意见",
        None,
        ("培训人数", "多", 10),
        [("新增问题", "上一版审核人员未提意见，现已改动")],
    ),
}


@pytest.mark.parametrize("name", DECIDED)
def test_decisions_go_before_verdicts(name: str) -> None:
    then, now, row, expected = DECIDED[name]
    (old,), (new,) = entries(("培训人数", "≥3人", 0)), entries(row)
    old = replace(old, decision=then, objected=then in ("退回修改", "建议修改"))
    new = replace(new, decision=now, objected=now != "不提意见" and (now is not None or new.objected))
    assert [(change.outcome, change.note) for change in compare([old], [new]).changes] == expected


def test_where_reviewers_decided_their_remarks_count() -> None:
    """What the judge objected to and nobody decided on was never sent: it is no remark, and no new fault."""
    old, new = (entries(("提高工作效率", "提高", 20), ("提升形象", "提升", 20)) for _ in range(2))
    old[0] = replace(old[0], decision="退回修改", opinion="请写明口径。")
    found = compare(old, new)
    assert [(change.outcome, change.old) for change in found.changes] == [("未整改", old[0])]
    assert found.undecided == 1
    assert len(compare(old, new, everything=True).changes) == 2


def test_what_could_not_be_judged_is_not_met() -> None:
    old, (new,) = entries(("提高工作效率", "提高", 20)), entries(("办结率", "≥95%", 0))
    (change,) = compare(old, [replace(new, grades=None)]).changes
    assert (change.outcome, change.note) == ("未整改", "已换为另一指标；新一版未能判定，请人工核对")


def test_a_review_and_its_run_are_one_submission(tmp_path: Path) -> None:
    """In the reviewers' words, also where they decided after the run; older sheets of a project do not count."""
    said = rows(submission())
    decided = HumanDecision(
        said["公路养护/提高"], "退回修改", "请写明口径。", "王审核", "2026-03-02T08:00:00+00:00", edited=True
    )
    with Store(tmp_path / "kept.db") as store:
        stored(store, submission())
        store.decide([decided])
        past = of_run(history.rows(store, 1), store.decisions())
    review = submission({decided.row: decided})
    same = [replace(one, shown=other.shown) for one, other in zip(past, of_review(review), strict=True)]
    assert same == of_review(review)  # (the desk's verdicts are shared by rows of other texts)
    assert past[0].opinion == "请写明口径。"
    first, *others = review.reviewed
    assert len(of_review(replace(review, reviewed=(replace(first, newer=others[0].sheet), *others)))) == 6


def test_an_ungraded_row_has_no_grades(tmp_path: Path) -> None:
    review = submission()
    verdict = Ungraded("k", "m", "超时")
    (first, *_) = review.reviewed
    ungraded = replace(first, rows=tuple(replace(row, verdict=verdict) for row in first.rows))
    assert {(row.grades, row.objected) for row in of_review(replace(review, reviewed=(ungraded,)))} == {(None, False)}


HEAD = "民政局绩效目标表\n部门：民政局\n项目名称：救助补助\n一级指标\t二级指标\t三级指标\t指标值\n"
OLD = HEAD + "效益指标\t社会效益指标\t提高工作效率\t进一步提高\n产出指标\t数量指标\t救助困难群众人数\t≥300人\n"
NEW = HEAD + "效益指标\t社会效益指标\t提高工作效率\t逐步提高\n产出指标\t数量指标\t救助困难群众人数\t≥300人\n"
SCREEN = """整改情况对比
上一版意见 1 条：已整改 0 条，部分整改 0 条，仅改文字未改实质 1 条，未整改 0 条，整改率 0.0%。
新增问题 0 条。

各部门整改情况（整改率低的在前）
  民政局                                 意见 1 条     已整改 0 条     整改率 0.0%     新增问题 0 条

逐条对照（共 1 条，列出前 1 条）
◆ 民政局　救助补助
  仅改文字未改实质
    原：第5行　社会效益指标｜提高工作效率：进一步提高
    现：第5行　社会效益指标｜提高工作效率：逐步提高
    意见：“提高工作效率”"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REVIEWER_DB", str(tmp_path / "kept.db"))
    monkeypatch.chdir(tmp_path)
    Path("old.txt").write_text(OLD, encoding="utf-8")
    Path("new.txt").write_text(NEW, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["compare", *arguments])


def test_the_screen(folder: Path) -> None:
    done = run("old.txt", "new.txt")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(SCREEN)


@pytest.mark.parametrize("name", ["run:1", "run:last"])
def test_a_stored_run_is_a_submission(folder: Path, name: str) -> None:
    CliRunner().invoke(app, ["review", "old.txt"])
    Path("old.txt").unlink()
    assert run(name, "new.txt").stdout.startswith(SCREEN)


ERRORS = [
    (("gone", "new.txt"), "reviewer: no such file or folder: gone\n"),
    (("run:9", "new.txt"), "reviewer: 9: no such run in "),
    (("old.txt", "new.txt", "-o", "a.docx"), "reviewer: a.docx: no comparison is written under this ending"),
    (
        ("old.txt", "new.txt", "--format", "xlsx"),
        "reviewer: --format xlsx: name the workbook with --output FILE.xlsx\n",
    ),
    (("old.txt", "new.txt", "-o", "new.txt"), "reviewer: new.txt: is read or kept by this run and would be lost"),
]


@pytest.mark.parametrize(("arguments", "told"), ERRORS)
def test_what_cannot_run(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(told)


def test_a_part_that_could_not_be_read_is_exit_3(folder: Path) -> None:
    Path("both").mkdir()
    Path("both/a.txt").write_text(NEW, encoding="utf-8")
    Path("both/b.txt").write_text("", encoding="utf-8")
    assert run("old.txt", "both").exit_code == 3


def test_the_workbook(folder: Path) -> None:
    assert run("old.txt", "new.txt", "-o", "a.xlsx").stderr == "已写入 a.xlsx\n"
    book = openpyxl.load_workbook("a.xlsx")
    assert book.sheetnames == ["整改概览", "逐条对照"]
    head, row = [[cell.value for cell in each] for each in book["逐条对照"].iter_rows()]
    assert head[0] == "整改情况"
    assert row[:6] == [
        "仅改文字未改实质",
        None,
        "民政局",
        "救助补助",
        "old.txt 第5行",
        "社会效益指标｜提高工作效率：进一步提高",
    ]


HOSTILE = ["=HYPERLINK(1)", "<script>alert(1)</script>", '"><img src=x onerror=1>', "a\x00b\x1b"]


@pytest.mark.parametrize("text", HOSTILE)
def test_submitted_text_stays_text(text: str) -> None:
    from io import BytesIO

    from reviewer.report.comparison_workbook import workbook

    old = entries((text, text, 10), project=text, department=text)
    found = compare(old, old)
    book = openpyxl.load_workbook(BytesIO(workbook(found)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    html = "".join(page(found))
    assert "<script" not in html
    assert "<img" not in html


def test_an_empty_comparison() -> None:
    assert "两版均无需要提出意见的指标。" in "".join(page(Comparison((), (), ())))

"""Workbooks that come back: what is taken, what is not and what is said; whatever was done to the file."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from reviewer.cli import app
from reviewer.model import HumanDecision, Review, Shown
from reviewer.report.workbook import heads
from reviewer.store import Store
from tests.desk import (
    SLOGAN,
    UNIT,
    WRITTEN,
    Edit,
    as_text,
    decide,
    decide_text,
    put,
    rearranged,
    resaved,
    rows,
    sign,
    stored,
    submission,
    write,
)

pytestmark = pytest.mark.usefixtures("folder")
DB = Path("a.db")
ROW = rows(submission())
ROAD, BRIDGE, CARE = ROW["公路养护/提高"], ROW["桥梁检测/提高"], ROW["养老服务/提高"]
MEETING = ROW["桥梁检测/会议"]
SAID = SLOGAN.opinion


@pytest.fixture
def store() -> Store:
    with Store(DB) as store:
        stored(store, submission())
        yield store  # type: ignore[misc]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["decisions", *map(str, arguments), "--db", str(DB)])


def standing(store: Store) -> dict[str, tuple[str, str | None]]:
    names = {row: name for name, row in ROW.items()}
    return {names[row]: (made.decision, made.opinion) for row, made in store.decisions().items()}


def came_back(*edits: Edit, review: Review | None = None, name: str = "甲.xlsx", book: str = "book1") -> Path:
    return write(Path(name), review or submission(), *edits, name=book)


# ---------------------------------------------------------------------------------------------------------------------
# Taken

TAKEN: list[tuple[str, Sequence[Edit], dict[str, tuple[str, str | None]]]] = [
    ("nothing decided", (), {}),
    ("a row", (decide(ROAD, "退回修改"),), {"公路养护/提高": ("退回修改", SAID)}),
    (
        "own words, a space too many",
        (decide(ROAD, " 建议修改 ", "请写明\n口径。"), decide(MEETING, "不提意见")),
        {"公路养护/提高": ("建议修改", "请写明\n口径。"), "桥梁检测/会议": ("不提意见", UNIT.opinion)},
    ),
    (
        "one text, all rows",
        (decide_text(SLOGAN.key, "退回修改", opinion="请改为可统计的指标。"),),
        {f"{project}/提高": ("退回修改", "请改为可统计的指标。") for project in ("公路养护", "桥梁检测", "养老服务")},
    ),
    (
        "one text, an exception",
        (decide_text(SLOGAN.key, "退回修改"), decide(BRIDGE, "待核")),
        {
            "公路养护/提高": ("退回修改", SAID),
            "桥梁检测/提高": ("待核", SAID),
            "养老服务/提高": ("退回修改", SAID),
        },
    ),
    ("a text that is for no other row", (decide_text(SLOGAN.key, "退回修改", "否"),), {}),
]


@pytest.mark.parametrize(("title", "edits", "expected"), TAKEN, ids=[case[0] for case in TAKEN])
def test_what_was_decided_is_taken(
    title: str, edits: Sequence[Edit], expected: dict[str, tuple[str, str | None]], store: Store
) -> None:
    done = run("import", came_back(*edits))
    assert (done.exit_code, done.stderr) == (0, "")
    assert standing(store) == expected


ALL = {
    "公路养护/提高": ("退回修改", "=1+1 不能算公式"),
    "桥梁检测/提高": ("退回修改", "统一意见。"),
    "养老服务/提高": ("退回修改", "统一意见。"),
    "桥梁检测/会议": ("建议修改", UNIT.opinion),
}
LEFT = {name: said for name, said in ALL.items() if name != "养老服务/提高"}
"""Without the row that `rearranged` deletes: nothing else tells then that it has the text of the others."""
ALL_EDITS = (
    decide(ROAD, "退回修改", "=1+1 不能算公式"),
    decide(MEETING, "建议修改"),
    decide_text(SLOGAN.key, "退回修改", opinion="统一意见。"),
)


def test_a_rearranged_workbook_says_the_same(store: Store) -> None:
    done = run("import", came_back(*ALL_EDITS, rearranged, as_text))
    assert (done.exit_code, done.stderr) == (0, "")
    assert standing(store) == LEFT


def test_a_decision_on_a_text_reaches_rows_that_were_deleted_from_view(store: Store) -> None:
    def cut(book: object) -> None:
        book[heads.ROWS].delete_rows(2, 3)  # type: ignore[index]

    assert run("import", came_back(decide_text(SLOGAN.key, "待核"), cut)).exit_code == 0
    assert set(standing(store)) == {"公路养护/提高", "桥梁检测/提高", "养老服务/提高"}


def test_libreoffice_keeps_what_matters(store: Store) -> None:
    path = resaved(came_back(*ALL_EDITS, as_text, sign("养老服务", checked="王芳")))
    done = run("import", path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert standing(store) == ALL
    made = store.decisions()[CARE]
    assert (made.who, made.common, made.edited, made.key, made.workbook) == ("王芳", True, True, SLOGAN.key, "book1")


def test_libreoffice_after_rearranging(store: Store) -> None:
    done = run("import", resaved(came_back(*ALL_EDITS, rearranged, as_text)))
    assert (done.exit_code, done.stderr) == (0, "")
    assert standing(store) == LEFT


def test_a_decision_is_kept_with_all_that_belongs_to_it(store: Store) -> None:
    path = came_back(
        decide(ROAD, "退回修改"), decide(CARE, "建议修改", "新意见"), sign("公路养护", handled="李强", checked="王芳")
    )
    assert run("import", path, "--who", "赵敏").exit_code == 0
    made = store.decisions()
    when = made[ROAD].decided
    assert when > WRITTEN
    assert made == {
        ROAD: HumanDecision(ROAD, "退回修改", SAID, "王芳", when, False, False, SLOGAN.key, "book1", "甲.xlsx"),
        CARE: HumanDecision(CARE, "建议修改", "新意见", "赵敏", when, True, False, SLOGAN.key, "book1", "甲.xlsx"),
    }


# ---------------------------------------------------------------------------------------------------------------------
# Twice, by two, against what stands


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    path = came_back(decide(ROAD, "退回修改"), decide_text(SLOGAN.key, "退回修改"))
    run("import", path)
    before = store.decided()
    done = run("import", path)
    assert (done.exit_code, done.stdout) == (0, "采用 0 行；与已登记一致 3 行。\n")
    assert store.decided() == before


def test_a_reviewer_goes_on_in_the_same_file(store: Store) -> None:
    run("import", came_back(decide(ROAD, "退回修改")))
    done = run("import", came_back(decide(ROAD, "建议修改")))
    assert (done.exit_code, standing(store)) == (0, {"公路养护/提高": ("建议修改", SAID)})
    assert [made.decision for made in store.decided()] == ["退回修改", "建议修改"]


def test_two_reviewers_differ(store: Store) -> None:
    one = came_back(decide(ROAD, "退回修改"), decide(CARE, "待核"), sign("公路养护", checked="王芳"))
    other = came_back(decide(ROAD, "不提意见"), decide(CARE, "待核"), name="乙.xlsx")
    done = run("import", one, other, "--who", "李强")
    assert done.exit_code == 3
    assert standing(store) == {"养老服务/提高": ("待核", SAID)}
    assert done.stdout.splitlines() == [
        "采用 1 行（待核 1）；与已登记一致 0 行。",
        "",
        "意见不一致 1 行，均未采用：",
        "  交通局　公路养护　第5行　社会效益指标｜提高工作效率：是/否",
        "    甲.xlsx 指标明细!I2　王芳　退回修改　“ “提高工作效率”未写明可统计的内容，请修改。”".replace("“ “", "““"),
        "    乙.xlsx 指标明细!I2　李强　不提意见　““提高工作效率”未写明可统计的内容，请修改。”",
        "  由一方改定后重新导入；以回收文件为准的，加 --replace 单独导入该文件。",
    ]


def test_what_was_decided_meanwhile_is_not_overwritten(store: Store) -> None:
    run("import", came_back(decide(ROAD, "退回修改")), "--who", "王芳")
    late = came_back(decide(ROAD, "不提意见"), name="乙.xlsx")
    assert run("import", late, "--who", "李强").exit_code == 3
    assert standing(store) == {"公路养护/提高": ("退回修改", SAID)}
    assert run("import", late, "--who", "李强", "--replace").exit_code == 0
    assert standing(store) == {"公路养护/提高": ("不提意见", SAID)}


def test_a_decision_that_was_shown_may_be_revised_by_anybody(store: Store) -> None:
    run("import", came_back(decide(ROAD, "退回修改", "旧意见")), "--who", "王芳")
    later = submission(store.decisions())
    done = run(
        "import", came_back(decide(ROAD, "不提意见"), review=later, book="book2", name="乙.xlsx"), "--who", "李强"
    )
    assert done.exit_code == 0
    assert standing(store) == {"公路养护/提高": ("不提意见", "旧意见")}
    assert store.decisions()[ROAD].edited  # still not the program's words


def test_a_text_decided_again_carries_the_rows_it_carried_before(store: Store) -> None:
    run("import", came_back(decide(BRIDGE, "待核"), decide_text(SLOGAN.key, "退回修改")))
    later = submission(store.decisions())
    run("import", came_back(decide_text(SLOGAN.key, "建议修改"), review=later, book="book2"))
    assert {name: said[0] for name, said in standing(store).items()} == {
        "公路养护/提高": "建议修改",
        "桥梁检测/提高": "待核",
        "养老服务/提高": "建议修改",
    }


def test_an_untouched_copy_of_the_sheet_contradicts_nothing(store: Store) -> None:
    def copied(book: object) -> None:
        book.copy_worksheet(book[heads.ROWS])  # type: ignore[attr-defined, index]

    done = run("import", came_back(copied, decide(ROAD, "退回修改")))
    assert (done.exit_code, standing(store)) == (0, {"公路养护/提高": ("退回修改", SAID)})


# ---------------------------------------------------------------------------------------------------------------------
# Not taken


def test_texts_that_changed_are_listed_with_both(store: Store) -> None:
    typed = put(heads.ROWS, heads.NAME, 2, "提高办事效率")
    done = run("import", came_back(decide(ROAD, "退回修改"), typed))
    assert (done.exit_code, standing(store)) == (3, {})
    assert done.stdout.splitlines()[2:] == [
        "文字已变动 1 行，均未采用：",
        "  交通局　公路养护　第5行　社会效益指标｜提高工作效率：是/否",
        "    工作簿中为　提高办事效率：是/否",
        "    甲.xlsx 指标明细!I2　未署名　退回修改　““提高工作效率”未写明可统计的内容，请修改。”",
    ]


def test_cells_sorted_apart_are_noticed(store: Store) -> None:
    def apart(book: object) -> None:
        sheet = book[heads.ROWS]  # type: ignore[index]
        visible = [[sheet.cell(row, column).value for column in range(1, 11)] for row in range(2, 11)]
        for row, values in enumerate(reversed(visible), start=2):
            for column, value in enumerate(values, start=1):
                sheet.cell(row, column, value)

    done = run("import", came_back(decide(ROAD, "退回修改"), apart))
    assert (done.exit_code, standing(store)) == (3, {})
    assert "文字已变动" in done.stdout


def test_a_row_handed_in_again_with_another_text_is_listed_with_both(store: Store) -> None:
    again = submission()
    mended = tuple(_renamed(row) if row.indicator.row == ROAD else row for row in again.rows)
    stored(store, replace(again, rows=mended))
    done = run("import", came_back(decide(ROAD, "退回修改"), decide(CARE, "待核")))
    assert (done.exit_code, standing(store)) == (3, {"养老服务/提高": ("待核", SAID)})
    assert done.stdout.splitlines()[2:5] == [
        "文字已变动 1 行，均未采用：",
        "  交通局　公路养护　第5行　社会效益指标｜提高工作效率：是/否",
        "    新报送为　社会效益指标｜提高窗口工作效率：是/否",
    ]


def _renamed(row: object) -> object:
    indicator = row.indicator  # type: ignore[attr-defined]
    shown = Shown(level2="社会效益指标", name="提高窗口工作效率", target="是/否")
    return replace(row, indicator=replace(indicator, row="new", shown=shown))  # type: ignore[type-var]


REMARKS = [
    ("unknown word", (decide(ROAD, "同意"),), "甲.xlsx 指标明细!I2　结论“同意”不是可选的四种结论，未采用"),
    (
        "words and no decision",
        (put(heads.ROWS, heads.OPINION, 2, "改一下"),),
        "甲.xlsx 指标明细!I2　修改了审核意见而未填结论，未采用",
    ),
    (
        "a text for nobody",
        (decide_text(SLOGAN.key, "退回修改", None),),
        "甲.xlsx 共性问题!I2　已填结论而未选“同文一并适用”，未采用",
    ),
    (
        "all of nothing",
        (decide_text(SLOGAN.key, None, "是"),),
        "甲.xlsx 共性问题!I2　已选“同文一并适用”而未填结论，未采用",
    ),
    (
        "neither yes nor no",
        (decide_text(SLOGAN.key, "退回修改", "全部"),),
        "甲.xlsx 共性问题!I2　同文一并适用“全部”应为“是”或“否”，未采用",
    ),
]


@pytest.mark.parametrize(("title", "edits", "line"), REMARKS, ids=[case[0] for case in REMARKS])
def test_cells_that_cannot_be_taken_are_named(title: str, edits: Sequence[Edit], line: str, store: Store) -> None:
    done = run("import", came_back(*edits))
    assert (done.exit_code, standing(store)) == (3, {})
    assert done.stdout.splitlines()[2:] == ["未采用的填写 1 处：", f"  {line}"]


def test_a_decision_taken_out_again_stays_until_it_is_withdrawn(store: Store) -> None:
    run("import", came_back(decide(ROAD, "退回修改")))
    emptied = came_back(put(heads.ROWS, heads.DECISION, 2, None), review=submission(store.decisions()), book="book2")
    done = run("import", emptied)
    assert (done.exit_code, standing(store)) == (3, {"公路养护/提高": ("退回修改", SAID)})
    assert "结论已清空，原已登记的结论仍然有效" in done.stdout


def _foreign(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "结论", "备注"])  # type: ignore[union-attr]
    book.save(path)


def _without_identities(path: Path) -> None:
    def cut(book: object) -> None:
        book[heads.ROWS].delete_cols(22)  # type: ignore[index]

    came_back(cut, name=path.name)


def _two_heads(path: Path) -> None:
    came_back(put(heads.ROWS, "一级指标", 1, heads.DECISION), name=path.name)


def _of_others(path: Path) -> None:
    other = submission()
    rows = tuple(
        replace(one, rows=tuple(replace(row, indicator=replace(row.indicator, row="x")) for row in one.rows))
        for one in other.reviewed
    )
    came_back(decide_text(SLOGAN.key, "待核"), review=replace(other, reviewed=rows), name=path.name)


REFUSED = [
    (
        _foreign,
        "not a workbook of this program (no sheet has the columns 行标识 and 结论); "
        "`reviewer review PATH -o FILE.xlsx` writes one",
    ),
    (_without_identities, "the hidden column 行标识 is gone from it; without it no decision can be tied to its row"),
    (_two_heads, "two columns of the sheet 指标明细 are headed 结论; rename the one that was added"),
    (
        _of_others,
        "none of its rows was reviewed with a.db; name the database of the run that wrote it with --db, "
        "or review the submission again first",
    ),
    (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        "cannot be read as a workbook: it is no .xlsx, or has a password; save it as .xlsx without one",
    ),
    (lambda path: path.write_bytes(b""), "cannot be read as a workbook: it is no .xlsx, or has a password; save it as"),
    (lambda path: None, "cannot be read (No such file or directory); name a workbook (.xlsx)"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED, ids=[case[1][:40] for case in REFUSED])
def test_a_foreign_workbook_is_refused_and_nothing_is_taken(make: object, message: str, store: Store) -> None:
    good = came_back(decide(ROAD, "退回修改"), name="好.xlsx")
    make(Path("坏.xlsx"))  # type: ignore[operator]
    done = run("import", good, "坏.xlsx")
    assert (done.exit_code, done.stdout, standing(store)) == (2, "", {})
    assert done.stderr.startswith(f"reviewer: 坏.xlsx: {message}")


# ---------------------------------------------------------------------------------------------------------------------
# Listed and carried


def test_list(store: Store) -> None:
    assert run("list").stdout == "尚无人工审核结论。\n"
    run("import", came_back(decide(ROAD, "退回修改", "请改。"), sign("公路养护", checked="王芳")))
    (made,) = store.decided()
    when = made.decided[:16].replace("T", " ")
    assert run("list").stdout.splitlines() == [
        "人工审核结论 1 行（退回修改 1）",
        f"{when}  退回修改  王芳          交通局　公路养护　第5行　社会效益指标｜提高工作效率：是/",
        " " * 42 + "否：请改。",
    ]


def test_decisions_are_carried_to_another_database(store: Store) -> None:
    run("import", came_back(decide(ROAD, "退回修改", "请改。"), decide(CARE, "待核")), "--who", "王芳")
    run("import", came_back(decide(ROAD, "建议修改", "请改。"), decide(CARE, "待核")), "--who", "王芳")
    assert run("export", "-o", "a.jsonl").exit_code == 0
    told = [json.loads(line) for line in Path("a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["decision"], line["where"]["project"]) for line in told] == [
        ("退回修改", "公路养护"),
        ("待核", "养老服务"),
        ("建议修改", "公路养护"),
    ]
    with Store(Path("b.db")) as other:
        done = CliRunner().invoke(app, ["decisions", "import", "a.jsonl", "--db", "b.db"])
        assert (done.exit_code, done.stdout[:6]) == (0, "采用 3 行")
        assert other.decided() == store.decided()
        again = CliRunner().invoke(app, ["decisions", "import", "a.jsonl", "--db", "b.db"])
        assert again.stdout == "采用 0 行；与已登记一致 2 行。\n"
        other.decide([HumanDecision(ROAD, "不提意见", decided="2027-01-01T00:00:00+00:00")])
        store.decide([HumanDecision(ROAD, "待核", decided="2027-01-02T00:00:00+00:00")])
        run("export", "-o", "a.jsonl")
        late = CliRunner().invoke(app, ["decisions", "import", "a.jsonl", "--db", "b.db"])
        assert (late.exit_code, other.decisions()[ROAD].decision) == (3, "不提意见")


def test_a_line_that_is_no_decision_is_named(store: Store) -> None:
    Path("a.jsonl").write_text('{"row": "x"}\n', encoding="utf-8")
    done = run("import", "a.jsonl")
    assert (done.exit_code, done.stderr) == (2, "reviewer: a.jsonl:1: not a decision: decision: Field required\n")

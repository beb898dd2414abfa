"""The roster: how its table is read, what of it was handed in, which of several versions counts."""

from pathlib import Path
from typing import Any

import pytest

from reviewer import duplicates, grouping
from reviewer.errors import Unread, UsageError
from reviewer.model import Cell, Document, Expected, Indicator, Paragraph, Place, Roster, Sheet, Shown, Table
from reviewer.roster import entries, hold_against, read, tallies

Row = tuple[str | None, str | None, str | None, float | None]
HEADS = ["部门", "项目编码", "项目名称", "金额"]

TABLES: dict[str, tuple[list[str | list[str]], list[Row]]] = {
    "as documented": ([HEADS, ["交通局", "A1", "农村公路", "120.5"]], [("交通局", "A1", "农村公路", 120.5)]),
    "titles, a unit above, numbers of rows": (
        ["2026年应报清单", "单位：万元", ["序号", *HEADS], ["1", "交通局", "A1", "农村公路", "1,200.5"]],
        [("交通局", "A1", "农村公路", 12_005_000.0)],
    ),
    "titles inside the table": (
        [["2026年应报清单"], ["单位：万元"], HEADS, ["交通局", "A1", "农村公路", "3"]],
        [("交通局", "A1", "农村公路", 30_000.0)],
    ),
    "the unit in the head, and beside an amount": (
        [
            ["预算单位", "项目名称", "预算金额（万元）"],
            ["水利局", "水库", "3"],
            ["水利局", "渠道", "0.5亿元"],
            ["水利局", "泵站", "—"],
        ],
        [("水利局", None, "水库", 30_000.0), ("水利局", None, "渠道", 50_000_000.0), ("水利局", None, "泵站", None)],
    ),
    "departments not repeated, totals": (
        [
            HEADS,
            ["交通局", "A1", "农村公路", "1"],
            ["", "A2", "桥梁", "2"],
            ["小计", "", "", "3"],
            ["水利局", "", "", ""],
            ["", "A3", "水库", "4"],
            ["合计", "", "", "7"],
        ],
        [("交通局", "A1", "农村公路", 1.0), ("交通局", "A2", "桥梁", 2.0), ("水利局", "A3", "水库", 4.0)],
    ),
    "other words, traditional characters": (
        [
            ["主管部門名稱", "單位名稱", "項目代碼", "項目名稱", "2026年預算數"],
            ["交通局", "公路站", "A1", "农村公路", "5"],
        ],
        [("交通局", "A1", "农村公路", 5.0)],
    ),
    "heads that come again": (
        [HEADS, ["交通局", "A1", "农村公路", "1"], HEADS, ["水利局", "A2", "水库", "2"]],
        [("交通局", "A1", "农村公路", 1.0), ("水利局", "A2", "水库", 2.0)],
    ),
    "departments alone": (
        [["2026年应报部门"], ["序号", "部门"], ["1", "交通局"], ["2", "水利局"], ["", "合计"], ["3", "交通 局"]],
        [("交通局", None, None, None), ("水利局", None, None, None)],
    ),
    "departments and their money": (
        [["预算部门", "联系人", "预算金额（万元）"], ["交通局", "甲", "120"], ["水利局", "乙", ""]],
        [("交通局", None, None, 1_200_000.0), ("水利局", None, None, None)],
    ),
    "codes alone": ([["部门", "项目编码"], ["交通局", "A1"]], [("交通局", "A1", None, None)]),
}


@pytest.mark.parametrize("case", TABLES)
def test_entries(case: str) -> None:
    written, expected = TABLES[case]
    assert [(one.department, one.code, one.name, one.amount) for one in entries(document(written))] == expected


def document(written: list[str | list[str]]) -> Document:
    """A document of lines and the rows of one table."""
    lines = [Paragraph(text, Place("")) for text in written if isinstance(text, str)]
    rows = [row for row in written if isinstance(row, list)]
    cells = (
        Cell(text, Place(f"第{at + 1}行"), at, column)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    )
    return Document("应报清单.xlsx", (*lines, Table(tuple(cells))))


def test_merged_departments_of_a_workbook(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    for row in (
        ["应报清单"],
        HEADS,
        ["交通局", "A1", "农村公路", 10],
        [None, "A2", "桥梁", 20],
        ["水利局", "A3", "水库", 30],
    ):
        page.append(row)
    page.merge_cells("A1:D1")
    page.merge_cells("A3:A4")
    book.save(tmp_path / "清单.xlsx")
    found = [(one.department, one.code, one.amount, one.place.label) for one in read(str(tmp_path / "清单.xlsx"))]
    assert found == [
        ("交通局", "A1", 10.0, "Sheet!A3"),
        ("交通局", "A2", 20.0, "Sheet!A3"),
        ("水利局", "A3", 30.0, "Sheet!A5"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "清单.csv",
            "姓名,电话,职务\n甲,1,科长\n乙,2,科员\n",
            "no table of the roster has a column 项目名称 or 项目编码",
        ),
        ("清单.csv", "部门,项目编码,项目名称,金额\n合计,,,5\n", "the roster has no entry below its heads"),
        ("清单.xlsx", "", "the roster cannot be read"),
        (None, "", "the roster cannot be read"),
    ],
)
def test_no_roster(tmp_path: Path, name: str | None, text: str, message: str) -> None:
    file = tmp_path / (name or "没有.csv")
    if name:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        read(str(file))
    assert str(raised.value).startswith(f"{file}: {message}")


# ---------------------------------------------------------------------------------------------------------------------

ROSTER = (
    Expected("交通局", "A-001", "农村公路养护", 1_000_000.0, Place("A3")),
    Expected("交通局", "A-002", "农村公路养护二期", 500_000.0, Place("A4")),
    Expected("水利局", None, "水库除险加固", 3_000_000.0, Place("A5")),
    Expected("教育局", "A-004", "办公设备购置", 40_000.0, Place("A6")),
    Expected("民政局", "A-005", "办公设备购置", None, Place("A7")),
    Expected("人社局", "A-006", "社保卡补换卡经费", 14_400.0, Place("A8")),
)
WHOLE = Expected("交通局", None, "部门整体支出", None, Place("A9"), scope="部门整体")

MATCHES: dict[str, tuple[list[dict[str, Any]], dict[str, list[str]]]] = {
    "by code": ([{"project_code": "a001", "project_name": "公路养护"}], {"reported": ["农村公路养护 1 项目编码"]}),
    "by department and name": (
        [{"department": "某县水利局", "project_name": "水库 除险加固项目"}],
        {"reported": ["水库除险加固 1 部门和名称"]},
    ),
    "by department and a like name": (
        [{"department": "人力资源和社会保障局", "project_name": "社保卡补卡换卡经费"}],
        {"reported": ["社保卡补换卡经费 1 部门和名称"]},
    ),
    "the second stage is not the first": (
        [{"department": "交通局", "project_name": "农村公路养护三期"}],
        {"outside": ["1"]},
    ),
    "by a name that stands once": ([{"project_name": "水库除险加固"}], {"reported": ["水库除险加固 1 名称"]}),
    "not by a name that stands twice": ([{"project_name": "办公设备购置"}], {"outside": ["1"]}),
    "one name of two departments": (
        [{"department": "民政局", "project_name": "办公设备购置"}],
        {"reported": ["办公设备购置 1 部门和名称"]},
    ),
    "one code, another project": (
        [{"project_code": "A001", "project_name": "刻章费", "department": "行政审批局"}],
        {"outside": ["1"]},
    ),
    "by the name of its file": ([{"file": "水利局/水库除险加固.docx"}], {"reported": ["水库除险加固 1 文件名"]}),
    "by the department of its folder": (
        [{"file": "教育局/办公设备.docx", "project_name": "办公设备购置"}],
        {"reported": ["办公设备购置 教育局/办公设备.docx 部门和名称"]},
    ),
    "amounts that differ": (
        [{"project_code": "A001", "budget": "120", "budget_unit": "万元"}],
        {"reported": ["农村公路养护 1 项目编码 +200,000"]},
    ),
    "amounts that were rounded": (
        [
            {"project_code": "A006", "budget": "1.4", "budget_unit": "万元"},
            {"project_code": "A001", "budget": "999,950"},
        ],
        {"reported": ["农村公路养护 2 项目编码", "社保卡补换卡经费 1 项目编码 -400"]},
    ),
    "nobody asked for it": ([{"department": "文旅局", "project_name": "图书购置"}], {"outside": ["1"]}),
    "a whole department that no entry asks for": ([{"department": "交通局", "scope": "部门整体"}], {}),
    "handed in twice": (
        [
            {"file": "交通局/养护.docx", "project_code": "A001", "project_name": "农村公路养护"},
            {"file": "交通局/养护 最终版2.pdf", "project_name": "农村公路养护"},
            {"file": "交通局/养护 最终版.docx", "project_code": "A001"},
        ],
        {
            "reported": ["农村公路养护 交通局/养护 最终版2.pdf 部门和名称"],
            "repeated": ["交通局/养护 最终版2.pdf > 交通局/养护 最终版.docx 交通局/养护.docx"],
        },
    ),
    "self-evaluations beside submissions": (
        [{"project_code": "A001"}, {"project_code": "A002", "kind": "自评"}],
        {"reported": ["农村公路养护 1 项目编码"]},
    ),
}


@pytest.mark.parametrize("case", MATCHES)
def test_match(case: str) -> None:
    heads, expected = MATCHES[case]
    roster = held([{"file": f"{at}"} | head for at, head in enumerate(heads, start=1)])
    assert told(roster) == {**{"reported": [], "outside": [], "repeated": []}, **_numbered(expected)}
    assert len(roster.missing) + len(roster.reported) == len(roster.expected)


def _numbered(expected: dict[str, list[str]]) -> dict[str, list[str]]:
    """A sheet of which no file is given is called by its number; one of a given file by the file."""
    return {
        kind: [text.replace(" 1 文件名", " 水利局/水库除险加固.docx 文件名") for text in texts]
        for kind, texts in expected.items()
    }


def held(heads: list[dict[str, Any]], unread: tuple[str, ...] = (), roster: tuple[Expected, ...] = ROSTER) -> Roster:
    sheets = [_sheet(**head) for head in heads]
    department = grouping.finder(sheets)
    repeated = duplicates.repeated(sheets, department, lambda file: 0.0)
    missing = [Unread(file, "加密") for file in unread]
    return hold_against("应报清单.xlsx", roster, sheets, repeated, missing, department, lambda file: 0.0)


def _sheet(file: str, number: int = 1, **head: Any) -> Sheet:
    return Sheet(file, number, Place(""), **head)


def told(roster: Roster) -> dict[str, list[str]]:
    return {
        "reported": [
            f"{one.expected.name} {one.sheet.file} {one.by}" + (f" {one.difference:+,.0f}" if one.difference else "")
            for one in roster.reported
        ],
        "outside": [sheet.file for sheet in roster.outside],
        "repeated": [f"{one.sheet.file} > {' '.join(old.file for old in one.superseded)}" for one in roster.repeated],
    }


def test_whole_departments_where_the_roster_asks_for_them() -> None:
    heads = [{"file": name, "department": name, "scope": "部门整体"} for name in ("县交通运输局", "水利局")]
    roster = held(heads, roster=(*ROSTER, WHOLE))
    assert told(roster) == {"reported": ["部门整体支出 县交通运输局 部门"], "outside": ["水利局"], "repeated": []}


def test_departments_alone_are_asked_for_whatever_they_have() -> None:
    asked = tuple(Expected(name, None, None, None, Place(name)) for name in ("交通局", "水利局", "教育局"))
    heads: list[dict[str, Any]] = [
        {"file": "a.docx", "department": "县交通局", "project_name": "公路", "budget": "120万元"},
        {"file": "b.docx", "department": "交通局", "project_name": "桥梁"},
        {"file": "b最终版.docx", "department": "交通局", "project_name": "桥梁"},
        {"file": "c.docx", "department": "教育局", "scope": "部门整体"},
        {"file": "d.docx", "department": "民政局", "project_name": "低保"},
    ]
    roster = held(heads, unread=("水利局/扫描.pdf",), roster=asked)
    assert told(roster) == {
        "reported": ["None b最终版.docx 部门", "None c.docx 部门"],
        "outside": ["d.docx"],
        "repeated": ["b最终版.docx > b.docx"],
    }
    assert [entry.department for entry in roster.missing] == ["水利局"]
    assert [[entry.department for entry in one.expected] for one in roster.unread] == [["水利局"]]
    assert [(one.kind, one.count, one.amount) for one in tallies(roster)][:3] == [
        ("应报", 3, 0.0),
        ("已报", 2, 0.0),
        ("未报", 1, 0.0),
    ]


def test_one_name_in_two_counties() -> None:
    asked = [Expected(f"{place}县教育局", None, "助学金", None, Place(place)) for place in ("青浦", "临川")]
    heads = [{"file": place, "department": f"{place}县教育局", "project_name": "助学金"} for place in ("临川", "安平")]
    roster = held(heads, roster=tuple(asked))
    assert told(roster) == {"reported": ["助学金 临川 部门和名称"], "outside": ["安平"], "repeated": []}
    assert told(held(heads[1:], roster=tuple(asked[:1]))) == {"reported": [], "outside": ["安平"], "repeated": []}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("上报/水库除险加固（加密）.doc", ["A5"]),
        ("上报/A-002.doc", ["A4"]),
        ("交通局/扫描件.pdf", ["A3", "A4"]),
        ("上报/农村公路养护二期.doc", ["A4"]),
        ("上报/扫描件.pdf", []),
    ],
)
def test_entries_that_may_be_in_a_file_that_could_not_be_read(file: str, expected: list[str]) -> None:
    [one] = held([{"file": "a", "project_code": "A006"}], unread=(file,)).unread
    assert [entry.place.label for entry in one.expected] == expected


def test_nothing_is_in_a_file_that_was_handed_in_otherwise() -> None:
    [one] = held([{"file": "a", "project_code": "A-001"}], unread=("交通局/扫描件.pdf",)).unread
    assert [entry.place.label for entry in one.expected] == ["A4"]


def test_tallies() -> None:
    heads = [
        {"file": "a.docx", "project_code": "A001", "project_name": "农村公路养护", "budget": "120万元"},
        {"file": "b.docx", "project_name": "农村公路养护", "department": "交通局"},
        {"file": "c.docx", "project_name": "图书购置", "budget": "5万元"},
        {"file": "d.docx", "project_code": "A005", "budget": "3万元"},
    ]
    found = {one.kind: (one.count, one.amount) for one in tallies(held(heads, ("水利局/扫描.pdf", "扫描.pdf")))}
    assert found == {
        "应报": (6, 4_554_400.0),
        "已报": (2, 1_030_000.0),
        "未报": (4, 3_554_400.0),
        "清单外": (1, 50_000.0),
        "重复报送": (1, 1_200_000.0),
        "未能读取": (2, 3_000_000.0),
    }


# ---------------------------------------------------------------------------------------------------------------------

HEAD = {"project_name": "农村公路养护", "department": "交通局"}
VERSIONS: dict[str, tuple[list[tuple[str, float]], str]] = {
    "the last written": ([("a.docx", 0), ("b.docx", 500), ("a最终版.docx", 100)], "b.docx a最终版.docx a.docx"),
    "written together, by the name": (
        [("a.docx", 3), ("a最终版.docx", 2), ("a最终版2.docx", 1), ("a修改.docx", 9), ("a初稿.docx", 9)],
        "a最终版2.docx a最终版.docx a修改.docx a.docx a初稿.docx",
    ),
    "numbers": ([("a(2).docx", 0), ("a.docx", 0), ("a v3.docx", 0)], "a v3.docx a(2).docx a.docx"),
    "folders": ([("第1次/a.docx", 0), ("第2次/a.docx", 0)], "第2次/a.docx 第1次/a.docx"),
    "a print beside its document": ([("a.pdf", 5), ("b.docx", 0)], "b.docx a.pdf"),
}


@pytest.mark.parametrize("case", VERSIONS)
def test_the_newest_counts(case: str) -> None:
    files, expected = VERSIONS[case]
    times = dict(files)
    sheets = [_sheet(file, **HEAD) for file, _ in files]
    [one] = duplicates.repeated(sheets, grouping.department, lambda file: times[file])
    assert " ".join((one.sheet.file, *(old.file for old in one.superseded))) == expected


SEPARATE: dict[str, list[dict[str, Any]]] = {
    "parts of one file": [{"file": "a", "number": 1, "budget": "1"}, {"file": "a", "number": 2, "budget": "2"}],
    "two departments": [{"file": "a"}, {"file": "b", "department": "水利局"}],
    "two years": [{"file": "2025/a"}, {"file": "2026/a"}],
    "one name, no department, other rows": [
        {"file": "a", "department": None, "rows": ("完成公路里程",)},
        {"file": "b", "department": None, "rows": ("培训人次",)},
    ],
}


@pytest.mark.parametrize("case", SEPARATE)
def test_not_handed_in_twice(case: str) -> None:
    sheets = [_with_rows(**HEAD | head) for head in SEPARATE[case]]
    assert duplicates.repeated(sheets, grouping.department) == ()
    assert duplicates.superseded(sheets, grouping.department) == frozenset()


def _with_rows(rows: tuple[str, ...] = (), **head: Any) -> Sheet:
    indicators = tuple(Indicator(Shown(name=name), None, Place("")) for name in rows)
    return _sheet(indicators=indicators, **head)


def test_superseded_is_told_by_file_and_number(tmp_path: Path) -> None:
    import os

    old, new = tmp_path / "养护最终版.docx", tmp_path / "养护.docx"
    for file, written in ((old, 1_000_000), (new, 2_000_000)):
        file.touch()
        os.utime(file, (written, written))
    sheets = [_sheet(str(file), **HEAD) for file in (old, new)]
    assert duplicates.superseded(sheets, grouping.department) == {(str(old), 1)}
    [one] = duplicates.repeated(sheets, grouping.department)
    assert duplicates.newer([one]) == {(str(old), 1): sheets[1]}


ROWS = ["农村公路养护里程", "桥梁检测座数", "路面修复合格率", "养护任务按时完成率", "每公里养护成本"]


def test_a_whole_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Departments from folders, an older version beside a newer one, a copy of it elsewhere, the roster among the files
    that are reviewed."""
    from reviewer import pipeline
    from reviewer.grading.offline import Rules
    from reviewer.settings import Settings
    from reviewer.store import Store

    monkeypatch.chdir(tmp_path)
    for file, name in (
        ("in/001_交通局/养护.txt", "农村公路养护"),
        ("in/001_交通局/养护最终版.txt", "农村公路养护"),
        ("in/教育局/食堂.txt", "食堂改造"),
    ):
        path = Path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = "".join(f"产出指标\t数量指标\t{row}\t≥\t{at + 3}\t个\n" for at, row in enumerate(ROWS))
        head = "一级指标\t二级指标\t三级指标\t计算符号\t指标值\t计量单位\n"
        path.write_text(f"项目支出绩效目标表\n项目名称：{name}\n\n{head}{rows}", encoding="utf-8")
    Path("in/应报清单.csv").write_text("部门,项目名称,金额\n交通局,农村公路养护,5\n水利局,水库,6\n", encoding="utf-8")
    settings = Settings(db=tmp_path / ".db", roster=Path("in/应报清单.csv"))
    with Store(settings.db) as store:
        review = pipeline.review(["in"], Rules(), store, settings, lambda *step: None)
    assert {
        one.sheet.file: (
            one.department,
            one.inferred,
            one.newer and one.newer.file,
            [copy.other.file for copy in one.copies],
        )
        for one in review.reviewed
    } == {
        "in/001_交通局/养护.txt": ("交通局", True, "in/001_交通局/养护最终版.txt", []),
        "in/001_交通局/养护最终版.txt": ("交通局", True, None, ["in/教育局/食堂.txt"]),
        "in/教育局/食堂.txt": ("教育局", True, None, ["in/001_交通局/养护最终版.txt"]),
    }
    assert review.roster
    assert {one.kind: one.count for one in tallies(review.roster)} == {
        "应报": 2,
        "已报": 1,
        "未报": 1,
        "清单外": 1,
        "重复报送": 1,
        "未能读取": 0,
    }
    assert (review.files, review.without_sheets) == (3, ())


def test_a_list_of_departments_one_a_line(tmp_path: Path) -> None:
    file = tmp_path / "部门.csv"
    file.write_text("部门\n水务局\n教育局\n", encoding="utf-8-sig")
    assert [(entry.department, entry.name, entry.whatever) for entry in read(str(file))] == [
        ("水务局", None, True),
        ("教育局", None, True),
    ]

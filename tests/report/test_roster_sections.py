"""What the terminal report tells of a roster beside the missing entries."""

from typing import Any

from reviewer.errors import Unread
from reviewer.model import Expected, PerhapsIn, Place, Repeated, Reported, Roster, Sheet
from reviewer.report.roster import sections


def test_whole_text() -> None:
    twice = _sheet("交通局/养护最终版.docx", project_name="农村公路养护", budget="120万元")
    roads = Expected("交通局", "A1", "农村公路养护", 1_000_000.0, Place(""))
    dams = Expected("农业农村局", "A2", "水库除险加固", None, Place(""), unit="水利站")
    roster = Roster(
        file="清单.xlsx",
        expected=(roads, dams),
        reported=(Reported(roads, twice, "项目编码", 200_000.0),),
        missing=(dams,),
        outside=(_sheet("b.docx", department="文旅局", budget="5万元"), _sheet("c.docx", scope="部门整体")),
        repeated=(Repeated(twice, (_sheet("交通局/养护.pdf"), _sheet("交通局/养护.docx"))),),
        unread=(PerhapsIn(Unread("水利/扫描.pdf", "无文字"), (dams,)), PerhapsIn(Unread("x.doc", "加密"), ())),
    )
    departments = {("交通局/养护最终版.docx", 1): "交通局"}
    assert [[heading, *lines] for heading, lines in sections(roster, departments, 100)] == [
        ["清单外 2 张", "  文旅局　未填项目名称，5万元（b.docx）", "  部门整体（c.docx）"],
        [
            "重复报送 1 个项目（以最新的为准）",
            "  交通局　农村公路养护：采用 交通局/养护最终版.docx，不计 交通局/养护.pdf、交通局/养护.docx",
        ],
        [
            "金额与清单不一致，请核对 1 个",
            "  交通局　农村公路养护：清单 100万元，绩效目标表 120万元（交通局/养护最终版.docx）",
        ],
        ["未能读取、可能含未报项目的文件 1 个", "  水利/扫描.pdf：水利站　水库除险加固"],
    ]


def test_no_more_than_a_few_of_each() -> None:
    roster = Roster("清单.xlsx", (), (), (), tuple(_sheet(f"{at}.docx") for at in range(8)), (), ())
    [(heading, lines)] = sections(roster, {}, 100)
    assert heading == "清单外 8 张"
    assert list(lines)[-2:] == ["  未填项目名称（4.docx）", "  另有 3 个。"]


def test_nothing_to_tell() -> None:
    assert list(sections(Roster("清单.xlsx", (), (), (), (), (), ()), {}, 100)) == []


def _sheet(file: str, **head: Any) -> Sheet:
    return Sheet(file, 1, Place(""), **head)

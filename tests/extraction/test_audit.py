"""The audit: rows read beside lines that look like indicators, and what stands outside of sheets."""

from reviewer.documents import plain_text
from reviewer.extraction import audit
from reviewer.model import Audit, Document
from tests.extraction.layouts import CLINICS, LAYOUTS, ROADS
from tests.extraction.tables import Sheet, document, put_rows
from tests.extraction.test_perturbed import BETWEEN, NARRATIVE

STRAY = """培训合格率不低于95%。

全年完成投资1200万元，比上年增长8%。

指标\t2022年\t2023年
数量指标\t修缮校舍面积\t≥1200平方米

"""


def audited(text: str) -> Audit:
    return audit(Document("样表.txt", tuple(plain_text.read("样表.txt", text.encode()))))


def test_sheets_and_what_stands_outside() -> None:
    told = audited(NARRATIVE + LAYOUTS["tabs"](CLINICS, 0) + BETWEEN + STRAY + LAYOUTS["markdown"](ROADS, 0))
    assert [(one.sheet.number, len(one.sheet.indicators), one.likely, one.missed) for one in told.sheets] == [
        (1, 7, 7, ()),
        (2, 7, 7, ()),
    ]
    assert [one.weights for one in told.sheets] == [90, None]
    assert told.sheets[0].categories == {
        "数量指标": 2,
        "质量指标": 1,
        "时效指标": 1,
        "成本指标": 1,
        "社会效益": 1,
        "服务对象满意度": 1,
    }
    assert [suspect.text for suspect in told.outside] == [
        "培训合格率不低于95%。",
        "数量指标 | 修缮校舍面积 | ≥1200平方米",
    ]


def test_every_layout_is_counted_without_its_rows() -> None:
    for name, write in LAYOUTS.items():
        (one,) = audited(write(CLINICS, 0)).sheets
        assert (name, one.likely) == (name, 7)


def test_doubts_are_counted() -> None:
    sheet = Sheet()
    sheet.put("一级指标", "二级指标", "三级指标", "指标值")
    sheet.put("产出指标", "数量指标", "1.养护里程\n2.修补面积", "≥560公里\n≥12000平方米")
    (one,) = audit(document(sheet)).sheets
    assert one.doubts == {"行文中拆出，名称与指标值的分界为推定": 2}


def test_many_projects_in_one_table() -> None:
    sheet = Sheet()
    sheet.put("项目名称", "一级指标", "二级指标", "三级指标", "指标值")
    for name in ("路灯", "公厕"):
        sheet.put_at(sheet.height, 0, name, 1, 3)
        put_rows(sheet, type(ROADS)((), ("level1", "level2", "name", "target"), ROADS.rows[:3]), column=1)
    told = audit(document(sheet))
    assert [(one.sheet.project_name, one.likely, one.missed) for one in told.sheets] == [
        ("路灯", 3, ()),
        ("公厕", 3, ()),
    ]

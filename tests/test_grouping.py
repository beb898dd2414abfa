"""The department of a sheet by its own words, its folder, its file name; which names mean one department or project."""

from typing import Any

import pytest

from reviewer import grouping
from reviewer.grouping import organisation
from reviewer.identity import (
    code_key,
    department_key,
    identity,
    name_key,
    place_key,
    same_department,
    same_project,
    year,
)
from reviewer.model import Place, Sheet

ORGANISATIONS = {
    "001_交通局": "交通局",
    "附件3 XX局绩效目标表": "XX局",
    "附件1：绩效目标申报表（水利局）": "水利局",
    "农业农村局高标准农田建设项目绩效目标表": "农业农村局",
    "公路养护中心 农村公路养护": "公路养护中心",
    "公路养护中心2026年项目绩效目标表": "公路养护中心",
    "1.市教育局（本级）": "市教育局",
    "03-县住房和城乡建设局": "县住房和城乡建设局",
    "101001海林市交通运输局": "海林市交通运输局",
    "2026年部门预算绩效目标（卫健委）": "卫健委",
    "关于报送市财政局2026年绩效目标的函": "市财政局",
    "城市管理综合执法局.最终版2": "城市管理综合执法局",
    "人 社 局": "人社局",
    "發展和改革委員會": "發展和改革委員會",
    "市委办公室": "市委办公室",
    "县委组织部": "县委组织部",
    "统战部": "统战部",
    "政协": "政协",
    "残联": "残联",
    "县人大常委会": "县人大常委会",
    "横道镇": "横道镇",
    "横道镇卫生院": "横道镇卫生院",
    "XX街道办事处2026年": "XX街道办事处",
    "实验小学绩效目标": "实验小学",
    "消防救援大队": "消防救援大队",
    "机关事务服务中心项目支出绩效目标表": "机关事务服务中心",
    "2026": None,
    "上报材料": None,
    "绩效目标": None,
    "项目支出": None,
    "部门整体绩效目标": None,
    "项目绩效目标表": None,
    "第二批": None,
    "各乡镇": None,
    "市直部门": None,
    "农业科": None,
    "行政政法股": None,
    "办公室": None,
    "局机关": None,
    "全市大局": None,
    "产业布局优化项目": None,
    "服务中心建设项目绩效目标表": None,
    "横道镇卫生院改造项目": None,
    "养老服务中心建设": None,
    "供水所改造": None,
    "新建文件夹": None,
    "Documents": None,
}


@pytest.mark.parametrize("text", ORGANISATIONS)
def test_organisation(text: str) -> None:
    assert organisation(text) == ORGANISATIONS[text]


@pytest.mark.parametrize(
    ("file", "own", "expected"),
    [
        ("2026/001_交通局/农村公路.docx", "交通运输局", ("交通运输局", False)),
        ("2026/001_交通局/农村公路.docx", None, ("交通局", True)),
        ("交通局/公路养护中心/农村公路.docx", None, ("公路养护中心", True)),
        ("2026/上报材料/水利局-水库.docx", None, ("水利局", True)),
        ("教育局/上报材料/水利局-水库.docx", None, ("教育局", True)),
        (r"D:\2026\教育局\校舍.docx", None, ("教育局", True)),
        ("2026/上报材料/水库.docx", None, (None, False)),
    ],
)
def test_department(file: str, own: str | None, expected: tuple[str | None, bool]) -> None:
    assert grouping.department(sheet(file, department=own)) == expected


def test_a_finance_bureau_that_holds_all_files_is_no_sender() -> None:
    files = ("市财政局/2026/教育局/a.docx", "市财政局/2026/b.docx", "市财政局/2026/财政局/c.docx")
    sheets = [sheet(file) for file in files]
    find = grouping.finder(sheets)
    assert [find(each)[0] for each in sheets] == ["教育局", None, "财政局"]


ONE_DEPARTMENT = (
    ("人社局", "秦皇岛市北戴河区人力资源和社会保障局(本级）"),
    ("县教育局", "001 教育局"),
    ("市场监管局", "海林市市场监督管理局"),
    ("卫健委", "县卫生健康委员会"),
    ("市委组织部", "中共海林市委组织部"),
    ("横道镇", "横道镇人民政府"),
    ("残联", "市残疾人联合会"),
    ("某县交通运输局", "交通局"),
    ("城市管理局", "XX区城市管理局"),
)
TWO_DEPARTMENTS = (
    ("教育局", "体育局"),
    ("总工会", "工商业联合会"),
    ("交通局", "交通局公路养护中心"),
    ("市委办公室", "市政府办公室"),
    ("东山镇", "西山镇"),
    ("城市管理局", "市场监督管理局"),
    ("水利局", "水务局"),
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [*((*pair, True) for pair in ONE_DEPARTMENT), *((*pair, False) for pair in TWO_DEPARTMENTS)],
)
def test_same_department(one: str, other: str, expected: bool) -> None:
    assert same_department(department_key(one), department_key(other)) is expected


@pytest.mark.parametrize(
    ("department", "expected"),
    [
        ("石家庄市桥西区教育局", "桥西区"),
        ("泽州县教育局", "泽州县"),
        ("浙江省杭州市教育局", "杭州市"),
        ("恩施州利川市教育局", "利川市"),
        ("昌吉回族自治州奇台县水务局", "奇台县"),
        ("内蒙古自治区财政厅", ""),
        ("市教育局", ""),
        ("城市管理局", ""),
        ("经济开发区管委会", ""),
    ],
)
def test_place(department: str, expected: str) -> None:
    assert place_key(department) == expected


HEAD = {"project_name": "农村公路养护", "department": "交通局"}
PAIRS: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "name and department": (HEAD, {"project_name": "农村 公路养护项目", "department": "某县交通运输局"}, True),
    "a year in front": (HEAD, HEAD | {"project_name": "2026年农村公路养护"}, True),
    "no department beside": (HEAD, {"project_name": "农村公路养护"}, True),
    "other name": (HEAD, HEAD | {"project_name": "农村公路建设"}, False),
    "other department": (HEAD, HEAD | {"department": "水利局"}, False),
    "one name in two counties": (HEAD | {"department": "青浦县交通局"}, HEAD | {"department": "临川县交通局"}, False),
    "a county and its city": (
        HEAD | {"department": "石家庄市桥西区交通局"},
        HEAD | {"department": "桥西区交通局"},
        True,
    ),
    "a county that became a city": (HEAD | {"department": "平泉县交通局"}, HEAD | {"department": "平泉市交通局"}, True),
    "other year": (HEAD | {"title": "2025年绩效目标表"}, HEAD | {"title": "2026年绩效目标表"}, False),
    "other year in the name": (HEAD | {"project_name": "2025年养护"}, HEAD | {"project_name": "2026年养护"}, False),
    "one code": (HEAD | {"project_code": "A-01"}, {"project_code": "a01"}, True),
    "one code, two names": (
        HEAD | {"project_code": "A1"},
        HEAD | {"project_code": "A1", "project_name": "刻章费"},
        False,
    ),
    "one code, two departments": (
        HEAD | {"project_code": "A1"},
        HEAD | {"project_code": "A1", "department": "水利局"},
        False,
    ),
    "two codes": (HEAD | {"project_code": "A1"}, HEAD | {"project_code": "A2"}, False),
    "a self-evaluation": (HEAD, HEAD | {"kind": "自评"}, False),
    "a department as a whole": (
        {"department": "交通局", "scope": "部门整体"},
        {"department": "县交通局", "scope": "部门整体"},
        True,
    ),
    "a department as a whole and a project": ({"department": "交通局", "scope": "部门整体"}, HEAD, False),
    "the form's title is no name": ({"title": "项目支出绩效目标表"}, {"title": "项目支出绩效目标表"}, False),
    "a title is a name": ({"title": "刻章费"}, {"project_name": "刻章费"}, True),
    "nothing known": ({}, {}, False),
}


@pytest.mark.parametrize("case", PAIRS)
def test_same_project(case: str) -> None:
    one, other, expected = PAIRS[case]
    first, second = (identity(sheet(**head), head.get("department")) for head in (one, other))
    assert same_project(first, second) is expected
    assert same_project(second, first) is expected


@pytest.mark.parametrize(
    ("file", "title", "expected"),
    [
        ("2025/交通局/a.docx", "2026年度绩效目标表", "2026"),
        ("2025年预算/2026年上报/a.docx", None, "2026"),
        ("上报/a20260115.docx", None, "2026"),
        ("上报/a.docx", "绩效目标表", ""),
        ("上报/202512345.docx", None, ""),
    ],
)
def test_year(file: str, title: str | None, expected: str) -> None:
    assert year(sheet(file, title=title)) == expected


def test_keys() -> None:
    assert name_key("2026年度 农村公路（一期）养护项目绩效目标表") == "农村公路一期养护"
    assert name_key("2021-2025年规划") == "20212025年规划"
    assert code_key("１３03-a01 ") == "1303A01"


def sheet(file: str = "a.docx", **head: Any) -> Sheet:
    return Sheet(file, 1, Place(""), **head)

"""When two names mean one department, and two sheets one project. Pure.

A project code alone proves nothing: one code may be used by two units, and a copied sheet carries the other's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from reviewer.model import Kind, Scope, Sheet
from reviewer.text import simplified, squeeze


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one submission from another, normalised for comparing; "" where a sheet does not say. `year` is that
    of the budget as title or path state it, `names_year` the one its project's name begins with. `place` is the county
    or city that the department is named after."""

    department: str
    place: str
    code: str
    name: str
    year: str
    names_year: str
    scope: Scope
    kind: Kind


def identity(sheet: Sheet, department: str | None) -> Identity:
    """The identity of a sheet; `department` is its own or the one that was inferred."""
    name = project_name(sheet) or ""
    found = _LEADING_YEAR.match(_flat(name))
    return Identity(
        department=department_key(department or ""),
        place=place_key(department or ""),
        code=code_key(sheet.project_code),
        name=name_key(name),
        year=year(sheet),
        names_year=found[1] if found else "",
        scope=sheet.scope,
        kind=sheet.kind,
    )


def same_project(one: Identity, other: Identity) -> bool:
    """Whether two sheets are one project (or one department as a whole) of one year, so that the second is the first
    handed in again. Two codes, two departments or two years part them; a code or a name brings them together."""
    if (one.scope, one.kind) != (other.scope, other.kind):
        return False
    if _differ(one.year, other.year) or _differ(one.names_year, other.names_year) or _differ(one.code, other.code):
        return False
    if departments_differ(one, other):
        return False
    if one.scope == "部门整体":
        return bool(one.department and other.department)
    if one.code and other.code:
        return not (one.name and other.name) or fuzz.ratio(one.name, other.name) >= _ALIKE
    return bool(one.name) and one.name == other.name


def departments_differ(one: Identity, other: Identity) -> bool:
    """Whether two departments handed two sheets in, as far as is known: two names, or one name in two counties."""
    if not (one.department and other.department):
        return False
    return places_differ(one.place, other.place) or not same_department(one.department, other.department)


def project_name(sheet: Sheet) -> str | None:
    """The name of the project: as the sheet states it, else its title where that is more than the form's own."""
    if sheet.project_name or sheet.scope != "项目":
        return sheet.project_name
    return sheet.title if sheet.title and not _FORM.fullmatch(_flat(sheet.title)) else None


def year(sheet: Sheet) -> str:
    """The year that a sheet's title or section states, else the innermost part of its path that states one."""
    for text in (sheet.title, sheet.section, *reversed(re.split(r"[\\/]", sheet.file))):
        if found := _YEAR.search(squeeze(text or "")):
            return found[1]
    return ""


@lru_cache(maxsize=100_000)
def name_key(text: str) -> str:
    """A project's name for comparing: without spaces, marks, a leading year, and 项目 and 绩效目标表 at the end."""
    flat = _LEADING_YEAR.sub("", _flat(text), count=1)
    flat = _MARKS.sub("", _TABLE.sub("", flat)).lower()
    return flat.removesuffix("项目") if len(flat) > 4 else flat


def code_key(text: str | None) -> str:
    """A project code for comparing: letters and figures only."""
    return re.sub(r"[^0-9A-Z]", "", squeeze(text or "").upper())


@lru_cache(maxsize=100_000)
def department_key(text: str) -> str:
    """A department for comparing: without code, 本级, seal, the place it belongs to (…市, …县) and with short endings
    (委员会 → 委, 办公室 → 办)."""
    flat = _CODE.sub("", _flat(text))
    flat = _MARKS.sub("", _ASIDE.sub("", flat))
    for pattern in (_PARTY, _PLACE, _COMMITTEE):
        rest = pattern.sub("", flat)
        flat = rest if len(rest) > 2 else flat
    for long, short in _ENDINGS:
        flat = flat.removesuffix(long) + short if flat.endswith(long) and len(flat) > len(long) + 1 else flat
    return flat


@lru_cache(maxsize=100_000)
def place_key(text: str) -> str:
    """The county or city that a department is named after, the innermost (石家庄市桥西区教育局 → 桥西区); "" where
    it names none."""
    found = _PLACE.match(_PARTY.sub("", _MARKS.sub("", _CODE.sub("", _flat(text)))))
    inner = _INNERMOST.search(found[0]) if found else None
    return inner[0] if inner else ""


def places_differ(one: str, other: str) -> bool:
    """Whether two places (as `place_key` gives them) are two: names of one kind. 平泉县 and 平泉市 may be one."""
    return one[-1:] == other[-1:] and one != other


@lru_cache(maxsize=1_000_000)
def same_department(one: str, other: str) -> bool:
    """Whether two departments (as `department_key` gives them) are one: equal, or one the short form of the other
    (人社局, 人力资源和社会保障局)."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if short[:1] != long[0] or short[-1] != long[-1] or len(short) < (2 if short[-1] in "联协" else 3):
        return False
    rest = iter(long)
    return all(mark in rest for mark in short)


# ---------------------------------------------------------------------------------------------------------------------


def _flat(text: str) -> str:
    return simplified(squeeze(text))


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


_ALIKE = 60.0
"""Below this the names under one code are two projects."""
_YEAR = re.compile(r"(?<![0-9])(20[1-4][0-9])(?:(?:0[1-9]|1[0-2])(?:[0-3][0-9])?)?(?![0-9])")
_LEADING_YEAR = re.compile(r"^[(\[【]?(20[1-4][0-9])(?:年度?)?[)\]】]?(?![0-9\-~])")
_MARKS = re.compile(r"[^\w]|_")
_TABLE = re.compile(r"(?:项目)?(?:支出)?(?:绩效目标)(?:申报|批复)?表?$")
_FORM = re.compile(
    r"(?:[0-9年度()（）.、]|部门|单位|整体|项目|预算|支出|专项|资金|经费|财政|本级|[省市县区]级?|绩效|目标|指标|申报|批复|审核|自评|"
    "公开|情况|附件|附表|续|表|和|及|一般公共|政府性基金|转移支付)+"
)
"""Titles of the form itself."""
_CODE = re.compile(r"^[\[(【]?[0-9][0-9.\-_]*[\])】]?[\-_、.]?")
_ASIDE = re.compile(r"[(（\[【](?:本级|机关|盖章|公章|签章|部门|汇总|单位)[)）\]】]|(?:机关)?本级$|[(（]盖章[)）]?")
_PARTY = re.compile("^中共|^中国共产党")
_PLACE = re.compile(
    r"^(?:[\u4e00-\u9fffXx×]{1,5}?[县旗]|[\u4e00-\u9fffXx×]{2,5}?(?:省|市|自治区|自治州|(?<![发园景社城小片校牧护])区))+(?!委|场)"
    r"|^[省市县区](?!委|场|容|政(?!府)|域)"
)
_INNERMOST = re.compile("[^省市州县区旗]{1,5}州?(?:[市县旗]|(?<!自治)区)$")
_COMMITTEE = re.compile(r"^(?:[\u4e00-\u9fffXx×]{2,5})?[省市县区旗]委(?!员|办)(?=[\u4e00-\u9fff]{2,})")
_ENDINGS = (
    ("街道办事处", "街道"),
    ("街道办", "街道"),
    ("镇人民政府", "镇"),
    ("乡人民政府", "乡"),
    ("镇政府", "镇"),
    ("乡政府", "乡"),
    ("委员会办公室", "委办"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("联合会", "联"),
    ("协会", "协"),
    ("管委会", "管委"),
)

"""The head of a target sheet: what its lines say about department, project, money and goal."""

import re
from dataclasses import dataclass, replace

from reviewer.extraction import headings, lexicon
from reviewer.extraction.facts import BUDGETS, GOALS, Fact, facts_of
from reviewer.extraction.lines import Line
from reviewer.model import Place, Scope
from reviewer.text import plain, simplified

_DEPARTMENTS = ("department1", "department2", "department3", "department4", "department5")
_ORGANISATION = (
    "(?:局|委|办|院|厅|部|会|校|站|所|队|馆|社|处|署|台|园|镇|乡|街道|中心|公司|政府|大学|小学|中学|本级|机关|集团|银行"
    "|宫|库|组|室|科|区|县|市|场|段|庭|狱|团|厂|矿|港|网|联|协|基地|档案|人大|政协)"
)
_CODED = re.compile(
    r"[\[(（【]?(?P<code>[0-9]{3,12})[\])）】]?\s*[-—_]?\s*"
    rf"(?P<name>(?![年月日个名项])[一-鿿][^0-9，。；：:]*{_ORGANISATION}(?:\s*[(（][^()（）]*[)）])?)"
)
_NUMBERED = re.compile(r"[。：:]|^[(（0-9一二三四五六七八九十]+[、.)）]")
_IN_MONEY = "(?:[百千]?[万亿]|[百千])?元"
_MONEY = re.compile(
    rf"(?:约|共计?|人民币)?(?P<number>[-+]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>{_IN_MONEY})?(?=$|[^0-9.万亿])"
)
_UNIT = re.compile(_IN_MONEY)
_CLASS_LABEL = re.compile("(?:预算)?(?:项目|支出)(?:属性|类型|类别|大类|分类)(?:名称)?")
_CLASS = re.compile("(?:基本支出|其他)?(?:人员|运转|特定目标)类|公用经费类")
_UNIT_TOLD = re.compile(rf"单\s*位\s*[:：]?\s*(?:人民币)?\s*(?P<unit>{_IN_MONEY})")


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands above a table of indicators; None where nothing does. Fields as in `model.Sheet`."""

    title: str | None = None
    section: str | None = None
    department: str | None = None
    unit_code: str | None = None
    project_code: str | None = None
    project_name: str | None = None
    budget: str | None = None
    budget_unit: str | None = None
    goal: str | None = None
    scope: Scope = "项目"
    is_evaluation: bool = False
    project_class: str | None = None
    place: Place | None = None


def read_head(lines: list[Line], section: str | None) -> SheetHead:
    """The head told by the lines since the last table; `section` is the part heading in force above them."""
    section = last_section(lines) or section
    own = _own_lines(lines)
    title_line = next((line for line in own if headings.is_title(line.text)), None)
    title = headings.title(title_line.text) if title_line else _outlined(own)
    facts = facts_of([line for line in own if line is not title_line])
    code, department = _department(facts, own)
    budget, budget_unit = _budget(facts, own)
    return SheetHead(
        title=title,
        section=section,
        department=department,
        unit_code=_value(facts, "unit_code") or code,
        project_code=_value(facts, "project_code"),
        project_name=_value(facts, "project_name"),
        budget=budget,
        budget_unit=budget_unit,
        goal=_goal(facts),
        scope=_scope(title_line, section, facts),
        is_evaluation=title_line is not None and "自评" in simplified(title_line.text),
        project_class=_project_class(facts, f"{section or ''}{title or ''}"),
        place=(title_line or own[0]).cells[0].place if own else None,
    )


def of_project(above: SheetHead, told: dict[str, str], budget_head: str, place: Place) -> SheetHead:
    """The head of one of many projects in a table: what its row says (by field of a column, "p_project_name" …) goes
    before what stands above the table; `budget_head` heads the column of its budget."""
    coded = _CODED.fullmatch(told.get("p_department", ""))
    department = coded["name"].strip() if coded else told.get("p_department")
    money = _MONEY.match(_flat(told.get("p_budget", "").strip()))
    unit = (money and money["unit"]) or _found(_UNIT, budget_head)
    return replace(
        above,
        department=department or above.department,
        unit_code=told.get("p_unit_code") or (coded["code"] if coded else None) or above.unit_code,
        project_code=told.get("p_project_code") or above.project_code,
        project_name=told.get("p_project_name") or above.project_name,
        budget=told["p_budget"].strip()[slice(*money.span("number"))] if money else above.budget,
        budget_unit=unit or above.budget_unit,
        goal=told.get("p_goal") or above.goal,
        scope="项目",
        place=place,
    )


def last_section(lines: list[Line]) -> str | None:
    """The last part heading (第二部分 …) among some lines, its number and its words joined by a space."""
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if not lines[index].paragraph or not headings.is_part(text):
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        if headings.is_bare_part(text) and following and following.paragraph and _is_words(following.text):
            text = f"{text} {following.text}"
        return re.sub(r"\s+", " ", text).strip()
    return None


def _is_words(text: str) -> bool:
    return len(text) <= 40 and not headings.is_heading(text) and _NUMBERED.search(text) is None


def _own_lines(lines: list[Line]) -> list[Line]:
    """The lines from the last title on, and the labelled lines directly above it; without a title, those after the
    last part heading."""
    for index in range(len(lines) - 1, -1, -1):
        if headings.is_title(lines[index].text):
            start = index
            while start and _is_labelled(lines[start - 1]):
                start -= 1
            return [*lines[index : index + 1], *lines[start:index], *lines[index + 1 :]]
        if lines[index].paragraph and headings.is_part(lines[index].text):
            return lines[index + 1 :]
    return lines


def _outlined(lines: list[Line]) -> str | None:
    """What a numbered line above the table calls the sheet, where no title does (（二）路灯改造项目)."""
    for line in reversed(lines):
        words = headings.outline(line.text) if line.paragraph else None
        if words is not None and lexicon.label(words) is None:
            return words
    return None


def _is_labelled(line: Line) -> bool:
    text = line.text
    return line.paragraph and len(text) < 60 and re.search("[:：]", text) is not None and bool(facts_of([line]))


def _value(facts: list[Fact], name: str) -> str | None:
    """The last value of a fact, its lines joined."""
    for fact in reversed(facts):
        if fact.name == name and fact.values and not lexicon.is_placeholder(fact.values[0]):
            return "".join(part.strip() for part in fact.values[0].split("\n"))
    return None


def _department(facts: list[Fact], lines: list[Line]) -> tuple[str | None, str | None]:
    """Code and name of the department: by label in order of precedence, else a code and a name in one cell."""
    for name in _DEPARTMENTS:
        value = _value(facts, name)
        if value is not None:
            coded = _CODED.fullmatch(value)
            return (coded["code"], coded["name"].strip()) if coded else (None, value)
    unit = _value(facts, "money_unit")
    if unit is not None and "元" not in unit:
        return None, unit
    for line in lines:
        for cell in line.cells[:3]:
            coded = _CODED.fullmatch(cell.text) if len(cell.text) < 60 else None
            if coded:
                return coded["code"], coded["name"].strip()
    return None, None


def _budget(facts: list[Fact], lines: list[Line]) -> tuple[str | None, str | None]:
    """The total and its unit, from the value, the label, or a 单位：万元 of the sheet; as written."""
    labels = [fact.label for fact in facts if fact.name in BUDGETS]
    unit = _money_unit(facts, lines) or next((own for label in labels if (own := _found(_UNIT, label))), None)
    for name in BUDGETS:
        for fact in facts:
            text = fact.values[0].strip() if fact.name == name and fact.values else ""
            money = _MONEY.match(_flat(text))
            if money:
                own = text[slice(*money.span("unit"))] if money["unit"] else _found(_UNIT, fact.label)
                return text[slice(*money.span("number"))], own or unit
    return None, unit


def _money_unit(facts: list[Fact], lines: list[Line]) -> str | None:
    """What the head says of the unit of all its amounts (单位：万元), wherever it says so."""
    told = _value(facts, "money_unit")
    found = _found(_UNIT, told) if told else None
    texts = (cell.text for line in lines for cell in line.cells if "元" in cell.text)
    return found or next((unit for text in texts if (unit := _found(_UNIT_TOLD, text, "unit"))), None)


def _found(pattern: re.Pattern[str], text: str, group: str | int = 0) -> str | None:
    """What a pattern finds in a text, as written."""
    found = pattern.search(_flat(text))
    return text[slice(*found.span(group))] if found else None


def _flat(text: str) -> str:
    return simplified(plain(text))


def _project_class(facts: list[Fact], heading: str) -> str | None:
    """What the head calls the class of a project beside 项目类别 or a like label, or within a heading."""
    told = [fact.values[0] for fact in facts if fact.values and _CLASS_LABEL.fullmatch(fact.label.strip())]
    return next((found for text in (*told, heading) if (found := _found(_CLASS, text))), None)


def _goal(facts: list[Fact]) -> str | None:
    """The annual goal, else the goal, else that of the term; of several under one label the last that says anything."""
    for name in GOALS:
        for fact in reversed(facts):
            told = [part.strip() for value in fact.values for part in value.split("\n") if part.strip()]
            if fact.name == name and told and not lexicon.is_placeholder(told[0]) and told[-1][-1] not in ":：":
                return "\n".join(told)
    return None


def _scope(title_line: Line | None, section: str | None, facts: list[Fact]) -> Scope:
    """部门整体 where title, part heading or the labels of such a sheet say so."""
    if title_line is not None and headings.is_whole_department(title_line.text):
        return "部门整体"
    names = {fact.name for fact in facts}
    if title_line is not None and "项目" in plain(title_line.text):
        return "项目"
    if names & {"project_code", "project_name"}:
        return "项目"
    if any(re.match("年度主要(?:任务|目标)|部门职[能责]", fact.label) for fact in facts):
        return "部门整体"
    return "部门整体" if headings.is_whole_department(section) else "项目"

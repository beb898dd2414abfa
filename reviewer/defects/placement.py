"""Where what is measured may stand: the second-level categories (二级指标) by kind of measurement and theme of a wish.

The two tables below are the guideline's table of categories and its decided cases on 错类 in one view. P: right there,
or defensible without a word; A: another category fits clearly better (advise); F: cannot be defended there (fail).
"""

from dataclasses import dataclass

from reviewer import taxonomy
from reviewer.defects.exceptions import BENEFITS, DEEDS, EXCEPTIONS
from reviewer.defects.kinds import COUNTS, HOLLOW, Grip, Kind
from reviewer.defects.phrase import Phrase
from reviewer.defects.themes import Theme
from reviewer.defects.words import (
    BOON,
    CONDITION,
    DEED,
    FOR_PEOPLE,
    HARM,
    PROMPT,
    VERDICT,
)
from reviewer.model import SEVERITY, Grade, Tree

_KINDS = """
                  数 质 时 成 经 社 生 续 满
satisfaction      F  F  F  F  F  F  F  F  P   服务对象满意度
awareness         A  A  F  F  F  P  F  A  F   社会效益
coverage          A  P  A  F  F  P  F  A  F   社会效益
order             A  P  A  F  F  P  F  A  F   社会效益 质量指标
timeliness        A  P  P  F  F  A  F  F  F   时效指标 质量指标
completion        A  P  P  F  F  A  F  F  F   质量指标 时效指标
payment           A  P  P  A  F  A  F  F  F   质量指标 时效指标
standard          A  P  A  F  F  P  F  A  F   质量指标
rate              A  P  P  A  A  P  F  A  F   质量指标 社会效益
saving            F  F  F  P  A  F  F  F  F   成本指标
expenditure       F  F  F  P  F  F  F  F  F   成本指标
expenditure-rate  A  A  A  P  F  F  F  F  F   成本指标
cost              F  F  F  P  F  F  F  F  F   成本指标
people            P  F  F  F  A  A  F  A  F   数量指标
things            P  F  F  F  A  A  F  A  F   数量指标
activity          P  A  A  A  A  A  F  A  F   数量指标
time              F  A  P  F  F  A  F  F  F   时效指标
duration          P  P  P  A  A  P  F  P  F   时效指标
lasting           A  P  A  F  F  A  A  P  F   可持续影响 质量指标
income            A  F  F  F  P  F  F  A  F   经济效益
score             P  P  A  A  A  P  A  P  A   质量指标
extent            P  A  A  A  A  P  F  A  F   数量指标 社会效益
change            A  A  A  F  A  P  A  A  F   社会效益
trend             A  A  A  A  A  P  F  A  F   社会效益
result            A  P  P  F  F  P  F  A  F   质量指标 社会效益
open              P  P  P  A  A  P  A  A  F   数量指标 质量指标
"""
_WISHES = """
                  数 质 时 成 经 社 生 续 满
contentless       P  P  P  F  F  P  F  P  F   社会效益 可持续影响 质量指标
社会效益          P  P  A  F  F  P  F  A  F   社会效益
经济效益          P  P  A  F  P  P  F  P  F   经济效益
生态效益          P  P  F  F  F  A  P  A  F   生态效益
可持续影响        P  P  P  F  A  P  F  P  F   可持续影响
market            P  P  A  F  A  P  F  A  F   社会效益 经济效益
efficiency        P  P  P  F  A  A  F  P  F   质量指标 时效指标 可持续影响
budgeting         A  A  A  P  A  A  A  A  F   成本指标 质量指标
"""


@dataclass(frozen=True, slots=True)
class Placing:
    """Whether something may stand in a category, and the categories where it would be right."""

    grade: Grade
    belongs: tuple[str, ...] = ()


def place(phrase: Phrase, category: str, *, percent: bool = False, harm: bool = False) -> Placing:
    """Whether what `phrase` measures may stand in `category`. `percent`: the target is no amount of money, so that an
    expenditure may be read as a payment rate. `harm`: the category caps a harm (社会成本, 生态环境成本 of 2021)."""
    if phrase.kind in (Kind.PLACEHOLDER, Kind.EMPTY):
        return Placing(Grade.PASS)
    if harm and phrase.kind in _HARMS and (not BOON.search(phrase.text) or HARM.search(phrase.text)):
        return Placing(Grade.PASS)
    if phrase.kind in HOLLOW:
        return _place_wish(phrase, category)
    if category == "质量指标" and phrase.kind in _WORKS and phrase.text.endswith("完成情况"):
        return Placing(Grade.ADVISE, ("时效指标", "数量指标"))
    grade, belongs = _cell(_row(phrase, percent), category)
    return Placing(_weighed(phrase, category, grade), _homes(phrase, belongs))


def allowed(belongs: tuple[str, ...], category: str, tree: Tree) -> tuple[str, ...]:
    """The categories a finding may name: never the present one, nor one that the tree has not."""
    return tuple(name for name in dict.fromkeys(belongs) if name != category and taxonomy.parent(name, tree))


# ---------------------------------------------------------------------------------------------------------------------


def _place_wish(phrase: Phrase, category: str) -> Placing:
    """A slogan stands where its theme does; of several themes the one that fits best."""
    themes = [theme.value for theme in _ALL_THEMES if theme in phrase.themes] or ["contentless"]
    if category == "服务对象满意度" and VERDICT.search(phrase.text):
        return Placing(Grade.PASS)
    capacity = phrase.text.endswith("能力") or (phrase.kind is Kind.WISH and phrase.grip is Grip.NONE)
    if category == "可持续影响" and capacity:
        return Placing(Grade.PASS)
    cells = [_cell(_WISH_TABLE[theme], category) for theme in themes]
    grade = min((grade for grade, _ in cells), key=SEVERITY.__getitem__)
    if grade is Grade.PASS and category == "质量指标" and phrase.grip is Grip.NAMED:
        if DEED.match(phrase.text):
            return Placing(Grade.ADVISE, ("数量指标", "时效指标"))
        if FOR_PEOPLE.match(phrase.text):
            return Placing(Grade.ADVISE, ("社会效益",))
    if grade is Grade.PASS and category == "数量指标" and PROMPT.search(phrase.text):
        return Placing(Grade.ADVISE, ("时效指标", "质量指标"))
    return Placing(grade, tuple(name for _, belongs in cells for name in belongs))


def _row(phrase: Phrase, percent: bool) -> "_Row":
    if phrase.kind is Kind.EXPENDITURE and percent:
        return _KIND_TABLE["expenditure-rate"]
    return _KIND_TABLE[phrase.kind.value]


def _weighed(phrase: Phrase, category: str, grade: Grade) -> Grade:
    """The table's grade in the light of the object: the first exception that applies, else the table."""
    for found, applies in EXCEPTIONS.get(category, ()):
        if applies(phrase, grade):
            return found
    return grade


def _homes(phrase: Phrase, belongs: tuple[str, ...]) -> tuple[str, ...]:
    """Where it belongs: the table's categories, and for what depends on its object also the category of its theme."""
    if phrase.kind in _OF_A_FIELD and Theme.NATURE in phrase.themes:
        return (Theme.NATURE.value, *belongs)
    if phrase.kind in COUNTS and CONDITION.search(phrase.text):
        return (Theme.SOCIETY.value, *belongs)
    if phrase.kind not in _THEMED:
        return belongs
    fields = phrase.themes - {Theme.LASTING} - ({Theme.SOCIETY} if phrase.kind in DEEDS else set())
    themed = tuple(theme.value for theme in BENEFITS.values() if theme in fields)
    return tuple(dict.fromkeys(themed + belongs)) if phrase.kind in _MOVED else belongs + themed


# ---------------------------------------------------------------------------------------------------------------------

_Row = tuple[dict[str, Grade], tuple[str, ...]]
_GRADES = {"P": Grade.PASS, "A": Grade.ADVISE, "F": Grade.FAIL}


def _cell(row: _Row, category: str) -> tuple[Grade, tuple[str, ...]]:
    return row[0][category], row[1]


def _table(text: str) -> dict[str, _Row]:
    """A table as printed above: name → (category → grade, where it belongs)."""
    rows: dict[str, _Row] = {}
    for line in text.strip().splitlines()[1:]:
        name, *cells = line.split()
        grades = {category: _GRADES[cell] for category, cell in zip(taxonomy.CATEGORIES, cells, strict=False)}
        rows[name] = (grades, tuple(cells[len(taxonomy.CATEGORIES) :]))
    return rows


_KIND_TABLE = _table(_KINDS)
_WISH_TABLE = _table(_WISHES)
_ALL_THEMES = tuple(Theme)
_OF_A_FIELD = frozenset((Kind.RATE, Kind.COVERAGE, Kind.STANDARD, Kind.SCORE, Kind.DURATION))
_MOVED = frozenset((Kind.CHANGE, Kind.TREND))
_THEMED = DEEDS | _MOVED | {Kind.RATE, Kind.OPEN}
_WORKS = frozenset((Kind.OPEN, Kind.ACTIVITY, Kind.RESULT))
_HARMS = COUNTS | {
    Kind.ORDER,
    Kind.RATE,
    Kind.STANDARD,
    Kind.DURATION,
    Kind.SCORE,
    Kind.OPEN,
    Kind.ACTIVITY,
    Kind.INCOME,
}

"""Where what is measured may stand: the second-level categories (二级指标) by kind of measurement and theme of a wish.

The two tables below are the guideline's table of categories and its decided cases on 错类 in one view. P: right there,
or defensible without a word; A: another category fits clearly better (advise); F: cannot be defended there (fail).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from reviewer import taxonomy
from reviewer.defects import lexicon
from reviewer.defects.attribute import borne
from reviewer.defects.kinds import COUNTS, HOLLOW, MONEY, RATES, Grip, Kind
from reviewer.defects.phrase import Phrase
from reviewer.defects.themes import Theme
from reviewer.defects.words import (
    CONDITION,
    COST_WORDS,
    DEED,
    DELIVERED,
    FOR_PEOPLE,
    HARM,
    INTERNAL,
    JOBS,
    PROMPT,
    PUBLIC_ORDER,
    SERVED,
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
trend             A  A  A  F  A  P  F  A  F   社会效益
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
    if harm and phrase.kind in _HARMS and HARM.search(phrase.text):
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
    if category == "服务对象满意度" and _says(VERDICT, phrase):
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
    return next((found for found, applies in _EXCEPTIONS if applies(phrase, category, grade)), grade)


def _own_theme(phrase: Phrase, category: str, _: Grade) -> bool:
    """Whether the object itself is of the field of a benefit, which defends counts, rates and deeds there."""
    theme = _BENEFITS.get(category)
    return theme in phrase.themes and theme is not Theme.SOCIETY and phrase.kind not in _DECISIVE


def _order_kept(phrase: Phrase, category: str, _: Grade) -> bool:
    """Settling unrest is itself a condition of society, however its completion is put."""
    deed = phrase.kind in (Kind.COMPLETION, Kind.ACTIVITY)
    return category == "社会效益" and deed and PUBLIC_ORDER.search(phrase.text) is not None


def _saved_resource(phrase: Phrase, category: str, grade: Grade) -> bool:
    """节约水、电: the name is cost, the object nature. 厉行节约 names no cost at all."""
    if phrase.kind is not Kind.SAVING or category not in _BENEFITS:
        return False
    natural = Theme.NATURE in phrase.themes and category in ("生态效益", "可持续影响")
    return natural or (grade is Grade.FAIL and not COST_WORDS.search(phrase.text))


def _inner_affair(phrase: Phrase, category: str, grade: Grade) -> bool:
    """Inspections and meetings counted as a benefit."""
    inner = phrase.kind in _DEEDS and INTERNAL.search(phrase.text) is not None
    return inner and category in _BENEFITS and not _own_theme(phrase, category, grade)


def _unknown_nature(phrase: Phrase, category: str, grade: Grade) -> bool:
    """A named object under 生态效益 that is plainly of no other field may be of nature all the same."""
    other = phrase.themes & {Theme.SOCIETY, Theme.ECONOMY, Theme.BUDGETING}
    open_kind = phrase.kind in _OPEN_OBJECTS and phrase.grip is Grip.NAMED
    return category == "生态效益" and grade is Grade.FAIL and open_kind and not other


def _of_the_thing(phrase: Phrase, category: str, _: Grade) -> bool:
    """A count of nobody has no lasting effect, and the quality of the delivered thing is no question of time."""
    unnamed = phrase.kind in COUNTS and phrase.grip is Grip.NONE
    accepted = phrase.kind is Kind.STANDARD and DELIVERED.search(phrase.text) is not None
    return (category == "可持续影响" and unnamed) or (category in ("可持续影响", "时效指标") and accepted)


def _own_doing(phrase: Phrase, category: str, _: Grade) -> bool:
    """How often something was done is no effect on the economy, on nature or on time to come."""
    done = phrase.kind in COUNTS and _DONE.search(phrase.text) is not None and not _says(_VISITORS, phrase)
    return done and category in ("经济效益", "生态效益") and not _says(CONDITION, phrase)


def _people_earn(phrase: Phrase, category: str, _: Grade) -> bool:
    """What people earn is a condition of theirs as well as of the economy."""
    return category == "社会效益" and phrase.kind is Kind.INCOME and _LIVING.search(phrase.text) is not None


def _social_matter(phrase: Phrase, category: str, _: Grade) -> bool:
    """What plainly concerns people or public order has no money effect."""
    plain = Theme.SOCIETY in phrase.themes and Theme.ECONOMY not in phrase.themes
    return category == "经济效益" and plain and (phrase.kind in _CONDITIONS or _says(CONDITION, phrase))


def _borne_by_others(phrase: Phrase, category: str, _: Grade) -> bool:
    """What those outside have to pay is an effect on them, not a cost of the work."""
    return category == "经济效益" and phrase.kind in MONEY and borne(phrase.text)


def _verdict(phrase: Phrase, category: str, _: Grade) -> bool:
    """Complaints and praise are what those served say; a bare name of those served leaves nothing to move."""
    said = phrase.kind in _SAID and _says(VERDICT, phrase) and not _says(_HANDLED, phrase)
    asked = phrase.kind is Kind.OPEN and SERVED.fullmatch(phrase.text) is not None
    return category == "服务对象满意度" and (said or asked)


def _counts(phrase: Phrase) -> bool:
    return phrase.kind in COUNTS


def _says(words: re.Pattern[str], phrase: Phrase) -> bool:
    return words.search(phrase.text) is not None


def _homes(phrase: Phrase, belongs: tuple[str, ...]) -> tuple[str, ...]:
    """Where it belongs: the table's categories, and for what depends on its object also the category of its theme."""
    if phrase.kind not in _THEMED:
        return belongs
    fields = phrase.themes - {Theme.LASTING} - ({Theme.SOCIETY} if phrase.kind in _DEEDS else set())
    themed = tuple(theme.value for theme in _BENEFITS.values() if theme in fields)
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
_BENEFITS = {
    "经济效益": Theme.ECONOMY,
    "社会效益": Theme.SOCIETY,
    "生态效益": Theme.NATURE,
    "可持续影响": Theme.LASTING,
}
_ALL_THEMES = tuple(Theme)
_DELIVERY = ("数量指标", "质量指标")
_DECISIVE = (
    frozenset((Kind.SATISFACTION, Kind.EXPENDITURE, Kind.TIMELINESS, Kind.COMPLETION, Kind.PAYMENT, Kind.TIME)) | MONEY
)
_DEEDS = COUNTS | {Kind.ACTIVITY}
_MOVED = frozenset((Kind.CHANGE, Kind.TREND))
_THEMED = _DEEDS | _MOVED | {Kind.RATE, Kind.OPEN}
_OPEN_OBJECTS = frozenset((Kind.RATE, Kind.THINGS, Kind.COVERAGE, Kind.STANDARD, Kind.ACTIVITY, Kind.CHANGE))
_DONE = re.compile(
    f"(?:{lexicon.pattern('activities', 'deeds')}|服务).*(?:次数|场次|场数|期数|批次|批数|班次|家次|人次|人数|频次|次)$"
)
_WORKS = frozenset((Kind.OPEN, Kind.ACTIVITY, Kind.RESULT))
_VISITORS = re.compile("游客|旅客|客流|入境|过夜|观众|住宿")
_LIVING = re.compile("收入|工资|增收|创收|损失|财产|负担|费用")
_HANDLED = re.compile("处理|办理|处置|答复|反馈|化解|回复|受理|办结|整改")
_CONDITIONS = frozenset((Kind.RATE, Kind.OPEN, Kind.RESULT, Kind.TREND, Kind.ORDER, Kind.ACTIVITY))
_SAID = RATES | COUNTS | {Kind.ORDER, Kind.TREND, Kind.OPEN, Kind.SCORE}
_Exception = Callable[[Phrase, str, Grade], bool]
_EXCEPTIONS: tuple[tuple[Grade, _Exception], ...] = (
    (Grade.FAIL, _own_doing),
    (Grade.PASS, _order_kept),
    (Grade.ADVISE, _saved_resource),
    (Grade.PASS, _own_theme),
    (Grade.PASS, lambda phrase, category, _: category == "社会效益" and _counts(phrase) and _says(JOBS, phrase)),
    (Grade.PASS, lambda phrase, category, _: category == "社会效益" and _counts(phrase) and _says(CONDITION, phrase)),
    (Grade.PASS, _people_earn),
    (Grade.PASS, _borne_by_others),
    (Grade.FAIL, _inner_affair),
    (Grade.ADVISE, _unknown_nature),
    (Grade.FAIL, _of_the_thing),
    (Grade.PASS, _verdict),
    (
        Grade.PASS,
        lambda phrase, category, _: (
            category == "成本指标" and phrase.kind in RATES and Theme.BUDGETING in phrase.themes
        ),
    ),
    (Grade.FAIL, _social_matter),
    (
        Grade.ADVISE,
        lambda phrase, category, _: category in _DELIVERY and phrase.kind is Kind.COST and phrase.text.endswith("标准"),
    ),
)
"""What the table cannot say, first come first served: the grade, and when it applies to phrase, category and table."""
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

"""What the tables of `placement` cannot say: where the object of a measurement decides, not its kind alone."""

import re
from collections.abc import Callable

from reviewer.defects import lexicon
from reviewer.defects.attribute import borne
from reviewer.defects.kinds import COUNTS, MONEY, RATES, Grip, Kind
from reviewer.defects.phrase import Phrase
from reviewer.defects.themes import Theme
from reviewer.defects.words import (
    ACTIVE,
    CONDITION,
    COST_WORDS,
    DELIVERED,
    INTERNAL,
    JOBS,
    PUBLIC_ORDER,
    SERVED,
    VERDICT,
)
from reviewer.model import Grade

Applies = Callable[[Phrase, str, Grade], bool]
"""Whether an exception applies to a phrase in a category, given the table's grade."""

BENEFITS = {
    "经济效益": Theme.ECONOMY,
    "社会效益": Theme.SOCIETY,
    "生态效益": Theme.NATURE,
    "可持续影响": Theme.LASTING,
}
"""The benefits and the fields they are of."""
DEEDS = COUNTS | {Kind.ACTIVITY}
"""Things done or delivered, by name or by number."""

# ---------------------------------------------------------------------------------------------------------------------


def _own_theme(phrase: Phrase, category: str, _: Grade) -> bool:
    """Whether the object itself is of the field of a benefit, which defends counts, rates and deeds there."""
    theme = BENEFITS.get(category)
    return theme in phrase.themes and theme is not Theme.SOCIETY and phrase.kind not in _DECISIVE


def _order_kept(phrase: Phrase, category: str, _: Grade) -> bool:
    """Settling unrest is itself a condition of society, however its completion is put."""
    deed = phrase.kind in (Kind.COMPLETION, Kind.ACTIVITY)
    return category == "社会效益" and deed and PUBLIC_ORDER.search(phrase.text) is not None


def _saved_resource(phrase: Phrase, category: str, grade: Grade) -> bool:
    """节约水、电: the name is cost, the object nature. 厉行节约 names no cost at all."""
    if phrase.kind is not Kind.SAVING or category not in BENEFITS:
        return False
    natural = Theme.NATURE in phrase.themes and category in ("生态效益", "可持续影响")
    return natural or (grade is Grade.FAIL and not COST_WORDS.search(phrase.text))


def _inner_affair(phrase: Phrase, category: str, grade: Grade) -> bool:
    """Inspections and meetings counted as a benefit."""
    inner = phrase.kind in DEEDS and INTERNAL.search(phrase.text) is not None
    return inner and category in BENEFITS and not _own_theme(phrase, category, grade)


def _unknown_nature(phrase: Phrase, category: str, grade: Grade) -> bool:
    """A named object under 生态效益 that is plainly of no other field may be of nature all the same."""
    other = phrase.themes & {Theme.SOCIETY, Theme.ECONOMY, Theme.BUDGETING}
    open_kind = phrase.kind in _OPEN_OBJECTS and phrase.grip is Grip.NAMED and not _says(DELIVERED, phrase)
    return category == "生态效益" and grade is Grade.FAIL and open_kind and not other


def _of_the_thing(phrase: Phrase, category: str, _: Grade) -> bool:
    """A count of nobody has no lasting effect, and the quality of the delivered thing is no question of time."""
    unnamed = phrase.kind in COUNTS and phrase.grip is Grip.NONE
    accepted = phrase.kind is Kind.STANDARD and DELIVERED.search(phrase.text) is not None
    return (category == "可持续影响" and unnamed) or (category in ("可持续影响", "时效指标") and accepted)


def _own_doing(phrase: Phrase, category: str, _: Grade) -> bool:
    """How often something was done, or how much was built or bought, is no effect on the economy or nature; how often,
    no lasting one."""
    if phrase.kind not in COUNTS or _says(_VISITORS, phrase) or _says(CONDITION, phrase):
        return False
    done = _DONE.search(phrase.text) is not None
    built = ACTIVE.match(phrase.text) is not None and Theme.ECONOMY not in phrase.themes
    if category == "经济效益":
        return done or built
    return done and (category == "生态效益" or (category == "可持续影响" and phrase.kind is Kind.THINGS))


def _people_earn(phrase: Phrase, category: str, _: Grade) -> bool:
    """What people earn is a condition of theirs as well as of the economy."""
    social = Theme.SOCIETY in phrase.themes and Theme.ECONOMY not in phrase.themes
    return category == "社会效益" and phrase.kind is Kind.INCOME and (social or _says(_LIVING, phrase))


def _saved_by_the_work(phrase: Phrase, category: str, _: Grade) -> bool:
    """Money that the work saves is a matter of its cost too."""
    return category == "成本指标" and phrase.kind is Kind.INCOME and _says(_SAVED, phrase)


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


# ---------------------------------------------------------------------------------------------------------------------

_DECISIVE = (
    frozenset((Kind.SATISFACTION, Kind.EXPENDITURE, Kind.TIMELINESS, Kind.COMPLETION, Kind.PAYMENT, Kind.TIME)) | MONEY
)
_OPEN_OBJECTS = frozenset((Kind.RATE, Kind.THINGS, Kind.COVERAGE, Kind.STANDARD, Kind.ACTIVITY, Kind.CHANGE))
_DONE = re.compile(
    f"(?:{lexicon.pattern('activities', 'deeds')}|服务).*(?:次数|场次|场数|期数|批次|批数|班次|家次|人次|人数|频次|次)$"
)
_VISITORS = re.compile("游客|旅客|客流|入境|过夜|观众|住宿")
_SAVED = re.compile("节约|节省|降低|减少")
_LIVING = re.compile("收入|工资|增收|创收|损失|财产|负担|费用")
_HANDLED = re.compile("处理|办理|处置|答复|反馈|化解|回复|受理|办结|整改")
_CONDITIONS = frozenset((Kind.RATE, Kind.OPEN, Kind.RESULT, Kind.TREND, Kind.ORDER, Kind.ACTIVITY))
_SAID = RATES | COUNTS | {Kind.ORDER, Kind.TREND, Kind.OPEN, Kind.SCORE}
EXCEPTIONS: tuple[tuple[Grade, Applies], ...] = (
    (Grade.FAIL, _own_doing),
    (Grade.PASS, _order_kept),
    (Grade.ADVISE, _saved_resource),
    (Grade.PASS, _own_theme),
    (Grade.PASS, lambda phrase, category, _: category == "社会效益" and _counts(phrase) and _says(JOBS, phrase)),
    (Grade.PASS, lambda phrase, category, _: category == "社会效益" and _counts(phrase) and _says(CONDITION, phrase)),
    (Grade.PASS, _people_earn),
    (Grade.PASS, _saved_by_the_work),
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
)
"""What the table cannot say, first come first served: the grade, and when it applies to phrase, category and table."""

"""What the tables of `placement` cannot say: where the object of a measurement decides, not its kind alone."""

import re
from collections.abc import Callable

from reviewer.defects import lexicon
from reviewer.defects.attribute import borne
from reviewer.defects.kinds import COUNTS, MONEY, RATES, Grip, Kind
from reviewer.defects.phrase import Phrase
from reviewer.defects.themes import Theme
from reviewer.defects.words import (
    CONDITION,
    COST_WORDS,
    DELIVERED,
    INTERNAL,
    JOBS,
    LATE,
    LOW,
    PUBLIC_ORDER,
    SERVED,
    SOMEBODY,
    VERDICT,
)
from reviewer.model import Grade

Applies = Callable[[Phrase, Grade], bool]
"""Whether an exception applies to a phrase, given the table's grade for it."""

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


def _of_field(theme: Theme) -> Applies:
    """Whether the object itself is of the field of a benefit, which defends counts, rates and deeds there."""
    return lambda phrase, _: theme in phrase.themes and phrase.kind not in _DECISIVE


def _order_kept(phrase: Phrase, _: Grade) -> bool:
    """Settling unrest is itself a condition of society, however its completion is put."""
    return phrase.kind in (Kind.COMPLETION, Kind.ACTIVITY) and _says(PUBLIC_ORDER, phrase)


def _natural_saving(phrase: Phrase, _: Grade) -> bool:
    """节约水、电: the name is cost, the object nature."""
    return phrase.kind is Kind.SAVING and Theme.NATURE in phrase.themes


def _thrift(phrase: Phrase, grade: Grade) -> bool:
    """厉行节约 names no cost at all."""
    return phrase.kind is Kind.SAVING and grade is Grade.FAIL and not _says(COST_WORDS, phrase)


def _inner_affair(phrase: Phrase, _: Grade) -> bool:
    """Inspections and meetings counted as a benefit."""
    return phrase.kind in DEEDS and _says(INTERNAL, phrase)


def _unknown_nature(phrase: Phrase, grade: Grade) -> bool:
    """A named object under 生态效益 that is plainly of no other field may be of nature all the same."""
    other = phrase.themes & {Theme.SOCIETY, Theme.ECONOMY, Theme.BUDGETING}
    open_kind = phrase.kind in _OPEN_OBJECTS and phrase.grip is Grip.NAMED and not _says(DELIVERED, phrase)
    return grade is Grade.FAIL and open_kind and not other


def _own_completion(theme: Theme) -> Applies:
    """Whether a completion or payment is at least of something of the field (管护经费落实率)."""
    return lambda phrase, _: theme in phrase.themes and phrase.kind in (Kind.COMPLETION, Kind.PAYMENT)


def _faults(phrase: Phrase, _: Grade) -> bool:
    """How many faults a thing has, or how many there are of it to each person, is a matter of its quality."""
    return phrase.kind in COUNTS and (_says(LOW, phrase) or _says(CONDITION, phrase))


def _lateness(phrase: Phrase, _: Grade) -> bool:
    """How much is late is a matter of time."""
    return phrase.kind in COUNTS and _says(LATE, phrase)


def _consumed(phrase: Phrase, _: Grade) -> bool:
    """How much of a material the work takes is a matter of its cost."""
    return phrase.kind in COUNTS and _says(_USED, phrase)


def _unnamed_count(phrase: Phrase, _: Grade) -> bool:
    """A count of nobody has no lasting effect."""
    return phrase.kind in COUNTS and phrase.grip is Grip.NONE


def _accepted(phrase: Phrase, _: Grade) -> bool:
    """The quality of the delivered thing ends with the delivery and is no question of time."""
    return phrase.kind is Kind.STANDARD and _says(DELIVERED, phrase)


def _done(phrase: Phrase, _: Grade) -> bool:
    """How often something was done is no effect on the economy or nature."""
    effect = _says(_VISITORS, phrase) or _says(CONDITION, phrase)
    return phrase.kind in COUNTS and not effect and _says(_TIMES_DONE, phrase)


def _things_done(phrase: Phrase, grade: Grade) -> bool:
    """How often something was done is no lasting effect; how many people were taught may be one."""
    return phrase.kind is Kind.THINGS and _done(phrase, grade)


def _people_earn(phrase: Phrase, _: Grade) -> bool:
    """What people earn is a condition of theirs as well as of the economy."""
    social = Theme.SOCIETY in phrase.themes and Theme.ECONOMY not in phrase.themes
    return phrase.kind is Kind.INCOME and (social or _says(_LIVING, phrase))


def _saved_by_the_work(phrase: Phrase, _: Grade) -> bool:
    """Money that the work saves is a matter of its cost too."""
    return phrase.kind is Kind.INCOME and _says(_SAVED, phrase)


def _budgeted(phrase: Phrase, _: Grade) -> bool:
    """A rate of the budget itself (资金到位率) is a matter of cost."""
    return phrase.kind in RATES and Theme.BUDGETING in phrase.themes


def _social_matter(phrase: Phrase, _: Grade) -> bool:
    """What plainly concerns people or public order has no money effect."""
    plain = Theme.SOCIETY in phrase.themes and Theme.ECONOMY not in phrase.themes
    somebody = phrase.kind in _CONDITIONS and _says(SOMEBODY, phrase)
    return plain and (somebody or _says(CONDITION, phrase))


def _borne_by_others(phrase: Phrase, _: Grade) -> bool:
    """What those outside have to pay is an effect on them, not a cost of the work."""
    return phrase.kind in MONEY and borne(phrase.text)


def _condition(phrase: Phrase, _: Grade) -> bool:
    """A count that tells a condition of people, and a count of jobs, is an effect on society."""
    return phrase.kind in COUNTS and (_says(JOBS, phrase) or _says(CONDITION, phrase))


def _verdict(phrase: Phrase, _: Grade) -> bool:
    """Complaints and praise are what those served say; a bare name of those served leaves nothing to move."""
    said = phrase.kind in _SAID and _says(VERDICT, phrase) and not _says(_HANDLED, phrase)
    return said or (phrase.kind is Kind.OPEN and SERVED.fullmatch(phrase.text) is not None)


def _says(words: re.Pattern[str], phrase: Phrase) -> bool:
    return words.search(phrase.text) is not None


# ---------------------------------------------------------------------------------------------------------------------

_DECISIVE = (
    frozenset((Kind.SATISFACTION, Kind.EXPENDITURE, Kind.TIMELINESS, Kind.COMPLETION, Kind.PAYMENT, Kind.TIME)) | MONEY
)
_OPEN_OBJECTS = frozenset((Kind.RATE, Kind.THINGS, Kind.COVERAGE, Kind.STANDARD, Kind.ACTIVITY, Kind.CHANGE))
_TIMES_DONE = re.compile(
    f"(?:{lexicon.pattern('activities', 'deeds')}|服务).*(?:次数|场次|场数|期数|批次|批数|班次|家次|人次|人数|频次|次)$"
)
_VISITORS = re.compile("游客|旅客|客流|入境|过夜|观众|住宿")
_USED = re.compile("用量|用工|耗用|消耗|用水量|用电量|用纸量|使用量|耗材")
_SAVED = re.compile("节约|节省|降低|减少")
_LIVING = re.compile("收入|工资|增收|创收|损失|财产|负担|费用")
_HANDLED = re.compile("处理|办理|处置|答复|反馈|化解|回复|受理|办结|整改")
_CONDITIONS = frozenset((Kind.RATE, Kind.OPEN, Kind.RESULT, Kind.TREND, Kind.ORDER, Kind.ACTIVITY))
_SAID = RATES | COUNTS | {Kind.ORDER, Kind.TREND, Kind.OPEN, Kind.SCORE, Kind.ACTIVITY}
EXCEPTIONS: dict[str, tuple[tuple[Grade, Applies], ...]] = {
    "质量指标": ((Grade.PASS, _faults),),
    "时效指标": ((Grade.FAIL, _accepted), (Grade.ADVISE, _lateness)),
    "成本指标": ((Grade.PASS, _saved_by_the_work), (Grade.PASS, _budgeted), (Grade.ADVISE, _consumed)),
    "经济效益": (
        (Grade.FAIL, _done),
        (Grade.ADVISE, _thrift),
        (Grade.PASS, _of_field(Theme.ECONOMY)),
        (Grade.PASS, _borne_by_others),
        (Grade.FAIL, _inner_affair),
        (Grade.FAIL, _social_matter),
    ),
    "社会效益": (
        (Grade.PASS, _order_kept),
        (Grade.ADVISE, _thrift),
        (Grade.PASS, _condition),
        (Grade.PASS, _people_earn),
        (Grade.PASS, _borne_by_others),
        (Grade.FAIL, _inner_affair),
    ),
    "生态效益": (
        (Grade.FAIL, _done),
        (Grade.ADVISE, _natural_saving),
        (Grade.ADVISE, _thrift),
        (Grade.PASS, _of_field(Theme.NATURE)),
        (Grade.ADVISE, _own_completion(Theme.NATURE)),
        (Grade.FAIL, _inner_affair),
        (Grade.ADVISE, _unknown_nature),
    ),
    "可持续影响": (
        (Grade.FAIL, _things_done),
        (Grade.ADVISE, _natural_saving),
        (Grade.ADVISE, _thrift),
        (Grade.PASS, _of_field(Theme.LASTING)),
        (Grade.ADVISE, _own_completion(Theme.LASTING)),
        (Grade.FAIL, _inner_affair),
        (Grade.FAIL, _unnamed_count),
        (Grade.FAIL, _accepted),
    ),
    "服务对象满意度": ((Grade.PASS, _verdict),),
}
"""By category what its table cannot say: the grade, and when it applies. The first that applies counts."""

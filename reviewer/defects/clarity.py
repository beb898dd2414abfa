"""Is it clear what is measured? The three ways in which a name says nothing, each softened by the description.

Grades here are those of the first question: pass, advise (one guess is likely), fail (nothing measured is named).
"""

import re

from reviewer.defects import lexicon
from reviewer.defects.attribute import borne
from reviewer.defects.kinds import COUNTS, HOLLOW, MEASURED, MONEY, RATES, Grip, Kind
from reviewer.defects.phrase import Phrase
from reviewer.defects.themes import Theme
from reviewer.defects.words import ACTIVE, CLAUSES, DEED, ENDEAVOUR, TANGIBLE
from reviewer.model import SEVERITY, Grade

EFFECTS = ("经济效益", "社会效益", "生态效益", "可持续影响", "服务对象满意度")
"""Categories that measure what came of the work, where the work itself says nothing."""


def slogan(name: Phrase, description: Phrase | None) -> Grade:
    """fail: a wish or duty, or a quality led by one, that no description makes measurable."""
    if name.kind is Kind.SAVING and name.verb:
        vague = name.grip is Grip.NONE or name.verb not in _SAVING_VERBS
        return Grade.FAIL if vague and rescue(name, description) is Grade.FAIL else Grade.PASS
    led = name.verb and name.grip is not Grip.NAMED and name.kind in _LED
    striving = name.kind is Kind.QUALITY and (name.verb or _STRIVING.search(name.text))
    if name.kind is Kind.WISH or led or striving:
        return rescue(name, description)
    return _duty(name, description)


def placeholder(name: Phrase, description: Phrase | None, category: str | None) -> Grade:
    """fail: nothing, or a word that stands for nothing, in place of a name."""
    if name.kind is Kind.EMPTY:
        return Grade.FAIL
    if name.kind is not Kind.PLACEHOLDER:
        return Grade.PASS
    if category == "服务对象满意度" and "满意度" in name.text:
        return Grade.ADVISE
    return Grade.FAIL if rescue(name, description) is Grade.FAIL else Grade.ADVISE


def objectless(name: Phrase, description: Phrase | None, category: str | None) -> Grade:
    """How much the name leaves open of object and attribute, softened by the description."""
    if name.kind in (Kind.EMPTY, Kind.PLACEHOLDER, Kind.WISH):
        return Grade.PASS
    alone = _object(name, category)
    told = circumstance(name) and (name.kind not in MEASURED or _worded(name))
    if told and description is not None:
        return rescue(name, description)
    if told and alone is Grade.PASS and category != "数量指标":
        return Grade.ADVISE
    if alone is Grade.PASS or description is None:
        return alone
    return min(alone, rescue(name, description), key=SEVERITY.__getitem__)


def rescue(name: Phrase, description: Phrase | None) -> Grade:
    """How far the description says what a vague name leaves open: pass (precisely), advise (by one guess), fail."""
    if description is None or description.kind in HOLLOW:
        return Grade.FAIL
    if _BASIS.search(description.text) and name.kind in MEASURED:
        return Grade.PASS
    if description.kind not in MEASURED:
        told = circumstance(name) or name.kind not in (Kind.WISH, Kind.QUALITY)
        return Grade.ADVISE if told and _concrete(description) else Grade.FAIL
    if description.grip is Grip.NONE or (name.kind is Kind.QUALITY and description.kind is Kind.EXPENDITURE):
        return Grade.FAIL
    said = description.rate_word or description.kind not in _BARE_RATES
    precise = description.grip is Grip.NAMED and said and description.kind is not Kind.EXPENDITURE
    return Grade.PASS if precise and not disagree(name, description) else Grade.ADVISE


def disagree(name: Phrase, description: Phrase | None) -> bool:
    """Whether name and description speak of different measurements (a rate here, a count there)."""
    if description is None or name.kind not in MEASURED or _BASIS.search(description.text):
        return False
    if name.kind is Kind.SATISFACTION:
        counted = description.kind in COUNTS and "满意" not in description.text
        return counted or description.kind is Kind.WISH
    if description.kind not in MEASURED:
        return name.kind in COUNTS and "覆盖" in description.text
    if _worded(name) and name.kind is Kind.TIMELINESS and description.kind is Kind.PAYMENT and description.rate_word:
        return True
    if circumstance(name) or {name.kind, description.kind} <= _PROMPT_KINDS:
        return False
    return _family(name) != _family(description)


def circumstance(phrase: Phrase) -> bool:
    """…情况: the description has to say which."""
    return phrase.text.endswith(("情况", "情形", "状况"))


def undefined(text: str) -> bool:
    """Whether a rate is one that nobody has defined (监管到位率, 作用发挥率)."""
    return _UNDEFINED.search(text) is not None


# ---------------------------------------------------------------------------------------------------------------------


def _duty(name: Phrase, description: Phrase | None) -> Grade:
    """A deed or …情况 with a duty as its description is a duty."""
    if description is None or name.kind in MEASURED or not (circumstance(name) or name.kind in _DEEDS):
        return Grade.PASS
    return Grade.FAIL if description.kind is Kind.WISH else Grade.PASS


def _concrete(description: Phrase) -> bool:
    """One concrete task, which has a natural count or a natural end."""
    if description.grip is not Grip.NAMED or description.kind not in (Kind.ACTIVITY, Kind.RESULT, Kind.CHANGE):
        return False
    return DEED.match(description.text) is not None or not ENDEAVOUR.search(description.text)


def _object(name: Phrase, category: str | None) -> Grade:  # noqa: PLR0911 - one return a case
    """The object of the name alone, by what it measures."""
    match name.kind:
        case Kind.QUALITY:
            return Grade.ADVISE if _WORKMANSHIP.search(name.text) else Grade.FAIL
        case Kind.SATISFACTION | Kind.TIME:
            return Grade.ADVISE if name.grip is Grip.NONE else Grade.PASS
        case Kind.TIMELINESS:
            return _promptness(name)
        case Kind.EXPENDITURE | Kind.COST:
            return _money(name, category)
        case Kind.RESULT | Kind.CHANGE | Kind.EXTENT:
            return Grade.ADVISE
        case Kind.ACTIVITY | Kind.OPEN:
            return _deed(name, category)
        case Kind.DURATION | Kind.ORDER if not name.rate_word:
            return Grade.PASS
        case Kind.LASTING if not name.text.endswith("性"):
            return Grade.PASS
    return _rate(name)


def _rate(name: Phrase) -> Grade:
    """A rate, count or the like by its object; payments in words need one, and some rates nobody has defined."""
    if name.kind is Kind.PAYMENT and not name.rate_word and not _PAID.search(name.text):
        return Grade.ADVISE
    if name.rate_word and undefined(name.text) and not _MONEY.search(name.text):
        empty = name.grip is Grip.NONE or (name.text.endswith("保障率") and name.grip is Grip.IMPLIED)
        if empty:
            return Grade.FAIL
        return Grade.PASS if name.grip is Grip.NAMED and name.text.endswith("落实率") else Grade.ADVISE
    if _IMPROVED.search(name.text):
        return Grade.FAIL
    return _BY_GRIP[name.grip]


def _promptness(name: Phrase) -> Grade:
    """Promptness of "the work" is bounded by a plan; of nothing at all it is empty."""
    planned = name.grip is Grip.NONE and _PLANNED.search(name.text)
    if name.rate_word:
        return Grade.ADVISE if planned else _BY_GRIP[name.grip]
    if _PAID.search(name.text):
        return Grade.PASS if name.grip is Grip.NAMED else Grade.ADVISE
    if name.grip is Grip.NONE:
        return Grade.ADVISE if planned else Grade.FAIL
    return Grade.ADVISE


def _money(name: Phrase, category: str | None) -> Grade:
    """An expenditure is named, but not which attribute of it, unless the amount or the category says so."""
    if name.amount is not None or (category == "经济效益" and borne(name.text)):
        return Grade.PASS
    if name.kind is Kind.COST:
        return Grade.PASS if name.grip is Grip.NAMED else Grade.FAIL
    return Grade.PASS if category == "成本指标" and name.grip is Grip.NAMED else Grade.ADVISE


def _deed(name: Phrase, category: str | None) -> Grade:
    """A deed or thing has one natural count under 数量指标; under the other outputs the category tells which
    attribute is meant (how well, when, at what cost). A noun that is neither deed nor thing is no effect,
    and a field (食品安全, 森林防火) is no attribute."""
    text = name.text
    if name.grip is Grip.NONE:
        return Grade.FAIL
    if name.kind is Kind.OPEN and _FIELD.search(text):
        return Grade.FAIL
    if category == "数量指标":
        return Grade.PASS if _countable(name) else Grade.ADVISE
    if name.kind is Kind.OPEN:
        return _noun(name, category)
    active = any(ACTIVE.search(clause) for clause in CLAUSES.split(text)) or TANGIBLE.search(text)
    duty = name.verb or (ENDEAVOUR.search(text) and not DEED.match(text)) or not active
    unbounded = _endless(text) and not ACTIVE.match(text)
    return Grade.FAIL if unbounded or (duty and category in EFFECTS) else Grade.ADVISE


def _noun(name: Phrase, category: str | None) -> Grade:
    """A noun without attribute outside 数量指标: a thing may be guessed at, a field or what is wished for it not."""
    if name.verb and category in EFFECTS:
        return Grade.FAIL
    if TANGIBLE.search(name.text) or category in (None, "成本指标"):
        return Grade.ADVISE
    return Grade.FAIL if category in EFFECTS or name.themes & _FIELDS else Grade.ADVISE


def _countable(name: Phrase) -> bool:
    """Whether a deed or thing has one natural count: not 以会代培 (people or meetings?), not a whole endeavour."""
    text = name.text
    if _SEVERAL_COUNTS.search(text) or text.endswith("工作"):
        return False
    if name.kind is Kind.OPEN:
        return TANGIBLE.search(text) is not None
    return not _endless(text)


def _endless(text: str) -> bool:
    """Whether it is work on a condition, not on a thing, that no deed bounds: 传染病防控, not 道路建设."""
    ending = ENDEAVOUR.search(text)
    return ending is not None and DEED.match(text) is None and TANGIBLE.search(text[: ending.start()]) is None


def _worded(name: Phrase) -> bool:
    """A payment or promptness in words, without 率."""
    return name.kind in (Kind.PAYMENT, Kind.TIMELINESS) and not name.rate_word


def _family(phrase: Phrase) -> str:
    if phrase.kind is Kind.SATISFACTION:
        return "satisfaction"
    if phrase.kind in RATES | {Kind.SAVING}:
        return "rate"
    if phrase.kind in COUNTS:
        return "count"
    return "money" if phrase.kind in MONEY | {Kind.INCOME} else "other"


_FIELDS = frozenset((Theme.SOCIETY, Theme.ECONOMY, Theme.NATURE))
_BY_GRIP = {Grip.NONE: Grade.FAIL, Grip.IMPLIED: Grade.ADVISE, Grip.NAMED: Grade.PASS}
_DEEDS = frozenset((Kind.ACTIVITY, Kind.OPEN))
_LED = HOLLOW | MONEY | RATES
_BARE_RATES = RATES - {Kind.SATISFACTION}
_PROMPT_KINDS = frozenset((Kind.TIMELINESS, Kind.TIME, Kind.DURATION, Kind.PAYMENT, Kind.COMPLETION))
_SAVING_VERBS = frozenset(("控制", "严控", "节约", "降低", "减少", "节省", "精简", "严格"))
_UNDEFINED = re.compile(
    "(?:完善|健全|发挥|推进|保障|落实|优化)率$|(?:监管|监督|管理|责任|措施|服务|履职|领导|工作)到位率$"
)
_IMPROVED = re.compile(
    f"(?:{lexicon.pattern('void')}|社会|政治|思想|觉悟|作风|干部)(?:提升|提高|改善|增强|促进|稳定|和谐|发展|优化)率$"
)
"""A rate of a quality that nobody counts (素质提升率, 社会稳定率)."""
_STRIVING = re.compile("能力|使用性|影响力|安全性|持续|影响$|面貌|环境$|氛围|建设$")
_BASIS = re.compile("(?:以|按|与|较).+(?:为基|为准|相比|计算|口径|之和)|之和$|×")
"""A note on how the number is reckoned, which measures nothing else than the name."""
_PLANNED = re.compile("工作|任务|计划|项目")
_MONEY = re.compile("资金|经费|预算|支出|工资")
_PAID = re.compile("发放|支付|拨付|缴纳|报销|兑付|结算")
_FIELD = re.compile(f"工作$|化$|(?:{lexicon.pattern('abstract_fields')})$")
_WORKMANSHIP = re.compile(f"(?:{lexicon.pattern('things')}|产品|商品|食品|施工|耕地|水|空气)(?:施工|建设)?质量$")
"""The quality of something tangible, which tests tell, though the name does not say by which rate."""
_SEVERAL_COUNTS = re.compile("以.代.|情况$")

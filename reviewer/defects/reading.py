"""An indicator read once for all rules: what its name and description measure, and its target."""

import re
from dataclasses import dataclass

from reviewer import taxonomy, targets
from reviewer.defects.kinds import COUNTS, HOLLOW, MEASURED, MONEY, RATES, Grip, Kind
from reviewer.defects.orders import without_orders
from reviewer.defects.phrase import Phrase, clean, read
from reviewer.defects.words import ACTIVE, DEED, ENDEAVOUR, TANGIBLE
from reviewer.model import SEVERITY, Grade, Shown
from reviewer.targets import Target, TargetKind


@dataclass(frozen=True, slots=True)
class Reading:
    """`name` and `description` as read (the description is None where it is missing or only rewords the name);
    `measured` is whichever of the two says what is measured; `category` the canonical second level, None where unknown.
    `slogan`, `objectless` and `placeholder` are the grades of the three ways in which nothing is measured."""

    shown: Shown
    category: str | None
    name: Phrase
    description: Phrase | None
    measured: Phrase
    target: Target
    slogan: Grade
    objectless: Grade
    placeholder: Grade

    @property
    def vague(self) -> bool:
        """Whether nothing that is measured is named, so that no number can save the row."""
        return Grade.FAIL in (self.slogan, self.objectless, self.placeholder)

    @property
    def numeric(self) -> bool:
        """Whether the target is a number, a range or a date."""
        return self.target.kind in (TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DATE)

    @property
    def label(self) -> str:
        """What the row is quoted by: its name, or its description where it has no name."""
        return self.shown.name or self.shown.description or ""


def read_row(shown: Shown) -> Reading:
    """Read the fields of an indicator."""
    name = read(without_orders(shown.name))
    description = _description(name, without_orders(shown.description))
    category = taxonomy.category(shown.level1, shown.level2, shown.tree)
    measured = _measured(name, description)
    target = targets.parse(shown.target, shown.operator, shown.unit)
    return Reading(
        shown,
        category,
        name,
        description,
        measured,
        target,
        slogan=_slogan(name, description),
        objectless=_objectless(name, description, category),
        placeholder=_placeholder(name, description, category),
    )


def rescue(name: Phrase, description: Phrase | None) -> Grade:
    """How far the description says what a vague name leaves open: pass (precisely), advise (by one guess), fail."""
    if description is None or description.kind in HOLLOW:
        return Grade.FAIL
    if description.kind not in MEASURED:
        concrete = description.kind in (Kind.ACTIVITY, Kind.RESULT, Kind.CHANGE) and description.grip is Grip.NAMED
        concrete = concrete and (DEED.match(description.text) is not None or not ENDEAVOUR.search(description.text))
        return Grade.ADVISE if concrete else Grade.FAIL
    if description.grip is Grip.NONE or (name.kind is Kind.QUALITY and description.kind is Kind.EXPENDITURE):
        return Grade.FAIL
    precise = description.grip is Grip.NAMED and (description.rate_word or description.kind not in RATES - {Kind.SATISFACTION})
    return Grade.PASS if precise and not disagree(name, description) else Grade.ADVISE


def disagree(name: Phrase, description: Phrase | None) -> bool:
    """Whether name and description speak of different measurements (a rate here, a count there)."""
    if description is None or name.kind not in MEASURED:
        return False
    if name.kind is Kind.SATISFACTION:
        return description.kind is Kind.WISH and not _FELT.search(description.text)
    if description.kind not in MEASURED:
        return name.kind in COUNTS and _COVERING.search(description.text) is not None
    if name.kind is Kind.TIMELINESS and not name.rate_word and description.kind is Kind.PAYMENT and description.rate_word:
        return True
    if _CIRCUMSTANCE.search(name.text) or {name.kind, description.kind} <= _PROMPT_KINDS:
        return False
    return _family(name) != _family(description)


# ---------------------------------------------------------------------------------------------------------------------


def _description(name: Phrase, text: str | None) -> Phrase | None:
    """The description, unless it is missing or says the name again in other words."""
    if not text or not clean(text):
        return None
    read_text = read(text)
    attributed = read_text.kind in MEASURED and name.kind not in MEASURED
    if not attributed and _REWORDING.sub("", read_text.text) == _REWORDING.sub("", name.text):
        return None
    return read_text


def _measured(name: Phrase, description: Phrase | None) -> Phrase:
    if description is None:
        return name
    if name.kind in (Kind.EMPTY, Kind.PLACEHOLDER):
        return description
    dated = name.kind is Kind.TIME and description.rate_word
    weak = dated or name.kind not in MEASURED or name.grip is Grip.NONE or _CIRCUMSTANCE.search(name.text)
    if weak and description.kind in MEASURED and description.grip is not Grip.NONE and not disagree(name, description):
        return description
    return name


def _slogan(name: Phrase, description: Phrase | None) -> Grade:
    """fail: a wish or duty, or a quality led by one, that no description makes measurable."""
    wish = name.kind is Kind.WISH or (name.kind in HOLLOW | MONEY | RATES | {Kind.SAVING} and name.verb and name.grip is not Grip.NAMED)
    if not wish and not (name.kind is Kind.QUALITY and (name.verb or _STRIVING.search(name.text))):
        return _duty(name, description)
    if name.kind is Kind.SAVING:
        vague = name.grip is Grip.NONE or name.verb not in _SAVING_VERBS
        return Grade.FAIL if vague and rescue(name, description) is Grade.FAIL else Grade.PASS
    return rescue(name, description)


def _duty(name: Phrase, description: Phrase | None) -> Grade:
    """…情况 with a duty as its description is a duty."""
    if description is None or not _CIRCUMSTANCE.search(name.text) or name.kind in MEASURED:
        return Grade.PASS
    return Grade.FAIL if description.kind is Kind.WISH else Grade.PASS


def _placeholder(name: Phrase, description: Phrase | None, category: str | None) -> Grade:
    if name.kind is Kind.EMPTY:
        return Grade.FAIL
    if name.kind is not Kind.PLACEHOLDER:
        return Grade.PASS
    if category == "服务对象满意度" and "满意度" in name.text:
        return Grade.ADVISE
    return Grade.FAIL if rescue(name, description) is Grade.FAIL else Grade.ADVISE


def _objectless(name: Phrase, description: Phrase | None, category: str | None) -> Grade:
    """The object of the name alone, softened by the description."""
    if name.kind in (Kind.EMPTY, Kind.PLACEHOLDER, Kind.WISH):
        return Grade.PASS
    alone = _object(name, category)
    circumstance = _CIRCUMSTANCE.search(name.text) and (name.kind not in MEASURED or _worded(name))
    if circumstance and description is not None:
        return rescue(name, description)
    if circumstance and alone is Grade.PASS and category != "数量指标":
        alone = Grade.ADVISE
    if alone is Grade.PASS:
        return alone
    if description is None:
        return alone
    return min(alone, rescue(name, description), key=SEVERITY.__getitem__)


def _object(name: Phrase, category: str | None) -> Grade:
    """pass: object and attribute are named; advise: only one guess is likely; fail: nothing is named."""
    kind, grip = name.kind, name.grip
    if kind is Kind.QUALITY:
        return Grade.FAIL
    if kind in (Kind.SATISFACTION, Kind.TIME):
        return Grade.ADVISE if grip is Grip.NONE and not _PROGRESS.search(name.text) else Grade.PASS
    if kind is Kind.TIMELINESS:
        return _promptness(name)
    if kind is Kind.PAYMENT and not name.rate_word and not _PAID.search(name.text):
        return Grade.ADVISE
    if kind is Kind.RATE and _UNDEFINED.search(name.text):
        secured = name.text.endswith("保障率")
        return Grade.FAIL if grip is Grip.NONE or (secured and grip is Grip.IMPLIED) else Grade.ADVISE
    if kind in RATES | COUNTS | {Kind.SCORE, Kind.INCOME, Kind.SAVING}:
        return _by_grip(grip)
    if kind is Kind.LASTING:
        return _by_grip(grip) if name.text.endswith("性") else Grade.PASS
    if kind in MONEY:
        return _money(name, category)
    if kind in (Kind.RESULT, Kind.CHANGE, Kind.EXTENT):
        return Grade.ADVISE
    if kind in (Kind.ACTIVITY, Kind.OPEN):
        return _deed(name, category)
    return Grade.PASS


def _worded(name: Phrase) -> bool:
    """A payment or promptness in words, without 率."""
    return name.kind in (Kind.PAYMENT, Kind.TIMELINESS) and not name.rate_word


def _by_grip(grip: Grip) -> Grade:
    return {Grip.NONE: Grade.FAIL, Grip.IMPLIED: Grade.ADVISE, Grip.NAMED: Grade.PASS}[grip]


def _promptness(name: Phrase) -> Grade:
    """Promptness of "the work" is bounded by a plan; of nothing at all it is empty."""
    if name.rate_word:
        if _MONEY.search(name.text):
            return Grade.PASS
        return Grade.ADVISE if name.grip is Grip.NONE and _PLANNED.search(name.text) else _by_grip(name.grip)
    if _PAID.search(name.text):
        return Grade.PASS if name.grip is Grip.NAMED else Grade.ADVISE
    if name.grip is Grip.NONE:
        return Grade.ADVISE if _PLANNED.search(name.text) else Grade.FAIL
    return Grade.ADVISE


def _money(name: Phrase, category: str | None) -> Grade:
    """An expenditure is named, but not which attribute of it, unless the amount or the category says so."""
    if name.amount is not None:
        return Grade.PASS
    if name.kind is Kind.COST:
        return _by_grip(Grip.NONE if name.grip is Grip.IMPLIED else name.grip)
    if category == "成本指标" and name.grip is Grip.NAMED:
        return Grade.PASS
    return Grade.ADVISE


def _deed(name: Phrase, category: str | None) -> Grade:
    """A deed or thing has one natural count under 数量指标; elsewhere a count must be said, and a noun that is neither
    deed nor thing says nothing that could be counted."""
    if name.grip is Grip.NONE or (name.grip is Grip.IMPLIED and _ANY.search(name.text)):
        return Grade.FAIL
    if name.kind is Kind.OPEN and name.text.endswith("工作"):
        return Grade.FAIL
    if category == "数量指标":
        return Grade.PASS if _countable(name) else Grade.ADVISE
    if name.kind is Kind.ACTIVITY:
        active = any(ACTIVE.search(clause) for clause in _CLAUSES.split(name.text))
        duty = name.verb or (ENDEAVOUR.search(name.text) and not DEED.match(name.text)) or not active
        return Grade.FAIL if duty and category in _EFFECTS else Grade.ADVISE
    return Grade.ADVISE if category in (None, "数量指标", "成本指标") or TANGIBLE.search(name.text) else Grade.FAIL


def _countable(name: Phrase) -> bool:
    """Whether a deed or thing has one natural count: not 以会代培 (people or meetings?), not a whole endeavour."""
    if _SEVERAL_COUNTS.search(name.text):
        return False
    if name.kind is Kind.OPEN:
        return TANGIBLE.search(name.text) is not None
    ending = ENDEAVOUR.search(name.text)
    return ending is None or DEED.match(name.text) is not None or TANGIBLE.search(name.text[: ending.start()]) is not None


def _family(phrase: Phrase) -> str:
    if phrase.kind in RATES | {Kind.SAVING}:
        return "satisfaction" if phrase.kind is Kind.SATISFACTION else "rate"
    if phrase.kind in COUNTS:
        return "count"
    return "money" if phrase.kind in MONEY | {Kind.INCOME} else "other"


_EFFECTS = ("经济效益", "社会效益", "生态效益", "可持续影响", "服务对象满意度")
_PROMPT_KINDS = frozenset((Kind.TIMELINESS, Kind.TIME, Kind.DURATION, Kind.PAYMENT, Kind.COMPLETION))
_UNDEFINED = re.compile("(?:完善|健全|发挥|推进|保障|落实|优化)率$")
_CLAUSES = re.compile("[,，;；]")
_REWORDING = re.compile("是否|能否|能够|能|达到|情况|顺利|的|指标|数量|率")
_CIRCUMSTANCE = re.compile("(?:情况|情形|状况)+$")
_SAVING_VERBS = frozenset(("控制", "节约", "降低", "减少", "节省", "精简", "严格"))
_STRIVING = re.compile("能力|使用性|影响力|安全性|持续|影响$|面貌|环境$|氛围|建设$")
_FELT = re.compile("满意|幸福|评价|认可|获得感")
_COVERING = re.compile("覆盖")
_PLANNED = re.compile("工作|任务|计划|项目")
_PROGRESS = re.compile("进度|工期")
_MONEY = re.compile("资金|经费|预算|支出|工资")
_PAID = re.compile("发放|支付|拨付|缴纳|报销|兑付|结算")
_ANY = re.compile("相关|有关|各项|各类")
_SEVERAL_COUNTS = re.compile("以.代.|情况$")

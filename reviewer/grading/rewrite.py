"""A proposed wording (改写建议). It never brings a number that the indicator has not: what only the department knows is
left as 【待填】, and no proposal is better than an unfit one."""

import re
from collections.abc import Mapping

from reviewer.defects.attribute import AMOUNT
from reviewer.defects.clarity import undefined
from reviewer.defects.kinds import COUNTS, MONEY, RATES, Grip, Kind
from reviewer.defects.phrase import Phrase
from reviewer.defects.reading import Reading
from reviewer.defects.themes import Theme
from reviewer.grading.opinion import DROP
from reviewer.model import Answer, Grade, Question
from reviewer.targets import Operator, TargetKind
from reviewer.text import squeeze
from reviewer.units import Measure

BLANK = "【待填】"


def rewrite(reading: Reading, answers: Mapping[Question, Answer]) -> str | None:
    """A wording "name：target" that mends the row, DROP where it should not be there at all, None where none is fit."""
    vague, moved, target = (answers[question] for question in _QUESTIONS)
    if not (vague.defects or moved.defects or target.defects):
        return None
    if vague.grade is Grade.FAIL:
        proposal = _of_vague(reading, moved)
    elif target.defects or "V-object" in vague.defects:
        proposal = _mended(reading, vague, target)
    else:
        proposal = None
    return proposal if proposal and _known_numbers(proposal, reading) else None


# ---------------------------------------------------------------------------------------------------------------------


def _of_vague(reading: Reading, moved: Answer) -> str | None:
    """A slogan in a drawer it has nothing to do with is dropped; a rate or count of nothing gets a blank to fill in."""
    if moved.grade is Grade.FAIL and reading.category in _DRAWERS:
        return DROP
    name = reading.name
    fillable = (
        moved.grade is not Grade.FAIL
        and name.kind in _FILLABLE
        and name.grip is Grip.NONE
        and len(name.text) <= 6
        and not name.verb
    )
    if fillable and not undefined(name.text):
        value = _value(reading, name)
        return f"{BLANK}{name.text}：{value}" if value else None
    if reading.category == "服务对象满意度" and moved.grade is Grade.FAIL:
        return f"{BLANK}满意度：≥{BLANK}%"
    if Theme.EFFICIENCY in name.themes and name.kind is Kind.QUALITY and reading.category == "时效指标":
        return f"{BLANK}事项平均办理时限：≤{BLANK}个工作日"
    return None


def _mended(reading: Reading, vague: Answer, target: Answer) -> str | None:
    """The name with a target that can be checked."""
    measured = reading.measured
    value = _value(reading, measured)
    if value is None or not measured.text or len(measured.text) > 30 or "V-compound" in vague.defects:
        return None
    if "V-truncated" in vague.defects or "T-baseline" in target.defects:
        return None
    blank = BLANK if "V-object" in vague.defects and measured.grip is not Grip.NAMED else ""
    if blank and (len(measured.text) > 8 or measured.verb):
        return None
    if not blank and not target.defects:
        return None
    return f"{blank}{_wording(reading)}：{value}"


def _value(reading: Reading, phrase: Phrase) -> str | None:
    """A target of the kind that fits what is measured; the row's own number where its kind fits."""
    kind, target = phrase.kind, reading.target
    number = _number(reading)
    if kind in RATES and (phrase.rate_word or kind is Kind.SATISFACTION):
        return _rate(reading, number) if kind is not Kind.ORDER else None
    if kind in COUNTS:
        fits = number and target.measure not in (None, Measure.PERCENT, Measure.MONEY) and target.low
        return f"≥{number}{_unit(reading)}" if fits else f"≥{BLANK}{_natural_unit(phrase)}"
    if kind in (Kind.TIME,) and not phrase.text.endswith(("年度", "期间")):
        if target.kind is TargetKind.DATE or (target.measure is Measure.TIME and target.unit != "月"):
            return _as_written(reading)
        return f"{BLANK}年{BLANK}月底前"
    stated = AMOUNT.search(phrase.text)  # then the name says what the target would
    if kind in MONEY | {Kind.SAVING} and phrase.grip is Grip.NAMED and not (phrase.rate_word or stated):
        fits = number and target.measure is Measure.MONEY
        return f"≤{number}{_unit(reading)}" if fits else f"≤{BLANK}万元"
    return None


def _rate(reading: Reading, number: str) -> str:
    target = reading.target
    fits = target.kind is TargetKind.NUMBER and (target.percent or target.unit is None) and 1 < (target.low or 0) <= 100
    if not fits or not number:
        return f"≥{BLANK}%"
    return f"={number}%" if target.low == 100 else f"≥{number}%"


def _number(reading: Reading) -> str:
    """The number of the target in its own digits; "" where it has not exactly one."""
    if reading.target.kind is not TargetKind.NUMBER or len(reading.target.numbers) > 1:
        return ""
    found = _DIGITS.search(reading.shown.target or "")
    return found[0] if found else ""


def _unit(reading: Reading) -> str:
    unit = reading.target.unit or ""
    return unit.split("/")[0] if unit in ("人/次", "户/次") else unit


def _natural_unit(phrase: Phrase) -> str:
    """The unit that the name of a count carries (人数 → 人, 场次 → 场次), "" where it carries none."""
    found = _COUNT_NAME.search(phrase.text)
    return found["unit"] if found else ""


def _wording(reading: Reading) -> str:
    """What is measured, in the characters of the sheet: without spaces, numbering and a final 情况."""
    measured = reading.measured
    raw = reading.shown.name if measured is reading.name else reading.shown.description
    written = _SPACES.sub("", raw or "")
    start = squeeze(written).find(measured.text)
    text = written[start : start + len(measured.text)] if start >= 0 else measured.text
    return _CIRCUMSTANCE.sub("", text) or text


def _as_written(reading: Reading) -> str:
    column = reading.target.column_unit or ""
    sign = (
        reading.target.operator
        if reading.target.column_operator and reading.target.operator is not Operator.EQUAL
        else ""
    )
    return f"{sign}{reading.shown.target}{column}"


def _known_numbers(proposal: str, reading: Reading) -> bool:
    """Whether every number of a proposal stands in the indicator."""
    shown = reading.shown
    fields = (shown.name, shown.description, shown.target, shown.unit, shown.criteria)
    known = {number for field in fields if field for number in _DIGITS.findall(field)}
    return all(number in known for number in _DIGITS.findall(proposal))


_SPACES = re.compile(r"\s+")
_CIRCUMSTANCE = re.compile("的?(?:情况)+$")
_COUNT_NAME = re.compile("(?P<unit>人次|场次|批次|[人户次件场台套辆座个处家项期册篇份株只头])(?:次)?数?$")
_QUESTIONS = tuple(Question)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_DRAWERS = ("经济效益", "生态效益", "成本指标")
_FILLABLE = RATES | COUNTS | {Kind.TIME}

"""M-category (指标错类): content under the wrong second-level category."""

from dataclasses import replace

from reviewer.defects.defect import Defect
from reviewer.defects.kinds import HOLLOW, MEASURED, Grip, Kind
from reviewer.defects.phrase import Phrase
from reviewer.defects.placement import Placing, allowed, place
from reviewer.defects.reading import Reading
from reviewer.defects.words import MONEY_UNIT
from reviewer.model import Finding, Grade, Question
from reviewer.units import Measure


def check(reading: Reading) -> Finding | None:
    """What the row measures stands in a category where it cannot be defended (fail) or only just (advise)."""
    if reading.category is None:
        return None
    placing = _placing(reading, reading.category)
    belongs = allowed(placing.belongs, reading.category, reading.shown.tree)
    if placing.grade is Grade.PASS or not belongs:
        return None
    reason = f"所述内容宜列入{'或'.join(belongs)}"
    return Finding(DEFECT.code, placing.grade, reading.label, reason, belongs)


def _placing(reading: Reading, category: str) -> Placing:
    """Name and description together: a firm name decides, else the two are weighed."""
    name, description = reading.name, reading.description
    if (
        reading.slogan is Grade.FAIL
        and name.kind is not Kind.SAVING
        and (name.verb or description is not None)
        and name.grip is not Grip.NAMED
    ) or _duty(reading):
        return _stand(reading, _merged(name, description), category)
    firm = name.kind in MEASURED and name.grip is not Grip.NONE and not _loose(name)
    if description is None or (firm and reading.measured is name):
        return _stand(reading, name, category)
    if name.kind in (Kind.EMPTY, Kind.PLACEHOLDER) or (
        reading.measured is description and (not _speaks(name) or _loose(name))
    ):
        return _stand(reading, description, category)
    if name.kind in HOLLOW and description.kind not in MEASURED:
        return _stand(reading, _merged(name, description), category)
    if description.kind not in MEASURED and category not in {theme.value for theme in description.themes}:
        return _stand(reading, name, category)
    return _weighed(_stand(reading, name, category), _stand(reading, description, category))


def _stand(reading: Reading, phrase: Phrase, category: str) -> Placing:
    money = MONEY_UNIT.match(reading.target.unit or "") is not None
    if phrase.kind in _COUNTABLE and reading.numeric and reading.target.measure in _COUNTING and category in _NO_COUNTS:
        phrase = replace(phrase, kind=Kind.THINGS)
    if phrase.kind is Kind.TIME and (reading.target.unit or "") in _SPANS and category != "时效指标":
        phrase = replace(phrase, kind=Kind.DURATION)
    if phrase.kind is Kind.EXPENDITURE and category == "数量指标" and reading.target.measure is Measure.PEOPLE:
        phrase = replace(phrase, kind=Kind.ACTIVITY)
    harm = any(word in (reading.shown.level2 or "") for word in ("社会成本", "环境成本", "生态成本"))
    return place(phrase, category, percent=not money, harm=harm)


_COUNTABLE = frozenset((Kind.OPEN, Kind.ACTIVITY))
_COUNTING = frozenset((Measure.PEOPLE, Measure.TIMES, Measure.THINGS, Measure.SIZE))
_SPANS = ("小时", "分钟", "秒", "个小时", "学时", "课时")
"""Units of how long something lasts, not of when it is done."""
_NO_COUNTS = ("质量指标",)


def _weighed(first: Placing, second: Placing) -> Placing:
    """Name right and description wrong (or the other way round) can be defended in a sentence."""
    if first.grade is second.grade:
        return Placing(first.grade, tuple(dict.fromkeys(first.belongs + second.belongs)))
    worse = first if second.grade is Grade.PASS or first.grade is Grade.FAIL else second
    return Placing(Grade.ADVISE, worse.belongs)


def _merged(name: Phrase, description: Phrase | None) -> Phrase:
    """A vague name as the wish it is, with the themes of its description too."""
    themes = name.themes | (description.themes if description else frozenset())
    return replace(name, kind=Kind.WISH, themes=themes)


def _duty(reading: Reading) -> bool:
    """…情况 of something that the description turns into a duty."""
    wished = reading.description is not None and reading.description.kind is Kind.WISH
    return reading.slogan is Grade.FAIL and _loose(reading.name) and wished


def _speaks(name: Phrase) -> bool:
    """Whether a name without a firm object still says what kind of thing it measures."""
    return name.kind in MEASURED and name.kind is not Kind.SCORE


def _loose(name: Phrase) -> bool:
    return name.text.endswith("情况")


DEFECT = Defect(
    code="M-category",
    question=Question.MISCLASSIFICATION,
    title="指标错类",
    definition="所衡量的内容与所在的二级指标不符。",
    why="错放的指标使该类指标形同空缺，产出与效益混淆，评价时无法按类计分。",
    source="财预〔2015〕88号、财预〔2021〕101号绩效指标分类表；《评判指南》第二问“错类”",
    hit="群众满意率（列在社会效益指标下）",
    near_miss="新增就业人数（列在社会效益指标下）",
    check=check,
)

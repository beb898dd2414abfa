"""The categories of indicators (绩效指标): both trees, what each category measures, and how sheets write their names.

Sources: the tables of indicators of 财预〔2015〕88号 (成本指标 under 产出指标) and of 财预〔2021〕101号 (成本指标
a first level of its own with 经济成本, 社会成本 and 生态环境成本 below, and no 可持续影响).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reviewer.model import Tree
from reviewer.text import simplified, squeeze


@dataclass(frozen=True, slots=True)
class Category:
    """One second-level category (二级指标): its canonical `name` (the word used in verdicts), its `title` as the
    circulars print it, what it measures and the question that tells it from the others (both Chinese), and its first
    level (一级指标) in the trees of 2015 and 2021 (None where the tree has no such category)."""

    name: str
    title: str
    definition: str
    test: str
    parent_2015: str
    parent_2021: str | None


_OUTPUT, _OUTCOME, _SATISFACTION, _COST = "产出指标", "效益指标", "满意度指标", "成本指标"
LEVEL1 = (_OUTPUT, _OUTCOME, _SATISFACTION, _COST)

TABLE: tuple[Category, ...] = (
    Category(
        "数量指标",
        "数量指标",
        "项目提供的产品或服务有多少",
        "到期末能否数出交付的件数、人数、次数、面积或里程",
        _OUTPUT,
        _OUTPUT,
    ),
    Category(
        "质量指标",
        "质量指标",
        "交付的产品或服务达到的标准",
        "是否为合格率、准确率、达标率、合规率、正常运行率等标准的达到程度",
        _OUTPUT,
        _OUTPUT,
    ),
    Category(
        "时效指标",
        "时效指标",
        "产品或服务何时交付、是否及时",
        "是否为日期、期限、及时率或进度",
        _OUTPUT,
        _OUTPUT,
    ),
    Category(
        "成本指标",
        "成本指标",
        "提供产品或服务花费多少，支出是否控制在预算或标准之内（2021年体系下含经济成本、社会成本、生态环境成本）",
        "是否约束本项目自身的支出、单位成本或项目造成的不利影响",
        _OUTPUT,
        _COST,
    ),
    Category(
        "经济效益",
        "经济效益指标",
        "项目成果给经济活动或服务对象带来的收入、产值、节约或投资",
        "是否有人因项目成果而增收、节支或增加投资，且不是项目自身的支出",
        _OUTCOME,
        _OUTCOME,
    ),
    Category(
        "社会效益",
        "社会效益指标",
        "项目成果使人群状况或公共服务发生的变化",
        "是否为覆盖、安全、就业、知晓、可及、秩序等社会状况的改变",
        _OUTCOME,
        _OUTCOME,
    ),
    Category(
        "生态效益",
        "生态效益指标",
        "项目成果使自然环境和资源状况发生的变化",
        "是否为污染、能耗、水、土地、空气、绿化等状况的改变",
        _OUTCOME,
        _OUTCOME,
    ),
    Category(
        "可持续影响",
        "可持续影响指标",
        "项目结束或年度终了之后仍然延续的影响",
        "是否为使用年限、长效机制、后续能力等持续作用",
        _OUTCOME,
        None,
    ),
    Category(
        "服务对象满意度",
        "服务对象满意度指标",
        "服务对象或社会公众对项目的评价",
        "是否为指明人群的满意率或满意度得分",
        _SATISFACTION,
        _SATISFACTION,
    ),
)
CATEGORIES: tuple[str, ...] = tuple(category.name for category in TABLE)
BY_NAME: dict[str, Category] = {category.name: category for category in TABLE}


def category(level1_text: str | None, level2_text: str | None, tree: Tree = "2015") -> str | None:
    """The canonical category of a row from its first and second level as written, None where neither tells. The second
    level decides; without it a first level does that is itself a category or has only one (满意度指标; 成本指标)."""
    found = level2(level2_text, bare=True) or level2(level1_text, bare=True)
    if found:
        return found
    first = level1(level1_text, bare=True)
    only = [name for name in CATEGORIES if first and parent(name, tree) == first]
    if len(only) == 1:
        return only[0]
    return "成本指标" if first == _COST else None


def parent(name: str, tree: Tree = "2015") -> str | None:
    """The canonical first level of a canonical category; None where the tree has no such category or none is named."""
    found = BY_NAME.get(name)
    if found is None:
        return None
    return found.parent_2015 if tree == "2015" else found.parent_2021


def tree_of(levels1: Iterable[str | None], levels2: Iterable[str | None] = ()) -> Tree:
    """Which tree a sheet follows, from the first and second levels it prints: 2021 where 成本指标 stands as a first
    level or one of the three kinds of cost as a second, else 2015."""
    if any(level1(text, bare=True) == _COST for text in levels1):
        return "2021"
    return "2021" if any(_core(text) in _KINDS_OF_COST for text in levels2 if text) else "2015"


def is_level(text: str | None) -> bool:
    """Whether a text by itself is the name of a first or second level, whatever its place (产出指标,
    1.社会效益 指标（20分）). Words that may as well name an indicator (数量, 满意度, 成本控制率) are not."""
    return level1(text) is not None or level2(text) is not None


def level1(text: str | None, *, bare: bool = False) -> str | None:
    """The canonical first level (一级指标) that a text names, or None. `bare`: the text stands where a level is
    expected, so that the word without 指标 will do (产出, 项目效果, 满意度)."""
    if not text or len(text) > _LONGEST or not (bare or "指" in text):
        return None
    return _level1(text, bare)


def level2(text: str | None, *, bare: bool = False) -> str | None:
    """The canonical category that a second level (二级指标) as written names, or None. `bare`: the text stands where
    a level is expected, so that the word without 指标 will do (数量, 社会效益, 学生满意度)."""
    if not text or len(text) > _LONGEST or not (bare or "指" in text):
        return None
    return _level2(text, bare)


# ---------------------------------------------------------------------------------------------------------------------
# How sheets write the names. FIRM words with 指标 behind them are a level wherever they stand; all words are one where
# a level is expected.

_LONGEST = 60
_FIRM1 = {
    _OUTPUT: "产出 项目产出 履职产出 部门产出 整体产出 预期产出 绩效产出",
    _OUTCOME: "效益 效果 项目效益 项目效果 实施效果 实施效益 履职效益 履职效果 部门效益 整体效益 预期效益 预期效果 "
    "效益效果 效果效益 效益或效果 效果或效益 产出效果 产出效益",
    _SATISFACTION: "满意度 满意 满意率 服务满意度 服务对象满意度 服务对象满意 社会公众满意度 "
    "社会公众或服务对象满意度 受益对象满意度",
    _COST: "成本 项目成本 履职成本",
}
_LOOSE1 = {_COST: "成本控制 投入成本", _OUTCOME: "结果 影响 影响力", _SATISFACTION: "社会满意度 群众满意度 公众满意度"}
_FIRM2 = {
    "数量指标": "数量 产出数量",
    "质量指标": "质量 产出质量",
    "时效指标": "时效 时效性 产出时效 进度 实效",
    "成本指标": "成本 产出成本 经济成本 社会成本 生态成本 环境成本 生态环境成本 社会环境成本",
    "经济效益": "经济效益 经济效果 经济性效益",
    "社会效益": "社会效益 社会效果 社会效应 社会性效益",
    "生态效益": "生态效益 生态效果 环境效益 环境效果 生态环境效益 生态环保效益 环境生态效益 "
    "环保效益 生态环境影响 生态性效益",
    "可持续影响": "可持续影响 可持续性影响 可持续性 可持续 持续影响 可持续发展 可持续发展影响 可持续效益 "
    "可持续性效益 可持续影响力 可持续影响性 可持续发展效益 可持续影响效益",
    "服务对象满意度": "满意度 满意 满意率",
}
_LOOSE2 = {
    "数量指标": "数目 工作数量",
    "质量指标": "工作质量",
    "时效指标": "时间 时限 及时性 工作时效 工作进度 产出进度 完成时间",
    "成本指标": "成本控制 成本节约 项目成本 支出成本",
    "经济效益": "经济 经济影响",
    "社会效益": "社会 社会影响",
    "生态效益": "生态 环境 生态环境 环境影响 生态影响 环保",
    "可持续影响": "长期影响 长效影响 持续性 持续性影响 长效 长效管理",
}
_KINDS_OF_COST = frozenset(("经济成本", "社会成本", "生态成本", "环境成本", "生态环境成本", "社会环境成本"))
_PEOPLE = "(?:服务|受益|社会|相关|主要|直接|管理)?(?:对象|公众|群体|群众|人群|人员|者|人|方|大众)"
_SATISFIED = re.compile(rf"{_PEOPLE}(?:[或和及与、/]*{_PEOPLE})?的?(?:综合)?满意[度率]?")
_ANY_SATISFIED = re.compile(r"[^0-9，。；]{1,12}满意[度率]?")


def _index(words: dict[str, str]) -> dict[str, str]:
    return {word: name for name, line in words.items() for word in line.split()}


_FIRM1_INDEX, _FIRM2_INDEX = _index(_FIRM1), _index(_FIRM2)
_ANY1_INDEX, _ANY2_INDEX = _FIRM1_INDEX | _index(_LOOSE1), _FIRM2_INDEX | _index(_LOOSE2)

SECOND_WORDS: tuple[str, ...] = (
    *sorted((word for word in _FIRM2_INDEX if len(word) > 2), key=len, reverse=True),
    *sorted(_FIRM1[_SATISFACTION].split()[3:], key=len, reverse=True),
)
LEVEL_WORDS: tuple[str, ...] = tuple(sorted({**_FIRM1_INDEX, **_FIRM2_INDEX}, key=len, reverse=True))
"""The words that with 指标 behind them are a level wherever they stand, the longest first."""

_BRACKETS = "()[]【】〔〕{}《》"
_BRACKETED = re.compile(r"[(\[【〔{《][^()\[\]【】〔〕{}《》]{0,12}(?:[)\]】〕}》]|$)")
_NUMBERED = re.compile(
    r"(?:[一二三]级(?:绩效)?(?:指标|目标)[:：])?(?:[0-9]{1,2}(?:[.．、-][0-9]{0,2})*|[一二三四五六七八九十]+[、.．]|[A-Za-z][.、])?"
)
_SCORED = re.compile(
    r"(?:必填|选填|必选|可选)?(?:[:：]|权重|分值|满分|共)*(?:[0-9]{1,3}(?:\.[0-9]+)?[分%]|[0-9]{2,3}(?:\.[0-9]+)?)?[:：;；、，,。.]*$"
)
_MARKS = "*★☆※●■◆▲△○□▪•·—-_\"'“”‘’✓√"
_CIRCLED = re.compile(r"^[\u2460-\u249b\u2160-\u217f\u24b6-\u24e9\u2776-\u2793\u3220-\u3229]+[.、．]?")
_SUFFIX = re.compile(r"(?P<firm>类?型?指标)(?:名称)?$|类?目标$|类$")


@lru_cache(maxsize=16384)
def _level1(text: str, bare: bool) -> str | None:
    core, firm = _stripped(text)
    return _ANY1_INDEX.get(core) if bare else _FIRM1_INDEX.get(core) if firm else None


@lru_cache(maxsize=16384)
def _level2(text: str, bare: bool) -> str | None:
    core, firm = _stripped(text)
    if not (bare or firm):
        return None
    found = (_ANY2_INDEX if bare else _FIRM2_INDEX).get(core)
    if found is None and (_ANY_SATISFIED if bare else _SATISFIED).fullmatch(core):
        return "服务对象满意度"
    return found


def _core(text: str) -> str:
    """The word of a level without numbering, brackets, score and 指标; any text at all gives some word."""
    return _stripped(text)[0]


@lru_cache(maxsize=16384)
def _stripped(text: str) -> tuple[str, bool]:
    """The word of a level, and whether 指标 stood behind it."""
    word = simplified(squeeze(text)).strip(_MARKS)
    word = _BRACKETED.sub("", _CIRCLED.sub("", word)) or word.strip(_BRACKETS)
    word = _SCORED.sub("", _NUMBERED.sub("", word.strip(_MARKS), count=1), count=1).strip(_MARKS)
    suffix = _SUFFIX.search(word)
    if suffix is None:
        return word, False
    return word[: suffix.start()], suffix["firm"] is not None

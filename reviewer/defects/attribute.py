"""The attribute of a noun phrase: it stands at the end (…率, …人数, …支出, …时间) and says what is measured."""

import re

from reviewer.defects import lexicon
from reviewer.defects.kinds import COUNTS, RATES, Kind
from reviewer.defects.sentence import wish
from reviewer.defects.words import CLAUSES, PROMPT, WISH_START

Found = tuple[Kind, str]
"""What is measured, and the ending that says so ("" where the whole wording does)."""


def satisfaction(head: str) -> Found | None:
    """A wording that ends in 满意度 or its like, with whatever survey words or direction stand behind it."""
    found = _SATISFIED.search(head) if "满意" in head or "好评" in head else None
    if found is None or _PLEASED.search(head):
        return None
    return Kind.SATISFACTION, found[0]


def attribute(head: str) -> Found | None:
    """What a noun phrase that ends in an attribute measures; None where it ends in none."""
    stem = AMOUNT.sub("", head).removesuffix("发生")
    if formula(head):
        return Kind.RATE, ""
    if len(CLAUSES.split(head)) > 2 and not stem.endswith(_COUNT_ENDINGS) and wish(head) is not None:
        return None
    found = _listed(head, stem, _FIRST_INDEX) or _special(head, stem) or _listed(head, stem, _ENDING_INDEX)
    if (found is None or found[0] is Kind.QUALITY) and _PER_UNIT.match(stem):
        return Kind.SCORE, ""
    return found or _trend(stem)


def formula(text: str) -> bool:
    """Whether a wording states how a number is reckoned: a quotient, a product, a share of something."""
    return not _FORMULA_MARKS.isdisjoint(text) and _FORMULA.search(text) is not None


def gained(head: str) -> bool:
    """Whether money is what others spend, earn, save or win back because of the work, not what the work costs."""
    return bool(_GAINED.search(head) or _BORNE.search(head)) and (
        _OWN_MONEY.search(head) is None or _LENT.search(head) is not None
    )


def borne(text: str) -> bool:
    """Whether money is somebody's outside the administration (群众就医费用, 合同金额), as far as its name tells."""
    neutral = text.endswith(_NEUTRAL_MONEY)
    return (neutral or _OTHERS.search(text) is not None) and _OWN_MONEY.search(text) is None


def is_rate(text: str) -> bool:
    """Whether a wording says 率, 比例 or the like."""
    return text.endswith(_RATE_ENDINGS) or formula(text)


AMOUNT = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)(?P<unit>万元|亿元|元|万|亿)?(?:以内|左右|以下|整)?$|(?<=[支费款金])\d+(?:\.\d+)?$"
)
"""An amount at the end of a name (…支出223.23万元)."""

# ---------------------------------------------------------------------------------------------------------------------


def _listed(head: str, stem: str, index: "_Index") -> Found | None:
    for kind, ending in index.get(stem[-1:], ()):
        other = stem.endswith(_NOT_MONEY) if kind is Kind.EXPENDITURE else ending == "度" and stem.endswith(_NO_MEASURE)
        if stem.endswith(ending) and not other:
            refined = _refined(kind, head)
            return refined, ending if refined is kind or kind is Kind.RATE else ""
    return None


def _special(head: str, stem: str) -> Found | None:
    """Saving, counts cut off by an export, standards and ceilings of pay, the worth of goods."""
    if _SAVING.search(head) or ("不" in head and _KEPT_WITHIN.search(head)):
        return None if stem.endswith(_COUNT_ENDINGS) else (_saved(head), "")
    if len(stem) in _COLUMNS and stem[-1] + "数" in _CUT_COUNTS:
        return Kind.THINGS, stem[-1]
    if stem.endswith("价值") and _WORTH.search(stem):
        return Kind.INCOME, "价值"
    if stem.endswith("比") and not stem.endswith(_COMPARING):
        return Kind.SCORE, ""
    ceiling = _PAY_STANDARD.search(stem)
    return (Kind.COST, ceiling["ending"]) if ceiling else None


def _saved(head: str) -> Kind:
    """Saving by whom: the administration itself, or others, who gain it (节约的运输费用) or are to (降低物流成本)."""
    if not gained(head):
        return Kind.SAVING
    return Kind.CHANGE if WISH_START.match(head) else Kind.INCOME


def _trend(stem: str) -> Found | None:
    """An attribute that is measured and the direction in which it is to go (近视率下降, 立案数减少)."""
    measured = stem
    while measured.endswith(_DIRECTIONS):
        measured = measured.removesuffix(next(word for word in _DIRECTIONS if measured.endswith(word)))
    base = attribute(measured) if measured != stem else None
    if base is None or base[0] not in _MOVING or WISH_START.match(stem):
        return None
    return Kind.TREND, base[1] + stem[len(measured) :]


def _refined(kind: Kind, head: str) -> Kind:  # noqa: PLR0911 - one return a case
    """The kind that an ending stands for in its whole wording: rates by what they tell, money that is being paid, an
    income that is to grow, events that are fended off, lessened or dealt with."""
    match kind:
        case Kind.RATE:
            return _rate(head)
        case Kind.EXTENT:
            return Kind.WISH if WISH_START.match(head) else kind
        case Kind.EXPENDITURE | Kind.COST if gained(head):
            return Kind.INCOME
        case Kind.TIME if _LASTED.search(head):
            return Kind.DURATION
        case Kind.EXPENDITURE if _PRUDENT.match(head):
            return Kind.WISH
        case Kind.EXPENDITURE if _PAYING.search(head):
            return Kind.TIMELINESS if PROMPT.search(head) else Kind.PAYMENT
        case Kind.QUALITY if _TAUGHT.match(head):
            return Kind.ACTIVITY
        case Kind.QUALITY if head.endswith("效率") and PROMPT.search(head[:-2]):
            return Kind.TIMELINESS
        case Kind.INCOME:
            gain = head.endswith(_GAINS) and not _PER_HEAD.search(head)
            start = WISH_START.match(head)
            if start and start["verb"] in _STRIVING:
                return Kind.WISH
            wished = start and not _GAINED.search(head)
            return Kind.CHANGE if gain or wished else kind
        case Kind.ORDER:
            return next((found for words, found in _EVENTS if words.match(head)), kind)
    return kind


def _rate(text: str) -> Kind:
    """What a rate tells, by the words in it; those next to its ending speak first. How much it changes is no kind of
    its own."""
    if _CHANGING.search(text):
        return Kind.RATE
    for tail in (text[-3:], text[-5:], text):
        for kind, words in _RATE_WORDS:
            if words.search(tail):
                return kind
    return Kind.RATE


# ---------------------------------------------------------------------------------------------------------------------

_SATISFIED = re.compile(
    "(?:综合|总体|整体|平均|工作|服务)?的?(?:不?满意(?:度|率|程度|比例|性|情况|状况|指数)?|好评率)"
    "(?:测评|评价|调查|得分|评分|指标|水平|达标|达到|结果|率|度)*$|满意.{0,4}(?:占|人数占).*$"
)
_PLEASED = re.compile("(?:让|使|令|办).{0,12}满意$")
"""To please somebody is a wish, not a survey."""
_FORMULA_MARKS = frozenset("=÷×*/占比")
_FORMULA = re.compile(
    r"[=÷](?!\d)|[×*]100%|[\u4e00-\u9fff]{2}\)?/\(?[\u4e00-\u9fff]{3}|占.+的?(?:比例|比重|百分比|比率)|之比$|的比例$"
)
_others = lexicon.pattern("others")
_SAVING = re.compile(
    rf"{lexicon.pattern('cost_control')}|(?:节约|控制|严控|降低|压缩|压减|压降|缩减|削减|节省|减少)"
    ".{0,8}(?:成本|费用|支出|经费|开支|资金)$|^(?:厉行)?节约.{0,4}(?:水|电|油|纸|能源|资源|燃油|粮食)"
    "|(?:节约|节省)用?(?:水|电|油|纸|气|热|煤|标准煤|标煤|能源|燃油|燃气|粮食|土地|木材|化肥|农药)量?$"
)
_NEUTRAL_MONEY = ("金额", "额度", "租金", "款", "价", "价格")
_OTHERS = re.compile(_others)
_KEPT_WITHIN = re.compile(
    "(?:经费|预算|资金|支出|成本|费用|开支|投资|造价).{0,8}(?:不超|不突破|不高于|不大于)"
    "|(?:不超|不突破|不高于|不大于).{0,8}(?:预算|批复|概算|限额|定额|控制价|经费|资金|支出|超支)|不超支"
)
_BORNE = re.compile(
    rf"(?:{_others}).{{0,12}}(?:节约|降低|压减|节省|减少|减轻|下降)|(?:节约|降低|压减|节省|减少|减轻).{{0,6}}(?:{_others})"
)
"""A cost that somebody outside bears and is to bear less of."""
_TAUGHT = re.compile(f"(?:组织|开展|举办)?(?:{lexicon.pattern('teachings')}).{{2,}}(?:精神|思想|理念|信念)$")
_COLUMNS = (14, 21)
"""Widths at which exports are known to cut names."""
_CUT_COUNTS = frozenset(("人数", "户数", "次数", "件数", "场数", "套数", "台数", "起数"))
_PAY_STANDARD = re.compile(
    "(?:费|金|津贴|发放|缴纳|支付|补助|补贴|补偿|奖补|奖励|资助|拨款|投资|支出|人均|生均|亩均|户均).{0,4}(?P<ending>标准|上限|限额|定额)$"
)
_PER_UNIT = re.compile(
    "(?:每|人均|户均|亩均|生均|次均|床均|车均|日均|月均|年均|百元|万元|百公里|千人|万人|单位(?:GDP|面积|产|建筑|耕地))(?!次?$)"
)
"""So much per so many is reckoned, whatever it ends in."""
_COMPARING = ("评比", "对比", "类比")
_WORTH = re.compile(f"(?:{lexicon.pattern('valued')}).{{0,4}}价值$")
_LENT = re.compile("(?:发放|投放).{0,8}贷款(?!贴息)|贷款(?:发放|投放)|授信")
_GAINED = re.compile(
    rf"{lexicon.pattern('gains')}|(?:优化|改造|建成|实施|整合|集约|推广|缩短|更新|升级|投用).{{0,6}}(?:节约|节省|减少|降低)"
)
_OWN_MONEY = re.compile(lexicon.pattern("own_money"))
_CHANGING = re.compile(f"(?:{lexicon.pattern('directions')})(?:率|幅度|比例|比率|幅)$")
_DIRECTIONS = lexicon.words("directions")
_LASTED = re.compile("停电|停水|等待|响应|平均|累计|每周|每日|年均|到场|修复|在途|耗时")
_PRUDENT = re.compile("(?:合理|科学|统筹|充分|高效|切实|有效)+(?:使用|安排|分配|利用|调配|管理)")
_PAYING = re.compile(rf"领取|{lexicon.pattern('payments')}")
_GAINS = ("增收", "增产", "创收")
_PER_HEAD = re.compile("人均|户均|亩均|户年|人年|平均|年增")
_EVENTS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile("(?:有效|积极|全力|严密|切实)*(?:预防|防范|防止|遏制|打击|制止|严防|惩治|整治)"), Kind.WISH),
    (WISH_START, Kind.CHANGE),
    (re.compile(lexicon.pattern("activities", "deeds")), Kind.ACTIVITY),
)
_STRIVING = frozenset(("促进", "推动", "推进", "助力", "保障", "确保", "保证", "服务", "努力"))
"""Verbs that only wish, where those of change (增加, 降低) say at least which way."""
_MOVING = RATES | COUNTS | {Kind.INCOME, Kind.SCORE, Kind.DURATION, Kind.TIME, Kind.LASTING, Kind.ORDER}
_NO_MEASURE = ("制度", "年度", "季度", "态度", "深度", "角度", "限度", "热度", "维度", "尺度")
_NOT_MONEY = lexicon.words("not_money")
_RATE_ENDINGS = tuple(word for word in lexicon.words("rates") if word not in ("达标", "合格", "准确", "完好", "合规"))
_counts = tuple(word for word in lexicon.words("thing_counts") if word != "数")
_COUNT_ENDINGS = (*_counts, *lexicon.words("people_counts"))
_unit_costs = tuple(
    word
    for word in lexicon.words("money")
    if word.endswith(("标准", "价", "成本", "价格", "投资", "投入", "定额", "限额"))
)
_Table = tuple[tuple[Kind, tuple[str, ...]], ...]
_Index = dict[str, list[tuple[Kind, str]]]


def _index(table: _Table) -> _Index:
    """The endings of a table by their last character, in the order of the table."""
    index: _Index = {}
    for kind, endings in table:
        for ending in endings:
            index.setdefault(ending[-1], []).append((kind, ending))
    return index


_FIRST_ENDINGS: _Table = (
    (Kind.THINGS, lexicon.words("capacities")),
    (Kind.RATE, ("健康素养水平",)),
    (Kind.SAVING, ("超概率", "超支率", "超预算率")),
    (Kind.QUALITY, lexicon.words("not_rates")),
)
_ENDINGS: _Table = (
    (Kind.RATE, lexicon.words("rates")),
    (Kind.INCOME, lexicon.words("incomes")),
    (Kind.LASTING, lexicon.words("lasting_attributes")),
    (Kind.DURATION, lexicon.words("durations")),
    (Kind.COST, _unit_costs),
    (Kind.SCORE, lexicon.words("scores")),
    (Kind.PEOPLE, lexicon.words("people_counts")),
    (Kind.EXPENDITURE, tuple(word for word in lexicon.words("money") if word not in _unit_costs)),
    (Kind.THINGS, _counts),
    (Kind.TIME, lexicon.words("times")),
    (Kind.SCORE, lexicon.words("not_counts")),
    (Kind.THINGS, ("数",)),
    (Kind.SCORE, lexicon.words("measurands")),
    (Kind.ORDER, lexicon.words("events")),
    (Kind.EXTENT, lexicon.words("extents")),
    (Kind.QUALITY, lexicon.words("void")),
    (Kind.THINGS, ("量", "次")),
    (Kind.INCOME, ("额",)),
    (Kind.COST, ("价",)),
    (Kind.SCORE, ("值", "级")),
    (Kind.SCORE, ("度",)),
)
"""Attributes by their endings; the first kind that fits decides. The last are endings of whatever is measured."""
_FIRST_INDEX, _ENDING_INDEX = _index(_FIRST_ENDINGS), _index(_ENDINGS)
_RATE_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(lexicon.pattern(f"rate_{kind.value}")))
    for kind in (
        Kind.SAVING,
        Kind.AWARENESS,
        Kind.TIMELINESS,
        Kind.ORDER,
        Kind.COVERAGE,
        Kind.COMPLETION,
        Kind.PAYMENT,
        Kind.STANDARD,
    )
)

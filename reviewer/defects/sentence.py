"""A wording without an attribute: its verbs say whether it is a payment, a date, a result, some work or a wish."""

import re
from collections.abc import Callable

from reviewer.defects import lexicon
from reviewer.defects.kinds import Kind
from reviewer.defects.words import CLAUSES, EMPTY_WORDS, PROMPT, WISH_START

Told = tuple[Kind, str]
"""What is said, and the verb of wish that leads it ("" where none)."""


def sentence(text: str) -> Told:
    """What a wording without an attribute says. The first reader that knows it decides; without any it is `OPEN`."""
    for reader in _READERS:
        told = reader(text)
        if told is not None:
            return told
    return Kind.OPEN, _leading(text)


def wish(text: str) -> str | None:
    """The verb that makes a wording a wish or duty ("" where a state does, as in 政府职能增强); None where it is none.
    A concrete thing or a piece of work behind it makes a soft verb a deed (维护路灯, 老旧小区改造提升工程)."""
    for clause in CLAUSES.split(text):
        start = WISH_START.match(clause)
        if start is None:
            inside = _hidden_wish(clause)
            if inside is not None:
                return inside
        elif not (start["verb"] in _SOFT and _concrete(clause, start.end())):
            return start["verb"]
    return None


# ---------------------------------------------------------------------------------------------------------------------


def _hidden_wish(clause: str) -> str | None:
    """A wish that does not begin its clause: a state at the end, or a strong verb inside."""
    if _ACTIVITY_END.search(clause):
        return None
    if _STATE_END.search(clause):
        return ""
    inside = _STRONG.search(clause)
    return inside[0] if inside and not _THING_END.search(clause) else None


def _concrete(clause: str, start: int) -> bool:
    return "、" not in clause and bool(_THING_END.search(clause) or _WORK_INSIDE.search(clause, start))


def _matching(words: re.Pattern[str], kind: Kind) -> Callable[[str], Told | None]:
    """A reader that tells `kind` where the pattern is found."""
    return lambda text: (kind, "") if words.search(text) else None


def _paid(text: str) -> Told | None:
    if not _PAYMENT.search(text):
        return None
    return Kind.TIMELINESS if PROMPT.search(text) else Kind.PAYMENT, ""


def _changed(text: str) -> Told | None:
    """Something measurable that rises or falls. The change alone is looked for first, which is quicker."""
    return (Kind.CHANGE, "") if _CHANGING.search(text) and _CHANGE.search(text) else None


def _settled(text: str) -> Told | None:
    """案件有效化解, 宣传任务完成: a named thing that was brought to its end."""
    named = _SETTLED.search(text) and WISH_START.match(text) is None and EMPTY_WORDS.sub("", text)
    case = _SETTLING.match(text) and _TROUBLE_END.search(text)
    return (Kind.RESULT, "") if named or case else None


def _running(text: str) -> Told | None:
    """系统正常运行 is a result that could be measured, 部门正常运转 a wish."""
    if not _WORKING.search(text):
        return None
    return (Kind.RESULT, "") if _RUNNABLE.search(text) else (Kind.WISH, wish(text) or "")


def _prompt(text: str) -> Told | None:
    """按计划完成 is promptness; promptness of everything (及时完成各项工作) is a duty."""
    if not PROMPT.search(text):
        return None
    if _ALL_INCLUSIVE.search(text) and not EMPTY_WORDS.sub("", text):
        return Kind.WISH, ""
    return (Kind.TIMELINESS, "") if _PLAN.search(text) or wish(text) is None else None


def _listed_works(text: str) -> Told | None:
    """Several pieces of work one after the other, each with its object: a list of duties without one count."""
    parts = _AND.split(text)
    works = [part for part in parts if _ACTIVITY_END.search(part)]
    whole = len(parts) > 2 and len(works) > 1 and works[-1] is parts[-1] and len(parts[0]) > 3
    return (Kind.WISH, "") if whole else None


def _wished(text: str) -> Told | None:
    verb = wish(text)
    return None if verb is None else (Kind.WISH, verb)


def _working(text: str) -> Told | None:
    """A piece of work; the verb is a soft one that leads it."""
    if not (_DEED.match(text) or _ACTIVITY.search(text) or _RULEMAKING.search(text)):
        return None
    return Kind.ACTIVITY, _leading(text)


def _leading(text: str) -> str:
    """The verb of wish that a wording begins with, "" where none."""
    start = WISH_START.match(text)
    return start["verb"] if start else ""


# ---------------------------------------------------------------------------------------------------------------------

_PLAN = re.compile("计划|进度|节点")
_SERVING = re.compile(
    "^为.*(?:提供|作出|做出|创造|营造|奠定|打下|贡献)|得到(?!.*(?:解决|化解|处置)$)|对.*(?:作用|影响|贡献)$|起到|受到|作用.{0,3}发挥$|发挥.{0,8}作用$"
)
_prompt_words, _pay_words = lexicon.pattern("promptness"), lexicon.pattern("payments")
_PAYMENT = re.compile(
    rf"(?:{_prompt_words}|足额|全部|全额).{{0,12}}?(?:{_pay_words}|公开|上报|报送|拨款|[发支缴拨]$)"
    rf"|(?:{_pay_words}).{{0,8}}?(?:{_prompt_words}|到位|足额)"
    rf"|^(?:保障|确保|保证).*(?:{_pay_words})$|预算.{{0,4}}完成|支出.{0, 12}(?:及时|按时)$|资金.{0, 4}(?:及时|按时)$"
)
_counts = "|".join(map(re.escape, (word for word in lexicon.words("thing_counts") if word != "数")))
_measurable = f"{lexicon.pattern('incomes', 'people_counts')}|{_counts}|能耗|排放|浓度|成活率|入学率|就业率|发案|事故"
_change = "提高|提升|增加|增长|上升|扩大|下降|降低|减少|缩短|压减|新增"
_CHANGING = re.compile(_change)
_CHANGE = re.compile(
    rf"(?:{_measurable})(?:水平)?.{{0,4}}(?:{_change})$|^(?:{_change}).{{0,10}}(?:{_measurable})(?:水平)?(?:发生)?$"
)
_DATED = re.compile(
    r"(?:\d{4}年|\d{1,2}月|年底|年末|年内|月底|季度|半年)(?:\d{1,2}[月日])?(?:份|底|末|前|之前|以前|内)*"
    r"(?:全部|全面)?(?:完成|建成|完工|竣工|投用|办结)?$|^(?:\d{4}年)?(?:全年|长期|当年|本年度|年度)内?(?:完成)?$"
)
_SETTLED = re.compile(
    "(?:有效|妥善|及时|全部|成功)(?:化解|处置|解决|处理)$|正常使用$|(?:储备|配备|配置|安装|采购|购置|培训|维修|待遇|救助)(?:得到)?(?:到位|落实)$|整改到位$|(?:办结|完成|竣工|完工|建成)$"
    "|得到(?:有效)?(?:解决|化解|处置)$"
    rf"|(?:{lexicon.pattern('matters')}).{{0,4}}(?:落实|整改|完成|办理|解决|化解|处置|处理|推进)(?:到位|完毕|完成)$"
)
_REGULAR = re.compile("(?:资金|经费|支出).*规范$|专款专用$")
_WORKING = re.compile(
    "(?:网络|线路|通信|信息|系统|专网|平台|网站|管网).{0,4}(?:畅通|通畅)$|(?:运行|运转|开放)(?:稳定|正常|平稳|良好|安全|顺畅)?$"
)
_RUNNABLE = re.compile("|".join(sorted(set(lexicon.words("things")) - set(lexicon.words("not_running")))))
_MONEY_SECURED = re.compile(
    "(?:经费|费用|支出|工资|资金|津贴|补贴|公积金|保险)的?(?:保障|落实|保证)(?:到位|有力|充足)?$"
)
_ALL_INCLUSIVE = re.compile("各项|全部|所有|各类|一切")
_MEETING = re.compile(
    "按(?:标准|政策|规定标准)(?:执行|发放)?$|(?:符合|达到|满足|遵守).{0,12}(?:标准|规范|规程|规定|等级|资质)$"
)
_DUTY_COMPOUND = re.compile(
    r"(?:[、和及与等].*|^.{0,4}好.*)工作$|等工作|(?:各项|各类|全部|所有|一切).{0,6}(?:工作|任务|业务|事务|职责|职能)"
)
_AND = re.compile("[、,，;；]|和|及|与")
_ABSTRACT = re.compile(f"(?:{lexicon.pattern('abstract_fields')})建设$|事业$")
_RULEMAKING = re.compile("^(?:建立|制定|出台|修订).{2,}(?:机制|制度|办法|方案|规划|细则|台账|档案)$")
_ACTIVITY = re.compile(lexicon.pattern("activities"))
_DEED = re.compile(lexicon.pattern("deeds"))
_ACTIVITY_END = re.compile(f"(?:{lexicon.pattern('activities')})(?:活动|工作|项目|工程|任务|服务)?$")
_WORK_INSIDE = re.compile("改造|建设|维修|修缮|升级|工程|更新|养护")
_SETTLING = re.compile("(?:及时|有效|妥善|依法|积极|全力)*(?:化解|消除|解决)[^,，;；。]+$")
_TROUBLE_END = re.compile(f"(?:{lexicon.pattern('troubles')})$")
_THING_END = re.compile(f"(?:{lexicon.pattern('things')})$")
_STATE_END = re.compile(f"(?:{lexicon.pattern('states')})了?$")
_STRONG = re.compile(lexicon.pattern("strong_verbs"))
_SOFT = frozenset(lexicon.words("soft_verbs"))

_FACT = re.compile(
    "^(?:是否|有无)(?:已|按期|按时|如期)*"
    "(?:通过|发生|出现|超|取得|获得|建成|完成|印发|出台|存在|纳入|公开|验收|符合.*(?:标准|规定)|达到.*标准).+"
)
"""A question of fact, which a record answers."""
_READERS: tuple[Callable[[str], Told | None], ...] = (
    _matching(_FACT, Kind.STANDARD),  # 是否通过竣工验收
    _matching(_SERVING, Kind.WISH),  # 为…提供保障, 得到好评
    _paid,  # 工资按时发放, 预算完成
    _changed,  # 人均收入提高
    _matching(_DATED, Kind.TIME),  # 2024年底前完成
    _settled,
    _matching(_REGULAR, Kind.STANDARD),  # 资金使用规范
    _running,
    _matching(_MONEY_SECURED, Kind.EXPENDITURE),  # 人员经费保障
    _prompt,
    _matching(_MEETING, Kind.STANDARD),  # 符合标准
    _wished,
    _listed_works,  # 开展税源普查、项目谋划和招商
    _matching(_DUTY_COMPOUND, Kind.WISH),  # 开展勘查、预防和排查工作
    _matching(_ABSTRACT, Kind.WISH),  # 作风建设
    _working,
)

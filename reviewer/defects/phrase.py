"""One wording of an indicator read into what it measures: attribute first, then verb and object together.

The attribute (…率, …人数, …支出, …时间) stands at the end of a Chinese noun phrase and decides; only where there is none do
the verbs speak. The object is what is left when attribute, verbs and contentless words are taken away.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from reviewer import taxonomy
from reviewer.defects import lexicon
from reviewer.defects.kinds import COUNTS, Grip, Kind
from reviewer.defects.themes import Theme, themes
from reviewer.text import squeeze


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording: `text` without spaces, numbering and unit notes; what it measures; how firmly it holds its object; the
    themes it touches; the amount of money it names (元), if any; `verb` the word of wish that leads it, "" where none."""

    text: str
    kind: Kind
    grip: Grip = Grip.NAMED
    themes: frozenset[Theme] = frozenset()
    amount: float | None = None
    verb: str = ""

    @property
    def rate_word(self) -> bool:
        """Whether the wording says 率, 比例 or the like, not only a payment or a standard that reads as one."""
        return self.text.endswith(_RATE_ENDINGS)


@lru_cache(maxsize=65536)
def read(text: str | None) -> Phrase:
    """Read one wording. Text without any content is `Kind.EMPTY`."""
    bare = clean(text or "")
    if not bare:
        return Phrase("", Kind.EMPTY, Grip.NONE)
    if _placeholder(bare):
        return Phrase(bare, Kind.PLACEHOLDER, Grip.NONE, themes(bare))
    amount = _AMOUNT.search(bare)
    kind, verb, attribute = _kind(bare)
    return Phrase(bare, kind, _grip(bare, kind, attribute), themes(bare), _yuan(amount) if amount else None, verb)


def clean(text: str) -> str:
    """A wording without spaces, invisible characters, numbering in front, and unit notes or punctuation behind."""
    bare = _INVISIBLE.sub("", squeeze(text))
    bare = _NUMBERING.sub("", bare, count=1)
    bare = _NOTE.sub("", bare, count=1)
    return bare.rstrip(_MARKS) or bare


# ---------------------------------------------------------------------------------------------------------------------
# Kind


def _kind(text: str) -> tuple[Kind, str, str]:
    """Kind, leading verb of wish and attribute of a wording."""
    head = _HEAD.sub("", text)
    if "满意" in text or "好评率" in text:
        satisfied = _SATISFIED.search(head)
        if satisfied:
            return Kind.SATISFACTION, "", satisfied[0]
    found = _attributed(head)
    if found:
        kind, attribute = found
        wish = _WISH_START.match(_last_clause(head)) if kind is not Kind.QUALITY else None
        return kind, wish["verb"] if wish else "", attribute
    return _verbal(head or text)


def _attributed(head: str) -> tuple[Kind, str] | None:
    """Kind and attribute of a noun phrase that ends in one."""
    stem = _AMOUNT.sub("", head).removesuffix("发生")
    if _FORMULA.search(head):
        return Kind.RATE, ""
    if len(_CLAUSES.split(head)) > 2 and _wish(head) is not None and not stem.endswith(_COUNT_ENDINGS):
        return None
    for kind, endings in _FIRST_ENDINGS:
        if stem.endswith(endings):
            return _refined(kind, head), _ending(stem, endings)
    if _SAVING.search(head):
        return Kind.SAVING, ""
    if stem.endswith(_NOT_MONEY):
        return None
    if len(stem) in _COLUMNS and stem[-1] + "数" in _CUT_COUNTS:
        return Kind.THINGS, stem[-1]
    if _PAY_STANDARD.search(stem):
        return Kind.COST, "标准"
    for kind, endings in _ENDINGS:
        if stem.endswith(endings):
            ending = _ending(stem, endings)
            refined = _refined(kind, head)
            return refined, ending if refined is kind or kind is Kind.RATE else ""
    return None


def _refined(kind: Kind, head: str) -> Kind:
    """The kind that an ending stands for in its whole wording: rates by what they tell, money that is being paid, events
    that are dealt with."""
    if kind is Kind.RATE:
        return _rate(head)
    if kind is Kind.EXTENT and _WISH_START.match(head):
        return Kind.WISH
    if kind is Kind.EXPENDITURE and _PAYING.search(head):
        return Kind.TIMELINESS if _PROMPT.search(head) else Kind.PAYMENT
    if kind is Kind.QUALITY and head.endswith("效率") and _PROMPT.search(head[:-2]):
        return Kind.TIMELINESS
    if kind is Kind.INCOME and (_WISH_START.match(head) or not _PER_HEAD.search(head) and head.endswith(("增收", "增产", "创收"))):
        return Kind.CHANGE
    if kind is Kind.ORDER and _FENDING.match(head):
        return Kind.WISH
    if kind is Kind.ORDER and _WISH_START.match(head):
        return Kind.CHANGE
    if kind is Kind.ORDER and _ACTIVITY_START.match(head):
        return Kind.ACTIVITY
    return kind


def _rate(text: str) -> Kind:
    """What a rate tells, by the words in it; those next to its ending speak first."""
    for tail in (text[-3:], text[-5:], text):
        for kind, words in _RATE_WORDS:
            if words.search(tail):
                return kind
    return Kind.RATE


def _verbal(text: str) -> tuple[Kind, str, str]:
    """Kind of a wording without attribute: payment, change, result, wish or activity."""
    if _SERVING.search(text):
        return Kind.WISH, "", ""
    if _PAYMENT.search(text):
        kind = Kind.TIMELINESS if _PROMPT.search(text) else Kind.PAYMENT
        return kind, "", ""
    if _CHANGE.search(text):
        return Kind.CHANGE, "", ""
    if _DATED.search(text):
        return Kind.TIME, "", ""
    if _SETTLED.search(text) and _WISH_START.match(text) is None and _EMPTY_WORDS.sub("", text):
        return Kind.RESULT, "", ""
    if _REGULAR.search(text):
        return Kind.STANDARD, "", ""
    if _WORKING.search(text):
        thing = _THING.search(text)
        return (Kind.RESULT, "", "") if thing else (Kind.WISH, _wish(text) or "", "")
    if _MONEY_SECURED.search(text):
        return Kind.EXPENDITURE, "", ""
    if _PROMPT.search(text) and ("计划" in text or (_ACT.search(text) and _wish(text) is None)):
        return Kind.TIMELINESS, "", ""
    if _MEETING.search(text):
        return Kind.STANDARD, "", ""
    if _PROMPT.search(text) and _ALL_INCLUSIVE.search(text):
        return Kind.WISH, "", ""
    wish = _wish(text)
    if wish is not None:
        return Kind.WISH, wish, ""
    if _DUTY_COMPOUND.search(text) or _ABSTRACT.search(text):
        return Kind.WISH, "", ""
    if _ACTIVITY.search(text) or _RULEMAKING.search(text):
        soft = _WISH_START.match(text)
        return Kind.ACTIVITY, soft["verb"] if soft else "", ""
    return Kind.OPEN, "", ""


def _wish(text: str) -> str | None:
    """The verb that makes a wording a wish or duty; None where it is none. A concrete thing or a piece of work at the
    end makes a soft verb a deed (维护路灯, 老旧小区改造提升工程)."""
    for clause in _CLAUSES.split(text):
        start = _WISH_START.match(clause)
        if start:
            soft = start["verb"] in _SOFT
            if not (soft and (_THING_END.search(clause) or _ACTIVITY_INSIDE.search(clause, start.end()))):
                return start["verb"]
            continue
        if _STATE_END.search(clause) and not _ACTIVITY_END.search(clause):
            return ""
        inside = _STRONG.search(clause)
        if inside and not _ACTIVITY_END.search(clause) and not _THING_END.search(clause):
            return inside[0]
    return None


# ---------------------------------------------------------------------------------------------------------------------
# Object


def _grip(text: str, kind: Kind, attribute: str) -> Grip:
    """What is left of the object when the attribute and the contentless words are gone."""
    if kind in (Kind.SAVING, Kind.PLACEHOLDER):
        return _saving_grip(text)
    head = _HEAD.sub("", text)
    if attribute and head.endswith(attribute):
        head = head[: -len(attribute)] + _carried(attribute)
    left = _EMPTY_WORDS.sub("", head)
    if kind is Kind.WISH and "发展" in text and left in ("社会", "经济", "经济社会", "社会经济"):
        return Grip.NONE
    if left:
        return Grip.NAMED
    if kind is Kind.SATISFACTION:
        return Grip.NAMED if _SOMEBODY.search(head) else Grip.NONE
    implied = _IMPLIED.search(head)
    counted = kind in COUNTS
    return Grip.IMPLIED if implied and (counted or implied[0] not in ("保障", "活动")) else Grip.NONE


def _carried(attribute: str) -> str:
    """The part of an attribute that names an object by itself (里程, 藏书 do; 人数, 数量 do not)."""
    return attribute if attribute in _SPEAKING else ""


def _saving_grip(text: str) -> Grip:
    """Budget control is fixed by common practice; bare saving of "cost" says nothing."""
    if _BUDGET_BOUND.search(text):
        return Grip.NAMED
    left = _SAVING_WORDS.sub("", _EMPTY_WORDS.sub("", text))
    return Grip.IMPLIED if left or _SPENDING.search(text) else Grip.NONE


def _placeholder(text: str) -> bool:
    if _NOTHING.fullmatch(text):
        return True
    core = text.removesuffix("指标")
    if core in _LEVELS or taxonomy.level1(text) or taxonomy.level2(text):
        return True
    return text.endswith("指标") and any(core.endswith(level) for level in _LEVELS if len(level) > 2)


def _last_clause(text: str) -> str:
    return _CLAUSES.split(text)[-1]


def _ending(text: str, endings: tuple[str, ...]) -> str:
    return next(ending for ending in endings if text.endswith(ending))


def _yuan(amount: re.Match[str]) -> float | None:
    unit = {"万元": 10_000.0, "亿元": 100_000_000.0, "元": 1.0}.get(amount["unit"])
    return float(amount["number"]) * unit if unit else None


# ---------------------------------------------------------------------------------------------------------------------
# Words of the lexicon, compiled

_MARKS = ".。,，;；:：、!！?？%‰*"
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_NUMBERING = re.compile(r"^(?:指标\d*[:：]|[(（]?[\d一二三四五六七八九十]{1,2}[)）.、．:：](?!\d)|[①-⑳]|[*★☆●■◆-])+")
_NOTE = re.compile(r"[(（](?:单位[:：])?[%‰\w/·²³㎡]{1,6}[)）]$|[(（](?:必填|选填|可选|加分项)[)）]$")
_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>万元|亿元|元|万|亿)?(?:以内|左右|以下|整)?$|(?<=[支费款金])\d+(?:\.\d+)?$")
_HEAD = re.compile(r"(?:完成)?(?:的)?(?:情况|情形|状况|结果|目标值|指标值|指标)+$|(?:控制)?在?\d+(?:\.\d+)?(?:%|‰)?(?:以上|以内|以下)$")
_CLAUSES = re.compile(r"[,，;；。!！:：]")
_NOTHING = re.compile(
    r"无|暂无|没有|空|/+|[-—~]+|同上|不适用|不涉及|待定|其他|其它|null|none|[\d.,%‰≥≤=<>]+|(?:较|很|非常)?(?:优|良|好|良好|优良|优秀|较好|一般|合格|提高|提升|明显|显著|稳定|完成|达到)",
    re.I,
)
_LEVELS = frozenset(
    "数量 质量 时效 成本 进度 经济效益 社会效益 生态效益 环境效益 可持续影响 可持续性影响 可持续性 经济成本 社会成本 生态环境成本 产出 效益 效果 数量产出 "
    "服务对象满意度指标 满意度指标 社会效果 经济效果 生态效果 产出数量 产出质量 产出时效 产出成本 指标 绩效 绩效目标 三级 二级 一级 经济 社会 生态".split()
)
_SATISFIED = re.compile(
    r"(?:综合|总体|整体|平均|工作|服务)?(?:的)?(?:不?满意(?:度|率|程度|比例|性|情况|状况|指数)?|好评率)(?:测评|评价|调查|得分|评分|指标|水平|达标|达到|结果|率|度)*$"
    r"|满意.{0,4}(?:占|人数占).*$"
)
_RATE_ENDINGS = tuple(w for w in lexicon.words("rates") if w not in ("达标", "合格"))
_counts = tuple(w for w in lexicon.words("thing_counts") if w != "数")
_COLUMNS = (14, 21)
"""Widths at which exports are known to cut names."""
_CUT_COUNTS = frozenset(("人数", "户数", "次数", "件数", "场数", "套数", "台数", "起数"))
_PAY_STANDARD = re.compile("(?:发放|缴纳|支付|补助|补贴|补偿|收费).{0,4}标准$")
_NOT_MONEY = lexicon.words("not_money")
_COUNT_ENDINGS = tuple(_counts) + lexicon.words("people_counts")
_FIRST_ENDINGS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.THINGS, tuple(w for w in lexicon.words("statistics") if w.endswith("能力") or w == "运力")),
    (Kind.RATE, ("健康素养水平",)),
    (Kind.QUALITY, lexicon.words("not_rates")),
)
_ENDINGS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.RATE, lexicon.words("rates")),
    (Kind.INCOME, lexicon.words("incomes")),
    (Kind.LASTING, lexicon.words("lasting_attributes")),
    (Kind.DURATION, lexicon.words("durations")),
    (Kind.SCORE, lexicon.words("scores")),
    (Kind.PEOPLE, (*lexicon.words("people_counts"), "带动就业", "新增就业", "安置就业", "吸纳就业")),
    (Kind.COST, tuple(w for w in lexicon.words("money") if w.endswith(("标准", "价", "成本", "价格", "投资", "投入")))),
    (Kind.EXPENDITURE, tuple(w for w in lexicon.words("money") if not w.endswith(("标准", "价", "成本", "价格", "投资")))),
    (Kind.THINGS, _counts),
    (Kind.TIME, lexicon.words("times")),
    (Kind.SCORE, lexicon.words("not_counts")),
    (Kind.THINGS, ("数",)),
    (Kind.SCORE, lexicon.words("measurands")),
    (Kind.ORDER, lexicon.words("events")),
    (Kind.EXTENT, lexicon.words("extents")),
    (Kind.QUALITY, lexicon.words("void")),
)
_RATE_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(lexicon.pattern(name)))
    for kind, name in (
        (Kind.SAVING, "rate_saving"),
        (Kind.AWARENESS, "rate_awareness"),
        (Kind.TIMELINESS, "rate_timely"),
        (Kind.ORDER, "rate_order"),
        (Kind.COVERAGE, "rate_coverage"),
        (Kind.COMPLETION, "rate_completion"),
        (Kind.PAYMENT, "rate_payment"),
        (Kind.STANDARD, "rate_standard"),
    )
)
_SAVING = re.compile(
    rf"{lexicon.pattern('cost_control')}|(?:节约|控制|降低|压缩|压减|节省|减少)(?!.*(?:企业|群众|农户|居民|用户|物流|社会|市民|百姓|患者|学生))"
    ".{0,6}(?:成本|费用|支出|经费|开支|资金)$|^(?:厉行)?节约.{0,4}(?:水|电|油|纸|能源|资源|燃油|粮食)"
)
_BUDGET_BOUND = re.compile("预算|率$|财政支持|限额|申报金额")
_SPENDING = re.compile("支出|经费|费用|开支|厉行")
_SAVING_WORDS = re.compile("成本|节约|控制|节省|降低|减少|厉行|超支|资金|超出|不超|节支|在|不|以内|范围")
_PAYMENT = re.compile(
    rf"(?:{lexicon.pattern('promptness')}|足额|全部|全额).{{0,12}}?(?:{lexicon.pattern('payments')}|公开|上报|报送|拨款|[发支缴拨]$)"
    rf"|(?:{lexicon.pattern('payments')}).{{0,8}}?(?:{lexicon.pattern('promptness')}|到位|足额)"
    r"|预算.{0,4}完成|支出.{0,12}(?:及时|按时)$|资金.{0,4}(?:及时|按时)$"
)
_PROMPT = re.compile(rf"{lexicon.pattern('promptness')}|效率$")
_ALL_INCLUSIVE = re.compile("各项|全部|所有|各类|一切")
_measurable = f"{lexicon.pattern('incomes', 'people_counts')}|{'|'.join(map(re.escape, _counts))}|能耗|排放|浓度|企业户|成活率|入学率|就业率|发案|事故"
_change = "提高|提升|增加|增长|上升|扩大|下降|降低|减少|缩短|压减|新增"
_CHANGE = re.compile(rf"(?:{_measurable})(?:水平)?(?:.{{0,4}})(?:{_change})$|^(?:{_change}).{{0,10}}(?:{_measurable})(?:水平)?(?:发生)?$")
_SERVING = re.compile(
    "^为.*(?:提供|作出|做出|创造|营造|奠定|打下|贡献)|得到(?!.*(?:解决|化解|处置)$)|对.*(?:作用|影响|贡献)$|起到|受到"
)
_DATED = re.compile(r"(?:\d{4}年|\d{1,2}月|年底|年末|年内|月底|季度|半年)(?:\d{1,2}[月日])?(?:份|底|末|前|之前|以前|内)*(?:全部|全面)?(?:完成|建成|完工|竣工|投用|办结)?$|^(?:\\d{4}年)?(?:全年|长期|当年|本年度|年度)(?:内)?(?:完成)?$")
_SETTLED = re.compile("(?:有效|妥善|及时|全部|成功)(?:化解|处置|解决|处理)$|正常使用$|整改到位$|(?:办结|完成|竣工|完工|建成)$|得到(?:有效)?(?:解决|化解|处置)$")
_REGULAR = re.compile("(?:资金|经费|支出).*(?:规范|合理|安全)$|专款专用$")
_ORGANISATIONS = frozenset(
    "企业 村 户 社区 项目 活动 建议 所 站 会议 标准 方案 报告 简报 信息 稿件 案件 信访件 纠纷 诉求 投诉 提案 议案 事件 许可 工程 课题 论文 专利 讲座 展览 培训班 比赛 赛事 市场".split()
)
_WORKING = re.compile(r"(?:网络|线路|通信|信息|系统|专网|平台|网站|管网).{0,4}(?:畅通|通畅)$|(?:正常|稳定|安全|平稳|顺畅|高效|有效|实体化|规范化|常态化|良好|有序)*(?:运行|运转|支行|开放)$")
_THING = re.compile("|".join(w for w in lexicon.words("things") if w not in _ORGANISATIONS))
_THING_END = re.compile(rf"(?:{lexicon.pattern('things')})$")
_MONEY_SECURED = re.compile(r"(?:经费|费用|支出|工资|资金|津贴|补贴|公积金|保险)(?:的)?(?:保障|落实|保证)$")
_NOUNS = "对象|人员|窗口|平台|中心|大厅|房|性|金|卡|化|率|期|利"
_adverb = "(?:能否|是否|能够|能|可以|可|将|要|以|通过|为|进一步|不断|持续|切实|有效|充分|全面|大力|积极|认真|努力|逐步|稳步|更好地?|及时|严格|深入|扎实|着力)*"
_WISH_START = re.compile(rf"^{_adverb}(?P<verb>{lexicon.pattern('wish_verbs')})(?<!使(?=用))(?!{_NOUNS})")
_FORMULA = re.compile("[=÷](?!\\d)")
_PAYING = re.compile(rf"领取|{lexicon.pattern('payments')}")
_STRONG = re.compile(
    "提高|提升|增强|加强|促进|推进|推动|确保|保证|打造|塑造|营造|弘扬|树立|保质保量|贯彻|夯实|维护|助力|满足|优化|改善|不断|进一步|逐步"
)
_STATE_END = re.compile(rf"(?:{lexicon.pattern('states')})了?$")
_SOFT = frozenset(
    "维护 更新 支持 服务 规范 配合 美化 净化 培育 保障 完善 改善 实现 达到 帮助 关爱 建立健全 新增 落实 消除 减少 增加 扩大 加快 巩固 提升 改进 化解 协助 创建 丰富".split()
)
_ACTIVITY = re.compile(f"{lexicon.pattern('activities')}|^(?:{lexicon.pattern('deeds')})")
_FENDING = re.compile("(?:有效|积极|全力|严密|切实)*(?:预防|防范|防止|遏制|打击|制止|严防|惩治|整治)")
_PER_HEAD = re.compile("人均|户均|亩均|户年|人年|平均|年增")
_ACT = re.compile(f"{lexicon.pattern('activities', 'deeds')}|完成|完工|推进|到位|反馈|答复|整改|节点")
_ACTIVITY_START = re.compile(lexicon.pattern("activities", "deeds"))
_ACTIVITY_INSIDE = re.compile("改造|建设|维修|修缮|升级|工程|更新|养护")
_ACTIVITY_END = re.compile(rf"(?:{lexicon.pattern('activities')})(?:活动|工作|项目|工程|任务|服务)?$")
_DUTY_COMPOUND = re.compile(r"(?:[、和及与等].*|^.{0,4}好.*)工作$|等工作")
_ABSTRACT = re.compile(
    "(?:作风|队伍|廉政|法治|法制|民主|组织|党支部|平安|文明|制度|机制|体系|能力|思想|党的|党建|政治|文化|精神|环境|生态|品牌|信用|诚信|和谐|行风|师德|医德|城镇化|现代化|信息化)建设$|事业$"
)
_MEETING = re.compile("按(?:标准|政策|规定标准)(?:执行|发放)?$|(?:符合|达到|满足|遵守).{0,12}(?:标准|规范|规程|规定|等级|资质)$")
_RULEMAKING = re.compile("^(?:建立|制定|出台|修订).{2,}(?:机制|制度|办法|方案|规划|细则|台账|档案)$")
_EMPTY_WORDS = re.compile(f"{lexicon.pattern('hollow', 'implied')}|[、,，。;；:：()（）\"“”%\\d.]|一级|二级|三级")
_IMPLIED = re.compile(lexicon.pattern("implied"))
_SOMEBODY = re.compile(lexicon.pattern("people"))
_SPEAKING = frozenset(
    "藏书 藏书量 里程 面积 岗位 学位 车次 课时 学时 点位 站点 库容 装机容量 客流量 货运量 吞吐量 客运量 生产能力 供水能力 处理能力 日处理能力 通行能力 "
    "存栏量 出栏量 发电量 减排量 排放量 节水量 节电量 企业户 企业数 床位数 学位数 案件数 课题数 论文数 专利数 岗位数 网点数 访问量 办件量 土石方 用水量".split()
)

"""The words of target sheets: column heads, labels of the sheet head, operators, units, noise. Data and look-ups only.

Source: published sheets of some fifteen provinces, and the forms annexed to 财预〔2015〕88号 and 财预〔2021〕101号.
"""

import re
from functools import lru_cache

from reviewer import taxonomy
from reviewer.text import simplified, squeeze

COLUMNS: tuple[tuple[str, str], ...] = (
    ("level1", r"(?:绩效)?(?:一级|1级|第一级)(?:绩效)?(?:指标|目标)(?:名称|类别)?"),
    ("level2", r"(?:绩效)?(?:二级|2级|第二级)(?:绩效)?(?:指标|目标)(?:名称|类别)?|指标类型|指标类别"),
    ("name", r"(?:绩效)?(?:三级|3级|第三级)(?:绩效)?(?:指标|目标)(?:名称|内容)?"),
    ("name", r"(?:具体|绩效|评价|考核)?指标(?:名称|名)|(?:具体|细化|个性)指标"),
    ("weak_name", r"绩效指标|四级指标|指标"),
    (
        "description",
        r"(?:三级)?(?:绩效|评价)?指标(?:值)?(?:描述|解释|说明|释义|含义|定义|内涵|解释说明|解释和?计算公式)",
    ),
    ("description", r"(?:三级)?(?:绩效)?指标内容|评价内容|指标值?内容|目标值说明|计算公式|计算方法|指标计算方法"),
    (
        "term_target",
        r"(?:项目)?(?:实施期|执行期|存续期|中期|三年|长期|中长期|总体)(?:预期|绩效|总)*(?:指标值|目标值|目标)",
    ),
    (
        "target",
        r"(?:(?:20)?[0-9]{2}年度?|年度|本年度?|全年|当年|预算年度|年初|预期|计划|绩效|三级|具体|预算|设定)*"
        r"(?:指标|目标|指标目标|标准|预期|计划|预期实现|预期完成)值(?:及计?量?单位|与单位|标准)?",
    ),
    ("target", r"(?:年度|绩效|预期)?指标目标值?|年度目标|指标值目标值?|目标值指标值?"),
    ("operator", r"(?:绩效)?指标性质|性质"),
    ("sign", r"(?:指标值?|绩效|目标值?)?(?:计算|运算|比较|关系|逻辑|判断)?(?:符号|符|运算符|操作符)"),
    ("nature", r"(?:绩效)?指标值(?:类型|性质|属性)|定量/?或?定性|定性/?或?定量|值类型|量化类型"),
    ("direction", r"(?:绩效)?(?:指标)?(?:方向性?|正反向|趋向|正负向|方向类型)"),
    ("unit", r"(?:绩效)?(?:指标值?)?(?:计量|度量|计算|计数)?单位"),
    ("basis", r"(?:绩效)?(?:指标值?|目标值?)?(?:的)?(?:确定|设定|设置|制定|取值|测算|确立)依据(?:及?数据来源|及说明)?"),
    ("basis", r"绩效标准|(?:指标|数据|资料|证据)来源(?:及?依据)?|指标依据|依据|佐证材料|历史参考值"),
    ("criteria", r"(?:指标)?(?:评分|扣分|评扣分|计分|赋分|评价|考评|考核|打分)(?:标准|细则|规则|办法|方法|说明)"),
    ("weight", r"(?:指标|绩效指标)?(?:权重|分值|权重分值|分值权重|标准分值?|权重值|权数|满分)(?:%|分)?"),
    (
        "actual",
        r"(?:全年|年度|本年|当年|实际|指标|目标|截至.{1,8})*(?:完成|实现|执行)(?:值|情况|结果|数)|实际值|完成值?|实际完成",
    ),
    ("score", r"(?:自评|评价|实际|指标|单位|部门|复核)*(?:得分|评分)(?:情况)?|自评分数?|评分结果"),
    ("other", r"偏差.{0,12}|未完成.{0,12}|.{0,6}改进措施|原因分析.{0,6}"),
    ("remark", r"备注(?:说明|栏)?|备\s*注|说明|其他说明"),
    ("other", r"序号|编号|行次|指标编码|指标代码|指标序号|是否.{1,8}|责任.{1,6}|资金.{0,6}|项目名称|考核周期"),
)
"""Column head → field, in order of precedence; matched on the whole word without spaces, numbering and brackets."""

LABELS: tuple[tuple[str, str], ...] = (
    ("department1", r"(?:项目)?主管(?:预算)?(?:部门|单位)(?:名称|全称|及代码|及编码)?|一级(?:预算)?(?:部门|单位)"),
    ("department2", r"预算(?:部门|单位)(?:名称|全称)?"),
    ("department3", r"部门(?:单位)?(?:名称|全称)?|单位(?:部门)?(?:名称|全称)|部门/单位(?:名称)?"),
    ("department4", r"(?:填报|申报|申请|编报|编制|报送|上报)(?:部门|单位)(?:名称|盖章|公章)?"),
    ("department5", r"(?:项目)?(?:实施|承担|执行|负责|使用|资金使用)(?:部门|单位)(?:名称)?|项目单位(?:名称)?"),
    ("unit_code", r"(?:预算|部门|单位)?(?:单位|部门)?(?:编码|代码|编号)"),
    ("project_code", r"项目(?:编码|代码|编号|序号)"),
    ("project_name", r"(?:预算|专项)?项目(?:支出|资金)?名称|专项(?:资金)?名称|政策名称"),
    (
        "budget1",
        r"(?:项目)?预算(?:总)?(?:数|金额|总额|安排数|规模|资金总额)|年度(?:预算)?资金总额|(?:本|当)年度?(?:预算|资金)(?:总额|数|总数)?",
    ),
    ("budget1", r"(?:[0-9]{4}年度?)(?:预算|资金)(?:总额|数|金额|安排)|年度预算(?:数|总额|金额)?|年度总金额"),
    (
        "budget2",
        r"(?:项目)?(?:年度)?资金(?:总额|总量|合计|总计|金额)|(?:项目)?总(?:金额|投资|预算|额)|项目(?:金额|投资)|预算|申报金额",
    ),
    ("budget3", r"(?:年度)?项目(?:预算)?资金|资金(?:情况|安排)?"),
    ("money_unit", r"(?:金额|货币|计量)?单位"),
    (
        "goal1",
        r"年度(?:总体)?(?:绩效)?(?:总体)?目标|(?:[0-9]{4}年度?|本年度?|当年)(?:总体|绩效)*目标|年度绩效总目标|年度总目标",
    ),
    (
        "goal2",
        r"(?:项目)?(?:总体|总|整体|预期)?绩效(?:总体|总)?目标|(?:项目)?(?:总体|预期|总)目标(?:设定)?|绩效目标内容|项目目标|目标内容",
    ),
    ("goal3", r"(?:项目)?(?:实施期|中期|长期|中长期|三年)(?:总体|绩效)*(?:总)?目标"),
    (
        "other",
        r"年度主要任务?|年度(?:主要|重点)(?:目标|任务|工作)(?:名称|内容)?|主要(?:任务|内容|目标)(?:名称|内容)?|任务名称",
    ),
    (
        "other",
        r"预算规模及资金用途|资金(?:支出|使用)计划|资金用途|资金来源|(?:其中)?[:：]?(?:当年)?(?:财政|其他|上级|省级|市级|中央|地方|本级)(?:性)?(?:补助|拨款|预算)?(?:资金|补助|拨款)",
    ),
    (
        "other",
        r"项目(?:概况|属性|类型|类别|性质|期限?|起止.{2,4}|周期|负责人|内容|状态|级次|概述|背景|分类)|部门(?:职能|职责).{0,4}",
    ),
    (
        "other",
        r"立项(?:依据|必要性)|.{0,4}必要性|.{0,4}可行性|测算(?:依据|过程)|实施(?:计划|内容|方案|条件|进度.{0,4})|支出(?:计划|进度)",
    ),
    (
        "other",
        r"(?:联系|填报|填表|负责|审核|经办|分管)(?:人|电话|日期|时间|领导|方式)(?:及(?:联系)?电话)?|电话|邮编|地址|职务|手机",
    ),
    ("other", r"(?:全年|年度|目标|预期)*(?:实际)?(?:完成|执行|实现)(?:情况|数)|(?:年初|全年|调整)预算数|执行率|得分|分值"),
    ("other", r"[0-9]{1,2}月底|其中|上年结转(?:资金)?|其他资金|人员类|运转类|基本支出|项目支出|收入|支出|资金结构"),
)
"""Label of the sheet head → fact; a lower number goes first where several stand on one sheet."""

STOPS = re.compile(
    r"(?:备注|附注|注|说明|填表说明|填报说明|备注说明|其他说明|其他需要说明的?(?:问题|事项)|需要?说明的?(?:问题|事项)|编制说明)[:：]?.*"
    r"|(?:填报|填表|审核|复核|制表|经办|负责|单位负责|分管|联系|财务负责)(?:人|单位|电话|日期|时间|领导|方式)(?:签[字章名])?[:：(].*"
    r"|总分|总计|合计|小计|总分值|总得分|合计得分|总体?评价.{0,8}|财政部门.{0,10}意见.*|(?:审核|主管|专家|单位).{0,6}意见.*"
)
"""Rows and lines after or between the indicators that are none."""

OTHER_TABLE = re.compile(
    r"序号|(?:分配|安排|拨付|下达|预算|资金|补助|支出)?金额|(?:单位|部门|项目|县区|市县|地区|区县|乡镇|科目|村|姓名|人员|学校|企业)(?:名称)?|用途|合计|资金来源|"
    r"姓名|职务|职称|性别|年龄|科目(?:编码|名称)|功能分类.*|数量|单价|规格(?:型号)?|采购.{1,6}|预算数|决算数|增减.{0,4}|备注|电话|联系方式|住址"
)
"""Column heads of tables that hold no indicators (allocations, lists of people, budgets)."""

SIDE = frozenset(
    "绩效指标 年度绩效指标 绩效目标 年度指标 指标 绩效 项目绩效指标 整体绩效指标 部门整体绩效指标 分解目标 绩效目标指标 "
    "项目绩效目标 绩效指标体系 年度绩效目标 目标指标 具体指标 总体绩效指标 绩效分解目标 年度目标 绩效指标分解".split()
)
"""What a merged cell down the left side of a table says."""

OPERATORS = frozenset(
    "大于等于 大于或等于 大等于 小于等于 小于或等于 小等于 大于 小于 等于 不等于 不低于 不少于 不小于 不高于 不超过 不大于 不多于 "
    "高于 低于 超过 至少 最多 介于 区间 约等于 达到 定性 定量 定性指标 定量指标 ≥ ≤ > < = ≈ ≠ >= <= =< => >＝ == 文字描述 直接赋分".split()
)
DIRECTIONS = frozenset(
    "正向 反向 逆向 负向 正 反 正向指标 反向指标 逆向指标 负向指标 正指标 反指标 逆指标 中性 适度 居中 正向性 反向性 双向 区间型".split()
)
UNITS = frozenset(
    "% ‰ 百分比 百分点 / 元 万元 亿元 千元 百元 元/人 元/年 元/月 元/次 元/天 元/户 元/亩 元/平方米 万元/年 元/人年 美元 "
    "人 人次 人/次 万人 万人次 人数 人/年 名 位 个 家 户 户次 件 项 次 次/年 次/月 次数 回 场 场次 期 届 批 批次 份 篇 条 册 本 套 台 "
    "台套 台/套 辆 架 艘 部 座 栋 幢 间 处 所 点 块 片 面 根 株 棵 头 只 匹 羽 尾 平方米 平方公里 平方千米 ㎡ m2 亩 万亩 公顷 "
    "公里 千米 km 米 m 厘米 毫米 立方米 m3 方 万方 吨 万吨 千克 公斤 kg 克 升 毫升 千瓦 千瓦时 度 万千瓦时 兆瓦 mg/L μg/m3 微克/立方米 "
    "天 日 工作日 个工作日 小时 分钟 秒 月 个月 年 年度 季度 周 学年 学期 分 级 等级 倍 例 宗 起 案件数 人天 人月 课时 学时 "
    "岁 镇 乡 村 村居 社区 街道 校 所学校 班 组 队 支 幅 张 卷 袋 箱 盒 瓶 支次 车次 航次 架次 床 床位 公里/年 吨/年 万立方米 "
    "天/年 小时/年 万户 万头 万只 亿立方米 元/吨 人/户 户/人 个/年 件/年 场/年 篇/年 ℃ dB 无".split()
)
PLACEHOLDERS = frozenset("无 没有 暂无 不涉及 / \\ - -- — —— --- ... ...... …… … 、 . 。 0 * ** null NULL None".split())
"""What is written where nothing is to be written, after `text.plain` and without spaces."""

GOOD_WORDS = re.compile(
    r"是/?否|是|否|有|无|达标|不达标|合格|优秀?|良好?|优良?中低?差?|优良中低差|好坏|高中低|好中差|优良中差|长期|显著|明显|较高|提高|提升|增强|改善|稳定|"
    r"完成|及时|按时|有效.{0,4}|逐步.{0,4}|持续.{0,4}|不断.{0,4}|进一步.{0,4}|明显.{0,4}|显著.{0,4}"
)
"""Targets in words."""

PAGE = re.compile(
    r"[-—–_·~\s]*(?:第\s*[0-9一二三四五六七八九十百]+\s*页?[\s,，/]*(?:共\s*[0-9一二三四五六七八九十百]+\s*页)?|[Pp]age\s*[0-9]+(?:\s*(?:of|/)\s*[0-9]+)?|"
    r"[0-9]{1,4}\s*/\s*[0-9]{1,4}|[-—–·]+\s*[0-9]{1,4}\s*[-—–·]*|[0-9]{1,4}\s*[-—–]+|\(?续表\)?(?:[0-9一二三四五六]+)?|\(?接上页\)?|\(?续上表\)?)[-—–_·~\s]*"
)
_HEADISH = re.compile(
    "指|级|級|目|值|单|單|依|标|標|权|權|分|注|说|說|符|性|方|来|來|完|实|實|序|编|編|行|偏|原|是|责|責|资|資|项|項|考|满|滿|数|數|得|评|評|证|證|内|內"
)  # a letter of every column head, to pass over names fast
_BRACKETS = re.compile(r"[(\[【〔{][^()\[\]【】〔〕{}]*[)\]】〕}]")
_NUMBERING = re.compile(
    r"^(?:[0-9]{1,2}[.、．)]|[(][0-9一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}[、.．])"
)
_MARKS = "*#★☆※●■◆▲:：;；。._·、"


def word(text: str) -> str:
    """A text as a bare word: narrow, simplified, without spaces, outer marks and numbering."""
    return _NUMBERING.sub("", simplified(squeeze(text)).strip(_MARKS)).strip(_MARKS)


def _compiled(table: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in table)


_COLUMNS, _LABELS = _compiled(COLUMNS), _compiled(LABELS)


def column(text: str) -> str | None:
    """The field that a column head names, None where it names none. A head may carry brackets (（必填）, （万元）)."""
    return _column(text) if 0 < len(text) <= 40 and _HEADISH.search(text) else None


@lru_cache(maxsize=8192)
def _column(text: str) -> str | None:
    whole = word(text)
    for candidate in dict.fromkeys((_BRACKETS.sub("", whole), re.sub(r"[()\[\]【】]", "", whole))):
        for field, pattern in _COLUMNS:
            if pattern.fullmatch(candidate):
                return field
    return None


@lru_cache(maxsize=8192)
def label(text: str) -> str | None:
    """The fact that a label of the sheet head announces, None where it is no label."""
    if not text or len(text) > 40:
        return None
    whole = word(text)
    for candidate in dict.fromkeys((_BRACKETS.sub("", whole), re.sub(r"[()\[\]【】]", "", whole))):
        for fact, pattern in _LABELS:
            if pattern.fullmatch(candidate.strip(_MARKS)):
                return fact
    return None


def part_of_target(text: str) -> str | None:
    """The field that a word below 指标值 names in a head of two lines, None where it names none."""
    bare = word(text)
    return "target" if bare in ("数值", "值", "内容", "目标", "指标值内容", "数量") else column(text)


def is_page_mark(text: str) -> bool:
    """Whether a line is a page number or 续表, which stand between rows and say nothing."""
    return len(text) < 30 and PAGE.fullmatch(simplified(text.strip())) is not None


@lru_cache(maxsize=8192)
def is_other_head(text: str) -> bool:
    """Whether a text is a column head of a table that holds no indicators."""
    return len(text) < 20 and OTHER_TABLE.fullmatch(_BRACKETS.sub("", word(text))) is not None


@lru_cache(maxsize=8192)
def is_side(text: str) -> bool:
    """Whether a cell is the label down the left side of a table of indicators."""
    return len(text) < 20 and word(text) in SIDE


def is_placeholder(text: str | None) -> bool:
    """Whether a cell says nothing (……, 无, /, or empty)."""
    if not text:
        return True
    if len(text) >= 12 or text[0] not in _EMPTY_STARTS:
        return False
    return squeeze(text) in PLACEHOLDERS or not squeeze(text).strip(".…-—_/\\*、。")


_EMPTY_STARTS = frozenset(mark[0] for mark in PLACEHOLDERS) | frozenset("／—－ 　０．＊﹣─")


def is_level(text: str) -> bool:
    """Whether a text by itself names a first or second level."""
    return taxonomy.is_level(text)

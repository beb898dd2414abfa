"""Units (计量单位) of target values: which words are units, what they measure, what 万 or 亿 in front multiplies."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from reviewer.text import simplified, squeeze


class Measure(StrEnum):
    """What a unit measures."""

    PERCENT = "percent"
    MONEY = "money"
    TIME = "time"
    PEOPLE = "people"
    TIMES = "times"
    SCORE = "score"
    SIZE = "size"
    THINGS = "things"


WORDS: dict[Measure, str] = {
    Measure.PERCENT: "% ‰ 百分比 百分点 个百分点 百分率 个百分比",
    Measure.MONEY: "元 元人民币 人民币 美元 欧元 港元 港币 角 块钱",
    Measure.TIME: "年 月 日 天 周 星期 小时 时 分钟 秒 个月 季度 个季度 学期 个学期 学年 年度 工作日 个工作日 "
    "自然日 个自然日 日历天 个小时 个年度 个周 旬 天数 周年 h min",
    Measure.PEOPLE: "人 名 位 人员 人数 学生 教师 职工 老人 儿童 群众 居民 农民 村民 患者 党员 干部 民兵 学员 考生 "
    "选手 志愿者 户 家庭 农户 个人 口人 人口 劳动力 对象 家长 户数",
    Measure.TIMES: "次 人次 场 场次 期 期次 批 批次 班次 台次 户次 家次 车次 架次 航次 例次 趟 轮 轮次 遍 次数 人天 "
    "人日 频次 场数 期数 班",
    Measure.SCORE: "分 星 级 类 岁 周岁 倍 倍数 星级 等级 度",
    Measure.SIZE: "平方米 平方公里 平方千米 平方 平米 亩 公顷 米 公里 千米 里 华里 厘米 毫米 延米 延长米 吨 公吨 "
    "公斤 千克 克 斤 升 毫升 立方米 立方 方 千瓦时 千瓦 兆瓦 瓦 度电 摄氏度 ℃ 吨标准煤 分贝 兆 字节 "
    "㎡ ㎥ ㎞ m² m³ km² km2 m2 m3 ha km m cm mm kg g t mg l ml kw mw kwh gb tb mb db mg/l mg/m3 "
    "mg/m³ μg/m3 μg/m³ ug/m3 tce",
    Measure.THINGS: "个 件 项 条 份 册 本 篇 部 套 台 台套 辆 艘 架 座 处 所 间 栋 幢 层 片 块 口 眼 株 棵 头 只 匹 "
    "尾 羽 张 幅 组 支 队 对 双 顶 把 根 盏 面 杆 段 道 孔 门 节 课时 学时 课 例 宗 起 桩 案 案件 "
    "案件数 件数 个数 站 点 点位 家 单 单位 号 种 样 品种 页 字 集 档 床 床位 学位 车位 泊位 机位 席 "
    "席位 岗位 镇 街 镇街 街道 乡 乡镇 村 社区 县 区 市 旗 省 村居 行政村 自然村 小区 园区 校 学校 "
    "医院 企业 公司 机构 项目 工程 标段 平台 系统 网站 基地 中心 活动 会议 培训 培训班 课程 课题 论文 "
    "专利 报告 简报 信息 稿件 文件 制度 方案 标准 设备 车辆 车 船 案卷 卷 档案 证书 卡 图书 教材 样本 "
    "样品 合同 产品 桥 井 路 房屋 厕所 部门 方面 枚 粒 盒 箱 袋 瓶 桶 包 捆 筐 期刊 栏目 节目 作品 "
    "剧目 人份 例数 批件 网点 窗口 热线 公众号 路段 路口 站点 监测点 断面 水库 林场 农场 合作社 "
    "示范点 示范区 村民小组 网格",
}
_KIND = {word: kind for kind, line in WORDS.items() for word in line.split()}
_TENFOLD = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MULTIPLE = r"(?:[十百千]?[万亿]亿?|[百千])"
_LATIN = rf"(?i:{_either(word for word in _KIND if word[0].isascii() and word != '%')})(?![A-Za-z0-9])"
_WORD = rf"(?:{_either(word for word in _KIND if not word[0].isascii())}|{_LATIN})"
PATTERN = (
    rf"(?:%|(?:成|折)(?=[以左及]|$)|{_MULTIPLE}?[余多]?{_WORD}{{1,3}}(?!均)(?:\({_WORD}\))?"
    rf"(?:[·.每]{_WORD}|/每?(?:{_WORD}|[一-龥]{{1,2}})){{0,2}}|{_MULTIPLE}(?![分一-龥]))"
)
"""One unit as a regular expression over simplified text without spaces: %, 万人次, 元/人·月, 台(套), a bare 万."""
_NO_UNIT = "按及正合达完稳安无有不已均全提增减下上降优良好是否为且或并可能较比以超同保符到至的于内约左后前起日年月"
UNKNOWN = rf"(?![{_NO_UNIT}])(?:[一-龥]{{1,3}}?|[A-Za-zμσΩ°]{{1,6}}(?![A-Za-z]))"
"""A word right behind a number that may be a unit although no list has it: short, and no verb or adverb in front."""
SIMPLE = frozenset(word for word in _KIND if word[0] not in "年月日季") | {
    multiple + word
    for word in ("元", "人", "人次", "户", "亩", "吨", "平方米", "次")
    for multiple in ("万", "亿", "千")
}
"""Units that need no grammar: alone behind a number they are the unit and nothing else."""
_UNIT = re.compile(PATTERN)
_MULTIPLIED = re.compile(_MULTIPLE)


def is_unit(text: str) -> bool:
    """Whether a text is wholly a unit (%, 万人次, 元/人·月, 台（套）)."""
    return _UNIT.fullmatch(simplified(squeeze(text))) is not None


@lru_cache(maxsize=4096)
def measure(unit: str | None) -> Measure | None:
    """What a unit as written measures (万元 → money, 人次 → times), None where it is none that is known. Of a compound
    the first part counts (元/人 → money, 次/年 → times)."""
    core = _split(unit)[1].lower()
    for end in range(len(core), 0, -1):
        if core[:end] in _KIND:
            return _KIND[core[:end]]
    return Measure.PERCENT if core in ("成", "折") else None


@lru_cache(maxsize=4096)
def scale(unit: str | None) -> float:
    """What the multiple in front of a unit stands for: 10000 for 万元, 1 for 元, 千克 or none."""
    factor = 1.0
    for mark in _split(unit)[0]:
        factor *= _TENFOLD[mark]
    return factor


def _split(unit: str | None) -> tuple[str, str]:
    """The multiple in front of a unit and the unit proper (万人次 → 万, 人次; 千克 and 百分比 have none)."""
    word = simplified(squeeze(unit or ""))[:40]
    found = _MULTIPLIED.match(word)
    if found is None or re.split(r"[/·.每(]", word, maxsplit=1)[0] in _KIND:
        return "", word
    return found.group(), word[found.end() :]

"""Units (计量单位) of target values: which words are units, what they measure, what 万 or 亿 in front multiplies."""

import re
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


SIMPLE = frozenset(word for word in _KIND if word[0] not in "年月日季") | {
    multiple + word
    for word in ("元", "人", "人次", "户", "亩", "吨", "平方米", "次")
    for multiple in ("万", "亿", "千")
}
"""Units that need no grammar: alone behind a number they are the unit and nothing else."""

FIRST = frozenset(word[0] for word in _KIND)
"""The characters that a unit word begins with."""


def is_unit(text: str) -> bool:
    """Whether a text is wholly a unit (%, 万人次, 元/人·月, 台（套）)."""
    word = simplified(squeeze(text[:_LONGEST_UNIT]))
    return 0 < len(text) <= _LONGEST_UNIT and end(word) == len(word)


def end(text: str, at: int = 0) -> int:
    """Where the unit that begins at `at` ends, `at` itself where none begins there. The text is simplified and without
    spaces; a unit is %, up to three words with 万 or 亿 in front (万人次, 个村), 元/人·月, 台(套), or a bare 万."""
    if text[at : at + 1] in ("%", "‰"):
        return at + 1
    if _TENTHS.match(text, at):
        return at + 1
    multiple = _MULTIPLIED.match(text, at)
    stop = _words_end(text, at)
    if multiple is not None:
        stop = max(stop, _words_end(text, multiple.end()))
    if stop > at:
        return _tail_end(text, stop)
    return multiple.end() if multiple and _BARE.match(text, multiple.end()) else at


def _words_end(text: str, at: int) -> int:
    """Where up to three unit words in a row end (镇街社区); 余 or 多 may stand before them, 均 (人均) not behind."""
    at += text[at : at + 1] in ("余", "多")
    stop = begin = at
    for _ in range(3):
        stop, begin = _word_end(text, stop), stop
        if stop == begin:
            break
    return at if text[stop : stop + 1] == "均" else stop


def _word_end(text: str, at: int) -> int:
    """Where the longest unit word that begins at `at` ends."""
    if text[at : at + 1].lower() not in FIRST:
        return at
    for stop in range(min(at + _LONGEST_WORD, len(text)), at, -1):
        if text[at:stop].lower() in _KIND and not (text[at].isascii() and _LATIN.match(text, stop)):
            return stop
    return at


def _tail_end(text: str, at: int) -> int:
    """Where a unit ends whose words end at `at`: behind (套), /人, ·月, 每年."""
    if text[at : at + 1] == "(":
        stop = _word_end(text, at + 1)
        at = stop + 1 if stop > at + 1 and text[stop : stop + 1] == ")" else at
    for _ in range(2):
        if text[at : at + 1] not in _PER:
            break
        begin = at + 2 if text[at : at + 2] == "/每" else at + 1
        stop = _word_end(text, begin)
        if stop == begin:
            other = _OTHER_PER.match(text, at)
            if other is None:
                break
            stop = other.end()
        at = stop
    return at


_LONGEST_UNIT, _LONGEST_WORD = 40, max(map(len, _KIND))
_PER = ("/", "·", ".", "*", "×", "每")
_OTHER_PER = re.compile("/每?[一-龥]{1,2}")
_MULTIPLIED = re.compile("[十百千]?[万亿]亿?|[百千]")
_BARE = re.compile("(?![分一-龥])")
_TENTHS = re.compile("[成折](?=[以左及]|$)")
_LATIN = re.compile("[A-Za-z0-9]")


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

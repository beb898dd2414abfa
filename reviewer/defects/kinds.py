"""What an indicator can measure, as far as its wording tells."""

from enum import StrEnum


class Kind(StrEnum):
    """What is measured. The comment gives the wording it stands for."""

    SATISFACTION = "satisfaction"  # 满意度
    AWARENESS = "awareness"  # 知晓率
    COVERAGE = "coverage"  # 覆盖率, 参保率, …占应…比例
    ORDER = "order"  # 发案率, 事故率, 群体性事件
    TIMELINESS = "timeliness"  # 及时率, 按时…, 进度
    COMPLETION = "completion"  # 完成率, 办结率
    PAYMENT = "payment"  # 发放率, 到位率, 足额发放
    STANDARD = "standard"  # 合格率, 准确率, 达标
    RATE = "rate"  # any other 率, 比例, …性
    SAVING = "saving"  # 成本控制率, 节约成本, 不超出预算
    EXPENDITURE = "expenditure"  # 工资福利支出, 公用经费
    COST = "cost"  # 单位成本, 补助标准, 造价
    PEOPLE = "people"  # 人数, 户数
    THINGS = "things"  # 数量, 里程, 面积, 场次
    ACTIVITY = "activity"  # 开展宣传, 设备采购: counted as such
    TIME = "time"  # 完成时间, 时限
    DURATION = "duration"  # 响应时间, 天数
    LASTING = "lasting"  # 使用年限
    INCOME = "income"  # 产值, 增收额
    SCORE = "score"  # 指数, 等级, 排名
    EXTENT = "extent"  # 范围
    CHANGE = "change"  # 收入水平提升: something measurable and a direction
    TREND = "trend"  # 近视率下降: an attribute and its direction
    RESULT = "result"  # 网络安全稳定运行: a named thing and its state
    OPEN = "open"  # a noun without any attribute
    QUALITY = "quality"  # 水平, 能力, 影响力: nobody counts it
    WISH = "wish"  # 提高…, 保障…: slogan or duty
    PLACEHOLDER = "placeholder"  # a category name, 无, a bare number
    EMPTY = "empty"  # nothing

    __hash__ = str.__hash__  # Enum hashes in Python code, which shows where sets of kinds are asked for every row


class Grip(StrEnum):
    """How firmly the wording holds its object: none (完成率), only the project tells (发放率), named (案件结案率)."""

    NONE = "none"
    IMPLIED = "implied"
    NAMED = "named"

    __hash__ = str.__hash__


RATES = frozenset(
    (
        Kind.SATISFACTION,
        Kind.AWARENESS,
        Kind.COVERAGE,
        Kind.ORDER,
        Kind.TIMELINESS,
        Kind.COMPLETION,
        Kind.PAYMENT,
        Kind.STANDARD,
        Kind.RATE,
    )
)
COUNTS = frozenset((Kind.PEOPLE, Kind.THINGS))
MONEY = frozenset((Kind.EXPENDITURE, Kind.COST))
MEASURED = (
    RATES | COUNTS | MONEY | {Kind.SAVING, Kind.TIME, Kind.DURATION, Kind.LASTING, Kind.INCOME, Kind.SCORE, Kind.TREND}
)
HOLLOW = frozenset((Kind.QUALITY, Kind.WISH, Kind.PLACEHOLDER, Kind.EMPTY))

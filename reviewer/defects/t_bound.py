"""T-bound (比较符不当): an operator that cannot be meant."""

import re

from reviewer.defects.defect import Defect
from reviewer.defects.kinds import MONEY, RATES, Kind
from reviewer.defects.reading import Reading
from reviewer.defects.t_vacuous import HIGH
from reviewer.defects.words import LOW
from reviewer.model import Finding, Grade, Question
from reviewer.targets import Operator, TargetKind
from reviewer.units import Measure


def check(reading: Reading) -> Finding | None:
    """An operator that cannot be meant: beyond all of a rate, against the direction flag, or no ceiling on money."""
    target = reading.target
    if target.kind is not TargetKind.NUMBER or target.low is None or _free(reading):
        return None
    reason = _percentage(reading) if target.percent else _amount(reading)
    reason = reason or _direction(reading)
    return Finding(DEFECT.code, Grade.ADVISE, reading.shown.target or "", reason) if reason else None


def _percentage(reading: Reading) -> str:
    target, kind = reading.target, reading.measured.kind
    low = target.low or 0
    if target.unit == "‰":
        return ""
    if target.operator in _AT_LEAST and low >= 100 and (low == 100 or kind in HIGH):
        return "超出比率的上限，宜写为等于100%"
    rate = (
        kind in RATES
        and not LOW.search(reading.measured.text)
        and (reading.measured.rate_word or kind in (Kind.SATISFACTION, Kind.TIMELINESS))
    )
    if rate and kind in HIGH and target.operator is Operator.AT_MOST:
        return "应设下限，不应设上限"
    if (
        rate
        and target.operator in (Operator.EQUAL, None)
        and low < 100
        and (kind in HIGH or (kind is Kind.RATE and low > 50))
    ):
        return "宜设下限，不宜写为等于"
    if kind is Kind.SAVING and _CONTROL.search(reading.measured.text) and target.operator is not Operator.AT_MOST:
        return "宜写为上限" if low >= 100 else ""
    return ""


def _amount(reading: Reading) -> str:
    target, measured = reading.target, reading.measured
    ceiling = measured.kind in _CAPPED and target.measure is Measure.MONEY
    if ceiling and target.operator not in _AT_MOST and not measured.text.endswith("标准"):
        return "宜写为支出上限"
    return ""


def _direction(reading: Reading) -> str:
    flag, operator = reading.shown.direction or "", reading.target.operator
    harmful = reading.measured.kind in (Kind.SCORE, Kind.ORDER, Kind.RATE) and _HARMFUL.search(reading.measured.text)
    if harmful and operator in _AT_LEAST and (reading.target.low or 0) > 0:
        return "应设上限，不应设下限"
    if ("正向" in flag and operator in _AT_MOST) or ("反向" in flag and operator in _AT_LEAST):
        return "的比较符与指标方向矛盾"
    return ""


def _free(reading: Reading) -> bool:
    """定性 without any operator compares nothing."""
    return reading.target.qualitative and reading.target.operator is None


_HARMFUL = re.compile(
    "(?:(?:PM|污染|氨氮|总磷|总氮|颗粒物|粉尘|臭氧|二氧化|氮氧化).{0,8}浓度|(?:事故|故障|发案|死亡|伤亡|返贫|差错|投诉|失业|感染)率)$"
)
"""What ought to be low."""
_CAPPED = MONEY | {Kind.SAVING}
_AT_LEAST = (Operator.AT_LEAST, Operator.MORE)
_AT_MOST = (Operator.AT_MOST, Operator.LESS)
_CONTROL = re.compile("控制|预算|不超")


DEFECT = Defect(
    code="T-bound",
    question=Question.TARGET,
    title="比较符不当",
    definition="“≥100%”、比较符与指标方向矛盾，或应设上限而写成等于、大于。",
    why="比较符决定如何判定，写错会使正常结果被判为未完成。",
    source="财预〔2021〕101号关于指标值可衡量、有依据的要求；《评判指南》第三问“指标值不可衡量”",
    hit="服务对象满意度 ≥100%",
    near_miss="资金支付及时率 =100%",
    check=check,
)

"""T-vacuous (任何结果都满足): anything satisfies the bound."""

from reviewer.defects.defect import Defect
from reviewer.defects.kinds import Kind
from reviewer.defects.reading import Reading
from reviewer.defects.words import LOW
from reviewer.model import Finding, Grade, Question
from reviewer.targets import Operator, TargetKind


def check(reading: Reading) -> Finding | None:
    """At least nothing, or at most all of a rate that ought to be high."""
    target = reading.target
    if target.kind is not TargetKind.NUMBER or target.low is None:
        return None
    nothing = target.operator is Operator.AT_LEAST and target.low <= 0
    everything = target.operator is Operator.AT_MOST and target.percent and target.low >= 100 and _high(reading)
    if not (nothing or everything):
        return None
    return Finding(DEFECT.code, Grade.FAIL, reading.shown.target or "", "任何结果都能满足该目标值")


def _high(reading: Reading) -> bool:
    """Whether the rate is one that ought to be high."""
    measured = reading.measured
    return measured.kind in HIGH and measured.rate_word and not LOW.search(measured.text)


HIGH = frozenset(
    (Kind.SATISFACTION, Kind.AWARENESS, Kind.COVERAGE, Kind.TIMELINESS, Kind.COMPLETION, Kind.PAYMENT, Kind.STANDARD)
)


DEFECT = Defect(
    code="T-vacuous",
    question=Question.TARGET,
    title="任何结果都满足",
    definition="目标值的界限没有约束力，任何结果都能满足。",
    why="没有约束力的目标等于没有目标。",
    source="财预〔2021〕101号关于指标值可衡量、有依据的要求；《评判指南》第三问“指标值不可衡量”",
    hit="社区矫正人数 ≥0人",
    near_miss="安全生产责任事故起数 =0起",
    check=check,
)

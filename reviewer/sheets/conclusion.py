"""What becomes of a target sheet (审核结论), why, and how large it is: from its rows and findings by the bureau's table
of thresholds. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.model import Band, Conclusion, ReviewedRow, Severity, SheetFinding, Ungraded
from reviewer.policy import Policy
from reviewer.sheets import BY_CODE

BANDS: tuple[tuple[float, Band], ...] = (
    (5_000_000, "500万元以上"),
    (1_000_000, "100万—500万元"),
    (0, "100万元以下"),
)
"""From how many 元 on a sheet belongs to a band; the largest first."""


def band(amount: float) -> Band:
    """How much money a sheet spends; an amount of 0 is none."""
    return next(name for least, name in BANDS if amount >= least) if amount > 0 else "未填金额"


def weak_share(rows: Sequence[ReviewedRow]) -> float | None:
    """The share of weight in weak rows, of those that were judged or decided on; every row weighs the same where not
    all have a weight. None without such rows."""
    judged = [row for row in rows if not row.set_aside and (row.worst is not None or _settled(row))]
    return _share([row for row in judged if row.weak], judged) if judged else None


def conclude(rows: Sequence[ReviewedRow], findings: Sequence[SheetFinding], policy: Policy) -> tuple[Conclusion, str]:
    """The conclusion on a sheet and one sentence that says why.

    退回重报 where what is sure is enough for it: findings of severity 退回, weak rows by number or by share of weight.
    Else 待人工核实 where rows were not judged, are contested, were put off by a person, or may have been misread. Else
    修改后通过 where rows are weak, much is advised or a finding asks for it. A person's decision on a row settles it.
    Presets count nowhere."""
    counted = _count([row for row in rows if not row.set_aside], findings)
    if _goes_back(counted, policy):
        return "退回重报", f"{_told(counted)}，请重新编制后报送。"
    if _is_unsure(counted, policy):
        return "待人工核实", f"{_doubts(counted)}，请人工核实后确定。"
    if _is_mended(counted, policy):
        return "修改后通过", f"{_told(counted)}，请按审核意见修改。"
    advice = counted.advised + len(counted.hints)
    return "通过", f"未发现需要修改的问题{f'，另有建议{advice}条供参考' if advice else ''}。"


# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Count:
    """What is counted of a sheet; `sure` are weak rows that are neither contested nor read with a doubt, `put_off` rows
    that a person left open (待核)."""

    rows: int
    weighed: bool
    weak: int
    share: float
    sure: int
    sure_share: float
    advised: int
    ungraded: int
    contested: int
    put_off: int
    doubtful: int
    doubtful_weak: int
    back: tuple[str, ...]
    mend: tuple[str, ...]
    hints: tuple[str, ...]


def _count(rows: Sequence[ReviewedRow], findings: Sequence[SheetFinding]) -> _Count:
    weak = [row for row in rows if row.weak]
    left = [row for row in rows if not _settled(row)]
    sure = [row for row in weak if _settled(row) or not (row.contested or row.indicator.doubts)]
    doubtful = [row for row in left if row.indicator.doubts]
    return _Count(
        rows=len(rows),
        weighed=_weighed(rows),
        weak=len(weak),
        share=weak_share(rows) or 0.0,
        sure=len(sure),
        sure_share=_share(sure, rows),
        advised=sum(row.objected and not row.weak for row in rows),
        ungraded=sum(isinstance(row.verdict, Ungraded) for row in left),
        contested=sum(bool(row.contested) for row in left),
        put_off=sum(row.decision == "待核" for row in left),
        doubtful=len(doubtful),
        doubtful_weak=sum(row.weak for row in doubtful),
        back=_titles(findings, "退回"),
        mend=_titles(findings, "修改"),
        hints=_titles(findings, "提示"),
    )


def _settled(row: ReviewedRow) -> bool:
    """Whether a person has decided on the row."""
    return row.decision not in (None, "待核")


def _weighed(rows: Iterable[ReviewedRow]) -> bool:
    return all(row.indicator.weight for row in rows)


def _share(some: Sequence[ReviewedRow], rows: Sequence[ReviewedRow]) -> float:
    if not rows:
        return 0.0
    if not _weighed(rows):
        return len(some) / len(rows)
    return sum(row.indicator.weight or 0.0 for row in some) / sum(row.indicator.weight or 0.0 for row in rows)


def _titles(findings: Sequence[SheetFinding], severity: Severity) -> tuple[str, ...]:
    return tuple(BY_CODE[finding.code].title for finding in findings if finding.severity == severity)


def _goes_back(counted: _Count, policy: Policy) -> bool:
    by_rows = counted.sure >= policy.return_weak or (counted.sure > 0 and counted.sure_share >= policy.return_share)
    return len(counted.back) >= policy.return_findings or by_rows


def _is_unsure(counted: _Count, policy: Policy) -> bool:
    return (
        counted.put_off > 0
        or counted.ungraded >= policy.verify_ungraded
        or counted.contested >= policy.verify_contested
        or counted.doubtful_weak >= policy.verify_doubtful
        or (counted.doubtful > 0 and counted.doubtful >= policy.verify_doubtful_share * counted.rows)
    )


def _is_mended(counted: _Count, policy: Policy) -> bool:
    return (
        counted.weak >= policy.mend_weak
        or len(counted.mend) + len(counted.back) >= policy.mend_findings
        or counted.advised >= policy.mend_advised
    )


# ---------------------------------------------------------------------------------------------------------------------


def _told(counted: _Count) -> str:
    """What is wrong with a sheet, the gravest first; advice only where there is nothing else."""
    if not counted.rows:
        return "未填报绩效指标"
    parts = ["、".join((*counted.back, *counted.mend))] if counted.back or counted.mend else []
    if counted.weak:
        parts.append(f"{_weak(counted)}，占{'权重' if counted.weighed else '指标'}{counted.share:.0%}")
    return "，".join(parts) or f"建议修改的指标{counted.advised}项"


def _weak(counted: _Count) -> str:
    return f"问题指标{counted.weak}项"


def _doubts(counted: _Count) -> str:
    """What is not sure of a sheet, then what else is wrong with it."""
    told = (
        (counted.put_off, "项指标已标记待核"),
        (counted.ungraded, "项指标未能判定"),
        (counted.contested, "项指标模型与规则判定相反"),
        (counted.doubtful, "项指标读取存疑"),
    )
    wrong = [*counted.back, *counted.mend, *([_weak(counted)] if counted.weak else [])]
    parts = [f"有{count}{what}" for count, what in told if count]
    return "，".join(parts) + (f"（另有：{'、'.join(wrong)}）" if wrong else "")

"""What `reviewer plan` prints: a run foretold, in Chinese."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.report.progress import spoken_time
from reviewer.report.safe import printable


@dataclass(frozen=True, slots=True)
class Rows:
    """Indicators read, how many of them are distinct, and how many of those have a verdict already."""

    read: int
    distinct: int
    known: int


@dataclass(frozen=True, slots=True)
class Asking:
    """What asking a model would take (see `grading.estimate`), at what prices for a million tokens (None: not set) and
    on what assumptions; `probed` tells whether `latency` was measured."""

    model: str
    host: str
    calls: int
    sent: int
    received: int
    money: float | None
    seconds: float
    concurrency: int
    price_in: float | None
    price_out: float | None
    currency: str
    reply_tokens: int
    tokens_a_second: float
    latency: float
    probed: bool


def rendered(rows: Rows, asking: Asking | None) -> Iterator[str]:
    """The lines of the plan; `asking` is None where the rules judge."""
    judge = f"由 {printable(asking.model)} 判定" if asking else "由规则判定，不使用语言模型"
    yield f"评判计划（{judge}）\n"
    left = rows.distinct - rows.known
    yield f"指标 {rows.read:,} 行，不重复 {rows.distinct:,} 条，已有判定 {rows.known:,} 条，待评判 {left:,} 条。\n"
    if asking is None:
        yield "不调用接口，不发送任何内容。\n"
    else:
        yield from (line + "\n" for line in _asking(asking))


def _asking(asking: Asking) -> Iterator[str]:
    yield f"预计调用 {asking.calls:,} 次，发送约 {asking.sent:,} 词元，接收约 {asking.received:,} 词元。"
    yield _money(asking)
    if asking.calls:
        yield f"预计用时 {spoken_time(asking.seconds)}（同时调用 {asking.concurrency} 个）。"
    yield f"评判时指标文字将发送至 {printable(asking.host)}；本命令不发送任何内容。"
    measured = "探测所得" if asking.probed else "未探测，为假定值"
    yield (
        f"估算口径：一个汉字计 1 个词元，其他 4 个字符计 1 个；每条答复计 {asking.reply_tokens} 个词元，"
        f"每秒输出 {asking.tokens_a_second:.0f} 个；每次调用另计 {asking.latency:.1f} 秒（{measured}）；不含重问。"
    )


def _money(asking: Asking) -> str:
    if asking.money is None:
        return "未设置单价（price_in、price_out，每百万词元），无法估算费用。"
    prices = f"发送 {asking.price_in:g}、接收 {asking.price_out:g}"
    return f"预计费用 {asking.money:,.2f} {asking.currency}（每百万词元{prices} {asking.currency}）。"

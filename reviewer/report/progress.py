"""Progress of long work on standard error; nothing where no terminal reads it or the work is short."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.steps import KNOWN

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1.0  # seconds before a line appears
_STEADY = 5.0  # seconds; what a shorter time brought says little about the rest


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a model is: rows judged of those to be asked about, and what it took (None: not known)."""

    rows: int
    of: int
    calls: int
    tokens: int | None = None
    money: float | None = None


class Watcher:
    """Told of progress; says nothing."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """A step has come so far."""

    def model(self, standing: Standing) -> None:
        """A model has come so far."""


@contextmanager
def shown(currency: str = "元") -> Iterator[Watcher]:
    """A watcher to be told of progress; its line is gone afterwards."""
    if not sys.stderr.isatty():
        yield Watcher()
        return
    screen = _screen(currency)
    try:
        yield screen
    finally:
        screen.close()


def told(standing: Standing, known: int, seconds: float, currency: str) -> str:
    """What a model's run comes to after so many seconds, in Chinese: rows found in the database, calls, tokens, money
    so far and in all, time left."""
    whole = standing.of / standing.rows if standing.rows else None
    parts = [f"已有判定 {known:,}", cost(standing.calls, standing.tokens, standing.money, currency)]
    if standing.money is not None and whole:
        parts.append(f"预计共 {standing.money * whole:,.2f} {currency}")
    if whole and whole > 1 and seconds >= _STEADY:
        parts.append(f"剩余约 {spoken_time(seconds * (whole - 1))}")
    return "，".join(parts)


def cost(calls: int, tokens: int | None, money: float | None, currency: str) -> str:
    """Calls, tokens and money, in Chinese; what is not known is left out."""
    parts = [f"调用 {calls:,} 次"]
    if tokens is not None:
        parts.append(f"词元 {tokens:,}")
    if money is not None:
        parts.append(f"费用 {money:,.2f} {currency}")
    return "，".join(parts)


def spoken_time(seconds: float) -> str:
    """A length of time, in Chinese."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} 秒"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} 分 {rest} 秒" if minutes < 10 else f"{minutes} 分"
    return f"{minutes // 60} 小时 {minutes % 60} 分"


def _screen(currency: str) -> "Screen":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    step, figures = (TextColumn(f"{{task.{field}}}", markup=False) for field in ("description", "fields[told]"))
    columns = (step, BarColumn(bar_width=24), MofNCompleteColumn(), figures)
    return Screen(Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4), currency)


class Screen(Watcher):
    """A bar on a terminal, once the work has taken a while."""

    def __init__(self, bar: "Progress", currency: str) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None, told="")
        self._currency = currency
        self._known = 0
        self._started = self._asked = time.monotonic()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show the step; how much is known already is remembered for the model's figures."""
        if step == KNOWN:
            self._known, self._asked = done, time.monotonic()
        self._bar.update(self._task, description=step, completed=done, total=total)
        if time.monotonic() - self._started > _PATIENCE:
            self._bar.start()

    def model(self, standing: Standing) -> None:
        """Show what the model's run comes to."""
        seconds = time.monotonic() - self._asked
        self._bar.update(self._task, told=told(standing, self._known, seconds, self._currency))

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()

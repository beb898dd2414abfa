"""What a run has spent, and the gate that every request passes: no call beyond `max_calls`, none that could exceed
the budget."""

import asyncio
from dataclasses import dataclass

from reviewer.grading.endpoint import Endpoint, Limits, Tokens
from reviewer.grading.faults import Stopped, StopRun


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run cost so far. Tokens as the server counted them, None until it counted any; `uncounted` calls came
    without a count. `money` at the endpoint's prices, with an upper estimate for uncounted calls; None without
    prices."""

    calls: int = 0
    tokens_in: int | None = None
    tokens_out: int | None = None
    uncounted: int = 0
    money: float | None = None


class Meter:
    """One for all calls of a run."""

    def __init__(self, endpoint: Endpoint, limits: Limits) -> None:
        self._endpoint = endpoint
        self._limits = limits
        self._calls = 0
        self._uncounted = 0
        self._tokens: Tokens | None = None
        self._paid = 0.0
        self._reserved: dict[int, float] = {}
        self._released = asyncio.Event()

    @property
    def spent(self) -> Spent:
        """The state of the meter."""
        sent, received = (self._tokens.sent, self._tokens.received) if self._tokens else (None, None)
        return Spent(self._calls, sent, received, self._uncounted, self._paid if self._priced else None)

    async def admit(self, characters: int, rows: int) -> int:
        """Let a request of so many characters and rows pass and give its number; where only calls under way stand
        between it and the budget, wait for them. Raises StopRun where a limit is reached."""
        price = self._price(Tokens(characters, self._endpoint.cap(rows)))
        while True:
            if self._limits.max_calls is not None and self._calls >= self._limits.max_calls:
                raise StopRun(_too_many_calls(self._limits.max_calls), gently=True)
            if self._limits.budget is None or self._paid + sum(self._reserved.values()) + price <= self._limits.budget:
                break
            if not self._reserved:
                raise StopRun(_too_much_money(self._limits.budget), gently=True)
            self._released.clear()
            await self._released.wait()
        self._calls += 1
        self._reserved[self._calls] = price
        return self._calls

    def answered(self, call: int, tokens: Tokens | None) -> None:
        """Book what a reply cost; where the server does not say, the estimate stands."""
        estimate = self._reserved.get(call, 0.0)
        if tokens is None:
            self._uncounted += 1
            self._paid += estimate
            return
        so_far = self._tokens or Tokens(0, 0)
        self._tokens = Tokens(so_far.sent + tokens.sent, so_far.received + tokens.received)
        self._paid += self._price(tokens)

    def ended(self, call: int) -> None:
        """The call is over, with or without a reply."""
        self._reserved.pop(call, None)
        self._released.set()

    @property
    def _priced(self) -> bool:
        return self._endpoint.price_in is not None or self._endpoint.price_out is not None

    def _price(self, tokens: Tokens) -> float:
        """Money for so many tokens. (As an estimate: a Chinese character is about one token at most.)"""
        price_in, price_out = self._endpoint.price_in or 0.0, self._endpoint.price_out or 0.0
        return (tokens.sent * price_in + tokens.received * price_out) / 1_000_000


def _too_many_calls(most: int) -> Stopped:
    return Stopped(
        "达到调用次数上限，未评", f"stopped after {most} calls (--max-calls); run again to go on with what is missing"
    )


def _too_much_money(budget: float) -> Stopped:
    advice = (
        f"stopped before the budget of {budget:g} would be exceeded (--budget); run again to go on with what is missing"
    )
    return Stopped("达到费用上限，未评", advice)

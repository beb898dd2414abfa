"""What judging rows by a model would take, before anything is sent. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from reviewer.grading.batches import batches
from reviewer.grading.endpoint import Endpoint, Limits
from reviewer.grading.prompts import Prompts
from reviewer.model import Shown

REPLY_TOKENS = 200
"""Tokens of the reply about one row: a little above the worked examples of the prompts (190 on average)."""
TOKENS_A_SECOND = 65.0
"""How fast an endpoint writes: an assumption, of the order that hosted models of the middle size reach."""
LATENCY = 1.0
"""Seconds that a call takes beside the writing, where no probe told."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Calls, tokens, money (None without prices) and seconds; without calls that have to be repeated. `per_call` is the
    seconds of a full call."""

    calls: int
    sent: int
    received: int
    money: float | None
    seconds: float
    per_call: float


def estimate(
    rows: Mapping[str, Shown], endpoint: Endpoint, limits: Limits, prompts: Prompts, latency: float = LATENCY
) -> Estimate:
    """What it would take to ask about `rows` (key → indicator, distinct): `latency` is the seconds of a tiny call."""
    jobs = list(batches(rows, limits))
    sent = sum(tokens(message["content"]) for job in jobs for message in prompts.request(job.rows))
    received = REPLY_TOKENS * len(rows)
    prices = (endpoint.price_in, endpoint.price_out)
    per_call = latency + REPLY_TOKENS * max((len(job.rows) for job in jobs), default=0) / TOKENS_A_SECOND
    return Estimate(
        calls=len(jobs),
        sent=sent,
        received=received,
        money=None if prices[0] is None or prices[1] is None else (sent * prices[0] + received * prices[1]) / 1e6,
        seconds=ceil(len(jobs) / endpoint.concurrency) * per_call,
        per_call=per_call,
    )


def tokens(text: str) -> int:
    """About how many tokens a text has: a Chinese character one, of other characters four one. Tokenizers made for
    Chinese need up to a third less."""
    wide = sum(char >= "\u2e80" for char in text)
    return wide + ceil((len(text) - wide) / 4)

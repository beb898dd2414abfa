"""Which judge a run has: the rules, or a model at an endpoint to which its user agreed to send text."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reviewer.errors import UsageError
from reviewer.grading import Grader
from reviewer.grading.endpoint import Endpoint, Limits, Mode
from reviewer.model import Shown
from reviewer.report.plan import Asking
from reviewer.report.probe import Probe, Tried
from reviewer.settings import RULES, Settings, api_key

if TYPE_CHECKING:
    from reviewer.grading.llm import ModelGrader
    from reviewer.store import Store

PREFERRED = (Mode.JSON_SCHEMA, Mode.JSON_OBJECT, Mode.TOOLS, Mode.PLAIN)
"""Modes from best to last: a schema that the server enforces, then JSON that it enforces; a forced call, which many
servers accept and overlook; words alone."""


@dataclass(frozen=True, slots=True)
class Consent:
    """How a user may agree that text is sent to a host: beforehand (`yes`), or asked now (`ask` is given host and
    model; None where nobody can be asked)."""

    yes: bool = False
    ask: Callable[[str, str], bool] | None = None


def model(settings: Settings, store: "Store", consent: Consent) -> "ModelGrader":
    """The model that the settings name, as a judge that may be used: its user has agreed to the host.

    Raises UsageError where endpoint, key or limits are incomplete, or nobody agreed; nothing was sent then."""
    from reviewer.grading.llm import ModelGrader

    judge = ModelGrader(endpoint(settings, store), limits=limits(settings))
    _agree(judge.endpoint, store, consent)
    return judge


def unasked(settings: Settings, store: "Store") -> Grader:
    """The judge that the settings name, for its keys only: it is not agreed to. Raises UsageError as `model` does."""
    if settings.grader == RULES:
        from reviewer.grading.offline import Rules

        return Rules()
    from reviewer.grading.llm import ModelGrader

    return ModelGrader(endpoint(settings, store), limits=limits(settings))


def foretold(rows: Mapping[str, Shown], settings: Settings, store: "Store") -> Asking | None:
    """What it would take to ask the model of the settings about `rows` (key → indicator); None where the rules
    judge."""
    if settings.grader == RULES:
        return None
    from reviewer.grading import prompts
    from reviewer.grading.estimate import LATENCY, REPLY_TOKENS, TOKENS_A_SECOND, estimate

    named = endpoint(settings, store)
    probed = store.mode(named.base_url, named.model)
    latency = probed.seconds if probed else LATENCY
    found = estimate(rows, named, limits(settings), prompts.load(), latency)
    return Asking(
        model=named.model,
        host=named.host,
        calls=found.calls,
        sent=found.sent,
        received=found.received,
        money=found.money,
        seconds=found.seconds,
        concurrency=named.concurrency,
        price_in=named.price_in,
        price_out=named.price_out,
        currency=settings.currency,
        reply_tokens=REPLY_TOKENS,
        tokens_a_second=TOKENS_A_SECOND,
        latency=latency,
        probed=probed is not None,
    )


def probed(settings: Settings, store: "Store") -> Probe:
    """Try every mode on the endpoint that the settings name, with tiny texts of our own, and remember the best that
    works. Raises UsageError where the endpoint is not named in full."""
    from reviewer.grading.probe import probe

    named = endpoint(settings, store)
    tried = tuple(Tried(str(one.mode), one.works, one.seconds, one.problem) for one in probe(named))
    best = next((one for mode in PREFERRED for one in tried if one.works and one.mode == mode), None)
    if best:
        from reviewer.store import Remembered

        store.keep_mode(named.base_url, named.model, Remembered(best.mode, best.seconds))
    return Probe(named.base_url, named.model, tried, best, settings.mode)


def endpoint(settings: Settings, store: "Store", environment: Mapping[str, str] = os.environ) -> Endpoint:
    """The endpoint that the settings name, with its key, in the mode that was set or that `doctor` found.

    Raises UsageError where it is not named in full."""
    if settings.grader == RULES:
        raise UsageError("no model is named; give --grader MODEL, as the endpoint knows it")
    if settings.base_url is None:
        raise UsageError(
            f"grader {settings.grader}: its endpoint is not named; give --base-url URL or set base_url "
            f"(--grader {RULES} needs none)"
        )
    base_url = _plain(settings.base_url)
    remembered = store.mode(base_url, settings.grader)
    temperature, field = settings.temperature, settings.max_tokens_field
    found = Endpoint(
        base_url=base_url,
        model=settings.grader,
        key=api_key(settings, environment),
        mode=Mode(settings.mode or (remembered and remembered.mode) or Mode.JSON_OBJECT),
        temperature=None if temperature == "unset" else temperature,
        extra=settings.extra_body,
        max_tokens=settings.max_tokens,
        max_tokens_per_row=settings.max_tokens_per_row,
        max_tokens_field="" if field == "unset" else field,
        concurrency=settings.concurrency,
        deadline=settings.deadline,
        price_in=settings.price_in,
        price_out=settings.price_out,
    )
    found.check()
    return found


def limits(settings: Settings) -> Limits:
    """When a run stops by itself, and how large its requests are."""
    return Limits(
        max_calls=settings.max_calls,
        budget=settings.budget,
        batch_rows=settings.batch_rows,
        batch_chars=settings.batch_chars,
    )


def _plain(base_url: str) -> str:
    """An address without its last slash; one that may hold a key is refused, without a word of it."""
    try:
        parts = urlsplit(base_url)
    except ValueError:
        raise UsageError("base_url: not an address; name the endpoint in full, as https://host/v1") from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise UsageError("base_url: no user, password or query belongs in it; the key is set by REVIEWER_API_KEY")
    return base_url.strip().rstrip("/")


def _agree(named: Endpoint, store: "Store", consent: Consent) -> None:
    """The first time a host is named its user is asked; the answer is kept for the host."""
    kept = store.consent(named.host)
    if kept is False and not consent.yes:
        raise UsageError(f"{named.host}: it was declined to send text there; nothing was sent (--yes allows it)")
    if kept:
        return
    if not consent.yes and consent.ask is None:
        raise UsageError(
            f"{named.host}: named for the first time, and nobody to ask whether text may be sent there; "
            "nothing was sent (--yes agrees)"
        )
    agreed = consent.yes or (consent.ask is not None and consent.ask(named.host, named.model))
    store.keep_consent(named.host, agreed)
    if not agreed:
        raise UsageError(f"{named.host}: declined; nothing was sent")

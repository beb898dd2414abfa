"""What is known about a model endpoint, and the limits of a run against it. Plain values; nothing here connects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from reviewer.errors import UsageError


class Mode(StrEnum):
    """How an endpoint is asked for JSON: `json_schema` (strict schema), `tools` (a forced function call),
    `json_object` (any JSON, the most widely understood) or `plain` (by words alone)."""

    JSON_SCHEMA = "json_schema"
    TOOLS = "tools"
    JSON_OBJECT = "json_object"
    PLAIN = "plain"


_OURS = frozenset(("messages", "model", "stream", "n"))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint and how it is to be used.

    `base_url` ends with the API's version (https://host/v1); `model` is the name the endpoint knows and reports show;
    `key` is sent as it is and shown nowhere (None: the server wants none). `extra` holds further fields of the
    request body that a vendor asks for ({"enable_thinking": False}). `max_tokens` and `max_tokens_per_row` cap a
    reply: the first for the reply as a whole, the second for every row of it; where `max_tokens_field` is "" no cap
    is sent. `deadline` is in seconds for one request, whatever it does in between. Prices are in the currency of the
    budget for a million tokens, None where not known."""

    base_url: str
    model: str
    key: str | None = field(default=None, repr=False)
    mode: Mode = Mode.JSON_OBJECT
    temperature: float | None = 0.0
    top_p: float | None = None
    seed: int | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    max_tokens: int = 500
    max_tokens_per_row: int = 400
    max_tokens_field: str = "max_tokens"
    concurrency: int = 16
    deadline: float = 120.0
    price_in: float | None = None
    price_out: float | None = None

    @property
    def host(self) -> str:
        """Host and port that receive the text."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    @property
    def sampling(self) -> dict[str, object]:
        """The parameters of the request that bear on the answer; None is not sent."""
        stated = {"temperature": self.temperature, "top_p": self.top_p, "seed": self.seed}
        return {name: value for name, value in stated.items() if value is not None} | dict(self.extra)

    def check(self) -> None:
        """Raises UsageError where the endpoint is not fully named or its key cannot be sent."""
        if not self.base_url.startswith(("http://", "https://")) or not self.host:
            raise UsageError("base_url: name the endpoint in full, as https://host/v1")
        if not self.model.strip():
            raise UsageError("model: name the model as the endpoint knows it")
        if self.key is not None and not (self.key.isascii() and self.key.isprintable() and self.key.strip()):
            raise UsageError("api_key: not a key (empty, or with characters that no header can carry)")
        if taken := sorted(set(self.extra) & _OURS):
            raise UsageError(f"extra: {taken[0]} is set by the program")

    def cap(self, rows: int) -> int:
        """The longest reply, in tokens, that `rows` rows may take."""
        return self.max_tokens + self.max_tokens_per_row * rows


@dataclass(frozen=True, slots=True)
class Limits:
    """When a run stops by itself: after `max_calls` requests, or before `budget` (money at the endpoint's prices)
    would be exceeded. `batch_rows` and `batch_chars` cap one request: rows, and characters of indicator text. A row
    longer than `row_chars` is not sent."""

    max_calls: int | None = None
    budget: float | None = None
    batch_rows: int = 8
    batch_chars: int = 3000
    row_chars: int = 12_000


@dataclass(frozen=True, slots=True)
class Timing:
    """Patience with a faulty endpoint, in seconds. A call is tried `attempts` times while other calls succeed (a call
    that met its deadline, half as often), with waits that double from `backoff` to `longest_backoff`. `outage`: how
    long every call may fail before the run ends. `longest_pause`: the longest Retry-After that is waited for;
    `pauses`: how many pauses in a row without any success."""

    attempts: int = 4
    backoff: float = 0.5
    longest_backoff: float = 8.0
    outage: float = 25.0
    outage_failures: int = 5
    longest_pause: float = 120.0
    pauses: int = 2
    stagger: float = 0.5


@dataclass(frozen=True, slots=True)
class Tokens:
    """What one reply cost, as the server counted it."""

    sent: int
    received: int

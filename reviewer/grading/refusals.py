"""What an HTTP status other than 200 means for the run. Pure: status, body and headers in, a Fault out.

Of what the server says, a short piece without the key is passed on, and only where a person needs it to set something
right.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

from reviewer.grading.endpoint import Endpoint
from reviewer.grading.faults import Fault, Paused, Stopped, StopRun, Transient, Unusable

_PARAMETERS = (
    "response_format",
    "json_schema",
    "json_object",
    "tool_choice",
    "tools",
    "temperature",
    "top_p",
    "seed",
    "max_tokens",
    "max_completion_tokens",
    "enable_thinking",
    "thinking",
    "model",
)
_TOO_LONG = re.compile(
    r"context.?length|context.?window|maximum.?context|too many tokens|too long|reduce the length", re.I
)
_QUOTA = re.compile(r"insufficient.?(?:quota|balance)|billing|arrear|欠费|余额", re.I)
_MODE = {"response_format", "json_schema", "json_object", "tool_choice", "tools"}


def refusal(status: int, body: object, headers: Mapping[str, str], endpoint: Endpoint) -> Fault:
    """The fault that a status stands for: a pause, something transient, a text that is refused (a smaller batch finds
    it), or the end of the run."""
    if status == 429 and _QUOTA.search(_told(body, endpoint)):
        return _stop(
            "额度不足", f"{endpoint.host} says that the quota or balance is used up ({status})", body, endpoint
        )
    if status in (408, 409, 425, 429) or status >= 500:
        seconds = retry_after(headers)
        return Paused(seconds) if seconds is not None else Transient(f"状态码 {status}", busy=status == 429)
    if status in _ENDS:
        reason, advice = _ENDS[status]
        return _stop(f"{reason}（{status}）", f"{endpoint.host} answered {status}: {advice}", body, endpoint)
    if status < 400:
        advice = f"{endpoint.host} answered {status} and points elsewhere; name the address itself as base URL"
        return StopRun(Stopped(f"接口转往他处（{status}），未评", advice))
    if status != 413 and not _TOO_LONG.search(_told(body, endpoint)) and (name := _parameter(body)):
        return _stop(f"接口不接受参数 {name}", f"{endpoint.host} refuses {name}: {_remedy(name)}", body, endpoint)
    return Unusable(f"接口不接受该内容（{status}）")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The pause that a server asks for, in seconds (Retry-After as a number or a date, retry-after-ms); None where it
    asks for none that can be read."""
    try:
        if (stated := headers.get("retry-after-ms")) is not None:
            seconds = float(stated) / 1000
        elif (stated := headers.get("retry-after")) is None:
            return None
        else:
            seconds = float(stated) if re.fullmatch(r"\s*\d+(\.\d+)?\s*", stated) else _until(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, seconds) if isfinite(seconds) else None


# ---------------------------------------------------------------------------------------------------------------------

_ENDS = {
    401: ("接口不认可密钥", "the key is missing or not valid; set REVIEWER_API_KEY, or api_key_file in reviewer.toml"),
    402: ("接口要求付费", "the account has no credit"),
    403: ("接口拒绝访问", "the key may not use this model or address; set another key, model or base URL"),
    404: ("接口没有该模型或地址", "no such model or address; check both, and the end of the base URL (often /v1)"),
    405: ("接口地址不对", "this address takes no chat requests; check the end of the base URL (often /v1)"),
    407: ("代理要求认证", "a proxy wants a login; name an endpoint that can be reached without it"),
}  # fmt: skip


def _stop(reason: str, advice: str, body: object, endpoint: Endpoint) -> StopRun:
    told = _told(body, endpoint)
    return StopRun(Stopped(f"{reason}，未评", f"{advice} (it says: {told})" if told else advice))


def _told(body: object, endpoint: Endpoint) -> str:
    """At most 120 characters of the server's own message, on one line, without anything that could be a key."""
    error = body.get("error", body) if isinstance(body, dict) else body
    stated = error.get("message") if isinstance(error, dict) else error
    if isinstance(error, dict) and error.get("code"):
        stated = f"{error['code']}: {stated}"
    if not isinstance(stated, str):
        return ""
    text = stated.replace(endpoint.key, "***") if endpoint.key else stated
    text = _KEYLIKE.sub(lambda found: found[0] if found[0] in endpoint.model else "***", text)
    return " ".join(text.split())[:120] if "<" not in text else ""


_KEYLIKE = re.compile(r"[A-Za-z0-9_*.-]{20,}|sk-\S+|Bearer \S+", re.I)


def _parameter(body: object) -> str | None:
    """The parameter of ours that a 400 is about; None where it names none."""
    error = body.get("error", body) if isinstance(body, dict) else body
    stated = error.get("param") if isinstance(error, dict) else None
    text = json.dumps(error, ensure_ascii=False) if not isinstance(error, str) else error
    for name in _PARAMETERS:
        if isinstance(stated, str) and stated.split(".")[0] == name:
            return name
    return next((name for name in _PARAMETERS if re.search(rf"(?<![a-z_]){name}(?![a-z_])", text)), None)


def _remedy(name: str) -> str:
    if name in _MODE:
        return "set another mode (json_schema, tools, json_object or plain); `reviewer doctor` tries them"
    if name.startswith("max_"):
        return "set max_tokens_field to max_tokens, max_completion_tokens or nothing, or lower max_tokens"
    return f"set or unset {name} for this endpoint"


def _until(date: str) -> float:
    return (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds()

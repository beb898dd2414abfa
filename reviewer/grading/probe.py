"""Which ways of asking for JSON an endpoint understands: one tiny request for each, none repeated."""

import asyncio
import json
import time
from dataclasses import dataclass, replace
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from reviewer.grading.endpoint import Endpoint, Mode, Tokens
from reviewer.grading.faults import Fault, StopRun
from reviewer.grading.prompts import Message
from reviewer.grading.rubric import unwrapped


@dataclass(frozen=True, slots=True)
class Probed:
    """What a mode gave: whether a reply of the right form came, after how many seconds; else why not (English), and
    what the server counted."""

    mode: Mode
    works: bool
    seconds: float
    problem: str = ""
    tokens: Tokens | None = None


class Ping(BaseModel):
    """A reply as small as can be with what the real one has: a word of a few, a list, a text or nothing."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"required": ["grade", "defects", "opinion"]})

    grade: str
    defects: list[str]
    opinion: str | None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Self:
        """Read as tolerantly as the real reply is."""
        return cls.model_validate(json.loads(unwrapped(str(json_data))))


def probe(endpoint: Endpoint) -> tuple[Probed, ...]:
    """Try every mode on an endpoint, one after another. Raises UsageError where the endpoint is not fully named."""
    endpoint.check()
    return asyncio.run(_probed(endpoint))


_MESSAGES: list[Message] = [
    {"role": "system", "content": "你是接口测试程序，只输出 JSON（json）对象，不作解释。"},
    {"role": "user", "content": '请原样输出：{"grade": "pass", "defects": [], "opinion": null}'},
]
_CAP = 2000
"""Tokens: enough for a model that thinks first."""


async def _probed(endpoint: Endpoint) -> tuple[Probed, ...]:
    return tuple([await _tried(replace(endpoint, mode=mode)) for mode in Mode])


async def _tried(endpoint: Endpoint) -> Probed:
    from reviewer.grading.client import Wire

    counted: list[Tokens | None] = [None]
    wire, began, problem = Wire(endpoint), time.monotonic(), ""
    try:
        reply, _ = await wire.ask(Ping, _MESSAGES, _CAP, counted.append)
        if reply.grade != "pass":
            problem = "the reply is not the one asked for"
    except StopRun as fault:
        problem = fault.stopped.advice
    except Fault as fault:
        problem = fault.reason
    finally:
        await wire.close()
    return Probed(endpoint.mode, not problem, time.monotonic() - began, problem, counted[-1])

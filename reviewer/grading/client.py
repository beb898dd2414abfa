"""The wire: one structured call to an OpenAI-compatible endpoint. The only importer of openai, instructor and
tenacity.

Who repeats what: openai repeats nothing, instructor repeats nothing (it picks the way of asking and reads the reply);
transport faults are repeated here, by a tenacity object of its own for every call; replies that do not fit are asked
again by the scheduler, which knows the rows. Errors of those libraries hold whole prompts and may hold the key, so
none leaves this module: a Fault says in our own words what happened.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeGuard, TypeVar, cast

import httpx2
import instructor
import openai
from instructor.core import IncompleteOutputException, InstructorRetryException
from openai.types.chat import ChatCompletion, ChatCompletionMessage, ChatCompletionMessageFunctionToolCall
from openai.types.chat.chat_completion_message_function_tool_call import Function
from pydantic import BaseModel
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from reviewer.grading.endpoint import Endpoint, Mode, Timing, Tokens
from reviewer.grading.faults import Fault, Paused, Transient, Unusable
from reviewer.grading.health import Health
from reviewer.grading.meter import Meter
from reviewer.grading.outcome import Answered
from reviewer.grading.prompts import Message
from reviewer.grading.refusals import refusal
from reviewer.grading.rubric import Reply

for _name in ("instructor", "openai", "httpx2", "httpcore2"):  # their log lines hold prompts, replies and headers
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

WIRE: type[Reply] = instructor.response_schema(Reply)
"""Wrapped once: instructor would build a new class for every call."""


class Client:
    """Calls to one endpoint. Use within one event loop; `close` when done."""

    def __init__(self, endpoint: Endpoint, health: Health, meter: Meter, timing: Timing) -> None:
        self._endpoint = endpoint
        self._health = health
        self._meter = meter
        self._timing = timing
        self._wire = Wire(endpoint)

    async def ask(self, messages: list[Message], rows: int) -> Answered:
        """Ask about `rows` rows. Raises Unusable (a smaller batch may do), Transient (the call failed while others
        did not) or StopRun."""
        patience = _Patience(self._health, self._timing)
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(patience.again), wait=patience.wait, stop=patience.enough, reraise=True
        ):
            with attempt:
                return await self._attempt(messages, rows, patience)
        raise AssertionError  # the loop above returns or raises

    async def close(self) -> None:
        """Let the connections go."""
        await self._wire.close()

    async def _attempt(self, messages: list[Message], rows: int, patience: "_Patience") -> Answered:
        await self._health.pause_over()
        call = await self._meter.admit(sum(len(message["content"]) for message in messages), rows)
        began = self._health.began()
        try:
            reply, text = await self._wire.ask(
                WIRE, messages, self._endpoint.cap(rows), lambda tokens: self._meter.answered(call, tokens)
            )
        except Transient as fault:
            patience.failed(fault)
            self._health.failed(fault, began)
            raise
        except Unusable:
            self._health.succeeded()
            raise
        finally:
            self._meter.ended(call)
            self._health.ended()
        self._health.succeeded()
        return Answered(reply, text)


class _Patience:
    """How long one call is repeated: a server that is busy costs it nothing; while no other call succeeds either, the
    run's health decides; else a few times."""

    def __init__(self, health: Health, timing: Timing) -> None:
        self._health = health
        self._timing = timing
        self._backoff = wait_random_exponential(multiplier=timing.backoff, max=timing.longest_backoff)
        self._before = health.successes
        self._failures = 0

    def failed(self, fault: Transient) -> None:
        """Count a failure; one that took a whole deadline counts twice."""
        self._failures += 0 if fault.busy else 2 if fault.hung else 1

    @staticmethod
    def again(error: BaseException) -> bool:
        return isinstance(error, Transient)

    def enough(self, _state: RetryCallState) -> bool:
        return self._failures >= self._timing.attempts and self._health.successes > self._before

    def wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        at_once = isinstance(error, Paused) or (isinstance(error, Transient) and error.hung)
        return 0.0 if at_once else self._backoff(state)


# ---------------------------------------------------------------------------------------------------------------------
# One request


@dataclass(slots=True)
class _Exchange:
    """What is told about one request while it is under way: who counts its tokens, and the text that came back."""

    count: Callable[[Tokens | None], None]
    text: str = ""


_EXCHANGE: ContextVar[_Exchange] = ContextVar("exchange")
_Form = TypeVar("_Form", bound=BaseModel)


class Wire:
    """Requests in the endpoint's mode, each within its deadline; nothing is repeated. Raises UsageError where the
    endpoint is not fully named."""

    def __init__(self, endpoint: Endpoint) -> None:
        endpoint.check()
        self._endpoint = endpoint
        self._http = httpx2.AsyncClient(
            verify=endpoint.base_url.startswith("https"),
            trust_env=False,  # no proxy of the environment sees the text
            follow_redirects=False,  # nor any other host
            timeout=httpx2.Timeout(endpoint.deadline, connect=min(10.0, endpoint.deadline)),
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=endpoint.concurrency),
            event_hooks={"request": [self._only_ours]},
        )
        self._openai = openai.AsyncOpenAI(
            base_url=endpoint.base_url,
            api_key=endpoint.key or "none",
            max_retries=0,
            http_client=self._http,
        )
        carrier = instructor.Mode.TOOLS if endpoint.mode is Mode.TOOLS else instructor.Mode.JSON_SCHEMA
        self._create: Any = instructor.patch(create=cast(Any, self._send), mode=carrier)

    async def ask(
        self, form: type[_Form], messages: list[Message], cap: int, count: Callable[[Tokens | None], None]
    ) -> tuple[_Form, str]:
        """One request for a reply of `form`; gives it and its text. Raises Transient, Unusable or StopRun."""
        exchange = _Exchange(count)
        _EXCHANGE.set(exchange)
        try:
            async with asyncio.timeout(self._endpoint.deadline):
                reply = await self._create(
                    response_model=form, max_retries=0, strict=False, messages=messages, **self._parameters(cap)
                )  # never context=: it would put the messages through Jinja
        except Exception as error:  # whatever the libraries raise: none of it may be shown
            raise self._fault(error, exchange.text) from None
        return reply, exchange.text

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    def _parameters(self, cap: int) -> dict[str, object]:
        endpoint = self._endpoint
        stated = {"temperature": endpoint.temperature, "top_p": endpoint.top_p, "seed": endpoint.seed}
        sent: dict[str, object] = {name: value for name, value in stated.items() if value is not None}
        if endpoint.max_tokens_field:
            sent[endpoint.max_tokens_field] = cap
        return {"model": endpoint.model, **sent}

    async def _send(self, **request: Any) -> ChatCompletion:
        """What instructor calls to send a request it has prepared: puts the mode's response_format in, looks at what
        comes back, and counts its tokens."""
        _shape(request, self._endpoint.mode)
        body = {**request, **self._endpoint.extra}  # here, where no word of it means anything to instructor
        # post, not chat.completions.create: that walks through every message to translate what needs no translation
        completion: object = await self._openai.post("/chat/completions", cast_to=ChatCompletion, body=body)
        exchange = _EXCHANGE.get()
        if not _is_completion(completion):
            raise Transient("答复不是对话结果")
        exchange.count(_tokens(completion))
        if self._endpoint.mode is Mode.TOOLS:
            _as_call(completion)
        exchange.text = _text(completion)
        if completion.choices[0].finish_reason == "content_filter" or completion.choices[0].message.refusal:
            raise Unusable("模型拒绝评判该内容", exchange.text)
        if not exchange.text and completion.choices[0].finish_reason != "length":
            raise Unusable("答复为空")
        return completion

    def _fault(self, error: Exception, text: str) -> Fault:
        """What an exception of the libraries means."""
        while isinstance(error, InstructorRetryException) and isinstance(error.__cause__, Exception):
            error = error.__cause__
        if isinstance(error, Fault):
            return error
        if isinstance(error, openai.APIStatusError):
            return refusal(error.status_code, error.body, error.response.headers, self._endpoint)
        if isinstance(error, IncompleteOutputException):
            return Unusable("答复被截断，请调高 max_tokens", text)
        if isinstance(error, ValueError) and text:
            return Unusable("答复不合格式", text)
        return _transport_fault(error)

    async def _only_ours(self, request: httpx2.Request) -> None:
        """Send no header but those needed, and no key but ours: openai adds what its environment variables say."""
        for name in [name for name in request.headers if name not in _HEADERS]:
            del request.headers[name]
        request.headers.pop("authorization", None)
        if self._endpoint.key is not None:
            request.headers["authorization"] = f"Bearer {self._endpoint.key}"


_HEADERS = frozenset(
    ["host", "accept", "accept-encoding", "connection", "content-type", "content-length", "authorization", "user-agent"]
)


def _transport_fault(error: Exception) -> Fault:
    match error:
        case TimeoutError() | openai.APITimeoutError():
            return Transient("超过时限没有答复", hung=True)
        case openai.APIConnectionError():
            return Transient("无法连接或连接中断")
        case ValueError() | openai.OpenAIError():
            return Transient("答复无法读取")
        case _:
            return Fault(f"程序出错（{type(error).__name__}），请将文件交维护人员")


def _shape(request: dict[str, Any], mode: Mode) -> None:
    """The way of asking for JSON. instructor sends a schema that binds nobody; the strict one is ours."""
    match mode:
        case Mode.JSON_SCHEMA:
            stated = request["response_format"]["json_schema"]
            request["response_format"] = {"type": "json_schema", "json_schema": {**stated, "strict": True}}
        case Mode.JSON_OBJECT:
            request["response_format"] = {"type": "json_object"}
        case Mode.PLAIN:
            request.pop("response_format", None)
        case Mode.TOOLS:
            pass


def _is_completion(answer: object) -> TypeGuard[ChatCompletion]:
    """Whether an answer is what it claims: openai checks nothing, and passes on a web page, an error in disguise or
    nothing at all as if it were one."""
    if not isinstance(answer, ChatCompletion) or not isinstance(answer.choices, list) or not answer.choices:
        return False
    message = getattr(answer.choices[0], "message", None)
    return isinstance(message, ChatCompletionMessage) and isinstance(message.content, str | None)


def _tokens(completion: ChatCompletion) -> Tokens | None:
    usage = completion.usage
    if usage is None or not isinstance(usage.prompt_tokens, int) or not isinstance(usage.completion_tokens, int):
        return None
    return Tokens(usage.prompt_tokens, usage.completion_tokens)


def _as_call(completion: ChatCompletion) -> None:
    """Servers that overlook a forced call answer in plain text: take it as the call's arguments."""
    message = completion.choices[0].message
    if not message.tool_calls and message.content:
        function = Function(name=Reply.__name__, arguments=message.content)
        message.tool_calls = [ChatCompletionMessageFunctionToolCall(id="plain", type="function", function=function)]


def _text(completion: ChatCompletion) -> str:
    """What the model wrote: the arguments of its call, or its message."""
    message = completion.choices[0].message
    for call in message.tool_calls or ():
        if isinstance(call, ChatCompletionMessageFunctionToolCall):
            stated: object = call.function.arguments
            return stated if isinstance(stated, str) else json.dumps(stated, ensure_ascii=False)
    return message.content or ""

"""An OpenAI-compatible endpoint on 127.0.0.1 that answers well, and badly on demand. Standard library only.

It reads the indicators out of the request and knows the true verdict on each (`truth`), so that a test can tell an
accepted wrong verdict. A plan says which fault each request meets. `python -m tests.fake_server PORT SECONDS` serves
good answers, each after a delay.
"""

import asyncio
import hashlib
import json
import random
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, str]
Plan = Callable[[int, list[Row]], str]
"""The fault (a key of `FAULTS`, or one of the ways of `_Connection`) for a request, by its number from 1 and its
rows."""

CATEGORIES = ("数量指标", "质量指标", "时效指标", "成本指标", "经济效益", "社会效益", "生态效益", "服务对象满意度")
LONG_AGO = "Mon, 01 Jan 2024 00:00:00 GMT"


def well(_number: int, _rows: list[Row]) -> str:
    """The plan of an endpoint without faults."""
    return "good"


def script(*faults: str, then: str = "good") -> Plan:
    """Faults for the first requests, one each, and what all later ones meet."""
    return lambda number, _rows: faults[number - 1] if number <= len(faults) else then


def sometimes(share: float, faults: tuple[str, ...], seed: int = 1) -> Plan:
    """A share of the requests meets one of the faults, by chance."""
    chance = random.Random(seed)
    return lambda _number, _rows: chance.choice(faults) if chance.random() < share else "good"


# ---------------------------------------------------------------------------------------------------------------------
# What a good reply says


def truth(row: Row) -> dict[str, Any]:
    """The true verdict on an indicator as the request shows it; a pure function of its fields."""
    fields = {key: value for key, value in row.items() if key != "编号"}
    kind = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).digest()[0] % 4
    name, target = row.get("指标名称", ""), row.get("指标值", "")
    parts: dict[str, dict[str, Any]] = {
        "vagueness": _part("pass"),
        "misclassification": _part("pass", belongs=[]),
        "target_measurability": _part("pass"),
    }
    if kind == 1:
        parts["vagueness"] = _part("fail", name, "V-slogan") if name else _part("fail", "", "V-placeholder")
        parts["target_measurability"] = _part("fail", target, "T-pseudo") if target else _part("fail", "", "T-missing")
    if kind == 2 and name and row.get("二级指标"):
        home = next(entry for entry in CATEGORIES if not row["二级指标"].startswith(entry[:2]))
        parts["misclassification"] = _part("advise", name, "M-category", belongs=[home])
    if kind == 3 and target:
        parts["target_measurability"] = _part("advise", target, "T-unit")
    wrong = any(part["grade"] != "pass" for part in parts.values())
    return {**parts, "opinion": f"“{name[:20]}”请予修改完善。" if wrong else None, "rewrite": None}


def _part(grade: str, quote: str = "", *codes: str, **more: Any) -> dict[str, Any]:
    return {"reason": "依据原文判断", "quote": quote, "grade": grade, "defects": list(codes), **more}


def indicators(body: dict[str, Any]) -> list[Row]:
    """The indicators of a request: the lines between its two marks."""
    text = body["messages"][-1]["content"]
    found = re.search(r"^=====指标开始 (\w+)=====$\n(.*)\n^=====指标结束 \1=====$", text, re.DOTALL | re.MULTILINE)
    return [json.loads(line) for line in found[2].split("\n")] if found else []


# ---------------------------------------------------------------------------------------------------------------------
# Faults in the text of a reply: what the model would write, from the good rows and the request's rows


def _first(rows: list[dict[str, Any]], **changed: Any) -> list[dict[str, Any]]:
    return [{**rows[0], **changed}, *rows[1:]]


def _text(rows: list[dict[str, Any]]) -> str:
    return json.dumps({"rows": rows}, ensure_ascii=False)


def _wrong_quote(rows: list[dict[str, Any]], quote: str) -> str:
    return _text(_first(rows, vagueness=_part("fail", quote, "V-slogan")))


FAULTS: dict[str, Callable[[list[dict[str, Any]], list[Row]], str]] = {
    "good": lambda rows, _asked: _text(rows),
    "fenced": lambda rows, _asked: f"好的，评判如下：\n```json\n{_text(rows)}\n```\n以上。",
    "think": lambda rows, _asked: f'<think>先想想 {{"rows": []}}，再答</think>\n{_text(rows)}',
    "bare list": lambda rows, _asked: json.dumps(rows, ensure_ascii=False),
    "malformed": lambda rows, _asked: _text(rows)[:-2],
    "prose": lambda _rows, _asked: "抱歉，我无法评判这些指标。",
    "schema": lambda rows, _asked: _text(_first(rows, vagueness={"grade": "不清楚"})),
    "unknown code": lambda rows, _asked: _text(_first(rows, vagueness=_part("fail", "", "V-nonsense"))),
    "code of another question": lambda rows, asked: _text(
        _first(rows, vagueness=_part("fail", asked[0]["指标名称"], "T-words"))
    ),
    "no code": lambda rows, asked: _text(_first(rows, vagueness=_part("fail", asked[0]["指标名称"]))),
    "pass with code": lambda rows, asked: _text(_first(rows, vagueness=_part("pass", "", "V-slogan"))),
    "missing row": lambda rows, _asked: _text(rows[1:]),
    "all missing": lambda _rows, _asked: _text([]),
    "foreign id": lambda rows, _asked: _text(_first(rows, id="r0000")),
    "doubled id": lambda rows, _asked: _text([*rows, rows[0]]),
    "another's quote": lambda rows, asked: _wrong_quote(
        rows, asked[-1]["指标名称"] if len(asked) > 1 else "别处的文字"
    ),
    "joined quote": lambda rows, asked: _wrong_quote(rows, asked[0]["指标名称"] + "，" + asked[0].get("指标值", "")),
    "empty quote": lambda rows, _asked: _wrong_quote(rows, ""),
    "invented category": lambda rows, asked: _text(
        _first(rows, misclassification=_part("fail", asked[0]["指标名称"], "M-category", belongs=["管理指标"]))
    ),
    "present category": lambda rows, asked: _text(
        _first(
            rows, misclassification=_part("fail", asked[0]["指标名称"], "M-category", belongs=[asked[0]["二级指标"]])
        )
    ),
}
"""Replies as the model writes them. Those from `malformed` on must not settle the row they spoil."""

FAULTY = (
    *FAULTS,
    "reset",
    "hang",
    "cut",
    "500",
    "html",
    "error 200",
    "no choices",
    "broken json",
    "400",
    "429",
    "429 at once",
)
"""Every fault of a reply or of the connection (429 waits a second)."""

STATUS: dict[str, tuple[int, dict[str, str], str]] = {
    "429": (429, {}, '{"error": {"message": "slow down"}}'),
    "429 at once": (429, {"Retry-After": LONG_AGO}, '{"error": {"message": "slow down"}}'),
    "429 0.2 s": (429, {"Retry-After": "0.2"}, '{"error": {"message": "slow down"}}'),
    "429 1000 s": (429, {"Retry-After": "1000"}, '{"error": {"message": "slow down"}}'),
    "429 quota": (429, {}, '{"error": {"code": "insufficient_quota", "message": "no quota"}}'),
    "500": (500, {}, '{"error": {"message": "internal"}}'),
    "503 0.2 s": (503, {"Retry-After": "0.2"}, "busy"),
    "302": (302, {"Location": "http://127.0.0.1:9/"}, ""),
    "400": (400, {}, '{"error": {"message": "content refused by the filter"}}'),
    "400 parameter": (400, {}, '{"error": {"message": "response_format is unavailable", "param": "response_format"}}'),
    "400 long": (400, {}, '{"error": {"message": "maximum context length is 10 tokens, reduce max_tokens"}}'),
    "401": (401, {}, '{"error": {"message": "Incorrect API key provided: KEY"}}'),
    "402": (402, {}, '{"error": {"message": "Insufficient Balance"}}'),
    "403": (403, {}, '{"error": {"message": "not allowed"}}'),
    "404": (404, {}, '{"error": {"message": "model not found"}}'),
    "html": (200, {"Content-Type": "text/html"}, "<html><body>Welcome</body></html>"),
    "error 200": (200, {}, '{"error": {"message": "overloaded"}}'),
    "no choices": (200, {}, '{"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": []}'),
    "no message": (200, {}, '{"id": "x", "choices": [{"index": 0}]}'),
    "parts": (200, {}, '{"id": "x", "choices": [{"message": {"role": "assistant", "content": [{"text": "{}"}]}}]}'),
    "broken json": (200, {}, '{"id": "x", "choices": [{'),
}


@dataclass
class Fake:
    """The endpoint. `plan` may be changed at any time; `requests` and `headers` are what came in, in order; `most` is
    the largest number of requests that were open at the same time."""

    plan: Plan = well
    delay: float = 0.0
    usage: bool = True
    port: int = 0
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    open: int = 0
    most: int = 0

    def __enter__(self) -> "Fake":
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        async def close() -> None:
            self._server.close()
            for task in asyncio.all_tasks():
                if task is not asyncio.current_task():
                    task.cancel()
            await asyncio.sleep(0)

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await _head(reader):
                body = json.loads(await reader.readexactly(int(head.get("content-length", 0))) or b"{}")
                self.requests.append(body)
                self.headers.append(head)
                self.times.append(time.monotonic())
                self.open += 1
                self.most = max(self.most, self.open)
                try:
                    await self._answer(len(self.requests), body, writer)
                finally:
                    self.open -= 1
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, number: int, body: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        asked = indicators(body)
        fault = self.plan(number, asked)
        await asyncio.sleep(self.delay)
        if fault == "reset":
            writer.transport.abort()
            raise ConnectionError
        if fault == "hang":
            await asyncio.sleep(3600)
        if fault in STATUS:
            status, headers, text = STATUS[fault]
            key = self.headers[number - 1].get("authorization", "").removeprefix("Bearer ")
            _respond(writer, status, headers, text.replace("KEY", key).encode())
        else:
            await self._reply(fault, body, asked, writer)
        await writer.drain()

    async def _reply(self, fault: str, body: dict[str, Any], asked: list[Row], writer: asyncio.StreamWriter) -> None:
        rows = [{"id": row["编号"], **truth(row)} for row in asked]
        text = FAULTS.get(fault, FAULTS["good"])(rows, asked) if asked else _ping()
        data = json.dumps(_completion(body, text, fault, self.usage), ensure_ascii=False).encode()
        if fault == "drip":
            writer.write(
                f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n".encode()
            )
            for byte in data:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.02)
            return
        _respond(writer, 200, {}, data)


def _ping() -> str:
    return json.dumps({"grade": "pass", "defects": [], "opinion": None})


def _completion(body: dict[str, Any], text: str, fault: str, usage: bool) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": text}
    finish = "stop"
    if body.get("tools") and fault != "no call":
        call = {"name": body["tools"][0]["function"]["name"], "arguments": text}
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "c", "type": "function", "function": call}],
        }
        finish = "tool_calls"
    if fault == "cut":
        finish = "length"
        message = {"role": "assistant", "content": text[: len(text) // 2]}
    sent, received = sum(len(entry["content"]) for entry in body["messages"]), len(text)
    counted = {"prompt_tokens": sent, "completion_tokens": received, "total_tokens": sent + received}
    if fault in ("empty", "filtered", "refusal"):
        finish = "content_filter" if fault == "filtered" else "stop"
        message = {"role": "assistant", "content": None, "refusal": "不便回答" if fault == "refusal" else None}
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": body.get("model", "m"),
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        **({"usage": counted} if usage else {}),
    }  # fmt: skip


async def _head(reader: asyncio.StreamReader) -> dict[str, str]:
    """The headers of the next request; empty at the end of the connection."""
    raw = await reader.readuntil(b"\r\n\r\n")
    lines = raw.decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}


def _respond(writer: asyncio.StreamWriter, status: int, headers: dict[str, str], data: bytes) -> None:
    stated = {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in stated.items())
    writer.write(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + data)


if __name__ == "__main__":
    with Fake(port=int(sys.argv[1]), delay=float(sys.argv[2])):
        threading.Event().wait()

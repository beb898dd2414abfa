"""How an endpoint is doing, seen over all calls of a run: pauses it asks for, and whether it still makes sense to go
on.

Times are seconds of a monotonic clock. Pauses count for nothing: all clocks stand still while the run waits for one.
"""

import asyncio
import random
import time

from reviewer.grading.endpoint import Endpoint, Timing
from reviewer.grading.faults import Paused, Stopped, StopRun, Transient


class Health:
    """One for all workers of a run. A call says when it begins and ends, and whether it got a reply (`succeeded`) or
    not (`failed`, which raises StopRun where the run should end). `successes` counts the replies."""

    def __init__(self, endpoint: Endpoint, timing: Timing) -> None:
        self.successes = 0
        self._host = endpoint.host
        self._deadline = endpoint.deadline
        self._timing = timing
        self._resume = 0.0
        self._pauses = 0
        self._failures = 0
        self._under_way = 0
        self._good_until: float | None = None
        self._heard = self._idle_since = time.monotonic()

    async def pause_over(self) -> None:
        """Wait out the pause that the server asked for, if any."""
        while (left := self._resume - time.monotonic()) > 0:
            await asyncio.sleep(left + random.random() * self._timing.stagger)

    def began(self) -> float:
        """A call begins; gives the time."""
        now = time.monotonic()
        if self._good_until is None:
            self._good_until = now
        if not self._under_way:
            self._heard += now - self._idle_since
        self._under_way += 1
        return now

    def ended(self) -> None:
        """A call is over, whatever became of it."""
        self._under_way -= 1
        if not self._under_way:
            self._idle_since = time.monotonic()

    def succeeded(self) -> None:
        """A call got a reply."""
        self.successes += 1
        self._good_until = self._heard = time.monotonic()
        self._failures = self._pauses = 0

    def failed(self, fault: Transient, started: float) -> None:
        """A call that began at `started` met a fault. Raises StopRun where the endpoint asks for too long a pause or
        for one too many in a row, or where every call has failed for too long."""
        if not fault.hung:
            self._heard = time.monotonic()
        if isinstance(fault, Paused):
            self._pause(fault.seconds, started)
            return
        self._failures += 1
        self.check_silence()
        failing = time.monotonic() - (started if self._good_until is None else self._good_until)
        if self._failures >= self._timing.outage_failures and failing >= self._timing.outage:
            raise StopRun(_refuses(self._host, fault.reason))

    def check_silence(self) -> None:
        """Raises StopRun where no answer of any kind came for two deadlines."""
        if self.silence_left() <= 0:
            raise StopRun(_hangs(self._host))

    def silence_left(self) -> float:
        """Seconds until the endpoint counts as one that hangs: a little less than two deadlines without any answer
        while calls are under way, so that the end comes within them."""
        now = time.monotonic() if self._under_way else self._idle_since
        return self._heard + 1.98 * self._deadline - now

    def _pause(self, seconds: float, started: float) -> None:
        """Begin a pause, or lengthen the present one: calls that were under way when it began belong to the same."""
        if seconds > self._timing.longest_pause:
            raise StopRun(_asks_too_long(self._host, seconds))
        if started >= self._resume:
            self._pauses += 1
            if self._pauses > self._timing.pauses:
                raise StopRun(_asks_too_often(self._host, self._timing.pauses))
        now = time.monotonic()
        gained = max(0.0, now + seconds - max(self._resume, now))
        self._resume = max(self._resume, now + seconds)
        self._good_until = (now if self._good_until is None else self._good_until) + gained


_AGAIN = "run again later: only what is missing will be asked"


def _refuses(host: str, reason: str) -> Stopped:
    return Stopped(
        f"接口持续出错（{reason}），未评", f"{host} answers every call with an error; see that it runs, then {_AGAIN}"
    )


def _hangs(host: str) -> Stopped:
    advice = f"{host} does not answer; raise the deadline if it is only slow, else see that it runs, then {_AGAIN}"
    return Stopped("接口没有响应，未评", advice)


def _asks_too_long(host: str, seconds: float) -> Stopped:
    return Stopped(f"接口要求等待 {seconds:.0f} 秒，未评", f"{host} asks to wait {seconds:.0f} s; {_AGAIN}")


def _asks_too_often(host: str, pauses: int) -> Stopped:
    advice = f"{host} asked to wait more than {pauses} times in a row; lower the concurrency, or {_AGAIN}"
    return Stopped("接口一再要求等待，未评", advice)

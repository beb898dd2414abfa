"""How long one file may take. In the main thread of a POSIX process a timer rings whatever the reader is doing;
elsewhere readers ask between pages and tables (`check`). Which of the two ended a file makes no difference to anyone.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from reviewer.errors import UnreadableError

_AGAIN = 5.0  # seconds until it is said once more, where somebody's `except` swallowed the first


@dataclass(slots=True)
class _Clock:
    """When, on the monotonic clock, the work is to be ended."""

    end: float = float("inf")


_clock: ContextVar[_Clock] = ContextVar("clock", default=_Clock())  # noqa: B039  never written to


class _TimeIsUp(BaseException):
    """No Exception, so that no reader takes it for a fault of the file."""


@contextmanager
def within(file: str, seconds: float) -> Iterator[None]:
    """Do what follows in `seconds`, else raise UnreadableError naming the file. Not for use inside itself."""
    before = _clock.set(_Clock(time.monotonic() + seconds))
    try:
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            with _timer(seconds):
                yield
        else:
            yield
    except _TimeIsUp:
        raise UnreadableError(file, f"读取超过 {seconds:g} 秒，已放弃；请拆分文件，或调高 max_seconds 设置") from None
    finally:
        _clock.reset(before)


def check() -> None:
    """To be called now and then by whatever may take long; ends the work when its time is up."""
    clock = _clock.get()
    if (now := time.monotonic()) >= clock.end:
        clock.end = now + _AGAIN
        raise _TimeIsUp


def left() -> float:
    """Seconds that are left for the file being read (infinite outside of `within`): the time limit for another program
    that is asked to help."""
    return max(0.0, _clock.get().end - time.monotonic())


@contextmanager
def _timer(seconds: float) -> Iterator[None]:
    handler = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


def _ring(_number: int, _frame: object) -> None:
    """A ring that comes late, when the file is done with, finds no end to keep to."""
    check()

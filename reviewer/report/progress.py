"""Progress of long work on standard error; nothing where no terminal reads it or the work is short."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 1.0  # seconds before a line appears


@contextmanager
def shown() -> Iterator[Callable[[str, int, int], None]]:
    """A watcher to be told step, done and total; its line is gone afterwards."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.status import Status

    started = time.monotonic()
    status = Status("", console=Console(stderr=True))

    def watch(step: str, done: int, total: int) -> None:
        status.update(f"{step} {done:,}/{total:,}")
        if time.monotonic() - started > _PATIENCE:
            status.start()

    try:
        yield watch
    finally:
        status.stop()


def silent(_step: str, _done: int, _total: int) -> None:
    """A watcher that says nothing."""

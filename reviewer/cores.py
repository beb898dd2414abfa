"""A pure function over many items on all cores, results in order; an item that kills its process harms no other."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int, died: Callable[[Item], Result]
) -> Iterator[Result]:
    """function(item) for each item, in order, on `jobs` processes (0: one a core); `died` answers for an item on which
    a process ended without a word (killed, out of memory)."""
    waiting = deque(items)
    while waiting:
        yield from _until_broken(function, waiting, jobs or os.cpu_count() or 1)
        if waiting:
            item = waiting.popleft()
            alone = deque([item])
            yield from _until_broken(function, alone, 1)
            if alone:
                yield died(item)


def _until_broken(function: Callable[[Item], Result], waiting: deque[Item], jobs: int) -> Iterator[Result]:
    """Results in order, each item taken from `waiting` as its result comes, until all are done or a process dies."""
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _leave_interrupts_to_the_parent)
    try:
        for future in [pool.submit(function, item) for item in waiting]:
            result = future.result()
            waiting.popleft()
            yield result
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

"""One run over many rows: jobs taken by as many workers as calls may be under way, until every row is settled.

A reply settles the rows that may stand; the others are asked once more together, then each alone, then they are
Ungraded. A batch whose reply is of no use is halved down to the row that is the cause. Rows are given by key, so no
two of a run are equal: none is asked for twice at the same time.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from reviewer.grading import outcome
from reviewer.grading.batches import Job, Round, batches, ids
from reviewer.grading.endpoint import Limits
from reviewer.grading.faults import Fault, Stopped, StopRun, Transient, Unusable
from reviewer.grading.health import Health
from reviewer.grading.outcome import Answered
from reviewer.grading.prompts import Message, Prompts, length
from reviewer.model import Shown, Ungraded, Verdict

Recorder = Callable[[Sequence[str], str], None]
"""Told of every reply: the keys asked about, and the model's text (also where it was of no use)."""


class Asks(Protocol):
    """What a run needs of a client."""

    async def ask(self, messages: list[Message], rows: int) -> Answered:
        """One call; raises Unusable, Transient or StopRun."""
        ...


@dataclass(frozen=True, slots=True)
class Judge:
    """What stays the same for every call: the model's name, the texts, and who is told of replies."""

    name: str
    prompts: Prompts
    limits: Limits
    record: Recorder | None = None


class Run:
    """The rows of a run on their way to verdicts; lives in one event loop. `stopped` says why it ended early, if it
    did."""

    def __init__(self, rows: Mapping[str, Shown], judge: Judge, client: Asks, health: Health) -> None:
        self.stopped: Stopped | None = None
        self._judge = judge
        self._client = client
        self._health = health
        self._finished: dict[str, Verdict] = {}
        self._open = dict(rows)
        self._jobs = deque(batches(self._sendable(rows), judge.limits))
        self._under_way = 0
        self._useless = 0
        self._wake = asyncio.Event()
        self._changed = asyncio.Event()
        self._gave = asyncio.Event()
        self._workers: list[asyncio.Task[None]] = []

    def start(self, concurrency: int) -> None:
        """Begin, with so many calls at a time at most."""
        number = min(concurrency, max(1, len(self._open)))
        self._workers = [asyncio.create_task(self._work()) for _ in range(number)]

    async def ready(self) -> bool:
        """Wait until verdicts are finished that were not given yet; False when every row has been given."""
        while not self._finished and self._open:
            self._changed.clear()
            try:
                async with asyncio.timeout(max(0.02, self._health.silence_left())):
                    await self._changed.wait()
            except TimeoutError:
                self._watch()
        return bool(self._finished)

    @property
    def finished(self) -> dict[str, Verdict]:
        """The verdicts that were not given yet."""
        return dict(self._finished)

    def given(self, verdicts: Iterable[str]) -> None:
        """These verdicts have reached whoever asked for them: only now they are let go."""
        for key in verdicts:
            del self._finished[key]
        self._gave.set()
        self._gave = asyncio.Event()

    async def end(self) -> None:
        """Stop all calls under way and wait until they are gone."""
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    # -- workers

    async def _work(self) -> None:
        while job := await self._take():
            try:
                await self._do(job)
            except StopRun as fault:
                self._stop(fault, job)
            except Fault as fault:
                self._give_up(job.rows, fault.reason)
            except Exception as error:  # a fault of ours in one job must not cost the others their verdicts
                self._give_up(job.rows, f"程序出错（{type(error).__name__}），未评")
            finally:
                self._under_way -= 1
                self._wake.set()
                self._changed.set()
            await self._let_go(job)

    async def _let_go(self, job: Job) -> None:
        """Wait until the verdicts on a job's rows have been given: whoever stores them has them before the next call
        begins, and a kill costs no more calls than there are workers."""
        while not self._finished.keys().isdisjoint(job.rows):
            await self._gave.wait()

    async def _take(self) -> Job | None:
        """The next job; None when there is none left and none under way could bring one."""
        while not self._jobs:
            if not self._under_way:
                self._wake.set()
                return None
            self._wake.clear()
            await self._wake.wait()
        self._under_way += 1
        return self._jobs.popleft()

    async def _do(self, job: Job) -> None:
        """One call, and what follows from it."""
        names = ids(job.rows)
        messages = self._judge.prompts.request(
            {name: job.rows[key] for name, key in names.items()},
            {name: job.problems[key] for name, key in names.items() if key in job.problems},
        )
        try:
            answered = await self._client.ask(messages, len(job.rows))
            self._record(job, answered.text)
            settled = outcome.sort_out(answered.reply, job.rows, self._judge.name, answered.text)
        except Unusable as fault:
            if fault.text:
                self._record(job, fault.text)
            self._judge_useless(fault)
            self._smaller(job, fault)
        except Transient as fault:
            self._smaller(job, fault)
        else:
            self._useless = 0 if settled.graded else self._useless + 1
            self._settle(settled.graded)
            self._again(job, settled.problems)

    def _smaller(self, job: Job, fault: Fault) -> None:
        """Halve a job whose call was of no use. A lone row whose reply cannot be read is asked one last time."""
        if len(job.rows) > 1:
            self._jobs.extendleft(reversed(job.halves()))
        elif isinstance(fault, Transient) or job.round is Round.ALONE:
            self._give_up(job.rows, fault.reason)
        else:
            self._jobs.appendleft(job.part(job.rows, Round.ALONE))

    def _again(self, job: Job, problems: Mapping[str, str]) -> None:
        """What becomes of rows whose answers may not stand."""
        if not problems:
            return
        match job.round:
            case Round.FIRST:
                self._jobs.appendleft(job.part(problems, Round.AGAIN, problems))
            case Round.AGAIN:
                self._jobs.extendleft(job.part([key], Round.ALONE, problems) for key in reversed(list(problems)))
            case Round.ALONE:
                for key, problem in problems.items():
                    self._give_up([key], f"模型的答复三次不合要求（{problem}）")

    # -- ends

    def _stop(self, fault: StopRun, job: Job) -> None:
        """No more calls: the rows that wait are left unjudged. Calls under way come to their end where the stop is a
        gentle one, else they are broken off."""
        self.stopped = self.stopped or fault.stopped
        waiting = [job, *self._jobs]
        self._jobs.clear()
        for left in waiting:
            self._give_up(left.rows, self.stopped.reason)
        if not fault.gently:
            self._break_off(self.stopped)

    def _watch(self) -> None:
        """End the run at once where the endpoint is silent: calls under way will bring nothing."""
        try:
            self._health.check_silence()
        except StopRun as fault:
            self.stopped = self.stopped or fault.stopped
            self._jobs.clear()
            self._break_off(self.stopped)

    def _break_off(self, stopped: Stopped) -> None:
        for worker in self._workers:
            if worker is not asyncio.current_task():
                worker.cancel()
        self._give_up(list(self._open), stopped.reason)

    def _judge_useless(self, fault: Unusable) -> None:
        """A model that never gives a reply of any use is not paid for a whole run."""
        self._useless += 1
        if self._useless > _USELESS + len(self._workers):
            advice = "no reply of this model can be used; choose another mode (`reviewer doctor` tries them) or model"
            raise StopRun(Stopped(f"模型的答复无法使用（{fault.reason}），未评", advice))

    def _settle(self, verdicts: Mapping[str, Verdict]) -> None:
        for key, verdict in verdicts.items():
            if self._open.pop(key, None) is not None:
                self._finished[key] = verdict

    def _give_up(self, keys: Mapping[str, Shown] | Sequence[str], reason: str) -> None:
        self._settle({key: Ungraded(key, self._judge.name, reason) for key in keys})

    def _record(self, job: Job, text: str) -> None:
        if self._judge.record:
            self._judge.record(tuple(job.rows), text)

    def _sendable(self, rows: Mapping[str, Shown]) -> Mapping[str, Shown]:
        """The rows that a model can be asked about; the others are settled here."""
        most = self._judge.limits.row_chars
        for key in [key for key, shown in rows.items() if length(shown) > most]:
            self._give_up([key], f"文字超过 {most} 字，无法交模型评判")
        return {key: shown for key, shown in rows.items() if key in self._open}


_USELESS = 40
"""So many useless replies in a row, and as many again as there are workers, end a run."""

"""The language-model judge: the Grader that asks an endpoint. Loads openai and instructor only when it grades.

`grade` yields what is finished as it finishes. A run that ends early (limits, a broken endpoint) raises nothing: the
rows left over are `Ungraded` with the reason, and `stopped` holds it with the advice for stderr. Ctrl-C yields what
is finished (a batch that it interrupts comes once more) and then raises KeyboardInterrupt; nothing finished is lost,
since the event loop stands still between yields.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from reviewer.errors import UsageError
from reviewer.grading import rubric
from reviewer.grading.endpoint import Endpoint, Limits, Timing
from reviewer.grading.faults import Stopped
from reviewer.grading.meter import Meter, Spent
from reviewer.grading.prompts import Prompts, load
from reviewer.grading.run import Judge, Recorder, Run
from reviewer.model import Shown, Verdict, verdict_key


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: rows given back of all, and what it spent."""

    rows: int
    of: int
    spent: Spent


class ModelGrader:
    """A model at an endpoint as a judge (see `Grader`). After a run, `spent` says what it cost and `stopped` why it
    ended early, if it did. `observe` may be set to be told of progress after every finished batch, `record` to be told
    of every reply as the model wrote it. Raises UsageError where endpoint, prompts or limits are incomplete."""

    def __init__(
        self,
        endpoint: Endpoint,
        prompts: Prompts | None = None,
        limits: Limits | None = None,
        timing: Timing | None = None,
    ) -> None:
        endpoint.check()
        if limits and limits.budget is not None and (endpoint.price_in is None or endpoint.price_out is None):
            raise UsageError("budget: set price_in and price_out of the endpoint, for a million tokens")
        self.endpoint = endpoint
        self.prompts = prompts or load()
        self.fingerprint = self.prompts.fingerprint(endpoint, rubric.schema())
        self.stopped: Stopped | None = None
        self.spent = Spent()
        self.observe: Callable[[Progress], None] | None = None
        self.record: Recorder | None = None
        self._limits = limits or Limits()
        self._timing = timing or Timing()

    @property
    def name(self) -> str:
        """The model's name, as declared."""
        return self.endpoint.model

    @property
    def prompt_version(self) -> str:
        """The version of what the model is told, as its authors count."""
        return self.prompts.version

    def key(self, shown: Shown) -> str:
        """The content address of this model's verdict on `shown`."""
        return verdict_key("llm", shown, self.fingerprint)

    def grade(self, rows: Mapping[str, Shown]) -> Iterator[Mapping[str, Verdict]]:
        """Judge distinct rows; yields verdicts as they are finished, every key exactly once."""
        self.stopped, self.spent = None, Spent()
        if not rows:
            return
        from reviewer.grading.client import Client
        from reviewer.grading.health import Health

        done = 0
        with asyncio.Runner() as runner:
            meter, health = Meter(self.endpoint, self._limits), Health(self.endpoint, self._timing)
            client = Client(self.endpoint, health, meter, self._timing)
            run = Run(rows, Judge(self.name, self.prompts, self._limits, self.record), client, health)
            try:
                runner.run(_started(run, self.endpoint.concurrency))
                while runner.run(run.ready()):
                    batch = run.finished
                    done += len(batch)
                    self.stopped, self.spent = run.stopped, meter.spent
                    if self.observe:
                        self.observe(Progress(done, len(rows), meter.spent))
                    yield batch
                    run.given(batch)
            except KeyboardInterrupt:  # at whatever line above: what is finished comes first
                if batch := run.finished:
                    yield batch
                raise
            finally:
                self.stopped, self.spent = run.stopped, meter.spent
                runner.run(_ended(run, client))


async def _started(run: Run, concurrency: int) -> None:
    run.start(concurrency)


async def _ended(run: Run, client: object) -> None:
    await run.end()
    with suppress(Exception):
        await client.close()  # type: ignore[attr-defined]

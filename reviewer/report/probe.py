"""What `reviewer doctor` prints: what an endpoint understands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.report.safe import printable


@dataclass(frozen=True, slots=True)
class Tried:
    """A mode that was tried: whether it works, after how many seconds its reply came, else why not."""

    mode: str
    works: bool
    seconds: float
    problem: str


@dataclass(frozen=True, slots=True)
class Probe:
    """What an endpoint and model gave in every mode, the best that works (None: none does), and the mode that the
    settings insist on."""

    base_url: str
    model: str
    tried: Sequence[Tried]
    best: Tried | None
    set: str | None = None


def rendered(probe: Probe) -> Iterator[str]:
    """The table, and what follows from it."""
    yield f"{printable(probe.model)} at {probe.base_url}\n\n"
    yield f"{'mode':<12} {'works':<5} {'seconds':>7}\n"
    for one in probe.tried:
        line = f"{one.mode:<12} {'yes' if one.works else 'no':<5} {one.seconds:>7.2f}  {printable(one.problem)}"
        yield line.rstrip() + "\n"
    yield "\n"
    if probe.best is None:
        yield "no mode works: a review with this model cannot run\n"
        return
    yield f"{probe.best.mode} is remembered for this model and endpoint\n"
    if probe.set is not None and probe.set != probe.best.mode:
        yield f"the setting mode = {probe.set} goes before it\n"

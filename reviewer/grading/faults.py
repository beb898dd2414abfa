"""What can go wrong between a batch and its verdicts. No text here ever holds a key, a prompt or a whole reply."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why a run ended early: `reason` (Chinese) stands with every row left unjudged, `advice` (English) says on
    stderr what to set or do."""

    reason: str
    advice: str


class Fault(Exception):
    """Base of the faults of one call; `reason` is Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StopRun(Fault):
    """The run ends: going on would be useless or is not allowed. `gently`: calls under way may come to their end."""

    def __init__(self, stopped: Stopped, *, gently: bool = False) -> None:
        super().__init__(stopped.reason)
        self.stopped = stopped
        self.gently = gently


class Unusable(Fault):
    """The endpoint answered, but not with a reply to this batch: cut off, no JSON, doubled or foreign ids; or it
    refuses this very text. Smaller batches find the row. `text` is what the model wrote, "" where it wrote
    nothing."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(reason)
        self.text = text


class Transient(Fault):
    """Nothing to do with the batch: no connection, no answer in time, a server's error. `hung`: there was no answer at
    all. `busy`: the server has too much to do and says so, which is no fault of this call."""

    def __init__(self, reason: str, *, hung: bool = False, busy: bool = False) -> None:
        super().__init__(reason)
        self.hung = hung
        self.busy = busy


class Paused(Transient):
    """The server asks for a pause (Retry-After), in seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__("接口要求暂停", busy=True)
        self.seconds = seconds

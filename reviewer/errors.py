"""One family of errors. Every message names the file (or setting) and says what to do."""

from dataclasses import dataclass


class ReviewerError(Exception):
    """Base of all errors this program raises on purpose; the command line prints it without a traceback."""


class UsageError(ReviewerError):
    """The program could not run: wrong arguments, unknown setting, no given path exists. Exit code 2."""


class UnreadableError(ReviewerError):
    """One file could not be read; the others go on. Exit code 3. `reason` is Chinese and says what to do."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason

    def __reduce__(self) -> tuple[type["UnreadableError"], tuple[str, str]]:
        """Exceptions with several arguments do not survive pickling by themselves (files are read on all cores)."""
        return (UnreadableError, (self.file, self.reason))


class StoreError(ReviewerError):
    """The verdict database could not be opened or written; names its path."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read (未能读取): its path as given and, in Chinese, why and what to do."""

    file: str
    reason: str

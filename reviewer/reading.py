"""Files in, target sheets out, in order: found under the paths, old formats converted together, read on all cores.

A file is let go before the next is read. Ctrl-C loses nothing of what was read."""

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from tempfile import TemporaryDirectory
from typing import Generic, TypeVar

from reviewer import documents, extraction
from reviewer.documents import deadline
from reviewer.errors import Unread, UnreadableError, UsageError
from reviewer.model import Audit, Document, Sheet
from reviewer.settings import Settings
from reviewer.steps import CONVERTING, READING, STOPPED, Watch

Source = tuple[str, documents.Copy | None]
"""A file to read, and what stands for it where its format is an old one."""

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Partly(Generic[Told]):
    """What a file gave that was read but in part, and what was left unread."""

    told: Told
    left: Unread


Read = tuple[Sheet, ...] | Partly[tuple[Sheet, ...]] | Unread
"""What a file gave: its target sheets, or why it could not be read."""


_DIED = "读取该文件的进程异常终止（可能内存不足），请拆分文件"
_WORTH_PROCESSES = 4_000_000  # bytes; below that, starting processes takes longer than reading


def find(paths: Sequence[str]) -> tuple[str | Unread, ...]:
    """The files under `paths`, each once, in order. Raises UsageError where none of the paths exists."""
    if not any(os.path.lexists(path) for path in paths):
        raise UsageError(f"no such file or folder: {', '.join(paths)}")
    return tuple(dict.fromkeys(documents.walk(paths)))


class Reading:
    """Files being read. `sheets` gives what they hold; after it, `files` counts those that were read,
    `without_sheets` names those that hold no target sheet, `unread` the others and why, `partly` those that were
    read but in part and what was left, and `stopped` tells of a Ctrl-C."""

    def __init__(self, found: Sequence[str | Unread], settings: Settings, watch: Watch) -> None:
        self.files = 0
        self.without_sheets: list[str] = []
        self.unread: list[Unread] = []
        self.partly: list[Unread] = []
        self.stopped = False
        self._found = found
        self._settings = settings
        self._watch = watch

    def sheets(self) -> Iterator[Sheet]:
        """The target sheets of all files, in order; a file is let go before the next is read. Files of old formats are
        converted first, all together; their copies are gone afterwards."""
        for sheets in self._each(_sheets_in):
            yield from sheets

    def audits(self) -> Iterator[Audit]:
        """The same with what the lines of each file look like, for a clerk who checks that nothing was missed."""
        return self._each(_audit_of)

    def _each(self, what: Callable[[documents.Limits, Source], Told | Partly[Told] | Unread]) -> Iterator[Told]:
        """What is asked of every file, in order."""
        files = [file for file in self._found if isinstance(file, str)]
        with TemporaryDirectory(prefix="reviewer-", ignore_cleanup_errors=True) as folder:
            copies = self._copies(files, folder)
            reads = _reads([(file, copies.get(file)) for file in files], self._settings, what)
            for number, file in enumerate(self._found, start=1):
                read = file if isinstance(file, Unread) else self._next(file, reads)
                if isinstance(read, Partly):
                    self.partly.append(read.left)
                    read = read.told
                if isinstance(read, Unread):
                    self.unread.append(read)
                else:
                    self.files += 1
                    if not (read.sheets if isinstance(read, Audit) else read):
                        self.without_sheets.append(str(file))
                    yield read
                self._watch(READING, number, len(self._found))

    def _copies(self, files: Sequence[str], folder: str) -> Mapping[str, documents.Copy]:
        try:
            told = partial(self._watch, CONVERTING)
            return documents.copies(files, folder, limits(self._settings), self._settings.jobs, told)
        except KeyboardInterrupt:
            self.stopped = True
            return {}

    def _next(self, file: str, reads: Iterator[Told | Partly[Told] | Unread]) -> Told | Partly[Told] | Unread:
        try:
            return Unread(file, STOPPED) if self.stopped else next(reads)
        except KeyboardInterrupt:
            self.stopped = True
            return Unread(file, STOPPED)


def _reads(
    sources: Sequence[Source],
    settings: Settings,
    what: Callable[[documents.Limits, Source], Told | Partly[Told] | Unread],
) -> Iterator[Told | Partly[Told] | Unread]:
    """What each file gave, in order; on all cores where that is worth it."""
    read = partial(what, limits(settings))
    if settings.jobs == 1 or len(sources) < 2 or sum(_size(file) for file, _ in sources) < _WORTH_PROCESSES:
        return map(read, sources)
    from reviewer.cores import in_order

    return in_order(read, sources, settings.jobs, died=lambda source: Unread(source[0], _DIED))


def _sheets_in(limits: documents.Limits, source: Source) -> Read:
    file, copy = source
    return read_file(file, limits) if copy is None else read_file(file, limits, copy)


def _audit_of(limits: documents.Limits, source: Source) -> Audit | Partly[Audit] | Unread:
    file, copy = source
    return _given(file, limits, copy, extraction.audit)


def limits(settings: Settings) -> documents.Limits:
    """How much a file may ask of the machine, as it is set."""
    return documents.Limits(
        file_bytes=settings.max_file_mb * 1_000_000,
        unpacked_bytes=settings.max_unpacked_mb * 1_000_000,
        cells=settings.max_cells,
        seconds=settings.max_seconds,
    )


def read_file(file: str, limits: documents.Limits, copy: documents.Copy | None = None) -> Read:
    """One file's target sheets, read from its copy where it has one, with what was left unread, or why not.
    Pure in what it is given, so that it runs in any process."""
    return _given(file, limits, copy, extraction.extract)


def _given(
    file: str, limits: documents.Limits, copy: documents.Copy | None, what: Callable[[Document], Told]
) -> Told | Partly[Told] | Unread:
    gc.disable()  # a large file's cells hold no cycles, and walking them again and again costs a third of the time
    try:
        with deadline.within(file, limits.seconds):
            document = documents.read(file, limits, copy)
            told = what(document)
            return Partly(told, Unread(file, "；".join(document.notes))) if document.notes else told
    except UnreadableError as error:
        return Unread(error.file, error.reason)
    except Exception as error:  # a fault of ours in one file must not cost the others their review
        return Unread(file, f"程序读取时出错（{type(error).__name__}），请另存为 .txt 再试，并将文件交维护人员")
    finally:
        gc.enable()


def _size(file: str) -> int:
    try:
        return os.path.getsize(file)
    except OSError:
        return 0

"""The whole program in one file: files → sheets → distinct indicators → verdicts → ranked review. Start here.

Ctrl-C ends the step it meets and loses nothing: rows already read are looked up among the known verdicts, verdicts
already given are kept, and the review names what was not done.
"""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reviewer import documents, extraction, ranking
from reviewer.errors import Unread, UnreadableError, UsageError
from reviewer.grading import Grader
from reviewer.model import Graded, Review, ReviewedRow, Sheet, Shown, Ungraded, Verdict
from reviewer.settings import Settings

if TYPE_CHECKING:
    from reviewer.store import Store

Read = tuple[Sheet, ...] | Unread
"""What a file gave: its target sheets, or why it could not be read."""

Watch = Callable[[str, int, int], None]
"""Told of progress: the step (in Chinese), how much of it is done, of how much."""

_STOPPED = "运行被中断，请重新运行"
_DIED = "读取该文件的进程异常终止（可能内存不足），请拆分文件"
_WORTH_PROCESSES = 4_000_000  # bytes; below that, starting processes takes longer than reading


def review(paths: Sequence[str], grader: Grader, store: "Store", settings: Settings, watch: Watch) -> Review:
    """Review all files under `paths`; the verdicts and the run itself are in the store when this returns.

    Raises UsageError where no given path exists, StoreError where the database fails."""
    reading = Reading(find(paths), settings, watch)
    run = store.start_run(grader.name, paths)
    sheets = list(reading.sheets())
    gc.freeze()  # rows stay to the end: the collector need not walk them again and again
    keys = _keys(sheets, grader)
    verdicts: dict[str, Verdict] = {**store.verdicts(keys.values())}
    stopped = reading.stopped or _judge(keys, verdicts, grader, store, watch)
    result = Review(
        rows=ranking.rank(_rows(sheets, keys, verdicts, grader.name, store)),
        files=reading.files,
        sheets=len(sheets),
        grader=grader.name,
        without_sheets=tuple(reading.without_sheets),
        unread=tuple(reading.unread),
        empty_sheets=tuple(sheet for sheet in sheets if not sheet.indicators),
        interrupted=stopped,
    )
    store.finish_run(run, result)
    return result


def find(paths: Sequence[str]) -> tuple[str | Unread, ...]:
    """The files under `paths`, each once, in order. Raises UsageError where none of the paths exists."""
    if not any(os.path.lexists(path) for path in paths):
        raise UsageError(f"no such file or folder: {', '.join(paths)}")
    return tuple(dict.fromkeys(documents.walk(paths)))


class Reading:
    """Files being read. `sheets` gives what they hold; after it, `files` counts those that were read,
    `without_sheets` names those that hold no target sheet, `unread` the others and why, and `stopped` tells of a
    Ctrl-C."""

    def __init__(self, found: Sequence[str | Unread], settings: Settings, watch: Watch) -> None:
        self.files = 0
        self.without_sheets: list[str] = []
        self.unread: list[Unread] = []
        self.stopped = False
        self._found = found
        self._settings = settings
        self._watch = watch

    def sheets(self) -> Iterator[Sheet]:
        """The target sheets of all files, in order; a file is let go before the next is read."""
        reads = _reads([file for file in self._found if isinstance(file, str)], self._settings)
        for number, file in enumerate(self._found, start=1):
            yield from self._sheets(file, reads)
            self._watch("读取文件", number, len(self._found))

    def _sheets(self, file: str | Unread, reads: Iterator[Read]) -> tuple[Sheet, ...]:
        read = file if isinstance(file, Unread) else self._next(file, reads)
        if isinstance(read, Unread):
            self.unread.append(read)
            return ()
        self.files += 1
        if not read:
            self.without_sheets.append(str(file))
        return read

    def _next(self, file: str, reads: Iterator[Read]) -> Read:
        try:
            return Unread(file, _STOPPED) if self.stopped else next(reads)
        except KeyboardInterrupt:
            self.stopped = True
            return Unread(file, _STOPPED)


def _reads(files: Sequence[str], settings: Settings) -> Iterator[Read]:
    """What each file gave, in order; on all cores where that is worth it."""
    read = partial(read_file, max_bytes=settings.max_file_mb * 1_000_000)
    if settings.jobs == 1 or len(files) < 2 or sum(map(_size, files)) < _WORTH_PROCESSES:
        return map(read, files)
    from reviewer.cores import in_order

    return in_order(read, files, settings.jobs, died=lambda file: Unread(file, _DIED))


def read_file(file: str, max_bytes: int) -> Read:
    """One file's target sheets, or why not. Pure in file and limit, so that it runs in any process."""
    try:
        if os.path.isfile(file) and os.path.getsize(file) > max_bytes:
            return Unread(file, f"文件超过 {max_bytes // 1_000_000} MB，请拆分文件，或调高 max_file_mb 设置")
        return extraction.extract(documents.read(file))
    except UnreadableError as error:
        return Unread(error.file, error.reason)
    except Exception as error:  # a fault of ours in one file must not cost the others their review
        return Unread(file, f"程序读取时出错（{type(error).__name__}），请另存为 .txt 再试，并将文件交维护人员")


def _size(file: str) -> int:
    try:
        return os.path.getsize(file)
    except OSError:
        return 0


def _keys(sheets: Iterable[Sheet], grader: Grader) -> dict[Shown, str]:
    """The distinct indicators as a judge sees them, each with the key of its verdict."""
    distinct = dict.fromkeys(indicator.shown for sheet in sheets for indicator in sheet.indicators)
    return {shown: grader.key(shown) for shown in distinct}


def _judge(
    keys: Mapping[Shown, str], verdicts: dict[str, Verdict], grader: Grader, store: "Store", watch: Watch
) -> bool:
    """Add the verdicts that are not known, each finished batch to the store at once. Gives whether Ctrl-C ended it."""
    shown = {key: shown for shown, key in keys.items()}
    unknown = {key: row for key, row in shown.items() if key not in verdicts}
    done = 0
    try:
        for batch in grader.grade(unknown):
            store.add([verdict for verdict in batch.values() if isinstance(verdict, Graded)], shown)
            verdicts.update(batch)
            done += len(batch)
            watch("评判指标", done, len(unknown))
    except KeyboardInterrupt:
        return True
    return False


def _rows(
    sheets: Sequence[Sheet], keys: Mapping[Shown, str], verdicts: Mapping[str, Verdict], grader: str, store: "Store"
) -> Iterator[ReviewedRow]:
    """Every row in reading order with its verdict, and with the human decision where there is one."""
    decisions = store.decisions(indicator.row for sheet in sheets for indicator in sheet.indicators)
    for sheet in sheets:
        for indicator in sheet.indicators:
            key = keys[indicator.shown]
            verdict = verdicts.get(key) or Ungraded(key, grader, _STOPPED)
            yield ReviewedRow(sheet, indicator, verdict, decision=decisions.get(indicator.row))

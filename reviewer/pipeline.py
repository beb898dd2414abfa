"""The whole program in one file: files → sheets → distinct indicators → verdicts → ranked review. Start here.

Ctrl-C ends the step it meets and loses nothing: rows already read are looked up among the known verdicts, verdicts
already given are kept, and the review names what was not done.
"""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, TypeVar

from reviewer import documents, extraction, grouping, interrupts, ranking, roster
from reviewer.copies import find_copies
from reviewer.documents import deadline
from reviewer.duplicates import newer, repeated
from reviewer.errors import Unread, UnreadableError, UsageError
from reviewer.grading import Grader
from reviewer.model import (
    Audit,
    Document,
    Grade,
    Graded,
    Question,
    Review,
    ReviewedRow,
    Sheet,
    Shown,
    Ungraded,
    Verdict,
)
from reviewer.records import Origin
from reviewer.report.progress import CONVERTING, JUDGING, KNOWN, READING
from reviewer.settings import Settings
from reviewer.sheets import check_policy
from reviewer.sheets.assembling import assemble
from reviewer.sheets.presets import IsPreset, is_excluded, matcher

if TYPE_CHECKING:
    from pathlib import Path

    from reviewer.store import Store

Source = tuple[str, documents.Copy | None]
"""A file to read, and what stands for it where its format is an old one."""

Read = tuple[Sheet, ...] | Unread
"""What a file gave: its target sheets, or why it could not be read."""

Told = TypeVar("Told")


class Judge(Grader, Protocol):
    """A grader whose verdicts are kept, with what it was when it gave them."""

    @property
    def fingerprint(self) -> str:
        """What decides its verdicts beside what is shown (see `model.verdict_key`)."""
        ...

    @property
    def prompt_version(self) -> str | None:
        """For people: the version of what a model is told; None for the rules."""
        ...


Watch = Callable[[str, int, int], None]
"""Told of progress: the step (in Chinese), how much of it is done, of how much."""

STOPPED = "运行被中断，请重新运行"
_DIED = "读取该文件的进程异常终止（可能内存不足），请拆分文件"
_WORTH_PROCESSES = 4_000_000  # bytes; below that, starting processes takes longer than reading


def review(  # noqa: PLR0913, PLR0917  the parts of a run
    paths: Sequence[str], grader: Judge, store: "Store", settings: Settings, watch: Watch, second: Judge | None = None
) -> Review:
    """Review all files under `paths`; the verdicts and the run itself are in the store when this returns.

    `second` is the offline judge where the first is a model: it judges every row, too. Raises UsageError where no given
    path exists, StoreError where the database fails."""
    check_policy(settings.policy)
    expected = roster.read(str(settings.roster), _limits(settings)) if settings.roster else None
    reading = Reading(_besides(settings.roster, find(paths)), settings, watch)
    run = store.start_run(grader.name, paths)
    found = list(reading.sheets())
    sheets = [sheet for sheet in found if not is_excluded(sheet, settings.exclude_class)]
    gc.freeze()  # rows stay to the end: the collector need not walk them again and again
    distinct = tuple(distinct_rows(sheets))
    beside = _Judging(distinct, second, store) if second else None
    judging = _Judging(distinct, grader, store)
    gc.freeze()  # nor the verdicts that are known
    stopped = reading.stopped or (beside is not None and beside.run(watch)) or judging.run(watch)
    is_preset, department = matcher(settings.presets), grouping.finder(found)
    rows = ranking.rank(_rows(sheets, judging, beside, store, is_preset))
    copies = find_copies(sheets, department, settings.policy, is_preset)
    again = repeated(found, department)
    held = None
    if expected is not None:
        held = roster.hold_against(str(settings.roster), expected, found, again, reading.unread, department)
    result = Review(
        rows=rows,
        files=reading.files,
        sheets=len(sheets),
        grader=grader.name,
        without_sheets=tuple(reading.without_sheets),
        unread=tuple(reading.unread),
        empty_sheets=tuple(sheet for sheet in sheets if not sheet.indicators),
        interrupted=stopped,
        reviewed=assemble(
            sheets, rows, settings.policy, settings.year, copies, department, newer(held.repeated if held else again)
        ),
        excluded=len(found) - len(sheets),
        roster=held,
        run=run,
    )
    store.finish_run(run, result)
    return result


def _besides(file: "Path | None", found: Sequence[str | Unread]) -> tuple[str | Unread, ...]:
    """The files found, without the roster where it lies among them."""
    return tuple(one for one in found if file is None or isinstance(one, Unread) or not _is_same(one, file))


def _is_same(file: str, other: "Path") -> bool:
    try:
        return os.path.samefile(file, other)
    except OSError:
        return False


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
        """The target sheets of all files, in order; a file is let go before the next is read. Files of old formats are
        converted first, all together; their copies are gone afterwards."""
        for sheets in self._each(_sheets_in):
            yield from sheets

    def audits(self) -> Iterator[Audit]:
        """The same with what the lines of each file look like, for a clerk who checks that nothing was missed."""
        return self._each(_audit_of)

    def _each(self, what: Callable[[documents.Limits, Source], Told | Unread]) -> Iterator[Told]:
        """What is asked of every file, in order."""
        files = [file for file in self._found if isinstance(file, str)]
        with TemporaryDirectory(prefix="reviewer-", ignore_cleanup_errors=True) as folder:
            copies = self._copies(files, folder)
            reads = _reads([(file, copies.get(file)) for file in files], self._settings, what)
            for number, file in enumerate(self._found, start=1):
                read = file if isinstance(file, Unread) else self._next(file, reads)
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
            return documents.copies(files, folder, _limits(self._settings), self._settings.jobs, told)
        except KeyboardInterrupt:
            self.stopped = True
            return {}

    def _next(self, file: str, reads: Iterator[Told | Unread]) -> Told | Unread:
        try:
            return Unread(file, STOPPED) if self.stopped else next(reads)
        except KeyboardInterrupt:
            self.stopped = True
            return Unread(file, STOPPED)


def _reads(
    sources: Sequence[Source], settings: Settings, what: Callable[[documents.Limits, Source], Told | Unread]
) -> Iterator[Told | Unread]:
    """What each file gave, in order; on all cores where that is worth it."""
    read = partial(what, _limits(settings))
    if settings.jobs == 1 or len(sources) < 2 or sum(_size(file) for file, _ in sources) < _WORTH_PROCESSES:
        return map(read, sources)
    from reviewer.cores import in_order

    return in_order(read, sources, settings.jobs, died=lambda source: Unread(source[0], _DIED))


def _sheets_in(limits: documents.Limits, source: Source) -> Read:
    file, copy = source
    return read_file(file, limits) if copy is None else read_file(file, limits, copy)


def _audit_of(limits: documents.Limits, source: Source) -> Audit | Unread:
    file, copy = source
    return _given(file, limits, copy, extraction.audit)


def _limits(settings: Settings) -> documents.Limits:
    return documents.Limits(
        file_bytes=settings.max_file_mb * 1_000_000,
        unpacked_bytes=settings.max_unpacked_mb * 1_000_000,
        cells=settings.max_cells,
        seconds=settings.max_seconds,
    )


def read_file(file: str, limits: documents.Limits, copy: documents.Copy | None = None) -> Read:
    """One file's target sheets, read from its copy where it has one, or why not. Pure in what it is given, so that it
    runs in any process."""
    return _given(file, limits, copy, extraction.extract)


def _given(
    file: str, limits: documents.Limits, copy: documents.Copy | None, what: Callable[[Document], Told]
) -> Told | Unread:
    gc.disable()  # a large file's cells hold no cycles, and walking them again and again costs a third of the time
    try:
        with deadline.within(file, limits.seconds):
            return what(documents.read(file, limits, copy))
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


def distinct_rows(sheets: Iterable[Sheet]) -> Iterable[Shown]:
    """The distinct indicators of the sheets, as a judge sees them, in reading order."""
    return dict.fromkeys(indicator.shown for sheet in sheets for indicator in sheet.indicators)


class _Judging:
    """What one judge says about the distinct rows of a run: what is known at first, and what it gives when it runs."""

    def __init__(self, distinct: Sequence[Shown], judge: Judge, store: "Store") -> None:
        self._judge = judge
        self._store = store
        self._keys = {shown: judge.key(shown) for shown in distinct}
        self._verdicts: dict[str, Verdict] = {**store.verdicts(self._keys.values())}

    def run(self, watch: Watch) -> bool:
        """Add the verdicts that are not known, each finished batch to the store at once. Gives whether Ctrl-C ended
        it."""
        shown = {key: shown for shown, key in self._keys.items()}
        unknown = {key: row for key, row in shown.items() if key not in self._verdicts}
        watch(KNOWN, len(shown) - len(unknown), len(shown))
        origin = Origin(self._judge.fingerprint, self._judge.prompt_version)
        done = 0
        try:
            for batch in self._judge.grade(unknown):
                with interrupts.held():  # a finished batch is in the store, come what may
                    self._store.add([given for given in batch.values() if isinstance(given, Graded)], shown, origin)
                    self._verdicts.update(batch)
                done += len(batch)
                watch(JUDGING, done, len(unknown))
        except KeyboardInterrupt:
            return True
        return False

    def verdict(self, shown: Shown) -> Verdict:
        """The verdict on a row."""
        key = self._keys[shown]
        return self._verdicts.get(key) or Ungraded(key, self._judge.name, STOPPED)


def _rows(
    sheets: Sequence[Sheet], judging: _Judging, beside: _Judging | None, store: "Store", is_preset: IsPreset
) -> Iterator[ReviewedRow]:
    """Every row in reading order with its verdict, with that of the offline judge where a model judged, with the human
    decision where there is one, and marked where the bureau's system put it there."""
    decisions = store.decisions(indicator.row for sheet in sheets for indicator in sheet.indicators)
    for sheet in sheets:
        for indicator in sheet.indicators:
            verdict = judging.verdict(indicator.shown)
            rules = beside.verdict(indicator.shown) if beside else None
            other = rules if isinstance(rules, Graded) else None
            decided = decisions.get(indicator.row)
            yield ReviewedRow(
                sheet,
                indicator,
                verdict,
                rules=other,
                contested=_contested(verdict, other) if other else (),
                decision=decided.decision if decided else None,
                preset=is_preset(sheet, indicator),
                decided=decided,
            )


def _contested(verdict: Verdict, other: Graded) -> tuple[Question, ...]:
    """The questions on which one judge says fail and the other pass."""
    if isinstance(verdict, Ungraded):
        return ()
    return tuple(
        question
        for question in _QUESTIONS
        if (one := verdict.answer(question).grade) is not (two := other.answer(question).grade)
        and Grade.ADVISE not in (one, two)
    )


_QUESTIONS = tuple(Question)
"""Written once: an enumeration is slow to walk for every row."""

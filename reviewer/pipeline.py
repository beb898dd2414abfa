"""The whole program in one file: files → sheets → distinct indicators → verdicts → ranked review. Start here.

Ctrl-C ends the step it meets and loses nothing: rows already read are looked up among the known verdicts, verdicts
already given are kept, and the review names what was not done.
"""

import gc
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer import grouping, ranking, roster
from reviewer.copies import Copies, find_copies
from reviewer.duplicates import newer, repeated
from reviewer.errors import Unread
from reviewer.judging import Judge, Judging, judged_rows
from reviewer.model import Review, ReviewedRow, ReviewedSheet, Roster, Sheet, Shown
from reviewer.reading import Reading, find, limits
from reviewer.settings import Settings
from reviewer.sheets import check_policy
from reviewer.sheets.assembling import assemble
from reviewer.sheets.presets import is_excluded, matcher
from reviewer.steps import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from reviewer.model import Expected
    from reviewer.store import Store


def review(  # noqa: PLR0913, PLR0917  the parts of a run
    paths: Sequence[str], grader: Judge, store: "Store", settings: Settings, watch: Watch, second: Judge | None = None
) -> Review:
    """Review all files under `paths`; the verdicts and the run itself are in the store when this returns.

    `second` is the offline judge where the first is a model: it judges every row, too. Raises UsageError where no given
    path exists, StoreError where the database fails."""
    check_policy(settings.policy)
    expected = roster.read(str(settings.roster), limits(settings)) if settings.roster else None
    reading = Reading(_besides(settings.roster, find(paths)), settings, watch)
    run = store.start_run(grader.name, paths)
    found = list(reading.sheets())
    sheets = [sheet for sheet in found if not is_excluded(sheet, settings.exclude_class)]
    rows, stopped = _judge(sheets, (grader, second), store, settings, None if reading.stopped else watch)
    wholes = _look_at_sheets(found, sheets, rows, expected, reading.unread, settings, stopped=stopped)
    result = Review(
        rows=rows,
        files=reading.files,
        sheets=len(sheets),
        grader=grader.name,
        without_sheets=tuple(reading.without_sheets),
        unread=tuple(reading.unread),
        partly=tuple(reading.partly),
        empty_sheets=tuple(sheet for sheet in sheets if not sheet.indicators),
        interrupted=wholes.stopped,
        reviewed=wholes.reviewed,
        excluded=len(found) - len(sheets),
        roster=wholes.roster,
        run=run,
    )
    store.finish_run(run, result)
    return result


def _judge(
    sheets: Sequence[Sheet],
    judges: tuple[Judge, Judge | None],
    store: "Store",
    settings: Settings,
    watch: Watch | None,
) -> tuple[tuple[ReviewedRow, ...], bool]:
    """Every row with its verdict, ranked, and whether Ctrl-C ended it; without `watch` only what is known is looked
    up."""
    gc.freeze()  # rows stay to the end: the collector need not walk them again and again
    first, second = judges
    distinct = tuple(distinct_rows(sheets))
    beside = Judging(distinct, second, store) if second else None
    judging = Judging(distinct, first, store)
    gc.freeze()  # nor the verdicts that are known
    stopped = watch is None or (beside is not None and beside.run(watch)) or judging.run(watch)
    return ranking.rank(judged_rows(sheets, judging, beside, store, matcher(settings.presets))), stopped


@dataclass(frozen=True, slots=True)
class _Wholes:
    """The sheets as wholes, what was expected held against them, and whether a Ctrl-C ended the run."""

    reviewed: tuple[ReviewedSheet, ...]
    roster: Roster | None
    stopped: bool


def _look_at_sheets(  # noqa: PLR0913, PLR0917  what a sheet is looked at with
    found: Sequence[Sheet],
    sheets: Sequence[Sheet],
    rows: Iterable[ReviewedRow],
    expected: "Sequence[Expected] | None",
    unread: Sequence[Unread],
    settings: Settings,
    *,
    stopped: bool,
) -> _Wholes:
    """Whose the sheets are, which came twice or seem copied, what was found on them and what becomes of them."""
    department = grouping.finder(found)
    again = repeated(found, department)
    held = None
    if expected is not None:
        held = roster.hold_against(str(settings.roster), expected, found, again, unread, department)
    replaced = {**newer(again), **newer(held.repeated if held else ())}
    counting = [sheet for sheet in sheets if (sheet.file, sheet.number) not in replaced]
    copies: Copies = {}
    try:
        copies = find_copies(() if stopped else counting, department, settings.policy, matcher(settings.presets))
    except KeyboardInterrupt:
        stopped = True
    reviewed = assemble(sheets, rows, settings.policy, settings.year, copies, department, replaced)
    return _Wholes(reviewed, held, stopped)


def _besides(file: "Path | None", found: Sequence[str | Unread]) -> tuple[str | Unread, ...]:
    """The files found, without the roster where it lies among them."""
    return tuple(one for one in found if file is None or isinstance(one, Unread) or not _is_same(one, file))


def _is_same(file: str, other: "Path") -> bool:
    try:
        return os.path.samefile(file, other)
    except OSError:
        return False


def distinct_rows(sheets: Iterable[Sheet]) -> Iterable[Shown]:
    """The distinct indicators of the sheets, as a judge sees them, in reading order."""
    return dict.fromkeys(indicator.shown for sheet in sheets for indicator in sheet.indicators)

"""Sheets as wholes: findings, conclusions, common faults and the search for copies over 20,000 sheets, on one core."""

import resource
import time
from collections.abc import Callable
from typing import TypeVar

from bench.copies import SHEETS, TAKEN, written
from bench.rows import show
from reviewer import grouping
from reviewer.copies import find_copies
from reviewer.grading.offline import Rules
from reviewer.model import Review, ReviewedRow
from reviewer.policy import Policy
from reviewer.ranking import rank
from reviewer.sheets.assembling import assemble
from reviewer.sheets.presets import matcher
from reviewer.summary import summarise

Made = TypeVar("Made")


def main() -> None:
    """One line for the search, one for findings and conclusions, one for the summary, one for all of it."""
    sheets = list(written(SHEETS))
    department, is_preset = grouping.finder(sheets), matcher(())
    rules = Rules()
    shown = {rules.key(indicator.shown): indicator.shown for sheet in sheets for indicator in sheet.indicators}
    verdicts = {key: verdict for batch in rules.grade(shown) for key, verdict in batch.items()}
    keys = {one: key for key, one in shown.items()}
    rows = rank(ReviewedRow(sheet, one, verdicts[keys[one.shown]]) for sheet in sheets for one in sheet.indicators)
    copies, search = _timed(lambda: find_copies(sheets, department, Policy(), is_preset))
    reviewed, findings = _timed(lambda: assemble(sheets, rows, Policy(), 2026, copies, department, {}))
    review = Review(rows, len(sheets), len(sheets), "rules", reviewed=reviewed)
    _, summary = _timed(lambda: summarise(review))
    of = f"{SHEETS:,} sheets ({len(rows):,} rows), one core"
    taken = sheets[TAKEN - 1 :: TAKEN]
    told = sum((sheet.file, sheet.number) in copies for sheet in taken)
    show(f"copies among {of}", f"{search:.1f} s, {told} of {len(taken)} taken sheets told")
    show(f"findings and conclusions of {of}", f"{findings:.1f} s")
    show(f"summary with common faults of {of}", f"{summary:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    show(f"sheets as wholes, {of}", f"{search + findings + summary:.1f} s, {peak:.0f} MB at most")


def _timed(make: Callable[[], Made]) -> tuple[Made, float]:
    start = time.perf_counter()
    made = make()
    return made, time.perf_counter() - start

"""A review cut into parts that are reviews themselves: the rows that were selected, the departments of one reviewer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from reviewer.model import Review, ReviewedSheet
from reviewer.report.workbook import content


def narrowed(review: Review) -> Review:
    """The review with those rows of its sheets only that it lists itself; a sheet that has none of them is left out."""
    kept = {id(row.indicator) for row in review.rows}
    if len(kept) == sum(len(sheet.rows) for sheet in review.reviewed):
        return review
    cut = (
        replace(sheet, rows=tuple(row for row in sheet.rows if id(row.indicator) in kept)) for sheet in review.reviewed
    )
    return replace(review, reviewed=tuple(sheet for sheet in cut if sheet.rows))


def dealt(review: Review, reviewers: int) -> list[Review]:
    """The review dealt out to at most so many reviewers, who get about as many rows each. A department stays whole;
    where none is known, a file does. Files that gave nothing are told to everybody."""
    groups: dict[str, list[ReviewedSheet]] = defaultdict(list)
    for sheet in review.reviewed:
        name = content.department(sheet)
        groups[sheet.sheet.file if name == content.NO_DEPARTMENT else name].append(sheet)
    hands: list[list[ReviewedSheet]] = [[] for _ in range(min(reviewers, len(groups)) or 1)]
    for group in sorted(groups.values(), key=_rows, reverse=True):
        min(hands, key=_rows).extend(group)
    return [_only(review, hand) for hand in hands]


def _rows(sheets: Iterable[ReviewedSheet]) -> int:
    """What there is to read; a sheet without rows counts, too."""
    return sum(len(sheet.rows) or 1 for sheet in sheets)


def _only(review: Review, sheets: Iterable[ReviewedSheet]) -> Review:
    """The review of these sheets, in the order of the whole."""
    mine = {_place(sheet) for sheet in sheets}
    return replace(
        review,
        rows=tuple(row for row in review.rows if (row.sheet.file, row.sheet.number) in mine),
        files=len({file for file, _ in mine}),
        sheets=len(mine),
        empty_sheets=tuple(sheet for sheet in review.empty_sheets if (sheet.file, sheet.number) in mine),
        reviewed=tuple(sheet for sheet in review.reviewed if _place(sheet) in mine),
    )


def _place(sheet: ReviewedSheet) -> tuple[str, int]:
    return sheet.sheet.file, sheet.sheet.number

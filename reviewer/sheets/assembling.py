"""From reviewed rows to reviewed sheets: findings, conclusion and order. Pure, linear in the rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import get_args

from reviewer.model import Band, Conclusion, Copy, ReviewedRow, ReviewedSheet, Sheet
from reviewer.money import yuan
from reviewer.policy import Policy
from reviewer.sheets import findings, read_sheet, usual_places
from reviewer.sheets.conclusion import band, conclude, weak_share

Department = Callable[[Sheet], tuple[str | None, bool]]
"""Tells the department of a sheet, and whether it is inferred from folder or file name."""


def assemble(  # noqa: PLR0913, PLR0917  what a sheet is judged by
    sheets: Sequence[Sheet],
    rows: Iterable[ReviewedRow],
    policy: Policy,
    year: int | None,
    copies: Mapping[tuple[str, int], tuple[Copy, ...]],
    department: Department,
    newer: Mapping[tuple[str, int], Sheet],
) -> tuple[ReviewedSheet, ...]:
    """The sheets with their rows (given in any order), in the order in which a bureau takes them up (see `_order`).
    `copies` are the sheets that each seems to be taken from, `newer` those that count in their
    place, by file and number."""
    own = _by_sheet(rows)
    usual = usual_places(sheets)
    reviewed = []
    for sheet in sheets:
        place = (sheet.file, sheet.number)
        mine = own.get(place, ())
        found = tuple(findings(read_sheet(sheet, mine, policy, year, usual)))
        name, inferred = department(sheet)
        conclusion, reason = conclude(mine, found, policy)
        reviewed.append(
            ReviewedSheet(
                sheet,
                mine,
                findings=found,
                copies=copies.get(place, ()),
                conclusion=conclusion,
                reason=reason,
                band=band(yuan(sheet)),
                weak_share=weak_share(mine),
                department=name,
                inferred=inferred,
                newer=newer.get(place),
            )
        )
    return tuple(sorted(reviewed, key=_order))


def _by_sheet(rows: Iterable[ReviewedRow]) -> dict[tuple[str, int], tuple[ReviewedRow, ...]]:
    """The rows of each sheet in reading order."""
    found: dict[tuple[str, int], dict[int, ReviewedRow]] = {}
    sheets: dict[tuple[str, int], Sheet] = {}
    for row in rows:
        place = (row.sheet.file, row.sheet.number)
        sheets.setdefault(place, row.sheet)
        found.setdefault(place, {})[id(row.indicator)] = row
    return {
        place: tuple(own[id(indicator)] for indicator in sheets[place].indicators if id(indicator) in own)
        for place, own in found.items()
    }


def _order(reviewed: ReviewedSheet) -> tuple[int, int, float, float, str, int]:
    """Amount band, conclusion, share of weight in weak rows, amount; then where the sheet stands."""
    sheet = reviewed.sheet
    return (
        _BANDS.index(reviewed.band),
        _CONCLUSIONS.index(reviewed.conclusion),
        -(reviewed.weak_share or 0.0),
        -yuan(sheet),
        sheet.file,
        sheet.number,
    )


_BANDS: tuple[Band, ...] = get_args(Band)
_CONCLUSIONS: tuple[Conclusion, ...] = get_args(Conclusion)

"""The faults (表级问题) a target sheet can have as a whole: one module a code, all of them in `FINDINGS`.

They are no part of a verdict: neither of the model's catalogue nor of a verdict's key."""

from collections.abc import Iterator
from dataclasses import replace

from reviewer.errors import UsageError
from reviewer.model import SheetFinding
from reviewer.policy import Policy
from reviewer.sheets import (
    s_category_name,
    s_few,
    s_left_empty,
    s_no_benefit,
    s_no_cost,
    s_no_goal,
    s_no_output,
    s_no_quantity,
    s_no_satisfaction,
    s_other_year,
    s_over_budget,
    s_routine,
    s_shifted,
    s_twice,
    s_weights,
)
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading, read_sheet, usual_places

FINDINGS: tuple[SheetFault, ...] = (
    s_few.FAULT,
    s_no_goal.FAULT,
    s_no_output.FAULT,
    s_no_quantity.FAULT,
    s_no_cost.FAULT,
    s_no_benefit.FAULT,
    s_no_satisfaction.FAULT,
    s_shifted.FAULT,
    s_category_name.FAULT,
    s_twice.FAULT,
    s_weights.FAULT,
    s_over_budget.FAULT,
    s_other_year.FAULT,
    s_left_empty.FAULT,
    s_routine.FAULT,
)
"""Every code, in the order in which findings are told: what is missing, what is wrong, what is worth a look."""

BY_CODE: dict[str, SheetFault] = {fault.code: fault for fault in FINDINGS}

__all__ = ["BY_CODE", "FINDINGS", "SheetFault", "check_policy", "findings", "read_sheet", "usual_places"]


def findings(reading: SheetReading) -> Iterator[SheetFinding]:
    """What is wrong with a sheet, with the severity that the bureau gives each code; what it does not want checked is
    left out."""
    given = reading.policy.severity
    for fault in FINDINGS:
        wanted = given.get(fault.code)
        if wanted == "不查":
            continue
        for finding in fault.check(reading):
            yield replace(finding, severity=wanted) if wanted else finding


def check_policy(policy: Policy) -> None:
    """Raise UsageError where the bureau's table of severities names a code that there is not."""
    if unknown := [code for code in policy.severity if code not in BY_CODE]:
        raise UsageError(f"policy.severity: no finding code {unknown[0]}; known are {', '.join(BY_CODE)}")

"""Scoring criteria (评分标准): whether they give the condition that a target in words leaves open."""

import re

from reviewer.text import squeeze


def scored(criteria: str | None) -> bool:
    """Whether criteria say, for a result, what it earns: a condition and points, not only "酌情"."""
    text = squeeze(criteria or "")
    return len(text) >= 8 and _POINTS.search(text) is not None and _VAGUE.search(text) is None


def stepped(criteria: str | None, steps: tuple[str, ...]) -> bool:
    """Whether every step of a scale has a condition of its own in the criteria."""
    text = squeeze(criteria or "")
    if not scored(criteria) or not steps:
        return False
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    named = all(any(step in clause and len(clause) > len(step) + 2 for clause in clauses) for step in steps)
    return named or len([clause for clause in clauses if _POINTS.search(clause)]) >= len(steps)


_POINTS = re.compile(r"\d+(?:\.\d+)?分|满分|得分|不得分|为[优良中差]|[优良中低差]为|[优良中低差好]：|[优良中低差好]:")
_VAGUE = re.compile("酌情|视情况|根据实际情况|根据完成情况")
_CLAUSES = re.compile("[,，;；。\n]")

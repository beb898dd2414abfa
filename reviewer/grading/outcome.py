"""From a reply to verdicts: which rows of a batch are settled, and what is wrong with the others. The one way for
live and for recorded replies."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.grading.acceptance import Refused, accept
from reviewer.grading.batches import ids
from reviewer.grading.faults import Unusable
from reviewer.grading.rubric import Misfit, Reply, Row
from reviewer.model import Graded, Shown

MISSING = "答复中没有这一条"


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply as read, and its text as the model wrote it."""

    reply: Reply
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reply settles: verdicts by key, and for every other key of the batch what was wrong (Chinese)."""

    graded: Mapping[str, Graded]
    problems: Mapping[str, str]


def read(text: str, rows: Mapping[str, Shown], grader: str) -> Outcome:
    """What a model's text says about `rows` (key → indicator), asked in one request. Raises Unusable where it is no
    reply to them."""
    try:
        reply = Reply.model_validate_json(text)
    except ValueError:
        raise Unusable("答复不合格式", text) from None
    return sort_out(reply, rows, grader, text)


def sort_out(reply: Reply, rows: Mapping[str, Shown], grader: str, text: str = "") -> Outcome:
    """What a reply as read settles. Raises Unusable where it doubles an id or names one that was not asked about:
    then nobody knows which row it speaks of."""
    keys = ids(rows)
    found = [row for row in reply.read if row.id is not None]
    named = [row.id for row in found]
    if len(set(named)) < len(named) or not set(named) <= set(keys):
        raise Unusable("答复的编号重复或不符", text)
    graded: dict[str, Graded] = {}
    problems = dict.fromkeys(rows, MISSING)
    for row in found:
        key = keys[row.id or ""]
        verdict = _verdict(row, rows[key], key, grader)
        if isinstance(verdict, Graded):
            graded[key] = verdict
            del problems[key]
        else:
            problems[key] = verdict.problem
    return Outcome(graded, problems)


def _verdict(row: Row | Misfit, shown: Shown, key: str, grader: str) -> Graded | Refused:
    return Refused(row.problem) if isinstance(row, Misfit) else accept(row, shown, key, grader)

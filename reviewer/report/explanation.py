"""What `reviewer explain` prints: the defect codes, each with its meaning, reason, source and two examples."""

from collections.abc import Iterable, Iterator, Sequence

from reviewer.defects import Defect
from reviewer.errors import UsageError
from reviewer.report.layout import left, wrap
from reviewer.report.words import QUESTIONS

WIDTH = 100


def listing(defects: Iterable[Defect]) -> Iterator[str]:
    """All codes, a line each."""
    for defect in defects:
        yield f"{defect.code:<14}{left(QUESTIONS[defect.question], 16)}{defect.title}\n"


def of(code: str, defects: Sequence[Defect]) -> Iterator[str]:
    """One code in full. Raises UsageError where there is no such code."""
    known = {defect.code.lower(): defect for defect in defects}
    if code.lower() not in known:
        raise UsageError(f"no defect code {code}; known are {', '.join(defect.code for defect in defects)}")
    defect = known[code.lower()]
    yield f"{defect.code}　{defect.title}（{QUESTIONS[defect.question]}）\n"
    for head, text in (
        ("含义", defect.definition),
        ("为何重要", defect.why),
        ("依据", defect.source),
        ("属于", defect.hit),
        ("不属于", defect.near_miss),
    ):
        yield "\n" + "\n".join(wrap(text, WIDTH, f"{left(head, 8)}  ", " " * 10)) + "\n"

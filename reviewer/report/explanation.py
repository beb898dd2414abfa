"""What `reviewer explain` prints: the codes of indicators and of sheets, each with its meaning, reason, source and two
examples."""

from collections.abc import Iterable, Iterator, Sequence

from reviewer.defects import Defect
from reviewer.errors import UsageError
from reviewer.report.layout import left, wrap
from reviewer.report.words import QUESTIONS
from reviewer.sheets import SheetFault

WIDTH = 100
Code = Defect | SheetFault


def listing(codes: Iterable[Code]) -> Iterator[str]:
    """All codes, a line each."""
    for code in codes:
        yield f"{left(code.code, 20)}{left(_about(code), 16)}{code.title}\n"


def of(name: str, codes: Sequence[Code]) -> Iterator[str]:
    """One code in full. Raises UsageError where there is no such code."""
    known = {code.code.lower(): code for code in codes}
    if name.lower() not in known:
        raise UsageError(f"no such code: {name}; known are {', '.join(code.code for code in codes)}")
    code = known[name.lower()]
    yield f"{code.code}　{code.title}（{_about(code)}）\n"
    asked = (("处理", code.severity),) if isinstance(code, SheetFault) else ()
    for head, text in (
        ("含义", code.definition),
        ("为何重要", code.why),
        ("依据", code.source),
        *asked,
        ("属于", code.hit),
        ("不属于", code.near_miss),
    ):
        yield "\n" + "\n".join(wrap(text, WIDTH, f"{left(head, 8)}  ", " " * 10)) + "\n"


def _about(code: Code) -> str:
    return "整表" if isinstance(code, SheetFault) else QUESTIONS[code.question]

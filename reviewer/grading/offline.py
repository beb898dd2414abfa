"""The offline judge: runs the rules of `defects/` over an indicator and composes the verdict. No model, no network."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from reviewer.defects import DEFECTS, Reading, read_row
from reviewer.defects.orders import found_orders
from reviewer.grading.opinion import opinion
from reviewer.grading.rewrite import rewrite
from reviewer.model import PASSED, SEVERITY, Answer, Finding, Graded, Question, Shown, Ungraded, Verdict, verdict_key


class Rules:
    """The judge `rules` (see `Grader`). A verdict depends on the shown fields and on nothing else."""

    name = "rules"
    prompt_version = None

    def __init__(self) -> None:
        self.fingerprint = fingerprint()

    def key(self, shown: Shown) -> str:
        """The content address of the rules' verdict on `shown`."""
        return verdict_key("rules", shown, self.fingerprint)

    def grade(self, rows: Mapping[str, Shown]) -> Iterator[Mapping[str, Verdict]]:
        """Judge distinct rows in batches; every key exactly once."""
        batch: dict[str, Verdict] = {}
        for key, shown in rows.items():
            batch[key] = _judged_or_not(key, shown)
            if len(batch) >= _BATCH:
                yield batch
                batch = {}
        if batch:
            yield batch

    def judge(self, shown: Shown) -> Graded:
        """The verdict on one row."""
        return _judged(self.key(shown), shown)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """SHA-256 over everything that decides a verdict of the rules: defects, lexicon, this judge, taxonomy, targets,
    units and text."""
    package = Path(__file__).parent.parent
    files = [*sorted((package / "defects").glob("*.py")), *sorted((package / "defects").glob("*.toml"))]
    files += [package / "grading" / name for name in ("offline.py", "opinion.py", "rewrite.py")]
    files += [*sorted((package / "targets").glob("*.py")), *(package / name for name in _SHARED)]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


# ---------------------------------------------------------------------------------------------------------------------

_BATCH = 500
_CHECKS = tuple(
    (question, tuple(defect.check for defect in DEFECTS if defect.question is question)) for question in Question
)
_SHARED = ("taxonomy.py", "units.py", "text.py")


def _judged_or_not(key: str, shown: Shown) -> Verdict:
    """The verdict; a fault of ours on one row must not cost the others theirs."""
    try:
        return _judged(key, shown)
    except Exception as error:
        return Ungraded(key, Rules.name, f"规则判定时程序出错（{type(error).__name__}），未评，请交维护人员")


def _judged(key: str, shown: Shown) -> Graded:
    reading = read_row(shown)
    answers = _answers(reading)
    proposal = rewrite(reading, answers)
    return Graded(
        key,
        Rules.name,
        answers[Question.VAGUENESS],
        answers[Question.MISCLASSIFICATION],
        answers[Question.TARGET],
        opinion=opinion(reading.category, answers, proposal),
        rewrite=proposal,
        notes=found_orders(shown),
    )


def _answers(reading: Reading) -> dict[Question, Answer]:
    return {
        question: _answer([finding for check in checks if (finding := check(reading)) is not None])
        for question, checks in _CHECKS
    }


def _answer(findings: list[Finding]) -> Answer:
    """The worst finding's grade, quote and reason; the codes of all."""
    if not findings:
        return PASSED
    worst = findings[0] if len(findings) == 1 else max(findings, key=lambda finding: SEVERITY[finding.grade])
    codes = tuple(finding.code for finding in findings)
    return Answer(worst.grade, codes, worst.quote, worst.reason, worst.belongs)

"""The workbook of `reviewer review`: where it goes, what it says of itself, one for each reviewer."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.commands import say
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.grading.llm import ModelGrader
    from reviewer.model import Review


def files(output: Path | None, split: int | None, overwrite: bool) -> list[Path | None]:
    """The files of a workbook that goes to `output`, or of `split` ones: 审核.xlsx → 审核_1.xlsx, 审核_2.xlsx. Raises
    UsageError where there is no file to write to, or one that is there would be lost: somebody may have decided in it.
    """
    if output is None and (split or (sys.stdout is not None and sys.stdout.isatty())):
        raise UsageError("--format xlsx: a workbook goes to a file; name it with --output FILE.xlsx")
    if output is None:
        return [None]
    numbers = range(1, split + 1) if split else ()
    targets = [output.with_stem(f"{output.stem}_{number}") for number in numbers] or [output]
    if not overwrite and (there := next((target for target in targets if target.is_file()), None)):
        raise UsageError(
            f"{there}: exists, and somebody may have decided in it; name another file with --output, or take its"
            " decisions in (reviewer decisions import) and give --overwrite"
        )
    return [*targets]


def write(
    review: "Review", model: "ModelGrader | None", targets: Sequence[Path | None], selection: str | None
) -> list[Path | None]:
    """Write the review, dealt out to as many workbooks as there are targets. Gives those that were written: fewer where
    there are fewer departments."""
    from dataclasses import replace
    from uuid import uuid4

    from reviewer import __version__, ranking
    from reviewer import output as out
    from reviewer.grading.offline import Rules
    from reviewer.report import workbook
    from reviewer.report.workbook import parts
    from reviewer.report.workbook.facts import Facts
    from reviewer.store import ago

    whole = parts.narrowed(review)
    hands = parts.dealt(whole, len(targets)) if len(targets) > 1 else [whole]
    judge = model or Rules()
    facts = Facts(
        workbook="",
        written=ago(0),
        version=__version__,
        grader=review.grader,
        weights=ranking.WEIGHTS,
        run=review.run,
        fingerprint=judge.fingerprint,
        prompt_version=judge.prompt_version,
        host=model.endpoint.host if model else None,
        selection=selection,
    )
    for number, (hand, target) in enumerate(zip(hands, targets, strict=False), start=1):
        one = replace(facts, workbook=uuid4().hex, part=(number, len(hands)))
        out.write(workbook.rendered(hand, one), target)
    if len(hands) < len(targets):
        say(f"只有 {len(hands)} 个部门，写出 {len(hands)} 册")
    return list(targets[: len(hands)])

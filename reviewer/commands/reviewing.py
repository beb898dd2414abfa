"""What commands share that need a whole review: the judge of the settings, progress, files that gave nothing."""

from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reviewer.commands import name_files
from reviewer.commands.asking import follow, model_judge, tell_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reviewer.model import Review
    from reviewer.settings import Settings
    from reviewer.store import Store

    Reviewing = Callable[[Sequence[str]], Review]
    """Paths in, their review out; files that gave nothing are named on standard error."""


@contextmanager
def reviewing(chosen: "Settings", store: "Store", yes: bool) -> "Iterator[Reviewing]":
    """A way to review paths with the judge of the settings, the rules beside a model."""
    from reviewer import pipeline
    from reviewer.grading.offline import Rules
    from reviewer.report import progress
    from reviewer.steps import STOPPED

    model = model_judge(chosen, store, yes)

    def review(paths: Sequence[str]) -> "Review":
        with progress.shown(chosen.currency) as watch:
            follow(model, watch)
            result = pipeline.review(paths, model or Rules(), store, chosen, watch, Rules() if model else None)
        name_files((*result.unread, *result.partly), result.without_sheets, STOPPED)
        return result

    yield review
    tell_end(model, chosen.currency)


def is_incomplete(review: "Review") -> bool:
    """Whether a file was not read or not wholly, a row not graded, or the run was interrupted."""
    ungraded = any(row.rank is None for row in review.rows)
    return bool(review.unread or review.partly) or review.interrupted or ungraded

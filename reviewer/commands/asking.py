"""What commands that name a model share: its settings, its user's consent, its progress and its end."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reviewer.commands import say
from reviewer.errors import UsageError
from reviewer.report.safe import printable

if TYPE_CHECKING:
    from reviewer.grading.llm import ModelGrader, Progress
    from reviewer.judges import Consent
    from reviewer.report.progress import Standing, Watcher
    from reviewer.settings import Settings
    from reviewer.store import Store


def model_settings(grader: str | None, base_url: str | None, db: Path | None, **flags: object) -> "Settings":
    """The settings of a run that may have a model. Raises UsageError where an endpoint is given on the command line
    and no model."""
    from reviewer import settings

    chosen = settings.load({"grader": grader, "base_url": base_url, "db": db, **flags})
    if base_url is not None and chosen.grader == settings.RULES:
        raise UsageError("--base-url: names an endpoint, but no model is named; give --grader MODEL")
    return chosen


def model_judge(chosen: "Settings", store: "Store", yes: bool) -> "ModelGrader | None":
    """The model that the settings name, agreed to; None where the rules judge."""
    from reviewer import judges
    from reviewer.settings import RULES

    return None if chosen.grader == RULES else judges.model(chosen, store, consent(yes))


def consent(yes: bool) -> "Consent":
    """How the user may agree: by --yes, or on the terminal if there is one."""
    from reviewer.judges import Consent

    return Consent(yes, _ask if sys.stdin.isatty() and sys.stderr.isatty() else None)


def follow(model: "ModelGrader | None", watch: "Watcher") -> None:
    """Let the watcher see what the model's run comes to."""
    if model:
        model.observe = lambda progress: watch.model(_standing(progress))


def tell_end(model: "ModelGrader | None", currency: str) -> None:
    """What a run asked and cost, and why it ended early if it did, on standard error."""
    if model is None:
        return
    if model.spent.calls:
        from reviewer.report.progress import cost

        spent = model.spent
        say(f"{model.name}：{cost(spent.calls, _tokens(spent.tokens_in, spent.tokens_out), spent.money, currency)}")
    if model.stopped:
        say(f"reviewer: {model.stopped.advice}")


def _ask(host: str, model: str) -> bool:
    question = f"The text of the indicators will be sent to {host} (model {model}). Agree? The answer is kept."
    try:
        return typer.confirm(printable(question), default=False, err=True)
    except typer.Abort:
        raise UsageError(f"{host}: not answered; nothing was sent") from None


def _standing(progress: "Progress") -> "Standing":
    from reviewer.report.progress import Standing

    spent = progress.spent
    tokens = _tokens(spent.tokens_in, spent.tokens_out)
    return Standing(progress.rows, progress.of, spent.calls, tokens, spent.money)


def _tokens(sent: int | None, received: int | None) -> int | None:
    return None if sent is None or received is None else sent + received

"""`reviewer golden`: hold a judge to the golden judgments, and record what a model says about them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.commands import DONE, INCOMPLETE, BaseUrl, Database, Yes, say, told
from reviewer.commands.asking import model_judge, model_settings, tell_end
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.grading import Grader

UNDER_FLOOR = 1
RULES, RECORDED = "rules", "recorded"

Folder = Annotated[Path, typer.Option("--golden", metavar="DIR", help="The golden folder.")]
golden_app = typer.Typer(help="Golden judgments: hold a judge to them.", no_args_is_help=True, rich_markup_mode=None)


@golden_app.callback()
def golden_program() -> None:
    """Golden judgments: hold a judge to them."""


@golden_app.command()
def check(
    grader: Annotated[str, typer.Option(metavar="rules|recorded", help="The judge to hold.")] = RULES,
    folder: Folder = Path("golden"),
    recording: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The recorded replies. [default: DIR/recordings/full.jsonl]")
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option(metavar="A B", help="Print what moved between two recordings.")
    ] = None,
) -> None:
    """Print how a judge agrees with the golden judgments.

    For tune and check, and for rows that reviewers confirmed, per question: precision, recall and F1 on fail, kappa,
    weighted kappa, confusion; then the disagreements of all but check, worst first; then, row against row, how the
    worst grade agrees with what reviewers decided. `recorded` replays a model's recorded replies, without any network.

    Exit codes: 0 done, 1 under the floor, 2 could not run.
    """
    with told():
        from reviewer import confirmed, golden
        from reviewer import output as out

        if compare:
            out.write([_compared(*compare, folder), "\n"], None)
            raise typer.Exit(DONE)
        judge, prompt = _judge(grader, recording or folder / "recordings" / "full.jsonl")
        reports, shortfalls = golden.check(judge, folder, grader, prompt)
        out.write([golden.render(reports, shortfalls), "\n", *confirmed.rendered(judge, folder)], None)
        raise typer.Exit(UNDER_FLOOR if shortfalls else DONE)


@golden_app.command()
def record(  # noqa: PLR0913, PLR0917  an option is an argument
    grader: Annotated[str, typer.Option(metavar="MODEL", help="The model, as its endpoint knows it.")],
    base_url: BaseUrl = None,
    folder: Folder = Path("golden"),
    recording: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here. [default: DIR/recordings/full.jsonl]")
    ] = None,
    sample: Annotated[int | None, typer.Option(metavar="N", min=1, help="Only N of the rows, by --seed.")] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Ask in another order, drawn by this seed.")] = None,
    db: Database = None,
    yes: Yes = False,
) -> None:
    """Ask a model about the golden rows and keep its replies.

    One file: a head (model, sampling, date, prompt version), then a line for every request with the raw reply. Two
    recordings in different orders show how stable the judge is (golden check --compare).

    Exit codes: 0 done, 2 could not run, 3 some rows were not judged.
    """
    with told():
        from reviewer import golden
        from reviewer.recording import record as keep
        from reviewer.store import Store

        chosen = model_settings(db=db, grader=grader, base_url=base_url)
        rows, order = golden.drawn(golden.everything(folder), sample, seed)
        file = recording or folder / "recordings" / "full.jsonl"
        with Store(chosen.db) as store:
            model = model_judge(chosen, store, yes)
            if model is None:
                raise UsageError("golden record: name a model with --grader MODEL and its --base-url URL")
            left = keep(model, (row.shown for row in rows), file, order)
        tell_end(model, chosen.currency)
        say(f"{file}: {len(rows)} rows asked about, {left} without a verdict")
        raise typer.Exit(INCOMPLETE if left else DONE)


@golden_app.command()
def add(
    from_decisions: Annotated[
        bool, typer.Option("--from-decisions", help="What reviewers decided in the database.")
    ] = False,
    folder: Folder = Path("golden"),
    db: Database = None,
) -> None:
    """Add what reviewers decided to the golden folder.

    A weak row that was sent back (退回修改) confirms its grades: it is added to judgments/decided.jsonl. Any other
    decision is a label of the whole row, added to judgments/row_labels.jsonl. Recordings stay as they are.

    Exit codes: 0 done, 2 could not run."""
    with told():
        from reviewer import confirmed, settings
        from reviewer import output as out
        from reviewer.store import Store

        if not from_decisions:
            raise UsageError("golden add: say from where; give --from-decisions")
        with Store(settings.load({"db": db}).db) as store:
            out.write(confirmed.told(confirmed.add(store, folder)), None)


def _compared(one: Path, other: Path, folder: Path) -> str:
    from reviewer import golden
    from reviewer.recording import Recorded

    return golden.compare(Recorded(one), Recorded(other), folder)


def _judge(name: str, recording: Path) -> "tuple[Grader, str]":
    """The judge to hold, and what it was told."""
    if name == RULES:
        from reviewer.grading.offline import Rules

        return Rules(), ""
    if name != RECORDED:
        raise UsageError(f"grader {name}: golden rows are held against {RULES}, or a model by its {RECORDED} replies")
    from reviewer.grading import prompts
    from reviewer.recording import Recorded

    return Recorded(recording), prompts.load().system

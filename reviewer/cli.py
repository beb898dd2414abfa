"""The command line: parse, build the parts, call, print, exit. Computes nothing.

Exit codes: 0 done; 1 weak indicators among the rows shown and --check; 2 could not run; 3 done, but a file was not
read, a row not graded, or the run interrupted. What a command does not need is not imported.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer import __version__
from reviewer.commands import DONE, INCOMPLETE, Output, Paths, name_files
from reviewer.commands import told as _told
from reviewer.commands.cache import cache_app
from reviewer.commands.doctor import doctor
from reviewer.commands.plan import plan
from reviewer.commands.review import review
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.grading import Grader

UNDER_FLOOR = 1

app = typer.Typer(
    name="reviewer",
    help="First reading of budget performance indicators: which ones are weak, why, and where they stand.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


app.command()(review)
app.command()(plan)
app.command()(doctor)
app.add_typer(cache_app, name="cache")


class ExtractFormat(StrEnum):
    """Formats of an extraction."""

    JSONL = "jsonl"


def main() -> None:
    """The `reviewer` command."""
    app()


@app.command()
def extract(
    paths: Paths,
    output_format: Annotated[ExtractFormat, typer.Option("--format")] = ExtractFormat.JSONL,  # noqa: ARG001  only one
    output: Output = None,
) -> None:
    """Print every indicator as it was read.

    All target sheets under PATH, one indicator a line; no judge, no database.

    Exit codes: 0 done, 2 could not run, 3 done in part (named on stderr).
    """
    with _told():
        from reviewer import output as out
        from reviewer import pipeline, settings
        from reviewer.report import jsonl, progress

        out.check(output)
        with progress.shown() as watch:
            reading = pipeline.Reading(pipeline.find(paths), settings.load({}), watch)
            out.write(jsonl.extracted(reading.sheets()), output)
        name_files(reading.unread, reading.without_sheets)
        raise typer.Exit(INCOMPLETE if reading.unread else DONE)


@app.command()
def explain(
    code: Annotated[str | None, typer.Argument(help="A defect code, such as T-pseudo. [default: list all]")] = None,
) -> None:
    """Explain a defect code, in Chinese.

    What it means, why it matters, where the rule comes from, a case and a near miss."""
    with _told():
        from reviewer import output as out
        from reviewer.defects import DEFECTS
        from reviewer.report import explanation

        out.write(explanation.of(code, DEFECTS) if code else explanation.listing(DEFECTS), None)


GoldenFolder = Annotated[Path, typer.Option("--golden", metavar="DIR", help="The golden folder.")]
golden_app = typer.Typer(help="Golden judgments: hold a judge to them.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(golden_app, name="golden")


@golden_app.callback()
def golden_program() -> None:
    """Golden judgments: hold a judge to them."""


@golden_app.command()
def check(
    grader: Annotated[str, typer.Option(metavar="rules|recorded", help="The judge to hold.")] = "rules",
    folder: GoldenFolder = Path("golden"),
    recording: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The recorded replies. [default: DIR/recordings/full.jsonl]")
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option(metavar="A B", help="Print what moved between two recordings.")
    ] = None,
) -> None:
    """Print how a judge agrees with the golden judgments.

    For tune and check, per question: precision, recall and F1 on fail, kappa, weighted kappa, confusion; then the
    disagreements of tune, worst first. `recorded` replays a model's recorded replies, without any network.

    Exit codes: 0 done, 1 under the floor, 2 could not run.
    """
    with _told():
        from reviewer import golden
        from reviewer import output as out

        if compare:
            from reviewer.recording import Recorded

            out.write([golden.compare(Recorded(compare[0]), Recorded(compare[1]), folder), "\n"], None)
            raise typer.Exit(DONE)
        judge, told = _golden_judge(grader, recording or folder / "recordings" / "full.jsonl")
        reports, shortfalls = golden.check(judge, folder, grader, told)
        out.write([golden.render(reports, shortfalls), "\n"], None)
        raise typer.Exit(UNDER_FLOOR if shortfalls else DONE)


def _golden_judge(name: str, recording: Path) -> "tuple[Grader, str]":
    """The judge to hold, and what it was told."""
    if name != "recorded":
        return _grader(name), ""
    from reviewer.grading import prompts
    from reviewer.recording import Recorded

    return Recorded(recording), prompts.load().system


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"reviewer {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """First reading of budget performance indicators: which ones are weak, why, and where they stand."""


def _grader(name: str) -> "Grader":
    from reviewer.grading.offline import Rules
    from reviewer.settings import RULES

    if name != RULES:
        raise UsageError(f"grader {name}: this version judges by rules only; use --grader {RULES} (the default)")
    return Rules()

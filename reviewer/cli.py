"""The command line: parse, build the parts, call, print, exit. Computes nothing.

Exit codes: 0 done; 1 weak indicators among the rows shown and --check; 2 could not run; 3 done, but a file was not
read, a row not graded, or the run interrupted. What a command does not need is not imported.
"""

from enum import StrEnum
from typing import Annotated

import typer

from reviewer import __version__
from reviewer.commands import DONE, INCOMPLETE, Output, Paths, name_files
from reviewer.commands import told as _told
from reviewer.commands.cache import cache_app
from reviewer.commands.compare import compare
from reviewer.commands.decisions import decisions_app
from reviewer.commands.director import report
from reviewer.commands.doctor import doctor
from reviewer.commands.golden import golden_app
from reviewer.commands.history import runs, show
from reviewer.commands.plan import plan
from reviewer.commands.remarks import remarks
from reviewer.commands.review import review

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
app.command()(remarks)
app.command()(compare)
app.command()(report)
app.command()(runs)
app.command()(show)
app.add_typer(cache_app, name="cache")
app.add_typer(decisions_app, name="decisions")
app.add_typer(golden_app, name="golden")


class ExtractFormat(StrEnum):
    """Formats of an extraction."""

    JSONL = "jsonl"


def main() -> None:
    """The `reviewer` command."""
    try:
        app()
    except KeyboardInterrupt:
        raise SystemExit(INCOMPLETE) from None


@app.command()
def extract(
    paths: Paths,
    output_format: Annotated[ExtractFormat, typer.Option("--format")] = ExtractFormat.JSONL,  # noqa: ARG001  only one
    output: Output = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="Print instead, per sheet, what tells that nothing was missed (in Chinese).")
    ] = False,
) -> None:
    """Print every indicator as it was read.

    All target sheets under PATH, one indicator a line; no judge, no database.
    With --audit a table for people: rows read beside lines that look like
    indicators, in sheets and outside, sums of weights, categories, doubts.

    Exit codes: 0 done, 2 could not run, 3 done in part (named on stderr).
    """
    with _told():
        from reviewer import output as out
        from reviewer import settings
        from reviewer.reading import Reading, find
        from reviewer.report import audit as audits
        from reviewer.report import jsonl, progress
        from reviewer.steps import STOPPED

        found = find(paths)
        out.check(output, (file for file in found if isinstance(file, str)))
        with progress.shown() as watch:
            reading = Reading(found, settings.load({}), watch)
            told = audits.audited(reading.audits()) if audit else jsonl.extracted(reading.sheets())
            out.write(told, output)
        name_files((*reading.unread, *reading.partly), reading.without_sheets, STOPPED)
        raise typer.Exit(INCOMPLETE if reading.unread or reading.partly else DONE)


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(help="A code, such as T-pseudo or S-no-cost. [default: list all]")
    ] = None,
) -> None:
    """Explain a defect code of indicators, or a finding code of sheets, in Chinese.

    What it means, why it matters, where the rule comes from, a case and a near miss."""
    with _told():
        from reviewer import output as out
        from reviewer.defects import DEFECTS
        from reviewer.report import explanation
        from reviewer.sheets import FINDINGS

        codes: tuple[explanation.Code, ...] = (*DEFECTS, *FINDINGS)
        out.write(explanation.of(code, codes) if code else explanation.listing(codes), None)


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

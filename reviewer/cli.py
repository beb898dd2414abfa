"""The command line: parse, build the parts, call, print, exit. Computes nothing.

Exit codes: 0 done; 1 weak indicators among the rows shown and --check; 2 could not run; 3 done, but a file was not
read, a row not graded, or the run interrupted. What a command does not need is not imported.
"""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer import __version__
from reviewer.errors import ReviewerError, Unread, UsageError
from reviewer.model import Question
from reviewer.report.safe import printable

if TYPE_CHECKING:
    from reviewer.grading import Grader
    from reviewer.model import Review, ReviewedRow
    from reviewer.report.table import Page

DONE, WEAK, COULD_NOT_RUN, INCOMPLETE = range(4)
UNDER_FLOOR = 1

app = typer.Typer(
    name="reviewer",
    help="First reading of budget performance indicators: which ones are weak, why, and where they stand.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """Formats of a review."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class ExtractFormat(StrEnum):
    """Formats of an extraction."""

    JSONL = "jsonl"


Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, and folders to walk.", show_default=False)]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to stdout.")]


def main() -> None:
    """The `reviewer` command."""
    app()


@app.command()
def review(  # noqa: PLR0913, PLR0917  an option is an argument
    paths: Paths,
    grader: Annotated[str | None, typer.Option(metavar="rules|MODEL", help="Who judges. [default: rules]")] = None,
    output_format: Annotated[
        Format | None,
        typer.Option(
            "--format", help="[default: table; with --output FILE.jsonl or FILE.csv, FILE is that list as well]"
        ),
    ] = None,
    output: Output = None,
    db: Annotated[Path | None, typer.Option(metavar="FILE", help="Verdict database. [default: user data]")] = None,
    top: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="List at most N ranked rows. [default: 20 in the table, else all]"),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="List the rows that passed, too.")] = False,
    question: Annotated[
        list[Question] | None,
        typer.Option(metavar="QUESTION", help=f"Only rows objected to on {', '.join(Question)}. Repeatable."),
    ] = None,
    department: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only rows of departments whose name contains NAME. Repeatable."),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 where weak indicators are among the rows.")] = False,
) -> None:
    """List the weakest indicators first.

    Judges every indicator of all target sheets under PATH; what was judged before is looked up.

    Exit codes: 0 done, 1 weak indicators and --check, 2 could not run, 3 done in part (named on stderr).
    """
    with _told():
        from reviewer import output as out
        from reviewer import pipeline, ranking, settings
        from reviewer.report import progress, table
        from reviewer.store import Store
        from reviewer.summary import summarise

        chosen = settings.load({"db": db, "grader": grader})
        judge = _grader(chosen.grader)
        out.check(output)
        with Store(chosen.db) as store, progress.shown() as watch:
            result = pipeline.review(paths, judge, store, chosen, watch)
        _name(result.unread, result.without_sheets)
        selected = ranking.select(result, question or (), department or ())
        listing = _list_format(output_format, output)
        if listing:
            out.write(_listed(listing, ranking.listed(selected, everything, top)), output)
        if output_format in (None, Format.TABLE):
            rows = tuple(ranking.listed(selected, everything, chosen.top if top is None else top))
            file = None if listing else output
            page = _page(paths, question, department, list_at=output if listing else None, file=file)
            out.write(table.rendered(selected, summarise(selected), rows, page), file)
        if output and (output_format or not listing):
            _say(f"已写入 {output}")
        raise typer.Exit(_exit_code(result, weak=check and any(row.weak for row in selected.rows)))


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
        _name(reading.unread, reading.without_sheets)
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


def _list_format(output_format: Format | None, output: Path | None) -> Format | None:
    """The format of the list of rows that is asked for, by name or by the name of the file; None: no list."""
    if output_format is None and output is not None:
        return {".jsonl": Format.JSONL, ".csv": Format.CSV}.get(output.suffix.lower())
    return None if output_format is Format.TABLE else output_format


def _listed(listing: Format, rows: "Iterable[ReviewedRow]") -> Iterator[str]:
    from reviewer.report import csv, jsonl

    return csv.reviewed(rows) if listing is Format.CSV else jsonl.reviewed(rows)


def _page(
    paths: list[str],
    questions: list[Question] | None,
    departments: list[str] | None,
    list_at: Path | None,
    file: Path | None,
) -> "Page":
    from reviewer.report.table import Page
    from reviewer.report.words import QUESTIONS

    terminal = file is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((100, 0)).columns if file is None else 100
    chosen = [
        *(QUESTIONS[question] for question in questions or ()),
        *(f"部门名含“{name}”" for name in departments or ()),
    ]
    command = ["reviewer", "review", *map(_quoted, paths), "--output", "审核清单.csv"]
    return Page(
        width=max(60, min(120, width)),
        bold=_bold if terminal else str,
        selection="、".join(chosen) or None,
        list_at=str(list_at) if list_at else None,
        list_command=" ".join(command),
    )


def _quoted(word: str) -> str:
    """As a shell takes it; a Chinese name needs no quotation marks."""
    return word if re.fullmatch(r"[\w./:+@%=-]+", word) else shlex.quote(word)


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"


def _exit_code(review: "Review", weak: bool) -> int:
    ungraded = any(row.rank is None for row in review.rows)
    if review.unread or review.interrupted or ungraded:
        return INCOMPLETE
    return WEAK if weak else DONE


def _name(unread: Iterable[Unread], without_sheets: Iterable[str]) -> None:
    """One line for each file that gave nothing."""
    for file in unread:
        _say(f"{file.file}：{file.reason}")
    for name in without_sheets:
        _say(f"{name}：未发现绩效目标表，请确认文件是否为绩效目标申报表")


def _say(text: str) -> None:
    sys.stderr.write(printable(text) + "\n")


@contextmanager
def _told() -> Iterator[None]:
    """Errors as one line and an exit code."""
    try:
        yield
    except ReviewerError as error:
        _say(f"reviewer: {error}")
        raise typer.Exit(COULD_NOT_RUN) from None
    except KeyboardInterrupt:
        _say("reviewer: interrupted; the verdicts given so far are kept")
        raise typer.Exit(INCOMPLETE) from None

"""`reviewer review`: judge every indicator and list the weakest first."""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.commands import (
    DONE,
    INCOMPLETE,
    WEAK,
    BaseUrl,
    Database,
    Output,
    Paths,
    Yes,
    name_files,
    say,
    told,
    workbook,
)
from reviewer.commands.asking import follow, model_judge, model_settings, tell_end
from reviewer.errors import UsageError
from reviewer.model import Question

if TYPE_CHECKING:
    from reviewer.model import Review, ReviewedRow
    from reviewer.report.table import Page


class Format(StrEnum):
    """Formats of a review."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


class Level(StrEnum):
    """What a line of a list is about."""

    ROW = "row"
    SHEET = "sheet"


def review(  # noqa: PLR0913, PLR0917  an option is an argument
    paths: Paths,
    grader: Annotated[str | None, typer.Option(metavar="rules|MODEL", help="Who judges. [default: rules]")] = None,
    output_format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="[default: table; with --output FILE.jsonl, FILE.csv or FILE.xlsx (a workbook), FILE is that as well]",
        ),
    ] = None,
    output: Output = None,
    db: Database = None,
    level: Annotated[Level, typer.Option(help="One line for a row, or for a whole sheet (jsonl).")] = Level.ROW,
    roster: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The list of what is to be handed in (.xlsx, .csv): tells who has not sent."),
    ] = None,
    year: Annotated[
        int | None, typer.Option(metavar="YEAR", min=2000, max=2100, help="The budget's year: other dates are told.")
    ] = None,
    exclude_class: Annotated[
        list[str] | None,
        typer.Option(metavar="CLASS", help="Leave out sheets of this project class, such as 人员类. Repeatable."),
    ] = None,
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
    split: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Deal the departments out to N workbooks: FILE_1.xlsx, FILE_2.xlsx …"),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a workbook that exists.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 where weak indicators are among the rows.")] = False,
    base_url: BaseUrl = None,
    yes: Yes = False,
    max_calls: Annotated[int | None, typer.Option(metavar="N", min=0, help="Stop MODEL after N calls.")] = None,
    budget: Annotated[
        float | None, typer.Option(metavar="SUM", min=0, help="Stop MODEL before it costs more (needs prices).")
    ] = None,
) -> None:
    """List the weakest indicators first.

    Judges every indicator of all target sheets under PATH; what was judged before is looked up. Where a MODEL judges,
    the rules judge beside it, and rows on which they disagree are marked.

    Exit codes: 0 done, 1 weak indicators and --check, 2 could not run, 3 done in part (named on stderr).
    """
    with told():
        from reviewer import output as out
        from reviewer import pipeline, ranking
        from reviewer.grading.offline import Rules
        from reviewer.report import jsonl, progress, table
        from reviewer.report.page import page as html
        from reviewer.steps import STOPPED
        from reviewer.store import Store
        from reviewer.summary import departments_of, folded, summarise

        flags = {
            "max_calls": max_calls,
            "budget": budget,
            "year": year,
            "roster": roster,
            "exclude_class": exclude_class or None,
        }
        chosen = model_settings(db=db, grader=grader, base_url=base_url, **flags)
        listing = _list_format(output_format, output)
        if level is Level.SHEET and listing is not Format.JSONL:
            raise UsageError("--level sheet: sheets are listed as JSON Lines only; add --format jsonl")
        targets = _targets(listing, output, split, overwrite)
        _check(targets, output_format, paths, chosen.db)
        with Store(chosen.db) as store:
            model = model_judge(chosen, store, yes)
            with progress.shown(chosen.currency) as watch:
                follow(model, watch)
                second = Rules() if model else None
                result = pipeline.review(paths, model or Rules(), store, chosen, watch, second)
        tell_end(model, chosen.currency)
        name_files((*result.unread, *result.partly), result.without_sheets, STOPPED)
        selected = ranking.select(result, question or (), department or ())
        if listing is Format.XLSX:
            targets = workbook.write(selected, model, targets, _selection(question, department))
        elif listing is Format.HTML:
            out.write(html(selected, _selection(question, department)), output)
        elif level is Level.SHEET:
            out.write(jsonl.reviewed_sheets(islice(selected.reviewed, top)), output)
        elif listing:
            out.write(_listed(listing, ranking.listed(selected, everything, top)), output)
        if output_format in (None, Format.TABLE):
            rows = folded(ranking.listed(selected, everything), departments_of(selected))
            rows = rows[: chosen.top if top is None else top]
            file = None if listing else output
            page = _page(paths, question, department, list_at=output if listing else None, file=file)
            out.write(table.rendered(selected, summarise(selected), rows, page), file)
        if output and (output_format or not listing or split):
            say(f"已写入 {'、'.join(map(str, targets))}")
        raise typer.Exit(_exit_code(result, weak=check and any(row.weak for row in selected.rows)))


def _targets(listing: Format | None, output: Path | None, split: int | None, overwrite: bool) -> list[Path | None]:
    """The files to write; None is standard output."""
    if listing is Format.XLSX:
        return workbook.files(output, split, overwrite)
    if split:
        raise UsageError("--split: only a workbook is dealt out; add --output FILE.xlsx")
    return [output]


def _check(targets: list[Path | None], output_format: Format | None, paths: list[str], db: Path) -> None:
    """Raise UsageError where the report cannot go to its files, or would take the place of what the run needs."""
    if targets == [None]:
        return
    from reviewer import output as out
    from reviewer.reading import find

    outputs = [output for output in targets if output]
    for output in outputs:
        if output_format is None and output.suffix.lower() not in (*_SUFFIXES, "", ".txt"):
            raise UsageError(
                f"{output}: no report is written under this ending; use .csv, .jsonl, .xlsx, .html or .txt, or --format"
            )
    kept = [f"{db}{ending}" for ending in ("", "-wal", "-shm")]
    spared = [*(file for file in find(paths) if isinstance(file, str)), *kept]
    for output in outputs:
        out.check(output, spared)


_SUFFIXES = {
    ".jsonl": Format.JSONL,
    ".csv": Format.CSV,
    ".xlsx": Format.XLSX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}


def _list_format(output_format: Format | None, output: Path | None) -> Format | None:
    """The format of the list of rows that is asked for, by name or by the name of the file; None: no list."""
    if output_format is None and output is not None:
        return _SUFFIXES.get(output.suffix.lower())
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

    terminal = file is None and sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((100, 0)).columns if file is None else 100
    command = ["reviewer", "review", *map(_quoted, paths), "--output", "审核结果.xlsx"]
    return Page(
        width=max(60, min(120, width)),
        bold=_bold if terminal else str,
        selection=_selection(questions, departments),
        list_at=str(list_at) if list_at else None,
        list_command=" ".join(command),
    )


def _selection(questions: list[Question] | None, departments: list[str] | None) -> str | None:
    """What the rows are selected by, in words."""
    from reviewer.report.words import QUESTIONS

    chosen = [QUESTIONS[question] for question in questions or ()]
    chosen += [f"部门名含“{name}”" for name in departments or ()]
    return "、".join(chosen) or None


def _quoted(word: str) -> str:
    """As a shell takes it; a Chinese name needs no quotation marks."""
    return word if re.fullmatch(r"[\w./:+@%=-]+", word) else shlex.quote(word)


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"


def _exit_code(review: "Review", weak: bool) -> int:
    ungraded = any(row.rank is None for row in review.rows)
    if review.unread or review.partly or review.interrupted or ungraded:
        return INCOMPLETE
    return WEAK if weak else DONE

"""`reviewer compare`: what became of the remarks on an earlier submission."""

import os
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.commands import DONE, INCOMPLETE, BaseUrl, Database, Output, Yes, say, told
from reviewer.commands.asking import model_settings
from reviewer.commands.reviewing import is_incomplete, reviewing
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.commands.reviewing import Reviewing
    from reviewer.comparison import Comparison
    from reviewer.comparison.entries import Entry
    from reviewer.store import Store

_SUBMISSION = "A file, a folder, or a stored run (run:NUMBER, run:last)."


class Format(StrEnum):
    """Formats of a comparison."""

    TABLE = "table"
    XLSX = "xlsx"
    HTML = "html"


def compare(  # noqa: PLR0913, PLR0917  an option is an argument
    old: Annotated[str, typer.Argument(metavar="OLD", help=_SUBMISSION, show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_SUBMISSION, show_default=False)],
    output_format: Annotated[
        Format | None, typer.Option("--format", help="[default: by the ending of --output, else table]")
    ] = None,
    output: Output = None,
    grader: Annotated[str | None, typer.Option(metavar="rules|MODEL", help="Who judges. [default: rules]")] = None,
    db: Database = None,
    top: Annotated[int, typer.Option(metavar="N", min=0, help="List at most N changes in the table.")] = 20,
    everything: Annotated[
        bool, typer.Option("--all", help="Take rows nobody decided on for remarks, too, though others were decided on.")
    ] = False,
    base_url: BaseUrl = None,
    yes: Yes = False,
) -> None:
    """Say of every remark on OLD whether NEW mends it.

    Rows are matched across wording changes; each remark is met, partly met, reworded only, or not met; new faults are
    listed, too. Where reviewers decided on OLD, their objections are the remarks, in their words; else what the judge
    objects to.

    Exit codes: 0 done, 2 could not run, 3 done in part (named on stderr).
    """
    with told():
        from reviewer import comparison
        from reviewer import output as out
        from reviewer.store import Store

        chosen = model_settings(db=db, grader=grader, base_url=base_url)
        form = _format(output_format, output)
        out.check(output, [path for path in (old, new) if os.path.isfile(path)])
        for name in (old, new):
            if not _RUN.fullmatch(name) and not os.path.lexists(name):
                raise UsageError(f"no such file or folder: {name}")
        with Store(chosen.db) as store, reviewing(chosen, store, yes) as review:
            before, partly = _entries(old, store, review)
            after, partly_too = _entries(new, store, review)
        _write(comparison.compare(before, after, everything=everything), form, output, top)
        raise typer.Exit(INCOMPLETE if partly or partly_too else DONE)


_RUN = re.compile(r"run:(last|[0-9]{1,17})")


def _entries(name: str, store: "Store", review: "Reviewing") -> "tuple[list[Entry], bool]":
    """The rows of a submission, and whether something of it is missing. A path of that name goes before a run."""
    from reviewer import history
    from reviewer.comparison.entries import of_review, of_run

    stored = None if os.path.lexists(name) else _RUN.fullmatch(name)
    if stored:
        rows = history.rows(store, history.run(store, stored[1]).number)
        return of_run(rows, store.decisions(row.row for row in rows)), False
    result = review([name])
    return of_review(result), is_incomplete(result)


def _format(asked: Format | None, output: Path | None) -> Format:
    ending = output.suffix.lower() if output else ""
    endings = {".xlsx": Format.XLSX, ".html": Format.HTML, ".htm": Format.HTML, ".txt": Format.TABLE, "": Format.TABLE}
    if asked is None and ending not in endings:
        raise UsageError(f"{output}: no comparison is written under this ending; use .xlsx, .html or .txt, or --format")
    chosen = asked or endings[ending]
    if chosen is Format.XLSX and output is None:
        raise UsageError("--format xlsx: name the workbook with --output FILE.xlsx")
    return chosen


def _write(found: "Comparison", form: Format, output: Path | None, top: int) -> None:
    from reviewer import output as out

    match form:
        case Format.TABLE:
            from reviewer.report import comparison as table

            out.write(table.rendered(found, top), output)
        case Format.XLSX:
            from reviewer.report import comparison_workbook

            out.write([comparison_workbook.workbook(found)], output)
        case Format.HTML:
            from reviewer.report import comparison_page

            out.write(comparison_page.page(found), output)
    if output:
        say(f"已写入 {output}")

"""`reviewer report`: one page for the director."""

from pathlib import Path
from typing import Annotated

import typer

from reviewer.commands import DONE, INCOMPLETE, BaseUrl, Database, Paths, Yes, say, told
from reviewer.commands.asking import model_settings
from reviewer.commands.reviewing import is_incomplete, reviewing


def report(  # noqa: PLR0913, PLR0917  an option is an argument
    paths: Paths,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The Word document.")] = Path(
        "审核情况.docx"
    ),
    grader: Annotated[str | None, typer.Option(metavar="rules|MODEL", help="Who judges. [default: rules]")] = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What departments are to hand in (.xlsx, .csv …).")
    ] = None,
    db: Database = None,
    base_url: BaseUrl = None,
    yes: Yes = False,
) -> None:
    """Write one page of Word for the director.

    Coverage and amounts, conclusions, departments best and worst, common faults with quotes, the largest projects to
    send back, sheets that seem copied. Decisions of reviewers go before verdicts.

    Exit codes: 0 done, 2 could not run, 3 done in part (named on stderr).
    """
    with told():
        from reviewer import output as out
        from reviewer.reading import find
        from reviewer.report import director
        from reviewer.store import Store

        chosen = model_settings(db=db, grader=grader, base_url=base_url, roster=roster)
        out.check(output, [file for file in find(paths) if isinstance(file, str)])
        with Store(chosen.db) as store, reviewing(chosen, store, yes) as review:
            result = review(paths)
        out.write([director.document(result)], output)
        say(f"已写入 {output}")
        raise typer.Exit(INCOMPLETE if is_incomplete(result) else DONE)

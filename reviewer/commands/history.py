"""`reviewer runs` and `reviewer show`: look up any earlier verdict."""

from typing import Annotated

import typer

from reviewer.commands import Database, told


def runs(db: Database = None) -> None:
    """List past runs, the latest first."""
    with told():
        from reviewer import history, output, settings
        from reviewer.report import history as report
        from reviewer.store import Store

        with Store(settings.load({"db": db}).db) as store:
            output.write(report.runs(history.runs(store)), None)


def show(
    run: Annotated[str, typer.Argument(metavar="RUN", help="The number of a run, or `last`.", show_default=False)],
    row: Annotated[
        str | None, typer.Argument(metavar="ROW", help="Rank or identity of a row.", show_default=False)
    ] = None,
    find: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="Without ROW: only rows with TEXT in file, department, project or indicator."
        ),
    ] = None,
    db: Database = None,
) -> None:
    """Show an earlier verdict with everything it was based on.

    Without ROW, the rows of the run with their ranks and identities."""
    with told():
        from reviewer import history, output, settings
        from reviewer.report import history as report
        from reviewer.store import Store

        with Store(settings.load({"db": db}).db) as store:
            past = history.run(store, run)
            if row is None:
                output.write(report.rows(past, history.rows(store, past.number, find)), None)
            else:
                found = history.row(store, past.number, row)
                around = report.Around(
                    history.places(store, past.number, found.row),
                    history.decisions(store, found.row),
                    history.beside(store, found),
                )
                output.write(report.row(past, found, around), None)

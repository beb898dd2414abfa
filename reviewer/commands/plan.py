"""`reviewer plan`: what a review would ask for, before anything is sent."""

from typing import Annotated

import typer

from reviewer.commands import DONE, INCOMPLETE, BaseUrl, Database, Paths, name_files, told
from reviewer.commands.asking import model_settings


def plan(
    paths: Paths,
    grader: Annotated[str | None, typer.Option(metavar="rules|MODEL", help="Who would judge.")] = None,
    base_url: BaseUrl = None,
    db: Database = None,
) -> None:
    """Foretell what a review would take; nothing is sent.

    Rows, distinct ones, those judged before; calls, tokens, price and time of a MODEL, and the host that would receive
    the text.

    Exit codes: 0 done, 2 could not run, 3 done in part (named on stderr).
    """
    with told():
        from reviewer import judges, output, pipeline
        from reviewer.reading import Reading, find
        from reviewer.report import plan as report
        from reviewer.report import progress
        from reviewer.store import Store

        chosen = model_settings(grader, base_url, db)
        with Store(chosen.db) as store, progress.shown() as watch:
            judge = judges.unasked(chosen, store)
            reading = Reading(find(paths), chosen, watch)
            sheets = list(reading.sheets())
            keys = {judge.key(shown): shown for shown in pipeline.distinct_rows(sheets)}
            known = store.verdicts(keys)
            asking = judges.foretold({key: shown for key, shown in keys.items() if key not in known}, chosen, store)
        name_files((*reading.unread, *reading.partly), reading.without_sheets)
        read = sum(len(sheet.indicators) for sheet in sheets)
        output.write(report.rendered(report.Rows(read, len(keys), len(known)), asking), None)
        raise typer.Exit(INCOMPLETE if reading.unread or reading.partly else DONE)

"""`reviewer doctor`: what a model's endpoint understands."""

from typing import Annotated

import typer

from reviewer.commands import COULD_NOT_RUN, DONE, BaseUrl, Database, told
from reviewer.commands.asking import model_settings


def doctor(
    grader: Annotated[str | None, typer.Option(metavar="MODEL", help="The model, as the endpoint knows it.")] = None,
    base_url: BaseUrl = None,
    db: Database = None,
) -> None:
    """Probe a MODEL's endpoint and remember how it is best asked.

    One tiny request in each mode, with a text of our own: nothing of any file is sent. A review uses the best mode that
    works, unless the setting `mode` names one.

    Exit codes: 0 a mode works, 2 none does or could not run.
    """
    with told():
        from reviewer import judges, output
        from reviewer.report import probe
        from reviewer.store import Store

        chosen = model_settings(grader, base_url, db)
        with Store(chosen.db) as store:
            found = judges.probed(chosen, store)
        output.write(probe.rendered(found), None)
        raise typer.Exit(DONE if found.best else COULD_NOT_RUN)

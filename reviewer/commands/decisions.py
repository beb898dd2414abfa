"""`reviewer decisions`: take in what reviewers decided in their workbooks, list it, carry it to another machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.commands import DONE, INCOMPLETE, Database, Output, told

if TYPE_CHECKING:
    from reviewer.decisions import Outcome
    from reviewer.store import Store

decisions_app = typer.Typer(help="What people decided on indicators.", no_args_is_help=True, rich_markup_mode=None)


@decisions_app.callback()
def decisions() -> None:
    """What people decided on indicators."""


@decisions_app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Workbooks (.xlsx) that came back, or what `decisions export` wrote.",
            show_default=False,
        ),
    ],
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Who decided, where a workbook names nobody.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let the files go before decisions already in the database.")
    ] = False,
    db: Database = None,
) -> None:
    """Take in decisions from workbooks that came back.

    Rows are told by their identity: columns may have moved, rows been sorted, filtered or deleted, sheets renamed. What
    two people decided differently and rows whose text changed are listed with both sides and not taken.

    Exit codes: 0 done, 2 could not run, 3 some decisions were not taken (listed)."""
    with told():
        from reviewer import output, settings
        from reviewer.decisions import telling
        from reviewer.decisions.lookup import known
        from reviewer.store import Store

        with Store(settings.load({"db": db}).db) as store:
            found = _merged(files, store, who, replace)
            store.decide(found.taken)
            output.write(telling.outcome(found, known(store, found.left)), None)
        raise typer.Exit(DONE if found.complete else INCOMPLETE)


@decisions_app.command("list")
def list_(db: Database = None) -> None:
    """Print the decisions that stand, the latest first."""
    with told():
        from reviewer import output, settings
        from reviewer.decisions import telling
        from reviewer.decisions.lookup import known
        from reviewer.store import Store

        with Store(settings.load({"db": db}).db) as store:
            standing = store.decisions()
            output.write(telling.standing(standing.values(), known(store, set(standing))), None)


@decisions_app.command()
def export(output: Output = None, db: Database = None) -> None:
    """Write all decisions as JSON Lines, the earliest first."""
    with told():
        from reviewer import output as out
        from reviewer import settings
        from reviewer.decisions import carrying
        from reviewer.store import Store

        out.check(output)
        with Store(settings.load({"db": db}).db) as store:
            out.write(carrying.lines(store), output)


def _merged(files: list[Path], store: "Store", who: str | None, replacing: bool) -> "Outcome":
    """What the files come to together; nothing is written where one of them is refused."""
    from reviewer.decisions import carrying, joined, lookup, merge, proposed, reading
    from reviewer.store import ago

    lists = [(file, carrying.read(file)) for file in files if file.suffix.lower() == ".jsonl"]
    books = [reading.read(file) for file in files if file.suffix.lower() != ".jsonl"]
    memory = lookup.memory(store, books)
    now = ago(0)
    proposals = [found for book in books for found in proposed(book, memory.stored, who, now)]
    outcomes = [carrying.merge(file, decisions, store, replacing) for file, decisions in lists]
    return joined([*outcomes, merge(books, proposals, memory, replacing)])

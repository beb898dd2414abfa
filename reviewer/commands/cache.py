"""`reviewer cache`: the verdicts kept in the database, to look at, to carry to another machine, to throw away."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.commands import DONE, INCOMPLETE, Database, Output, say, told
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.store import Holding

Judge = Annotated[str | None, typer.Option("--grader", metavar="NAME", help="Only verdicts of this judge.")]

cache_app = typer.Typer(help="The verdicts kept in the database.", no_args_is_help=True, rich_markup_mode=None)


@cache_app.callback()
def cache() -> None:
    """The verdicts kept in the database."""


@cache_app.command()
def stats(db: Database = None) -> None:
    """Print how many verdicts there are, by judge and version of its prompts."""
    with told():
        from reviewer import output, settings
        from reviewer.store import Store

        chosen = settings.load({"db": db})
        with Store(chosen.db) as store:
            output.write(_table(store.holdings(), chosen.db), None)


@cache_app.command("export")
def export_(output: Output = None, grader: Judge = None, db: Database = None) -> None:
    """Write the verdicts as JSON Lines, one a line."""
    with told():
        from reviewer import output as out
        from reviewer import settings, transfer
        from reviewer.store import Store

        out.check(output)
        with Store(settings.load({"db": db}).db) as store:
            out.write(transfer.lines(store, grader), output)


@cache_app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="What `cache export` wrote.", show_default=False)],
    db: Database = None,
) -> None:
    """Add the verdicts of exported files; a verdict already present stays.

    Exit codes: 0 done, 2 could not run, 3 some lines hold no verdict (named on stderr)."""
    with told():
        from reviewer import settings, transfer
        from reviewer.store import Store

        skipped = False
        with Store(settings.load({"db": db}).db) as store:
            for file in files:
                taken = transfer.take(store, file)
                _name_lines(file, taken.skipped)
                skipped = skipped or bool(taken.skipped)
                typer.echo(f"{file}: {taken.new} new, {taken.known} known, {len(taken.skipped)} skipped")
        raise typer.Exit(INCOMPLETE if skipped else DONE)


@cache_app.command()
def prune(
    days: Annotated[
        int | None,
        typer.Option("--older-than", metavar="DAYS", min=0, max=100_000, help="Verdicts written before that."),
    ] = None,
    grader: Judge = None,
    prompt: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Verdicts given with this version of the prompts.")
    ] = None,
    db: Database = None,
) -> None:
    """Delete verdicts to which all that is given applies. They are asked for again when they are needed."""
    with told():
        from reviewer import settings
        from reviewer.store import Store, ago

        if days is None and grader is None and prompt is None:
            raise UsageError("cache prune: say which verdicts, by --older-than, --grader or --prompt")
        with Store(settings.load({"db": db}).db) as store:
            gone = store.prune(None if days is None else ago(days), grader, prompt)
        typer.echo(f"{gone} deleted")


_SAID = 20
"""Lines passed over that are named with the reason; of more only the numbers are."""


def _name_lines(file: Path, skipped: Mapping[int, str]) -> None:
    for number, reason in list(skipped.items())[:_SAID]:
        say(f"{file}:{number}: not a verdict, skipped: {reason}")
    if rest := list(skipped)[_SAID:]:
        say(f"{file}: not a verdict, skipped: lines {', '.join(_ranges(rest))}")


def _ranges(numbers: list[int]) -> Iterator[str]:
    """The numbers with neighbours put together: 3, 5-9."""
    start = end = numbers[0]
    for number in [*numbers[1:], 0]:
        if number == end + 1:
            end = number
            continue
        yield f"{start}-{end}" if end > start else f"{start}"
        start = end = number


def _table(holdings: "list[Holding]", path: Path) -> Iterator[str]:
    size = path.stat().st_size / 1_000_000
    total = sum(holding.verdicts for holding in holdings)
    yield f"{path}: {total:,} verdicts, {size:.1f} MB\n"
    for holding in holdings:
        prompts = f"prompts {holding.prompt_version}" if holding.prompt_version else ""
        written = f"{holding.first[:10]} to {holding.last[:10]}"
        yield f"{holding.verdicts:>10,}  {holding.grader:<24} {prompts:<16} {written}\n"

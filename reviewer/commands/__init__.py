"""The commands of the program, a module each, and what they share: exit codes, common options, how errors are told.

What a command does not need it does not import.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from reviewer.errors import ReviewerError, Unread
from reviewer.report.safe import printable

DONE, WEAK, COULD_NOT_RUN, INCOMPLETE = range(4)
"""Exit codes: 0 done; 1 weak indicators among the rows shown and --check; 2 could not run; 3 done, but a file was not
read, a row not graded, a line not imported, or the run was interrupted."""

Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, and folders to walk.", show_default=False)]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to stdout.")]
Database = Annotated[Path | None, typer.Option("--db", metavar="FILE", help="Verdict database. [default: user data]")]
BaseUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="The endpoint of MODEL, up to its version: https://host/v1")
]
Yes = Annotated[bool, typer.Option("--yes", help="Agree that the indicators' text is sent to that host.")]


def say(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(printable(text) + "\n")


def name_files(unread: Iterable[Unread], without_sheets: Iterable[str], stopped: str | None = None) -> None:
    """One line for each file that gave nothing, or not all; what only `stopped` kept from being read is counted."""
    unread = tuple(unread)
    for file in unread:
        if file.reason != stopped:
            say(f"{file.file}：{file.reason}")
    if left := sum(file.reason == stopped for file in unread):
        say(f"{left} 个文件未读：{stopped}")
    for name in without_sheets:
        say(f"{name}：未发现绩效目标表，请确认文件是否为绩效目标申报表")


@contextmanager
def told() -> Iterator[None]:
    """Errors as one line and an exit code."""
    try:
        yield
    except ReviewerError as error:
        say(f"reviewer: {error}")
        raise typer.Exit(COULD_NOT_RUN) from None
    except KeyboardInterrupt:
        say("reviewer: interrupted; the verdicts given so far are kept")
        raise typer.Exit(INCOMPLETE) from None
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except Exception as error:
        say(f"reviewer: a fault of the program ({type(error).__name__}); please report it with the command")
        raise typer.Exit(COULD_NOT_RUN) from error

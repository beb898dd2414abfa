"""Where a report goes: standard output or, all or nothing, a file."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from reviewer.errors import UsageError


def write(chunks: Iterable[str], output: Path | None) -> None:
    """Write text as UTF-8. A file appears, or is replaced, only when it is complete; a reader of standard output that
    went away (`| head`) is no error. Raises UsageError where the file cannot be written."""
    if output is None:
        _to_stdout(chunks)
        return
    try:
        _to_file(chunks, output.resolve())
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); name another file with --output") from error


def check(output: Path | None) -> None:
    """Raise UsageError at once, before long work, where the folder of `output` is missing or not writable."""
    if output is None:
        return
    folder = output.resolve().parent
    if output.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise UsageError(f"{output}: cannot be written; name a file in a writable folder with --output")


def _to_stdout(chunks: Iterable[str]) -> None:
    try:
        _encode(chunks, sys.stdout.buffer)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains at exit


def _to_file(chunks: Iterable[str], path: Path) -> None:
    if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
        with path.open("wb") as stream:
            _encode(chunks, stream)
        return
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as stream:
            _encode(chunks, stream)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _encode(chunks: Iterable[str], stream: BinaryIO) -> None:
    for chunk in chunks:
        stream.write(chunk.encode("utf-8", "replace"))  # a file name that is no UTF-8 carries lone surrogates
    stream.flush()

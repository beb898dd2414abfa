"""Where a report goes: standard output or, all or nothing, a file."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from reviewer.errors import UsageError


def write(chunks: Iterable[str | bytes], output: Path | None) -> None:
    """Write text as UTF-8, bytes as they are. A file appears, or is replaced, only when it is complete; a reader of
    standard output that went away (`| head`) is no error. Raises UsageError where file or standard output cannot be
    written."""
    if output is None:
        _to_stdout(chunks)
        return
    try:
        _to_file(chunks, output.resolve())
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); name another file with --output") from error


def check(output: Path | None, spared: Iterable[str | os.PathLike[str]] = ()) -> None:
    """Raise UsageError at once, before long work, where the folder of `output` is missing or not writable, or where
    `output` is one of the files that are `spared` (what is read, the database): they would be lost."""
    if output is None:
        return
    path = output.resolve()
    if output.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise UsageError(f"{output}: cannot be written; name a file in a writable folder with --output")
    if any(Path(file).resolve() == path for file in spared):
        raise UsageError(f"{output}: is read or kept by this run and would be lost; name another file with --output")


def _to_stdout(chunks: Iterable[str | bytes]) -> None:
    if sys.stdout is None:
        raise UsageError("standard output is closed; use --output FILE")
    try:
        _encode(chunks, sys.stdout.buffer)
    except BrokenPipeError:
        _silence()
    except OSError as error:
        _silence()
        raise UsageError(f"standard output cannot be written ({error.strerror}); use --output FILE") from error


def _silence() -> None:
    """Nothing more can be said on standard output; without this the interpreter complains at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _to_file(chunks: Iterable[str | bytes], path: Path) -> None:
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


def _encode(chunks: Iterable[str | bytes], stream: BinaryIO) -> None:
    for chunk in chunks:
        # a file name that is no UTF-8 carries lone surrogates
        stream.write(chunk if isinstance(chunk, bytes) else chunk.encode("utf-8", "replace"))
    stream.flush()

"""From the paths of a command line to the files to read."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reviewer.errors import Unread


def walk(paths: Sequence[Path | str]) -> Iterator[str | Unread]:
    """The files under `paths`, arguments in order, folders walked sorted by name, each path as given (or folder as
    given and the way down). In folders hidden files and the locks of open documents (~$…) are passed over. A path that
    does not exist, and a folder that cannot be listed, come as `Unread` in their place."""
    for path in paths:
        given = os.fspath(path)
        if os.path.isdir(given):
            yield from _folder(given, frozenset())
        elif os.path.lexists(given):
            yield given
        else:
            yield Unread(given, "找不到该文件或文件夹，请检查路径")


def _folder(folder: str, above: frozenset[tuple[int, int]]) -> Iterator[str | Unread]:
    """`above` are the folders on the way here by device and number: a link back to one of them is not followed."""
    try:
        status = os.stat(folder)
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Unread(folder, f"文件夹打不开（{error.strerror}），请检查权限")
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for name in names:
        path = os.path.join(folder, name)
        if name.startswith((".", "~$")):
            continue
        if os.path.isdir(path):
            yield from _folder(path, above | {here})
        else:
            yield path

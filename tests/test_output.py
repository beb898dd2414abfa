"""A report file is complete or not there; what cannot be written is said before the work begins."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.errors import UsageError
from reviewer.output import check, write


def test_a_file_is_replaced_when_it_is_complete(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("old")
    write(iter(["一\n", "a\udcffb\n"]), file)
    assert file.read_text(encoding="utf-8") == "一\na?b\n"
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
    assert file.stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_a_report_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("old")

    def lines() -> Iterator[str]:
        yield "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(lines(), file)
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    write(["x"], tmp_path / "link")
    assert (tmp_path / "real").read_text() == "x"
    assert (tmp_path / "link").is_symlink()
    write(["x"], Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for output in (tmp_path, tmp_path / "no" / "list.csv", tmp_path / "file" / "list.csv"):
        with pytest.raises(UsageError) as caught:
            check(output)
        assert str(caught.value) == f"{output}: cannot be written; name a file in a writable folder with --output"
    check(tmp_path / "list.csv")
    check(None)
    with pytest.raises(UsageError, match="cannot be written \\(Not a directory\\)"):
        write(["x"], tmp_path / "file" / "list.csv")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

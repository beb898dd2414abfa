"""Broken and hostile files beside a good one: one clear line each, the good one is read, nothing is asked for on the
network, memory and time stay bounded."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reviewer.documents import Limits, read, walk
from reviewer.errors import UnreadableError
from tests.documents import hostile

pytest.importorskip("pdfminer", reason="needs the extra pdf")

GOOD = "绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t新建公路里程\t≥12公里\n"
LIMITS = {"MAX_FILE_MB": "2", "MAX_UNPACKED_MB": "5", "MAX_CELLS": "100000", "MAX_SECONDS": "10", "JOBS": "1"}
SCRIPT = """
import resource, runpy, sys
try:
    runpy.run_module("reviewer", run_name="__main__", alter_sys=True)
finally:
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}\\n")
"""


def test_hostile_files_cost_no_other_its_review(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        expected = hostile.made(tmp_path, f"http://127.0.0.1:{server.getsockname()[1]}/x.dtd")
        (tmp_path / "好.txt").write_text(GOOD)
        environment = os.environ | {f"REVIEWER_{name}": value for name, value in LIMITS.items()}
        start = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, "extract", str(tmp_path), "--format", "jsonl"],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            timeout=120,
        )
        seconds = time.monotonic() - start
        with pytest.raises(BlockingIOError):
            server.accept()
    rows, megabytes = done.stdout.splitlines()
    assert "新建公路里程" in rows
    assert done.returncode == 3
    told = dict(line.split("：", 1) for line in done.stderr.splitlines())
    without = "未发现绩效目标表，请确认文件是否为绩效目标申报表"
    assert told == {file: reason or without for file, reason in expected.items()}
    assert int(megabytes) < 300
    assert seconds < 30


def test_a_folder_named_as_a_document_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "表.docx"
    folder.mkdir()
    (folder / "内.txt").write_text("文")
    (folder / "回.docx").symlink_to(tmp_path, target_is_directory=True)
    (folder / "自.txt").symlink_to(folder / "自.txt")
    assert list(walk([tmp_path])) == [str(folder / "内.txt"), str(folder / "自.txt")]
    for path in (folder, folder / "自.txt"):
        with pytest.raises(UnreadableError) as caught:
            read(str(path))
        assert caught.value.reason.endswith(("不是普通文件，无法读取；请给出文件的路径", "请检查磁盘或重新复制文件"))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer on this system")
def test_a_file_that_takes_too_long_is_named(tmp_path: Path) -> None:
    from reviewer.reading import read_file

    path = tmp_path / "慢.html"
    path.write_text("<table>" + "<tr><td>甲<td>乙</tr>" * 200_000)
    start = time.monotonic()
    unread = read_file(str(path), Limits(seconds=0.2))
    assert (
        str(unread) == f"Unread(file='{path}', reason='读取超过 0.2 秒，已放弃；请拆分文件，或调高 max_seconds 设置')"
    )
    assert time.monotonic() - start < 3

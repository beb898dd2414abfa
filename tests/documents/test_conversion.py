"""Files of old formats: converted together, each failure its own, no process and no file left behind."""

import http.server
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewer import documents
from reviewer.documents import batches, conversion, converters, formats
from reviewer.documents.converters import Command, Converter, LibreOffice
from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError
from reviewer.reading import Reading
from reviewer.settings import Settings
from tests.documents.ooxml import docx, paragraph, row, table
from tests.documents.shown import shown

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_ODT_TABLE = (
    "<table:table><table:table-column table:number-columns-repeated='2'/>"
    "<table:table-row><table:table-cell table:number-rows-spanned='2'><text:p>产出</text:p></table:table-cell>"
    "<table:table-cell><text:p>道路</text:p></table:table-cell></table:table-row>"
    "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>12</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)


def odt(more: str = "") -> bytes:
    """A text of OpenDocument: a line and a table; `more` stands behind."""
    spaces = " ".join(
        f'xmlns:{name}="{_OFFICE.format(space)}"'
        for name, space in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    body = f"<office:body><office:text><text:p>项目</text:p>{_ODT_TABLE}{more}</office:text></office:body>"
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">{body}</office:document-content>'
    )
    manifest = f'<m:manifest xmlns:m="{_OFFICE.format("manifest")}">' + "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>'
        for path, kind in (("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml"))
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest + "</m:manifest>")
    return data.getvalue()


READ = ["项目", [["产出*2×1", "道路"], ["1:12"]]]

SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
needs_extractous = pytest.mark.skipif(
    importlib.util.find_spec("extractous") is None, reason="the extra doc (extractous) is not installed"
)

_WORK = """
import os, shutil, sys, time
copy, *names = sys.argv[1:]
with open("../starts", "a") as starts:
    print(len(names), file=starts)
for name in names:
    what = open(name, "rb").read()
    if b"crash" in what:
        os._exit(139)
    if b"hang" in what:
        time.sleep(60)
    if b"bad" not in what:
        shutil.copyfile(copy, os.path.join("out", name.split(".")[0] + ".docx"))
"""


@dataclass(frozen=True)
class Pretended:
    """A converter that does with a file what the file says."""

    copy: Path

    def suffix(self, target: str) -> str:
        """As LibreOffice."""
        return target

    def command(self, folder: Path, names: Sequence[str], target: str) -> Command:
        """The program above."""
        return Command((sys.executable, "-c", _WORK, str(self.copy), *names))


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for files that a pretended converter does as they say; gives the folder."""
    copy = tmp_path / "copy.docx"
    copy.write_bytes(docx(paragraph("题") + table(row("甲", "乙"))))
    monkeypatch.setattr(conversion, "installed", lambda: Pretended(copy))
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def _write(folder: Path, *kinds: str) -> list[str]:
    files = [folder / f"{number}{kind}.doc" for number, kind in enumerate(kinds)]
    for file, kind in zip(files, kinds, strict=True):
        file.write_bytes(odt() + kind.encode() if kind != "text" else "文字".encode())
    return [str(file) for file in files]


def _outcomes(copies: dict[str, conversion.Copy], files: Sequence[str]) -> list[str]:
    """For every file "ok", "cannot", "too long" or, where it is no matter of conversion, "-"."""
    words = []
    for file in files:
        copy = copies.get(file)
        if isinstance(copy, UnreadableError):
            words.append("too long" if "超过" in copy.reason else "cannot")
        else:
            words.append("-" if copy is None else "ok")
    return words


CASES: dict[str, tuple[str, list[str], int]] = {
    "all at one start": ("ok ok ok text", ["ok", "ok", "ok", "-"], 1),
    "one that cannot be read": ("ok bad ok", ["ok", "cannot", "ok"], 1),
    "one that kills the program": ("ok crash ok ok", ["ok", "cannot", "ok", "ok"], 3),
    "the first and the last": ("crash ok crash", ["cannot", "ok", "cannot"], 4),
    "one that stands still": ("ok hang ok", ["ok", "too long", "ok"], 2),
    "nothing to do": ("text", ["-"], 0),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_costs_only_itself(pretended: Path, tmp_path: Path, name: str) -> None:
    kinds, expected, starts = CASES[name]
    files = _write(pretended, *kinds.split())
    told: list[tuple[int, int]] = []
    copies = dict(conversion.copies(files, tmp_path / "out", Limits(seconds=1), 1, lambda *step: told.append(step)))
    assert _outcomes(copies, files) == expected
    counted = tmp_path / "out" / "starts"
    assert (len(counted.read_text().splitlines()) if counted.exists() else 0) == starts
    assert [step[0] for step in told] == sorted(step[0] for step in told)
    assert told[-1:] == [(len(expected) - expected.count("-"),) * 2] * bool(starts)


def test_many_files_on_several_processes(pretended: Path, tmp_path: Path) -> None:
    files = _write(pretended, *["ok"] * 60)
    copies = conversion.copies(files, tmp_path / "out", Limits(), 4, lambda *_: None)
    assert _outcomes(dict(copies), files) == ["ok"] * 60
    assert (tmp_path / "out" / "starts").read_text().splitlines() == ["20"] * 3


def test_a_run_reads_copies_under_the_files_own_names(pretended: Path) -> None:
    files = _write(pretended, "ok", "bad", "text")
    steps: list[str] = []
    reading = Reading(files, Settings(db=pretended / "x.db", jobs=1), lambda step, *_: steps.append(step))
    assert list(reading.sheets()) == []
    assert (reading.without_sheets, [unread.file for unread in reading.unread]) == ([files[0], files[2]], [files[1]])
    assert list(dict.fromkeys(steps)) == ["转换旧格式文件", "读取文件"]


def test_ctrl_c_ends_the_converter(pretended: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = _write(pretended, "hang", "text")
    started: list[subprocess.Popen[bytes]] = []

    def start(*given: object) -> "subprocess.Popen[bytes]":
        started.append(_started(*given))
        return started[-1]

    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    _started: Callable[..., subprocess.Popen[bytes]] = batches._started
    monkeypatch.setattr(batches, "_started", start)
    monkeypatch.setattr(batches.time, "sleep", interrupt)
    reading = Reading(files, Settings(db=pretended / "x.db", jobs=1), lambda *_: None)
    assert (list(reading.sheets()), reading.stopped) == ([], True)
    assert [unread.reason for unread in reading.unread] == ["运行被中断，请重新运行"] * 2
    (process,) = started
    monkeypatch.undo()  # waiting sleeps
    assert process.wait(10) != 0


def test_what_to_do_where_no_program_converts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(conversion, "installed", lambda: None)
    file = tmp_path / "表.doc"
    file.write_bytes(odt())
    reason = "这是 OpenDocument 文件，请用 WPS 另存为 docx 再审；装有 LibreOffice 或 reviewer[doc] 时可直接读取"
    (copy,) = conversion.copies([str(file)], tmp_path, Limits(), 1, lambda *_: None).values()
    with pytest.raises(UnreadableError) as given:
        documents.read(str(file), copy=copy)
    with pytest.raises(UnreadableError) as alone:
        documents.read(str(file))
    assert str(given.value) == str(alone.value) == f"{file}: {reason}"


def test_files_that_cannot_be_opened_are_left_to_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.doc")
    (tmp_path / "large.doc").write_bytes(odt())
    (tmp_path / "folder.doc").mkdir()
    files = [str(tmp_path / name) for name in ("pipe.doc", "large.doc", "folder.doc", "none.doc", "\0.doc")]
    assert conversion.copies(files, tmp_path, Limits(file_bytes=100), 1, lambda *_: None) == {}


def test_each_program_is_found_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Converter | None] = []
    for path, package in (("/x/soffice", True), (None, True), (None, False)):
        monkeypatch.setattr(converters.shutil, "which", lambda name, path=path: path if name == "soffice" else None)
        monkeypatch.setattr(converters.importlib.util, "find_spec", lambda _, package=package: package or None)
        monkeypatch.setattr(converters, "_USUAL", ())
        found.append(converters.installed())
    assert found == [LibreOffice("/x/soffice"), converters.Extractous(), None]


@needs_soffice
def test_libreoffice(tmp_path: Path) -> None:
    """A table, a file that is none, and nothing fetched, in one start."""
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x.png"
        picture = f'<text:p><draw:frame><draw:image xlink:href="{address}"/></draw:frame></text:p>'
        contents = {"a.doc": odt(), "b.odt": odt(picture), "c.odt": odt()[:200]}
        for name, content in contents.items():
            (tmp_path / name).write_bytes(content)
        files = [str(tmp_path / name) for name in contents]
        copies = conversion.copies(files, tmp_path / "out", Limits(), 1, lambda *_: None)
        server.shutdown()
    assert asked == []
    assert _outcomes(dict(copies), files) == ["ok", "ok", "cannot"]
    assert [shown(documents.read(file, copy=copies[file]).blocks) for file in files[:2]] == [READ, READ]


@needs_extractous
def test_extractous(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "installed", converters.Extractous)
    file = tmp_path / "表.odt"
    file.write_bytes(odt())
    assert shown(documents.read(str(file)).blocks) == READ


def test_every_old_format_has_a_name_and_no_reader_of_its_own() -> None:
    assert set(formats.OLD) == set(conversion._NAMES)
    assert not set(formats.OLD) & set(documents.READERS)
    assert set(formats.OLD.values()) <= set(documents.READERS)

"""Many files through a converter, in as few starts as possible. A file on which it dies or stands still costs itself
and one more start; a start that is interrupted leaves no process behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.documents import deadline
from reviewer.documents.converters import Converter

_MOST = 200  # files of one start
_PAUSE = 0.05  # seconds between looks at the processes
_DYING = 5.0  # seconds that a killed process is waited for

_ENDINGS = {"doc95": "doc", "works": "wps"}  # of names, where they are not the format

CANNOT, TOO_LONG = "cannot", "too long"
"""Why a file was not converted: the program could not read it; it took longer than a file may."""

Told = Callable[[int], None]
"""Told how many files are done with."""


@dataclass(slots=True)
class Job:
    """One file: where it is, its format (rtf), what it is to become (docx); afterwards the path of the copy, or why
    there is none."""

    file: str
    form: str
    target: str
    copy: Path | None = None
    reason: str = ""


def run(converter: Converter, shares: Sequence[Sequence[Job]], folder: Path, seconds: float, told: Told) -> None:
    """Convert the files of `shares`, each share by a process of its own; copies are put into `folder`. No file may take
    longer than `seconds`."""
    lines = [_Line(converter, share, folder / f"line{number}", seconds) for number, share in enumerate(shares)]
    try:
        while [line for line in lines if line.goes_on()]:
            told(sum(line.done() for line in lines))
            deadline.check()
            time.sleep(_PAUSE)
        told(sum(line.done() for line in lines))
    finally:
        for line in lines:
            line.end()


def shares(jobs: Sequence[Job], processes: int) -> Iterator[Sequence[Job]]:
    """The jobs for several processes, about as many for each; one process converts to one format."""
    for target in dict.fromkeys(job.target for job in jobs):
        same = [job for job in jobs if job.target == target]
        size = -(-len(same) // processes)
        yield from (same[at : at + size] for at in range(0, len(same), size))


class _Line:
    """Jobs that one process after another does: each takes the next ones, the last may have died of its first."""

    def __init__(self, converter: Converter, jobs: Sequence[Job], folder: Path, seconds: float) -> None:
        self._converter = converter
        self._waiting = list(jobs)
        self._total = len(jobs)
        self._folder = folder
        self._out = folder / "out"
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._now: list[tuple[Job, Path]] = []  # the jobs of this start, and where their copies will be
        self._alone = False  # the next start is for one file, on which the last one died
        self._seen = 0
        self._since = 0.0

    def goes_on(self) -> bool:
        """Look at the process; start the next where it has ended. Gives whether there is more to do."""
        if self._process is None:
            return self._start() if self._waiting else False
        if self._process.poll() is not None:
            self._ended(died=self._process.returncode != 0)
            return True
        made = sum(1 for _, copy in self._now if copy.exists())
        if made > self._seen:
            self._seen, self._since = made, time.monotonic()
        elif time.monotonic() - self._since > self._seconds:
            self.end()
            self._ended(died=True, reason=TOO_LONG)
        return True

    def done(self) -> int:
        """How many files are done with."""
        return self._total - len(self._waiting) + self._seen

    def end(self) -> None:
        """Kill the process and what it started, if it still runs."""
        if self._process is not None and self._process.poll() is None:
            _kill(self._process)

    def _start(self) -> bool:
        """Give the next jobs to a process. Copies of the files stand in a folder of their own, by number: no lock is
        left beside the original, and no name is taken for an option."""
        self._out.mkdir(parents=True, exist_ok=True)
        jobs = self._waiting[: 1 if self._alone else _MOST]
        first = self._total - len(self._waiting)
        names = [f"{number}.{_ENDINGS.get(job.form, job.form)}" for number, job in enumerate(jobs, first)]
        for job, name in zip(jobs, names, strict=True):
            with contextlib.suppress(OSError):  # what is not there cannot be converted: the converter will find out
                shutil.copyfile(job.file, self._folder / name)
        suffix = self._converter.suffix(jobs[0].target)
        self._now = [(job, self._out / f"{number}.{suffix}") for number, job in enumerate(jobs, first)]
        command = self._converter.command(self._folder, names, jobs[0].target)
        self._process = _started(command.arguments, {**os.environ, **command.environment}, self._folder)
        self._seen, self._since = 0, time.monotonic()
        return True

    def _ended(self, *, died: bool, reason: str = CANNOT) -> None:
        """Settle the jobs of this start. Where the process died, those after the last copy are tried again, the first
        of them alone; where it was alone already or took too long, it is to blame."""
        whole = [_is_whole(copy) for _, copy in self._now]
        settled = len(whole)
        if died:
            settled = len(whole) - [*reversed(whole), True].index(True)
            to_blame = self._alone or reason == TOO_LONG
            settled = min(settled + to_blame, len(whole))
            self._alone = not to_blame
        for (job, copy), is_whole in zip(self._now[:settled], whole[:settled], strict=True):
            job.copy, job.reason = (copy, "") if is_whole else (None, CANNOT)
        if reason == TOO_LONG and settled and not whole[settled - 1]:
            self._now[settled - 1][0].reason = TOO_LONG
        self._waiting = self._waiting[settled:]
        self._process, self._seen = None, 0


def _is_whole(copy: Path) -> bool:
    return copy.is_file() and copy.stat().st_size > 0 and (copy.suffix == ".html" or zipfile.is_zipfile(copy))


def _started(arguments: Sequence[str], environment: dict[str, str], folder: Path) -> "subprocess.Popen[bytes]":
    """A process out of reach of Ctrl-C, which reaches us and is passed on."""
    silent = subprocess.DEVNULL
    return subprocess.Popen(
        arguments,
        cwd=folder,
        env=environment,
        stdin=silent,
        stdout=silent,
        stderr=silent,
        start_new_session=os.name == "posix",
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process and its children."""
    if sys.platform == "win32":
        subprocess.run(("taskkill", "/T", "/F", "/PID", str(process.pid)), check=False, capture_output=True)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_DYING)

"""Formats that the program itself does not read (Word 95, Works, OpenDocument) become new ones in a temporary
folder, and the copies are read instead.

Before a run reads its files, all old ones among them are converted together (`copies`): a program is started once, not
once for each. A file that is read by itself is converted by itself (`converted`)."""

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from reviewer.documents import batches, deadline, formats
from reviewer.documents.batches import Job
from reviewer.documents.converters import Converter, installed
from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError

Copy = Path | UnreadableError
"""What to read instead of a file, or why there is nothing."""

_NAMES: dict[str, str] = {
    "doc95": " Word 95 或更早的文件",
    "works": " Works 文件（.wps）",
    "odt": " OpenDocument 文件",
    "ods": " OpenDocument 文件",
}
_WORTH = 25  # files for which one more process is started


def copies(
    files: Iterable[str], folder: str | Path, limits: Limits, processes: int, told: Callable[[int, int], None]
) -> Mapping[str, Copy]:
    """For every file of an old format its copy in `folder`, or why there is none. `processes` (0: one a core) work at
    the same time; `told` hears how many files are done, of how many. Files that cannot be opened are left out: whoever
    reads them says why."""
    jobs = [Job(file, form, formats.OLD[form]) for file in files if (form := _old_format(file, limits))]
    return _run(jobs, Path(folder), limits.seconds, processes or os.cpu_count() or 1, told) if jobs else {}


def converted(file: str, data: bytes, form: str, limits: Limits) -> bytes:
    """The content of a file of an old format in a new one. Raises UnreadableError where no program can do that."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, "source")
        source.write_bytes(data)
        job = Job(str(source), form, formats.OLD[form])
        seconds = min(limits.seconds, deadline.left())
        copy = _run([job], Path(folder), seconds, 1, lambda _done, _of: None)[str(source)]
        if isinstance(copy, UnreadableError):
            raise UnreadableError(file, copy.reason)
        return copy.read_bytes()


def _run(
    jobs: Sequence[Job], folder: Path, seconds: float, processes: int, told: Callable[[int, int], None]
) -> dict[str, Copy]:
    converter = installed()
    if converter is not None:
        processes = min(processes, -(-len(jobs) // _WORTH))
        shares = list(batches.shares(jobs, processes))
        batches.run(converter, shares, folder, seconds, lambda done: told(done, len(jobs)))
    return {job.file: job.copy or UnreadableError(job.file, _reason(job, converter, seconds)) for job in jobs}


def _reason(job: Job, converter: Converter | None, seconds: float) -> str:
    name, save = _NAMES[job.form], f"请用 WPS 另存为 {job.target} 再审"
    if converter is None:
        return f"这是{name}，{save}；装有 LibreOffice 或 reviewer[doc] 时可直接读取"
    if job.reason == batches.TOO_LONG:
        return f"这是{name}，转换超过 {seconds:g} 秒，已放弃；{save}，或调高 max_seconds 设置"
    return f"这是{name}，内容不完整或已损坏，未能转换；{save}，打不开则请报送单位重新发送"


def _old_format(file: str, limits: Limits) -> str | None:
    """The format of a file where it is an old one, within what a file may be and take."""
    try:
        status = os.stat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > limits.file_bytes:
            return None
        with deadline.within(file, limits.seconds), open(file, "rb") as content:
            return formats.old_format_of(content)
    except (OSError, ValueError, UnreadableError):
        return None

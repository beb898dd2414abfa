"""Packed files (.docx, .xlsx, .odt …): the parts of a zip archive, never more of them than the limits allow."""

import io
import zipfile
from collections.abc import Mapping

from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError

_DAMAGED = "文件不完整或已损坏，请报送单位重新发送"
_ENCRYPTED = "文件已加密，请报送单位取消密码后重报"
_STRANGE = "文件的压缩方式不常见，请用 WPS 打开后另存再审"
_TOO_MANY = "压缩包内的部件过多，疑似异常文件；请用 WPS 打开后另存再审"
_ENTRY, _MOST_ENTRIES = b"PK\x01\x02", 50_000  # the mark of an entry in the list at the end; that list is read whole
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for any amount of memory


class Packed:
    """The parts of a packed file, by name (with /, compared without regard to case)."""

    def __init__(self, file: str, archive: zipfile.ZipFile) -> None:
        self._file = file
        self._archive = archive
        self._parts: Mapping[str, zipfile.ZipInfo] = {
            _normal(part.filename): part for part in archive.infolist() if not part.is_dir()
        }

    def names(self) -> tuple[str, ...]:
        """The names of all parts, as `read` takes them, in the order of the archive."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes | None:
        """The content of a part, None where there is none of that name. Raises `UnreadableError` where it is damaged.
        It never gives more than the part declares, and what all of them declare was checked on opening."""
        part = self._parts.get(_normal(name))
        if part is None:
            return None
        if part.flag_bits & 1:
            raise UnreadableError(self._file, _ENCRYPTED)
        if part.compress_type not in _KNOWN:
            raise UnreadableError(self._file, _STRANGE)
        try:
            with self._archive.open(part) as content:
                data = content.read(part.file_size)
                rest = content.read(1)  # only at the end are length and checksum compared
        except Exception:  # zlib, struct and zipfile errors: whatever a damaged part raises
            raise UnreadableError(self._file, _DAMAGED) from None
        if rest or len(data) != part.file_size:
            raise UnreadableError(self._file, _DAMAGED)
        return data


def open(file: str, data: bytes, limits: Limits) -> Packed:  # noqa: A001  used as packed.open
    """The packed file in `data`; nothing is unpacked yet. Raises `UnreadableError`, saying what to do, where it is
    damaged or encrypted, has too many parts, or is larger inside than it may be."""
    archive = _archive(file, data)
    limits.check_unpacked(file, sum(part.file_size for part in archive.infolist()))
    return Packed(file, archive)


def names(file: str, data: bytes) -> list[str]:
    """The names of the parts of a packed file of any size. Raises `UnreadableError` as `open` does."""
    return [_normal(name) for name in _archive(file, data).namelist()]


def _archive(file: str, data: bytes) -> zipfile.ZipFile:
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise UnreadableError(file, _TOO_MANY)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # a damaged list of parts, whatever it raises
        raise UnreadableError(file, _DAMAGED) from None


def _normal(name: str) -> str:
    """The names of parts are compared without case; some programs write \\ for /."""
    return name.replace("\\", "/").lstrip("/").lower()

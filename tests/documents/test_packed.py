"""Packed files: what they declare is checked before anything is unpacked, and nothing gives more than it declares."""

import io
import struct
import zipfile

import pytest

from reviewer.documents import packed
from reviewer.documents.limits import Limits
from reviewer.errors import UnreadableError

LIMITS = Limits(unpacked_bytes=1_000_000)


def archive(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as packing:
        for name, content in parts:
            packing.writestr(name, content)
    return data.getvalue()


def patched(data: bytes, offset: int, form: str, value: int) -> bytes:
    """The archive with a field of its first entry in the list of parts changed."""
    at = data.index(b"PK\x01\x02") + offset
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


def test_parts_by_name() -> None:
    parts = packed.open("x", archive(("Word\\Document.xml", b"one"), ("/a/", b""), ("b.xml", b"two")), LIMITS)
    assert parts.names() == ("word/document.xml", "b.xml")
    assert [parts.read(name) for name in ("word/document.xml", "B.XML", "c.xml")] == [b"one", b"two", None]


LARGE = archive(("a", b"0" * 900_000))
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "cut": (LARGE[:-30], "文件不完整或已损坏，请报送单位重新发送"),
    "declares less than it holds": (patched(LARGE, 24, "<I", 10), "文件不完整或已损坏，请报送单位重新发送"),
    "declares more than it holds": (patched(LARGE, 24, "<I", 950_000), "文件不完整或已损坏，请报送单位重新发送"),
    "damaged inside": (
        (stored := archive(("a", b"0" * 90), method=zipfile.ZIP_STORED)).replace(b"0" * 90, b"0" * 89 + b"1"),
        "文件不完整或已损坏，请报送单位重新发送",
    ),
    "too large": (
        archive(("a", b"0" * 600_000), ("b", b"0" * 600_000)),
        "解压后超过 1 MB，疑似异常文件；请拆分，或调高 max_unpacked_mb 设置",
    ),
    "too many parts": (
        stored + b"PK\x01\x02" * 50_001,
        "压缩包内的部件过多，疑似异常文件；请用 WPS 打开后另存再审",
    ),
    "a part with a password": (patched(LARGE, 8, "<H", 1), "文件已加密，请报送单位取消密码后重报"),
    "another way of packing": (
        archive(("a", b"0" * 90), method=zipfile.ZIP_LZMA),
        "文件的压缩方式不常见，请用 WPS 打开后另存再审",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(name: str) -> None:
    data, reason = UNREADABLE[name]
    with pytest.raises(UnreadableError) as caught:
        packed.open("x", data, LIMITS).read("a")
    assert str(caught.value) == f"x: {reason}"

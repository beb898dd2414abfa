"""From bytes to text: the encodings in which Chinese offices save plain text."""

import codecs
import re

from reviewer.errors import UnreadableError

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16  # how much of a file decides
_BROKEN, _INVISIBLE = "\ufffd", "\x00\ufeff\ufffe\u200b\u200c\u200d\u2060\ufffd"
_DAMAGED = 3  # bytes of a character that a cut may leave
_TOLERATED = 0.05  # share of broken among the characters beyond ASCII: a damaged text, not another encoding
_STRANGE = 0.05  # share of characters no Chinese text has, above which it is not a text
_CONTROLS = "\t\n\v\f\r\x07\x13\x14\x15\x1e\x1f\ufeff"  # of files saved by word processors
_UTF8_WORDS = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")
_WIDE = re.compile("[\u2000-\ufffc]")  # Chinese characters and marks; two bytes of GB18030 may be a Latin letter
_BEYOND_ASCII = re.compile("[\\x00-~]+")  # taken away, they are left
_USUAL = re.compile(f"[ -~\xa0-\u04ff\u2000-\u33ff\u4e00-\u9fff\uff00-\uffef{_CONTROLS}]+")


def decode(file: str, data: bytes) -> str:
    """The text of a file: by byte-order mark, else UTF-8, UTF-16 without mark, or GB18030; line by line where files in
    UTF-8 and GB18030 were put together. Characters broken by a cut are dropped, as are invisible ones. Raises
    `UnreadableError` where no encoding gives a readable text."""
    for encoding in _candidates(data):
        text = data.decode(encoding, "replace")
        if encoding == "utf-8" and _BROKEN in text:
            text = _of_both(data) or text
        if _is_text(text):
            return visible(text)
    raise UnreadableError(file, "不是文本文件或编码无法识别，请用原程序另存为纯文本（.txt，UTF-8）")


def _candidates(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if (even + odd) * 100 > len(data[:_SAMPLE]):  # line ends, tabs and digits have a zero byte in UTF-16
        wide = ("utf-16-le", "utf-16-be") if odd >= even else ("utf-16-be", "utf-16-le")
        return (*wide, "utf-8", "gb18030")
    return ("utf-8", "gb18030")


def _of_both(data: bytes) -> str | None:
    """The text of lines some of which are UTF-8 and some GB18030; None where they are not both."""
    if _UTF8_WORDS.search(data) is None:
        return None
    lines = [_line(line) for line in data.split(b"\n")]
    return "\n".join(text for text, _ in lines) if {"utf-8", "gb18030"} <= {encoding for _, encoding in lines} else None


def _line(line: bytes) -> tuple[str, str]:
    """The text of a line and its encoding, "" where it does not tell. Of a line in GB18030 hardly a character is UTF-8;
    of a damaged one in UTF-8 most are."""
    text = line.decode("utf-8", "replace")
    broken, wide = text.count(_BROKEN), len(_WIDE.findall(text))
    if wide > broken or text.isascii():
        return text, "utf-8" if wide and not broken else ""
    return line.decode("gb18030", "replace"), "gb18030" if broken > _DAMAGED else ""


def _is_text(text: str) -> bool:
    """Whether a decoded text reads as one: little broken except at a cut end, few characters that no text has."""
    sample = text[:_SAMPLE]
    broken = sample.count(_BROKEN)
    beyond = len(_BEYOND_ASCII.sub("", sample)) - broken
    strange = len(_USUAL.sub("", sample)) - broken
    lost = broken - _cut(sample)
    return lost <= _TOLERATED * (beyond + lost) and strange <= _STRANGE * len(sample)


def _cut(sample: str) -> int:
    """How many broken characters a cut in the middle of a character explains."""
    start = sample[:3].count(_BROKEN) if len(sample) > 50 else 0
    return start + (len(sample) > 3 and sample.endswith(_BROKEN))


def visible(text: str) -> str:
    """A text without characters that nobody sees."""
    for mark in _INVISIBLE:
        if mark in text:
            text = text.replace(mark, "")
    return text

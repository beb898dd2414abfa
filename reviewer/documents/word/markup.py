"""WordprocessingML as a stream of finished elements. Transitional, strict and 2003 markup differ in their namespaces
and in little else, so elements go by their local names."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reviewer.documents import deadline
from reviewer.errors import UnreadableError

Element = Any
"""An element of lxml, which carries no types."""

_CHUNK = 1 << 16  # bytes that are parsed at a time
_MOST_HELD = 30_000_000  # bytes of markup without an end of a row or paragraph
_DECLARED = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_DECLARES = "文件带有文档类型声明（DTD），为安全起见不予读取；请用 WPS 打开后另存为 docx"
_DAMAGED = "文件内容已损坏，请用 WPS 打开后另存为 docx，或报送单位重新发送"
_OFF = ("0", "false", "off", "none")


class Stream:
    """The elements of some local names in a text of XML, each when it is complete. Whoever has used an element forgets
    it, so that memory holds a row at a time.

    Raises `UnreadableError` for what is no well-formed XML, declares a document type (entities grow, or fetch other
    files), nests too deep or has a row without end. Nothing is ever fetched."""

    def __init__(self, file: str, xml: bytes, names: tuple[str, ...]) -> None:
        self._file = file
        self._xml = xml
        self._names = names
        self._held = 0

    def __iter__(self) -> Iterator[Element]:
        from lxml import etree

        if any(mark in self._xml for mark in _DECLARED):
            raise UnreadableError(self._file, _DECLARES)
        parser = etree.XMLPullParser(("end",), tag=[f"{{*}}{name}" for name in self._names], **_SAFE)
        try:
            for at in range(0, len(self._xml), _CHUNK):
                deadline.check()
                parser.feed(self._xml[at : at + _CHUNK])
                for _, element in parser.read_events():
                    yield element
                self._held += _CHUNK
                if self._held > _MOST_HELD:
                    raise UnreadableError(self._file, "文件里有一行或一段异常地长，请用 WPS 打开后另存为 docx")
            parser.close()
        except etree.XMLSyntaxError:
            raise UnreadableError(self._file, _DAMAGED) from None

    def forget(self, element: Element) -> None:
        """Free what an element holds, and its elder siblings."""
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while parent[0] is not element:
                del parent[0]
        self._held = 0


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return _local(element.tag)


@lru_cache(4096)
def _local(tag: str) -> str:
    return tag[tag.rfind("}") + 1 :]


def properties(element: Element, name: str) -> dict[str, Element]:
    """The properties of an element by local name: they stand in its first child of that name, near its start."""
    for inner in element[:3]:
        if _local(inner.tag) == name:
            return {_local(said.tag): said for said in inner}
    return {}


def child(element: Element, *path: str) -> Element:
    """The first descendant along a path of local names in the namespace of the element, else None."""
    tag: str = element.tag
    prefix = tag[: tag.rfind("}") + 1]
    for name in path:
        element = element.find(prefix + name)
        if element is None:
            return None
    return element


def value(element: Element, name: str = "val") -> str | None:
    """An attribute in the element's own namespace; None where there is none, or no element."""
    if element is None:
        return None
    tag: str = element.tag
    given: str | None = element.get(tag[: tag.rfind("}") + 1] + name)
    return given


def number(element: Element, name: str = "val", *, most: int) -> int:
    """An attribute as a whole number from 0 to `most`; 0 where it is missing or none."""
    given = value(element, name) or ""
    return min(int(given), most) if len(given) < 10 and given.isascii() and given.isdigit() else 0


def is_on(element: Element) -> bool:
    """Whether a property is set: present and not switched off."""
    return element is not None and (value(element) or "").lower() not in _OFF

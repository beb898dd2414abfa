"""XML as a stream of elements: constant memory, no entities, no network, whatever the file declares."""

from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from reviewer.documents import deadline
from reviewer.errors import UnreadableError

DAMAGED = "文件不完整或已损坏，请报送单位重新发送"
_DECLARES = "文件内含 DTD 或实体声明，疑似异常文件；请用 WPS 打开后另存再审"
_DEEPEST = 200  # elements in one another; no spreadsheet comes near
_STEP = 1 << 20  # bytes or characters between two looks at the clock

Attributes = dict[str, str]


class Events(Protocol):
    """Told of elements in document order. Names of elements come without prefix, those of attributes as written."""

    def start(self, name: str, attributes: Attributes, /) -> bool:
        """An element begins. True: the text in it, and in what it contains, is wanted."""
        ...

    def end(self, name: str, text: str, /) -> None:
        """It ends; `text` is what stands in it where `start` said it was wanted, else ""."""
        ...


def stream(file: str, content: bytes | str, events: Events) -> None:
    """Tell `events` of all elements. Raises `UnreadableError` where the content is not well-formed, declares a document
    type (entities live there), or holds values that cannot be."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _refuser(file)
    _connect(parser, events)
    try:
        for start in range(0, len(content), _STEP):
            parser.Parse(content[start : start + _STEP], False)
            deadline.check()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError, OverflowError):
        raise UnreadableError(file, DAMAGED) from None


def _connect(parser: expat.XMLParserType, events: Events) -> None:
    pieces: list[str] = []
    keep: Callable[[str], object] = pieces.append
    on_start, on_end = events.start, events.end
    inside = 0  # elements that are open in (and with) the one whose text is wanted
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside, depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError(depth)
        if ":" in name:
            name = name.rpartition(":")[2]
        if on_start(name, attributes) and not inside:
            parser.CharacterDataHandler = keep
            inside = 1
        elif inside:
            inside += 1

    def end(name: str) -> None:
        nonlocal inside, depth
        depth -= 1
        text = ""
        if inside:
            inside -= 1
            if not inside:
                text = "".join(pieces)
                pieces.clear()
                parser.CharacterDataHandler = None
        on_end(name.rpartition(":")[2] if ":" in name else name, text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end


def _refuser(file: str) -> Callable[..., None]:
    def refuse(*_declaration: object) -> None:
        raise UnreadableError(file, _DECLARES)

    return refuse


def attribute(attributes: Attributes, name: str) -> str | None:
    """An attribute by its name without prefix (whose spelling a file is free to choose)."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.endswith(":" + name)), None)


def is_on(value: str | None) -> bool:
    """Whether a true-or-false attribute says true."""
    return value is not None and value.strip().lower() in ("1", "true", "on")

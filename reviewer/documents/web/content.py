"""What an element of a page says: lines of text as a browser shows them, and the tables among them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.encoding import visible
from reviewer.documents.web.flat import is_flat
from reviewer.documents.web.grids import grid_of
from reviewer.documents.web.marks import is_hidden, kind
from reviewer.documents.word.story import Grid, Line

_UNSEEN = "script style head title template noscript noframes iframe svg math object video audio canvas del rt rp xml"
_IN_LINE = (
    "a abbr acronym b bdi bdo big button cite code data dfn em font i img ins kbd label mark nobr output q rb ruby s "
    "samp small span strike strong sub sup time tt u var wbr"
)
_DROPPED, _INLINE = frozenset(_UNSEEN.split()), frozenset(_IN_LINE.split())
_WIDE = "⺀-\U0002fa1f\uff00-\uffef“”‘’…—、。"
_BROKEN = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n\s*(?=[{_WIDE}])")  # a line end in the source between two of these
_SPACES = re.compile(r"[ \r\n\f]+")
_ODD = re.compile(r"[\t\r\n\f\0\xa0\xad\u200b-\u200d\u2060\ufeff\ufffd-\ufffe]|^ |  | $")  # not shown as it stands
_AS_WRITTEN = re.compile(r"white-space\s*:\s*(?:pre|break)", re.IGNORECASE)
_SILENT_INPUTS = frozenset(("hidden", "checkbox", "radio", "submit", "button", "reset", "image", "file", "password"))


def content_of(element: Any, *, sheet: bool) -> list[Any]:
    """The lines and tables (`Line`, `Grid`, `Flat`) inside an element, in reading order. `sheet`: the page is a
    worksheet (see `grid_of`)."""
    if not len(element) and element.text and not _ODD.search(element.text):
        return [Line(element.text)]
    flow = _Flow(sheet, kind(element) == "cell")
    flow.inside(element, as_written=_is_as_written(element))
    flow.end_line()
    return flow.content


@dataclass(frozen=True, slots=True)
class Flat:
    """A table of the page itself that holds no other."""

    element: Any


def text_of(cell: Any) -> str:
    """What a cell without a table in it says."""
    text = cell.text
    if not len(cell) and (not text or not _ODD.search(text)):
        return text or ""
    return "\n".join(line.text.strip() for line in content_of(cell, sheet=False) if isinstance(line, Line)).strip()


@dataclass(slots=True)
class _Flow:
    """Text as it comes, cut into lines where a browser would begin a new one."""

    sheet: bool
    in_cell: bool
    content: list[Line | Grid | Flat] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def inside(self, element: Any, *, as_written: bool) -> None:
        """Take in what an element holds."""
        self.text(element.text, as_written=as_written)
        for child in element:
            self.element(child, as_written=as_written)
            self.text(child.tail, as_written=as_written)

    def element(self, element: Any, *, as_written: bool) -> None:
        """Take in an element; of those that a browser does not show, nothing."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED or is_hidden(element):
            return
        found = kind(element)
        if self.in_cell and found in ("row", "cell"):
            self.end_line()  # the mark before it was not ended; its table knows it
        elif found == "table":
            self.end_line()
            self.content += self._captions(element)
            flat = not self.in_cell and is_flat(element)
            self.content.append(Flat(element) if flat else grid_of(element, content_of, sheet=self.sheet))
        elif tag == "br":
            self.end_line()
        elif tag in ("input", "select", "textarea"):
            self.parts.append(_entered(element))
        elif tag not in _INLINE and ":" not in tag:
            self.end_line()
            self.inside(element, as_written=as_written or _is_as_written(element))
            self.end_line()
        else:
            self.inside(element, as_written=as_written or _is_as_written(element))

    def text(self, text: str | None, *, as_written: bool) -> None:
        """Take in text, white space as the page has it or as one space."""
        if not text:
            return
        if not as_written:
            self.parts.append(text.replace("\t", " ") if "\t" in text else text)
            return
        first, *rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.parts.append(first.replace(" ", "\xa0"))
        for line in rest:
            self.end_line(kept=True)
            self.parts.append(line.replace(" ", "\xa0"))

    def end_line(self, *, kept: bool = False) -> None:
        """A new line begins. `kept`: one that is empty is a line, too."""
        text = "".join(self.parts)
        self.parts.clear()
        text = _BROKEN.sub("", text) if "\n" in text else text
        if _ODD.search(text):
            text = visible(_SPACES.sub(" ", text).strip(" ").replace("\xa0", " "))
        if kept or text.strip():
            self.content.append(Line(text))

    def _captions(self, table: Any) -> Iterator[Line]:
        for child in table:
            if child.tag == "caption" and not is_hidden(child):
                yield from (line for line in content_of(child, sheet=self.sheet) if isinstance(line, Line))


def _is_as_written(element: Any) -> bool:
    return element.tag == "pre" or bool(_AS_WRITTEN.search(element.get("style") or ""))


def _entered(element: Any) -> str:
    """What somebody filled into a form."""
    match element.tag:
        case "textarea":
            return element.text or ""
        case "input":
            shown = (element.get("type") or "text").lower() not in _SILENT_INPUTS
            return (element.get("value") or "") if shown else ""
        case _:
            chosen = [option for option in element.iter("option") if option.get("selected") is not None]
            return "".join(chosen[0].itertext()) if chosen else ""

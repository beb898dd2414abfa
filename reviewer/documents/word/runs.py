"""The words of a paragraph as a reader of the page sees them.

Kept: results of fields, inserted text (with a mark that it is not accepted), formulas, text boxes, chosen entries.
Dropped: field codes, deleted text, footnotes, prompts of content controls nobody filled, and hidden text (not printed;
the cell says that there was some)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from reviewer.documents.word import symbols
from reviewer.documents.word.markup import Element, child, is_on, local, number, properties, value

_PROMPT = re.compile("单击|点击|此处|输入|选择|填写|click|enter|choose", re.IGNORECASE)
CHANGED, HIDDEN = "含未接受的修订", "含隐藏文字，未读"

DROPPED = frozenset(
    (
        *("rPr", "pPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr", "ctrlPr"),
        *("instrText", "delText", "delInstrText", "binData", "footnote", "endnote", "hdr", "ftr", "rt"),
    )
)
"""Elements that hold no words of the text itself."""


@dataclass(slots=True)
class Content:
    """What stands in one paragraph: its pieces of text, the text boxes anchored in it, and whether some of it is an
    open change or hidden. `codes`: for every open field whether we are still in its code."""

    hidden_styles: frozenset[str]
    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    doubts: dict[str, None] = field(default_factory=dict)
    codes: list[bool] = field(default_factory=list)
    style_hides: bool = False
    hides: bool = False
    inserted: bool = False

    def text(self) -> str:
        """The words, with tabs and line ends as written."""
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        """A piece of text at the present position."""
        if any(self.codes) or not text:
            return
        if self.hides:
            if text.strip():
                self.doubts[HIDDEN] = None
            return
        if self.inserted and text.strip():
            self.doubts[CHANGED] = None
        self.pieces.append(text)


def content(paragraph: Element, said: dict[str, Element], hidden_styles: frozenset[str]) -> Content:
    """What stands in a paragraph with the properties `said`; styles of `hidden_styles` (their ids) hide their text."""
    found = Content(hidden_styles)
    if hidden_styles:
        found.style_hides = found.hides = value(said.get("pStyle")) in hidden_styles
    _all(paragraph, found)
    return found


def _all(element: Element, found: Content) -> None:
    for inner in element:
        name = local(inner)
        if name in DROPPED:
            continue
        reader = _READERS.get(name)
        if reader is None:
            _all(inner, found)
        else:
            reader(inner, found)


def _words(element: Element, found: Content) -> None:
    text: str = element.text or ""
    if "\n" in text or "\r" in text:  # markup set out on several lines
        text = " ".join(text.split())
    if symbols.are_in(text):
        fonts = properties(element.getparent(), "rPr").get("rFonts")
        text = symbols.replaced(text, value(fonts, "ascii") or value(fonts, "hAnsi"))
    found.add(text)


def _run(element: Element, found: Content) -> None:
    said = properties(element, "rPr")
    if "vanish" in said:
        found.hides = is_on(said["vanish"])
    elif "rStyle" in said and value(said["rStyle"]) in found.hidden_styles:
        found.hides = True
    _all(element, found)
    found.hides = found.style_hides


def _symbol(element: Element, found: Content) -> None:
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return
    found.add(symbols.character(code, value(element, "font") or "wingdings"))


def _field(element: Element, found: Content) -> None:
    match value(element, "fldCharType"):
        case "begin":
            found.add(_form(element))
            found.codes.append(True)
        case "separate" if found.codes:
            found.codes[-1] = False
        case "end" if found.codes:
            found.codes.pop()


def _form(begin: Element) -> str:
    """What is chosen in a drop-down list or a box of a form; such fields have no result."""
    choices = child(begin, "ffData", "ddList")
    if choices is not None:
        entries = [value(entry) or "" for entry in choices if local(entry) == "listEntry"]
        chosen = child(choices, "result")
        at = number(chosen if chosen is not None else child(choices, "default"), most=1000)
        return entries[at] if at < len(entries) else ""
    box = child(begin, "ffData", "checkBox")
    if box is not None:
        checked = child(box, "checked")
        return "☑" if is_on(checked if checked is not None else child(box, "default")) else "□"
    return ""


def _inserted(element: Element, found: Content) -> None:
    before, found.inserted = found.inserted, True
    _all(element, found)
    found.inserted = before


def _deleted(element: Element, found: Content) -> None:
    if next(element.iter("{*}delText", "{*}t"), None) is not None:
        found.doubts[CHANGED] = None


def _annotation(element: Element, found: Content) -> None:
    """Comments, changes and bookmarks of the markup of 2003."""
    kind = next((text for name, text in element.attrib.items() if name.endswith("}type")), "")
    if "Deletion" in kind:
        _deleted(element, found)
    elif "Insertion" in kind:
        _inserted(element, found)
    elif "Comment" not in kind:
        _all(element, found)


def _alternatives(element: Element, found: Content) -> None:
    """The same thing in several ways: the first that says anything."""
    for way in element:
        pieces, boxes = len(found.pieces), len(found.boxes)
        _all(way, found)
        if len(found.pieces) > pieces or len(found.boxes) > boxes:
            return


def _control(element: Element, found: Content) -> None:
    if not is_prompt(element):
        _all(element, found)


def is_prompt(control: Element) -> bool:
    """Whether a content control shows only what to fill in (单击此处输入文字). Its words have to be such, too: programs
    that fill in forms forget to take the mark away."""
    if not is_on(child(control, "sdtPr", "showingPlcHdr")):
        return False
    return _PROMPT.search("".join(text.text or "" for text in control.iter("{*}t"))) is not None


def _fraction(element: Element, found: Content) -> None:
    """A fraction on one line; w:f stands nowhere else."""
    for name, inner in ((local(inner), inner) for inner in element):
        if name == "den":
            found.add("/")
        if name in ("num", "den"):
            _all(inner, found)


def _box(element: Element, found: Content) -> None:
    if not found.hides:
        found.boxes.append(element)


def _tab(_element: Element, found: Content) -> None:
    found.add("\t")


def _line_end(_element: Element, found: Content) -> None:
    found.add("\n")


def _hyphen(_element: Element, found: Content) -> None:
    found.add("-")


_READERS: dict[str, Callable[[Element, Content], None]] = {
    "t": _words,
    "r": _run,
    "tab": _tab,
    "ptab": _tab,
    "br": _line_end,
    "cr": _line_end,
    "noBreakHyphen": _hyphen,
    "sym": _symbol,
    "fldChar": _field,
    "ins": _inserted,
    "moveTo": _inserted,
    "del": _deleted,
    "moveFrom": _deleted,
    "annotation": _annotation,
    "AlternateContent": _alternatives,
    "sdt": _control,
    "f": _fraction,
    "txbxContent": _box,
}
"""What holds words, by local name; other elements only wrap."""

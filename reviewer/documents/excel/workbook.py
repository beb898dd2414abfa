"""What the worksheets of an .xlsx workbook share: their names and parts, shared strings, styles of cells."""

import posixpath
import re
from dataclasses import dataclass, field

from reviewer.documents import packed
from reviewer.documents.excel.markup import DAMAGED, Attributes, attribute, is_on, stream
from reviewer.documents.limits import Limits
from reviewer.documents.number_formats import BUILTIN
from reviewer.errors import UnreadableError

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Book:
    """Names of parts, and of worksheets: title, part, whether hidden."""

    sheets: list[tuple[str, str, bool]]
    strings: str
    styles: str
    date1904: bool


def workbook(file: str, parts: packed.Packed) -> Book:
    """The workbook that a packed file holds. Raises `UnreadableError` where it holds none."""
    relations = _relations(file, parts, "")
    main = next((part for kind, part in relations.values() if kind == "officeDocument"), "xl/workbook.xml")
    content = parts.read(main)
    if content is None:
        raise UnreadableError(file, DAMAGED)
    names = _Names()
    stream(file, content, names)
    relations = _relations(file, parts, main)
    folder = posixpath.dirname(main)
    sheets = [
        (title, relations[key][1], hidden)
        for title, key, hidden in names.sheets
        if key in relations and relations[key][0] == "worksheet"
    ]
    by_kind = dict(relations.values())
    return Book(
        sheets or _unrelated(parts, folder, names),
        by_kind.get("sharedStrings", f"{folder}/sharedStrings.xml"),
        by_kind.get("styles", f"{folder}/styles.xml"),
        names.date1904,
    )


def _unrelated(parts: packed.Packed, folder: str, names: "_Names") -> list[tuple[str, str, bool]]:
    """Worksheets of a workbook that does not say which parts they are: by the numbers in the names of parts."""
    if any(key for _, key, _ in names.sheets):
        return []
    found = sorted(
        (int(match[1]), name)
        for name in parts.names()
        if (match := re.fullmatch(rf"{re.escape(folder.lower())}/worksheets/sheet([0-9]{{1,5}})\.xml", name))
    )
    return [(title, part, hidden) for (title, _, hidden), (_, part) in zip(names.sheets, found, strict=False)]


def _relations(file: str, parts: packed.Packed, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: key → the last word of its kind, and the part."""
    folder, name = posixpath.split(part)
    content = parts.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    relations = _Relations(folder)
    if content is not None:
        stream(file, content, relations)
    return relations.found


@dataclass(slots=True)
class _Relations:
    folder: str
    found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> bool:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            part = target.lstrip("/") if target.startswith("/") else posixpath.join(self.folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, posixpath.normpath(part))
        return False

    def end(self, name: str, text: str) -> None: ...


@dataclass(slots=True)
class _Names:
    """Worksheets by title, key and whether hidden, and from which year days are counted."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    date1904: bool = False

    def start(self, name: str, attributes: Attributes) -> bool:
        if name == "sheet":
            hidden = attributes.get("state", "visible").lower() in ("hidden", "veryhidden")
            self.sheets.append((attributes.get("name", ""), attribute(attributes, "id") or "", hidden))
        elif name == "workbookPr":
            self.date1904 = is_on(attributes.get("date1904"))
        return False

    def end(self, name: str, text: str) -> None: ...


@dataclass(slots=True)
class Styles:
    """Format codes by number, and the number that each style of a cell uses."""

    formats: dict[int, str] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    in_cells: bool = False

    def start(self, name: str, attributes: Attributes) -> bool:
        if name == "numFmt":
            self.formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "General")
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells:
            self.used.append(int(attributes.get("numFmtId", "0")))
        return False

    def end(self, name: str, _text: str) -> None:
        if name == "cellXfs":
            self.in_cells = False

    def codes(self) -> list[str]:
        """The format code of each style."""
        return [self.formats.get(number) or BUILTIN.get(number, "General") for number in self.used]


@dataclass(slots=True)
class Strings:
    """The shared strings. Of rich text the words count, of phonetic guides (rPh) nothing."""

    file: str
    limits: Limits
    found: list[str] = field(default_factory=list)
    text: str = ""
    phonetic: bool = False

    def start(self, name: str, _attributes: Attributes) -> bool:
        if name == "si":
            self.text = ""
        elif name == "rPh":
            self.phonetic = True
        return name == "t" and not self.phonetic

    def end(self, name: str, text: str) -> None:
        if name == "t":
            self.text += text
        elif name == "rPh":
            self.phonetic = False
        elif name == "si":
            self.found.append(unescaped(self.text))
            self.limits.check_cells(self.file, len(self.found))


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written _x000D_; an underscore before such letters is _x005F_."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return "".join(
        letter for letter in text if letter in "\t\n\r" or (letter >= " " and not "\ud800" <= letter <= "\udfff")
    )

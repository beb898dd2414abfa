"""What a clerk needs to see that no indicator was missed: beside the rows that were read, the lines that look like
indicators. Those are counted from the looks of single lines, without heads, columns or rows."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewer.extraction import lexicon
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import Columns
from reviewer.extraction.drafts import Draft, drafts_of, sheets_of
from reviewer.extraction.lines import Line, lines_of
from reviewer.extraction.parts import Part, parts_of
from reviewer.model import Audit, Document, Sheet, SheetAudit, Suspect
from reviewer.taxonomy import CATEGORIES
from reviewer.text import plain, simplified

_LONGEST = 60  # characters of a line of words that may be an indicator
_BOUND = re.compile(
    r"[^\s0-9≥≤><=]{3,}.{0,20}(?:[≥≤><=]|不低于|不少于|不超过|不高于|大于|小于|达到|控制在)\s*[0-9][0-9.,]*[^0-9，。；]{0,8}[；;。]?$"
    r"|[^\s0-9]{3,}(?:率|度)[：:]?\s*[0-9][0-9.]*%(?:以上|以下|以内)?[；;。]?$"
)
_SIGNED = re.compile(r"[≥≤><=%]|不[低少高超]|以上|以内|以下|大于|小于")
_NUMBERS = re.compile(r"[一-鿿)）%][^0-9一-鿿。；]{0,4}[0-9][0-9,.]*")


def audit(document: Document) -> Audit:
    """What was read of a document, and what looks as if it should have been. Never raises."""
    lines = list(lines_of(document))
    parts = parts_of(lines)
    drafts = drafts_of(parts)
    sheets = sheets_of(document.file, drafts)
    regions = list(_regions(drafts))
    inside = {id(line) for part in parts for line in part.body}
    outside = [line for line in lines if id(line) not in inside and _looks_like_one(line)]
    audited = (
        _audited(sheet, draft.part, region) for sheet, draft, region in zip(sheets, drafts, regions, strict=True)
    )
    return Audit(document.file, tuple(audited), tuple(map(_suspect, outside)))


def _regions(drafts: Sequence[Draft]) -> Iterator[list[Line]]:
    """The lines of each sheet; those of a table of many projects go to the project whose rows they begin or follow."""
    index = 0
    while index < len(drafts):
        part = drafts[index].part
        group = [draft for draft in drafts[index:] if draft.part is part]
        yield from [part.body] if len(group) == 1 else _shared(part, group)
        index += len(group)


def _shared(part: Part, group: Sequence[Draft]) -> list[list[Line]]:
    owner = {row.place: number for number, draft in enumerate(group) for row in draft.rows}
    regions: list[list[Line]] = [[] for _ in group]
    number = 0
    for line in part.body:
        number = next((owner[cell.place] for cell in line.cells if cell.place in owner), number)
        regions[number].append(line)
    return regions


def _audited(sheet: Sheet, part: Part, region: Sequence[Line]) -> SheetAudit:
    weights = [row.weight for row in sheet.indicators if row.weight is not None]
    categories = Counter(row.category for row in sheet.indicators if row.category)
    doubts = Counter(doubt for row in sheet.indicators for doubt in row.doubts)
    whole_lines = part.columns.shape in ("rows", "words")
    places = {row.place for row in sheet.indicators}
    likely = [line for line in region if _looks_like_one(line, inside=True)] if whole_lines else []
    missed = [line for line in likely if not places.intersection(cell.place for cell in (*line.cells, *line.merged))]
    return SheetAudit(
        sheet=sheet,
        likely=len(likely) if whole_lines else _pairs(region, part.columns),
        missed=tuple(map(_suspect, missed)),
        weights=round(sum(weights), 4) if weights else None,
        categories={name: categories[name] for name in CATEGORIES if name in categories},
        doubts=dict(doubts.most_common()),
    )


def _suspect(line: Line) -> Suspect:
    return Suspect(line.cells[0].place, " | ".join(cell.text.replace("\n", "") for cell in line.cells if cell.text))


def _looks_like_one(line: Line, *, inside: bool = False) -> bool:
    """Whether a line looks like an indicator: words beside a value. Outside of sheets, where amounts stand beside words
    everywhere, the value must be a bound or a share, or a level must stand in the row."""
    texts = [cell.text for cell in line.cells if cell.text and not lexicon.is_side(cell.text)]
    if len(texts) == 1 and inside:
        texts = texts[0].split()
    if len(texts) < 2:
        return bool(texts) and _is_bound(texts[0])
    if lexicon.label(texts[0]) or lexicon.is_total(texts[0]):
        return False
    letters = [class_of(text) for text in texts]
    told = zip(letters, texts, strict=True)
    if not any(letter in "TPSkb" and len(text) > 2 and not _is_word_of_a_form(text) for letter, text in told):
        return False
    if inside or set(letters) & set("LKB"):
        return bool(set(letters) & set("VNO"))
    return "O" in letters or any(
        letter == "V" and _SIGNED.search(plain(text)) for letter, text in zip(letters, texts, strict=True)
    )


def _is_word_of_a_form(text: str) -> bool:
    return lexicon.label(text) is not None or lexicon.column(text) is not None


def _is_bound(text: str) -> bool:
    """Whether a text by itself is words and a bound or a share at its end."""
    return len(text) <= _LONGEST and "。" not in text[:-1] and _BOUND.search(simplified(plain(text))) is not None


def _pairs(lines: Sequence[Line], columns: Columns) -> int:
    """How many indicators seem to stand in lines that are no rows: in running text numbers behind words; one cell a
    line signs, or else values, behind words."""
    if columns.shape == "running":
        return sum(len(_NUMBERS.findall(plain(cell.text))) for line in lines for cell in line.cells)
    letters = [class_of(cell.text) for line in lines for cell in line.cells if cell.text]
    signs = letters.count("O")
    return signs or sum(1 for before, letter in pairwise(letters) if letter in "VN" and before in "TPSkb")

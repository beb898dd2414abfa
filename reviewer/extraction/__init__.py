"""Document in, target sheets (绩效目标表) out: deterministic, without a model, inventing nothing.

lines → parts (where a table of indicators begins and ends, and what stands above it) → rows (which cell is which field)
→ names and levels (merged cells, numbering, inference) → sheets. What a word means is data in `lexicon`; what a cell
looks like is in `classes`; how cells without columns find theirs is in `alignment`.
"""

from reviewer.extraction.audit import audit
from reviewer.extraction.drafts import drafts_of, sheets_of
from reviewer.extraction.lines import lines_of
from reviewer.extraction.parts import parts_of
from reviewer.model import Document, Sheet

__all__ = ["audit", "extract"]


def extract(document: Document) -> tuple[Sheet, ...]:
    """The target sheets of a document in reading order, each with its indicators; a sheet without rows is still one.
    Every text is as written in the document: trimmed, wrapped lines joined. A pure function; never raises."""
    return sheets_of(document.file, drafts_of(parts_of(list(lines_of(document)))))

"""Word 97 to 2003 (.doc, also the .wps of WPS), read from the binary itself: text, tables with true columns and merged
cells, tables in tables, fields, changes, text boxes. Places are those of .docx (表3第5行, 第2段).

No program is needed for it, and none is better: one that converts loses the table with which a document ends."""

import struct

from reviewer.documents import word
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.documents.word97.container import DAMAGED, Container
from reviewer.documents.word97.story import Story
from reviewer.errors import UnreadableError
from reviewer.model import Paragraph, Table


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> list[Paragraph | Table]:
    """The paragraphs and tables of a .doc file in reading order. Raises `UnreadableError` where it is damaged."""
    try:
        return list(word.blocks(Story(Container(file, data), limits).lines()))
    except (struct.error, IndexError, RecursionError):
        raise UnreadableError(file, DAMAGED) from None

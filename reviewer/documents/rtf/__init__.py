"""RTF, also under the name .doc: text, tables with true columns and merged cells, tables in tables, fields, changes,
text boxes. Places are those of .docx (表3第5行, 第2段).

No program is needed for it, and none is better: extractous gives no tables at all."""

from reviewer.documents import word
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.documents.rtf.reading import lines
from reviewer.model import Paragraph, Table


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> list[Paragraph | Table]:
    """The paragraphs and tables of an RTF file in reading order. Raises `UnreadableError` where its end is missing or
    a limit is passed."""
    return list(word.blocks(lines(file, data, limits)))

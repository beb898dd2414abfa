"""What word processors leave between the words when a text is taken out of them: field codes and bookmarks."""

import re

_FIELD = re.compile(
    r"[\x13\x14\x15\x07]"
    r"|(?<![A-Za-z])(?:TC|TOC|REF|PAGEREF|HYPERLINK|SEQ|STYLEREF|XE|PAGE|DATE)\s"
    r'(?:"[^"\n]*"|[^\\\n"]{0,300}?)?'
    r'(?:\s*\\[a-zA-Z@*#](?:\s+(?:"[^"\n]*"|[A-Z0-9]{1,3}(?![\w一-鿿])))?)+\s?'
)
_SUSPECT = re.compile(r"[\[\\\x07\x13\x14\x15]")
_MARK = re.compile(r"\[(?:bookmark|image): [^\]\n]{0,200}\]")
_PAGE = re.compile(r"\s*(?:[-—–·]+\s*[0-9]{1,4}\s*[-—–·]+|第\s*[0-9]+\s*页(?:[\s,，/]*共\s*[0-9]+\s*页)?)\s*")
_LONGEST = 20_000  # characters of a line that is worth cleaning


def clean(line: str) -> str:
    """A line without field codes (` TC 1、… \\f C \\l 1 `) and marks (`[bookmark: …]`); other words are untouched."""
    if not _SUSPECT.search(line) or len(line) > _LONGEST:
        return line
    return _FIELD.sub("", _MARK.sub("", line))


def is_page_number(line: str) -> bool:
    """Whether a line is the number of a page (- 12 -, 第 3 页 共 20 页) and nothing else."""
    return len(line) < 30 and _PAGE.fullmatch(line) is not None

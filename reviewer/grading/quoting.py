"""Where a quotation stands in an indicator: only what is written there verbatim may be quoted."""

import unicodedata
from functools import lru_cache

from reviewer.model import Shown
from reviewer.text import plain

FIELDS = ("name", "description", "target", "operator", "unit", "direction", "criteria", "level1", "level2")
"""The shown fields in the order in which a quotation is looked for: those that the questions are about first."""

_QUOTES = "\"'“”‘’「」『』《》`"


def verbatim(quote: str, shown: Shown) -> str | None:
    """The part of one shown field that `quote` is, exactly as the sheet writes it, or None where no field holds it.
    Width of characters, white space, invisible characters and marks around the quotation may differ: models tidy them
    up."""
    texts: list[str] = [text for field in FIELDS if (text := getattr(shown, field))]
    for text in texts:
        if quote and quote in text:
            return quote
    for tried in (quote, quote.strip().strip(_QUOTES)):
        wanted = _skeleton(tried)[0]
        for text in texts if wanted else ():
            letters, offsets = _skeleton(text)
            at = letters.find(wanted)
            if at >= 0:
                return text[offsets[at] : offsets[at + len(wanted) - 1] + 1]
    return None


@lru_cache(maxsize=4096)
def _skeleton(text: str) -> tuple[str, tuple[int, ...]]:
    """The visible characters of a text, widths as one, and where each stands."""
    copy = plain(text)
    kept = [at for at, char in enumerate(copy) if not (char.isspace() or _invisible(char))]
    return "".join(copy[at] for at in kept), tuple(kept)


def _invisible(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in ("Cf", "Cc", "Zl", "Zp", "Mn")

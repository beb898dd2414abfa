"""Words of the field by the part they play in an indicator, read from `lexicon.toml`, which an expert can edit.

`phrase` reads verb, object and attribute together: no word decides by itself.
"""

import re
import tomllib
from pathlib import Path

_FILE = Path(__file__).with_name("lexicon.toml")
_LISTS: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))

Words = tuple[str, ...]


def words(name: str) -> Words:
    """One list of the lexicon, longest word first, so that a search finds the longest."""
    return tuple(sorted(set(_LISTS[name].split()), key=lambda word: (-len(word), word)))


def pattern(*names: str) -> str:
    """The words of the lists as one regular alternation, longest first."""
    found = sorted({word for name in names for word in words(name)}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, found))

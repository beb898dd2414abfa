"""What is printed on every page and belongs to none: running heads, feet, numbers of pages."""

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from reviewer.documents.noise import is_page_number
from reviewer.documents.pdf.lines import Line
from reviewer.documents.pdf.piece import Piece, Pieces

_HEAD, _FOOT = 60.0, 72.0  # points from the edge of the page within which heads and feet stand
_SAME = 3.0  # points: as much lower on one page than on another
_BARE_NUMBER = re.compile(r"[-—–·\s]*[0-9]{1,4}[-—–·\s]*|[0-9]{1,4}\s*/\s*[0-9]{1,4}|[Pp]age\s*[0-9]+.{0,12}")
_FIGURES = re.compile("[0-9]+")


def without_noise(pages: Sequence[Pieces]) -> list[list[Line | Piece]]:
    """The blocks of each page without what the page's head and foot say."""
    running = _running(pages)
    return [[block for block in page.blocks if not _is_noise(block, page, running)] for page in pages]


def _is_noise(block: Line | Piece, page: Pieces, running: set[tuple[str, int]]) -> bool:
    if isinstance(block, Piece):
        return False
    if is_page_number(block.text):
        return True
    if _edge(block, page) == 0:
        return False
    return _BARE_NUMBER.fullmatch(block.text) is not None or any(
        (_words(block), round(block.y / _SAME) + step) in running for step in (-1, 0, 1)
    )


def has_text(page: Pieces) -> bool:
    """Whether a page says anything between its head and its foot."""
    return any(
        isinstance(block, Piece) or not (_edge(block, page) or is_page_number(block.text)) for block in page.blocks
    )


def is_foot(line: Line, page: Pieces) -> bool:
    """Whether a line stands in the foot of its page."""
    return _edge(line, page) == 1


def _edge(line: Line, page: Pieces) -> int:
    """-1 for a line in the head of a page, 1 in its foot, 0 elsewhere."""
    if line.y < _HEAD:
        return -1
    return 1 if line.y > page.height - _FOOT else 0


def _running(pages: Sequence[Pieces]) -> set[tuple[str, int]]:
    """The words and heights of what stands at the edge of most pages in type no larger than the text's."""
    sizes = [line.size for page in pages for line in page.blocks if isinstance(line, Line) and not _edge(line, page)]
    usual = median(sizes) if sizes else 0.0
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line) and _edge(block, page) and (not usual or block.size <= usual * 1.05):
                seen[_words(block), round(block.y / _SAME)].add(page.number)
    return {key for key, numbers in seen.items() if len(numbers) >= max(2, len(pages) * 0.4)}


def _words(line: Line) -> str:
    return _FIGURES.sub("0", line.text)

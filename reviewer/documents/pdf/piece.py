"""A table as far as it stands on one page."""

from dataclasses import dataclass

from reviewer.documents.pdf.lines import Line
from reviewer.model import Place


@dataclass(slots=True)
class PieceCell:
    """A cell on a page; `full`: its text may go on, for its last line has no room for another character."""

    text: str
    place: Place
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    full: bool = False
    doubt: str = ""


@dataclass(slots=True)
class Piece:
    """A table as far as it stands on one page. `xs`: the edges of its columns; `first_height`: how high its first row
    is; `ruled`: drawn with lines, so that its cells are certain; `bands`: from where to where the words of its columns
    reach, if not."""

    page: int
    label: str
    cells: list[PieceCell]
    rows: int
    xs: tuple[float, ...]
    top: float
    bottom: float
    first_height: float
    ruled: bool = True
    bands: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Pieces:
    """One page: its number, size, what it holds from top to bottom, and the share of it that pictures take, and whether
    filled-in fields of it could not be read."""

    number: int
    width: float
    height: float
    blocks: tuple[Line | Piece, ...]
    pictured: float = 0.0
    fields_left: bool = False

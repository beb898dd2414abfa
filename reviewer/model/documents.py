"""Documents: what a reader yields. Knows no budget words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: `label` is what a person looks for (第12行, 表3第5行, Sheet1!C7, 第2页);
    `line` is the 1-based line in text files, else None."""

    label: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text as written (inner line breaks kept as "\\n"), its place, and how many rows and
    columns it spans. A merged cell appears once, at its origin (`row`, `column`, both 0-based). `doubt`: what is
    uncertain about it, in Chinese (位于隐藏行, 跨页拼接 …), "" mostly."""

    text: str
    place: Place
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text between tables."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a list of its cells in reading order; `label` names it (表3, a worksheet's name).

    `ragged`: the source states the cells of a row but not which columns they stand in (text cut from a page), so that
    a missing cell may be a merged one."""

    cells: tuple[Cell, ...]
    label: str = ""
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class Omission:
    """What a reader left unread in a file that it read otherwise: a Chinese clause that says what, why and what to do
    (第3、5页为扫描图像 …)."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its path as given and its paragraphs and tables in reading order; `notes` tell what of it was left
    unread (see `Omission`)."""

    file: str
    blocks: tuple[Paragraph | Table, ...]
    notes: tuple[str, ...] = ()

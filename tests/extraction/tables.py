"""Target sheets as tables with true columns, as readers of documents and spreadsheets give them: drawn cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reviewer.model import Cell, Document, Paragraph, Place, Table
from tests.extraction.layouts import LEVELS, Sample, merged, words


@dataclass
class Sheet:
    """A table being drawn: `put` writes texts into a row, each over one column or as many as it says."""

    label: str = "表1"
    cells: list[Cell] = field(default_factory=list)
    height: int = 0

    def put(self, *texts: str | tuple[str, int] | tuple[str, int, int], column: int = 0) -> int:
        """A row: texts, with columns and rows that they span where more than one; gives its number. `column` is where
        the first stands; "" leaves a column empty."""
        for one in texts:
            text, wide, tall = (
                one
                if isinstance(one, tuple) and len(one) == 3
                else (*one, 1)
                if isinstance(one, tuple)
                else (one, 1, 1)
            )
            self.put_at(self.height, column, text, wide, tall)
            column += wide
        self.height += 1
        return self.height - 1

    def put_at(self, row: int, column: int, text: str, wide: int = 1, tall: int = 1) -> None:
        """One cell."""
        if text:
            self.cells.append(Cell(text, Place(f"{self.label}第{row + 1}行"), row, column, tall, wide))
            self.height = max(self.height, row)

    def table(self) -> Table:
        """The table, its cells in reading order."""
        return Table(tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.column))), self.label)


def document(*blocks: Sheet | Table | str) -> Document:
    """A document of tables and paragraphs."""
    told: list[Paragraph | Table] = []
    for number, block in enumerate(blocks, start=1):
        match block:
            case str():
                told.append(Paragraph(block, Place(f"第{number}段")))
            case Sheet():
                told.append(block.table())
            case _:
                told.append(block)
    return Document("样表.docx", tuple(told))


def spans(texts: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """Position, text and height of the runs of a column whose repeated texts are merged (left empty)."""
    for position, text in enumerate(texts):
        if text or position == 0:
            end = next((at for at in range(position + 1, len(texts)) if texts[at]), len(texts))
            yield position, text, end - position


def put_rows(sheet: Sheet, sample: Sample, column: int = 0, how: str = "merged") -> None:
    """The rows of a sample below what is drawn: levels merged down, left `blank` below the first, or `repeated`."""
    top = sheet.height
    grid = merged(sample)
    for at, name in enumerate(sample.fields):
        texts = [row[at] for row in grid]
        if name in LEVELS and how == "merged":
            for position, text, tall in spans(texts):
                sheet.put_at(top + position, column + at, text, 1, tall)
            continue
        for position, row in enumerate(sample.rows):
            text = row.get(name, "") if how == "repeated" or name not in LEVELS else texts[position]
            sheet.put_at(top + position, column + at, text)
    sheet.height = top + len(grid)


def drawn(sample: Sample, synonym: int = 0, how: str = "merged") -> Sheet:
    """A sample with its head on one line and nothing above it."""
    sheet = Sheet()
    sheet.put(*words(sample, synonym))
    put_rows(sheet, sample, how=how)
    return sheet


def cut(sample: Sample, start: int, end: int) -> Sample:
    """Some rows of a sample."""
    return replace(sample, rows=sample.rows[start:end])

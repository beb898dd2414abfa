"""The reviewer's workbook (.xlsx): read, decide in it, and give it back to `reviewer decisions import`."""

from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any

from reviewer.model import Review
from reviewer.report.workbook import content, heads, tables
from reviewer.report.workbook.facts import Facts
from reviewer.report.workbook.handed_in import handed_in
from reviewer.report.workbook.notes import notes
from reviewer.report.workbook.overview import overview
from reviewer.report.workbook.writing import Page

_PIECE = 1 << 20
_IN_MEMORY = 1 << 24


def rendered(review: Review, facts: Facts) -> Iterator[bytes]:
    """The bytes of the workbook: all sheets of `review.reviewed`, and every row of theirs that `review` holds."""
    book = _book(review, facts)
    with SpooledTemporaryFile(_IN_MEMORY) as stream:
        book.save(stream)
        stream.seek(0)
        while piece := stream.read(_PIECE):
            yield piece


def _book(review: Review, facts: Facts) -> Any:
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    book = Workbook(write_only=True)
    texts = content.common(review)
    overview(Page(book, heads.OVERVIEW), review, texts, facts)
    tables.departments(Page(book, heads.DEPARTMENTS), review)
    tables.projects(Page(book, heads.PROJECTS), review.reviewed)
    tables.rows(Page(book, heads.ROWS), review.reviewed, texts)
    tables.common(Page(book, heads.COMMON), texts)
    if review.roster:
        handed_in(Page(book, heads.HANDED_IN), review.roster, review.reviewed)
    tables.doubts(Page(book, heads.UNREAD), review)
    notes(Page(book, heads.NOTES), facts)
    _marker(book, facts)
    _members(book, texts)
    book.properties.creator = book.properties.lastModifiedBy = "reviewer"
    book.properties.title = "预算绩效目标审核"
    book.custom_doc_props.append(StringProperty(name=heads.PROPERTY, value=facts.workbook))
    return book


def _marker(book: Any, facts: Facts) -> None:
    """What ties the workbook to its run, on a hidden sheet: some programs drop the properties of a file."""
    sheet = book.create_sheet(heads.MARKER)
    sheet.sheet_state = "hidden"
    number, of = facts.part
    for name, value in (
        (heads.WORKBOOK, facts.workbook),
        (heads.RUN, str(facts.run or "")),
        (heads.WRITTEN, facts.written),
        (heads.VERSION, facts.version),
        (heads.PART, f"{number}/{of}"),
    ):
        sheet.append([name, value])


def _members(book: Any, texts: Sequence[content.CommonText]) -> None:
    """Which rows a decision on a common text is for, whatever becomes of 指标明细."""
    sheet = book.create_sheet(heads.MEMBERS)
    sheet.sheet_state = "hidden"
    sheet.append([heads.TEXT, heads.ROW])
    for text in texts:
        for row in text.rows:
            sheet.append([text.key, row.indicator.row])

"""PDF with a text layer: tables by their ruling lines, text between them, both across pages. Needs the extra `pdf`."""

from collections.abc import Sequence

from reviewer.documents import deadline
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.errors import UnreadableError
from reviewer.model import Paragraph, Table

_MISSING = "读取 PDF 需要附加组件：pip install 'reviewer[pdf]'；或请用 WPS 打开后另存为 docx 再审"
_SCAN = "这是扫描件或图片型 PDF，没有文字层；请报送单位提供 Word 或 Excel 原件，或先做文字识别"
_NO_CODES = "PDF 里的字体没有文字编码，取不出文字；请报送单位提供 Word 或 Excel 原件"
_FEW = 20  # characters on a page: fewer, beside a picture of the page, are a stamp or a number


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> Sequence[Paragraph | Table]:
    """The paragraphs and tables of a PDF, places as 第N页 and 第N页表M第R行. Raises `UnreadableError` where it is
    encrypted, damaged or a scan, and where the extra is not installed."""
    try:
        from reviewer.documents.pdf.pages import pages_of
    except ImportError:
        raise UnreadableError(file, _MISSING) from None
    from reviewer.documents.pdf.flow import blocks
    from reviewer.documents.pdf.lines import Line
    from reviewer.documents.pdf.piece import Pieces
    from reviewer.documents.pdf.pieces import pieces_of

    pages: list[Pieces] = []
    shown = unknown = cells = pictures = 0
    for page in pages_of(file, data, limits):
        deadline.check()
        pages.append(pieces_of(page, pages[-1] if pages else None))
        shown, unknown = shown + len(page.chars), unknown + page.unknown
        pictures += page.pictured > 0.4
        cells += sum(len(block.cells) for block in pages[-1].blocks if not isinstance(block, Line))
        limits.check_cells(file, cells)
    if unknown > shown:
        raise UnreadableError(file, _NO_CODES)
    if shown < _FEW * len(pages) and pictures * 2 > len(pages):
        raise UnreadableError(file, _SCAN)
    return list(blocks(pages))

"""PDF with a text layer: tables by their ruling lines, text between them, both across pages. Needs the extra `pdf`."""

from collections.abc import Sequence

from reviewer.documents import deadline
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.errors import UnreadableError
from reviewer.model import Omission, Paragraph, Table

_MISSING = "读取 PDF 需要附加组件：pip install 'reviewer[pdf]'；或请用 WPS 打开后另存为 docx 再审"
_SCAN = "这是扫描件或图片型 PDF，没有文字层；请报送单位提供 Word 或 Excel 原件，或先做文字识别"
_NO_CODES = "PDF 里的字体没有文字编码，取不出文字；请报送单位提供 Word 或 Excel 原件"
_SCANNED = "第{}页为扫描图像，没有文字，未读取；请提供原件或先做文字识别"
_FIELDS = "第{}页的表单域已损坏，填写的内容未读取；请重新导出，或打印为 PDF 后再审"
_PICTURE = 0.4  # of a page: a picture as large may be the page
_FEW = 20  # characters on a page: fewer, beside a picture of the page, are a stamp or a number


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> Sequence[Paragraph | Table | Omission]:
    """The paragraphs and tables of a PDF, places as 第N页 and 第N页表M第R行, and which pages were left unread.
    Raises `UnreadableError` where it is encrypted, damaged or a scan, and where the extra is not installed."""
    try:
        from reviewer.documents.pdf.pages import pages_of
    except ImportError:
        raise UnreadableError(file, _MISSING) from None
    from reviewer.documents.pdf.flow import blocks
    from reviewer.documents.pdf.lines import Line
    from reviewer.documents.pdf.noise import has_text
    from reviewer.documents.pdf.piece import Pieces
    from reviewer.documents.pdf.pieces import pieces_of

    pages: list[Pieces] = []
    shown = unknown = cells = pictures = 0
    for page in pages_of(file, data, limits):
        deadline.check()
        pages.append(pieces_of(page, pages[-1] if pages else None))
        shown, unknown = shown + len(page.chars), unknown + page.unknown
        pictures += page.pictured > _PICTURE
        cells += sum(len(block.cells) for block in pages[-1].blocks if not isinstance(block, Line))
        limits.check_cells(file, cells)
    if unknown > shown:
        raise UnreadableError(file, _NO_CODES)
    if shown < _FEW * len(pages) and pictures * 2 > len(pages):
        raise UnreadableError(file, _SCAN)
    found: list[Paragraph | Table | Omission] = list(blocks(pages))
    scans = [page.number for page in pages if page.pictured > _PICTURE and not has_text(page)]
    fields = [page.number for page in pages if page.fields_left]
    for numbers, told in ((scans, _SCANNED), (fields, _FIELDS)):
        if numbers:
            found.append(Omission(told.format("、".join(map(str, numbers)))))
    return found

"""Word documents: .docx (also of WPS, and in its strict form), and Word saved as XML (one file, of 2003 or flat).

Read from the markup itself: the body of the text, without headers, notes and comments. Places are 表3第5行 (tables of
the page counted from 1, text boxes included) and 第2段 (paragraphs with text, counted from 1)."""

from collections.abc import Iterator

from reviewer.documents import formats, packed, plain_text, web
from reviewer.documents.limits import DEFAULT, Limits
from reviewer.documents.word import embedded
from reviewer.documents.word.markup import Stream, child, is_on, value
from reviewer.documents.word.story import Grid, Line, Story
from reviewer.documents.word.tables import tables
from reviewer.errors import UnreadableError
from reviewer.model import Cell, Omission, Paragraph, Place, Table

_NESTED = "文件嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx"
_ELSEWHERE = "文件内没有正文，请用 WPS 打开后另存为 docx"
_ONLY_IMAGES = "文件里只有图片没有文字；请提供原文件或文字识别后的文本"
_IN_PARTS = "正文以嵌入文件的形式存放，请用 WPS 打开后另存为 docx"
_BESIDE = "文中以嵌入文件的形式插入的内容未读取；请用 WPS 打开后另存为 docx 再审"
_PAGES = (".mht", ".mhtml", ".htm", ".html", ".xhtml")


def read(file: str, data: bytes, limits: Limits = DEFAULT) -> list[Paragraph | Table | Omission]:
    """The paragraphs and tables of a .docx file in reading order, and what was left unread. Raises `UnreadableError`
    where it is damaged, hostile, or holds nothing but images."""
    archive = packed.open(file, data, limits)
    main = _main_part(file, archive)
    text = archive.read(main)
    if text is None:
        raise UnreadableError(file, _ELSEWHERE)
    styles = archive.read(main.rpartition("/")[0] + "/styles.xml")
    found = _read(file, text, _hidden_styles(file, styles or b""), limits)
    inside = list(embedded.tables(file, archive, limits))
    found += [block for block in inside if isinstance(block, Table)]
    left = [block for block in inside if isinstance(block, Omission)]
    if found and b"altChunk" in text:
        left.append(Omission(_BESIDE))
    return [*(found or _elsewhere(file, archive, text, limits)), *left]


def read_xml(file: str, data: bytes, limits: Limits = DEFAULT) -> list[Paragraph | Table]:
    """The paragraphs and tables of a Word document saved as one file of XML."""
    return _read(file, data, frozenset(), limits)


def _read(file: str, xml: bytes, hidden_styles: frozenset[str], limits: Limits) -> list[Paragraph | Table]:
    try:
        return list(blocks(Story(file, xml, hidden_styles, limits).lines()))
    except RecursionError:
        raise UnreadableError(file, _NESTED) from None


def blocks(story: Iterator[Line | Grid]) -> Iterator[Paragraph | Table]:
    count = 0
    paragraphs = _Paragraphs()
    for block in story:
        if isinstance(block, Line):
            paragraphs.add(block)
        else:
            yield from paragraphs.finish()
            count += 1
            yield from tables(block, f"表{count}")
    yield from paragraphs.finish()


class _Paragraphs:
    """Paragraphs between tables. Where rows were set with tabs or bars instead of a table, they are tables."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._labels: list[Place] = []
        self._count = 0
        self._goes_on = False

    def add(self, line: Line) -> None:
        """The next paragraph; a line end inside it ends a line of its own, more than two empty ones say nothing."""
        if not line.text and not self._goes_on and self._lines[-2:] == ["", ""]:
            return
        texts = [_tidy(text, contents=line.contents) for text in line.text.split("\n")]
        if self._goes_on and self._lines:
            self._lines[-1] += texts.pop(0)
        elif line.text.strip():
            self._count += 1
        self._goes_on = line.goes_on
        self._lines += texts
        self._labels += [Place(f"第{self._count}段")] * len(texts)

    def finish(self) -> Iterator[Paragraph | Table]:
        """What was added since the last time."""
        if any(_is_row(text) for text in self._lines):
            yield from map(self._placed, plain_text.blocks(self._lines))
        else:
            lines = zip(map(str.strip, self._lines), self._labels, strict=True)
            yield from (Paragraph(text, place) for text, place in lines if text)
        self._lines, self._labels, self._goes_on = [], [], False

    def _placed(self, block: Paragraph | Table) -> Paragraph | Table:
        if isinstance(block, Paragraph):
            return Paragraph(block.text, self._label(block.place))
        cells = (Cell(cell.text, self._label(cell.place), cell.row, cell.column) for cell in block.cells)
        return Table(tuple(cells), "", ragged=True)

    def _label(self, place: Place) -> Place:
        return self._labels[(place.line or 1) - 1]


def _tidy(text: str, *, contents: bool) -> str:
    """A line without the tabs that only indent it, or lead to a page number."""
    if "\t" not in text:
        return text
    return text.replace("\t", " ") if contents or "\t" not in text.strip() else text.rstrip("\t ")


def _is_row(text: str) -> bool:
    return "\t" in text or text.count("|") + text.count("｜") >= 2


def _main_part(file: str, archive: packed.Packed) -> str:
    """The name of the part that holds the text: mostly word/document.xml, else as the file's relations say."""
    if "word/document.xml" in archive.names():
        return "word/document.xml"
    relations = archive.read("_rels/.rels") or b""
    for element in Stream(file, relations, ("Relationship",)) if relations else ():
        if (element.get("Type") or "").endswith("/officeDocument"):
            return str(element.get("Target") or "").lstrip("/")
    raise UnreadableError(file, _ELSEWHERE)


def _hidden_styles(file: str, xml: bytes) -> frozenset[str]:
    """The ids of the styles that hide text, by themselves or by what they are based on."""
    if b"vanish" not in xml:
        return frozenset()
    own: dict[str, bool | None] = {}
    based: dict[str, str | None] = {}
    stream = Stream(file, xml, ("style",))
    for style in stream:
        if name := value(style, "styleId"):
            vanish = child(style, "rPr", "vanish")
            own[name] = None if vanish is None else is_on(vanish)
            based[name] = value(child(style, "basedOn"))
            stream.forget(style)
    return frozenset(name for name in own if _hides(name, own, based))


def _hides(name: str, own: dict[str, bool | None], based: dict[str, str | None]) -> bool:
    at: str | None = name
    for _ in range(20):  # styles may be based on each other in a ring
        if at is None or (said := own.get(at)) is not None:
            return bool(at is not None and said)
        at = based.get(at)
    return False


def _elsewhere(file: str, archive: packed.Packed, text: bytes, limits: Limits) -> list[Paragraph | Table]:
    """The content of a text without words: programs that make .docx of web pages put the page in whole. Raises
    `UnreadableError` where it is something else, or a picture."""
    if b"altChunk" in text:
        pages = [archive.read(name) or b"" for name in archive.names() if name.endswith(_PAGES)]
        readers = {"html": web.read, "mht": web.read_archive}
        read = ((readers.get(formats.format_of(file, page)), page) for page in pages)
        found = [block for reader, page in read if reader for block in reader(file, page, limits)]
        if not found:
            raise UnreadableError(file, _IN_PARTS)
        return found
    if any("/media/" in name for name in archive.names()):
        raise UnreadableError(file, _ONLY_IMAGES)
    return []

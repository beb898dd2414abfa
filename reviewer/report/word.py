"""What the Word documents of the program have in common: A4, official fonts, headings, tables, a watermark."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from reviewer.report.safe import printable

TITLE, HEADING, BODY = "方正小标宋简体", "黑体", "仿宋"
"""The fonts of official documents; a machine without them takes its own."""


def set_up(written: Any, *, margin: float = 2.0) -> None:
    """A4, margins above and below (in centimetres) and fonts of an official document."""
    from docx.shared import Cm, Pt

    section = written.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin = section.bottom_margin = Cm(margin)
    normal = written.styles["Normal"]
    normal.font.size = Pt(12)
    normal.paragraph_format.space_after = Pt(4)
    _set_font(normal, BODY)


def _set_font(styled: Any, name: str) -> None:
    """The font of Chinese text has a name of its own in a Word document."""
    from docx.oxml.ns import qn

    styled.font.name = name
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def run(paragraph: Any, text: str, size: float, font: str, *, bold: bool = False) -> None:
    """Text at the end of a paragraph; `size` in points."""
    from docx.shared import Pt

    added = paragraph.add_run(_clean(text))
    added.font.size, added.bold = Pt(size), bold
    _set_font(added, font)


def centred(written: Any, text: str, size: float, font: str) -> None:
    """A line in the middle."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = written.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run(paragraph, text, size, font, bold=font == TITLE)


def heading(written: Any, text: str, size: float = 14) -> None:
    """A heading that stays with what follows it."""
    from docx.shared import Pt

    added = written.add_paragraph()
    added.paragraph_format.keep_with_next = True
    added.paragraph_format.space_before = Pt(size / 2)
    run(added, text, size, HEADING)


def paragraph(written: Any, text: str, *, indent: bool = False, size: float = 12) -> None:
    """A paragraph of running text; `indent`: its first line by two characters."""
    from docx.shared import Pt

    added = written.add_paragraph()
    if indent:
        added.paragraph_format.first_line_indent = Pt(2 * size)
    run(added, text, size, BODY)


def signature(written: Any, lines: Iterable[str], size: float = 12) -> None:
    """Lines at the right that stay together, to be sealed and dated by hand."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for number, line in enumerate(lines):
        added = written.add_paragraph()
        added.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        added.paragraph_format.keep_with_next = number == 0
        added.paragraph_format.space_before = Pt(0 if number else 2 * size)
        added.paragraph_format.right_indent = Pt(4 * size)
        run(added, line, size, BODY)


def table(
    written: Any, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float], size: float = 10.5
) -> Any:
    """A table with lines, its head repeated on every page, rows that do not break over pages; `widths` in
    centimetres."""
    from docx.shared import Cm, Pt

    lines = [heads, *rows]
    added = written.add_table(len(lines), len(heads), style="Table Grid")
    added.autofit = False
    for column, width in zip(added.columns, widths, strict=True):
        column.width = Cm(width)
    for row, texts in zip(added.rows, lines, strict=True):
        _mark(row, "w:cantSplit")
        for target, text, width in zip(row.cells, texts, widths, strict=True):
            target.width = Cm(width)
            spacing = target.paragraphs[0].paragraph_format
            spacing.space_before = spacing.space_after = Pt(max(1.0, size - 9))
            run(target.paragraphs[0], text, size, HEADING if texts is heads else BODY)
    _mark(added.rows[0], "w:tblHeader")
    return added


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


_WATERMARK = """
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
        xmlns:o="urn:schemas-microsoft-com:office:office">
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
               path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
      <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
      <v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
    <v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="Watermark" type="#_x0000_t136" fillcolor="#c0c0c0" stroked="f"
           style="position:absolute;width:320pt;height:160pt;rotation:315;z-index:-251658752;
                  mso-position-horizontal:center;mso-position-horizontal-relative:margin;
                  mso-position-vertical:center;mso-position-vertical-relative:margin">
    <v:fill opacity=".5"/><v:textpath style="font-family:'SimHei';font-size:1pt" string="{text}"/>
  </v:shape>
</w:pict>
"""


def watermark(written: Any, text: str, told: str) -> None:
    """A word across every page, and a line above that tells why."""
    from docx.oxml import parse_xml

    header = written.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].add_run()._r.append(parse_xml(_WATERMARK.format(text=text)))
    run(header.paragraphs[0], told, 10.5, HEADING)


def _clean(text: str) -> str:
    """Text that XML can hold; its line breaks stay."""
    return "\n".join(printable(line) for line in _NOT_XML.sub("�", text).splitlines())


_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")

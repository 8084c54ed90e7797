"""An official document as Word, to be edited, signed and exchanged by offices."""

from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tantam.documents.archive import repacked
from tantam.documents.official import LANDSCAPE_WIDTH_MM, PORTRAIT_WIDTH_MM, OfficialDocument
from tantam.documents.text import printable
from tantam.documents.word.blocks import draw_blocks
from tantam.documents.word.parts import (
    draw_appendix_head,
    draw_closing,
    draw_masthead,
    draw_title,
    footer_runs,
)
from tantam.documents.word.xml import Element, Letters, Shape, element, field, paragraph

_FONT = "Times New Roman"


def write_word(document: OfficialDocument) -> bytes:
    """Draw the document as a .docx file; the same data gives the same bytes."""
    paper = docx.Document()
    _set_styles(paper)
    _set_properties(paper, document)
    _set_page(paper.sections[0], is_landscape=False)
    _set_header_and_footer(paper.sections[0], document)
    _append(paper, draw_masthead(document))
    for part in draw_title(document):
        _append(paper, part)
    for part in draw_blocks(document.blocks, width_mm=PORTRAIT_WIDTH_MM, cell_half_points=24, keeps_last=True):
        _append(paper, part)
    for part in draw_closing(document):
        _append(paper, part)
    for index, appendix in enumerate(document.appendices):
        section = paper.add_section(WD_SECTION.NEW_PAGE)
        _set_page(section, is_landscape=appendix.is_landscape)
        width_mm = LANDSCAPE_WIDTH_MM if appendix.is_landscape else PORTRAIT_WIDTH_MM
        for part in draw_appendix_head(document, index, width_mm=width_mm):
            _append(paper, part)
        for part in draw_blocks(appendix.blocks, width_mm=width_mm, cell_half_points=22):
            _append(paper, part)
    _shrink_section_ends(paper)
    saved = BytesIO()
    paper.save(saved)
    return repacked(saved.getvalue(), stamped_at=document.stamped_at)


def _append(paper: Any, part: Element) -> None:
    """Put an element at the end of the body, before the last section's properties."""
    paper.element.body.insert_element_before(part, "w:sectPr")


def _shrink_section_ends(paper: Any) -> None:
    """Make the empty paragraphs that carry a section's end, and one after a last table, take no room."""
    tiny = paragraph("", Shape("left", line=20, line_rule="exact"), Letters(half_points=2))
    for bearer in paper.element.body.iterchildren(qn("w:p")):
        properties = bearer.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:sectPr")) is not None:
            for part in tiny.find(qn("w:pPr")):
                properties.insert_element_before(deepcopy(part), "w:rPr", "w:sectPr")
    _append(paper, tiny)


def _set_page(section: Any, *, is_landscape: bool) -> None:
    """Set A4 with the Decree's margins, pages numbered from 1 and no number on the first."""
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(qn("w:pgNumType")):  # noqa: SLF001  # python-docx has no numbering
        old.getparent().remove(old)
    margins = section._sectPr.find(qn("w:pgMar"))  # noqa: SLF001
    margins.addnext(element("pgNumType", start=1))


def _set_header_and_footer(section: Any, document: OfficialDocument) -> None:
    """Number the pages at the top centre from the second on, and put the trace at the foot of all."""
    number = paragraph(field("PAGE", Letters(half_points=26)), Shape("center"))
    _replace(section.header, number)
    _replace(section.first_page_header, paragraph("", Shape("center")))
    for footer in (section.footer, section.first_page_footer):
        _replace(footer, paragraph(footer_runs(document), Shape("right")))


def _replace(story: Any, content: Element) -> None:
    story.is_linked_to_previous = False
    for old in list(story._element):  # noqa: SLF001  # python-docx cannot empty a header
        story._element.remove(old)  # noqa: SLF001
    story._element.append(content)  # noqa: SLF001


def _set_styles(paper: Any) -> None:
    """Set everything in Times New Roman 14, Vietnamese, black."""
    defaults = paper.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for language in defaults.findall(qn("w:lang")):
        defaults.remove(language)
    defaults.append(element("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"))
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer"):
        style = paper.styles[name]
        _set_font(style)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        paper.styles[name].font.size = Pt(14)
    paper.styles["Heading 3"].font.bold = False
    paper.styles["Heading 3"].font.italic = True


def _set_font(style: Any) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = element("rFonts", ascii=_FONT, hAnsi=_FONT, eastAsia=_FONT, cs=_FONT)
    properties.insert(0, fonts)


def _set_properties(paper: Any, document: OfficialDocument) -> None:
    """Describe the file by its document, with the document's moment instead of the clock's."""
    moment = document.stamped_at.replace(tzinfo=None)
    properties = paper.core_properties
    properties.title = " ".join(printable(f"{document.kind or ''} {document.title}").split())[:255]
    properties.author = properties.last_modified_by = printable(document.issuer.body)[:255]
    properties.created = properties.modified = moment
    properties.comments = properties.keywords = properties.subject = ""
    properties.language = "vi-VN"
    properties.revision = 1
    for key, relation in list(paper.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del paper.part.package.rels[key]

"""The fixed parts of a document by Decree 30: head, title, end, and the heads of its appendices."""

import unicodedata
from collections.abc import Iterator

from tantam.documents.official import (
    ADDRESSEES_TITLE,
    DRAFT_MARK,
    MOTTO,
    NATIONAL_TITLE,
    PORTRAIT_WIDTH_MM,
    RECIPIENTS_TITLE,
    OfficialDocument,
)
from tantam.documents.word.blocks import BODY
from tantam.documents.word.xml import (
    Element,
    Letters,
    Shape,
    gap,
    paragraph,
    rule,
    run,
    table,
    table_cell,
    table_row,
    twips,
)

_CENTRED = Shape("center", after=20)
_BOLD_13 = Letters(is_bold=True, half_points=26)
_BOLD_14 = Letters(is_bold=True, half_points=28)
_MOTTO_LENGTH = twips(60)  # the motto as set in 14 pt bold
_RULE_SHARE_PERCENT = 40  # the Decree: between a third and a half of the text


def draw_masthead(document: OfficialDocument) -> Element:
    """Return the head of the first page: issuer and number to the left, nation and date to the right."""
    size = document.issuer.points * 2
    left_width = twips(document.issuer.width_mm)
    right_width = twips(PORTRAIT_WIDTH_MM) - left_width
    bold, body = Letters(is_bold=True, half_points=size), document.issuer.body.upper()
    issuer = [paragraph(body, _CENTRED, bold), _rule_under(body, size, left_width)]
    if document.issuer.parent:
        parent = document.issuer.parent.upper()
        issuer.insert(0, paragraph(parent, _CENTRED, Letters(half_points=size)))
    nation = [
        paragraph(NATIONAL_TITLE, _CENTRED, bold),
        paragraph(MOTTO, _CENTRED, Letters(is_bold=True, half_points=size + 2)),
        rule(right_width, _MOTTO_LENGTH * (size + 2) // 28),
    ]
    spaced = Shape("center", before=100, after=20)
    number = [paragraph(document.number_line.replace(" ", "\u00a0"), spaced, Letters(half_points=26))]
    if document.is_letter:
        number.append(paragraph(f"V/v {document.title}", _CENTRED, Letters(half_points=24)))
    if document.is_draft:
        side = (left_width - twips(30)) // 2
        box = Shape("center", before=120, left=side, right=side, borders=("top", "left", "bottom", "right"))
        number.append(paragraph(DRAFT_MARK, box, _BOLD_13))
    place = [paragraph(document.place_and_date, spaced, Letters(is_italic=True, half_points=28))]
    rows = [
        table_row([table_cell(left_width, left), table_cell(right_width, right)])
        for left, right in ((issuer, nation), (number, place))
    ]
    return table([left_width, right_width], rows, has_borders=False, margin=0)


def draw_title(document: OfficialDocument) -> Iterator[Element]:
    """Yield the kind and title with a line under them, or for a letter whom it is written to."""
    if document.kind:
        yield gap(14)
        yield paragraph(document.kind.upper(), _CENTRED, _BOLD_14)
        yield paragraph(document.title, _CENTRED, _BOLD_14)
        yield _rule_under(document.title, 28, twips(PORTRAIT_WIDTH_MM))
    yield gap(10)
    if document.decider:
        yield paragraph(document.decider.upper(), _CENTRED, _BOLD_14)
        yield gap(8)
    if len(document.addressees) == 1:
        yield paragraph(f"{ADDRESSEES_TITLE} {document.addressees[0]}", Shape("center", after=200))
    elif document.addressees:
        yield paragraph(ADDRESSEES_TITLE, Shape("left", left=twips(30), after=20))
        for addressee in document.addressees:
            yield paragraph(f"- {addressee}", Shape("left", left=twips(54), after=20))
        yield gap(8)
    for ground in document.ground_lines:
        yield paragraph(ground, BODY, Letters(is_italic=True))


def draw_closing(document: OfficialDocument) -> Iterator[Element]:
    """Yield who receives the document and who signs it, side by side, never on two pages nor alone on one."""
    left = Shape("left", after=10, keeps_next=True)
    heading = Letters(is_bold=True, is_italic=True, half_points=24)
    recipients = [paragraph(RECIPIENTS_TITLE, left, heading)]
    recipients += [paragraph(line, left, Letters(half_points=22)) for line in document.recipients.lines]
    above = Shape("center", after=10, keeps_next=True)
    signature = [paragraph(line, above, _BOLD_14) for line in document.signature.lines]
    signature.append(paragraph(document.signature.name, Shape("center", before=twips(28)), _BOLD_14))
    width = twips(PORTRAIT_WIDTH_MM) // 2
    row = table_row([table_cell(width, recipients), table_cell(width, signature)])
    yield gap(6, keeps_next=True)
    yield table([width, width], [row], has_borders=False, margin=0)


def draw_appendix_head(document: OfficialDocument, index: int, *, width_mm: int) -> Iterator[Element]:
    """Yield the label, the title and the note of an appendix."""
    outlined = Shape("center", after=60, keeps_next=True, outline=0)
    yield paragraph(document.appendix_label(index), outlined, _BOLD_14)
    yield paragraph(document.appendices[index].title, _CENTRED, _BOLD_14)
    if note := document.appendix_note(index):
        yield paragraph(note, _CENTRED, Letters(is_italic=True))
    yield rule(twips(width_mm), twips(35))
    yield gap(8)


def footer_runs(document: OfficialDocument) -> tuple[Element, ...]:
    """Return the small line at the foot of every page: a draft's mark, and the way back to the screen."""
    small, bold = Letters(half_points=16), Letters(is_bold=True, half_points=16)
    runs = [run(f"{DRAFT_MARK}    ", bold)] if document.is_draft else []
    runs += [run(document.trace.text, small)] if document.trace else []
    return tuple(runs)


def _rule_under(text: str, half_points: int, width: int) -> Element:
    """Return a line of the Decree's length under a centred text."""
    last_line = max((_text_length(line, half_points) for line in text.split("\n")), default=0)
    return rule(width, min(last_line, width) * _RULE_SHARE_PERCENT // 100)


def _text_length(text: str, half_points: int) -> int:
    """Estimate the length of bold Times in twips, good enough for a line that may be a third or a half."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    thousandths = sum(250 if c == " " else 720 if c.isupper() else 480 for c in bare)
    return thousandths * half_points * 10 // 1000

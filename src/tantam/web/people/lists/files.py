"""Files of official lists: the template, the rows that were refused, the decision."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.exchange.beneficiary_lists import RefusedRow, make_refused_sheet, make_template
from tantam.people.papers.list_decision import paper_of
from tantam.people.queries import lists as queries
from tantam.people.queries.list_difference import get_decision_content
from tantam.web.asking import allowed, get_actor

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
SEE = "people.see_lists"


@require_safe
@allowed(SEE)
def template(request: HttpRequest) -> HttpResponse:
    """Give away an empty list to fill in."""
    commune = queries.find_commune_name(get_actor(request).unit_id)
    year = timezone.localdate().year + 1
    return _file(make_template(commune_name=commune, year=year), f"mau-danh-sach-{year}.xlsx", SHEET)


@require_safe
@allowed("people.stage_list")
def refused(request: HttpRequest, list_id: int) -> HttpResponse:
    """Give the refused rows back as they were written, with the reason beside each.

    Numbers of identity stand there in full: it is for the clerk who corrects them, not for who approves.
    """
    scope = get_actor(request).scope
    file = queries.get_list_file(scope=scope, list_id=list_id)
    rows = [
        RefusedRow(number, written, reasons)
        for number, written, reasons in queries.list_refused_rows(scope=scope, list_id=list_id)
    ]
    return _file(make_refused_sheet(headers=file.headers, rows=rows), f"hang-chua-nhan-{list_id}.xlsx", SHEET)


@require_safe
@allowed(SEE)
def decision_word(request: HttpRequest, list_id: int) -> HttpResponse:
    """Give the decision away as Word: a draft with its mark before approval."""
    content = get_decision_content(scope=get_actor(request).scope, list_id=list_id, at=timezone.now())
    return _file(write_word(paper_of(content)), f"quyet-dinh-danh-sach-{list_id}.docx", WORD)


@require_safe
@allowed(SEE)
def decision_pdf(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show the decision as PDF: a draft with its mark before approval."""
    content = get_decision_content(scope=get_actor(request).scope, list_id=list_id, at=timezone.now())
    return _file(write_pdf(paper_of(content)), f"quyet-dinh-danh-sach-{list_id}.pdf", PDF)


def _file(body: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=media_type)
    disposition = content_disposition_header(media_type != PDF, name)
    assert disposition is not None
    response["Content-Disposition"] = disposition
    response["Cache-Control"] = "private, no-store"
    return response

"""Files of official lists: the template, the rows that were refused, the decision."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tantam.documents.media import PDF, WORD, XLSX
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.exchange.beneficiary_lists import RefusedRow, make_refused_sheet, make_template
from tantam.people.papers.list_decision import paper_of
from tantam.people.queries import lists as queries
from tantam.people.queries.list_difference import get_decision_content
from tantam.web.asking import allowed, get_actor
from tantam.web.handing_out import file_answer

SEE = "people.see_lists"


@require_safe
@allowed(SEE)
def template(request: HttpRequest) -> HttpResponse:
    """Give away an empty list to fill in."""
    commune = queries.find_commune_name(get_actor(request).unit_id)
    year = timezone.localdate().year + 1
    return file_answer(make_template(commune_name=commune, year=year), XLSX, f"mau-danh-sach-{year}.xlsx")


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
    return file_answer(make_refused_sheet(headers=file.headers, rows=rows), XLSX, f"hang-chua-nhan-{list_id}.xlsx")


@require_safe
@allowed(SEE)
def decision_word(request: HttpRequest, list_id: int) -> HttpResponse:
    """Give the decision away as Word: a draft with its mark before approval."""
    content = get_decision_content(scope=get_actor(request).scope, list_id=list_id, at=timezone.now())
    return file_answer(write_word(paper_of(content)), WORD, f"quyet-dinh-danh-sach-{list_id}.docx")


@require_safe
@allowed(SEE)
def decision_pdf(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show the decision as PDF: a draft with its mark before approval."""
    content = get_decision_content(scope=get_actor(request).scope, list_id=list_id, at=timezone.now())
    return file_answer(write_pdf(paper_of(content)), PDF, f"quyet-dinh-danh-sach-{list_id}.pdf", is_shown=True)

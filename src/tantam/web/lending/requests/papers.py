"""The forms of requests as Word and PDF, in Vietnamese; whoever takes one away is written down."""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from tantam.documents.media import PDF, WORD
from tantam.documents.official import OfficialDocument
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.lending.papers.request import authorisation, direct_contract, loan_request
from tantam.lending.papers.whole_list import group_list, notice, use_check_sheet
from tantam.lending.queries.requests.candidates import list_adults
from tantam.lending.queries.requests.use_checks import list_paid_out_of_list
from tantam.web.asking import allowed, get_actor
from tantam.web.handing_out import file_answer
from tantam.web.lending.requests.showing import looked_list

_KINDS: Final[Mapping[str, tuple[Callable[[OfficialDocument], bytes], str]]] = {
    "docx": (write_word, WORD),
    "pdf": (write_pdf, PDF),
}
LOOK: Final = "lending.look_at_requests"


@require_safe
@allowed(LOOK)
def of_list(request: HttpRequest, request_list_id: int, paper_code: str, file_kind: str) -> HttpResponse:
    """Give a paper of the whole list away: 03/TD, 04/TD once it was answered, 06/TD once loans are told of."""
    if file_kind not in _KINDS or paper_code not in {"03-td", "04-td", "06-td"}:
        raise Http404
    with translation.override("vi"):
        page = looked_list(request, request_list_id, paper_code)
        if paper_code == "03-td":
            return _file(group_list(page), f"03-TD-{page.number}", file_kind)
        if paper_code == "04-td" and page.has_answer:
            return _file(notice(page), f"04-TD-{page.number}", file_kind)
        if paper_code == "06-td" and page.last("NOTIFIED") and page.is_lent_through:
            paid = list_paid_out_of_list(scope=get_actor(request).scope, list_id=request_list_id)
            return _file(use_check_sheet(page, paid), f"06-TD-{page.number}", file_kind)
    raise Http404


@require_safe
@allowed(LOOK)
def of_request(
    request: HttpRequest, request_list_id: int, request_id: int, paper_code: str, file_kind: str
) -> HttpResponse:
    """Give a paper of one request away: 01/TD, 01/UQ, or the contract of a loan without a group."""
    if file_kind not in _KINDS or paper_code not in {"01-td", "01-uq", "05-noxh"}:
        raise Http404
    with translation.override("vi"):
        page = looked_list(request, request_list_id, paper_code, named=True)
        line = next((one for one in page.requests if one.id == request_id), None)
        if line is None:
            raise Http404
        name = f"{page.number}-{line.order}"
        if paper_code == "01-td":
            return _file(loan_request(page, line), f"01-TD-{name}", file_kind)
        if paper_code == "01-uq":
            adults = list_adults(household_id=line.household_id, on=page.written_on)
            return _file(authorisation(page, line, adults=adults), f"01-UQ-{name}", file_kind)
        if line.loan is not None and page.group_id is None:
            return _file(direct_contract(page, line), f"hop-dong-{line.loan.number}", file_kind)
    raise Http404


def _file(paper: OfficialDocument, name: str, file_kind: str) -> HttpResponse:
    write, media_type = _KINDS[file_kind]
    return file_answer(write(paper), media_type, f"{name}.{file_kind}", is_shown=file_kind == "pdf")

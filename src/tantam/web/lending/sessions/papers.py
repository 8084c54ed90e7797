"""Papers of points and sessions: collection sheets, minutes, receipts; whoever takes one away is written down."""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from tantam.documents.media import PDF, WORD, XLSX
from tantam.documents.official import OfficialDocument
from tantam.documents.pdf import write_pdf
from tantam.documents.sheet import write_workbook
from tantam.documents.word import write_word
from tantam.lending.papers.minutes import receipt, session_minutes
from tantam.lending.papers.sheets import collection_sheets, sheet_tables
from tantam.lending.queries.due import get_point_due
from tantam.lending.queries.sessions import list_groups_at
from tantam.lending.queries.vouchers import get_voucher_page
from tantam.web.asking import allowed, get_actor
from tantam.web.handing_out import file_answer, printed_for
from tantam.web.lending.sessions.showing import SEE, look, page_of, programme_of
from tantam.web.plans.numbers import whole_number
from tantam.web.programmes.days import day_of

_KINDS: Final[Mapping[str, tuple[Callable[[OfficialDocument], bytes], str]]] = {
    "docx": (write_word, WORD),
    "pdf": (write_pdf, PDF),
}


@require_safe
@allowed(SEE)
def sheets(request: HttpRequest, point_id: int, file_kind: str) -> HttpResponse:
    """Give the collection sheets of a point on a day away, of all its groups or of one."""
    if file_kind != "xlsx":
        _check(file_kind)
    group_id = whole_number(request.GET.get("to"))
    _form, on, _is_chosen = day_of(request)
    look(request, point_id, group_id=group_id, purpose=f"13/TD {on:%Y-%m-%d} {file_kind}")
    due = get_point_due(scope=get_actor(request).scope, point_id=point_id, day=on, group_id=group_id)
    if not due.groups:
        raise Http404
    name = f"13TD-{on:%Y%m%d}-{due.groups[0].code if group_id else point_id}"
    with translation.override("vi"):
        if file_kind == "xlsx":
            body = write_workbook(sheet_tables(due, programme_of), printed=printed_for(request))
            return file_answer(body, XLSX, f"{name}.xlsx")
        return _file(collection_sheets(due, programme_of), name, file_kind)


@require_safe
@allowed(SEE)
def minutes(request: HttpRequest, session_id: int, file_kind: str) -> HttpResponse:
    """Give the minutes of a session away; they name no borrower."""
    _check(file_kind)
    page = page_of(request, session_id)
    look(request, page.point_id, purpose="giao-ban")
    with translation.override("vi"):
        groups = list_groups_at(scope=get_actor(request).scope, page=page)
        return _file(session_minutes(page, groups), f"giao-ban-{page.day:%Y%m%d}-{page.id}", file_kind)


@require_safe
@allowed(SEE)
def voucher_receipt(request: HttpRequest, voucher_id: int, file_kind: str) -> HttpResponse:
    """Give the receipt of a voucher away."""
    _check(file_kind)
    page = get_voucher_page(scope=get_actor(request).scope, voucher_id=voucher_id)
    session = page_of(request, page.session_id)
    look(request, session.point_id, purpose=f"12/TD {voucher_id}")
    with translation.override("vi"):
        page = get_voucher_page(scope=get_actor(request).scope, voucher_id=voucher_id)
        return _file(receipt(page, commune=session.commune), f"12TD-{voucher_id}", file_kind)


def _check(file_kind: str) -> None:
    if file_kind not in _KINDS:
        raise Http404


def _file(paper: OfficialDocument, name: str, file_kind: str) -> HttpResponse:
    write, media_type = _KINDS[file_kind]
    return file_answer(write(paper), media_type, f"{name}.{file_kind}")

"""Counting the cash and closing a session."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.core.cash import ImpossibleCount, counted_vnd
from tantam.lending.commands.sessions import close_session
from tantam.web.asking import allowed, ask, asked_by, new_request_key
from tantam.web.lending.sessions import forms
from tantam.web.lending.sessions.showing import answered, page_of, session_crumbs, session_title


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.close_session")
def close(request: HttpRequest, session_id: int) -> HttpResponse:
    """Count the cash by denomination; where it agrees with the vouchers the session closes."""
    page = page_of(request, session_id)
    form = forms.CashCount(request.POST or None, initial={"request_key": new_request_key()})

    def write() -> str:
        ask(close_session, asked=asked_by(request), session_id=session_id, counted=form.counted)
        return _("Đã khóa phiên. Tiền mặt đã chuyển về đơn vị.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("session", args=[session_id]),
        template="lending/sessions/close.html",
        page=page,
        title=session_title(page),
        counted_vnd=_counted(form),
        crumbs=session_crumbs(page),
        back=reverse("session", args=[session_id]),
    )


def _counted(form: forms.CashCount) -> int | None:
    """Return what was counted, once it was sent and can be read."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return counted_vnd(form.counted)
    except ImpossibleCount:
        return None

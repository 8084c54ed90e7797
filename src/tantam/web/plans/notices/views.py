"""The list of notices, and what can be done with them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tantam.base.errors import OutOfScope, Refusal
from tantam.plans.commands.notices import NOTICES_AT_ONCE, mark_notices_read
from tantam.plans.queries.notices import count_unread_notices, get_notice, list_notices
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key

NOTICES_A_PAGE = 25


@require_safe
@allowed("plans.mark_notices_read")
def notices(request: HttpRequest) -> HttpResponse:
    """Show a person's notices, the newest first."""
    user_id = get_actor(request).user_id
    page = Paginator(list_notices(user_id=user_id), NOTICES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "unread_here": [line.id for line in page if line.is_unread],
        "unread_count": count_unread_notices(user_id),
        "request_key": new_request_key(),
    }
    return render(request, "plans/notices/notices.html", context)


@require_POST
@allowed("plans.mark_notices_read")
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark the notices of a page as read."""
    given = [int(text) for text in request.POST.getlist("notice") if text.isascii() and text.isdigit()]
    try:
        count = ask(mark_notices_read, asked=asked_by(request), notice_ids=given[:NOTICES_AT_ONCE])
    except Refusal as problem:
        messages.error(request, str(problem))
    else:
        text = ngettext("Đã đánh dấu đọc %(count)s thông báo.", "Đã đánh dấu đọc %(count)s thông báo.", count)
        messages.success(request, text % {"count": count})
    return redirect("notices")


@require_POST
@allowed("plans.mark_notices_read")
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark a notice as read and go to what it is about."""
    try:
        notice = get_notice(user_id=get_actor(request).user_id, notice_id=notice_id)
    except OutOfScope:
        raise Http404 from None
    if notice.is_unread:
        try:
            ask(mark_notices_read, asked=asked_by(request), notice_ids=[notice_id])
        except Refusal as problem:
            messages.error(request, str(problem))
    if not url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None):
        messages.info(request, _("Thông báo này không dẫn đến trang nào."))
        return redirect("notices")
    return redirect(notice.link)

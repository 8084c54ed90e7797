"""How paid-out money is used: what has to be looked at, what is late, and writing a check down (06/TD)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tantam.core.vietnamese import format_number
from tantam.lending.commands.requests.looking import look_at_payments
from tantam.lending.commands.requests.using import record_use_check
from tantam.lending.queries.requests.use_checks import count_unchecked, get_paid_out, list_unchecked
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups.showing import answered
from tantam.web.lending.requests import forms
from tantam.web.lending.requests.showing import list_crumbs, list_tabs
from tantam.web.plans.numbers import page_start

PAGE_SIZE = 50


@require_safe
@never_cache
@allowed("lending.record_use_check")
def payments(request: HttpRequest) -> HttpResponse:
    """List the payments whose use was not looked at yet, the oldest first; those over their time in red.

    The look at whom they were paid to is written down first.
    """
    scope, today = get_actor(request).scope, timezone.localdate()
    count = count_unchecked(scope=scope)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    lines = list_unchecked(scope=scope, start=start, count=PAGE_SIZE)
    if lines:
        _look(request, *(line.event_id for line in lines))
    context = {
        "lines": [(line, line.is_late(today)) for line in lines],
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "today": today,
        "tabs": list_tabs("use-checks"),
        "crumbs": list_crumbs()[:1],
    }
    return render(request, "lending/requests/use_checks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.record_use_check")
def record(request: HttpRequest, event_id: int) -> HttpResponse:
    """Write down how the money of one payment is used; the look at its borrower is written down first."""
    actor = get_actor(request)
    _look(request, event_id)
    paid = get_paid_out(scope=actor.scope, event_id=event_id)
    first = {
        "request_key": new_request_key(),
        "checked_on": timezone.localdate(),
        "rightly_vnd": format_number(paid.amount_vnd),
    }
    form = forms.UseCheckForm(request.POST or None, initial=first)

    def write() -> str:
        typed = {key: value for key, value in form.cleaned_data.items() if key != "request_key"}
        typed["wrongly_vnd"] = typed["wrongly_vnd"] or 0
        ask(record_use_check, asked=asked_by(request), event_id=event_id, **typed)
        return _("Đã ghi phiếu kiểm tra sử dụng vốn vay.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("use-checks"),
        title=_("Kiểm tra sử dụng vốn vay (06/TD)"),
        note=_("%(name)s, khế ước %(number)s, giải ngân %(amount)s đồng")
        % {"name": paid.borrower, "number": paid.loan_number, "amount": format_number(paid.amount_vnd)},
        crumbs=[*list_crumbs()[:1], {"label": _("Kiểm tra sử dụng vốn"), "url": reverse("use-checks")}],
        back=reverse("use-checks"),
    )


def _look(request: HttpRequest, *event_ids: int) -> None:
    ask(look_at_payments, asked=asked_by(request, key=new_request_key()), event_ids=event_ids)

"""Taking an event of a loan back: what will change is shown first, and why is said."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.base.errors import OutOfScope
from tantam.core.loans.balances import Balances
from tantam.lending.commands.collecting import reverse_event
from tantam.lending.queries.loans import get_loan_page
from tantam.lending.queries.trying import try_reversal
from tantam.lending.wording.objections import UnableToRecord
from tantam.web.asking import allowed, get_actor
from tantam.web.carrying_out import carried_out, keyed
from tantam.web.lending.loans.forms import Reversal
from tantam.web.lending.loans.showing import event_lines, loan_crumbs, look, shown_loan


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.reverse_event")
def reverse_one(request: HttpRequest, number: str, seq: int) -> HttpResponse:
    """Take an event back with a reason, having seen what the loan will stand at."""
    actor, today = get_actor(request), timezone.localdate()
    form = keyed(Reversal, request)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(request, form, reverse_event, number=number, seq=seq, reason=reason):
            return redirect("loan", number=number)
    look(request, number, purpose="DAO")
    page = get_loan_page(scope=actor.scope, number=number, on=today)
    event = next((one for one in event_lines(page, actor=actor, is_now=True) if one.line.event.seq == seq), None)
    if event is None:
        raise OutOfScope(_("Khoản vay này không có giao dịch đó."))
    context: dict[str, Any] = {
        "form": form,
        "loan": shown_loan(request, page),
        "event": event,
        "crumbs": loan_crumbs(number),
    }
    try:
        tried = try_reversal(actor=actor, number=number, seq=seq, today=today)
    except UnableToRecord as refused:
        context["refused"] = str(refused)
    else:
        context["changes"] = _changes(tried.before, tried.after)
    return render(request, "lending/loan_reverse.html", context)


def _changes(before: Balances, after: Balances) -> list[dict[str, Any]]:
    """Return what the loan stands at now and without the event, in đồng."""
    names = (
        (_("Dư nợ gốc"), "principal_vnd"),
        (_("Trong đó quá hạn"), "overdue_vnd"),
        (_("Lãi phải trả"), "interest_current_vnd"),
        (_("Lãi của phần quá hạn"), "interest_overdue_vnd"),
        (_("Tiền nộp thừa đang giữ hộ"), "surplus_vnd"),
        (_("Trả hết trong ngày này"), "owed_vnd"),
    )
    lines = [(label, getattr(before, name), getattr(after, name)) for label, name in names]
    return [{"label": label, "before": was, "after": is_now, "by": is_now - was} for label, was, is_now in lines]

"""Paying a loan out at the office: who borrows without a group, or could not come to the session of their commune."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.core.vietnamese import format_number
from tantam.lending.commands.point_money import disburse
from tantam.lending.queries.loans import get_loan_page
from tantam.lending.queries.paying_out import get_left_to_pay_out
from tantam.web.asking import allowed, get_actor
from tantam.web.carrying_out import carried_out, keyed
from tantam.web.lending.loans.forms import PaidOut
from tantam.web.lending.loans.showing import loan_crumbs, look, shown_loan


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.disburse")
def pay_out(request: HttpRequest, number: str) -> HttpResponse:
    """Pay out what is left of a loan, or a part of it, in the presence of who borrows."""
    actor, today = get_actor(request), timezone.localdate()
    left = get_left_to_pay_out(scope=actor.scope, number=number, on=today)
    form = keyed(PaidOut, request, initial={"amount": format_number(left.left_vnd)})
    if request.method == "POST" and form.is_valid():
        given = {"session_id": None, "number": number, "amount_vnd": form.amount_vnd}
        if carried_out(request, form, disburse, **given):
            said = _("Đã giải ngân %(amount)s đồng tại trụ sở.") % {"amount": format_number(form.amount_vnd)}
            messages.success(request, said)
            return redirect("loan", number=number)
    look(request, number, purpose="CHI")
    page = get_loan_page(scope=actor.scope, number=number, on=today)
    context = {"form": form, "left": left, "loan": shown_loan(request, page), "crumbs": loan_crumbs(number)}
    return render(request, "lending/loan_pay_out.html", context)

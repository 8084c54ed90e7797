"""Money of one person at a session: repayments, disbursements, savings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.base.errors import Refusal
from tantam.lending.commands.point_money import disburse, take_repayment
from tantam.lending.commands.point_savings import pay_savings, take_savings
from tantam.lending.queries.to_disburse import list_to_disburse
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import show_refusal
from tantam.web.lending.sessions import forms
from tantam.web.lending.sessions.showing import answered, look, page_of, programme_of, session_crumbs, session_title


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.take_repayment")
def repayment(request: HttpRequest, session_id: int) -> HttpResponse:
    """Take principal and interest that a borrower pays in person."""
    page = page_of(request, session_id)
    first = {"request_key": new_request_key(), "number": request.GET.get("so", "")[:30]}
    form = forms.Repayment(request.POST or None, initial=first)

    def write() -> str:
        typed = form.cleaned_data
        ask(
            take_repayment,
            asked=asked_by(request),
            session_id=session_id,
            number=typed["number"].strip(),
            interest_vnd=typed["interest"] or 0,
            principal_vnd=typed["principal"] or 0,
        )
        return _("Đã thu nợ của khoản vay %(number)s.") % {"number": typed["number"]}

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("session", args=[session_id]),
        title=_("Thu nợ của người vay"),
        note=session_title(page),
        action=_("Ghi thu nợ"),
        crumbs=session_crumbs(page),
        back=reverse("session", args=[session_id]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.take_savings", "lending.pay_savings")
def savings(request: HttpRequest, session_id: int) -> HttpResponse:
    """Take savings of a member, or pay them out."""
    page = page_of(request, session_id)
    form = forms.Savings(request.POST or None, initial={"request_key": new_request_key()})

    def write() -> str:
        typed = form.cleaned_data
        run = take_savings if typed["way"] == "in" else pay_savings
        ask(
            run,
            asked=asked_by(request),
            session_id=session_id,
            household_code=typed["household"].strip(),
            amount_vnd=typed["amount"],
        )
        return _("Đã ghi tiền gửi của hộ %(code)s.") % {"code": typed["household"]}

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("session", args=[session_id]),
        title=_("Tiền gửi tổ viên"),
        note=session_title(page),
        action=_("Ghi tiền gửi"),
        crumbs=session_crumbs(page),
        back=reverse("session", args=[session_id]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.disburse")
def disbursement(request: HttpRequest, session_id: int) -> HttpResponse:
    """Pay approved loans out, one or all of the list; each is a request of its own, so that none waits for another."""
    page = page_of(request, session_id)
    look(request, page.point_id, purpose=f"DISBURSE {page.day:%Y-%m-%d}")
    waiting = list_to_disburse(scope=get_actor(request).scope, session_id=session_id)
    amounts = {line.number: line.left_vnd for line in waiting}
    form = forms.Disbursement(
        request.POST or None,
        initial={"request_key": new_request_key()},
        loans=[(line.number, line.number) for line in waiting],
    )
    if request.method == "POST" and form.is_valid():
        done = 0
        for number in form.cleaned_data["loans"]:
            asked = asked_by(request, key=f"{form.cleaned_data['request_key'] or new_request_key()}:{number}")
            try:
                ask(disburse, asked=asked, session_id=session_id, number=number, amount_vnd=amounts[number])
                done += 1
            except Refusal as problem:
                show_refusal(form, problem)
        if done:
            words = ngettext("Đã giải ngân %(count)d khoản vay.", "Đã giải ngân %(count)d khoản vay.", done)
            messages.success(request, words % {"count": done})
        if not form.errors:
            return redirect("session", session_id=session_id)
    context = {
        "form": form,
        "page": page,
        "title": session_title(page),
        "lines": [(line, programme_of(line.programme)) for line in waiting],
        "total_vnd": sum(amounts.values()),
        "ticked": set(request.POST.getlist("loans")) if form.is_bound else set(amounts),
        "crumbs": session_crumbs(page),
    }
    return render(request, "lending/sessions/disburse.html", context)

"""A payment at the office: typed, shown as it will be shared out, and only then written down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.base.commands import was_carried_out
from tantam.base.errors import Refusal
from tantam.core.loans.balances import Split
from tantam.core.loans.events import Towards
from tantam.core.vietnamese import format_number
from tantam.lending.commands.collecting import record_payment
from tantam.lending.queries.loans import LoanPage, get_loan_page
from tantam.lending.queries.trying import TriedPayment, try_payment
from tantam.web.asking import allowed, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import carried_out, show_refusal
from tantam.web.lending.loans.forms import TOWARDS, Payment
from tantam.web.lending.loans.showing import loan_crumbs, look, shown_loan

# What the reader's button asks for; without any, what was typed is shown as it will be shared out.
WRITE, CHANGE = "ghi", "sua"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.record_payment")
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Take a payment of a borrower at the office."""
    today = timezone.localdate()
    if request.method != "POST":
        first = {"request_key": new_request_key(), "on": today, "towards": Towards.ANYTHING.value}
        return _form(request, number, Payment(initial=first, today=today))
    form = Payment(request.POST, today=today)
    step = request.POST.get("buoc")
    if step == WRITE and was_carried_out(asked_by(request).request_key):  # sent twice: what it did is done
        return redirect("loan", number=number)
    return _answer(request, number, form, step=step)


def _answer(request: HttpRequest, number: str, form: Payment, *, step: str | None) -> HttpResponse:
    if not form.is_valid() or step == CHANGE:
        return _form(request, number, form)
    try:
        tried = _tried(request, number, form)
    except Refusal as problem:
        show_refusal(form, problem)
        return _form(request, number, form)
    if step == WRITE and form.cleaned_data["shown"] == _told(tried.split):
        return _write(request, number, form, tried)
    return _check(request, number, form, tried, has_changed=step == WRITE)


def _write(request: HttpRequest, number: str, form: Payment, tried: TriedPayment) -> HttpResponse:
    given = {name: form.cleaned_data[name] for name in ("on", "towards")}
    if not carried_out(request, form, record_payment, number=number, amount_vnd=form.amount_vnd, **given):
        return _form(request, number, form)
    messages.success(request, _said(form.amount_vnd, tried.split))
    return redirect("loan", number=number)


def _tried(request: HttpRequest, number: str, form: Payment) -> TriedPayment:
    return try_payment(
        scope=get_actor(request).scope,
        number=number,
        on=form.cleaned_data["on"],
        amount_vnd=form.amount_vnd,
        towards=Towards(form.cleaned_data["towards"]),
        today=form.today,
    )


def _form(request: HttpRequest, number: str, form: Payment) -> HttpResponse:
    page = _looked_page(request, number, form)
    context = {"form": form, "loan": shown_loan(request, page), "crumbs": loan_crumbs(number)}
    return render(request, "lending/loan_pay.html", context)


def _check(
    request: HttpRequest, number: str, form: Payment, tried: TriedPayment, *, has_changed: bool = False
) -> HttpResponse:
    page = _looked_page(request, number, form)
    given = form.cleaned_data
    context = {
        "loan": shown_loan(request, page),
        "tried": tried,
        "amount_vnd": form.amount_vnd,
        "on": given["on"],
        "towards_label": dict(TOWARDS)[given["towards"]],
        "hidden": {
            "amount": format_number(form.amount_vnd),
            "nghia_amount": str(form.amount_vnd),
            "towards": given["towards"],
            "on": f"{given['on']:%d/%m/%Y}",
            "shown": _told(tried.split),
            "request_key": given["request_key"],
        },
        "has_changed": has_changed,
        "crumbs": loan_crumbs(number),
    }
    return render(request, "lending/loan_pay_check.html", context)


def _looked_page(request: HttpRequest, number: str, form: Payment) -> LoanPage:
    """Return the loan for an answer that names its borrower; the look is written down first."""
    look(request, number, purpose="THU")
    return get_loan_page(scope=get_actor(request).scope, number=number, on=form.today)


def _told(split: Split) -> str:
    """Return the shares as the reader saw them: what is written down must be the same."""
    shares = (
        split.principal_overdue_vnd,
        split.principal_current_vnd,
        split.interest_overdue_vnd,
        split.interest_current_vnd,
        split.recovered_vnd,
        split.surplus_vnd,
    )
    return ":".join(str(vnd) for vnd in shares)


def _said(amount_vnd: int, split: Split) -> str:
    sentence = _("Đã thu %(amount)s đồng: nợ gốc %(principal)s, lãi %(interest)s.")
    shares = {"amount": amount_vnd, "principal": split.principal_vnd, "interest": split.interest_vnd}
    return sentence % {name: format_number(vnd) for name, vnd in shares.items()}

"""One loan: what was agreed, what it stands at, and how every đồng of that came about."""

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.core.loans.explaining import night_by_night
from tantam.core.loans.life import Stretch
from tantam.lending.queries.loans import get_loan_page, list_loan_postings
from tantam.lending.queries.savings import list_household_savings
from tantam.web.asking import allowed, get_actor
from tantam.web.lending.loans.forms import Sight
from tantam.web.lending.loans.showing import (
    BADGES,
    LOOK,
    event_lines,
    interest_sum,
    loan_crumbs,
    look,
    may_be_paid_out,
    may_move_money,
    nights_lines,
    shown_loan,
)
from tantam.web.plans.numbers import page_start, whole_number

NIGHTS_SHOWN: Final = 62


@require_safe
@never_cache
@allowed(LOOK)
def loan(request: HttpRequest, number: str) -> HttpResponse:
    """Show a loan as it stands when a day's nights are in, by what was known then; the look is written down first."""
    actor, today = get_actor(request), timezone.localdate()
    look(request, number)
    form, on, known_on = _sight(request, today)
    page = get_loan_page(scope=actor.scope, number=number, on=on, known_on=known_on)
    shown = shown_loan(request, page)
    is_now = on == today and known_on is None
    context: dict[str, Any] = {
        "loan": shown,
        "badge": BADGES[shown.state],
        "form": form,
        "filtered": not is_now,
        "on": on,
        "known_on": known_on,
        "is_ahead": on > today,
        "events": event_lines(page, actor=actor, is_now=is_now),
        "nights": nights_lines(page.story.stretches),
        "interest": interest_sum(page),
        "may_pay": is_now
        and page.story.balances.owed_vnd > 0
        and may_move_money(page, actor, "lending.record_payment"),
        "may_pay_out": is_now and may_be_paid_out(page, actor),
        "sees_book": actor.may("ledger.see_book"),
        "sees_household": actor.may("people.look_at_household"),
        "savings": list_household_savings(scope=actor.scope, household_id=page.household_id)
        if page.household_id
        else [],
        "sees_establishment": actor.may("people.look_at_establishment"),
        "crumbs": loan_crumbs(),
        "nights_query": _kept(request),
        **_one_stretch(request, page.story.stretches),
    }
    if context["sees_book"] and not shown.is_masked:
        context["postings"] = list_loan_postings(scope=actor.scope, page=page)
    return render(request, "lending/loan.html", context)


def _sight(request: HttpRequest, today: date) -> tuple[Sight, date, date | None]:
    """Return the form, the day to show, and by what day things were known; what cannot be read is said in the form."""
    given = {name: request.GET[name] for name in ("ngay", "biet_den") if request.GET.get(name)}
    form = Sight({"ngay": f"{today:%d/%m/%Y}"} | given)
    form.is_valid()
    known_on = form.cleaned_data.get("biet_den")
    if known_on is not None and known_on >= today:
        known_on = None
    return form, form.cleaned_data.get("ngay") or today, known_on


def _kept(request: HttpRequest) -> str:
    """Return the days that the address chose, to go before the number of a stretch."""
    chosen = {name: request.GET[name] for name in ("ngay", "biet_den") if request.GET.get(name)}
    return f"{urlencode(chosen)}&" if chosen else ""


def _one_stretch(request: HttpRequest, stretches: tuple[Stretch, ...]) -> dict[str, Any]:
    """Return the nights of the stretch that the address asks for, some at a time."""
    wanted = whole_number(request.GET.get("khoang"))
    if wanted is None or not 0 < wanted <= len(stretches):
        return {}
    count = stretches[wanted - 1].nights
    number, start = page_start(request.GET.get("page"), count=count, size=NIGHTS_SHOWN)
    nights = list(night_by_night([stretches[wanted - 1]]))[start : start + NIGHTS_SHOWN]
    return {
        "stretch_number": wanted,
        "single_nights": nights_lines(nights),
        "page_obj": Paginator(range(count), NIGHTS_SHOWN).get_page(number),
    }

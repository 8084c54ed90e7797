"""The calendar of sessions, what is due at one of them, and opening it."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tantam.lending.commands.sessions import open_session
from tantam.lending.queries.due import get_point_due
from tantam.lending.queries.points import get_point_page, list_visits
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.lending.sessions import forms
from tantam.web.lending.sessions.showing import SEE, answered, look, session_crumbs, session_tabs
from tantam.web.programmes.days import day_of


@require_safe
@never_cache
@allowed(SEE)
def sessions(request: HttpRequest) -> HttpResponse:
    """Show the sessions of a month, those of today first of all."""
    actor, today = get_actor(request), timezone.localdate()
    month = _month(request, today)
    visits = list_visits(scope=actor.scope, month=month)
    before, after = month - timedelta(days=1), month + timedelta(days=31)
    context: dict[str, Any] = {
        "tabs": session_tabs("sessions"),
        "visits": visits,
        "today": today,
        "today_visits": [line for line in visits if line.day == today],
        "month": month,
        "before": f"?thang={before.month}&nam={before.year}",
        "after": f"?thang={after.month}&nam={after.year}",
        "may_open": actor.may("lending.open_session"),
    }
    return render(request, "lending/sessions/sessions.html", context)


@require_safe
@never_cache
@allowed(SEE)
def due(request: HttpRequest, point_id: int) -> HttpResponse:
    """Show what is due at a point on a day, group by group; the look is written down."""
    actor = get_actor(request)
    day_form, on, _is_chosen = day_of(request)
    look(request, point_id, purpose="DUE")
    found = get_point_due(scope=actor.scope, point_id=point_id, day=on)
    totals = {
        name: sum(getattr(group, name) for group in found.groups)
        for name in ("interest_vnd", "due_vnd", "agreed_savings_vnd")
    }
    context = {"due": found, "day_form": day_form, "on": on, "totals": totals, "crumbs": session_crumbs()}
    return render(request, "lending/sessions/due.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.open_session")
def new(request: HttpRequest, point_id: int) -> HttpResponse:
    """Open the session of today at a point."""
    actor = get_actor(request)
    point = get_point_page(scope=actor.scope, point_id=point_id)
    first = {"request_key": new_request_key(), "day": timezone.localdate(), "leader_name": actor.name}
    form = forms.Opening(request.POST or None, initial=first)
    made: dict[str, int] = {}

    def write() -> str:
        typed = form.cleaned_data
        made["id"] = ask(
            open_session,
            asked=asked_by(request),
            point_id=point_id,
            day=typed["day"],
            reason=typed["reason"],
            leader_name=typed["leader_name"],
            controller_name=typed["controller_name"],
            teller_name=typed["teller_name"],
            brought_vnd=typed["brought"] or 0,
        )
        return _("Đã mở phiên giao dịch.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("session", args=[made["id"]]),
        title=_("Mở phiên giao dịch"),
        note=f"{point.name} · {point.commune}",
        action=_("Mở phiên"),
        crumbs=session_crumbs(),
    )


def _month(request: HttpRequest, today: date) -> date:
    """Return the first day of the month that the address asks for, or of this month."""
    form = forms.Month(request.GET)
    if form.is_valid():
        return date(form.cleaned_data["nam"], form.cleaned_data["thang"], 1)
    return today.replace(day=1)

"""The first screen after sign-in, and the list of all duties that its figures lead to."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tantam.base.asked import Actor, Scope
from tantam.core.duties import DutyState, Tally
from tantam.plans.queries.desk import (
    DutyFilter,
    count_duties,
    count_states,
    get_desk,
    list_duties,
    list_duty_periods,
)
from tantam.plans.queries.dossier_choices import get_dossier_desk
from tantam.plans.queries.review import count_waiting
from tantam.web.asking import actor_of, allowed, get_actor
from tantam.web.groups.showing import groups_today
from tantam.web.lending.requests.showing import requests_today
from tantam.web.people.lists.views import lists_today
from tantam.web.plans.numbers import page_start, whole_number
from tantam.web.rooms import list_rooms

PAGE_SIZE = 50
DESK = ("plans.see_own_work", "access.administer")
_ORDER = (
    DutyState.OPEN_OVERDUE,
    DutyState.OPEN_IN_TIME,
    DutyState.NOT_DUE,
    DutyState.DONE_ON_TIME,
    DutyState.DONE_LATE,
    DutyState.EXEMPT,
)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what needs the person today; a person without a role is told what to do."""
    if request.user.is_authenticated and actor_of(request) is None:
        return render(request, "web/account/home.html")
    return _desk(request)


@allowed(*DESK)
def _desk(request: HttpRequest) -> HttpResponse:
    actor = get_actor(request)
    today = timezone.localdate()
    context: dict[str, Any] = {
        "actor": actor,
        "today": today,
        "lists_today": lists_today(actor),
        "groups_today": groups_today(actor, today=today),
        "requests_today": requests_today(actor),
    }
    if actor.may("plans.save_text"):
        assert actor.unit_id is not None
        shown = get_desk(unit_id=actor.unit_id, scope=actor.scope, on=today)
        dossiers = get_dossier_desk(unit_id=actor.unit_id, on=today)
        may_sign = actor.may("plans.sign_off")
        context |= {
            "desk": shown,
            "dossiers": dossiers,
            "may_sign": may_sign,
            "figures": figures_of(shown.tally, reverse("duties")),
            "total": shown.tally.total,
            "nothing": not any(
                (shown.returned, shown.to_sign, shown.late, shown.drafts, shown.due, shown.contributions)
            )
            and not context["lists_today"]
            and not context["groups_today"]
            and not context["requests_today"]
            and not dossiers.asked
            and not (may_sign and dossiers.to_register),
        }
        return render(request, "plans/desk/desk.html", context)
    return render(request, "plans/desk/province.html", context | _province(request, actor))


desk.permissions = DESK  # type: ignore[attr-defined]


@require_safe
@allowed("plans.see_own_work")
def duties(request: HttpRequest) -> HttpResponse:
    """List duties, all or in one state or period: the unit's own, or those of all units in scope."""
    actor = get_actor(request)
    wide = not actor.may("plans.save_text")
    scope = actor.scope if wide else own_scope(actor)
    today = timezone.localdate()
    chosen = DutyFilter(
        state=next((state for state in DutyState if state.value == request.GET.get("state")), None),
        period_id=whole_number(request.GET.get("ky")),
        text=request.GET.get("q", "")[:100] if wide else "",
    )
    count = count_duties(scope=scope, on=today, chosen=chosen)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    context = {
        "lines": list_duties(scope=scope, on=today, chosen=chosen, start=start, count=PAGE_SIZE),
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "states": _ORDER,
        "periods": list_duty_periods(scope=scope),
        "chosen": chosen,
        "filtered": chosen != DutyFilter(),
        "wide": wide,
        "crumbs": [{"label": _("Việc của tôi"), "url": reverse("desk")}],
    }
    return render(request, "plans/desk/duties.html", context)


def own_scope(actor: Actor) -> Scope:
    """Return the scope of the actor's own unit alone."""
    return Scope(unit_ids=frozenset() if actor.unit_id is None else frozenset({actor.unit_id}))


def figures_of(tally: Tally, url: str) -> list[dict[str, Any]]:
    """Return the six counts, each with its way to its rows; with all duties they reconcile."""
    return [{"state": state.value, "count": tally.of(state), "url": f"{url}?state={state}"} for state in _ORDER]


def _province(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Return the desk of people who look after all units: the queue, the figures, the way on."""
    context: dict[str, Any] = {
        "rooms": [room for room in list_rooms(actor) if room.url != request.path],
    }
    if actor.may("plans.accept_submission"):
        context["waiting_count"], context["oldest"] = count_waiting(scope=actor.scope)
        context["reviews"] = True
    if actor.may("plans.see_plan"):
        tally = count_states(scope=actor.scope, on=timezone.localdate())
        context["tally"] = tally
        context["figures"] = figures_of(tally, reverse("duties"))
    return context

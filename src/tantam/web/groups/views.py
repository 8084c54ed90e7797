"""The groups of an area, and one of them, tab by tab: every look at a group's people is written down."""

from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.base.asked import Actor
from tantam.groups.papers.contracts import rate_words
from tantam.groups.queries.group import GroupPage, list_former_members
from tantam.groups.queries.lists import GroupFilter, count_groups, list_groups, list_organisations, list_states
from tantam.groups.queries.timeline import list_group_happenings
from tantam.people.queries.search import list_register_choices
from tantam.web.asking import allowed, get_actor, new_request_key
from tantam.web.fields import VietnameseDateField
from tantam.web.groups.showing import TABS, group_crumbs, group_tabs, list_tabs, looked_page, sight_of
from tantam.web.plans.numbers import page_start, whole_number

SEE = "groups.see_groups"
PAGE_SIZE = 50
DEEDS = (
    "form_group",
    "add_member",
    "end_membership",
    "move_member",
    "elect_board",
    "set_convention",
    "record_meeting",
    "ask_approval",
    "approve_group",
    "sign_authorisation",
    "set_contract_rate",
    "end_contract",
    "transfer_group",
    "dissolve_group",
)


@require_safe
@never_cache
@allowed(SEE)
def groups(request: HttpRequest) -> HttpResponse:
    """List groups by commune, village, organisation, state and words; a filter is an address."""
    actor, today = get_actor(request), timezone.localdate()
    chosen = chosen_of(request)
    count = count_groups(scope=actor.scope, chosen=chosen)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    context = {
        "lines": list_groups(scope=actor.scope, chosen=chosen, day=today, start=start, count=PAGE_SIZE),
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "choices": list_register_choices(scope=actor.scope, commune_id=chosen.commune_id),
        "organisations": list_organisations(),
        "states": list_states(),
        "chosen": chosen,
        "filtered": chosen != GroupFilter(),
        "may_form": actor.may("groups.form_group"),
        "tabs": list_tabs("groups"),
    }
    return render(request, "groups/groups.html", context)


@require_safe
@never_cache
@allowed("groups.look_at_group")
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Show a group as it is known now or was known on a day; the look is written down first."""
    actor = get_actor(request)
    known_on = _day(request.GET.get("biet-den", ""))
    page = looked_page(request, group_id, known_on=known_on)
    sight = sight_of(known_on)
    here = request.GET.get("muc", "")
    here = here if here in dict(TABS) else TABS[0][0]
    is_past = sight.day < timezone.localdate()
    context: dict[str, Any] = {
        "page": page,
        "here": here,
        "tabs": group_tabs(here, query=f"&biet-den={sight.day:%d/%m/%Y}" if is_past else ""),
        "crumbs": group_crumbs(),
        "known_on": sight.day if is_past else None,
        "may": _may(actor, page, is_past=is_past),
        "request_key": new_request_key(),
    }
    if here == "to-vien":
        context["former"] = list_former_members(scope=actor.scope, group_id=group_id, sight=sight)
    if here == "hop-dong":
        context["contracts"] = contracts_of(page)
    if here == "dien-bien":
        context["happenings"] = list_group_happenings(scope=actor.scope, group_id=group_id, sight=sight)
    return render(request, "groups/group.html", context)


def chosen_of(request: HttpRequest) -> GroupFilter:
    """Return which groups the address asks for."""
    organisation, state = request.GET.get("hoi", ""), request.GET.get("tt", "")
    return GroupFilter(
        text=request.GET.get("q", "")[:100],
        commune_id=whole_number(request.GET.get("xa")),
        village_id=whole_number(request.GET.get("thon")),
        organisation=organisation if organisation in dict(list_organisations()) else "",
        state=state if state in dict(list_states()) else "",
    )


def contracts_of(page: GroupPage) -> list[dict[str, Any]]:
    """Return the contracts of a page with their rates in words."""
    return [
        {
            "line": contract,
            "rates": [
                _("%(what)s: %(rate)s một tháng, từ ngày %(day)s")
                % {"what": rate.what_label, "rate": rate_words(rate.ppm_month), "day": f"{rate.starts_on:%d/%m/%Y}"}
                for rate in contract.rates
            ],
        }
        for contract in page.contracts
    ]


def _may(actor: Actor, page: GroupPage, *, is_past: bool) -> dict[str, bool]:
    """Return what the actor may do with a group in its state now."""
    if is_past:
        return {}
    waits, works = page.state == "WAITING", page.state == "ACTIVE"
    is_open = page.state in {"FORMING", "ACTIVE"}
    fits = {
        "approve_group": waits,
        "ask_approval": page.state == "FORMING",
        "sign_authorisation": works,
        "transfer_group": works,
    }
    may = {deed: actor.may(f"groups.{deed}") and fits.get(deed, is_open) for deed in DEEDS}
    return may | {"write_requests": works and actor.may("lending.write_requests")}


def _day(text: str) -> Any:
    try:
        return VietnameseDateField(required=False).clean(text[:20])
    except django_forms.ValidationError:
        return None

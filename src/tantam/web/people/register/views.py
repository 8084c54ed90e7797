"""Finding people, and one household: every look is written down."""

from datetime import date

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tantam.base.errors import AlreadyDone, Refusal
from tantam.people.commands.looking import look_at_household, reveal
from tantam.people.parts.register_filter import RegisterFilter
from tantam.people.queries.household import get_household_page
from tantam.people.queries.search import (
    count_households,
    find_household_by_number,
    list_register_choices,
    search_households,
)
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.fields import VietnameseDateField
from tantam.web.people.register import forms
from tantam.web.people.register.showing import (
    list_debts,
    list_whole_time_line,
    register_crumbs,
    sight_of,
    unmask_for_now,
    unmasked_until,
)
from tantam.web.people.tabs import register_tabs
from tantam.web.plans.numbers import page_start, whole_number

PAGE_SIZE = 50
# What the actor may do on the page of a household.
DEEDS = (
    "reveal",
    "change_person",
    "add_member",
    "end_membership",
    "record_status",
    "end_status",
    "withdraw_status",
    "record_fact",
)


@require_safe
@never_cache
@allowed("people.see_register")
def search(request: HttpRequest) -> HttpResponse:
    """List households by name, code, village and status; names may be typed without accents."""
    actor = get_actor(request)
    chosen = chosen_of(request)
    now, today = timezone.now(), timezone.localdate()
    count = count_households(scope=actor.scope, chosen=chosen, at=now, day=today)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    lines = search_households(scope=actor.scope, chosen=chosen, at=now, day=today, start=start, count=PAGE_SIZE)
    context = {
        "sees_lists": actor.may("people.see_lists"),
        "lines": lines,
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "choices": list_register_choices(scope=actor.scope, commune_id=chosen.commune_id),
        "chosen": chosen,
        "filtered": chosen != RegisterFilter(),
        "may_record": actor.may("people.record_household"),
        "may_export": actor.may("people.export_register"),
        "query": request.GET.urlencode(),
        "tabs": register_tabs(actor, here="people"),
    }
    return render(request, "people/register/search.html", context)


@require_POST
@allowed("people.see_register")
def find(request: HttpRequest) -> HttpResponse:
    """Find a household by the number of a card or a telephone; the number never stands in an address."""
    household_id = find_household_by_number(
        scope=get_actor(request).scope, number=request.POST.get("number", "")[:30], day=timezone.localdate()
    )
    if household_id is None:
        messages.error(request, _("Không có ai mang số này trong địa bàn của bạn. Hãy kiểm tra lại từng chữ số."))
        return redirect("people")
    return redirect("household", household_id=household_id)


@require_safe
@never_cache
@allowed("people.look_at_household")
def household(request: HttpRequest, household_id: int) -> HttpResponse:
    """Show a household, masked, as it is known now or was known on a day; the look is written down first."""
    actor = get_actor(request)
    ask(look_at_household, asked=asked_by(request, key=new_request_key()), household_id=household_id)
    known_on = _day(request.GET.get("biet-den", ""))
    sight = sight_of(request, household_id, known_on=known_on)
    page = get_household_page(scope=actor.scope, household_id=household_id, sight=sight)
    is_past = sight.day < timezone.localdate()
    context = {
        "page": page,
        "happenings": list_whole_time_line(scope=actor.scope, household_id=household_id, sight=sight),
        "debts": list_debts(page.debts, unmasked=sight.unmasked),
        "crumbs": register_crumbs(),
        "known_on": sight.day if is_past else None,
        "unmasked_until": unmasked_until(request, household_id),
        "may_see_loans": actor.may("lending.see_loans"),
        "may": {deed: actor.may(f"people.{deed}") and (deed == "reveal" or not is_past) for deed in DEEDS},
    }
    return render(request, "people/register/household.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.reveal")
def unmask(request: HttpRequest, household_id: int) -> HttpResponse:
    """Ask for what a household's protected fields are needed; show them for ten minutes."""
    page = get_household_page(
        scope=get_actor(request).scope, household_id=household_id, sight=sight_of(request, household_id)
    )
    form = forms.RevealForm(request.POST or None, initial={"request_key": new_request_key()})
    if request.method == "POST" and form.is_valid():
        try:
            reveal(
                asked=asked_by(request),
                household_id=household_id,
                purpose=form.cleaned_data["purpose"],
                reason=form.cleaned_data["reason"],
            )
        except AlreadyDone:  # a form that is sent again shows nothing for longer
            return redirect("household", household_id=household_id)
        except Refusal as problem:
            form.add_error(None, str(problem))
        else:
            unmask_for_now(request, household_id)
            return redirect("household", household_id=household_id)
    context = {
        "form": form,
        "page": page,
        "crumbs": register_crumbs(page),
        "title": _("Xem thông tin được bảo mật"),
        "note": _("Thông tin của riêng hộ này hiện trong 10 phút, hoặc đến khi bạn đăng xuất."),
        "action": _("Hiện thông tin"),
        "sign": "eye",
    }
    return render(request, "people/register/form.html", context)


def chosen_of(request: HttpRequest) -> RegisterFilter:
    """Return what of the register the address asks for."""
    return RegisterFilter(
        text=request.GET.get("q", "")[:100],
        kind=request.GET.get("dien", "")[:30],
        village_id=whole_number(request.GET.get("thon")),
        commune_id=whole_number(request.GET.get("xa")),
    )


def _day(text: str) -> date | None:
    try:
        found: date | None = VietnameseDateField(required=False).clean(text[:20])
    except django_forms.ValidationError:
        return None
    return found

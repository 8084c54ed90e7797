"""Finding establishments, and one with who acts for it, its loans and requests: a look at one is written down."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.lending.queries.loans import list_establishment_loans
from tantam.lending.queries.requests.lists import ListFilter, list_request_lists
from tantam.people.commands.establishments import look_at_establishment
from tantam.people.queries.establishments import (
    EstablishmentFilter,
    count_establishments,
    get_establishment_page,
    list_establishments,
    list_kinds,
)
from tantam.people.queries.search import list_register_choices
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.lending.loans.showing import BADGES, shown_loan
from tantam.web.lending.requests.showing import shown
from tantam.web.people.establishments.showing import establishment_crumbs
from tantam.web.people.tabs import register_tabs
from tantam.web.plans.numbers import page_start, whole_number

PAGE_SIZE = 50


@require_safe
@never_cache
@allowed("people.see_register")
def search(request: HttpRequest) -> HttpResponse:
    """List establishments by name, code, registration, kind and commune; a filter is an address."""
    actor = get_actor(request)
    kinds = list_kinds()
    kind = request.GET.get("loai", "")
    chosen = EstablishmentFilter(
        text=request.GET.get("q", "")[:100],
        kind=kind if kind in dict(kinds) else "",
        commune_id=whole_number(request.GET.get("xa")),
    )
    count = count_establishments(scope=actor.scope, chosen=chosen)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    context = {
        "lines": list_establishments(scope=actor.scope, chosen=chosen, start=start, count=PAGE_SIZE),
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "communes": list_register_choices(scope=actor.scope).communes,
        "kinds": kinds,
        "chosen": chosen,
        "filtered": chosen != EstablishmentFilter(),
        "may_record": actor.may("people.record_establishment"),
        "tabs": register_tabs(actor, here="establishments"),
    }
    return render(request, "people/establishments/search.html", context)


@require_safe
@never_cache
@allowed("people.look_at_establishment")
def establishment(request: HttpRequest, establishment_id: int) -> HttpResponse:
    """Show an establishment with who acts for it; the look is written down first."""
    actor, today = get_actor(request), timezone.localdate()
    ask(
        look_at_establishment,
        asked=asked_by(request, key=new_request_key()),
        establishment_id=establishment_id,
    )
    page = get_establishment_page(scope=actor.scope, establishment_id=establishment_id)
    is_open = page.line.closed_on is None
    sees_loans, sees_requests = actor.may("lending.see_loans"), actor.may("lending.see_requests")
    loans = list_establishment_loans(scope=actor.scope, establishment_id=page.id, on=today) if sees_loans else []
    own = ListFilter(establishment_id=page.id)
    context = {
        "page": page,
        "sees_loans": sees_loans,
        "sees_requests": sees_requests,
        "loans": [shown_loan(request, one) for one in loans],
        "badges": BADGES,
        "lists": shown(list_request_lists(actor=actor, chosen=own), today=today) if sees_requests else [],
        "may_ask": is_open and actor.may("lending.write_establishment_request"),
        "may_change": is_open and actor.may("people.change_establishment"),
        "may_represent": is_open and actor.may("people.change_representative"),
        "may_close": is_open and actor.may("people.close_establishment"),
        "crumbs": establishment_crumbs(),
    }
    return render(request, "people/establishments/establishment.html", context)

"""A household's loans on a day, and its savings: what each stands at; the story of each is told on its own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.lending.queries.loans import list_household_loans
from tantam.lending.queries.savings import list_household_savings
from tantam.people.commands.looking import look_at_household
from tantam.people.queries.household import get_household_page
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.lending.loans.showing import BADGES, SEE, shown_loan
from tantam.web.people.register.showing import register_crumbs, sight_of
from tantam.web.programmes.days import day_of

# What is written to the audit as the purpose of the look.
PURPOSE = "LOANS"


@require_safe
@never_cache
@allowed(SEE)
def loans(request: HttpRequest, household_id: int) -> HttpResponse:
    """Show the loans of a household as they stand when the day's nights are in; the look is written down."""
    actor = get_actor(request)
    day_form, on, is_chosen = day_of(request)
    ask(look_at_household, asked=asked_by(request, key=new_request_key()), household_id=household_id, purpose=PURPOSE)
    household = get_household_page(scope=actor.scope, household_id=household_id, sight=sight_of(request, household_id))
    pages = list_household_loans(scope=actor.scope, household_id=household_id, on=on)
    context = {
        "household": household,
        "crumbs": register_crumbs(household),
        "day_form": day_form,
        "on": on,
        "is_chosen": is_chosen,
        "is_ahead": on > timezone.localdate(),
        "loans": [shown_loan(request, page) for page in pages],
        "savings": list_household_savings(scope=actor.scope, household_id=household_id),
        "badges": BADGES,
    }
    return render(request, "lending/household_loans.html", context)

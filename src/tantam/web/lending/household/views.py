"""A household's loans on a day: what each stands at, what happened, and how its interest came about."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.core.loans.explaining import Line
from tantam.core.loans.life import Stretch
from tantam.lending.queries.loans import LoanPage, Written, list_household_loans
from tantam.lending.wording.events import event_words
from tantam.lending.wording.points import points_words
from tantam.people.commands.looking import look_at_household
from tantam.people.queries.household import get_household_page
from tantam.programmes.wording.numbers import percent_words
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.people.register.showing import programme_shown, register_crumbs, sight_of
from tantam.web.programmes.days import day_of

# What is written to the audit as the purpose of the look.
PURPOSE = "LOANS"


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event of a loan with its words, and who wrote it down."""

    line: Line
    words: str
    amount_vnd: int | None
    written: Written


@dataclass(frozen=True, slots=True)
class NightsLine:
    """A stretch of nights with its interest in đồng and hundredths."""

    stretch: Stretch
    rate: str
    overdue_rate: str
    interest: str


@dataclass(frozen=True, slots=True)
class ShownLoan:
    """A loan as the page shows it."""

    page: LoanPage
    programme: str
    rate: str
    overdue_rate: str
    events: list[EventLine]
    nights: list[NightsLine]


@require_safe
@never_cache
@allowed("lending.see_loans")
def loans(request: HttpRequest, household_id: int) -> HttpResponse:
    """Show the loans of a household as they stand when the day's nights are in; the look is written down."""
    actor = get_actor(request)
    day_form, on, is_chosen = day_of(request)
    ask(look_at_household, asked=asked_by(request, key=new_request_key()), household_id=household_id, purpose=PURPOSE)
    sight = sight_of(request, household_id)
    household = get_household_page(scope=actor.scope, household_id=household_id, sight=sight)
    pages = list_household_loans(scope=actor.scope, household_id=household_id, on=on)
    context = {
        "household": household,
        "crumbs": register_crumbs(household),
        "day_form": day_form,
        "on": on,
        "is_chosen": is_chosen,
        "is_ahead": on > timezone.localdate(),
        "loans": [_shown(page, unmasked=sight.unmasked) for page in pages],
    }
    return render(request, "lending/household_loans.html", context)


def _shown(page: LoanPage, *, unmasked: bool) -> ShownLoan:
    events = [
        EventLine(
            line=line,
            words=event_words(line.event),
            amount_vnd=getattr(line.event, "amount_vnd", None),
            written=page.written[line.event.seq],
        )
        for line in page.story.lines
    ]
    return ShownLoan(
        page=page,
        programme=programme_shown(page.programme, unmasked=unmasked),
        rate=percent_words(page.terms.rate_ppm),
        overdue_rate=percent_words(page.terms.overdue_rate_ppm),
        events=events,
        nights=[_nights(stretch) for stretch in page.story.stretches],
    )


def _nights(stretch: Stretch) -> NightsLine:
    return NightsLine(
        stretch=stretch,
        rate=percent_words(stretch.rates.current_ppm),
        overdue_rate=percent_words(stretch.rates.overdue_ppm),
        interest=points_words(stretch.points_current + stretch.points_overdue),
    )

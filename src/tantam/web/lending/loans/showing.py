"""How a loan is shown: its events and nights in words, what of it is masked, the way back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tantam.base.asked import Actor
from tantam.core.loans.balances import Balances
from tantam.core.loans.events import Reversed, TakenOver
from tantam.core.loans.explaining import Line
from tantam.core.loans.life import Stretch
from tantam.lending.commands.looking import look_at_loan
from tantam.lending.queries.loans import LoanPage, Written
from tantam.lending.queries.portfolio import STATES
from tantam.lending.wording.events import event_words
from tantam.lending.wording.points import points_words
from tantam.programmes.queries.asking import protected_programmes
from tantam.programmes.wording.numbers import percent_words
from tantam.web.asking import ask, asked_by, new_request_key
from tantam.web.people.register.showing import programme_shown, unmasked_until
from tantam.web.rooms import may_open

SEE: Final = "lending.see_loans"
LOOK: Final = "lending.look_at_loan"
# The state of a loan as a badge: sign and colour of a state of work that means the like.
BADGES: Final = {
    "CURRENT": "OPEN_IN_TIME",
    "OVERDUE": "OPEN_OVERDUE",
    "NOT_DISBURSED": "NOT_DUE",
    "SETTLED": "DONE_ON_TIME",
    "WRITTEN_OFF": "EXEMPT",
}


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event of a loan with its words, who wrote it down, and whether the reader may take it back."""

    line: Line
    words: str
    amount_vnd: int | None
    written: Written
    session_url: str
    may_reverse: bool


@dataclass(frozen=True, slots=True)
class NightsLine:
    """A stretch of nights with its interest in đồng and hundredths; `number` tells it from the others."""

    number: int
    stretch: Stretch
    rate: str
    overdue_rate: str
    interest_current: str
    interest_overdue: str


@dataclass(frozen=True, slots=True)
class InterestSum:
    """How the interest owed came about: what was taken over, what nights brought, what was paid; in words."""

    taken_over_vnd: int
    nights: int
    borne: str
    paid_vnd: int
    written_off_vnd: int
    owed_vnd: int


@dataclass(frozen=True, slots=True)
class ShownLoan:
    """A loan as the pages show it."""

    page: LoanPage
    programme: str
    is_masked: bool
    rate: str
    overdue_rate: str
    state: str

    @property
    def state_label(self) -> str:
        """Return the words of the state."""
        return str(STATES[self.state])


def look(request: HttpRequest, number: str, *, purpose: str = "") -> None:
    """Write down that the reader looks at a loan.

    :raises OutOfScope: if there is no such loan in the scope.
    """
    ask(look_at_loan, asked=asked_by(request, key=new_request_key()), number=number, purpose=purpose)


def shown_loan(request: HttpRequest, page: LoanPage) -> ShownLoan:
    """Return a loan as this request may see it."""
    home = page.household_id
    unmasked = home is not None and unmasked_until(request, home) is not None
    return ShownLoan(
        page=page,
        programme=programme_shown(page.programme, unmasked=unmasked),
        is_masked=not unmasked and page.programme in protected_programmes(),
        rate=percent_words(page.terms.rate_ppm),
        overdue_rate=percent_words(page.terms.overdue_rate_ppm),
        state=state_of(page.story.balances),
    )


def state_of(balances: Balances) -> str:
    """Return the state of a loan that stands at these balances."""
    if balances.is_written_off:
        return "WRITTEN_OFF"
    if not balances.disbursed_vnd:
        return "NOT_DISBURSED"
    if balances.is_settled:
        return "SETTLED"
    return "OVERDUE" if balances.overdue_vnd else "CURRENT"


def may_move_money(page: LoanPage, actor: Actor, permission: str) -> bool:
    """Tell whether an actor may do something with a loan's money: only at the office that keeps it."""
    return actor.may(permission) and actor.scope.covers(page.office_id)


def may_be_paid_out(page: LoanPage, actor: Actor) -> bool:
    """Tell whether an actor may pay out what is left of a loan that began here."""
    began_here = not any(isinstance(line.event, TakenOver) for line in page.story.lines)
    left_vnd = page.terms.approved_vnd - page.story.balances.disbursed_vnd
    return began_here and left_vnd > 0 and may_move_money(page, actor, "lending.disburse")


def event_lines(page: LoanPage, *, actor: Actor, is_now: bool) -> list[EventLine]:
    """Return the events of a loan; what is seen as of another day is not taken back from there."""
    may = is_now and may_move_money(page, actor, "lending.reverse_event")
    return [_event_line(line, page.written[line.event.seq], actor, may=may) for line in page.story.lines]


def _event_line(line: Line, written: Written, actor: Actor, *, may: bool) -> EventLine:
    stays = isinstance(line.event, TakenOver | Reversed) or line.taken_back_by is not None
    return EventLine(
        line=line,
        words=event_words(line.event),
        amount_vnd=getattr(line.event, "amount_vnd", None),
        written=written,
        session_url=_session_url(written.session_id, actor),
        may_reverse=may and not stays and not written.is_of_open_session and written.by_id != actor.user_id,
    )


def _session_url(session_id: int | None, actor: Actor) -> str:
    """Return the address of a session that the reader may open."""
    if session_id is None:
        return ""
    url = reverse("session", args=[session_id])
    return url if may_open(actor, url) else ""


def nights_lines(stretches: Iterable[Stretch]) -> list[NightsLine]:
    """Return stretches with their rates and interest in words, numbered from 1."""
    return [
        NightsLine(
            number=number,
            stretch=stretch,
            rate=percent_words(stretch.rates.current_ppm),
            overdue_rate=percent_words(stretch.rates.overdue_ppm),
            interest_current=points_words(stretch.points_current),
            interest_overdue=points_words(stretch.points_overdue),
        )
        for number, stretch in enumerate(stretches, start=1)
    ]


def interest_sum(page: LoanPage) -> InterestSum:
    """Return how the interest that a loan owes came about."""
    story, balances = page.story, page.story.balances
    taken = [line.event for line in story.lines if isinstance(line.event, TakenOver)]
    points = sum(each.points_current + each.points_overdue for each in story.stretches)
    return InterestSum(
        taken_over_vnd=sum(event.interest_current_vnd + event.interest_overdue_vnd for event in taken),
        nights=sum(each.nights for each in story.stretches),
        borne=points_words(points),
        paid_vnd=balances.interest_current_paid_vnd + balances.interest_overdue_paid_vnd,
        written_off_vnd=balances.interest_written_off_vnd,
        owed_vnd=balances.interest_vnd,
    )


def loan_crumbs(number: str = "") -> list[dict[str, Any]]:
    """Return the way back to the list of loans, and to a loan."""
    crumbs = [{"label": _("Khoản vay"), "url": reverse("loans")}]
    if number:
        crumbs.append({"label": number, "url": reverse("loan", args=[number])})
    return crumbs

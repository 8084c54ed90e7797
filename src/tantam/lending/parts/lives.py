"""Lives of loans: read whole, added to, and their balances kept."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.core.loans.balances import Balances
from tantam.core.loans.checking import object_to
from tantam.core.loans.course import NIGHT, Course
from tantam.core.loans.events import Event
from tantam.core.loans.life import difference, fold, standing
from tantam.core.loans.terms import LoanTerms
from tantam.lending.models import Loan, LoanBalance, LoanEvent, PlannedInstalment
from tantam.lending.parts.rows import BALANCE_FIELDS, balances_of, event_of, row_values, terms_of
from tantam.lending.wording.objections import UnableToRecord, objection_words

CHANGED_BY_TIME: Final = frozenset({"overdue_vnd", "points_current", "points_overdue"})


@dataclass(frozen=True, slots=True)
class Life:
    """A loan with its terms and all its events, in the order in which they were written."""

    loan: Loan
    terms: LoanTerms
    events: tuple[Event, ...]

    @property
    def next_seq(self) -> int:
        """Return the number of the next event."""
        return self.events[-1].seq + 1 if self.events else 1

    def at(self, day: date) -> Balances:
        """Return what the loan stands at on a day."""
        return fold(self.terms, self.events, on=day)


def hold(loan_ids: Collection[int]) -> None:
    """Keep others from the balances of loans until the transaction ends, always in the order of their numbers."""
    rows = LoanBalance.objects.select_for_update().filter(loan_id__in=loan_ids).order_by("loan_id")
    list(rows.values_list("loan_id", flat=True))


def read_lives(loans: Collection[Loan]) -> dict[int, Life]:
    """Return the lives of loans by their ids; two queries however many they are."""
    ids = [loan.pk for loan in loans]
    instalments: dict[int, list[PlannedInstalment]] = defaultdict(list)
    for instalment in PlannedInstalment.objects.filter(loan_id__in=ids):
        instalments[instalment.loan_id].append(instalment)
    events: dict[int, list[Event]] = defaultdict(list)
    for row in LoanEvent.objects.filter(loan_id__in=ids).order_by("loan_id", "seq"):
        events[row.loan_id].append(event_of(row))
    return {
        loan.pk: Life(loan=loan, terms=terms_of(loan, instalments[loan.pk]), events=tuple(events[loan.pk]))
        for loan in loans
    }


def kept_balances(loan: Loan, *, day: date) -> Balances:
    """Return what the ledger was last told of a loan, as if nothing had turned until a day.

    :raises UnableToRecord: if nothing is kept of it.
    """
    row = LoanBalance.objects.filter(loan=loan).first()
    if row is None:
        raise in_doubt(loan)
    return replace(balances_of(row), day=day)


def refuse_if_in_doubt(loan: Loan, *, kept: Balances, folded: Balances) -> None:
    """Refuse to go on with a loan whose kept balances are not what its events come to, but for what time changes.

    :raises UnableToRecord: a difference would be posted as if money had moved.
    """
    if difference(kept, folded).keys() - CHANGED_BY_TIME:
        raise in_doubt(loan)


def in_doubt(loan: Loan) -> UnableToRecord:
    """Return the refusal of whatever would touch a loan whose kept balances cannot be trusted."""
    sentence = _("Khoản vay %(number)s: số dư đang giữ không khớp giao dịch. Hãy báo quản trị chạy tantam book verify.")
    return UnableToRecord(sentence % {"number": loan.number})


def add_event(
    life: Life, event: Event, *, asked: Asked, closed_until: date | None, reason: str = "", keep_on: date | None = None
) -> Life:
    """Write an event down and the balances that the loan comes to today, or on `keep_on`; return the life with it.

    The loan is held by the caller. `closed_until` is the last closed day of the book, or None for a correction that
    may reach back before it.

    :raises UnableToRecord: with the reason, if the loan, the day or the money do not allow it.
    """
    objected = object_to(event, terms=life.terms, events=life.events, today=asked.book_date, closed_until=closed_until)
    if objected is not None:
        raise UnableToRecord(objection_words(objected, number=life.loan.number))
    LoanEvent.objects.create(
        loan=life.loan,
        **row_values(event),
        reason=reason,
        recorded_by=asked.actor_id,
        recorded_by_name=asked.actor.name,
        recorded_at=asked.at,
    )
    longer = Life(loan=life.loan, terms=life.terms, events=(*life.events, event))
    keep_balance(longer, day=keep_on or asked.book_date)
    return longer


def keep_balance(life: Life, *, day: date) -> None:
    """Write down what the loan stands at on a day."""
    balances = life.at(day)
    values = {name: getattr(balances, name) for name in BALANCE_FIELDS}
    values |= {"events": life.next_seq - 1, "next_turn_on": next_turn_of(life, balances)}
    LoanBalance.objects.update_or_create(loan=life.loan, defaults=values)


def next_turn_of(life: Life, balances: Balances) -> date | None:
    """Return the next day at whose end something turns for a loan; its balances' own day has not ended yet."""
    if not balances.principal_vnd:
        return None
    return Course(life.terms, standing(life.events)).next_turn(balances.day - NIGHT)

"""Lives of loans: read whole, added to, and their balances kept."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.core.loans.balances import Balances
from tantam.core.loans.checking import object_to
from tantam.core.loans.course import Course
from tantam.core.loans.events import Event, Frozen, RateChanged, Replanned, WrittenOff
from tantam.core.loans.keeping import look_ahead
from tantam.core.loans.life import difference, fold, standing
from tantam.core.loans.terms import LoanTerms
from tantam.lending.models import Loan, LoanBalance, LoanEvent, PlannedInstalment
from tantam.lending.parts.accruing import Standing
from tantam.lending.parts.rows import event_of, kept_values, row_values, standing_of, terms_of
from tantam.lending.wording.objections import UnableToRecord, objection_words

_OTHERWISE: Final = (Replanned, RateChanged, Frozen, WrittenOff)
CHANGED_BY_TIME: Final = frozenset({"overdue_vnd", "points_current", "points_overdue"})


@dataclass(frozen=True, slots=True)
class Life:
    """A loan with its terms and all its events, in the order in which they were written."""

    loan: Loan
    terms: LoanTerms
    events: tuple[Event, ...]
    _folded: dict[date, Balances] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def next_seq(self) -> int:
        """Return the number of the next event."""
        return self.events[-1].seq + 1 if self.events else 1

    def at(self, day: date) -> Balances:
        """Return what the loan stands at on a day."""
        if day not in self._folded:
            self._folded[day] = fold(self.terms, self.events, on=day)
        return self._folded[day]


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


def read_standings(loans: Collection[Loan]) -> dict[int, Standing]:
    """Return what the ledger was last told of loans, by their ids; one query however many they are.

    :raises UnableToRecord: if nothing is kept of one of them.
    """
    found = {row.loan_id: standing_of(row) for row in LoanBalance.objects.filter(loan__in=[loan.pk for loan in loans])}
    for loan in loans:
        if loan.pk not in found:
            raise in_doubt(loan)
    return found


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
    life: Life,
    event: Event,
    *,
    asked: Asked,
    closed_until: date | None,
    reason: str = "",
    voucher_id: int | None = None,
) -> Life:
    """Write an event down and return the life with it; what the loan comes to is kept by the caller, who holds it.

    `closed_until` is the last closed day of the book, or None for a correction that may reach back before it.

    :raises UnableToRecord: with the reason, if the loan, the day or the money do not allow it.
    """
    objected = object_to(event, terms=life.terms, events=life.events, today=asked.book_date, closed_until=closed_until)
    if objected is not None:
        raise UnableToRecord(objection_words(objected, number=life.loan.number))
    LoanEvent.objects.create(
        loan=life.loan,
        **row_values(event),
        voucher_id=voucher_id,
        reason=reason,
        recorded_by=asked.actor_id,
        recorded_by_name=asked.actor.name,
        recorded_at=asked.at,
    )
    return Life(loan=life.loan, terms=life.terms, events=(*life.events, event))


def keep_balance(life: Life, stands: Standing) -> None:
    """Write down what the loan stands at."""
    values = kept_values(stands) | {"events": life.next_seq - 1, "follows_plan": follows_plan(life)}
    if not LoanBalance.objects.filter(loan=life.loan).update(**values):
        LoanBalance.objects.create(loan=life.loan, office_id=life.loan.office_id, **values)


def standing_at(life: Life, day: date) -> Standing:
    """Return what a loan stands at on a day, whose end is still to come, and what holds from then on."""
    balances = life.at(day)
    return Standing(balances, look_ahead(Course(life.terms, standing(life.events)), balances))


def follows_plan(life: Life) -> bool:
    """Tell whether nothing but the agreed plan turns the loan."""
    return not any(isinstance(event, _OTHERWISE) for event in standing(life.events))

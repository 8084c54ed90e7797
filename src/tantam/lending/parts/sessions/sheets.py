"""What a group's sheet comes to: every row is settled from what its loan's row keeps, or from the loan's whole life.

From the row, where the loan only went on since; from its life, where something turned that no close has posted yet,
where it was paid today already, or where something but the plan holds for it. Both come to the same.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from tantam.core.loans.checking import Objected, object_to
from tantam.core.loans.events import Paid, Towards
from tantam.core.loans.paying import Settled, goes_on, pay
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Line
from tantam.lending.models import Loan
from tantam.lending.parts.accounting import kind_of_passed, pair, positions
from tantam.lending.parts.accruing import BucketKey, Change, Standing, changes_of
from tantam.lending.parts.lives import Life, in_doubt, read_lives, read_standings, refuse_if_in_doubt, standing_at
from tantam.lending.parts.sessions.sheet_rows import SheetLoan, SheetPayment
from tantam.lending.parts.sessions.vouchers import CASH_AT_POINT
from tantam.lending.wording.objections import UnableToRecord, objection_words


class SheetRow(NamedTuple):
    """What one loan's borrower hands in, in đồng."""

    number: str
    interest_vnd: int
    principal_vnd: int


class Circumstance(NamedTuple):
    """Where and when a sheet is taken: the office, today, and the last closed day of its book."""

    office_id: int
    today: date
    closed_until: date | None


@dataclass(slots=True)
class Outcome:
    """What a sheet comes to, or why it is refused, loan by loan.

    `moved` are positions of accounts (debit +, credit -) by the kind of transfer, "" being each account's own;
    `settled` are (loan, seq of its last event, how), `lives` those whose row is reckoned anew,
    with what they stand at.
    """

    payments: list[SheetPayment] = field(default_factory=list)
    settled: list[tuple[int, int, Settled]] = field(default_factory=list)
    lives: list[tuple[Life, Standing]] = field(default_factory=list)
    moved: dict[str, dict[AccountKey, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    changes: list[Change] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def lines(self, reference: str) -> list[Line]:
        """Return the transfers, few of them, whatever the number of loans."""
        return [line for kind, moved in self.moved.items() for line in pair(moved, kind=kind, reference=reference)]


def settle_rows(rows: Sequence[SheetRow], loans: Mapping[str, SheetLoan], *, where: Circumstance) -> Outcome:
    """Return what the rows come to; no loan twice among them, all loans held."""
    outcome = Outcome()
    whole: list[SheetRow] = []
    totals: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    principal: dict[tuple[str, str, int, bool], int] = defaultdict(int)
    today = where.today
    for row in rows:
        loan = loans[row.number]
        if not _may_be_settled_from_row(loan, today):
            whole.append(row)
            continue
        found = pay(loan.kept, on=today, interest_vnd=row.interest_vnd, principal_vnd=row.principal_vnd)
        if isinstance(found, Objected):
            outcome.reasons.append(objection_words(found, number=row.number))
            continue
        seq = loan.events
        for amount_vnd, towards in ((row.interest_vnd, "INTEREST"), (row.principal_vnd, "PRINCIPAL")):
            if amount_vnd:
                seq += 1
                outcome.payments.append(SheetPayment(loan.id, seq, amount_vnd, towards))
        outcome.settled.append((loan.id, seq, found))
        total = totals[loan.source, loan.programme]
        total[0] += found.principal_overdue_vnd
        total[1] += found.principal_current_vnd
        total[2] += found.interest_overdue_vnd
        total[3] += found.interest_current_vnd
        if row.principal_vnd:
            place, kept = (loan.source, loan.programme), loan.kept
            principal[*place, kept.overdue_rate_ppm, True] -= found.principal_overdue_vnd
            principal[*place, kept.rate_ppm, False] -= found.principal_current_vnd
    _move_totals(outcome, totals)
    for (source, programme, rate_ppm, is_overdue), vnd in principal.items():
        key = BucketKey(where.office_id, source, programme, rate_ppm, is_overdue)
        outcome.changes.append(Change(key, where.today, vnd, 0))
    _settle_whole(outcome, whole, loans, where=where)
    return outcome


def _may_be_settled_from_row(loan: SheetLoan, today: date) -> bool:
    """Tell whether nothing but nights came since the row was kept, and nothing is written down on the day or later."""
    booked_on = loan.last_booked_on
    return loan.only_goes_on and booked_on is not None and booked_on < today and goes_on(loan.kept, today)


def _move_totals(outcome: Outcome, totals: Mapping[tuple[str, str], Sequence[int]]) -> None:
    moved = outcome.moved[""]
    for place, (principal_overdue, principal_current, interest_overdue, interest_current) in totals.items():
        moved[AccountKey("LOANS_OVERDUE", *place)] -= principal_overdue
        moved[AccountKey("LOANS_CURRENT", *place)] -= principal_current
        moved[AccountKey("INTEREST_INCOME", *place)] -= interest_overdue
        moved[AccountKey("INTEREST_RECEIVABLE", *place)] -= interest_current
        moved[AccountKey("MEMO_INTEREST_OVERDUE", *place)] -= interest_overdue
        moved[AccountKey("MEMO_CONTRA")] += interest_overdue
        moved[CASH_AT_POINT] += principal_overdue + principal_current + interest_overdue + interest_current


def _settle_whole(
    outcome: Outcome, rows: Sequence[SheetRow], loans: Mapping[str, SheetLoan], *, where: Circumstance
) -> None:
    """Settle rows by folding their loans."""
    if not rows:
        return
    whole = list(Loan.objects.filter(pk__in=[loans[row.number].id for row in rows]))
    lives = {life.loan.number: life for life in read_lives(whole).values()}
    told = read_standings(whole)
    for row in rows:
        try:
            life = lives[row.number]
            _pay_life(outcome, life, row, told=told[life.loan.pk], where=where)
        except UnableToRecord as refused:
            outcome.reasons.append(str(refused))


def _pay_life(outcome: Outcome, life: Life, row: SheetRow, *, told: Standing, where: Circumstance) -> None:
    """Add a loan's payments to an outcome, with what fell due since its row was kept.

    :raises UnableToRecord: with the reason, if the loan does not allow them.
    """
    loan, today, longer = life.loan, where.today, life
    payments = []
    for amount_vnd, towards in ((row.interest_vnd, Towards.INTEREST), (row.principal_vnd, Towards.PRINCIPAL)):
        if not amount_vnd:
            continue
        event = Paid(seq=longer.next_seq, on=today, booked_on=today, amount_vnd=amount_vnd, towards=towards)
        objected = object_to(
            event, terms=life.terms, events=longer.events, today=today, closed_until=where.closed_until
        )
        if objected is not None:
            raise UnableToRecord(objection_words(objected, number=loan.number))
        payments.append(SheetPayment(loan.pk, event.seq, amount_vnd, towards.value))
        longer = Life(loan=loan, terms=life.terms, events=(*longer.events, event))
    kept, before, after = told.carried(today), life.at(today), standing_at(longer, today)
    refuse_if_in_doubt(loan, kept=kept, folded=before)
    for kind, earlier, later in ((kind_of_passed(kept, before), kept, before), ("", before, after.balances)):
        for key, vnd in positions(loan, before=earlier, after=later, money=CASH_AT_POINT).items():
            outcome.moved[kind][key] += vnd
    outcome.payments.extend(payments)
    outcome.lives.append((longer, after))
    outcome.changes.extend(changes_of(loan, before=told, after=after))


def reason_of_missing(number: str, *, office_id: int) -> str:
    """Return why a row's loan was not found: not there, of others, or kept without balances."""
    unkept = Loan.objects.filter(number=number, office_id=office_id, balance=None).first()
    if unkept is not None:
        return str(in_doubt(unkept))
    return _("Khoản vay %(number)s không phải của Tổ này tại đơn vị này.") % {"number": number}

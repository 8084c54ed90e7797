"""Daily rest: after each payment the rest of the schedule is drawn again from the real balance.

Rows that fell due before the payment stay. The row in which it falls bears interest on the real balance up to
the business date; principal still overdue then is taken as paid on that day, so that the rows after it keep
their course. Money paid before it is due lowers the principal, and what goes beyond the row's own principal
lowers the later instalments, drops the last ones, or skips the next (`Prepayment`). Each stretch of interest is
rounded (the convention of Apache Fineract's cumulative schedules).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from tantam.core.schedules.claims import PaidRow, Part, Split
from tantam.core.schedules.day_counts import Period
from tantam.core.schedules.drawing import level_of
from tantam.core.schedules.level import level_instalment
from tantam.core.schedules.levelling import Disbursed
from tantam.core.schedules.rounding import rounded
from tantam.core.schedules.servicing import DayEnded, PayOff, Repaid, Serviced, ServicedRow, SplitRepayment
from tantam.core.schedules.terms import (
    Amortization,
    ImpossibleTerms,
    Instalment,
    InterestMethod,
    ScheduleTerms,
    share_of_year,
)


class Rest(StrEnum):
    """From when a payment lowers the balance that bears interest: at once, or from the next due date."""

    DAILY = "DAILY"
    SAME_AS_REPAYMENT = "SAME_AS_REPAYMENT"


class Prepayment(StrEnum):
    """What money beyond an instalment's principal does to the later ones."""

    REDUCE_INSTALMENT = "REDUCE_INSTALMENT"
    REDUCE_NUMBER = "REDUCE_NUMBER"
    SKIP_NEXT = "SKIP_NEXT"


@dataclass(frozen=True, slots=True)
class RedrawingRules:
    """How the rest is drawn; `compounds` lets overdue interest bear interest like overdue principal.

    `order` is that of the parts inside an instalment that is due.
    """

    rest: Rest = Rest.DAILY
    prepayment: Prepayment = Prepayment.REDUCE_INSTALMENT
    compounds: bool = False
    order: tuple[Part, ...] = (Part.PENALTY, Part.FEE, Part.INTEREST, Part.PRINCIPAL)


@dataclass(slots=True)
class _Row:
    """What was drawn and paid of one period; `credit` is what earlier prepayment leaves to skip."""

    period: Period
    paid: PaidRow
    level: int = 0
    credit: int = 0
    drawn: Instalment | None = None
    principal_paid: list[tuple[date, int]] = field(default_factory=list)
    interest_paid: list[tuple[date, int]] = field(default_factory=list)

    def unpaid_principal(self, on: date) -> int:
        """Return the principal of the row that was not paid by a day."""
        paid = sum(amount for day, amount in self.principal_paid if day <= on)
        return max(self.drawn.principal - paid, 0) if self.drawn else 0

    def unpaid_interest(self, on: date) -> int:
        """Return the interest of the row that was not paid by a day."""
        paid = sum(amount for day, amount in self.interest_paid if day <= on)
        return max(self.drawn.interest - paid, 0) if self.drawn else 0


@dataclass(slots=True)
class Redrawing:
    """A schedule that is drawn again as money is paid out and comes back."""

    terms: ScheduleTerms
    rules: RedrawingRules
    _rows: list[_Row] = field(default_factory=list)
    _disbursed: list[Disbursed] = field(default_factory=list)
    _splits: list[SplitRepayment] = field(default_factory=list)

    @classmethod
    def of(cls, terms: ScheduleTerms, rules: RedrawingRules) -> "Redrawing":
        """Return the schedule before anything was paid out; its level is that of the terms."""
        if terms.amortization is not Amortization.EQUAL_INSTALMENT or terms.interest_method is InterestMethod.FLAT:
            raise ImpossibleTerms("only level instalments on the balance are drawn again from the real balance")
        level = level_of(terms)
        rows = [_Row(period, PaidRow(period.due_on), level) for period in terms.periods]
        return cls(terms, rules, rows)

    # ---- what happens ---------------------------------------------------------------------------------

    def disburse(self, disbursed: Disbursed) -> None:
        """Pay principal out and draw the rest again."""
        self._disbursed.append(disbursed)
        self._draw_from(self._place(disbursed.on), business_date=disbursed.on)

    def end_day(self, day: date) -> None:
        """Draw the rest again as the balance stands at the end of a day."""
        self._draw_from(self._place(day), business_date=day)

    def repay(self, repaid: Repaid, *, booked_on: date | None = None) -> Split:
        """Take a payment: what is due first, oldest first, the rest as principal in advance.

        :raises ImpossibleTerms: if the payment is negative.
        """
        day, left = repaid.paid_on, repaid.amount
        place = self._place(day)
        self._draw_from(place, business_date=max(day, booked_on or day))
        met = {Part.INTEREST: 0, Part.PRINCIPAL: 0}
        for row in self._rows[:place]:
            left -= self._meet(row, left, day, met)
        if place < len(self._rows):
            row = self._rows[place]
            is_due = row.period.due_on == day or self.rules.rest is Rest.SAME_AS_REPAYMENT
            if is_due:
                left -= self._meet(row, left, day, met)
            left -= self._prepay(row, left, day, met)
            self._draw_from(place, business_date=max(day, booked_on or day))
            if self._owed() == 0:
                left -= self._meet(row, left, day, met)
        split = Split(principal=met[Part.PRINCIPAL], interest=met[Part.INTEREST], excess=left)
        assert split.total == repaid.amount
        self._splits.append(SplitRepayment(day, repaid.amount, split, self._owed()))
        return split

    def outcome(self) -> Serviced:
        """Return the rows and repayments as they stand."""
        rows = []
        for row in self._rows:
            if row.drawn is None:
                continue
            paid, is_met = row.paid, row.paid.paid == row.drawn.total
            paid_on = paid.last_paid_on if is_met else None
            rows.append(ServicedRow(row.drawn, 0, 0, paid.paid, paid.in_advance, paid.late, paid_on))
        return Serviced(tuple(rows), tuple(self._splits))

    def pay_off(self, day: date) -> PayOff:
        """Return what pays the loan off on a day: the principal, and interest up to that day."""
        place = self._place(day)
        self._draw_from(place, business_date=day)
        interest = sum(row.unpaid_interest(day) for row in self._rows[:place])
        if place < len(self._rows):
            opening = self._opening(place)
            interest += self._interest(place, opening, day, until=day)
            interest -= sum(amount for _, amount in self._rows[place].interest_paid)
        return PayOff(self._owed(), max(interest, 0))

    # ---- payments ---------------------------------------------------------------------------------------

    def _place(self, day: date) -> int:
        """Return the place of the first row that falls due on a day or after it."""
        return next((place for place, row in enumerate(self._rows) if row.period.due_on >= day), len(self._rows))

    def _owed(self) -> int:
        paid = sum(amount for row in self._rows for _, amount in row.principal_paid)
        return sum(disbursed.amount for disbursed in self._disbursed) - paid

    def _meet(self, row: _Row, left: int, day: date, met: dict[Part, int]) -> int:
        """Meet what a row that is due claims; return what it took."""
        taken = 0
        for part in self.rules.order:
            if part is Part.INTEREST:
                amount = min(left - taken, row.unpaid_interest(day))
                row.interest_paid.append((day, amount))
            elif part is Part.PRINCIPAL:
                amount = min(left - taken, row.unpaid_principal(day))
                row.principal_paid.append((day, amount))
            else:
                continue
            met[part] += amount
            taken += amount
        if taken:
            row.paid.take(taken, day)
        return taken

    def _prepay(self, row: _Row, left: int, day: date, met: dict[Part, int]) -> int:
        """Lower the principal by what is left, in the row in which it falls; return what it took."""
        amount = min(left, self._owed())
        if amount:
            row.principal_paid.append((day, amount))
            row.paid.take(amount, day)
            met[Part.PRINCIPAL] += amount
        return amount

    # ---- drawing ----------------------------------------------------------------------------------------

    def _draw_from(self, first: int, *, business_date: date) -> None:
        """Draw the rows from a place on; where nothing is left to repay the schedule ends."""
        balance = self._opening(first)
        for place in range(first, len(self._rows)):
            row = self._rows[place]
            inside = self._paid_out_inside(place)
            if balance + inside == 0 and place > 0 and not row.paid.paid:
                row.drawn = None
                continue
            interest = self._interest(place, balance, business_date)
            balance = self._draw_row(place, balance + inside, interest)

    def _opening(self, place: int) -> int:
        """Return the principal with which the period at a place opens."""
        starts_on = self._rows[place].period.starts_on if place < len(self._rows) else date.max
        repaid = sum(row.drawn.principal for row in self._rows[:place] if row.drawn)
        return self._paid_out_until(starts_on) - repaid

    def _draw_row(self, place: int, owed: int, interest: int) -> int:
        """Draw a row; pass its prepayment on to the next; return the principal left after it."""
        row, is_last = self._rows[place], place == len(self._rows) - 1
        wanted = min(max(row.level - interest, 0), owed)
        skipped = min(row.credit, wanted)
        scheduled = owed if is_last else wanted - skipped
        if place < self.terms.grace_principal and not is_last:
            scheduled = 0
        paid = sum(amount for _, amount in row.principal_paid)
        principal = min(max(scheduled, paid), owed)
        ahead = principal - scheduled
        balance = owed - principal
        if not is_last:
            following = self._rows[place + 1]
            following.level, following.credit = row.level, row.credit - skipped
            if ahead > 0 and self.rules.prepayment is Prepayment.SKIP_NEXT:
                following.credit += ahead
            if ahead > 0 and self.rules.prepayment is Prepayment.REDUCE_INSTALMENT and balance:
                count = len(self._rows) - place - 1
                following.level = level_instalment(self.terms, principal=balance, count=count)
            balance += self._paid_out_on(row.period.due_on)
        row.drawn = Instalment(place + 1, row.period, principal, interest, balance, row.level)
        return balance

    def _interest(self, place: int, opening: int, business_date: date, *, until: date | None = None) -> int:
        """Return the interest of a period, or of its days before one, rounded stretch by stretch."""
        row = self._rows[place]
        period = row.period
        days = {period.starts_on, period.due_on, business_date, until or business_date}
        days.update(day for earlier in self._rows[: place + 1] for day, _ in earlier.principal_paid)
        days.update(disbursed.on for disbursed in self._disbursed)
        cuts = sorted(day for day in days if period.starts_on <= day <= period.due_on)
        if self.rules.rest is Rest.SAME_AS_REPAYMENT:
            out = {disbursed.on for disbursed in self._disbursed}
            cuts = [day for day in cuts if day in {period.starts_on, period.due_on, until} or day in out]
        total = 0
        for starts_on, ends_on in pairwise(cuts):
            if until is not None and ends_on > until:
                break
            balance = opening + self._overdue(place, starts_on, business_date)
            balance += sum(
                disbursed.amount for disbursed in self._disbursed if period.starts_on < disbursed.on <= starts_on
            )
            if self.rules.rest is Rest.DAILY:
                balance -= sum(amount for day, amount in row.principal_paid if day <= starts_on)
            share = share_of_year(self.terms, period, starts_on, ends_on)
            total += rounded(Fraction(max(balance, 0)) * self.terms.yearly_rate * share, self.terms.rounding)
        return total

    def _overdue(self, place: int, day: date, business_date: date) -> int:
        """Return what earlier rows still owed on a day and bears interest, nought from the business date on."""
        period = self._rows[place].period
        at = period.starts_on if self.rules.rest is Rest.SAME_AS_REPAYMENT else day
        if at >= business_date:
            return 0
        earlier = self._rows[:place]
        overdue = sum(row.unpaid_principal(at) for row in earlier)
        if self.rules.compounds:
            overdue += sum(row.unpaid_interest(at) for row in earlier)
        return overdue

    def _paid_out_until(self, day: date) -> int:
        return sum(disbursed.amount for disbursed in self._disbursed if disbursed.on <= day)

    def _paid_out_on(self, day: date) -> int:
        return sum(disbursed.amount for disbursed in self._disbursed if disbursed.on == day)

    def _paid_out_inside(self, place: int) -> int:
        period = self._rows[place].period
        return sum(disbursed.amount for disbursed in self._disbursed if period.starts_on < disbursed.on < period.due_on)


def redraw(terms: ScheduleTerms, rules: RedrawingRules, entries: Iterable[Disbursed | Repaid | DayEnded]) -> Serviced:
    """Return a schedule after disbursements, repayments and ends of day, in the order in which they came.

    :raises ImpossibleTerms: if the terms or an entry make no sense.
    """
    redrawing = Redrawing.of(terms, rules)
    for entry in entries:
        if isinstance(entry, Disbursed):
            redrawing.disburse(entry)
        elif isinstance(entry, Repaid):
            redrawing.repay(entry)
        else:
            redrawing.end_day(entry.on)
    return redrawing.outcome()

"""Daily rest on a level plan: instalments stay level, and the last one absorbs what changes.

Interest runs on the real balance: principal paid early bears none, principal overdue bears it until the business
date and is taken as paid then. An instalment paid in full before it is due is closed with the interest accrued
so far; what its period still bears falls to the next one. Charges are claimed with the instalment in whose period
they fall due, and change nothing else. The plan itself is solved as if nothing were paid
(`levelling`); this is the convention of Apache Fineract's progressive schedules.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from tantam.core.schedules.claims import Claim, Met, PaidRow, Part
from tantam.core.schedules.levelling import LevelModel, Variation
from tantam.core.schedules.rounding import rounded
from tantam.core.schedules.servicing import Charged, DayEnded, PayOff, Repaid, Serviced, ServicedRow, SplitRepayment
from tantam.core.schedules.terms import ImpossibleTerms, Instalment, ScheduleTerms, share_of_year

PRINCIPAL_FIRST = (Part.PENALTY, Part.FEE, Part.PRINCIPAL, Part.INTEREST)


class Preclosure(StrEnum):
    """Up to when a loan paid off early owes interest: that day, or the due date that follows."""

    ON_THE_DAY = "ON_THE_DAY"
    NEXT_DUE_DATE = "NEXT_DUE_DATE"


@dataclass(slots=True)
class _Paid:
    """What was paid on a row; it is closed when its principal and interest were paid in full."""

    row: PaidRow
    principal: list[tuple[date, int]] = field(default_factory=list)
    interest: int = 0
    is_closed: bool = False

    def principal_until(self, day: date) -> int:
        """Return the principal paid by a day."""
        return sum(amount for on, amount in self.principal if on <= day)

    @property
    def without_charges(self) -> int:
        """Return the principal and interest paid."""
        return self.principal_until(date.max) + self.interest


@dataclass(slots=True)
class Absorbing:
    """A level plan whose payments are taken one by one."""

    model: LevelModel
    order: tuple[Part, ...] = PRINCIPAL_FIRST
    last_first: bool = False
    _paid: list[_Paid] = field(default_factory=list)
    _charges: list[Claim] = field(default_factory=list)
    _splits: list[SplitRepayment] = field(default_factory=list)
    _business_date: date = date.min

    @classmethod
    def of(
        cls, terms: ScheduleTerms, *, order: tuple[Part, ...] = PRINCIPAL_FIRST, last_first: bool = False
    ) -> "Absorbing":
        """Return the plan before anything was paid out.

        Inside an instalment its parts are met in an order; money in advance goes to the next instalment, or to
        the last.
        :raises ImpossibleTerms: if the order does not name each part once.
        """
        if sorted(order) != sorted(Part):
            raise ImpossibleTerms("an order of allocation names each part once")
        model = LevelModel.of(terms)
        paid = [_Paid(PaidRow(period.due_on)) for period in model.periods]
        return cls(model, order, last_first, paid)

    # ---- what happens ---------------------------------------------------------------------------------

    def take(self, entry: Variation | Charged | Repaid | DayEnded) -> None:
        """Take a variation of the plan, a charge, a repayment or the end of a day.

        :raises ImpossibleTerms: if it does not fit the terms.
        """
        if isinstance(entry, Repaid):
            self._repay(entry)
        elif isinstance(entry, Charged):
            self._charge(entry)
        elif isinstance(entry, DayEnded):
            self._business_date = max(self._business_date, entry.on)
        else:
            self.model.take(entry)
            for paid, period in zip(self._paid, self.model.periods, strict=False):
                paid.row.due_on = period.due_on
            self._paid += [_Paid(PaidRow(period.due_on)) for period in self.model.periods[len(self._paid) :]]

    def outcome(self) -> Serviced:
        """Return the rows and repayments as they stand."""
        rows = []
        # A row that claims nothing any more is met by the latest repayment.
        latest = max((split.paid_on for split in self._splits), default=None)
        for instalment, paid in zip(self.rows(), self._paid, strict=True):
            fees, penalties = (self._charged(instalment.number - 1, part) for part in (Part.FEE, Part.PENALTY))
            taken = paid.row
            is_met = taken.paid == instalment.total + fees + penalties
            met_on = (taken.last_paid_on or latest) if is_met else None
            rows.append(ServicedRow(instalment, fees, penalties, taken.paid, taken.in_advance, taken.late, met_on))
        return Serviced(tuple(rows), tuple(self._splits))

    def pay_off(self, day: date, preclosure: Preclosure = Preclosure.ON_THE_DAY) -> PayOff:
        """Return what pays the loan off on a day."""
        until = day
        if preclosure is Preclosure.NEXT_DUE_DATE:
            until = self.model.periods[self._place(day)].due_on
        rows = self.rows(business_date=day)
        interest = 0
        for place, row in enumerate(rows):
            if row.period.starts_on < until:
                owed = row.interest if row.due_on <= until else self._accrued(place, rows, until, day)
                interest += max(owed - self._paid[place].interest, 0)
        return PayOff(self._owed(day), interest, sum(claim.outstanding for claim in self._charges))

    # ---- payments ---------------------------------------------------------------------------------------

    def _repay(self, repaid: Repaid) -> None:
        day, left, met = repaid.paid_on, repaid.amount, Met()
        self._business_date = max(self._business_date, day)
        due = [place for place, period in enumerate(self.model.periods) if period.due_on <= day]
        ahead = list(range(len(due), len(self.model.periods)))
        for place in due:
            left -= self._meet(place, left, day, met)
        left -= self._meet_charges([claim for claim in self._charges if claim.due_on <= day], left, day, met)
        for place in reversed(ahead) if self.last_first else ahead:
            left -= self._meet(place, left, day, met)
        rows, closed = self._settled(day)
        for row, paid in zip(rows, self._paid, strict=True):
            paid.is_closed = row.number - 1 in closed or 0 < paid.without_charges == row.total
        split = met.split(left)
        assert split.total == repaid.amount
        self._splits.append(SplitRepayment(day, repaid.amount, split, self._owed(day)))

    def _open_parts(self, place: int, day: date) -> dict[Part, int]:
        """Return the principal and interest that an instalment still claims on a day."""
        period, paid, rows = self.model.periods[place], self._paid[place], self.rows(business_date=day)
        principal, interest = rows[place].principal, rows[place].interest
        if day < period.due_on:
            interest = self._accrued(place, rows, day, day) if period.starts_on < day else 0
            principal = self._principal_ahead(place, interest)
        return {
            Part.PRINCIPAL: max(principal - paid.principal_until(date.max), 0),
            Part.INTEREST: max(interest - paid.interest, 0),
        }

    def _principal_ahead(self, place: int, interest: int) -> int:
        """Return the principal that an instalment not yet due claims, with the interest accrued so far."""
        paid = sum(amount for _, amount in self._paid[place].principal)
        others_open = any(not other.is_closed for at, other in enumerate(self._paid) if at != place)
        owed = self._owed(date.max) + paid
        return min(self.model.levels[place] - interest, owed) if others_open else owed

    def _meet(self, place: int, left: int, day: date, met: Met) -> int:
        """Meet what an instalment claims; close it when its principal and interest are met; return what it took."""
        if left == 0:
            return 0
        paid, taken = self._paid[place], 0
        claimed = {} if paid.is_closed else self._open_parts(place, day)
        took = dict.fromkeys(claimed, 0)
        for part in self.order:
            charges = [claim for claim in self._charges if claim.row == place and claim.part is part]
            taken += self._meet_charges(charges, left - taken, day, met)
            if part in claimed:
                took[part] = min(left - taken, claimed[part])
                taken += took[part]
                met.by_part[part] += took[part]
        if claimed:
            paid.principal.append((day, took[Part.PRINCIPAL]))
            paid.interest += took[Part.INTEREST]
            paid.is_closed = took == claimed
        if sum(took.values()):
            paid.row.take(sum(took.values()), day)
        return taken

    def _meet_charges(self, charges: Sequence[Claim], left: int, day: date, met: Met) -> int:
        """Meet charges, the earliest first; return what they took."""
        taken = 0
        for claim in sorted(charges, key=lambda claim: (claim.row, self.order.index(claim.part), claim.due_on)):
            amount = min(left - taken, claim.outstanding)
            if amount:
                claim.paid += amount
                met.by_part[claim.part] += amount
                self._paid[claim.row].row.take(amount, day)
                taken += amount
        return taken

    def _charge(self, charged: Charged) -> None:
        """Take a charge in; what earlier repayments left in excess meets it, as of their own days."""
        if charged.due_on > self.model.periods[-1].due_on:
            raise ImpossibleTerms(f"a charge due on {charged.due_on} falls due after the last instalment")
        claim = Claim(self._place(charged.due_on), charged.part, charged.due_on, charged.amount)
        self._charges.append(claim)
        for place, split in enumerate(self._splits):
            met = Met()
            taken = self._meet_charges([claim], split.split.excess, split.paid_on, met)
            self._splits[place] = replace(split, split=split.split.plus(met.split(-taken)))

    def _charged(self, place: int, part: Part) -> int:
        return sum(claim.amount for claim in self._charges if claim.row == place and claim.part is part)

    def _place(self, day: date) -> int:
        later = (place for place, period in enumerate(self.model.periods) if day <= period.due_on)
        return next(later, len(self.model.periods) - 1)

    def _owed(self, day: date) -> int:
        paid = sum(amount for row in self._paid for _, amount in row.principal)
        return sum(disbursed.amount for disbursed in self.model.disbursed if disbursed.on <= day) - paid

    # ---- rows -------------------------------------------------------------------------------------------

    def rows(self, *, business_date: date | None = None) -> tuple[Instalment, ...]:
        """Return the rows as they stand on the business date.

        The last open row takes the rest; where more was paid on it already, it is closed with what was paid,
        and the one before it takes the rest.
        """
        return self._settled(self._business_date if business_date is None else business_date)[0]

    def _settled(self, until: date) -> tuple[tuple[Instalment, ...], set[int]]:
        """Return the rows, and the places of those that are closed."""
        closed = {place for place, paid in enumerate(self._paid) if paid.is_closed}
        out = sum(disbursed.amount for disbursed in self.model.disbursed)
        while True:
            last_open = max(set(range(len(self._paid))) - closed, default=-1)
            rows = self._rows(until, closed, last_open)
            if sum(row.principal for row in rows) <= out:
                return rows, closed
            closed.add(last_open)

    def _rows(self, until: date, closed: set[int], last_open: int) -> tuple[Instalment, ...]:
        model, rows, carried = self.model, list[Instalment](), 0
        balance = model.paid_out_until(model.periods[0].starts_on)
        for place, period in enumerate(model.periods):
            paid, level = self._paid[place], model.levels[place]
            owed = balance + model.paid_out_inside(place)
            ahead = sum(sum(amount for _, amount in later.principal) for later in self._paid[place + 1 :])
            exact = self._interest(place, rows, balance, period.due_on, until)
            interest = rounded(exact, model.terms.rounding) + carried
            principal = sum(amount for _, amount in paid.principal)
            if place in closed:
                carried, interest = max(interest - paid.interest, 0), paid.interest
            elif place == last_open:
                carried, principal = 0, max(owed - ahead, principal)
            else:
                carried = max(interest - level, 0)
                interest -= carried
                wanted = 0 if place < model.terms.grace_principal else level - interest
                principal = max(min(wanted, owed - ahead), principal)
            is_last = place == len(model.periods) - 1
            balance = owed - principal + (0 if is_last else model.paid_out_on(period.due_on))
            rows.append(Instalment(place + 1, period, principal, interest, balance, level))
        return tuple(rows)

    def _accrued(self, place: int, rows: tuple[Instalment, ...], day: date, business_date: date) -> int:
        """Return the interest of a row up to a day inside its period, with what earlier rows passed on."""
        opening = rows[place - 1].balance if place else self.model.paid_out_until(rows[0].period.starts_on)
        whole = self._interest(place, list(rows), opening, rows[place].due_on, business_date)
        passed_on = max(rows[place].interest - rounded(whole, self.model.terms.rounding), 0)
        exact = self._interest(place, list(rows), opening, day, business_date)
        return rounded(exact, self.model.terms.rounding) + passed_on

    def _interest(self, place: int, rows: list[Instalment], opening: int, until: date, business_date: date) -> Fraction:
        """Return the exact interest of a period up to a day, on the real balance."""
        model, period = self.model, self.model.periods[place]
        paid_on = {day for paid in self._paid for day, _ in paid.principal}
        total = Fraction(0)
        for starts_on, ends_on in model.stretches(period, more=(*paid_on, business_date, until)):
            if ends_on > until or model.is_paused(starts_on):
                continue
            balance = opening + sum(
                disbursed.amount for disbursed in model.disbursed if period.starts_on < disbursed.on <= starts_on
            )
            if starts_on < business_date:
                balance += sum(
                    max(row.principal - self._paid[row.number - 1].principal_until(starts_on), 0)
                    for row in rows[:place]
                )
            balance -= sum(paid.principal_until(starts_on) for paid in self._paid[place:])
            share = share_of_year(model.terms, period, starts_on, ends_on)
            total += max(balance, 0) * model.rate_on(starts_on) * share
        return total


def absorb(
    terms: ScheduleTerms,
    entries: Iterable[Variation | Charged | Repaid | DayEnded],
) -> Serviced:
    """Return a level plan after its entries, in the order in which they came.

    :raises ImpossibleTerms: if the terms or an entry make no sense.
    """
    absorbing = Absorbing.of(terms)
    for entry in entries:
        absorbing.take(entry)
    return absorbing.outcome()

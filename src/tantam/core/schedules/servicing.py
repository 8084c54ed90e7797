"""Servicing a contract: charges and repayments are replayed in order of date, and the schedule stays.

A repayment meets the charges that were entered before it, and those due by its day. A charge on a loan that was
paid too much is met from the excess: where what is due goes first, by no more than that; instalment by instalment,
by a replay in which every repayment meets it. What is undone is replayed without; what is booked late stands at
its own day. These are conventions of Apache Fineract.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from tantam.core.schedules.claims import Allocation, AllocationStyle, Claim, PaidRow, Part, Split, meet
from tantam.core.schedules.day_counts import Period
from tantam.core.schedules.rescheduling import Contract, Rescheduled, rescheduled
from tantam.core.schedules.rounding import rounded
from tantam.core.schedules.terms import ImpossibleTerms, Instalment, ScheduleTerms


@dataclass(frozen=True, slots=True)
class Charged:
    """A fee or a penalty that falls due on a day."""

    part: Part
    due_on: date
    amount: int

    def __post_init__(self) -> None:
        if self.part not in {Part.FEE, Part.PENALTY} or self.amount < 0:
            raise ImpossibleTerms(f"{self.amount} of {self.part} cannot be charged")


@dataclass(frozen=True, slots=True)
class Repaid:
    """Money paid on a day."""

    paid_on: date
    amount: int

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ImpossibleTerms(f"a payment of {self.amount} cannot be taken")


@dataclass(frozen=True, slots=True)
class Undone:
    """The repayment of a day is taken back; `which` counts those of the day, from 1."""

    paid_on: date
    which: int = 1


@dataclass(frozen=True, slots=True)
class DayEnded:
    """A day ended: instalments overdue on it bear the late charge, once each."""

    on: date


Entry = Charged | Repaid | Undone | DayEnded | Rescheduled


@dataclass(frozen=True, slots=True)
class LateCharge:
    """A penalty on each overdue instalment: a share of what is outstanding in these parts."""

    rate: Fraction
    parts: tuple[Part, ...] = (Part.PRINCIPAL, Part.INTEREST)


@dataclass(frozen=True, slots=True)
class ServicedRow:
    """A row of the contract with its charges and what was paid on it, in money units."""

    instalment: Instalment
    fees: int
    penalties: int
    paid: int
    in_advance: int
    late: int
    paid_on: date | None

    @property
    def total(self) -> int:
        """Return all that is claimed."""
        return self.instalment.total + self.fees + self.penalties

    @property
    def outstanding(self) -> int:
        """Return what is not paid yet."""
        return self.total - self.paid


@dataclass(frozen=True, slots=True)
class SplitRepayment:
    """A repayment, how it was split, and the principal left after it."""

    paid_on: date
    amount: int
    split: Split
    balance: int
    is_reverted: bool = False


@dataclass(frozen=True, slots=True)
class Serviced:
    """Where a contract stands."""

    rows: tuple[ServicedRow, ...]
    repayments: tuple[SplitRepayment, ...]


@dataclass(frozen=True, slots=True)
class PayOff:
    """What pays a loan off, in money units."""

    principal: int
    interest: int
    charges: int = 0

    @property
    def total(self) -> int:
        """Return all of it."""
        return self.principal + self.interest + self.charges


@dataclass(frozen=True, slots=True)
class _Entered:
    """A charge as it was entered; a late charge belongs to the overdue row at `place`."""

    entered: int
    charged: Charged
    place: int | None = None


@dataclass(slots=True)
class _Booked:
    """A repayment as it was entered; `reverted` keeps its last split once it is taken back."""

    entered: int
    repaid: Repaid
    reverted: SplitRepayment | None = None


@dataclass(slots=True)
class Servicing:
    """A contract that takes entries one by one, in the order in which they were made."""

    contract: Contract
    allocation: Allocation
    late_charge: LateCharge | None = None
    _charges: list[_Entered] = field(default_factory=list)
    _booked: list[_Booked] = field(default_factory=list)
    _charged_late: set[int] = field(default_factory=set)
    _entered: int = 0

    def take(self, entry: Entry) -> None:
        """Take an entry in.

        :raises ImpossibleTerms: if it undoes a repayment that does not stand, or reschedules nothing.
        """
        self._entered += 1
        if isinstance(entry, Charged):
            self._charges.append(_Entered(0 if self._is_replayed_with_charges() else self._entered, entry))
        elif isinstance(entry, Repaid):
            self._booked.append(_Booked(self._entered, entry))
        elif isinstance(entry, Undone):
            self._undo(entry)
        elif isinstance(entry, DayEnded):
            self._end_day(entry.on)
        else:
            self.contract = rescheduled(self.contract, entry)

    def outcome(self) -> Serviced:
        """Replay everything and return where the contract stands."""
        splits: list[SplitRepayment] = []
        claims, paid_rows = self._replayed(splits=splits)
        return Serviced(self._rows(claims, paid_rows), tuple(splits))

    def _replayed(
        self, *, until: date = date.max, splits: list[SplitRepayment] | None = None
    ) -> tuple[list[Claim], list[PaidRow]]:
        """Replay the repayments up to a day; write down how each was split, if that is asked for."""
        claims, paid_rows = self._claims()
        splits = [] if splits is None else splits
        balance = self.contract.terms.principal
        for booked in sorted(self._booked, key=lambda booked: booked.repaid.paid_on):
            if booked.reverted:
                splits.append(booked.reverted)
                continue
            paid = booked.repaid
            if paid.paid_on > until:
                continue
            self._meet_from_excess(claims, paid_rows, splits, entered=booked.entered)
            seen = [claim for claim in claims if claim.is_met_by(entered=booked.entered, paid_on=paid.paid_on)]
            ordered = self.allocation.sorted(seen, paid_on=paid.paid_on)
            split = meet(ordered, paid_rows, amount=paid.amount, paid_on=paid.paid_on)
            balance -= split.principal
            splits.append(SplitRepayment(paid.paid_on, paid.amount, split, balance))
        self._meet_from_excess(claims, paid_rows, splits, entered=self._entered)
        return claims, paid_rows

    def _is_replayed_with_charges(self) -> bool:
        if self.allocation.style is not AllocationStyle.OLDEST_INSTALMENT_FIRST:
            return False
        return any(paid.split.excess for paid in self.outcome().repayments if not paid.is_reverted)

    @staticmethod
    def _meet_from_excess(
        claims: Sequence[Claim], paid_rows: Sequence[PaidRow], splits: list[SplitRepayment], *, entered: int
    ) -> None:
        """Meet claims entered by then from what repayments left in excess, as of their own days."""
        for place, paid in enumerate(splits):
            if paid.split.excess and not paid.is_reverted:
                open_claims = [claim for claim in claims if claim.entered <= entered and claim.outstanding]
                met = meet(open_claims, paid_rows, amount=paid.split.excess, paid_on=paid.paid_on)
                used = Split(excess=-paid.split.excess)
                splits[place] = replace(paid, split=paid.split.plus(met).plus(used))

    # ---- steps ------------------------------------------------------------------------------------------

    def _claims(self) -> tuple[list[Claim], list[PaidRow]]:
        rows = self._contract_rows()
        claims = []
        for place, row in enumerate(rows):
            claims.append(Claim(place, Part.INTEREST, row.due_on, row.interest))
            claims.append(Claim(place, Part.PRINCIPAL, row.due_on, row.principal))
        for charge in self._charges:
            charged = charge.charged
            place = self._row_of(charged.due_on, rows) if charge.place is None else charge.place
            is_late = charge.place is not None
            claim = Claim(place, charged.part, charged.due_on, charged.amount, entered=charge.entered, is_late=is_late)
            claims.append(claim)
        return claims, [PaidRow(row.due_on) for row in rows]

    @staticmethod
    def _row_of(due_on: date, rows: Sequence[Instalment]) -> int:
        """Return the place of the first row that falls due no earlier than a charge."""
        return next(place for place, row in enumerate(rows) if due_on <= row.due_on)

    def _contract_rows(self) -> tuple[Instalment, ...]:
        """Return the rows, and one more for charges that fall due after the last."""
        rows = self.contract.rows
        last_due = rows[-1].due_on
        after = max((charge.charged.due_on for charge in self._charges if charge.place is None), default=last_due)
        if after <= last_due:
            return rows
        return (*rows, Instalment(len(rows) + 1, Period(last_due, after), 0, 0, 0))

    def _rows(self, claims: Iterable[Claim], paid_rows: Sequence[PaidRow]) -> tuple[ServicedRow, ...]:
        rows, starts_on = self._contract_rows(), self.contract.rows[0].period.starts_on
        extra = {(place, part): 0 for place in range(len(rows)) for part in (Part.FEE, Part.PENALTY)}
        for claim in claims:
            if (claim.row, claim.part) in extra:
                extra[claim.row, claim.part] += claim.amount
        serviced = []
        for place, (row, paid) in enumerate(zip(rows, paid_rows, strict=True)):
            fees, penalties = extra[place, Part.FEE], extra[place, Part.PENALTY]
            is_met = paid.paid == row.total + fees + penalties
            # A row that claims nothing is met from the start.
            met_on = (paid.last_paid_on or starts_on) if is_met else None
            serviced.append(ServicedRow(row, fees, penalties, paid.paid, paid.in_advance, paid.late, met_on))
        return tuple(serviced)

    def _undo(self, entry: Undone) -> None:
        of_day = [booked for booked in self._booked if booked.repaid.paid_on == entry.paid_on]
        if not 1 <= entry.which <= len(of_day) or of_day[entry.which - 1].reverted:
            raise ImpossibleTerms(f"there is no repayment number {entry.which} of {entry.paid_on} to undo")
        standing = sorted(self._booked, key=lambda booked: booked.repaid.paid_on)
        place = next(place for place, booked in enumerate(standing) if booked is of_day[entry.which - 1])
        last = self.outcome().repayments[place]
        standing[place].reverted = SplitRepayment(last.paid_on, last.amount, last.split, last.balance, is_reverted=True)

    def _end_day(self, day: date) -> None:
        """Charge what is overdue at the end of a day, each instalment once."""
        if self.late_charge is None:
            return
        claims, _ = self._replayed(until=day)
        for place, row in enumerate(self.contract.rows):
            if row.due_on < day and place not in self._charged_late:
                parts = self.late_charge.parts
                owed = sum(claim.outstanding for claim in claims if claim.row == place and claim.part in parts)
                amount = rounded(owed * self.late_charge.rate, self.contract.terms.rounding)
                if amount > 0:
                    self._charged_late.add(place)
                    charged = Charged(Part.PENALTY, row.due_on, amount)
                    self._charges.append(_Entered(self._entered, charged, place))


def service(terms: ScheduleTerms, *, allocation: Allocation, entries: Iterable[Entry]) -> Serviced:
    """Return where a contract stands after entries, in the order in which they were made.

    :raises ImpossibleTerms: if the terms or an entry make no sense.
    """
    servicing = Servicing(Contract.of(terms), allocation)
    for entry in entries:
        servicing.take(entry)
    return servicing.outcome()

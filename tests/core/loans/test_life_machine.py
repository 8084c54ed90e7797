"""Any life of a loan: whatever is allowed to happen, in whatever order it is written down, the figures hold."""

from dataclasses import fields
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tantam.core.loans.balances import Balances
from tantam.core.loans.checking import object_to
from tantam.core.loans.course import Course
from tantam.core.loans.events import MOVES, Disbursed, Event, Paid, Reversed, TakenOver
from tantam.core.loans.life import Trace, advance, apply, at_end_of_day, fold, place_in_day, standing
from tantam.core.loans.points import paid_points
from tantam.core.loans.terms import LoanTerms
from tests.core.loans.given import FIRST, beginnings, days_apart, events, terms

REST = 182_500_000  # half a đồng in points


class LoanLife(RuleBasedStateMachine):
    """A loan to which things happen, on the day or written down later."""

    agreed: LoanTerms

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.today = FIRST

    @initialize(agreed=terms(), data=st.data())
    def begin(self, agreed: LoanTerms, data: st.DataObject) -> None:
        self.agreed = agreed
        self.write(data.draw(beginnings(agreed)))

    @rule(days=days_apart)
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(data=st.data(), reach_back=st.sampled_from([0, 0, 0, 5, 400]))
    def happen(self, data: st.DataObject, reach_back: int) -> None:
        earliest = max(FIRST, self.today - timedelta(days=reach_back))
        event = data.draw(events(self.agreed, seq=len(self.events) + 1, earliest=earliest, today=self.today))
        self.write(event)

    @rule(data=st.data())
    def pay_all(self, data: st.DataObject) -> None:
        owed_vnd = self.now().owed_vnd
        part = data.draw(st.integers(1, 4))
        if owed_vnd >= part:
            self.write(Paid(seq=len(self.events) + 1, on=self.today, booked_on=self.today, amount_vnd=owed_vnd // part))

    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        event = data.draw(st.sampled_from(self.events))
        on = self.today
        back = Reversed(seq=len(self.events) + 1, on=event.on, booked_on=on, what=event.seq)
        if self.write(back):
            without = [each for each in self.events if each.seq not in (event.seq, back.seq)]
            assert fold(self.agreed, without, on=on) == fold(self.agreed, self.events, on=on)

    def write(self, event: Event) -> bool:
        if object_to(event, terms=self.agreed, events=self.events, today=self.today) is not None:
            return False
        self.events.append(event)
        return True

    def now(self, trace: Trace | None = None) -> Balances:
        return fold(self.agreed, self.events, on=self.today, trace=trace)

    @invariant()
    def nothing_is_below_nothing(self) -> None:
        if not self.events:
            return
        now = self.now()
        for each in fields(Balances):
            if each.name not in ("day", "is_written_off"):
                floor = -REST if each.name.startswith("points") else 0
                assert getattr(now, each.name) >= floor, each.name
        assert now.overdue_vnd <= now.principal_vnd

    @invariant()
    def the_parts_are_the_money_that_moved(self) -> None:
        trace = Trace()
        now = self.now(trace)
        alive = [event for event in standing(self.events) if event.on <= self.today]
        taken_over = [event for event in alive if isinstance(event, TakenOver)]
        repaid_before = sum(event.disbursed_vnd - event.principal_vnd for event in taken_over)
        paid_out = sum(event.amount_vnd for event in alive if isinstance(event, Disbursed))
        paid_out += sum(event.disbursed_vnd for event in taken_over)
        payments = [event for event in alive if isinstance(event, Paid)]
        assert now.disbursed_vnd == paid_out
        assert now.principal_vnd + now.principal_paid_vnd + now.principal_written_off_vnd == paid_out
        assert all(trace.splits[event.seq].total_vnd == event.amount_vnd for event in payments)
        assert now.money_in_vnd == repaid_before + sum(event.amount_vnd for event in payments)

    @invariant()
    def points_are_the_nights_less_what_was_paid(self) -> None:
        trace = Trace()
        now = self.now(trace)
        if now.is_written_off:
            return
        current = sum(stretch.points_current for stretch in trace.stretches)
        overdue = sum(stretch.points_overdue for stretch in trace.stretches)
        begun = [event for event in standing(self.events) if isinstance(event, TakenOver)]
        current += sum(paid_points(event.interest_current_vnd) for event in begun)
        overdue += sum(paid_points(event.interest_overdue_vnd) for event in begun)
        assert now.points_current == current - paid_points(now.interest_current_paid_vnd)
        assert now.points_overdue == overdue - paid_points(now.interest_overdue_paid_vnd)

    @invariant()
    def the_order_of_writing_does_not_matter(self) -> None:
        mixed = list(self.events)
        Random(len(mixed)).shuffle(mixed)
        assert fold(self.agreed, mixed, on=self.today) == self.now()

    @invariant()
    def a_row_kept_from_day_to_day_is_the_fold(self) -> None:
        alive = [event for event in standing(self.events) if event.on <= self.today]
        if not alive:
            return
        course = Course(self.agreed, alive)
        kept = Balances(day=FIRST)
        moves = sorted((event for event in alive if isinstance(event, MOVES)), key=place_in_day)
        for event in moves:
            for day in some_days(kept.day, event.on):
                kept = at_end_of_day(advance(kept, course, until=day), course)
            kept = apply(advance(kept, course, until=event.on), event, terms=self.agreed)
        for day in some_days(kept.day, self.today):
            kept = at_end_of_day(advance(kept, course, until=day), course)
        assert advance(kept, course, until=self.today) == self.now()


def some_days(first: date, last: date) -> list[date]:
    """Return days after one and before another, near both ends and some between."""
    nights = (last - first).days
    return [first + timedelta(days=n) for n in sorted({1, 2, nights // 3, nights // 2, nights - 1}) if 0 < n < nights]


TestLoanLife = LoanLife.TestCase

"""Loans to test with: one that is easy to reckon in the head, and generated ones."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from tantam.core.loans.checking import object_to
from tantam.core.loans.events import (
    Disbursed,
    Event,
    Frozen,
    Paid,
    RateChanged,
    Replanned,
    SurplusReturned,
    TakenOver,
    Towards,
    WrittenOff,
)
from tantam.core.loans.terms import USUAL_ORDER, AllocationOrder, Instalment, LoanTerms, Part, Plan, plan_of

POOR_PPM = 66_000
POOR_OVERDUE_PPM = 85_800
M = 1_000_000
FIRST = date(2026, 1, 10)


def poor_loan(*instalments: tuple[date, int], approved_vnd: int = 100 * M) -> LoanTerms:
    """Return a loan at the poor households' rate; by default repaid at once after three years."""
    plan = plan_of(instalments or [(date(2029, 1, 10), approved_vnd)])
    return LoanTerms(approved_vnd, POOR_PPM, POOR_OVERDUE_PPM, plan)


def paid_out(amount_vnd: int = 100 * M, on: date = FIRST, seq: int = 1) -> Disbursed:
    """Return a disbursement, booked on its day."""
    return Disbursed(seq=seq, on=on, booked_on=on, amount_vnd=amount_vnd)


def paid(
    amount_vnd: int, on: date, *, seq: int, towards: Towards = Towards.ANYTHING, booked_on: date | None = None
) -> Paid:
    """Return a payment, booked on its day unless said otherwise."""
    return Paid(seq=seq, on=on, booked_on=booked_on or on, amount_vnd=amount_vnd, towards=towards)


def rate_from(on: date, rate_ppm: int, *, seq: int, until: date | None = None) -> RateChanged:
    """Return a change of rates, 30 % more for what is overdue, written down on its day."""
    overdue_rate_ppm = rate_ppm * 13 // 10
    return RateChanged(seq=seq, on=on, booked_on=on, until=until, rate_ppm=rate_ppm, overdue_rate_ppm=overdue_rate_ppm)


amounts = st.one_of(st.integers(1, 20_000_000), st.sampled_from([1, 999, 500_000, 10 * M, 100 * M]))
days_apart = st.one_of(st.integers(0, 45), st.integers(0, 800))


@st.composite
def plans(draw: st.DrawFn, principal_vnd: int, first: date) -> Plan:
    """Generate plans that repay a principal after a day; some instalments wait for a later day of collection."""
    count = draw(st.integers(1, min(6, principal_vnd)))
    between = st.integers(1, max(1, principal_vnd - 1))
    cuts = sorted(draw(st.sets(between, min_size=count - 1, max_size=count - 1)))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, principal_vnd], strict=True)]
    day, instalments = first, []
    for share in shares:
        day += timedelta(days=draw(st.integers(20, 200)))
        wait = draw(st.integers(0, 19))
        instalments.append(Instalment(due_on=day, collect_by=day + timedelta(days=wait), principal_vnd=share))
    return Plan(tuple(instalments))


orders = st.builds(
    AllocationOrder,
    while_current=st.permutations(list(Part)).map(tuple),
    while_overdue=st.permutations(list(Part)).map(tuple),
)


@st.composite
def terms(draw: st.DrawFn) -> LoanTerms:
    """Generate terms."""
    approved_vnd = draw(st.one_of(st.integers(1, 200 * M), st.sampled_from([50 * M, 100 * M])))
    rate_ppm = draw(st.integers(0, 120_000))
    return LoanTerms(
        approved_vnd=approved_vnd,
        rate_ppm=rate_ppm,
        overdue_rate_ppm=rate_ppm + draw(st.integers(0, 40_000)),
        plan=draw(plans(approved_vnd, FIRST)),
        order=draw(st.one_of(st.just(USUAL_ORDER), orders)),
    )


@st.composite
def events(draw: st.DrawFn, agreed: LoanTerms, *, seq: int, earliest: date, today: date) -> Event:
    """Generate an event between two days; whether it may happen is for the checks to say."""
    on = earliest + timedelta(days=draw(st.integers(0, (today - earliest).days)))
    common = {"seq": seq, "on": on, "booked_on": today}
    rate_ppm = draw(st.integers(0, 120_000))
    until = st.integers(0, 300).map(lambda days: on + timedelta(days=days))
    kind = draw(
        st.sampled_from(["disburse", "pay", "pay", "pay", "pay", "rate", "plan", "freeze", "return", "write off"])
    )
    match kind:
        case "disburse":
            return Disbursed(**common, amount_vnd=draw(amounts))
        case "pay":
            return Paid(**common, amount_vnd=draw(amounts), towards=draw(st.sampled_from(Towards)))
        case "rate":
            over = draw(st.integers(0, 40_000))
            ends = draw(st.none() | until)
            return RateChanged(**common, rate_ppm=rate_ppm, overdue_rate_ppm=rate_ppm + over, until=ends)
        case "plan":
            return Replanned(**common, plan=draw(plans(agreed.approved_vnd, on)))
        case "freeze":
            return Frozen(**common, until=draw(until))
        case "return":
            return SurplusReturned(**common, amount_vnd=draw(amounts))
    return WrittenOff(**common)


@st.composite
def beginnings(draw: st.DrawFn, agreed: LoanTerms) -> Event:
    """Generate how a loan begins: paid out, or taken over from another book."""
    amount_vnd = draw(st.integers(1, agreed.approved_vnd))
    if draw(st.booleans()):
        return paid_out(amount_vnd)
    return TakenOver(
        seq=1,
        on=FIRST,
        booked_on=FIRST,
        disbursed_vnd=amount_vnd,
        principal_vnd=draw(st.integers(0, amount_vnd)),
        interest_current_vnd=draw(st.integers(0, M)),
        interest_overdue_vnd=draw(st.sampled_from([0, 1, 500_000])),
    )


@st.composite
def lives(draw: st.DrawFn, *, order: AllocationOrder | None = None) -> tuple[LoanTerms, list[Event], date]:
    """Generate a loan, what was allowed to happen to it, and the day it is looked at."""
    agreed = draw(terms())
    if order is not None:
        agreed = replace(agreed, order=order)
    happened: list[Event] = [draw(beginnings(agreed))]
    today = FIRST
    for _ in range(draw(st.integers(0, 12))):
        today += timedelta(days=draw(days_apart))
        event = draw(events(agreed, seq=len(happened) + 1, earliest=FIRST, today=today))
        if object_to(event, terms=agreed, events=happened, today=today) is None:
            happened.append(event)
    return agreed, happened, today

"""Payments on schedules: every order of allocation, what is taken back, and schedules drawn again."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.schedules.absorbing import Absorbing, Preclosure, absorb
from tantam.core.schedules.claims import Allocation, AllocationStyle, Part
from tantam.core.schedules.day_counts import DayCount
from tantam.core.schedules.due_dates import Frequency, TimeUnit
from tantam.core.schedules.levelling import Disbursed
from tantam.core.schedules.redrawing import Prepayment, Redrawing, RedrawingRules, Rest, redraw
from tantam.core.schedules.rescheduling import Contract, Rescheduled, rescheduled
from tantam.core.schedules.servicing import Charged, DayEnded, LateCharge, Repaid, Servicing, Undone, service
from tantam.core.schedules.terms import Amortization, ImpossibleTerms, InterestMethod, LevelFormula, ScheduleTerms

START = date(2024, 1, 1)
TERMS = ScheduleTerms(600_000, Fraction(12, 100), START, Frequency(1, TimeUnit.MONTHS), 6, level_multiple=100)
USUAL = (Part.PENALTY, Part.FEE, Part.INTEREST, Part.PRINCIPAL)
OLDEST = Allocation(AllocationStyle.OLDEST_INSTALMENT_FIRST, USUAL)
DUE_FIRST = Allocation(AllocationStyle.DUE_THEN_IN_ADVANCE, USUAL, (Part.PRINCIPAL, *USUAL[:3]))
days = st.dates(min_value=START, max_value=START + timedelta(days=220))
repayments = st.lists(st.builds(Repaid, days, st.integers(0, 400_000)), max_size=6)
charges = st.lists(
    st.builds(Charged, st.sampled_from([Part.FEE, Part.PENALTY]), days, st.integers(0, 50_000)), max_size=4
)
orders = st.permutations(list(Part)).map(tuple)
allocations = st.one_of(
    st.builds(Allocation, st.just(AllocationStyle.OLDEST_INSTALMENT_FIRST), orders),
    st.builds(Allocation, st.just(AllocationStyle.DUE_THEN_IN_ADVANCE), orders, orders, st.booleans()),
)


@given(repayments, charges, allocations, st.randoms())
def test_every_unit_that_was_paid_is_somewhere_and_nothing_is_overpaid(paid, charged, allocation, random):
    entries = [*paid, *charged]
    random.shuffle(entries)

    outcome = service(TERMS, allocation=allocation, entries=entries)

    assert sum(split.split.total for split in outcome.repayments) == sum(repaid.amount for repaid in paid)
    excess = sum(split.split.excess for split in outcome.repayments)
    assert sum(row.paid for row in outcome.rows) == sum(repaid.amount for repaid in paid) - excess
    assert all(0 <= row.paid <= row.total for row in outcome.rows)
    assert all(row.in_advance + row.late <= row.paid for row in outcome.rows)
    assert all((row.outstanding == 0) == (row.paid_on is not None) for row in outcome.rows)
    assert excess == 0 or sum(row.outstanding for row in outcome.rows) == 0


@given(repayments, charges, allocations)
def test_what_is_taken_back_was_never_paid(paid, charged, allocation):
    entries = [*charged, *paid]
    undone = Repaid(START + timedelta(days=40), 123_456)

    plain = service(TERMS, allocation=allocation, entries=entries)
    which = 1 + sum(repaid.paid_on == undone.paid_on for repaid in paid)
    taken_back = service(TERMS, allocation=allocation, entries=[*entries, undone, Undone(undone.paid_on, which)])

    assert taken_back.rows == plain.rows
    assert [split.amount for split in taken_back.repayments if split.is_reverted] == [123_456]


def test_of_two_repayments_of_a_day_the_one_that_is_named_is_taken_back():
    day = date(2024, 1, 10)

    outcome = service(TERMS, allocation=OLDEST, entries=[Repaid(day, 100), Repaid(day, 300), Undone(day, 1)])

    assert [(split.amount, split.is_reverted) for split in outcome.repayments] == [(100, True), (300, False)]


@pytest.mark.parametrize("undone", [Undone(START, 1), Undone(date(2024, 2, 1), 2), Undone(date(2024, 2, 1), 0)])
def test_what_does_not_stand_cannot_be_taken_back(undone):
    with pytest.raises(ImpossibleTerms, match="to undo"):
        service(TERMS, allocation=OLDEST, entries=[Repaid(date(2024, 2, 1), 5), undone])


def test_a_repayment_booked_late_stands_at_its_own_day():
    early, late = Repaid(date(2024, 1, 20), 50_000), Repaid(date(2024, 2, 20), 50_000)

    assert service(TERMS, allocation=OLDEST, entries=[late, early]) == service(
        TERMS, allocation=OLDEST, entries=[early, late]
    )


def test_a_charge_after_the_last_due_date_has_a_row_of_its_own():
    charged = Charged(Part.PENALTY, date(2024, 8, 5), 700)

    outcome = service(TERMS, allocation=OLDEST, entries=[charged])

    assert [(row.instalment.number, row.penalties, row.total) for row in outcome.rows][-1] == (7, 700, 700)


def test_due_first_pays_a_charge_by_its_own_day():
    entries = [Charged(Part.PENALTY, date(2024, 1, 20), 500), Repaid(date(2024, 1, 19), 400)]

    before = service(TERMS, allocation=DUE_FIRST, entries=entries)
    after = service(TERMS, allocation=DUE_FIRST, entries=[entries[0], Repaid(date(2024, 1, 20), 400)])

    assert before.repayments[0].split.principal == 400
    assert after.repayments[0].split.penalties == 400


def test_an_overdue_instalment_bears_the_late_charge_once():
    servicing = Servicing(Contract.of(TERMS), OLDEST, LateCharge(Fraction(1, 100), (Part.PRINCIPAL,)))
    owed = servicing.contract.rows[0].principal

    for day in (1, 2, 3):
        servicing.take(DayEnded(date(2024, 2, day)))

    assert [row.penalties for row in servicing.outcome().rows] == [round(owed / 100), 0, 0, 0, 0, 0]


def test_a_repayment_before_the_day_ended_does_not_meet_the_late_charge():
    servicing = Servicing(Contract.of(TERMS), OLDEST, LateCharge(Fraction(1, 100)))
    paid = Repaid(date(2024, 2, 3), 50_000)

    servicing.take(paid)
    servicing.take(DayEnded(date(2024, 2, 5)))

    outcome = servicing.outcome()
    assert outcome.repayments[0].split.penalties == 0
    assert outcome.rows[0].penalties > 0


def test_a_charge_entered_after_a_repayment_of_its_due_date_is_met_by_it():
    day = date(2024, 1, 10)

    outcome = service(TERMS, allocation=OLDEST, entries=[Repaid(day, 500), Charged(Part.FEE, day, 10)])

    assert outcome.repayments[0].split.fees == 10


def test_money_in_advance_may_go_to_the_last_instalment():
    backwards = Allocation(AllocationStyle.DUE_THEN_IN_ADVANCE, USUAL, USUAL, last_first=True)

    outcome = service(TERMS, allocation=backwards, entries=[Repaid(date(2024, 1, 10), 5_000)])

    assert [row.paid for row in outcome.rows] == [0, 0, 0, 0, 0, 5_000]


@pytest.mark.parametrize(
    "order", [(), USUAL[:3], (Part.FEE, *USUAL), (Part.FEE, Part.FEE, Part.INTEREST, Part.PRINCIPAL)]
)
def test_an_order_names_each_part_once(order):
    with pytest.raises(ImpossibleTerms):
        Allocation(AllocationStyle.OLDEST_INSTALMENT_FIRST, order)


def test_negative_money_is_refused():
    for wrong in (
        lambda: Repaid(START, -1),
        lambda: Charged(Part.FEE, START, -1),
        lambda: Charged(Part.INTEREST, START, 1),
        lambda: Disbursed(START, -1),
    ):
        with pytest.raises(ImpossibleTerms):
            wrong()


# ---- rescheduling ------------------------------------------------------------------------------------------------


@given(
    st.integers(0, 5),
    st.integers(0, 12),
    st.integers(0, 6),
    st.one_of(st.none(), st.integers(0, 30)),
    st.sampled_from(Amortization),
    st.sampled_from(LevelFormula),
)
def test_a_rescheduled_contract_still_repays_its_principal(place, extra, grace, rate, amortization, formula):
    contract = Contract.of(replace(TERMS, amortization=amortization, level_formula=formula))
    change = Rescheduled(
        contract.rows[place].due_on,
        extra_terms=extra,
        grace_principal=grace,
        new_rate=None if rate is None else Fraction(rate, 100),
    )

    anew = rescheduled(contract, change)

    assert sum(row.principal for row in anew.rows) == TERMS.principal
    assert anew.rows[-1].balance == 0
    assert len(anew.rows) == 6 + extra + grace
    assert anew.rows[:place] == contract.rows[:place]
    assert [row.number for row in anew.rows] == list(range(1, len(anew.rows) + 1))


def test_nothing_is_rescheduled_after_the_last_due_date():
    with pytest.raises(ImpossibleTerms, match="falls due"):
        rescheduled(Contract.of(TERMS), Rescheduled(date(2025, 1, 1), extra_terms=1))


def test_a_due_date_cannot_move_before_its_period():
    with pytest.raises(ImpossibleTerms):
        rescheduled(Contract.of(TERMS), Rescheduled(date(2024, 3, 1), new_due_on=date(2024, 1, 15)))


# ---- drawn again from the real balance -----------------------------------------------------------------------------


@given(
    repayments,
    st.builds(RedrawingRules, st.sampled_from(Rest), st.sampled_from(Prepayment), st.booleans()),
)
def test_a_redrawn_schedule_repays_what_was_paid_out(paid, rules):
    paid = sorted(paid, key=lambda repaid: repaid.paid_on)

    outcome = redraw(TERMS, rules, [Disbursed(START, TERMS.principal), *paid])

    rows = [row.instalment for row in outcome.rows]
    assert sum(row.principal for row in rows) == TERMS.principal
    assert rows[-1].balance == 0
    assert min(min(row.principal, row.interest, row.balance) for row in rows) >= 0
    assert sum(split.split.total for split in outcome.repayments) == sum(repaid.amount for repaid in paid)


@given(repayments)
def test_a_plan_whose_last_instalment_absorbs_repays_what_was_paid_out(paid):
    terms = replace(TERMS, level_multiple=1, level_formula=LevelFormula.PERIOD_FACTORS)
    paid = sorted(paid, key=lambda repaid: repaid.paid_on)

    outcome = absorb(terms, [Disbursed(START, terms.principal), *paid])

    rows = [row.instalment for row in outcome.rows]
    assert sum(row.principal for row in rows) == terms.principal
    assert rows[-1].balance == 0
    assert min(min(row.principal, row.interest) for row in rows) >= 0
    assert sum(split.split.total for split in outcome.repayments) == sum(repaid.amount for repaid in paid)


@given(repayments, charges, orders, st.booleans())
def test_charges_on_a_level_plan_change_no_principal_and_are_never_overpaid(paid, charged, order, last_first):
    terms = replace(TERMS, level_multiple=1, level_formula=LevelFormula.PERIOD_FACTORS)
    charged = [charge for charge in charged if charge.due_on <= terms.periods[-1].due_on]
    absorbing = Absorbing.of(terms, order=order, last_first=last_first)

    for entry in [Disbursed(START, terms.principal), *sorted(paid, key=lambda repaid: repaid.paid_on), *charged]:
        absorbing.take(entry)

    outcome = absorbing.outcome()
    excess = sum(split.split.excess for split in outcome.repayments)
    assert sum(row.instalment.principal for row in outcome.rows) == terms.principal
    assert sum(row.fees + row.penalties for row in outcome.rows) == sum(charge.amount for charge in charged)
    assert sum(row.paid for row in outcome.rows) == sum(repaid.amount for repaid in paid) - excess
    assert excess >= 0
    assert all(split.split.total == split.amount for split in outcome.repayments)


def test_a_charge_on_a_level_plan_paid_too_much_is_met_from_the_excess():
    absorbing = Absorbing.of(TERMS)
    for entry in (Disbursed(START, 600_000), Repaid(START, 600_500), Charged(Part.FEE, date(2024, 1, 9), 800)):
        absorbing.take(entry)

    outcome = absorbing.outcome()

    assert (outcome.repayments[0].split.fees, outcome.repayments[0].split.excess) == (500, 0)
    assert outcome.rows[0].outstanding == 300
    assert absorbing.pay_off(date(2024, 1, 9)).total == 300


def test_what_a_level_plan_cannot_charge_or_order_is_refused():
    with pytest.raises(ImpossibleTerms, match="after the last instalment"):
        Absorbing.of(TERMS).take(Charged(Part.FEE, date(2025, 1, 1), 1))
    with pytest.raises(ImpossibleTerms, match="each part once"):
        Absorbing.of(TERMS, order=(Part.FEE,))


@pytest.mark.parametrize(("allocation", "fee", "left"), [(OLDEST, 800, 300), (DUE_FIRST, 500, 300)])
def test_a_charge_on_a_loan_paid_too_much_is_met_from_the_excess(allocation, fee, left):
    whole = service(TERMS, allocation=allocation, entries=[Repaid(START, 10**7)])
    amount = 10**7 - whole.repayments[0].split.excess + 500

    entries = [Repaid(START, amount), Charged(Part.FEE, date(2024, 1, 9), 800)]
    outcome = service(TERMS, allocation=allocation, entries=entries)

    assert outcome.repayments[0].split.fees == fee
    assert sum(row.outstanding for row in outcome.rows) == left


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 1, 15), date(2024, 2, 1), date(2024, 6, 20)])
def test_what_pays_a_loan_off_leaves_nothing(day):
    terms = replace(TERMS, day_count=DayCount.THIRTY_360, level_formula=LevelFormula.PERIOD_FACTORS)
    absorbing = Absorbing.of(terms)
    absorbing.take(Disbursed(START, terms.principal))

    absorbing.take(Repaid(day, absorbing.pay_off(day).total))

    outcome = absorbing.outcome()
    assert sum(row.outstanding for row in outcome.rows) == 0
    assert outcome.repayments[0].split.excess == 0


def test_a_pay_off_to_the_next_due_date_owes_the_whole_period():
    terms = replace(TERMS, day_count=DayCount.THIRTY_360, level_formula=LevelFormula.PERIOD_FACTORS)
    absorbing = Absorbing.of(terms)
    absorbing.take(Disbursed(START, terms.principal))

    assert absorbing.pay_off(date(2024, 1, 15), Preclosure.NEXT_DUE_DATE).interest == 6_000


def test_a_daily_rest_pays_off_with_interest_to_the_day():
    redrawing = Redrawing.of(TERMS, RedrawingRules())
    redrawing.disburse(Disbursed(START, TERMS.principal))

    assert redrawing.pay_off(date(2024, 1, 31)).interest == round(600_000 * 12 * 30 / 36_500)


def test_a_daily_rest_is_paid_off_early_with_the_interest_of_its_days():
    terms = replace(TERMS, principal=100_000, starts_on=date(2023, 1, 1), instalments=1, level_multiple=1)

    outcome = redraw(terms, RedrawingRules(), [Disbursed(terms.starts_on, 100_000), Repaid(date(2023, 1, 2), 100_033)])

    assert (outcome.repayments[0].split.principal, outcome.repayments[0].split.interest) == (100_000, 33)
    assert outcome.rows[0].outstanding == 0


@pytest.mark.parametrize(
    "other", [{"amortization": Amortization.EQUAL_PRINCIPAL}, {"interest_method": InterestMethod.FLAT}]
)
def test_what_is_not_level_on_the_balance_is_not_drawn_again(other):
    with pytest.raises(ImpossibleTerms):
        Redrawing.of(replace(TERMS, **other), RedrawingRules())

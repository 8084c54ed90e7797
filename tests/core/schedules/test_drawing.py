"""Schedules: parts that add up, nothing negative, a last instalment that closes, terms that are refused."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tantam.core.schedules.day_counts import DayCount, NightOf, Period, whole_periods, year_share
from tantam.core.schedules.drawing import draw_flat_tranches, draw_schedule
from tantam.core.schedules.due_dates import Frequency, TimeUnit, date_after, dates_from
from tantam.core.schedules.levelling import (
    Disbursed,
    DueDateMoved,
    InterestPaused,
    PeriodsAdded,
    RateChanged,
    draw_level_rows,
)
from tantam.core.schedules.rounding import Rounding, rounded, rounded_to_multiple
from tantam.core.schedules.terms import (
    Amortization,
    ImpossibleTerms,
    InterestBasis,
    InterestMethod,
    LevelFormula,
    ScheduleTerms,
)

START = date(2024, 1, 31)
MONTHLY = Frequency(1, TimeUnit.MONTHS)
TERMS = ScheduleTerms(1_000_000, Fraction(12, 100), START, MONTHLY, 6)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))
rates = st.builds(Fraction, st.integers(0, 500_000), st.just(1_000_000))
frequencies = st.builds(Frequency, st.integers(1, 12), st.sampled_from(TimeUnit))


@st.composite
def all_terms(draw):
    count = draw(st.integers(1, 40))
    return ScheduleTerms(
        principal=draw(st.integers(0, 10**11)),
        yearly_rate=draw(rates),
        starts_on=draw(days),
        frequency=draw(frequencies),
        instalments=count,
        interest_method=draw(st.sampled_from(InterestMethod)),
        interest_basis=draw(st.sampled_from(InterestBasis)),
        day_count=draw(st.sampled_from(DayCount)),
        night_of=draw(st.sampled_from(NightOf)),
        amortization=draw(st.sampled_from(Amortization)),
        level_formula=draw(st.sampled_from(LevelFormula)),
        grace_principal=draw(st.integers(0, count - 1)),
        grace_interest=draw(st.integers(0, count - 1)),
        rounding=draw(st.sampled_from(Rounding)),
        level_multiple=draw(st.sampled_from([1, 100, 1000])),
        level_rounding=draw(st.sampled_from(Rounding)),
    )


@given(all_terms())
def test_the_parts_of_principal_add_up_and_the_last_instalment_closes(terms):
    rows = draw_schedule(terms)

    assert sum(row.principal for row in rows) == terms.principal
    assert rows[-1].balance == 0
    assert len(rows) == terms.instalments
    assert [row.due_on for row in rows] == [period.due_on for period in terms.periods]


@given(all_terms())
def test_nothing_in_a_schedule_is_negative_and_balances_only_fall(terms):
    rows = draw_schedule(terms)

    assert min(min(row.principal, row.interest, row.balance) for row in rows) >= 0
    balances = [terms.principal, *(row.balance for row in rows)]
    assert balances == sorted(balances, reverse=True)


@given(all_terms())
def test_with_one_instalment_every_amortization_is_the_same(terms):
    one = replace(terms, instalments=1, grace_principal=0, grace_interest=0)

    drawn = {
        (rows[0].principal, rows[0].interest)
        for rows in (draw_schedule(replace(one, amortization=amortization)) for amortization in Amortization)
    }

    assert len(drawn) == 1


@given(all_terms())
def test_a_row_of_grace_has_no_principal(terms):
    rows = draw_schedule(terms)

    assert all(row.principal == 0 for row in rows[: terms.grace_principal])


@given(all_terms())
def test_equal_principal_is_equal_but_for_the_last_row(terms):
    rows = draw_schedule(replace(terms, amortization=Amortization.EQUAL_PRINCIPAL, rounding=Rounding.DOWN))

    paying = rows[terms.grace_principal :]
    assert len({row.principal for row in paying[:-1]}) <= 1


@given(all_terms())
def test_without_interest_a_level_plan_is_one_of_equal_principal(terms):
    free = replace(terms, yearly_rate=Fraction(0), level_multiple=1, level_rounding=terms.rounding)

    level = draw_schedule(replace(free, amortization=Amortization.EQUAL_INSTALMENT))
    equal = draw_schedule(replace(free, amortization=Amortization.EQUAL_PRINCIPAL))

    assume(free.level_formula is LevelFormula.FIRST_PERIOD)
    assert [row.principal for row in level] == [row.principal for row in equal]


@given(all_terms())
def test_grace_on_interest_moves_interest_and_loses_none(terms):
    flat = replace(terms, interest_method=InterestMethod.FLAT)

    graced = draw_schedule(flat)
    plain = draw_schedule(replace(flat, grace_interest=0))

    assert sum(row.interest for row in graced) == sum(row.interest for row in plain)
    assert all(row.interest == 0 for row in graced[: flat.grace_interest])


@pytest.mark.parametrize(
    "wrong",
    [
        {"principal": -1},
        {"yearly_rate": Fraction(-1, 100)},
        {"instalments": 0},
        {"grace_principal": 6},
        {"grace_principal": -1},
        {"grace_interest": 6},
        {"level_multiple": 0},
        {"fixed_level": -1},
        {"units_in_cent": Fraction(0)},
        {"due_dates": (date(2024, 3, 1),)},
        {"due_dates": (START,) * 6},
        {"due_dates": tuple(date(2024, month, 1) for month in (2, 3, 4, 6, 5, 7))},
    ],
)
def test_impossible_terms_are_refused(wrong):
    with pytest.raises(ImpossibleTerms):
        replace(TERMS, **wrong)


def test_terms_that_leave_the_calendar_are_refused():
    with pytest.raises(ImpossibleTerms, match="calendar"):
        draw_schedule(replace(TERMS, instalments=8000, frequency=Frequency(12, TimeUnit.MONTHS)))


def test_a_frequency_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        Frequency(0, TimeUnit.MONTHS)


# ---- day counts and due dates --------------------------------------------------------------------------------


@given(days, st.integers(1, 800), st.data(), st.sampled_from(DayCount), st.sampled_from(NightOf), frequencies)
def test_day_counts_add_up_wherever_a_period_is_split(start, nights, data, day_count, night_of, frequency):
    period = Period(start, start + timedelta(days=nights))
    middle = start + timedelta(days=data.draw(st.integers(0, nights)))

    def share(first, last):
        return year_share(
            day_count=day_count,
            starts_on=first,
            ends_on=last,
            period=period,
            frequency=frequency,
            night_of=night_of,
        )

    assert share(start, middle) + share(middle, period.due_on) == share(start, period.due_on)


@pytest.mark.parametrize(
    ("night_of", "share"),
    [
        (NightOf.DAY_BEFORE, Fraction(20, 365) + Fraction(11, 366)),
        (NightOf.DAY_AFTER, Fraction(19, 365) + Fraction(12, 366)),
    ],
)
def test_the_night_before_a_new_year_belongs_to_the_year_that_is_named(night_of, share):
    period = Period(date(2023, 12, 12), date(2024, 1, 12))

    counted = year_share(
        day_count=DayCount.ACTUAL_ACTUAL,
        starts_on=period.starts_on,
        ends_on=period.due_on,
        period=period,
        frequency=MONTHLY,
        night_of=night_of,
    )

    assert counted == share


def test_february_is_a_month_of_thirty_days_as_a_whole_and_by_nights_inside():
    period = Period(date(2024, 2, 1), date(2024, 3, 1))

    def share(last):
        return year_share(
            day_count=DayCount.THIRTY_360, starts_on=date(2024, 2, 1), ends_on=last, period=period, frequency=MONTHLY
        )

    assert share(date(2024, 3, 1)) == Fraction(1, 12)
    assert share(date(2024, 2, 15)) == Fraction(1, 12) * Fraction(14, 29)


def test_a_stretch_outside_its_period_is_refused():
    with pytest.raises(ValueError, match="not inside"):
        year_share(
            day_count=DayCount.ACTUAL_365,
            starts_on=START,
            ends_on=START + timedelta(days=9),
            period=Period(START, START + timedelta(days=8)),
            frequency=MONTHLY,
        )


@given(days, frequencies, st.integers(1, 60))
def test_due_dates_rise_and_keep_the_day_where_the_month_has_it(first, frequency, count):
    dates = dates_from(first, frequency, count)

    assert list(dates) == sorted(set(dates))
    if frequency.unit in {TimeUnit.MONTHS, TimeUnit.YEARS}:
        assert all(day.day == first.day or (day + timedelta(days=1)).day == 1 for day in dates)


def test_the_31st_is_clipped_and_comes_back():
    assert [date_after(START, MONTHLY, times) for times in (1, 2, 3)] == [
        date(2024, 2, 29),
        date(2024, 3, 31),
        date(2024, 4, 30),
    ]


# ---- rounding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "even", "half_up", "up", "down"),
    [
        (Fraction(5, 2), 2, 3, 3, 2),
        (Fraction(7, 2), 4, 4, 4, 3),
        (Fraction(-5, 2), -2, -2, -2, -3),
        (Fraction(9, 4), 2, 2, 3, 2),
        (Fraction(3), 3, 3, 3, 3),
    ],
)
def test_rounding_follows_its_name(amount, even, half_up, up, down):
    assert rounded(amount, Rounding.HALF_EVEN) == even
    assert rounded(amount, Rounding.HALF_UP) == half_up
    assert rounded(amount, Rounding.UP) == up
    assert rounded(amount, Rounding.DOWN) == down


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6), st.sampled_from(Rounding))
def test_a_multiple_is_a_multiple_and_near(amount, multiple, rounding):
    near = rounded_to_multiple(amount, multiple, rounding)

    assert near % multiple == 0
    assert abs(near - amount) < multiple


# ---- variations ------------------------------------------------------------------------------------------------


@st.composite
def variations(draw):
    inside = st.dates(min_value=START, max_value=START + timedelta(days=170))
    made = [Disbursed(START, draw(st.integers(1, 10**9)))]
    for _ in range(draw(st.integers(0, 4))):
        day = draw(inside)
        made.append(
            draw(
                st.sampled_from(
                    [
                        Disbursed(day, draw(st.integers(0, 10**9))),
                        RateChanged(day, draw(rates)),
                        InterestPaused(day, day + timedelta(days=draw(st.integers(0, 90)))),
                    ]
                )
            )
        )
    return made


@given(variations())
def test_a_level_plan_repays_what_was_paid_out_whatever_comes(made):
    terms = replace(TERMS, level_formula=LevelFormula.PERIOD_FACTORS)

    rows = draw_level_rows(terms, made)

    assert sum(row.principal for row in rows) == sum(paid.amount for paid in made if isinstance(paid, Disbursed))
    assert rows[-1].balance == 0
    assert min(min(row.principal, row.interest, row.balance) for row in rows) >= 0


def test_nothing_is_paid_out_after_the_last_due_date():
    with pytest.raises(ImpossibleTerms, match="after the last due date"):
        draw_level_rows(TERMS, [Disbursed(date(2025, 1, 1), 1)])


def test_a_pause_cannot_run_backwards():
    with pytest.raises(ImpossibleTerms):
        InterestPaused(date(2024, 2, 2), date(2024, 2, 1))


def test_a_stretched_period_has_whole_units_and_a_share_of_the_next():
    assert whole_periods(date(2024, 2, 1), date(2024, 4, 15), MONTHLY) == 2 + Fraction(14, 30)
    assert whole_periods(date(2024, 2, 1), date(2024, 5, 1), Frequency(3, TimeUnit.MONTHS)) == 1


def test_a_due_date_that_moves_takes_the_later_ones_along():
    terms = replace(TERMS, starts_on=date(2024, 1, 1), day_count=DayCount.THIRTY_360)
    moved = DueDateMoved(date(2024, 3, 1), date(2024, 4, 15))

    rows = draw_level_rows(terms, [Disbursed(terms.starts_on, 1_000_000), moved])

    assert [row.due_on for row in rows][:3] == [date(2024, 2, 1), date(2024, 4, 15), date(2024, 5, 15)]
    assert sum(row.principal for row in rows) == 1_000_000


@given(st.integers(0, 24), days)
def test_periods_that_are_added_spread_what_is_left(count, day):
    terms = replace(TERMS, level_formula=LevelFormula.PERIOD_FACTORS)

    rows = draw_level_rows(terms, [Disbursed(START, 1_000_000), PeriodsAdded(day, count)])

    assert len(rows) == 6 + count
    assert sum(row.principal for row in rows) == 1_000_000
    assert min(row.principal for row in rows) >= 0


@pytest.mark.parametrize(
    "wrong", [DueDateMoved(date(2025, 1, 1), date(2025, 2, 1)), DueDateMoved(date(2024, 3, 1), date(2024, 1, 31))]
)
def test_a_due_date_that_cannot_move_is_refused(wrong):
    with pytest.raises(ImpossibleTerms):
        draw_level_rows(TERMS, [wrong])


FLAT = replace(
    TERMS,
    principal=150_000,
    yearly_rate=Fraction(7, 100),
    starts_on=date(2025, 1, 1),
    instalments=3,
    interest_method=InterestMethod.FLAT,
    interest_basis=InterestBasis.PERIOD,
)


def test_flat_interest_over_two_disbursements():
    """Figures that Apache Fineract's end-to-end tests publish (C4119)."""
    rows = draw_flat_tranches(FLAT, [Disbursed(FLAT.starts_on, 100_000), Disbursed(date(2025, 2, 15), 50_000)])

    assert [(row.principal, row.interest) for row in rows] == [(33_333, 875), (50_000, 875), (66_667, 875)]


@given(all_terms(), st.data())
def test_flat_tranches_repay_what_was_paid_out(terms, data):
    terms = replace(terms, interest_method=InterestMethod.FLAT)
    first = data.draw(st.integers(0, terms.principal))
    later = data.draw(st.dates(terms.starts_on, terms.periods[-1].due_on - timedelta(days=1)))

    rows = draw_flat_tranches(terms, [Disbursed(terms.starts_on, first), Disbursed(later, terms.principal - first)])

    assert sum(row.principal for row in rows) == terms.principal
    assert rows[-1].balance == 0
    assert min(min(row.principal, row.interest, row.balance) for row in rows) >= 0


@pytest.mark.parametrize(
    ("terms", "paid"),
    [
        (TERMS, Disbursed(START, 1_000_000)),
        (FLAT, Disbursed(FLAT.starts_on, 1)),
        (FLAT, Disbursed(date(2025, 4, 1), 150_000)),
    ],
)
def test_tranches_that_do_not_fit_are_refused(terms, paid):
    with pytest.raises(ImpossibleTerms):
        draw_flat_tranches(terms, [paid])

"""Interest of savings: points add up however days are split, and every đồng of them is paid once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.law.dated import MissingValueError
from tantam.core.loans.points import POINTS_PER_DONG
from tantam.core.savings import Accrued, Rates, accrue, owed_vnd, paid

FIRST = date(2026, 1, 1)
NIGHT = timedelta(days=1)
RATES = Rates(((FIRST, 2_000), (date(2026, 3, 10), 5_000), (date(2026, 3, 11), 0), (date(2026, 5, 31), 7_300)))

days = st.integers(0, 300).map(lambda at: FIRST + at * NIGHT)
amounts = st.integers(-(10**12), 10**12)


def night_by_night(moves: list[tuple[date, int]], until: date) -> int:
    """Return the points of every night from the first on, by the balance that it begins with: slow and plain."""
    points, day = 0, FIRST
    while day < until:
        balance_vnd = sum(vnd for on, vnd in moves if on <= day)
        day += NIGHT
        ppm = [rate for starts_on, rate in RATES.steps if starts_on <= day][-1]
        points += balance_vnd * ppm
    return points


@given(first=days, second=days, third=days)
def test_the_nights_of_two_stretches_are_those_of_both(first, second, third):
    a, b, c = sorted((first, second, third))
    assert RATES.ppm_nights(a, c) == RATES.ppm_nights(a, b) + RATES.ppm_nights(b, c)
    assert RATES.within(b, c).ppm_nights(b, c) == RATES.ppm_nights(b, c)
    assert RATES.within(None, c).ppm_nights(a, c) == RATES.ppm_nights(a, c)


def test_a_night_bears_the_rate_of_the_day_on_which_it_ends():
    assert RATES.ppm_nights(date(2026, 3, 8), date(2026, 3, 9)) == 2_000
    assert RATES.ppm_nights(date(2026, 3, 9), date(2026, 3, 10)) == 5_000
    assert RATES.ppm_nights(date(2026, 3, 9), date(2026, 3, 12)) == 5_000
    assert RATES.ppm_nights(FIRST, FIRST) == 0
    with pytest.raises(MissingValueError):
        RATES.ppm_nights(FIRST - 2 * NIGHT, FIRST)


@given(
    moves=st.lists(st.tuples(days, st.integers(0, 40), amounts), max_size=12),
    ends=st.lists(days, min_size=1, max_size=6, unique=True),
)
def test_what_is_reckoned_in_any_split_of_days_is_the_exact_sum(moves, ends):
    """Moves are written down up to 40 days after their own day; what is known late is made good, to the point."""
    accrued, balance_vnd, before = Accrued(), 0, None
    for end in sorted(ends):
        booked = [(on, on + late * NIGHT, vnd) for on, late, vnd in moves]
        news = [(on, vnd) for on, at, vnd in booked if at <= end and (before is None or at > before)]
        accrued = accrue(accrued, balance_vnd=balance_vnd, moves=news, rates=RATES, until=end)
        balance_vnd += sum(vnd for _on, vnd in news)
        before = end
        known = [(on, vnd) for on, at, vnd in booked if at <= end]
        assert accrued == Accrued(night_by_night(known, end), end)


@given(points=st.integers(-(10**18), 10**18))
def test_whole_dong_are_paid_and_less_than_one_waits(points):
    vnd = owed_vnd(Accrued(points, FIRST))
    left = paid(Accrued(points, FIRST), vnd)
    assert 0 <= left.points < POINTS_PER_DONG
    assert left.points + vnd * POINTS_PER_DONG == points


def test_five_thousand_ppm_of_a_million_are_thirteen_dong_a_night():
    rates = Rates(((FIRST, 5_000),))
    accrued = accrue(Accrued(), balance_vnd=0, moves=[(FIRST, 1_000_000)], rates=rates, until=FIRST + 73 * NIGHT)
    assert owed_vnd(accrued) == 1_000
    assert paid(accrued, 1_000) == Accrued(0, FIRST + 73 * NIGHT)

"""Interest in points against the reckoned figures (actual days over 365, half up to the đồng)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.loans.points import POINTS_PER_DONG, paid_points, points_of, whole_dong
from tests.support.interest_figures import ON_A_HUNDRED_MILLION

M = 1_000_000


@pytest.mark.parametrize(
    ("rate_ppm", "nights", "interest_vnd"),
    ON_A_HUNDRED_MILLION,
)
def test_interest_on_a_hundred_million(rate_ppm, nights, interest_vnd):
    assert whole_dong(points_of(100 * M, rate_ppm=rate_ppm, nights=nights)) == interest_vnd


def test_half_a_dong_is_rounded_up_and_less_than_nothing_is_nothing():
    assert whole_dong(POINTS_PER_DONG // 2) == 1
    assert whole_dong(POINTS_PER_DONG // 2 - 1) == 0
    assert whole_dong(-POINTS_PER_DONG // 2) == 0


@given(st.integers(0, 10**11), st.integers(0, 200_000), st.lists(st.integers(0, 400), min_size=1))
def test_points_add_up_across_any_split_of_nights(principal_vnd, rate_ppm, stretches):
    together = points_of(principal_vnd, rate_ppm=rate_ppm, nights=sum(stretches))
    assert together == sum(points_of(principal_vnd, rate_ppm=rate_ppm, nights=n) for n in stretches)


@given(st.integers(0, 10**17))
def test_paying_what_is_asked_leaves_at_most_half_a_dong(points):
    left = points - paid_points(whole_dong(points))
    assert -POINTS_PER_DONG // 2 <= left < POINTS_PER_DONG // 2 + 1
    assert whole_dong(left) == 0

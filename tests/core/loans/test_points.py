"""Interest in points against the reckoned figures (actual days over 365, half up to the đồng)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.loans.points import POINTS_PER_DONG, paid_points, points_of, whole_dong

M = 1_000_000


@pytest.mark.parametrize(
    ("rate_ppm", "nights", "interest_vnd"),
    [
        (30_000, 30, 246_575),
        (30_000, 31, 254_795),
        (39_600, 30, 325_479),
        (39_600, 31, 336_329),
        (48_000, 30, 394_521),
        (48_000, 31, 407_671),
        (54_000, 30, 443_836),
        (54_000, 31, 458_630),
        (66_000, 30, 542_466),
        (66_000, 31, 560_548),
        (79_200, 30, 650_959),
        (79_200, 31, 672_658),
        (82_500, 30, 678_082),
        (82_500, 31, 700_685),
        (83_820, 30, 688_932),
        (83_820, 31, 711_896),
        (90_000, 30, 739_726),
        (90_000, 31, 764_384),
        (83_820, 365, 8_382_000),
        (85_800, 30, 705_205),
    ],
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

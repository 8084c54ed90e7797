"""Interest in points: one point is 1 đồng × 1 ppm a year × 1 night.

Points add up exactly across any split of days; they are divided once, when interest is asked for. A night belongs
to the day on which it ends: money that comes on the 5th and goes on the 7th stays for two nights, those that end
on the 6th and on the 7th (Circular 14/2017/TT-NHNN: actual days over 365, first day counted, last day not).
"""

from typing import Final

POINTS_PER_DONG: Final = 1_000_000 * 365
# What columns and the database hold: points are doubled to be rounded, and one more stretch of nights is added before
# they are looked at again.
POINTS_MAX: Final = 2**61


def points_of(principal_vnd: int, *, rate_ppm: int, nights: int) -> int:
    """Return the points that a principal bears in some nights at a yearly rate in ppm."""
    assert principal_vnd >= 0
    assert rate_ppm >= 0
    assert nights >= 0
    return principal_vnd * rate_ppm * nights


def whole_dong(points: int) -> int:
    """Return points as đồng, half up; what is less than nothing is nothing.

    The rest stays where it was: whoever pays these đồng takes `paid_points` of them away, which may leave up
    to half a đồng owing or paid ahead.
    """
    return max(0, (2 * points + POINTS_PER_DONG) // (2 * POINTS_PER_DONG))


def paid_points(interest_vnd: int) -> int:
    """Return the points that a payment of interest settles."""
    return interest_vnd * POINTS_PER_DONG

"""Commissions and fees, as a group's book reckons them by hand."""

from datetime import date

import pytest

from tantam.core.entrusted_pay import commission_vnd, ends_month, fee_vnd


@pytest.mark.parametrize(
    ("collected", "ppm", "expected_vnd"),
    [
        ({66_000: 550_000}, 850, 85_000),  # 0,55% a month: 100 m bear 550.000, and 0,085% of them are 85.000
        ({66_000: 550_000, 79_200: 660_000}, 850, 170_000),
        ({66_000: 1}, 850, 0),
        ({66_000: 4}, 850, 1),
        ({66_000: -550_000}, 850, -85_000),
        ({0: 10_000}, 850, 0),
        ({}, 850, 0),
        ({66_000: 550_000}, 0, 0),
    ],
)
def test_a_commission_is_interest_by_the_two_rates(collected, ppm, expected_vnd):
    assert commission_vnd(collected, ppm_month=ppm) == expected_vnd


@pytest.mark.parametrize(
    ("owed", "ppm", "expected_vnd"), [(100_000_000, 450, 45_000), (1_111, 450, 0), (1_112, 450, 1)]
)
def test_a_fee_is_a_monthly_rate_on_what_is_outstanding(owed, ppm, expected_vnd):
    assert fee_vnd(owed, ppm_month=ppm) == expected_vnd


def test_only_its_last_day_ends_a_month():
    assert ends_month(date(2028, 2, 29))
    assert not ends_month(date(2028, 2, 28))

"""Loans of the small register, learnt once.

An Nghèo owes 60 m of 100 m at the poor households' rate, in two instalments of 2027; Bình Cận owes 40 m, of which
10 m should have been repaid in June 2026. Both were taken over at the end of October 2026.
"""

from dataclasses import replace
from datetime import date

from tantam.lending.commands.taking_over import LoanFigures, take_over_loan
from tests.support.cast import asked_by_system

OFFICE = "NHCSXH"
TAKEN_OVER = date(2026, 10, 31)
M = 1_000_000
IN_TIME = "51-0001"
BEHIND = "51-0002"


def figures(number: str = IN_TIME, **changed: object) -> LoanFigures:
    """Return the figures of An Nghèo's loan under a number, changed as told."""
    usual: dict[str, object] = {
        "number": number,
        "household_code": "21484-00001",
        "programme": "poor",
        "source": "CENTRAL",
        "contract_on": date(2024, 7, 10),
        "approved_vnd": 100 * M,
        "rate_ppm": 66_000,
        "overdue_rate_ppm": 85_800,
        "instalments": (
            (date(2026, 7, 10), date(2026, 7, 10), 40 * M),
            (date(2027, 1, 10), date(2027, 1, 15), 30 * M),
            (date(2027, 7, 10), date(2027, 7, 15), 30 * M),
        ),
        "disbursed_vnd": 100 * M,
        "principal_vnd": 60 * M,
        "interest_current_vnd": 120_000,
    }
    return LoanFigures(**(usual | changed))  # type: ignore[arg-type]


BEHIND_FIGURES = figures(
    BEHIND,
    household_code="21484-00002",
    programme="near-poor",
    source="LOCAL_PROVINCE",
    approved_vnd=50 * M,
    rate_ppm=79_200,
    overdue_rate_ppm=102_960,
    instalments=(
        (date(2026, 6, 10), date(2026, 6, 15), 20 * M),
        (date(2027, 6, 10), date(2027, 6, 15), 30 * M),
    ),
    disbursed_vnd=50 * M,
    principal_vnd=40 * M,
    interest_current_vnd=0,
    interest_overdue_vnd=390_000,
)


def take_over(loan: LoanFigures, on: date = TAKEN_OVER) -> str:
    """Take a loan over at the end of a day."""
    return take_over_loan(asked=asked_by_system(on=on), office_code=OFFICE, as_of=on, figures=loan)


def make_loans(suffix: str = "") -> None:
    """Take both loans over, under their numbers and a suffix."""
    for loan in (figures(), BEHIND_FIGURES):
        take_over(replace(loan, number=loan.number + suffix))

"""Loans of the small register, learnt once.

An Nghèo owes 60 m of 100 m at the poor households' rate, in two instalments of 2027; Bình Cận owes 40 m, of which
10 m should have been repaid in June 2026. Both were taken over at the end of October 2026.
"""

from dataclasses import replace
from datetime import date

from tantam.core.loans.events import Event
from tantam.lending.commands.taking_over import LoanFigures, take_over_loan
from tantam.lending.models import Loan
from tantam.lending.parts.lives import Life, add_event, keep_balance, read_lives, standing_at
from tests.support.cast import TODAY, asked_by_system

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


def write_event(life: Life, event: Event, *, on: date) -> None:
    """Let an event happen to a loan without telling the ledger."""
    longer = add_event(life, event, asked=asked_by_system(on=on), closed_until=None)
    keep_balance(longer, standing_at(longer, on))


def make_not_disbursed(number: str) -> None:
    """Write down a loan like An Nghèo's that was agreed and of which nothing was paid out."""
    like = Loan.objects.get(number=IN_TIME)
    rows = list(like.instalments.order_by("number"))
    like.pk, like.number = None, number
    like.save(force_insert=True)
    for row in rows:
        row.pk, row.loan = None, like
        row.save(force_insert=True)
    life = read_lives([like])[like.pk]
    keep_balance(life, standing_at(life, TODAY))


def make_loans(suffix: str = "") -> str:
    """Take both loans over, under their numbers and a suffix; return the number of An Nghèo's."""
    for loan in (figures(), BEHIND_FIGURES):
        take_over(replace(loan, number=loan.number + suffix))
    return IN_TIME + suffix

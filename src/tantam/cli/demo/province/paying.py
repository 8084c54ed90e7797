"""How the loans of a commune are paid, month by month at its sessions: interest every month, principal by plan.

Almost everybody pays. What is overdue is concentrated in a few weak groups, as it is everywhere.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tantam.cli.demo.province.chances import Ints, chances, happens
from tantam.cli.demo.province.groups import Groups
from tantam.cli.demo.province.households import Households, touched
from tantam.cli.demo.province.loans import NEVER, Loans
from tantam.cli.demo.province.shape import CommuneShape, Months
from tantam.cli.demo.province.trouble import Trouble

POINTS_PER_DONG: Final = 365 * 1_000_000
_MISSES_A_MONTH: Final = 0.012
_STOPS_IN_WEAK_GROUP: Final = 0.09
_STOPS_ELSEWHERE: Final = 0.0006
_STOPPED_BEFORE: Final = 9  # months
_PAYS_EXTRA: Final = 0.004
_EXTRA_VND: Final = 5_000_000
_COLLAPSES_IN: Final = 17


@dataclass(frozen=True, slots=True)
class Course:
    """What is paid of each loan (columns) in each month (rows), in đồng; `principal_vnd` is what is then left.

    `start_vnd` is the principal when the months begin, `start_interest_vnd` the interest owed then, of loans that run.
    `stops_month` is when the borrower stops paying, NEVER where they do not.
    """

    start_vnd: Ints
    start_interest_vnd: Ints
    principal_vnd: Ints
    principal_paid_vnd: Ints
    interest_due_vnd: Ints
    interest_paid_vnd: Ints
    overdue_vnd: Ints
    stops_month: Ints


def play(shape: CommuneShape, groups: Groups, households: Households, loans: Loans, months: Months) -> Course:
    """Return what is paid of every loan in every month."""
    chance = chances("paying", shape.place.state_code)
    point = groups.point[households.group[loans.household]]
    no_interest, no_principal = _stops(chance, groups, households, loans, months)
    nights, since = _nights(shape, months)[:, point], _nights_before(shape, months)[point]
    start, owed = _at_start(loans, np.minimum(no_interest, no_principal), no_interest, since)
    principal, start_interest = start.copy(), owed.copy()
    rows = {name: np.zeros((months.count, len(point)), dtype=np.int64) for name in ("left", "repaid", "due", "paid")}
    for month in range(months.count):
        due = principal * loans.rate_ppm * nights[month] // POINTS_PER_DONG
        owed = owed + due
        misses = happens(chance, _MISSES_A_MONTH, len(point)) | (month >= no_interest)
        paid = np.where(misses, 0, owed)
        by_plan = np.maximum(principal - loans.left_by_plan(month), 0)
        extra = np.where(happens(chance, _PAYS_EXTRA, len(point)), np.minimum(_EXTRA_VND, principal), 0)
        wanted = np.where(loans.early_month <= month, principal, np.maximum(by_plan, extra))
        repaid = np.where(misses | (month >= no_principal), 0, wanted)
        owed = owed - paid
        principal = principal - repaid + np.where(loans.month == month, loans.approved_vnd, 0)
        for name, column in (("left", principal), ("repaid", repaid), ("due", due), ("paid", paid)):
            rows[name][month] = column
    return Course(
        start_vnd=start,
        start_interest_vnd=start_interest,
        principal_vnd=rows["left"],
        principal_paid_vnd=rows["repaid"],
        interest_due_vnd=rows["due"],
        interest_paid_vnd=rows["paid"],
        overdue_vnd=np.maximum(principal - loans.left_by_plan(months.count - 1), 0),
        stops_month=np.minimum(no_interest, no_principal),
    )


def _at_start(loans: Loans, stops: Ints, no_interest: Ints, since: Ints) -> tuple[Ints, Ints]:
    """Return principal and interest owed when the months begin; who stopped before owes what fell due since."""
    runs = loans.month < 0
    left = loans.left_by_plan(-1)
    stopped = runs & (stops < -1)
    for month in range(-_STOPPED_BEFORE, -1):
        left = np.where(stopped & (stops == month), loans.left_by_plan(month - 1), left)
    principal = np.where(runs, left, 0)
    behind = since + 30 * np.where(no_interest < 0, np.maximum(np.minimum(-no_interest, -loans.month - 1), 0), 0)
    return principal, principal * loans.rate_ppm * behind // POINTS_PER_DONG


def _stops(
    chance: np.random.Generator, groups: Groups, households: Households, loans: Loans, months: Months
) -> tuple[Ints, Ints]:
    """Return from which month on no interest is paid, and no principal; NEVER for nearly everybody."""
    group = households.group[loans.household]
    # A household pays all its loans or none, so chance is asked once a household.
    weak = groups.is_weak[households.group]
    stops = happens(chance, np.where(weak, _STOPS_IN_WEAK_GROUP, _STOPS_ELSEWHERE), len(weak))
    from_month = chance.integers(-_STOPPED_BEFORE, months.count, len(weak))
    interest = np.where(stops, from_month, NEVER)[loans.household]
    interest = np.where(interest < loans.month, np.maximum(loans.month + 2, interest), interest)
    principal = interest.copy()
    trouble, is_touched = groups.trouble[group], touched(groups, households.group)[loans.household]
    collapses = (trouble == Trouble.GROUP_COLLAPSES) & (months.count > _COLLAPSES_IN)
    ghosts = (trouble == Trouble.GHOST_BORROWERS) & is_touched
    together = (trouble == Trouble.BORROWED_THROUGH_MEMBERS) & is_touched & (loans.month >= 0)
    keeps = np.isin(trouble, (Trouble.HEAD_KEEPS_PRINCIPAL, Trouble.HEAD_ADVANCES_INTEREST)) & is_touched
    interest = np.where(collapses, _COLLAPSES_IN, interest)
    interest = np.where(ghosts, np.maximum(loans.month + 1, 0), interest)
    interest = np.where(together, np.maximum(loans.month + 6, 0), interest)
    interest = np.where(keeps, NEVER, interest)
    principal = np.where(collapses | ghosts | together, interest, principal)
    principal = np.where(keeps, 0, principal)
    return interest, principal


def _nights(shape: CommuneShape, months: Months) -> Ints:
    """Return how many nights interest runs until each session (rows) at each point (columns)."""
    before, rows = _nights_before(shape, months), []
    for month in range(months.count):
        days = [(months.day(month, day) - months.day(month - 1, day)).days for day in shape.visit_days]
        rows.append(np.asarray(days, dtype=np.int64) - (before if month == 0 else 0))
    return np.stack(rows)


def _nights_before(shape: CommuneShape, months: Months) -> Ints:
    """Return how many nights lie between each point's last session and the day on which the months begin."""
    last = [months.day(-1, day) for day in shape.visit_days]
    return np.asarray([(months.begins_on - day).days - 1 for day in last], dtype=np.int64)

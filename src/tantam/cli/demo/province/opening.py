"""A commune's groups and loans as another book kept them when a day ended: what is taken over here."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from tantam.cli.demo.province.chances import Ints
from tantam.cli.demo.province.commune import CommuneBook
from tantam.cli.demo.province.groups import ORGANISATIONS, village_name
from tantam.cli.demo.province.loans import CODES, OVERDUE_SHARE_PPM, RATES_PPM, SOURCES, Programme
from tantam.cli.demo.province.paying import POINTS_PER_DONG
from tantam.groups.parts.taking_over import TakenGroup, TakenKin, TakenMember, TakenPaper, TakenSeat
from tantam.lending.parts.taking_over import LoanFigures

_WHOLE_PPM = 1_000_000
_SIGNERS = ("Nguyễn Văn Ký", "Lê Thị Ký", "Đinh Văn Ký")


def day_before(book: CommuneBook, month: int) -> date:
    """Return the last day before a month."""
    return book.months.day(month, 1) - timedelta(days=1)


def list_groups(book: CommuneBook) -> tuple[TakenGroup, ...]:
    """Return a commune's groups."""
    return tuple(_group(book, place) for place in range(len(book.groups.size)))


def count_loans(book: CommuneBook, *, month: int) -> int:
    """Return how many loans are owed when a month begins."""
    return len(_owing(book, month))


def iterate_loans(book: CommuneBook, *, month: int, size: int) -> Iterator[tuple[LoanFigures, ...]]:
    """Yield the loans that are owed when a month begins, so many at a time."""
    principal, interest = _owed(book, month)
    owing = _owing(book, month)
    for start in range(0, len(owing), size):
        yield tuple(
            figures_of(book, loan, principal_vnd=int(principal[loan]), interest_vnd=int(interest[loan]))
            for loan in owing[start : start + size]
        )


def iterate_new_loans(book: CommuneBook, *, month: int, point: int) -> Iterator[LoanFigures]:
    """Yield the loans that are lent at a point's session of a month."""
    group = book.households.group[book.loans.household]
    for loan in np.flatnonzero((book.loans.month == month) & (book.groups.point[group] == point)).tolist():
        yield figures_of(book, loan, principal_vnd=int(book.loans.approved_vnd[loan]), interest_vnd=0)


def figures_of(book: CommuneBook, loan: int, *, principal_vnd: int, interest_vnd: int) -> LoanFigures:
    """Return a loan as another book has it."""
    loans = book.loans
    programme, approved_vnd = int(loans.programme[loan]), int(loans.approved_vnd[loan])
    begins, period, step = (int(column[loan]) for column in (loans.month, loans.period_months, loans.step_vnd))
    visit_day = visit_day_of(book, loan)
    count = int(loans.term_months[loan]) // period
    days = [book.months.day(begins + period * number, visit_day) for number in range(1, count + 1)]
    amounts = [step] * (count - 1)
    amounts.append(approved_vnd - sum(amounts))
    rate_ppm = RATES_PPM[programme]
    return LoanFigures(
        number=book.loan_number(loan),
        household_code=book.household_code(int(loans.household[loan])),
        programme=CODES[Programme(programme)],
        source=SOURCES[int(loans.source[loan])],
        contract_on=book.months.day(begins, visit_day),
        approved_vnd=approved_vnd,
        rate_ppm=rate_ppm,
        overdue_rate_ppm=rate_ppm * OVERDUE_SHARE_PPM // _WHOLE_PPM,
        instalments=tuple((day, day, amount) for day, amount in zip(days, amounts, strict=True)),
        disbursed_vnd=approved_vnd,
        principal_vnd=principal_vnd,
        interest_current_vnd=interest_vnd,
    )


def visit_day_of(book: CommuneBook, loan: int) -> int:
    """Return on which day of the month the point of a loan's group is visited."""
    group = int(book.households.group[book.loans.household[loan]])
    return book.shape.visit_days[int(book.groups.point[group])]


def _owing(book: CommuneBook, month: int) -> list[int]:
    principal, _interest = _owed(book, month)
    owing: list[int] = np.flatnonzero((principal > 0) & (book.loans.month < month)).tolist()
    return owing


def _owed(book: CommuneBook, month: int) -> tuple[Ints, Ints]:
    """Return principal and interest of every loan when a month begins, in đồng."""
    course, loans = book.course, book.loans
    if month == 0:
        return course.start_vnd, course.start_interest_vnd
    principal = course.principal_vnd[month - 1]
    owed = course.start_interest_vnd + (course.interest_due_vnd - course.interest_paid_vnd)[:month].sum(axis=0)
    point = book.groups.point[book.households.group[loans.household]]
    last = day_before(book, month)
    nights = [(last - book.months.day(month - 1, day)).days for day in book.shape.visit_days]
    since = principal * loans.rate_ppm * np.asarray(nights, dtype=np.int64)[point] // POINTS_PER_DONG
    return principal, owed + since


def _group(book: CommuneBook, place: int) -> TakenGroup:
    groups, code = book.groups, book.group_code(place)
    first = int(groups.first_household[place])
    households = [book.household_code(number) for number in range(first, first + int(groups.size[place]))]
    formed_on = book.months.day(int(groups.formed_month[place]), 5)
    head, deputy = (book.household_code(int(column[place])) for column in (groups.head, groups.deputy))
    return TakenGroup(
        code=code,
        village_name=village_name(int(groups.village[place])),
        organisation=ORGANISATIONS[int(groups.organisation[place])],
        formed_on=formed_on,
        members=tuple(TakenMember(household, formed_on) for household in households),
        board=(TakenSeat(head, "HEAD", formed_on), TakenSeat(deputy, "DEPUTY", formed_on)),
        declared=(TakenKin(head, deputy, "NONE"),),
        approval=TakenPaper(f"{place + 1}/QĐ-TO", formed_on + timedelta(days=10), _SIGNERS[place % len(_SIGNERS)]),
        monthly_savings_vnd=int(groups.convention_vnd[place]),
        meeting_day=int(groups.meeting_day[place]),
        authorisation=TakenPaper(f"{code}/HĐUN", formed_on + timedelta(days=20)),
        point_code=point_code(book, int(groups.point[place])),
    )


def point_code(book: CommuneBook, point: int) -> str:
    """Return the code of a commune's transaction point."""
    return f"{book.shape.place.state_code}-D{point + 1}"

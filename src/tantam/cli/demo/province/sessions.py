"""The months that are kept here: sessions at the points with every group's sheet, and each office's days closed.

New loans are still taken over from the other book on the day of their session; everything that is paid goes through
the sheets of the groups, as much of what is listed as the simulation says.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tantam.base.asked import EVERYTHING, Actor, Asked, system_actor
from tantam.base.commands import was_carried_out
from tantam.cli.demo.asking import STORYTELLER, asked_by, moment, once
from tantam.cli.demo.load import look_at_tables
from tantam.cli.demo.people import Cast
from tantam.cli.demo.province.commune import CommuneBook
from tantam.cli.demo.province.loading import taken
from tantam.cli.demo.province.opening import day_before, iterate_new_loans, point_code
from tantam.closing.commands.closing import close_day
from tantam.core.cash import NOTES, REST
from tantam.core.session_days import session_day
from tantam.lending.commands.sessions import close_session, open_session
from tantam.lending.commands.sheets import record_sheet
from tantam.lending.commands.taking_over import take_over_loans
from tantam.lending.queries.owed_at_point import GroupOwed, list_owed_at_point
from tantam.lending.queries.sessions import get_session_page
from tantam.units.days_off import days_off

_BRANCH: Final = "NHCSXH"
_LOOKS: Final = frozenset({1, 6})  # days of a month on which the database looks at its tables
_BROUGHT_VND: Final = 200_000_000
_MORNING, _NOON, _EVENING = 8 * 60, 11 * 60, 17 * 60


@dataclass(frozen=True, slots=True)
class Visit:
    """A session that is to be: when, at which point of which commune, in which of the months."""

    day: date
    book: CommuneBook
    point: int
    month: int
    office_code: str

    @property
    def key(self) -> str:
        """Return the key of the session's steps."""
        return f"session:{point_code(self.book, self.point)}:{self.day:%Y%m%d}"


@dataclass(slots=True)
class Played:
    """What was kept here."""

    sessions: int = 0
    sheets: int = 0
    payments: int = 0
    new_loans: int = 0
    days_closed: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """Who opens and closes sessions, who records in them, and who closes the day."""

    leader: Actor
    teller: Actor
    accountant: Actor

    @classmethod
    def of(cls, cast: Cast) -> "Team":
        """Return the team of the branch, who may act for every office."""
        roles = ("CREDIT_OFFICER", "TELLER", "ACCOUNTANT")
        return cls(*(cast.of(_BRANCH, role) for role in roles))


def list_visits(books: Sequence[tuple[CommuneBook, str]], *, month: int) -> list[Visit]:
    """Return all sessions from a month on, in order of time; a commune comes with its office's code."""
    visits = []
    for book, office_code in books:
        for number in range(month, book.months.count):
            for point, visit_day in enumerate(book.shape.visit_days):
                first = book.months.day(number, 1)
                day = session_day(first.year, first.month, visit_day=visit_day, days_off=days_off())
                visits.append(Visit(day, book, point, number, office_code))
    return sorted(visits, key=lambda visit: (visit.day, visit.key))


def play_months(
    books: Sequence[tuple[CommuneBook, str]],
    points: dict[str, int],
    team: Team,
    *,
    month: int,
    advance: Callable[[], None],
) -> Played:
    """Keep every session from a month on, and close every day of the offices; `points` are ids by code."""
    played = Played()
    by_day: dict[date, list[Visit]] = defaultdict(list)
    for visit in list_visits(books, month=month):
        by_day[visit.day].append(visit)
    months = books[0][0].months
    offices = sorted({office_code for _book, office_code in books})
    day, last = day_before(books[0][0], month), months.day(months.count - 1, 31)
    while day <= last:
        if day.day in _LOOKS:
            look_at_tables()
        for visit in by_day.get(day, ()):
            _play(visit, points[point_code(visit.book, visit.point)], team, played)
            advance()
        for office_code in offices:
            asked = asked_by(team.accountant, key=f"province:close:{office_code}:{day:%Y%m%d}", at=moment(day, 18 * 60))
            if not was_carried_out(asked.request_key):
                close_day(asked=asked, office_code=office_code, day=day)
                played.days_closed += 1
        day += timedelta(days=1)
    return played


def _play(visit: Visit, point_id: int, team: Team, played: Played) -> None:
    """Keep a session from its opening to its closing, unless it was kept before."""
    if was_carried_out(f"demo:province:{visit.key}:close"):
        return
    session_id = once(
        open_session,
        asked=_asked(team.leader, visit, "open", _MORNING),
        point_id=point_id,
        day=visit.day,
        reason="",
        leader_name=team.leader.name,
        controller_name=team.accountant.name,
        teller_name=team.teller.name,
        brought_vnd=_BROUGHT_VND,
    )
    for group in list_owed_at_point(scope=EVERYTHING, point_id=point_id, day=visit.day):
        _hand_in(visit, session_id, group, team, played)
    _lend(visit, played)
    page = get_session_page(scope=EVERYTHING, session_id=session_id)
    asked = _asked(team.leader, visit, "close", _EVENING)
    once(close_session, asked=asked, session_id=session_id, counted=count_notes(page.expected_vnd))
    played.sessions += 1


def _hand_in(visit: Visit, session_id: int, group: GroupOwed, team: Team, played: Played) -> None:
    """Let a group hand in what its members pay; nothing where nobody pays."""
    asked = _asked(team.teller, visit, group.code, _NOON)
    rows, savings = tuple(_rows(visit, group)), tuple(_savings(visit, group))
    if was_carried_out(asked.request_key) or not (rows or savings):
        return
    record_sheet(asked=asked, session_id=session_id, group_id=group.id, rows=rows, savings=savings)
    played.sheets += 1
    played.payments += len(rows)


def _rows(visit: Visit, group: GroupOwed) -> Iterator[tuple[str, int, int]]:
    """Yield what is paid of each loan: all interest that is listed, and principal, as far as the simulation pays."""
    course, month = visit.book.course, visit.month
    for loan in group.loans:
        place = int(loan.number[-5:]) - 1
        interest_vnd = loan.interest_vnd if course.interest_paid_vnd[month, place] else 0
        principal_vnd = min(int(course.principal_paid_vnd[month, place]), loan.principal_vnd)
        if interest_vnd or principal_vnd:
            yield loan.number, interest_vnd, principal_vnd


def _savings(visit: Visit, group: GroupOwed) -> Iterator[tuple[str, int]]:
    """Yield what each household puts in."""
    monthly = visit.book.households.monthly_savings_vnd
    for code in group.households:
        if amount_vnd := int(monthly[int(code[-5:]) - 1]):
            yield code, amount_vnd


def _lend(visit: Visit, played: Played) -> None:
    new = iterate_new_loans(visit.book, month=visit.month, point=visit.point)
    loans = tuple(replace(each, contract_on=visit.day) for each in new)
    if not loans:
        return
    asked = _asked(system_actor(STORYTELLER), visit, "lend", _NOON + 60)
    told = taken(once(take_over_loans, asked=asked, office_code=visit.office_code, as_of=visit.day, loans=loans))
    played.new_loans += told["taken"]


def _asked(actor: Actor, visit: Visit, step: str, minute: int) -> Asked:
    return asked_by(actor, key=f"province:{visit.key}:{step}", at=moment(visit.day, minute))


def count_notes(amount_vnd: int) -> dict[str, int]:
    """Return an amount in notes, the largest first; what is smaller than a note is counted as single đồng."""
    assert amount_vnd >= 0
    counted, left = {}, amount_vnd
    for note in (*NOTES, REST):
        pieces, left = divmod(left, note)
        if pieces:
            counted[str(note)] = pieces
    return counted

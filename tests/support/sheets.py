"""A group whose members owe, and a session in which they hand money in.

Six households of Làng Một, each with a loan of 60 m of 100 m taken over at the end of October 2026 (An Nghèo's
figures); the second is Bình Cận's, 10 m of which are overdue. The session is of the branch at Ba Tơ.
"""

from dataclasses import dataclass, replace
from datetime import date

from tantam.groups.models import Group, GroupMember
from tantam.lending.commands.sheets import record_sheet
from tantam.lending.models import LoanBalance, Session
from tantam.people.models import Household, Member, Person
from tantam.units.models import Unit
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND_FIGURES, figures, take_over
from tests.support.register import RECORDED, SmallRegister
from tests.support.written_sessions import write_session

FORMED = date(2026, 1, 10)


@dataclass(frozen=True)
class SmallGroup:
    """A group, its households' codes and its loans' numbers, in one order."""

    group: Group
    codes: list[str]
    numbers: list[str]


def make_owing_group(register: SmallRegister, *, suffix: str = "", households: int = 6) -> SmallGroup:
    """Write a group down whose households owe; codes and numbers end with the suffix."""
    an = register.households["an"]
    group = Group.objects.create(
        code=f"21484-T77{suffix}",
        commune=an.commune,
        village=an.village,
        organisation="WOMEN",
        office=Unit.objects.get(code="NHCSXH"),
        state=Group.State.ACTIVE,
        formed_on=FORMED,
        recorded_at=RECORDED,
    )
    codes, numbers = [], []
    for place in range(households):
        home = Household.objects.create(
            code=f"21484-7{place}{suffix}", commune=an.commune, village=an.village, recorded_at=RECORDED
        )
        head = Person.objects.create(full_name="Phạm Thị Thử", name_folded="pham thi thu", recorded_at=RECORDED)
        Member.objects.create(household=home, person=head, relation="HEAD", starts_on=FORMED)
        GroupMember.objects.create(group=group, household=home, person=head, starts_on=FORMED, recorded_at=RECORDED)
        loan = BEHIND_FIGURES if place == 1 else figures()
        number = f"77-{place}{suffix}"
        take_over(replace(loan, number=number, household_code=home.code))
        codes.append(home.code)
        numbers.append(number)
    return SmallGroup(group, codes, numbers)


def hand_in(
    group: SmallGroup,
    *rows: tuple[str, int, int],
    savings: tuple[tuple[str, int], ...] = (),
    on: date = TODAY,
    session: Session | None = None,
) -> int:
    """Let a group hand a sheet in; return the voucher's number."""
    session = session or write_session(on)
    return record_sheet(
        asked=asked_by_system(on=on), session_id=session.pk, group_id=group.group.pk, rows=rows, savings=savings
    )


def row_of(number: str) -> LoanBalance:
    """Return a loan's row of balances."""
    return LoanBalance.objects.get(loan__number=number)

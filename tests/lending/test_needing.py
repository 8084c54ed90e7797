"""Who owes keeps their name in the register and their place in the group."""

from dataclasses import replace

import pytest

from tantam.groups.commands.forming import dissolve_group
from tantam.groups.commands.members import end_membership
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.lending.commands.collecting import record_payment
from tantam.lending.models import Loan
from tantam.people.commands.erasing import UnableToErase, erase_person
from tantam.people.models import Household
from tests.support.cast import TODAY, asked_by_system
from tests.support.groups import make_active, make_village, members_of
from tests.support.loans import figures, take_over

pytestmark = pytest.mark.django_db
NUMBER = "51-0021"


@pytest.fixture
def borrower(cast, small_register):
    """Return a member of a working group who owes 60 m."""
    group = make_active(cast, make_village(small_register))
    member = members_of(group)[4]
    code = Household.objects.get(pk=member.household_id).code
    take_over(replace(figures(NUMBER), household_code=code))
    return member


def settle():
    record_payment(asked=asked_by_system(), number=NUMBER, on=TODAY, amount_vnd=60_358_685, towards="ANYTHING")


def test_who_owes_stays_in_the_group_until_all_is_repaid(cast, borrower):
    with pytest.raises(UnableToChangeGroup, match=r"còn dư nợ 60\.000\.000 đồng"):
        end_membership(asked=cast.asked("yen"), member_id=borrower.pk, ends_before=TODAY, reason="LEFT")
    with pytest.raises(UnableToChangeGroup, match="1 hộ trong Tổ có dư nợ"):
        dissolve_group(asked=cast.asked("yen"), group_id=borrower.group_id, on=TODAY, reason="Hợp nhất Tổ")

    settle()

    end_membership(asked=cast.asked("yen"), member_id=borrower.pk, ends_before=TODAY, reason="LEFT")


def test_a_borrower_is_not_erased(cast, borrower):
    settle()
    end_membership(asked=cast.asked("yen"), member_id=borrower.pk, ends_before=TODAY, reason="LEFT")
    with pytest.raises(UnableToErase, match="khoản vay"):
        erase_person(asked=asked_by_system(), person_id=Loan.objects.get(number=NUMBER).borrower_id)

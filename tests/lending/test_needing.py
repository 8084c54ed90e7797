"""Who owes keeps their name in the register and their place in the group."""

from dataclasses import replace
from datetime import date

import pytest

from tantam.groups.commands.forming import dissolve_group
from tantam.groups.commands.members import end_membership, move_member
from tantam.groups.models import Group, GroupMember
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.lending.commands.collecting import record_payment
from tantam.lending.commands.requests.writing import add_requests, withdraw_request
from tantam.lending.models import Loan, LoanBalance
from tantam.lending.parts.needing import requesters_since
from tantam.lending.parts.savings.moving import Saved, When, move_savings
from tantam.lending.wording.requests import UnableToRequest
from tantam.people.commands.erasing import UnableToErase, erase_person
from tantam.people.models import Household
from tantam.people.parts.needed import _NEEDS
from tests.support.cast import TODAY, asked_by_system
from tests.support.groups import form, make_active, make_village, members_of
from tests.support.loans import figures, take_over
from tests.support.requests import make_notified, make_written, new, requests_of

pytestmark = pytest.mark.django_db
TEN_YEARS_AGO = date(2016, 11, 22)
HALF_A_DONG = 365_000_000 // 2
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


def test_who_owes_one_dong_by_rounding_stays(cast, borrower):
    settle()
    row = LoanBalance.objects.filter(loan__number=NUMBER)
    row.update(points_current=HALF_A_DONG)
    with pytest.raises(UnableToChangeGroup, match="còn dư nợ"):
        end_membership(asked=cast.asked("yen"), member_id=borrower.pk, ends_before=TODAY, reason="LEFT")
    row.update(points_current=HALF_A_DONG - 1)
    end_membership(asked=cast.asked("yen"), member_id=borrower.pk, ends_before=TODAY, reason="LEFT")


def member_who_asks(row, place: int = 0):
    request = requests_of(row)[place]
    return GroupMember.objects.get(group=row.group, household_id=request.household_id)


def test_who_asks_for_a_loan_stays_in_the_group_until_there_is_an_answer(cast, small_register):
    village = make_village(small_register)
    row = make_written(cast, village, small_register)
    other = form(cast, village, households=0)
    member, yen = member_who_asks(row), "yen"
    which = f"danh sách {row.number} dòng 1, hộ 21484-00001 .đang xem xét"

    with pytest.raises(UnableToChangeGroup, match=which):
        end_membership(asked=cast.asked(yen), member_id=member.pk, ends_before=TODAY, reason="LEFT")
    with pytest.raises(UnableToChangeGroup, match=which):
        move_member(asked=cast.asked(yen), member_id=member.pk, to_group_id=other.pk, on=TODAY)
    with pytest.raises(UnableToChangeGroup, match=f"2 đề nghị vay chưa xong: {which}"):
        dissolve_group(asked=cast.asked(yen), group_id=row.group_id, on=TODAY, reason="Hợp nhất Tổ")

    for request in requests_of(row):
        withdraw_request(asked=cast.asked(yen), request_id=request.pk, reason="Hộ không vay nữa")
    end_membership(asked=cast.asked(yen), member_id=member.pk, ends_before=TODAY, reason="LEFT")
    dissolve_group(asked=cast.asked(yen), group_id=row.group_id, on=TODAY, reason="Hợp nhất Tổ")


def test_who_waits_for_the_money_stays_until_it_is_paid_out_or_the_approval_lapses(cast, small_register):
    row = make_notified(cast, make_village(small_register), small_register)
    member = member_who_asks(row)

    with pytest.raises(UnableToChangeGroup, match="chờ giải ngân"):
        end_membership(asked=cast.asked("yen"), member_id=member.pk, ends_before=TODAY, reason="LEFT")

    lapsed = date(2027, 2, 19)
    end_membership(asked=cast.asked("yen", on=lapsed), member_id=member.pk, ends_before=lapsed, reason="LEFT")


def test_a_group_that_was_dissolved_takes_no_more_requests(cast, small_register):
    row = make_written(cast, make_village(small_register), small_register)
    Group.objects.filter(pk=row.group_id).update(state="DISSOLVED")

    with pytest.raises(UnableToRequest, match="đã giải thể"):
        add_requests(asked=cast.asked("yen"), list_id=row.pk, requests=(new(member_who_asks(row).household_id),))


def test_who_left_and_still_has_savings_is_not_erased(cast, small_register):
    member = members_of(make_active(cast, make_village(small_register)))[4]
    when = When(cast.units["NHCSXH"].pk, TODAY, None)
    move_savings([Saved(member.household_id, 50_000)], asked=asked_by_system(), when=when)
    end_membership(asked=cast.asked("yen"), member_id=member.pk, ends_before=TODAY, reason="LEFT")
    with pytest.raises(UnableToErase, match="tiền gửi"):
        erase_person(asked=asked_by_system(), person_id=member.person_id)


@pytest.mark.parametrize("make", [make_written, make_notified])
def test_who_asks_for_a_loan_or_waits_for_its_money_is_needed(cast, small_register, make):
    row = make(cast, make_village(small_register), small_register)
    asking = {request.borrower_id for request in requests_of(row)}

    assert any({found["needed_id"] for found in need.persons(TEN_YEARS_AGO)} == asking for need in _NEEDS)


def test_whose_agreement_is_older_than_what_is_kept_is_needed_no_more(cast, small_register):
    make_notified(cast, make_village(small_register), small_register)

    assert not requesters_since(date(2027, 2, 19)).exists()

"""What is wrong with a request or with a step is said, with what to do."""

from datetime import date

import pytest

from tantam.base.errors import OutOfScope
from tantam.groups.models import GroupMember
from tantam.lending.commands.requests.checking import Settled
from tantam.lending.commands.requests.deciding import Granted
from tantam.lending.commands.requests.voting import BorrowerVote, vote_on_requests
from tantam.lending.commands.requests.writing import write_direct_request, write_requests
from tantam.lending.models import LoanRequest, RequestFate
from tantam.lending.parts.requests.steps import Declined
from tantam.lending.parts.requests.writing import NewItem
from tantam.lending.wording.requests import UnableToRequest
from tantam.people.models import BankBalance, BankStatement, Status
from tests.support.groups import form, make_active
from tests.support.register import RECORDED
from tests.support.requests import (
    CHECKED_ON,
    HELD_ON,
    WRITTEN_ON,
    M,
    check,
    confirm,
    decide,
    make_written,
    meeting,
    new,
    notify,
    requests_of,
    vote,
    votes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(cast, village):
    return make_active(cast, village)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"programme": "no-such"}, "không có chương trình"),
        ({"programme": "minority-house", "asked_vnd": 10 * M}, "không cho vay mới"),
        (
            {"asked_vnd": 101 * M, "own_vnd": 0, "items": (NewItem("Bò", 200 * M),)},
            "cho vay nhiều nhất 100.000.000 đồng",
        ),
        ({"term_months": 121}, "từ 1 đến 120 tháng"),
        ({"term_months": 0}, "từ 1 đến 120 tháng"),
        ({"every_months": 7}, "6, 12 tháng một lần"),
        ({"source": "GOLD"}, "nguồn vốn"),
        ({"purpose": " "}, "mục đích vay"),
        ({"items": ()}, "dòng phương án"),
        ({"items": (NewItem("Bò", -1),)}, "lớn hơn 0"),
        ({"asked_vnd": 0}, "lớn hơn 0"),
        ({"asked_vnd": 56 * M}, "nhiều hơn tổng nhu cầu"),
        ({"own_vnd": 6 * M}, "nhiều hơn tổng nhu cầu"),
    ],
)
def test_what_the_law_gives_nobody_is_refused_at_once(cast, village, group, changed, said):
    with pytest.raises(UnableToRequest, match=said):
        write_requests(asked=cast.asked("yen"), group_id=group.pk, requests=(new(village.ids[0], **changed),))

    assert not LoanRequest.objects.exists()


def test_a_household_that_is_not_of_the_group_is_refused(cast, village, group):
    with pytest.raises(UnableToRequest, match="21484-00056 không phải tổ viên"):
        write_requests(asked=cast.asked("yen"), group_id=group.pk, requests=(new(village.ids[7]),))


def test_a_group_that_waits_for_the_commune_brings_no_requests(cast, village):
    group = form(cast, village)

    with pytest.raises(UnableToRequest, match="chưa được xã phê duyệt"):
        write_requests(asked=cast.asked("yen"), group_id=group.pk, requests=(new(village.ids[0]),))


def test_a_group_of_another_commune_is_out_of_sight(cast, village, group):
    with pytest.raises(OutOfScope):
        write_requests(asked=cast.asked("sau"), group_id=group.pk, requests=(new(village.ids[0]),))


def test_who_signs_lives_in_the_household_and_is_of_age(cast, village, small_register, group):
    persons = small_register.persons
    persons["an-son"].birth_date = date(2010, 1, 1)
    persons["an-son"].save()

    for borrower, said in (("cuong", "không phải thành viên"), ("an-son", "chưa đủ 18 tuổi")):
        request = new(village.ids[0], borrower_id=persons[borrower].pk)
        with pytest.raises(UnableToRequest, match=said):
            write_requests(asked=cast.asked("yen"), group_id=group.pk, requests=(request,))
    request = new(village.ids[0], borrower_id=persons["an-wife"].pk)
    write_requests(asked=cast.asked("yen"), group_id=group.pk, requests=(request,))

    assert LoanRequest.objects.get().borrower_id == persons["an-wife"].pk


def test_a_household_asks_once_under_a_programme(cast, village, group):
    with pytest.raises(UnableToRequest, match="đang được xem xét"):
        write_requests(asked=cast.asked("yen"), group_id=group.pk, requests=(new(village.ids[0]), new(village.ids[0])))
    write_requests(asked=cast.asked("yen"), group_id=group.pk, requests=(new(village.ids[0]),))

    with pytest.raises(UnableToRequest, match="đang được xem xét"):
        write_direct_request(asked=cast.asked("yen"), office_code="NHCSXH", request=new(village.ids[0]))


def test_a_household_that_waits_for_its_money_does_not_ask_again(cast, village, small_register):
    row = make_written(cast, village, small_register)
    for step in (vote, confirm, check, decide, notify):
        row = step(cast, row)

    with pytest.raises(UnableToRequest, match="chờ giải ngân"):
        write_requests(asked=cast.asked("yen"), group_id=row.group_id, requests=(new(village.ids[0]),))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"present": 3}, "chưa quá nửa"),
        ({"in_favour": 7}, "nhiều hơn số tổ viên dự họp"),
        ({"amount_vnd": 51 * M}, "bằng hoặc thấp hơn"),
        ({"term_months": 61}, "bằng hoặc thấp hơn"),
        ({"held_on": date(2026, 11, 15)}, "phải từ ngày 16/11/2026"),
        ({"held_on": date(2026, 11, 23)}, "phải từ ngày 16/11/2026"),
    ],
)
def test_what_is_wrong_with_a_vote_is_said(cast, village, small_register, change, said):
    row = make_written(cast, village, small_register)
    usual = meeting(row, **{key: value for key, value in change.items() if key == "held_on"})
    if "present" in change:
        usual = meeting(row, present=usual.present[: change["present"]])
    counted = {key: value for key, value in change.items() if key not in {"present", "held_on"}}

    with pytest.raises(UnableToRequest, match=said):
        vote_on_requests(
            asked=cast.asked("yen"), list_id=row.pk, meeting=usual, votes=votes(row, **{"in_favour": 3} | counted)
        )


def test_every_borrower_is_voted_on_once(cast, village, small_register):
    row = make_written(cast, village, small_register)
    first, second = requests_of(row)

    for said in ((BorrowerVote(first.pk, 6),), tuple(BorrowerVote(one.pk, 6) for one in (first, second, second))):
        with pytest.raises(UnableToRequest, match="từng hộ trong danh sách"):
            vote_on_requests(asked=cast.asked("yen"), list_id=row.pk, meeting=meeting(row), votes=said)


def test_a_household_that_left_the_group_is_not_voted_on(cast, village, small_register):
    row = make_written(cast, village, small_register)
    member = GroupMember.objects.get(household_id=village.ids[2])
    member.ends_before = HELD_ON
    member.end_recorded_at = member.recorded_at
    member.reason_left = "LEFT"
    member.save()

    with pytest.raises(UnableToRequest, match="không phải tổ viên trong ngày họp"):
        vote(cast, row)


def make_third(cast, village, small_register, *, kind=""):
    """Return a list with a third household, which stands on that list of the commune or on none."""
    row = make_written(cast, village, small_register)
    household = village.households[3]
    if kind:
        Status.objects.create(
            household=household,
            kind=kind,
            starts_on=date(2026, 1, 1),
            decision=small_register.decision,
            recorded_at=RECORDED,
        )
    write_requests(asked=cast.asked("yen", on=WRITTEN_ON), group_id=row.group_id, requests=(new(household.pk),))
    return confirm(cast, vote(cast, row))


def test_the_law_turns_away_who_stands_on_another_list(cast, village, small_register):
    row = check(cast, make_third(cast, village, small_register, kind="NEAR_POOR"))

    first, _second, third = requests_of(row)
    kept = RequestFate.objects.get(request=third, step__kind="CHECKED")
    assert (first.state, third.state) == ("OPEN", "TURNED_AWAY")
    assert [(one["why"], one["rule"]) for one in kept.objections] == [("RULE_FAILED", "on-poor-list")]


def test_what_the_register_leaves_open_is_settled_by_a_person(cast, village, small_register):
    row = make_third(cast, village, small_register)
    third = requests_of(row)[2]

    with pytest.raises(UnableToRequest, match="Dòng 3 còn điều chưa rõ: Chưa rõ: Hộ có tên trong danh sách hộ nghèo"):
        check(cast, row)
    check(cast, row, settled=(Settled(third.pk, "Đã xem giấy chứng nhận hộ nghèo số 7"),))

    kept = RequestFate.objects.get(request=third, step__kind="CHECKED")
    assert (kept.state, kept.reason) == ("OPEN", "Đã xem giấy chứng nhận hộ nghèo số 7")
    assert kept.decision.outcome == "UNKNOWN"


def test_two_requests_of_one_household_share_its_cap(cast, village, small_register):
    first = write_direct_request(
        asked=cast.asked("yen", on=WRITTEN_ON),
        office_code="NHCSXH",
        request=new(village.ids[0], asked_vnd=70 * M, own_vnd=0, items=(NewItem("Bò", 70 * M),)),
    )
    second = write_direct_request(
        asked=cast.asked("yen", on=WRITTEN_ON),
        office_code="NHCSXH",
        request=new(village.ids[0], programme="near-poor", asked_vnd=50 * M),
    )
    rows = {row.pk: row for row in (LoanRequest.objects.get(list_id=number).list for number in (first, second))}
    decide(cast, check(cast, rows[first]))

    row = check(cast, rows[second])

    # 100 m for both programmes, of which 70 m are promised.
    kept = RequestFate.objects.get(request__list=row, step__kind="CHECKED")
    assert {"why": "ABOVE_CAP", "rule": "", "most": 30 * M} in kept.objections


def test_what_is_owed_since_the_check_stops_the_approval(cast, village, small_register):
    row = check(cast, confirm(cast, vote(cast, make_written(cast, village, small_register))))
    statement = BankStatement.objects.create(as_of=CHECKED_ON, source="bản kê thử", recorded_at=RECORDED)
    BankBalance.objects.create(
        statement=statement, household=village.households[0], programme="poor", principal_vnd=80 * M
    )

    with pytest.raises(UnableToRequest, match=r"Dòng 1 không còn đủ điều kiện: .* nhiều nhất 20.000.000 đồng"):
        decide(cast, row)
    decide(cast, row, granted=(Granted(requests_of(row)[0].pk, 20 * M, 60),))

    assert requests_of(row)[0].loan.approved_vnd == 20 * M


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"granted": ((51 * M, 60),)}, "không được cao hơn"),
        ({"granted": ((50 * M, 61),)}, "không được cao hơn"),
        ({"pays_out_on": date(2026, 11, 19)}, "từ hôm nay đến 18/02/2027"),
        ({"pays_out_on": date(2027, 2, 19)}, "từ hôm nay đến 18/02/2027"),
        ({"declined": ("xin",)}, "cần lý do"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said(cast, village, small_register, more, said):
    row = check(cast, confirm(cast, vote(cast, make_written(cast, village, small_register))))
    first = requests_of(row)[0]
    if "granted" in more:
        more = {"granted": tuple(Granted(first.pk, vnd, months) for vnd, months in more["granted"])}
    if "declined" in more:
        more = {"declined": tuple(Declined(first.pk, reason) for reason in more["declined"])}

    with pytest.raises(UnableToRequest, match=said):
        decide(cast, row, **more)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"number": " "}, "Cần số thông báo"),
        ({"place": ""}, "Cần ngày giao dịch và nơi giao dịch"),
        ({"session_on": date(2026, 11, 19)}, "từ hôm nay"),
        ({"session_on": date(2027, 3, 1)}, "đến 18/02/2027"),
    ],
)
def test_what_is_wrong_with_a_notice_is_said(cast, village, small_register, more, said):
    row = decide(cast, check(cast, confirm(cast, vote(cast, make_written(cast, village, small_register)))))

    with pytest.raises(UnableToRequest, match=said):
        notify(cast, row, **more)


def test_a_request_of_another_list_is_not_declined_here(cast, village, small_register):
    row = vote(cast, make_written(cast, village, small_register))

    with pytest.raises(UnableToRequest, match="không còn trong danh sách"):
        confirm(cast, row, declined=(Declined(999_999, "Không cư trú"),))


def test_who_brought_a_list_does_not_confirm_it(cast, village, small_register):
    row = vote(cast, make_written(cast, village, small_register))
    LoanRequest.objects.filter(list=row).update(written_by=cast.people["minh"].pk)

    with pytest.raises(UnableToRequest, match="không tự xác nhận"):
        confirm(cast, row)


def test_a_paper_is_signed_after_what_it_confirms(cast, village, small_register):
    row = vote(cast, make_written(cast, village, small_register))

    with pytest.raises(UnableToRequest, match="phải từ ngày 17/11/2026"):
        confirm(cast, row, signed_on=date(2026, 11, 16))
    with pytest.raises(UnableToRequest, match="người ký"):
        confirm(cast, row, signer=" ")

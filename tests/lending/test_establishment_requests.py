"""A cooperative asks for a loan: written with what is stated of it, confirmed, checked, approved, paid out, repaid."""

from dataclasses import replace
from datetime import date

import pytest

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.core.law.facts import FACTS
from tantam.lending.commands.collecting import record_payment
from tantam.lending.commands.point_money import disburse
from tantam.lending.commands.requests.checking import Settled, check_requests
from tantam.lending.commands.requests.confirming import return_requests
from tantam.lending.commands.requests.deciding import Granted, decide_requests
from tantam.lending.commands.requests.voting import send_requests_again
from tantam.lending.commands.requests.writing import withdraw_request, write_establishment_request
from tantam.lending.models import Loan, LoanRequest, RequestList
from tantam.lending.parts.requests.establishments import EstablishmentRequest
from tantam.lending.parts.requests.writing import NewItem, NewSecurity
from tantam.lending.queries.loans import get_loan_page, list_establishment_loans
from tantam.lending.queries.portfolio import LoanFilter, list_loans
from tantam.lending.queries.requests.one_list import get_request_list
from tantam.lending.queries.requests.use_checks import list_unchecked
from tantam.lending.queries.requests.weighing import weigh_list
from tantam.lending.queries.to_disburse import list_to_disburse
from tantam.lending.queries.verifying import verify_loans
from tantam.lending.wording.requests import UnableToRequest
from tantam.people.commands.establishments import close_establishment
from tantam.people.parts.needed import why_needed
from tantam.programmes.models import EligibilityDecision
from tests.support.cast import TODAY
from tests.support.establishments import make_establishments
from tests.support.replay import assert_replay_safe
from tests.support.requests import (
    CHECKED_ON,
    CONFIRMED_ON,
    DECIDED_ON,
    SESSION_ON,
    WRITTEN_ON,
    M,
    asked_by_approver,
    check,
    confirm,
    decide,
    notify,
)
from tests.support.sessions import make_point, open_at

PLEDGE = NewSecurity("Nhà xưởng tại Làng Một", 900 * M, "Hợp tác xã nông nghiệp Sông Liên")
ASKED = EstablishmentRequest(
    programme="jobs-establishment",
    source="CENTRAL",
    purpose="Mở rộng xưởng mây tre",
    items=(NewItem("Máy chẻ nan", 300 * M, "3 máy"), NewItem("Nguyên liệu", 300 * M)),
    asked_vnd=500 * M,
    term_months=60,
    every_months=12,
    own_vnd=100 * M,
    securities=(PLEDGE,),
    facts=(("jobs_kept_or_made", 5),),
    ground="Phương án sử dụng vốn ngày 10/11/2026",
)


@pytest.fixture
def both(small_register):
    return make_establishments()


def write(cast, both, asked=ASKED, *, which="cooperative", **more):
    number = write_establishment_request(
        asked=cast.asked("yen", on=WRITTEN_ON),
        office_code="NHCSXH",
        establishment_id=both[which].pk,
        request=asked,
        **more,
    )
    return RequestList.objects.get(pk=number)


def settled(row):
    return (Settled(LoanRequest.objects.get(list=row).pk, "Sao kê ngày 18/11/2026: không còn nợ nào"),)


def approve(cast, both, asked=ASKED):
    row = confirm(cast, write(cast, both, asked))
    row = check(cast, row, settled=settled(row))
    return notify(cast, decide(cast, row))


@pytest.mark.replays("lending.write_establishment_request")
def test_a_request_of_an_establishment_is_written_once(cast, both):
    number = assert_replay_safe(
        write_establishment_request,
        asked=cast.asked("yen"),
        other={"request": replace(ASKED, purpose="Việc khác")},
        office_code="NHCSXH",
        establishment_id=both["cooperative"].pk,
        request=ASKED,
    )

    page = get_request_list(scope=cast.actor("yen").scope, list_id=number)
    [line] = page.requests
    assert (page.path, page.way) == ("ESTABLISHMENT", ("WRITE", "CONFIRM", "CHECK", "DECIDE", "NOTIFY"))
    assert (line.borrower, line.borrower_code) == ("Hợp tác xã nông nghiệp Sông Liên", "21484-CS0001")
    assert line.establishment is not None
    assert line.establishment.representative == "Phạm Thị Ánh Nghèo"
    assert line.establishment.stated == (("Dự án tạo, duy trì, mở rộng bao nhiêu việc làm?", "5"),)
    assert [one.value_vnd for one in line.securities] == [900 * M]


def test_only_the_bank_writes_it_and_only_for_an_establishment_in_its_sight(cast, both):
    given = {"office_code": "NHCSXH", "request": ASKED}

    with pytest.raises(NotAllowed):
        write_establishment_request(asked=cast.asked("ha"), establishment_id=both["cooperative"].pk, **given)
    with pytest.raises(OutOfScope):
        write_establishment_request(asked=cast.asked("yen"), establishment_id=999_999, **given)
    with pytest.raises(OutOfScope):
        write_establishment_request(
            asked=cast.asked("yen"), establishment_id=both["firm"].pk, request=ASKED, office_code="X21484"
        )


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"asked_vnd": 1_001 * M, "items": (NewItem("Máy", 2_000 * M),)}, "nhiều nhất 1.000.000.000 đồng"),
        ({"term_months": 121}, "từ 1 đến 120 tháng"),
        ({"every_months": 5}, "kỳ trả nợ"),
        ({"programme": "poor"}, "không cho cơ sở sản xuất, kinh doanh vay"),
        ({"programme": "jobs-worker"}, "không cho cơ sở sản xuất, kinh doanh vay"),
        ({"programme": "private-preschools"}, "không cho cơ sở"),
        ({"programme": "no-such"}, "không có chương trình"),
        ({"source": "MOON"}, "nguồn vốn"),
        ({"purpose": " "}, "mục đích"),
        ({"own_vnd": 200 * M}, "nhiều hơn tổng nhu cầu"),
        ({"ground": " "}, "căn cứ của thông tin khai"),
        ({"facts": (("released_on", date(2026, 1, 1)),)}, "không thuộc quy định cho cơ sở"),
        ({"securities": (NewSecurity("Nhà", 0),)}, "tài sản bảo đảm cần mô tả"),
    ],
)
def test_what_the_law_gives_no_establishment_is_refused_at_once(cast, both, changed, why):
    with pytest.raises(UnableToRequest, match=why):
        write(cast, both, replace(ASKED, **changed))

    assert not RequestList.objects.exists()


def test_two_open_requests_in_one_programme_are_refused_until_one_is_withdrawn(cast, both):
    row = write(cast, both)
    with pytest.raises(UnableToRequest, match="đã có đề nghị vay"):
        write(cast, both)

    withdraw_request(asked=cast.asked("yen"), request_id=LoanRequest.objects.get(list=row).pk, reason="đổi phương án")

    assert write(cast, both).pk != row.pk


def test_an_establishment_that_works_no_longer_asks_for_nothing(cast, both):
    close_establishment(
        asked=cast.asked("ha", on=WRITTEN_ON),
        establishment_id=both["cooperative"].pk,
        closed_on=WRITTEN_ON,
        reason="giải thể",
    )

    with pytest.raises(UnableToRequest, match="đã ngừng hoạt động"):
        write(cast, both)


def test_one_that_closes_on_the_way_is_turned_away(cast, both):
    row = confirm(cast, write(cast, both))
    own = {"establishment_id": both["cooperative"].pk, "closed_on": CONFIRMED_ON, "reason": "giải thể"}
    close_establishment(asked=cast.asked("ha", on=CONFIRMED_ON), **own)

    row = check(cast, row)

    assert LoanRequest.objects.get(list=row).state == "TURNED_AWAY"
    assert row.state == "REFUSED"


def test_another_commune_neither_sees_nor_confirms_it(cast, both):
    row = write(cast, both, which="firm", asked=replace(ASKED, facts=(("jobs_kept_or_made", 5),)))

    with pytest.raises(OutOfScope):
        confirm(cast, row)
    with pytest.raises(OutOfScope):
        get_request_list(scope=cast.actor("minh").scope, list_id=row.pk)


def test_what_is_not_stated_has_to_be_settled(cast, both):
    row = confirm(cast, write(cast, both, replace(ASKED, facts=(), ground="")))
    weighed = weigh_list(scope=cast.actor("yen").scope, list_id=row.pk, on=CHECKED_ON, known_at=row.recorded_at)
    [only] = weighed.values()
    assert not only.is_turned_away
    assert len(only.open_ones) == 2  # how many jobs, and how much may be lent

    with pytest.raises(UnableToRequest, match="Chưa rõ"):
        check(cast, row)

    assert check(cast, row, settled=settled(row)).state == "CHECKED"


def test_above_the_limit_something_has_to_be_put_up(cast, both):
    row = confirm(cast, write(cast, both, replace(ASKED, securities=())))

    weighed = weigh_list(scope=cast.actor("yen").scope, list_id=row.pk, on=CHECKED_ON, known_at=row.recorded_at)
    row = check(cast, row)

    [only] = weighed.values()
    assert any("tài sản bảo đảm" in words for words in only.objections)
    assert LoanRequest.objects.get(list=row).state == "TURNED_AWAY"


def test_up_to_the_limit_nothing_has_to_be_put_up(cast, both):
    row = confirm(cast, write(cast, both, replace(ASKED, securities=(), asked_vnd=200 * M)))

    assert check(cast, row, settled=settled(row)).state == "CHECKED"


def test_the_commune_returns_it_and_it_is_sent_again_without_a_vote(cast, both):
    row = write(cast, both)
    return_requests(asked=cast.asked("minh", on=CONFIRMED_ON), list_id=row.pk, reason="sai địa chỉ xưởng")

    send_requests_again(asked=cast.asked("yen", on=CONFIRMED_ON), list_id=row.pk, answer="đã sửa địa chỉ")

    row.refresh_from_db()
    assert confirm(cast, row).state == "CONFIRMED"


def test_who_wrote_it_does_not_decide_and_no_more_than_asked_is_granted(cast, both):
    row = confirm(cast, write(cast, both))
    row = check(cast, row, settled=settled(row))
    request = LoanRequest.objects.get(list=row)

    with pytest.raises(UnableToRequest, match="không được cao hơn"):
        decide(cast, row, granted=(Granted(request.pk, 501 * M, 60),))
    decide_requests(
        asked=asked_by_approver(cast, on=DECIDED_ON),
        list_id=row.pk,
        number="12/QĐ-NHCS",
        pays_out_on=SESSION_ON,
        granted=(Granted(request.pk, 400 * M, 48),),
    )

    loan = Loan.objects.get()
    assert (loan.household_id, loan.borrower_id, loan.establishment_id) == (None, None, both["cooperative"].pk)
    assert (loan.approved_vnd, loan.rate_ppm, loan.overdue_rate_ppm) == (400 * M, 83_820, 108_966)
    assert loan.instalments.count() == 4


def test_the_answer_of_the_law_is_kept_with_what_was_stated(cast, both):
    row = confirm(cast, write(cast, both))
    check_requests(asked=cast.asked("yen", on=CHECKED_ON), list_id=row.pk, settled=settled(row))

    kept = EligibilityDecision.objects.get()

    assert (kept.household_id, kept.establishment_id, kept.outcome) == (None, both["cooperative"].pk, "YES")


def test_what_is_promised_counts_against_the_cap_of_the_next_request(cast, both):
    approve(cast, both, replace(ASKED, asked_vnd=900 * M, items=(NewItem("Máy", 1_000 * M),)))
    row = RequestList.objects.get()
    loan = Loan.objects.get()
    disburse(asked=cast.asked("van", on=SESSION_ON), session_id=None, number=loan.number, amount_vnd=900 * M)
    second = write_establishment_request(
        asked=cast.asked("yen", on=SESSION_ON),
        office_code="NHCSXH",
        establishment_id=both["cooperative"].pk,
        request=replace(ASKED, asked_vnd=200 * M),
    )

    weighed = weigh_list(scope=cast.actor("yen").scope, list_id=second, on=SESSION_ON, known_at=row.recorded_at)

    [only] = weighed.values()
    assert any("100.000.000" in words for words in only.objections)
    assert [one.principal_vnd for one in only.loans] == [900 * M]


def test_the_money_is_paid_out_at_the_session_of_its_commune_and_repaid(cast, both):
    point_id = make_point(cast, visit_day=SESSION_ON.day)
    approve(cast, both)
    loan = Loan.objects.get()
    session_id = open_at(cast, point_id, on=SESSION_ON, brought_vnd=600 * M)
    teller = cast.actor("van").scope

    [line] = list_to_disburse(scope=teller, session_id=session_id)
    assert (line.name, line.borrower_code, line.group) == (both["cooperative"].name, "21484-CS0001", "")
    disburse(asked=cast.asked("van", on=SESSION_ON), session_id=session_id, number=loan.number, amount_vnd=500 * M)
    record_payment(
        asked=cast.asked("van", on=date(2027, 1, 5)),
        number=loan.number,
        on=date(2027, 1, 5),
        amount_vnd=10 * M,
        towards="ANYTHING",
    )

    page = get_loan_page(scope=cast.actor("yen").scope, number=loan.number, on=date(2027, 1, 5))
    assert (page.borrower, page.household_id, page.establishment_id) == (line.name, None, both["cooperative"].pk)
    assert page.story.balances.principal_vnd < 500 * M
    [own] = list_establishment_loans(
        scope=cast.actor("minh").scope, establishment_id=both["cooperative"].pk, on=date(2027, 1, 5)
    )
    assert own.number == loan.number
    [listed] = list_loans(scope=cast.actor("yen").scope, chosen=LoanFilter(text="21484-CS0001"), day=date(2027, 1, 6))
    assert listed.borrower == line.name
    assert [one.borrower_code for one in list_unchecked(scope=cast.actor("yen").scope)] == ["21484-CS0001"]
    assert not [one for some in verify_loans() for one in some.mismatches]


def test_who_acts_for_an_establishment_that_asks_or_owes_keeps_the_name(cast, both, small_register):
    person = small_register.persons["an-wife"]
    assert not why_needed(person.pk, day=TODAY)

    write(cast, both)

    assert "đại diện cơ sở" in why_needed(person.pk, day=TODAY)
    assert not why_needed(small_register.persons["cuong"].pk, day=TODAY)


def test_facts_that_are_asked_of_establishments_are_never_sensitive(cast, both):
    from tantam.core.eligibility.establishments import facts_asked, programmes_for_establishments
    from tantam.programmes.law_files import load_law

    law = load_law()

    assert "jobs-establishment" in programmes_for_establishments(law, TODAY)
    assert not {"poor", "jobs-worker", "jobs-priority"} & set(programmes_for_establishments(law, TODAY))
    assert not any(FACTS[name].sensitive for name in facts_asked(law, known={}, on=TODAY))

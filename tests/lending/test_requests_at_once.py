"""Two who work on one list, one loan or one household at once: one after the other, and the second is told why."""

from functools import partial

import pytest

from tantam.base.errors import Refusal
from tantam.groups.commands.forming import dissolve_group
from tantam.groups.models import Group
from tantam.lending.commands.point_money import disburse
from tantam.lending.commands.requests.confirming import return_requests
from tantam.lending.commands.requests.writing import withdraw_request, write_direct_request, write_requests
from tantam.lending.models import Loan, LoanEvent, LoanRequest, RequestList, RequestStep
from tantam.lending.queries.verifying import verify_loans
from tests.support.cast import TODAY, make_cast
from tests.support.groups import make_active, make_village
from tests.support.register import make_register
from tests.support.requests import (
    DECIDED_ON,
    M,
    check,
    confirm,
    decide,
    make_approver,
    make_notified,
    make_poor,
    make_written,
    new,
    requests_of,
    vote,
)


@pytest.fixture
def cast(transactional_db):
    made = make_cast()
    make_approver(made)
    make_approver(made, name="phuc")
    return made


@pytest.fixture
def register(cast):
    return make_register()


def told(run, *args, **arguments):
    """Return what was refused, or nothing."""
    try:
        run(*args, **arguments)
    except Refusal as problem:
        return str(problem)
    return ""


def checked(cast, register):
    return check(cast, confirm(cast, vote(cast, make_written(cast, make_village(register), register))))


def steps(row, kind):
    return RequestStep.objects.filter(list=row, kind=kind).count()


def test_of_two_who_decide_on_one_list_one_does(many_connections, cast, register):
    row = checked(cast, register)

    words = many_connections([partial(told, decide, cast, row, name=name) for name in ("nga", "phuc")])

    assert sorted("chưa hoặc không còn làm việc này" in said for said in words) == [False, True]
    assert (steps(row, "DECIDED"), Loan.objects.count()) == (1, 2)
    assert {one.state for one in requests_of(row)} == {"APPROVED"}
    assert not [found for batch in verify_loans() for found in batch.mismatches]


def test_a_request_is_withdrawn_or_decided_on_never_both(many_connections, cast, register):
    row = checked(cast, register)
    first = requests_of(row)[0]
    withdrawn = {"request_id": first.pk, "reason": "Hộ không vay nữa"}

    by_decision, by_withdrawal = many_connections(
        [
            lambda: told(decide, cast, row),
            lambda: told(withdraw_request, asked=cast.asked("yen", on=DECIDED_ON), **withdrawn),
        ]
    )

    first = requests_of(row)[0]
    assert by_decision == ""
    assert first.state == ("APPROVED" if by_withdrawal else "WITHDRAWN")
    assert Loan.objects.count() == LoanRequest.objects.filter(state="APPROVED").count()
    assert "đã có kết quả" in by_withdrawal or first.loan_id is None


def test_an_approved_loan_is_paid_out_once(many_connections, cast, register):
    row = make_notified(cast, make_village(register), register)
    loan = requests_of(row)[0].loan

    def pay_out():
        return told(
            disburse, asked=cast.asked("van"), session_id=None, number=loan.number, amount_vnd=loan.approved_vnd
        )

    words = many_connections([pay_out] * 4)

    assert sorted(bool(said) for said in words) == [False, True, True, True]
    assert all("giải ngân" in said for said in words if said)
    assert LoanEvent.objects.filter(loan=loan, kind="DISBURSED").count() == 1
    assert not [found for batch in verify_loans() for found in batch.mismatches]


def test_a_list_is_confirmed_or_returned_never_both(many_connections, cast, register):
    row = vote(cast, make_written(cast, make_village(register), register))
    give_back = {"list_id": row.pk, "reason": "Thiếu chữ ký của trưởng thôn"}

    words = many_connections(
        [
            lambda: told(confirm, cast, row),
            lambda: told(return_requests, asked=cast.asked("minh", on=DECIDED_ON), **give_back),
        ]
    )

    row.refresh_from_db()
    assert sorted(bool(said) for said in words) == [False, True]
    assert row.state == ("CONFIRMED" if words[1] else "RETURNED")
    assert steps(row, "CONFIRMED") + steps(row, "RETURNED") == 1


def test_a_household_asks_once_under_a_programme(many_connections, cast, register):
    village = make_village(register)
    make_poor(village, register, 2)
    group = make_active(cast, village)
    one = new(village.ids[0])

    def through_the_group():
        return told(write_requests, asked=cast.asked("yen"), group_id=group.pk, requests=(one,))

    def without_a_group():
        return told(write_direct_request, asked=cast.asked("yen"), office_code="NHCSXH", request=one)

    words = many_connections([through_the_group, without_a_group] * 2)

    assert sorted(bool(said) for said in words) == [False, True, True, True]
    assert LoanRequest.objects.filter(household_id=village.ids[0], state="OPEN").count() == 1
    assert RequestList.objects.filter(requests=None).count() == 0


def test_no_request_slips_in_beside_the_dissolution_of_its_group(many_connections, cast, register):
    village = make_village(register)
    group = make_active(cast, village)

    words = many_connections(
        [
            lambda: told(
                write_requests, asked=cast.asked("yen"), group_id=group.pk, requests=(new(village.ids[0], asked_vnd=M),)
            ),
            lambda: told(
                dissolve_group, asked=cast.asked("yen"), group_id=group.pk, on=TODAY, reason="Hợp nhất với Tổ khác"
            ),
        ]
    )

    assert sorted(bool(said) for said in words) == [False, True]
    is_dissolved = Group.objects.get(pk=group.pk).state == "DISSOLVED"
    assert LoanRequest.objects.exists() is not is_dissolved
    assert ("chưa xong" in words[1]) is not is_dissolved

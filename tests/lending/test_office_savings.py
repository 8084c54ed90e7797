"""Savings of a closed session are taken back at the office: by another, for a reason, and never below nothing."""

from dataclasses import replace

import pytest

from tantam.base.errors import OutOfScope
from tantam.closing.commands.closing import close_day
from tantam.ledger.models import Posting, Transfer
from tantam.lending.commands.office_savings import look_at_savings, reverse_savings
from tantam.lending.commands.point_savings import pay_savings, take_savings
from tantam.lending.commands.sessions import close_session
from tantam.lending.models import SavingsAccount, SavingsMove
from tantam.lending.queries.reconciling import find_savings_gaps
from tantam.lending.wording.objections import UnableToRecord
from tests.support.agreeing import FAR
from tests.support.cast import TODAY, asked_as, asked_by_system
from tests.support.closing import close_through
from tests.support.loans import TAKEN_OVER
from tests.support.replay import assert_replay_safe
from tests.support.sessions import AN, BROUGHT, make_session, notes_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast, small_register):
    return make_session(cast, small_register)


def save(cast, session, amount_vnd: int) -> str:
    take_savings(asked=cast.asked("van"), session_id=session.id, household_code=AN, amount_vnd=amount_vnd)
    return SavingsAccount.objects.get().number


def end(cast, session, cash_vnd: int) -> None:
    close_session(asked=cast.asked("yen"), session_id=session.id, counted=notes_for(BROUGHT + cash_vnd))


def test_what_was_put_in_by_mistake_goes_over_the_offices_counter(cast, session):
    number = save(cast, session, 50_000)
    end(cast, session, 50_000)

    seq = reverse_savings(asked=cast.asked("kim"), number=number, seq=1, reason="gửi nhầm hộ")

    move = SavingsMove.objects.get(seq=seq)
    assert (move.kind, move.amount_vnd, move.reverses, move.voucher, move.on) == ("REVERSED", -50_000, 1, None, TODAY)
    assert SavingsAccount.objects.get().balance_vnd == 0
    posting = Posting.objects.get(document=f"{number}#{seq}")
    assert (posting.description, posting.value_date) == ("gửi nhầm hộ", TODAY)
    line = posting.transfers.get()
    assert (line.debit.code, line.credit.code, line.kind) == ("MEMBER_SAVINGS", "CASH_AT_OFFICE", "CORRECTION")
    assert find_savings_gaps(day=FAR) == []
    with pytest.raises(UnableToRecord, match="đã được đảo"):
        reverse_savings(asked=cast.asked("kim"), number=number, seq=1, reason="lần nữa")
    with pytest.raises(UnableToRecord, match="không có lần gửi"):
        reverse_savings(asked=cast.asked("kim"), number=number, seq=seq, reason="lần nữa")


def test_the_day_of_a_reversal_closes_and_the_day_of_the_move_stays_closed(cast, session):
    number = save(cast, session, 50_000)
    end(cast, session, 50_000)
    close_through(TODAY, first=TAKEN_OVER)
    later = TODAY.replace(day=25)

    reverse_savings(asked=cast.asked("kim", on=later), number=number, seq=1, reason="gửi nhầm hộ")

    line = Transfer.objects.get(kind="CORRECTION")
    assert (line.book_date, line.value_date) == (later, TODAY)
    for day in range(TODAY.day + 1, later.day + 1):
        on = TODAY.replace(day=day)
        close_day(asked=asked_by_system(on=on), office_code="NHCSXH", day=on)
    assert find_savings_gaps(day=FAR) == []


def test_what_was_paid_out_by_mistake_comes_back(cast, session):
    number = save(cast, session, 50_000)
    pay_savings(asked=cast.asked("van"), session_id=session.id, household_code=AN, amount_vnd=20_000)
    with pytest.raises(UnableToRecord, match="đảo trong phiên"):
        reverse_savings(asked=cast.asked("kim"), number=number, seq=2, reason="trả nhầm hộ")
    end(cast, session, 30_000)

    with pytest.raises(UnableToRecord, match=r"chỉ còn 30\.000"):
        reverse_savings(asked=cast.asked("kim"), number=number, seq=1, reason="gửi nhầm hộ")
    reverse_savings(asked=cast.asked("kim"), number=number, seq=2, reason="trả nhầm hộ")
    reverse_savings(asked=cast.asked("kim"), number=number, seq=1, reason="gửi nhầm hộ")

    assert SavingsAccount.objects.get().balance_vnd == 0
    assert find_savings_gaps(day=FAR) == []


def test_who_recorded_it_does_not_take_it_back_and_a_reason_is_said(cast, session):
    number = save(cast, session, 5_000)
    end(cast, session, 5_000)

    teller = replace(cast.actor("kim"), user_id=cast.people["van"].pk)
    with pytest.raises(UnableToRecord, match="không tự đảo"):
        reverse_savings(asked=asked_as(teller), number=number, seq=1, reason="nhầm")
    with pytest.raises(UnableToRecord, match="lý do"):
        reverse_savings(asked=cast.asked("kim"), number=number, seq=1, reason=" ")
    with pytest.raises(UnableToRecord, match="không có lần gửi"):
        reverse_savings(asked=cast.asked("kim"), number=number, seq=9, reason="nhầm")
    with pytest.raises(OutOfScope):
        reverse_savings(asked=cast.asked("kim"), number="105.0", seq=1, reason="nhầm")


@pytest.mark.replays("lending.reverse_savings")
def test_taking_savings_back_twice_takes_them_back_once(cast, session):
    number = save(cast, session, 50_000)
    end(cast, session, 50_000)
    assert_replay_safe(
        reverse_savings, asked=cast.asked("kim"), other={"reason": "khác"}, number=number, seq=1, reason="gửi nhầm hộ"
    )


@pytest.mark.replays("lending.look_at_savings")
def test_a_look_is_written_down_once(cast, session):
    number = save(cast, session, 50_000)
    assert_replay_safe(look_at_savings, asked=cast.asked("kim"), other={"purpose": "khác"}, number=number, purpose="")

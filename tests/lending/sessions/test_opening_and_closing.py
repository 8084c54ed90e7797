"""A session is opened with cash, takes and pays money, and closes when the cash agrees."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.models import Sum

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.ledger.models import Transfer
from tantam.lending.commands.point_money import take_repayment
from tantam.lending.commands.sessions import close_session, open_session
from tantam.lending.models import Session
from tantam.lending.wording.objections import UnableToRecord
from tests.support.cast import TODAY, asked_as
from tests.support.loans import IN_TIME, M
from tests.support.replay import assert_replay_safe
from tests.support.sessions import BROUGHT, make_point, notes_for, open_at

pytestmark = pytest.mark.django_db


def at_point_vnd() -> int:
    """Return what the book says is at points."""
    sums = [
        Transfer.objects.filter(**{f"{side}__code": "CASH_AT_POINT"}).aggregate(vnd=Sum("amount_vnd"))["vnd"] or 0
        for side in ("debit", "credit")
    ]
    return sums[0] - sums[1]


def test_cash_goes_out_with_the_team_and_all_of_it_comes_back(cast, session):
    assert at_point_vnd() == BROUGHT
    take_repayment(
        asked=cast.asked("van"), session_id=session.id, number=IN_TIME, interest_vnd=358_685, principal_vnd=M
    )
    assert at_point_vnd() == BROUGHT + 1_358_685

    returned = close_session(asked=cast.asked("yen"), session_id=session.id, counted=notes_for(BROUGHT + 1_358_685))

    assert returned == BROUGHT + 1_358_685
    assert at_point_vnd() == 0
    assert (session.row.state, session.row.closed_by_name) == ("CLOSED", "Lý Thị Yến")


@pytest.mark.parametrize(("off_vnd", "words"), [(500, "thừa 500 đồng"), (-1_000, "thiếu 1.000 đồng")])
def test_a_difference_is_said_and_keeps_the_session_open(cast, session, off_vnd, words):
    with pytest.raises(UnableToRecord, match=words):
        close_session(asked=cast.asked("yen"), session_id=session.id, counted=notes_for(BROUGHT + off_vnd))
    assert session.row.state == "OPEN"


@pytest.mark.parametrize("counted", [{"3": 1}, {"1000": -1}, {"500000": 10**9}])
def test_notes_that_do_not_exist_are_not_counted(cast, session, counted):
    with pytest.raises(UnableToRecord, match="mệnh giá"):
        close_session(asked=cast.asked("yen"), session_id=session.id, counted=counted)


def test_whoever_recorded_does_not_close(cast, session):
    take_repayment(asked=cast.asked("van"), session_id=session.id, number=IN_TIME, interest_vnd=1_000, principal_vnd=0)
    with pytest.raises(NotAllowed):
        close_session(asked=cast.asked("van"), session_id=session.id, counted=notes_for(BROUGHT + 1_000))
    teller = replace(cast.actor("van"), permissions=frozenset({"lending.close_session"}))
    with pytest.raises(UnableToRecord, match="không được khóa phiên"):
        close_session(asked=asked_as(teller), session_id=session.id, counted=notes_for(BROUGHT + 1_000))


def test_a_closed_session_takes_nothing_more(cast, session):
    close_session(asked=cast.asked("yen"), session_id=session.id, counted=notes_for(BROUGHT))
    with pytest.raises(UnableToRecord, match="đã khóa"):
        take_repayment(
            asked=cast.asked("van"), session_id=session.id, number=IN_TIME, interest_vnd=1_000, principal_vnd=0
        )
    with pytest.raises(UnableToRecord, match="đã khóa"):
        close_session(asked=cast.asked("yen"), session_id=session.id, counted=notes_for(BROUGHT))


def test_a_session_may_close_the_day_after_but_takes_money_on_its_own_day_only(cast, session):
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(UnableToRecord, match="không phải ngày hạch toán"):
        take_repayment(
            asked=cast.asked("van", on=tomorrow),
            session_id=session.id,
            number=IN_TIME,
            interest_vnd=1_000,
            principal_vnd=0,
        )
    close_session(asked=cast.asked("yen", on=tomorrow), session_id=session.id, counted=notes_for(BROUGHT))
    assert session.row.state == "CLOSED"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day": TODAY + timedelta(days=1)}, "chính ngày giao dịch"),
        ({"day": TODAY - timedelta(days=1)}, "chính ngày giao dịch"),
        ({"teller_name": " lý thị yến"}, "ba người khác nhau"),
        ({"controller_name": " "}, "ba người khác nhau"),
        ({"brought_vnd": -1}, "không hợp lệ"),
    ],
)
def test_a_session_that_cannot_be_is_not_opened(cast, changed, words):
    point_id = make_point(cast)
    with pytest.raises(UnableToRecord, match=words):
        open_at(cast, point_id, **changed)
    assert Session.objects.count() == 0


def test_a_point_has_one_session_a_day(cast):
    point_id = make_point(cast)
    open_at(cast, point_id)
    with pytest.raises(UnableToRecord, match="đã có phiên ngày 22/11/2026"):
        open_at(cast, point_id)


def test_another_day_than_the_fixed_one_needs_a_reason(cast):
    point_id = make_point(cast, visit_day=20)
    with pytest.raises(UnableToRecord, match="20/11/2026"):
        open_at(cast, point_id)
    opened = Session.objects.get(pk=open_at(cast, point_id, reason="bão số 12"))
    assert (opened.planned_on, opened.reason) == (date(2026, 11, 20), "bão số 12")


def test_a_holiday_is_reason_enough_for_the_day_after(cast):
    """2 September 2026 is a holiday, and so is the day before; the session is on Thursday."""
    point_id = make_point(cast, visit_day=2)
    opened = Session.objects.get(pk=open_at(cast, point_id, on=date(2026, 9, 3)))
    assert (opened.planned_on, opened.reason) == (date(2026, 9, 2), "Ngày cố định là ngày nghỉ")


def test_a_point_of_another_office_is_not_there(cast):
    with pytest.raises(OutOfScope):
        open_at(cast, 999_999)


@pytest.mark.replays("lending.open_session")
def test_opening_twice_opens_once(cast):
    point_id = make_point(cast)
    assert_replay_safe(
        open_session,
        asked=cast.asked("yen"),
        other={"brought_vnd": 1},
        point_id=point_id,
        day=TODAY,
        reason="",
        leader_name="A",
        controller_name="B",
        teller_name="C",
        brought_vnd=M,
    )


@pytest.mark.replays("lending.close_session")
def test_closing_twice_closes_once(cast, session):
    assert_replay_safe(
        close_session,
        asked=cast.asked("yen"),
        other={"counted": {"1": 1}},
        session_id=session.id,
        counted=notes_for(BROUGHT),
    )

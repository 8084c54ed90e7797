"""A unit's calendar and its secret address."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from tantam.base.models import AuditEntry
from tantam.plans.commands.calendar import renew_calendar_feed
from tantam.plans.models import CalendarFeed, Duty, DutyDecision
from tantam.plans.queries.calendar import (
    find_feed,
    find_feed_unit,
    list_calendar_events,
    list_deadlines,
)
from tantam.web.plans.calendar.feed import write_feed
from tests.support.cast import TODAY
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db

TOKEN = "a" * 48
OTHER = "b" * 48
ADDRESS = "https://tantam.example"


def feed_of(cast, unit="X21484", due_from=date(2025, 1, 1)):
    body = write_feed(
        unit_name=cast.units[unit].name,
        events=list_calendar_events(unit_id=cast.units[unit].id, due_from=due_from),
        address=ADDRESS,
    )
    return body, {str(event["uid"]): event for event in Calendar.from_ical(body).walk("VEVENT")}


def decide(duty, kind, new_due_on):
    DutyDecision.objects.create(
        duty=duty,
        kind=kind,
        decided_by="Ủy ban nhân dân tỉnh",
        reason="Bão lũ",
        document="12/UBND-KT",
        old_due_on=duty.due_on,
        new_due_on=new_due_on,
        recorded_at=datetime(2026, 11, 20, 3, 0, tzinfo=UTC),
        recorded_by=1,
        recorded_by_name="Trần Thị Lan",
    )


def test_a_feed_holds_each_duty_of_the_unit_on_its_due_day(cast, small_plan):
    _body, events = feed_of(cast)

    assert len(events) == 9
    event = events[f"duty-{small_plan.duty('I.1', 'X21484', '2026').id}@tantam.example"]
    assert event["dtstart"].dt == date(2026, 12, 15)
    assert event["dtend"].dt == date(2026, 12, 16)
    assert event["dtstart"].params["value"] == "DATE"
    assert str(event["summary"]) == ("Hạn báo cáo: I.1 Phổ biến, quán triệt Chỉ thị số 39-CT/TW (Năm 2026)")
    assert int(event["sequence"]) == 0
    assert str(event["status"]) == "CONFIRMED"


def test_lines_are_folded_at_75_octets_and_no_letter_is_cut(cast, small_plan):
    body, _events = feed_of(cast)

    lines = body.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode("utf-8")
    assert "Phổ biến, quán triệt" in body.replace(b"\r\n ", b"").decode().replace("\\,", ",")


def test_a_feed_is_read_back_and_written_the_same(cast, small_plan):
    body, _events = feed_of(cast)

    assert Calendar.from_ical(body).to_ical() == body


def test_open_duties_have_alarms_and_done_ones_none(cast, small_plan):
    done = small_plan.duty("I.1", "X21484", "2026")
    Duty.objects.filter(id=done.id).update(done_on=TODAY)

    _body, events = feed_of(cast)

    open_event = events[f"duty-{small_plan.duty('II.1', 'X21484', '2026').id}@tantam.example"]
    done_event = events[f"duty-{done.id}@tantam.example"]
    triggers = [alarm["trigger"].dt for alarm in open_event.walk("VALARM")]
    assert triggers == [timedelta(hours=-16), timedelta(days=-2, hours=-16)]
    assert done_event.walk("VALARM") == []
    assert str(done_event["summary"]).startswith("Đã xong:")
    assert done_event["last-modified"].dt > open_event["last-modified"].dt


def test_a_long_task_is_cut_in_the_heading_and_whole_in_the_description(cast, small_plan):
    content = "Phổ biến, quán triệt Chỉ thị " * 20
    small_plan.tasks["I.1"].content = content
    small_plan.tasks["I.1"].save(update_fields=["content"])

    _body, events = feed_of(cast)

    event = events[f"duty-{small_plan.duty('I.1', 'X21484', '2026').id}@tantam.example"]
    assert len(event["summary"]) < 200
    assert content.strip() in str(event["description"])


def test_an_extension_moves_the_event_and_raises_its_sequence(cast, small_plan):
    duty = small_plan.duty("I.1", "X21484", "2026")
    _body, before = feed_of(cast)
    decide(duty, "EXTENSION", date(2026, 12, 31))
    Duty.objects.filter(id=duty.id).update(due_on=date(2026, 12, 31))

    _body, after = feed_of(cast)

    uid = f"duty-{duty.id}@tantam.example"
    assert after[uid]["dtstart"].dt == date(2026, 12, 31)
    assert int(after[uid]["sequence"]) == 1
    assert after[uid]["dtstamp"].dt > before[uid]["dtstamp"].dt


def test_an_exempt_duty_is_cancelled(cast, small_plan):
    duty = small_plan.duty("I.1", "X21484", "2026")
    decide(duty, "EXEMPTION", duty.due_on)
    Duty.objects.filter(id=duty.id).update(exempt=True)

    _body, events = feed_of(cast)

    assert str(events[f"duty-{duty.id}@tantam.example"]["status"]) == "CANCELLED"


def test_two_decisions_on_one_duty_count_as_two_and_do_not_double_it(cast, small_plan):
    duty = small_plan.duty("I.1", "X21484", "2026")
    decide(duty, "EXTENSION", date(2026, 12, 20))
    decide(duty, "EXTENSION", date(2026, 12, 31))

    _body, events = feed_of(cast)

    assert len(events) == 9
    assert int(events[f"duty-{duty.id}@tantam.example"]["sequence"]) == 2


def test_what_was_due_before_the_asked_day_is_left_out(cast, small_plan):
    _body, events = feed_of(cast, due_from=date(2026, 7, 1))

    assert len(events) == 3


def test_a_feed_takes_one_query(cast, small_plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        list_calendar_events(unit_id=cast.units["X21484"].id, due_from=date(2025, 1, 1))


def test_only_the_digest_of_the_secret_is_kept(cast):
    renew_calendar_feed(asked=cast.asked("hoa"), token=TOKEN)

    feed = CalendarFeed.objects.get()
    assert TOKEN not in feed.token_digest
    assert TOKEN not in str(AuditEntry.objects.get().details)
    assert find_feed_unit(token=TOKEN).code == "X21484"
    assert find_feed(unit_id=cast.units["X21484"].id).made_at == feed.made_at


def test_a_new_secret_ends_the_old(cast):
    renew_calendar_feed(asked=cast.asked("hoa"), token=TOKEN)

    renew_calendar_feed(asked=cast.asked("minh"), token=OTHER)

    assert find_feed_unit(token=TOKEN) is None
    assert find_feed_unit(token=OTHER).code == "X21484"


@pytest.mark.replays("plans.renew_calendar_feed")
def test_the_same_request_twice_renews_once(cast):
    assert_replay_safe(renew_calendar_feed, asked=cast.asked("hoa"), other={"token": OTHER}, token=TOKEN)

    assert find_feed_unit(token=TOKEN)
    assert find_feed_unit(token=OTHER) is None


def test_deadlines_are_what_is_open_the_most_urgent_first(cast, small_plan):
    Duty.objects.filter(period__code="2025").update(done_on=date(2025, 12, 1))
    Duty.objects.filter(task__code="II.2").update(exempt=True)

    deadlines = list_deadlines(unit_id=cast.units["X21484"].id, on=TODAY)

    assert [(line.task_code, line.period, line.state.value) for line in deadlines] == [
        ("I.1", "6 tháng đầu năm 2026", "OPEN_OVERDUE"),
        ("II.1", "6 tháng đầu năm 2026", "OPEN_OVERDUE"),
        ("I.1", "Năm 2026", "OPEN_IN_TIME"),
        ("II.1", "Năm 2026", "OPEN_IN_TIME"),
    ]

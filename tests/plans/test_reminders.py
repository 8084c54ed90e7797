"""The daily digests: one a person and day, written first, sent once."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from tantam.access.models import Membership
from tantam.cli.reminders import remind
from tantam.plans.commands.reminders import deliver_digests, send_reminders
from tantam.plans.models import Duty, Notice, ReminderDigest, Submission, SubmissionEvent
from tests.support.cast import TODAY, asked_by_system
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 15)
AT = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)


class BrokenPost(BaseEmailBackend):
    """A mail server that takes some mails and then hangs up, so many times."""

    def __init__(self, takes, breaks=1):
        super().__init__()
        self.takes, self.breaks, self.taken = takes, breaks, []

    def send_messages(self, messages):
        if len(self.taken) >= self.takes and self.breaks:
            self.breaks -= 1
            raise SMTPServerDisconnected("gone")
        self.taken += messages
        return len(messages)


@pytest.fixture
def only_2026(small_plan):
    """Return the small plan with the earlier periods done, so that only the year 2026 is open."""
    Duty.objects.exclude(period__code="2026").update(done_on=date(2025, 12, 1))
    return small_plan


def make(day):
    return send_reminders(asked=asked_by_system(on=day, key=f"remind-{day}"))


def lines_of(cast, name, day):
    digest = ReminderDigest.objects.filter(user=cast.people[name], day=day).first()
    return digest.lines if digest else []


def kinds_of(cast, name, day):
    return [line["kind"] for line in lines_of(cast, name, day)]


def put_in(duty, state, kind, day, reason=""):
    """Write a submission in a state, and the step that led there."""
    at = datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)
    submission = Submission.objects.create(
        duty=duty, state=state, changed_at=at, changed_by=1, changed_by_name="Phạm Thị Hoa"
    )
    SubmissionEvent.objects.create(
        submission=submission,
        kind=kind,
        at=at,
        book_date=day,
        by=1,
        by_name="Phạm Thị Hoa",
        by_role="REPORTER",
        reason=reason,
        version=1,
    )
    return submission


def test_a_reporter_gets_one_digest_with_a_line_for_each_duty_of_her_unit(cast, only_2026):
    make(DUE - timedelta(days=15))

    make(DUE - timedelta(days=14))

    lines = lines_of(cast, "hoa", DUE - timedelta(days=14))
    assert [line["task_code"] for line in lines] == ["I.1", "II.1", "II.2"]
    assert {line["kind"] for line in lines} == {"UPCOMING"}
    assert {line["unit"] for line in lines} == {"Ủy ban nhân dân xã Ba Tơ"}


def test_the_days_before_are_a_setting(cast, only_2026, settings):
    settings.TANTAM_REMIND_DAYS_BEFORE = (5,)
    for before in (6, 5, 3):
        make(DUE - timedelta(days=before))
        ReminderDigest.objects.update(sent_at=AT)

    days = ReminderDigest.objects.filter(user=cast.people["hoa"]).values_list("day", flat=True)

    assert list(days) == [DUE - timedelta(days=5)]


@pytest.mark.replays("plans.send_reminders")
def test_the_same_request_twice_writes_once(cast, only_2026):
    answer = assert_replay_safe(send_reminders, asked=asked_by_system(), other=None)

    assert ReminderDigest.objects.count() == answer["digests"]


def test_making_the_digests_of_a_day_again_under_another_key_makes_no_second(cast, only_2026):
    send_reminders(asked=asked_by_system(key="a"))
    digests, notices = ReminderDigest.objects.count(), Notice.objects.count()

    send_reminders(asked=asked_by_system(key="b"))

    assert (ReminderDigest.objects.count(), Notice.objects.count()) == (digests, notices)


def test_a_person_with_several_roles_and_units_gets_one_mail(cast, only_2026):
    for unit, role in (("X21529", "REPORTER"), ("X21484", "APPROVER"), ("NHCSXH", "COORDINATOR")):
        Membership.objects.create(user=cast.people["hoa"], unit=cast.units[unit], role=role, starts_on=date(2025, 7, 1))

    remind(today=DUE + timedelta(days=1), at=AT)

    to_hoa = [message for message in mail.outbox if message.to == ["hoa@example.invalid"]]
    duties = [line["duty_id"] for line in lines_of(cast, "hoa", DUE + timedelta(days=1)) if line["duty_id"]]
    assert len(to_hoa) == 1
    assert len(duties) == len(set(duties)) == 6
    assert "LATE_UNITS" in kinds_of(cast, "hoa", DUE + timedelta(days=1))


def test_running_twice_sends_once(cast, only_2026):
    first = remind(today=DUE, at=AT)

    second = remind(today=DUE, at=AT)

    assert first.sent == len(mail.outbox) > 0
    assert (second.sent, second.digests, second.failed) == (0, 0, 0)
    assert not ReminderDigest.objects.filter(sent_at=None).exists()


def test_a_cut_between_writing_and_sending_sends_on_the_next_run(cast, only_2026):
    send_reminders(asked=asked_by_system(on=DUE, key=f"plans.send_reminders:{DUE}"))

    again = remind(today=DUE, at=AT)

    assert again.digests == 0
    assert again.sent == len(mail.outbox) == ReminderDigest.objects.count()


def test_a_mail_server_that_breaks_off_gets_only_the_unsent_again_under_the_same_message_id(cast, only_2026):
    make(DUE)
    total = ReminderDigest.objects.count()
    broken = BrokenPost(takes=1, breaks=99)

    first = deliver_digests(day=DUE, at=AT, connection=broken)
    sound = BrokenPost(takes=99)
    second = deliver_digests(day=DUE, at=AT, connection=sound)

    assert (first.sent, second.sent) == (1, total - 1)
    sent_to = [message.to[0] for message in broken.taken + sound.taken]
    assert len(sent_to) == len(set(sent_to)) == total


def test_a_mail_server_that_is_not_there_leaves_all_digests_for_the_next_run(cast, only_2026):
    class NoPost(BaseEmailBackend):
        def send_messages(self, messages):
            raise ConnectionRefusedError

    make(DUE + timedelta(days=1))

    delivery = deliver_digests(day=DUE + timedelta(days=1), at=AT, connection=NoPost())

    assert delivery.sent == 0
    assert delivery.failed == 5
    assert not ReminderDigest.objects.exclude(sent_at=None).exists()


def test_one_mail_that_fails_does_not_hold_up_the_others(cast, only_2026):
    make(DUE)
    total = ReminderDigest.objects.count()

    delivery = deliver_digests(day=DUE, at=AT, connection=BrokenPost(takes=1, breaks=1))

    assert (delivery.sent, delivery.failed) == (total - 1, 1)
    assert ReminderDigest.objects.filter(sent_at=None).count() == 1


def test_a_digest_sent_but_not_marked_goes_out_again_with_the_same_message_id(cast, only_2026):
    make(DUE)
    first, second = BrokenPost(takes=99), BrokenPost(takes=99)

    deliver_digests(day=DUE, at=AT, connection=first)
    ReminderDigest.objects.update(sent_at=None)
    deliver_digests(day=DUE, at=AT, connection=second)

    ids = [[message.extra_headers["Message-ID"] for message in post.taken] for post in (first, second)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


def test_what_was_never_sent_is_told_again_in_the_next_digest_and_only_there(cast, only_2026):
    make(DUE - timedelta(days=2))
    make(DUE - timedelta(days=1))

    remind(today=DUE + timedelta(days=3), at=AT)
    make(DUE + timedelta(days=4))

    assert {message.to[0] for message in mail.outbox} >= {"hoa@example.invalid"}
    assert kinds_of(cast, "hoa", DUE + timedelta(days=3)) == ["LATE"] * 3
    assert kinds_of(cast, "hoa", DUE + timedelta(days=4)) == []


def test_an_unsent_digest_makes_the_next_one_tell_its_lines_even_without_a_new_reminder_day(cast, only_2026):
    make(DUE - timedelta(days=8))
    make(DUE - timedelta(days=7))

    remind(today=DUE - timedelta(days=6), at=AT)

    assert kinds_of(cast, "hoa", DUE - timedelta(days=6)) == ["UPCOMING"] * 3


def test_days_without_a_run_are_folded_into_the_next(cast, only_2026):
    remind(today=DUE - timedelta(days=8), at=AT)

    remind(today=DUE - timedelta(days=5), at=AT)

    assert kinds_of(cast, "hoa", DUE - timedelta(days=5)) == ["UPCOMING"] * 3


def test_done_exempt_and_withdrawn_work_is_left_in_peace(cast, only_2026):
    Duty.objects.filter(task__code="I.1", period__code="2026").update(done_on=DUE - timedelta(days=20))
    Duty.objects.filter(task__code="II.1", period__code="2026").update(exempt=True)
    only_2026.tasks["II.2"].withdrawn_at = AT
    only_2026.tasks["II.2"].save(update_fields=["withdrawn_at"])

    make(DUE)

    assert kinds_of(cast, "hoa", DUE) == []


def test_returned_work_comes_with_its_reason(cast, only_2026):
    duty = only_2026.duty("I.1", "X21484", "2026")
    put_in(duty, "RETURNED", "RETURNED", TODAY, reason="Thiếu số văn bản")
    make(TODAY)

    remind(today=TODAY + timedelta(days=1), at=AT)

    lines = lines_of(cast, "hoa", TODAY + timedelta(days=1))
    assert [(line["kind"], line["reason"]) for line in lines] == [("RETURNED", "Thiếu số văn bản")]
    body = next(m.body for m in mail.outbox if m.to == ["hoa@example.invalid"])
    assert "bị trả lại" in body
    assert "Thiếu số văn bản" in body


def test_filed_work_waits_for_the_approver_and_not_for_the_reporter(cast, only_2026):
    put_in(only_2026.duty("I.1", "X21484", "2026"), "FILED", "FILED", TODAY)
    make(TODAY)

    make(TODAY + timedelta(days=1))

    assert kinds_of(cast, "minh", TODAY + timedelta(days=1)) == ["TO_SIGN_OFF"]
    assert kinds_of(cast, "hoa", TODAY + timedelta(days=1)) == []


def test_where_a_unit_has_no_approver_the_reporter_hears_of_the_signature_too(cast, only_2026):
    cast.people["minh"].memberships.update(ends_before=TODAY)
    put_in(only_2026.duty("I.1", "X21484", "2026"), "FILED", "FILED", TODAY)
    make(TODAY)

    make(TODAY + timedelta(days=1))

    assert kinds_of(cast, "hoa", TODAY + timedelta(days=1)) == ["TO_SIGN_OFF"]


def test_the_coordinator_gets_a_weekly_summary_of_late_units_and_what_waits(cast, only_2026):
    signed = only_2026.duty("I.1", "X21484", "2026")
    put_in(signed, "SIGNED_OFF", "SIGNED_OFF", DUE)
    Duty.objects.filter(id=signed.id).update(done_on=DUE)
    sunday = date(2026, 12, 20)

    for after in range(3):
        remind(today=sunday + timedelta(days=after), at=AT)

    [summary] = [line for line in lines_of(cast, "lan", sunday + timedelta(days=1)) if line["late_units"]]
    late = {unit["name"]: unit["late"] for unit in summary["late_units"]}
    assert late["Ủy ban nhân dân xã Ba Tơ"] == 2
    assert late["Ủy ban nhân dân xã Ba Vì"] == 3
    assert kinds_of(cast, "lan", sunday) == ["LATE_UNITS", "TO_ACCEPT"]
    assert kinds_of(cast, "lan", sunday + timedelta(days=1)) == ["LATE_UNITS"]
    assert kinds_of(cast, "lan", sunday + timedelta(days=2)) == []


def test_nobody_hears_of_a_neighbour(cast, only_2026):
    make(DUE)

    assert {line["unit"] for line in lines_of(cast, "tam", DUE)} == {"Ủy ban nhân dân xã Ba Vì"}


@pytest.mark.parametrize("name", ["binh", "dung", "quan"])
def test_leaders_auditors_and_administrators_are_not_reminded(cast, only_2026, name):
    make(DUE)

    assert lines_of(cast, name, DUE) == []


def test_people_who_left_or_have_no_address_get_no_mail_but_keep_their_notices(cast, only_2026):
    cast.people["hoa"].email = ""
    cast.people["hoa"].save(update_fields=["email"])
    cast.people["tam"].is_active = False
    cast.people["tam"].save(update_fields=["is_active"])

    remind(today=DUE, at=AT)

    assert not {"hoa@example.invalid", "tam@example.invalid"} & {message.to[0] for message in mail.outbox}
    assert Notice.objects.filter(user=cast.people["hoa"]).count() == 3
    assert not Notice.objects.filter(user=cast.people["tam"]).exists()


def test_the_mail_says_what_is_due_when_and_where_to_go(cast, only_2026, settings):
    settings.TANTAM_ADDRESS = "https://tantam.example"

    remind(today=DUE, at=AT)

    message = next(m for m in mail.outbox if m.to == ["hoa@example.invalid"])
    duty = only_2026.duty("I.1", "X21484", "2026")
    assert message.subject == "Việc cần làm ngày 15/12/2026: 3 mục"
    assert "Kính gửi Phạm Thị Hoa," in message.body
    assert "I.1 Phổ biến, quán triệt Chỉ thị số 39-CT/TW (Năm 2026," in message.body
    assert f"https://tantam.example/nhiem-vu/{duty.id}/" in message.body
    assert message.extra_headers["Message-ID"].endswith("@tantam.example>")
    assert message.alternatives[0].mimetype == "text/html"


def test_the_mail_is_in_the_language_of_the_person_who_gets_it(cast, only_2026):
    cast.people["hoa"].language = "en"
    cast.people["hoa"].save(update_fields=["language"])

    remind(today=DUE, at=AT)

    languages = {message.to[0]: message.extra_headers["Content-Language"] for message in mail.outbox}
    assert languages["hoa@example.invalid"] == "en"
    assert languages["tam@example.invalid"] == "vi"


def test_the_mail_escapes_what_people_wrote(cast, only_2026):
    put_in(only_2026.duty("I.1", "X21484", "2026"), "RETURNED", "RETURNED", TODAY, reason="<script>x</script>")

    remind(today=TODAY + timedelta(days=1), at=AT)

    message = next(m for m in mail.outbox if m.to == ["hoa@example.invalid"])
    assert "<script>" not in message.alternatives[0].content
    assert "<script>" in message.body


def test_the_log_of_a_failed_mail_names_no_person(cast, only_2026, caplog):
    make(DUE)

    deliver_digests(day=DUE, at=AT, connection=BrokenPost(takes=0, breaks=1))

    assert "did not take a digest" in caplog.text
    assert "@" not in caplog.text
    assert "Hoa" not in caplog.text


def test_the_number_of_queries_does_not_grow_with_the_work(cast, only_2026, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        make(DUE)

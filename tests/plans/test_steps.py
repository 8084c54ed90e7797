"""Filing, signing off, sending back, accepting and returning, on the database."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.access.models import Membership, User
from tantam.base.errors import AlreadyDone, NotAllowed, OutOfScope, Refusal, RequestConflict
from tantam.base.models import AuditEntry
from tantam.core.submissions import DONE, Life, Step, SubmissionState, take
from tantam.plans.commands.decisions import exempt_duty
from tantam.plans.commands.deliverables import add_briefing, remove_deliverable
from tantam.plans.commands.drafts import save_text
from tantam.plans.commands.indicators import record_values, set_indicator
from tantam.plans.commands.steps import (
    UnableToAccept,
    UnableToFile,
    UnableToReturn,
    UnableToSendBack,
    UnableToSignOff,
    UnableToWithdraw,
    accept_submission,
    file_submission,
    return_submission,
    send_back,
    sign_off,
    withdraw_filing,
)
from tantam.plans.models import Duty, Plan, Submission, SubmissionEvent
from tests.support.cast import SINCE, TODAY
from tests.support.submissions import accept, file, send_home, sign, write

pytestmark = pytest.mark.django_db
_numbers = count(1)


def history(duty):
    return [row.kind for row in SubmissionEvent.objects.filter(submission__duty=duty).order_by("id")]


def reload(duty):
    return Duty.objects.get(id=duty.id)


def test_from_the_draft_to_acceptance_every_step_is_in_the_history(cast, duty):
    submission = accept(cast, duty)

    events = list(SubmissionEvent.objects.filter(submission=submission).order_by("id"))
    assert [(row.kind, row.by_name, row.by_role) for row in events] == [
        ("FILED", "Phạm Thị Hoa", "REPORTER"),
        ("SIGNED_OFF", "Đinh Văn Minh", "APPROVER"),
        ("ACCEPTED", "Trần Thị Lan", "COORDINATOR"),
    ]
    assert all(row.content["text"] == "Đã ban hành kế hoạch." for row in events)
    assert submission.state == "ACCEPTED"


def test_the_duty_is_done_on_the_day_of_the_sign_off(cast, duty):
    submission = file(cast, duty, on=TODAY)
    assert reload(duty).done_on is None

    later = TODAY + timedelta(days=3)
    sign_off(asked=cast.asked("minh", on=later), duty_id=duty.id, version=submission.version)
    accept_submission(
        asked=cast.asked("lan", on=later + timedelta(days=9)), duty_id=duty.id, version=submission.version
    )

    assert reload(duty).done_on == later


@pytest.mark.parametrize("bring", [sign, accept])
def test_returned_work_counts_as_not_done_and_can_be_filed_again(cast, duty, bring):
    bring(cast, duty)

    return_submission(asked=cast.asked("lan"), duty_id=duty.id, reason="Thiếu số liệu.")

    assert reload(duty).done_on is None
    again = accept(cast, duty)
    assert again.state == "ACCEPTED"
    assert reload(duty).done_on == TODAY


def test_each_return_keeps_what_was_returned(cast, duty):
    send_home(cast, duty, "Thiếu số văn bản.")
    write(cast, duty, "Đã bổ sung số văn bản.")

    returned = SubmissionEvent.objects.get(kind="RETURNED")
    assert returned.reason == "Thiếu số văn bản."
    assert returned.content["text"] == "Đã ban hành kế hoạch."


def test_nothing_or_a_removed_thing_is_not_enough_to_file(cast, duty):
    with pytest.raises(UnableToFile, match="Chưa có nội dung"):
        file_submission(asked=cast.asked("hoa"), duty_id=duty.id, version=0)

    number = add_briefing(
        asked=cast.asked("hoa"),
        duty_id=duty.id,
        kind="BRIEFING",
        topic="Quán triệt",
        held_on=TODAY,
        audience="Cán bộ",
        attendees_count=5,
    )
    remove_deliverable(asked=cast.asked("hoa"), duty_id=duty.id, kind="BRIEFING", deliverable_id=number)
    with pytest.raises(UnableToFile, match="Chưa có nội dung"):
        file_submission(asked=cast.asked("hoa"), duty_id=duty.id, version=2)


def test_one_deliverable_without_text_is_enough(cast, duty):
    add_briefing(
        asked=cast.asked("hoa"),
        duty_id=duty.id,
        kind="BRIEFING",
        topic="Quán triệt",
        held_on=TODAY,
        audience="Cán bộ",
        attendees_count=5,
    )

    file_submission(asked=cast.asked("hoa"), duty_id=duty.id, version=1)

    assert history(duty) == ["FILED"]


def test_a_required_figure_must_be_there_and_nought_is_a_figure(cast, duty):
    set_indicator(
        asked=cast.asked("lan"),
        task_id=duty.task_id,
        code="von",
        name="Vốn ủy thác",
        measure="triệu đồng",
        required=True,
    )
    write(cast, duty)

    with pytest.raises(UnableToFile, match="Vốn ủy thác"):
        file_submission(asked=cast.asked("hoa"), duty_id=duty.id, version=1)

    version = record_values(asked=cast.asked("hoa"), duty_id=duty.id, values={"von": Decimal(0)})
    file_submission(asked=cast.asked("hoa"), duty_id=duty.id, version=version)


def test_a_duty_is_filed_once_and_the_second_is_told_who_was_first(cast, duty):
    submission = file(cast, duty)

    with pytest.raises(UnableToFile, match=r"chờ đơn vị duyệt.*Phạm Thị Hoa, 22/11/2026"):
        file_submission(asked=cast.asked("minh"), duty_id=duty.id, version=submission.version)

    assert history(duty) == ["FILED"]


def test_nothing_is_filed_before_the_period_opens(cast, duty):
    early = duty.opens_on - timedelta(days=1)
    write(cast, duty, on=early)

    with pytest.raises(UnableToFile, match="15/11/2026"):
        file_submission(asked=cast.asked("hoa", on=early), duty_id=duty.id, version=1)


def test_people_judge_the_content_that_they_saw(cast, duty):
    seen = file(cast, duty).version
    withdraw_filing(asked=cast.asked("hoa"), duty_id=duty.id)
    write(cast, duty, "Bản khác.")

    with pytest.raises(UnableToFile, match="đã thay đổi"):
        file_submission(asked=cast.asked("hoa"), duty_id=duty.id, version=seen)
    file_submission(asked=cast.asked("hoa"), duty_id=duty.id, version=seen + 1)
    with pytest.raises(UnableToSignOff, match="đã thay đổi"):
        sign_off(asked=cast.asked("minh"), duty_id=duty.id, version=seen)
    sign_off(asked=cast.asked("minh"), duty_id=duty.id, version=seen + 1)
    with pytest.raises(UnableToAccept, match="đã thay đổi"):
        accept_submission(asked=cast.asked("lan"), duty_id=duty.id, version=seen)


def test_the_only_approver_may_sign_what_he_filed_and_the_history_says_so(cast, duty):
    write(cast, duty)
    file_submission(asked=cast.asked("minh"), duty_id=duty.id, version=1)

    sign_off(asked=cast.asked("minh"), duty_id=duty.id, version=1)

    assert "duy nhất" in SubmissionEvent.objects.get(kind="SIGNED_OFF").reason


@pytest.mark.parametrize(
    ("ends_before", "active", "refused"),
    [(None, True, True), (date(2026, 11, 22), True, False), (None, False, False)],
)
def test_nobody_signs_what_he_filed_while_another_approver_can(cast, duty, ends_before, active, refused):
    other = User.objects.create(username="son", full_name="Trần Sơn", is_active=active)
    Membership.objects.create(user=other, unit=duty.unit, role="APPROVER", starts_on=SINCE, ends_before=ends_before)
    write(cast, duty)
    file_submission(asked=cast.asked("minh"), duty_id=duty.id, version=1)

    if refused:
        with pytest.raises(UnableToSignOff, match="không tự duyệt"):
            sign_off(asked=cast.asked("minh"), duty_id=duty.id, version=1)
        assert reload(duty).done_on is None
    else:
        sign_off(asked=cast.asked("minh"), duty_id=duty.id, version=1)


def test_a_reporter_does_not_sign_and_a_unit_does_not_accept(cast, duty):
    submission = file(cast, duty)

    with pytest.raises(NotAllowed):
        sign_off(asked=cast.asked("hoa"), duty_id=duty.id, version=submission.version)
    with pytest.raises(NotAllowed):
        accept_submission(asked=cast.asked("minh"), duty_id=duty.id, version=submission.version)


def test_neighbours_find_no_such_duty_at_any_step(cast, duty):
    submission = file(cast, duty)

    for run, who, more in [
        (file_submission, "tam", {"version": submission.version}),
        (withdraw_filing, "tam", {}),
        (sign_off, "khai", {"version": submission.version}),
        (send_back, "khai", {"reason": "Không."}),
    ]:
        with pytest.raises(OutOfScope):
            run(asked=cast.asked(who), duty_id=duty.id, **more)

    assert history(duty) == ["FILED"]


@pytest.mark.parametrize(
    ("run", "who", "bring", "refusal"),
    [(send_back, "minh", file, UnableToSendBack), (return_submission, "lan", sign, UnableToReturn)],
)
def test_work_goes_back_only_with_a_reason(cast, duty, run, who, bring, refusal):
    bring(cast, duty)

    with pytest.raises(refusal, match="lý do"):
        run(asked=cast.asked(who), duty_id=duty.id, reason=" \n ")
    run(asked=cast.asked(who), duty_id=duty.id, reason="Thiếu số văn bản.")

    assert SubmissionEvent.objects.order_by("-id").first().reason == "Thiếu số văn bản."


@pytest.mark.parametrize(
    ("run", "who", "refusal", "more"),
    [
        (withdraw_filing, "hoa", UnableToWithdraw, {}),
        (sign_off, "minh", UnableToSignOff, {"version": 1}),
        (send_back, "minh", UnableToSendBack, {"reason": "Không."}),
        (accept_submission, "lan", UnableToAccept, {"version": 1}),
        (return_submission, "lan", UnableToReturn, {"reason": "Không."}),
    ],
)
def test_a_step_out_of_turn_is_refused_in_a_sentence(cast, duty, run, who, refusal, more):
    with pytest.raises(refusal, match="chưa báo cáo"):
        run(asked=cast.asked(who), duty_id=duty.id, **more)

    write(cast, duty)
    with pytest.raises(refusal, match="đang soạn"):
        run(asked=cast.asked(who), duty_id=duty.id, **more)


def test_an_exemption_stops_a_submission_on_its_way(cast, duty):
    submission = file(cast, duty)
    exempt_duty(asked=cast.asked("lan"), duty_id=duty.id, decided_by="UBND tỉnh", reason="Sáp nhập", document="1/TB")

    with pytest.raises(UnableToSignOff, match="miễn"):
        sign_off(asked=cast.asked("minh"), duty_id=duty.id, version=submission.version)


STEPS = [
    (file_submission, "hoa", write, {"version": 1}, {"version": 2}),
    (withdraw_filing, "hoa", file, {}, {"duty_id": 0}),
    (sign_off, "minh", file, {"version": 1}, {"version": 2}),
    (send_back, "minh", file, {"reason": "Thiếu."}, {"reason": "Khác."}),
    (accept_submission, "lan", sign, {"version": 1}, {"version": 2}),
    (return_submission, "lan", sign, {"reason": "Thiếu."}, {"reason": "Khác."}),
]


@pytest.mark.replays(
    "plans.file_submission",
    "plans.withdraw_filing",
    "plans.sign_off",
    "plans.send_back",
    "plans.accept_submission",
    "plans.return_submission",
)
@pytest.mark.parametrize(("run", "who", "bring", "more", "other"), STEPS)
def test_the_same_step_asked_twice_is_taken_once(cast, duty, run, who, bring, more, other):
    bring(cast, duty)
    entries = AuditEntry.objects.count()
    revision = Plan.objects.get().revision

    first = run(asked=cast.asked(who, key="k"), duty_id=duty.id, **more)

    with pytest.raises(AlreadyDone) as repeat:
        run(asked=cast.asked(who, key="k"), duty_id=duty.id, **more)
    with pytest.raises(RequestConflict):
        run(asked=cast.asked(who, key="k"), **{"duty_id": duty.id, **more, **other})
    assert repeat.value.result == first
    assert AuditEntry.objects.count() == entries + 1
    assert Plan.objects.get().revision == revision + 1
    assert SubmissionEvent.objects.filter(id=first).count() == 1


def test_the_database_refuses_to_change_the_history(cast, duty):
    file(cast, duty)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SubmissionEvent.objects.update(by_name="Ai đó")


def run_step(cast, duty, step, on):
    version = Submission.objects.get(duty=duty).version
    run, who, more = {
        Step.FILED: (file_submission, "hoa", {"version": version}),
        Step.WITHDRAWN: (withdraw_filing, "hoa", {}),
        Step.SIGNED_OFF: (sign_off, "minh", {"version": version}),
        Step.SENT_BACK: (send_back, "minh", {"reason": "Sửa."}),
        Step.ACCEPTED: (accept_submission, "lan", {"version": version}),
        Step.RETURNED: (return_submission, "lan", {"reason": "Sửa."}),
    }[step]
    run(asked=cast.asked(who, on=on), duty_id=duty.id, **more)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(list(Step)), st.integers(0, 9)), max_size=10))
def test_the_database_walks_the_same_way_as_the_table_of_steps(cast, small_plan, steps):
    pattern = small_plan.duty("II.1", "X21484", "2026")
    period = pattern.period
    period.pk, period.code = None, f"p-{next(_numbers)}"
    period.save()
    pattern.pk, pattern.period = None, period
    pattern.save()
    save_text(asked=cast.asked("hoa"), duty_id=pattern.id, version=0, text="Kết quả.")
    life, on = Life(), TODAY

    for step, days in steps:
        on += timedelta(days=days)
        after = take(life, step, on=on)
        if after is None:
            with pytest.raises(Refusal):
                run_step(cast, pattern, step, on)
        else:
            run_step(cast, pattern, step, on)
            life = after
        stored = Duty.objects.get(id=pattern.id)
        state = SubmissionState(stored.submission.state)
        assert (state, stored.done_on) == (life.state, life.done_on)
        assert (stored.done_on is not None) == (state in DONE)
        assert history(pattern) == [taken for taken, _ in life.history]

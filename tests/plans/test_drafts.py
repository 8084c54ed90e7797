"""Writing: saving, editing at once, and what may not be changed any more."""

import pytest

from tantam.base.errors import AlreadyDone, NotAllowed, OutOfScope, RequestConflict
from tantam.base.models import AuditEntry
from tantam.plans.commands.decisions import exempt_duty
from tantam.plans.commands.deliverables import add_briefing
from tantam.plans.commands.drafts import UnableToSave, save_text
from tantam.plans.models import Plan, Submission
from tantam.plans.parts.writing import UnableToWrite
from tests.support.cast import TODAY
from tests.support.submissions import accept, file, send_home, sign, write

pytestmark = pytest.mark.django_db


def test_a_text_is_kept_with_who_wrote_it(cast, duty):
    version = save_text(
        asked=cast.asked("hoa"),
        duty_id=duty.id,
        version=0,
        text="Đã bố trí 500 triệu đồng.\r\n",
        difficulties="Chờ kỳ họp Hội đồng nhân dân.",
        proposals="Không.",
    )

    submission = Submission.objects.get(duty=duty)
    assert version == 1
    assert (submission.text, submission.state) == ("Đã bố trí 500 triệu đồng.", "DRAFT")
    assert submission.changed_by_name == "Phạm Thị Hoa"


def test_saving_what_stands_already_changes_nothing(cast, duty):
    submission = write(cast, duty, "Một.")
    revision = Plan.objects.get().revision

    version = save_text(asked=cast.asked("minh"), duty_id=duty.id, version=0, text="Một. ")

    assert version == submission.version
    assert Submission.objects.get(duty=duty).changed_by_name == "Phạm Thị Hoa"
    assert Plan.objects.get().revision == revision


def test_the_second_of_two_editors_sees_what_the_first_wrote_and_nothing_is_lost(cast, duty):
    seen = write(cast, duty, "Bản đầu.").version
    save_text(asked=cast.asked("hoa"), duty_id=duty.id, version=seen, text="Bản của Hoa.")

    with pytest.raises(UnableToSave, match="Phạm Thị Hoa đã sửa") as refusal:
        save_text(asked=cast.asked("minh"), duty_id=duty.id, version=seen, text="Bản của Minh.")

    conflict = refusal.value.conflict
    assert conflict.text == "Bản của Hoa."
    assert conflict.changed_by_name == "Phạm Thị Hoa"
    assert Submission.objects.get(duty=duty).text == "Bản của Hoa."
    save_text(asked=cast.asked("minh"), duty_id=duty.id, version=conflict.version, text="Gộp hai bản.")
    assert Submission.objects.get(duty=duty).text == "Gộp hai bản."


def test_two_people_who_begin_at_once_do_not_overwrite_each_other(cast, duty):
    save_text(asked=cast.asked("hoa"), duty_id=duty.id, version=0, text="Bản của Hoa.")

    with pytest.raises(UnableToSave):
        save_text(asked=cast.asked("minh"), duty_id=duty.id, version=0, text="Bản của Minh.")


def test_what_a_colleague_adds_meanwhile_does_not_stop_the_text(cast, duty):
    seen = write(cast, duty, "Bản đầu.").version
    add_briefing(
        asked=cast.asked("minh"),
        duty_id=duty.id,
        kind="BRIEFING",
        topic="Quán triệt Chỉ thị 39",
        held_on=TODAY,
        audience="Cán bộ xã",
        attendees_count=40,
    )

    version = save_text(asked=cast.asked("hoa"), duty_id=duty.id, version=seen, text="Bản sau.")

    assert version == seen + 2


def test_a_page_whose_answer_was_lost_can_go_on_writing(cast, duty):
    first = {"duty_id": duty.id, "version": 0, "session": "trang-1"}
    save_text(asked=cast.asked("hoa"), **first, text="Một.")

    save_text(asked=cast.asked("hoa"), **first, text="Một hai.")

    save_text(asked=cast.asked("minh"), duty_id=duty.id, version=2, session="trang-2", text="Ba.")
    with pytest.raises(UnableToSave):
        save_text(asked=cast.asked("hoa"), **first, text="Một hai ba.")


def test_a_text_without_end_is_refused(cast, duty):
    with pytest.raises(UnableToSave, match=r"20\.000"):
        save_text(asked=cast.asked("hoa"), duty_id=duty.id, version=0, text="a" * 20_001)


@pytest.mark.parametrize(
    ("bring", "sentence"),
    [(file, "chờ đơn vị duyệt"), (sign, "chờ tiếp nhận"), (accept, "đã được tiếp nhận")],
)
def test_what_was_handed_on_cannot_be_changed(cast, duty, bring, sentence):
    submission = bring(cast, duty)

    with pytest.raises(UnableToWrite, match=sentence):
        save_text(asked=cast.asked("hoa"), duty_id=duty.id, version=submission.version, text="Khác.")


def test_returned_work_can_be_changed_again(cast, duty):
    submission = send_home(cast, duty)

    save_text(asked=cast.asked("hoa"), duty_id=duty.id, version=submission.version, text="Đã bổ sung.")

    assert Submission.objects.get(duty=duty).text == "Đã bổ sung."


def test_an_exempt_duty_needs_no_text(cast, duty):
    exempt_duty(asked=cast.asked("lan"), duty_id=duty.id, decided_by="UBND tỉnh", reason="Sáp nhập", document="1/TB")

    with pytest.raises(UnableToWrite, match="miễn"):
        write(cast, duty)


def test_a_neighbour_finds_no_such_duty(cast, duty):
    with pytest.raises(OutOfScope):
        save_text(asked=cast.asked("tam"), duty_id=duty.id, version=0, text="Của Ba Vì.")

    assert not Submission.objects.exists()


def test_the_coordinator_does_not_write_for_a_unit(cast, duty):
    with pytest.raises(NotAllowed):
        save_text(asked=cast.asked("lan"), duty_id=duty.id, version=0, text="Viết hộ.")


def test_the_same_saving_twice_is_one(cast, duty):
    save_text(asked=cast.asked("hoa", key="k"), duty_id=duty.id, version=0, text="Một.")

    with pytest.raises(AlreadyDone):
        save_text(asked=cast.asked("hoa", key="k"), duty_id=duty.id, version=0, text="Một.")
    with pytest.raises(RequestConflict):
        save_text(asked=cast.asked("hoa", key="k"), duty_id=duty.id, version=0, text="Hai.")

    assert Submission.objects.get(duty=duty).version == 1
    assert AuditEntry.objects.count() == 1


def test_the_audit_holds_no_text(cast, duty):
    write(cast, duty, "Nội dung của đơn vị.")

    assert "Nội dung" not in str(AuditEntry.objects.get().details)

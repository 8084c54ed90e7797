"""The commands of the register: who may, what is refused, and that each may be repeated safely."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.models import AuditEntry
from tantam.people.commands.households import (
    NewMember,
    add_member,
    change_person,
    end_membership,
    record_household,
)
from tantam.people.commands.looking import (
    UnableToExport,
    UnableToReveal,
    export_register,
    look_at_household,
    reveal,
)
from tantam.people.commands.standing import (
    NewFact,
    NewStatus,
    end_status,
    record_fact,
    record_status,
    withdraw_status,
)
from tantam.people.models import Household, Member, Status
from tantam.people.parts.current import statuses_known
from tantam.people.parts.recording import Paper, PersonFields, UnableToRecord
from tantam.people.parts.sealed import identity_of
from tests.support.replay import assert_replay_safe

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
PAPER = Paper(number="15/GXN", signed_on=date(2026, 9, 1), issuer="Trường Đại học", title="Xác nhận sinh viên")
NEW = PersonFields(full_name="Phạm Thị Mới", sex="FEMALE", identity="999000000100")


def of_son(small_register, kind="STUDENT"):
    return NewStatus(kind, date(2026, 9, 5), PAPER, person_id=small_register.persons["an-son"].pk)


@pytest.mark.replays("people.record_household")
def test_a_household_is_recorded_once(cast, small_register):
    commune_id = small_register.households["an"].commune_id
    given = {"commune_id": commune_id, "village_name": "Làng Một", "head": NEW, "starts_on": date(2026, 11, 1)}
    child = NewMember(PersonFields(full_name="Phạm Em"), "CHILD")

    household_id = assert_replay_safe(
        record_household, asked=cast.asked("ha"), other={"address": "x"}, members=(child,), **given
    )

    assert Household.objects.get(pk=household_id).members.count() == 2
    details = AuditEntry.objects.latest("sequence").details
    assert "Mới" not in json.dumps(details, ensure_ascii=False)
    with pytest.raises(OutOfScope):
        record_household(asked=cast.asked("sau"), **given)
    with pytest.raises(UnableToRecord):
        record_household(asked=cast.asked("ha"), **given | {"starts_on": date(2026, 12, 1)})


@pytest.mark.replays("people.add_member")
def test_a_member_is_added_once(cast, small_register):
    given = {"household_id": small_register.households["an"].pk, "relation": "CHILD", "starts_on": date(2026, 10, 1)}

    assert_replay_safe(add_member, asked=cast.asked("ha"), other={"relation": "OTHER"}, person=NEW, **given)

    assert Member.objects.filter(person__full_name="Phạm Thị Mới").count() == 1
    with pytest.raises(OutOfScope):
        add_member(asked=cast.asked("sau"), person=NEW, **given)
    with pytest.raises(UnableToRecord, match="hộ cũ"):
        add_member(asked=cast.asked("ha"), person=NEW, **given)


@pytest.mark.replays("people.end_membership")
def test_a_membership_ends_once(cast, small_register):
    member = small_register.persons["an-son"].memberships.get()

    assert_replay_safe(
        end_membership,
        asked=cast.asked("ha"),
        other={"ends_before": date(2026, 10, 2)},
        member_id=member.pk,
        ends_before=date(2026, 10, 1),
    )

    with pytest.raises(OutOfScope):
        end_membership(asked=cast.asked("sau"), member_id=member.pk, ends_before=date(2026, 10, 1))


def test_who_left_and_came_elsewhere_is_the_same_person(cast, small_register):
    member = small_register.persons["an-son"].memberships.get()
    end_membership(asked=cast.asked("ha"), member_id=member.pk, ends_before=date(2026, 10, 1))

    add_member(
        asked=cast.asked("sau"),
        household_id=small_register.households["dung-lang"].pk,
        person=PersonFields(full_name="Phạm Văn Ấm", identity="999000000003"),
        relation="OTHER",
        starts_on=date(2026, 10, 1),
    )

    assert member.person.memberships.count() == 2
    with pytest.raises(OutOfScope):
        change_person(asked=cast.asked("ha"), person_id=member.person_id, person=NEW)


@pytest.mark.replays("people.change_person")
def test_a_person_is_changed_once(cast, small_register):
    person = small_register.persons["an"]
    given = {"person_id": person.pk, "person": PersonFields(full_name="Phạm Văn An", phone="0999 111 222")}

    assert_replay_safe(change_person, asked=cast.asked("ha"), other={"person": NEW}, **given)

    person.refresh_from_db()
    assert (person.full_name, identity_of(person)) == ("Phạm Văn An", "999000000001")
    with pytest.raises(OutOfScope):
        change_person(asked=cast.asked("sau"), **given)
    with pytest.raises(UnableToRecord):
        change_person(asked=cast.asked("ha"), person_id=person.pk, person=replace(NEW, phone="12"))


def test_real_numbers_are_checked_against_the_rest(cast, small_register, settings):
    settings.TANTAM_ALLOW_SAMPLE_IDENTITIES = False

    with pytest.raises(UnableToRecord, match="mã của tỉnh"):
        change_person(
            asked=cast.asked("ha"),
            person_id=small_register.persons["an"].pk,
            person=PersonFields(full_name="An", identity="999080000001"),
        )


@pytest.mark.replays("people.record_status")
def test_a_status_is_recorded_once(cast, small_register):
    given = {"household_id": small_register.households["an"].pk, "status": of_son(small_register, "DISABLED")}

    status_id = assert_replay_safe(
        record_status, asked=cast.asked("ha"), other={"status": of_son(small_register)}, **given
    )

    assert Status.objects.get(pk=status_id).kind == "SEALED"
    assert "DISABLED" not in json.dumps(AuditEntry.objects.latest("sequence").details)
    with pytest.raises(UnableToRecord, match="đã được ghi"):
        record_status(asked=cast.asked("ha"), **given)
    with pytest.raises(OutOfScope):
        record_status(asked=cast.asked("sau"), **given)
    with pytest.raises(NotAllowed):
        record_status(asked=cast.asked("yen"), **given)


@pytest.mark.parametrize("kind", ["POOR", "NEAR_POOR", "NEWLY_ESCAPED", "AVERAGE_LIVING"])
def test_the_classes_of_the_review_come_only_from_lists(cast, small_register, kind):
    household = small_register.households["an"]

    with pytest.raises(UnableToRecord, match="danh sách được Chủ tịch UBND cấp xã phê duyệt"):
        record_status(
            asked=cast.asked("ha"), household_id=household.pk, status=NewStatus(kind, date(2026, 1, 1), PAPER)
        )
    listed = Status.objects.get(household=household)
    with pytest.raises(UnableToRecord):
        withdraw_status(asked=cast.asked("ha"), status_id=listed.pk, reason="nhầm")
    with pytest.raises(UnableToRecord):
        end_status(asked=cast.asked("ha"), status_id=listed.pk, ends_before=date(2026, 6, 1), paper=PAPER)


@pytest.mark.parametrize(
    "status",
    [
        NewStatus("STUDENT", date(2026, 1, 1), PAPER),
        NewStatus("SEALED", date(2026, 1, 1), PAPER),
        NewStatus("KING", date(2026, 1, 1), PAPER),
        NewStatus("MINORITY_IN_LISTED_AREA", date(2026, 1, 1), replace(PAPER, number=" ")),
        NewStatus("MINORITY_IN_LISTED_AREA", date(2026, 1, 1), replace(PAPER, signed_on=date(2026, 12, 1))),
        NewStatus("MINORITY_IN_LISTED_AREA", date(2026, 1, 1), PAPER, ends_before=date(2026, 1, 1)),
    ],
)
def test_a_status_without_what_it_needs_is_refused(cast, small_register, status):
    with pytest.raises(UnableToRecord):
        record_status(asked=cast.asked("ha"), household_id=small_register.households["an"].pk, status=status)


def test_a_status_of_somebody_elses_member_is_refused(cast, small_register):
    status = NewStatus("STUDENT", date(2026, 1, 1), PAPER, person_id=small_register.persons["cuong"].pk)

    with pytest.raises(OutOfScope):
        record_status(asked=cast.asked("ha"), household_id=small_register.households["an"].pk, status=status)


@pytest.fixture
def student(cast, small_register):
    """Return the number of the status of An's son as a student."""
    return record_status(
        asked=cast.asked("ha"), household_id=small_register.households["an"].pk, status=of_son(small_register)
    )


@pytest.mark.replays("people.end_status")
def test_a_status_ends_once(cast, student):
    given = {"status_id": student, "paper": PAPER}

    assert_replay_safe(
        end_status,
        asked=cast.asked("ha"),
        other={"ends_before": date(2026, 10, 2)},
        ends_before=date(2026, 10, 1),
        **given,
    )

    assert statuses_known(NOW).get(kind="STUDENT").ends_before == date(2026, 10, 1)
    with pytest.raises(OutOfScope):
        end_status(asked=cast.asked("sau"), ends_before=date(2026, 10, 1), **given)
    with pytest.raises(UnableToRecord, match="thay bằng dòng khác"):
        end_status(asked=cast.asked("ha"), ends_before=date(2026, 10, 1), **given)


@pytest.mark.replays("people.withdraw_status")
def test_a_status_is_withdrawn_once(cast, student):
    assert_replay_safe(
        withdraw_status, asked=cast.asked("ha"), other={"reason": "khác"}, status_id=student, reason="nhầm người"
    )

    assert not statuses_known(NOW).filter(kind="STUDENT").exists()
    with pytest.raises(OutOfScope):
        withdraw_status(asked=cast.asked("sau"), status_id=student, reason="nhầm người")


@pytest.mark.replays("people.record_fact")
def test_a_fact_is_recorded_once(cast, small_register):
    fact = NewFact("adults", 2, date(2026, 1, 1), "xác nhận của UBND xã")
    household_id = small_register.households["an"].pk

    assert_replay_safe(
        record_fact,
        asked=cast.asked("ha"),
        other={"fact": replace(fact, value=3)},
        household_id=household_id,
        fact=fact,
    )

    with pytest.raises(OutOfScope):
        record_fact(asked=cast.asked("sau"), household_id=household_id, fact=fact)
    for wrong in (
        replace(fact, value="2"),
        replace(fact, value=True),
        replace(fact, name="x"),
        replace(fact, source=""),
    ):
        with pytest.raises(UnableToRecord):
            record_fact(asked=cast.asked("ha"), household_id=household_id, fact=wrong)


@pytest.mark.replays("people.look_at_household")
def test_a_look_is_written_down_once(cast, small_register):
    household_id = small_register.households["an"].pk

    assert_replay_safe(look_at_household, asked=cast.asked("yen"), other={"purpose": "khác"}, household_id=household_id)

    with pytest.raises(OutOfScope):
        look_at_household(asked=cast.asked("sau"), household_id=household_id)


@pytest.mark.replays("people.reveal")
def test_a_reveal_is_written_down_once(cast, small_register):
    household_id = small_register.households["an"].pk
    given = {"household_id": household_id, "purpose": "LOAN_FILE", "reason": "Làm hồ sơ vay vốn"}

    assert_replay_safe(reveal, asked=cast.asked("yen"), other={"purpose": "CONFIRM"}, **given)

    with pytest.raises(OutOfScope):
        reveal(asked=cast.asked("sau"), **given)
    with pytest.raises(NotAllowed):
        reveal(asked=cast.asked("minh"), **given)
    for wrong in ({"purpose": ""}, {"purpose": "CURIOUS"}, {"reason": "   xem     "}):
        with pytest.raises(UnableToReveal):
            reveal(asked=cast.asked("yen"), **given | wrong)


@pytest.mark.replays("people.export_register")
def test_an_export_is_written_down_once(cast, small_register):
    reason = "Họp bình xét của xã"

    count = assert_replay_safe(export_register, asked=cast.asked("ha"), other={"text": "an"}, reason=reason)

    assert count == 3
    with pytest.raises(UnableToExport):
        export_register(asked=cast.asked("ha"), reason="họp")
    with pytest.raises(NotAllowed):
        export_register(asked=cast.asked("yen"), reason=reason, with_sensitive=True)

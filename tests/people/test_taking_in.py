"""Households of another register: taken in batches, with all the checks of recording one by itself."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.models import AuditEntry
from tantam.people.commands.households import end_membership, record_household
from tantam.people.commands.taking_in import Taken, take_in_register
from tantam.people.models import Decision, Household, Member, Person, Status
from tantam.people.parts.recording import Paper, PersonFields, UnableToRecord
from tantam.people.parts.sealed import ethnicity_of, identity_of, phone_of, status_kind
from tantam.people.parts.taking_in import TakenHousehold, TakenPerson, TakenStatus
from tests.support.cast import asked_by_system
from tests.support.replay import assert_replay_safe
from tests.support.statements import count_but_rows

PAPER = Paper("12/QĐ-UBND", date(2025, 12, 20), "Ủy ban nhân dân xã Ba Tơ", "Danh sách hộ nghèo năm 2026")
HEAD = PersonFields(
    full_name="Phạm  Văn Mới",
    sex="MALE",
    birth_date=date(1980, 1, 2),
    identity="999 000 500 001",
    phone="0999 0005 0001",
)


def home(number=1, *, code=None, head=HEAD, members=(), **fields):
    head = replace(head, identity=f"9990005{number:05d}") if number > 1 else head
    return TakenHousehold(
        line=number * 10,
        code=f"21484-H{number:03d}" if code is None else code,
        village_name="Làng Một",
        starts_on=date(2026, 1, 1),
        members=(TakenPerson(number * 10, head, "HEAD"), *members),
        **{"statuses": (TakenStatus("POOR", date(2026, 1, 1), PAPER),), **fields},
    )


def take(*homes, **given):
    return take_in_register(**{"asked": asked_by_system(), "commune_code": "21484", "households": homes} | given)


@pytest.mark.replays("people.take_in_register")
def test_a_household_comes_in_once_with_its_members_and_statuses(small_register):
    child = TakenPerson(11, PersonFields("Phạm Thị Con", ethnicity="HRE"), "CHILD")
    student = replace(child, statuses=(TakenStatus("DISABLED", date(2026, 2, 1), PAPER),))
    given = {"commune_code": "21484", "households": (home(members=(student,)),)}

    outcome = assert_replay_safe(
        take_in_register, asked=asked_by_system(), other={"households": (home(members=(child,)),)}, **given
    )

    assert outcome == Taken(taken=1, persons=2, refused=())
    household = Household.objects.get(code="21484-H001")
    head = household.members.get(relation="HEAD").person
    assert (head.full_name, head.birth_year, head.name_folded) == ("Phạm Văn Mới", 1980, "pham van moi")
    assert (identity_of(head), phone_of(head)) == ("999000500001", "099900050001")
    assert ethnicity_of(household.members.get(relation="CHILD").person) == "HRE"
    assert household.village == small_register.households["an"].village
    assert household.statuses.get().decision.number == "12/QĐ-UBND"
    sealed = Status.objects.get(person__full_name="Phạm Thị Con")
    assert (sealed.kind, status_kind(sealed)) == ("SEALED", "DISABLED")


def test_the_audit_has_one_row_a_batch_and_no_name(small_register):
    before = AuditEntry.objects.count()

    take(home(1), home(2))

    assert AuditEntry.objects.count() == before + 1
    told = json.dumps(AuditEntry.objects.latest("sequence").details, ensure_ascii=False)
    assert "Mới" not in told
    assert "999000500001" not in told


WRONG_HOMES = {
    "CODE_TAKEN": lambda: home(code="21484-00001"),
    "CODE": lambda: home(code="x" * 31),
    "DAY_AHEAD": lambda: replace(home(), starts_on=date(2099, 1, 1)),
    "ONE_HEAD": lambda: home(members=(TakenPerson(10, PersonFields("Phạm Hai"), "HEAD"),)),
    "RELATION": lambda: home(members=(TakenPerson(10, PersonFields("Phạm Hai"), "COUSIN"),)),
    "SEX": lambda: home(members=(TakenPerson(10, PersonFields("Phạm Hai", sex="X"), "CHILD"),)),
    "NAME": lambda: home(members=(TakenPerson(10, PersonFields("  "), "CHILD"),)),
    "NUMBERS": lambda: home(head=replace(HEAD, identity="12")),
    "AT_HOME": lambda: home(head=replace(HEAD, identity="999000000001")),
    "IDENTITY_TWICE": lambda: home(members=(TakenPerson(10, replace(HEAD, full_name="Phạm Hai"), "CHILD"),)),
    "STATUS_KIND": lambda: home(statuses=(TakenStatus("STUDENT", date(2026, 1, 1), PAPER),)),
    "STATUS_DAYS": lambda: home(statuses=(TakenStatus("POOR", date(2026, 1, 1), PAPER, date(2026, 1, 1)),)),
    "STATUS_OVERLAPS": lambda: home(statuses=(TakenStatus("POOR", date(2026, 1, 1), PAPER),) * 2),
    "PAPER": lambda: home(statuses=(TakenStatus("POOR", date(2026, 1, 1), replace(PAPER, number=" ")),)),
}


@pytest.mark.parametrize("reason", WRONG_HOMES)
def test_a_wrong_household_is_refused_with_its_reason_and_the_others_come_in(small_register, reason):
    persons = Person.objects.count()

    outcome = take(WRONG_HOMES[reason](), home(2))

    assert outcome == Taken(taken=1, persons=1, refused=((10, reason),))
    assert Household.objects.filter(code="21484-H002").exists()
    assert Person.objects.count() == persons + 1


def test_a_paper_known_with_another_day_of_signing_is_refused(small_register):
    known = small_register.decision
    paper = Paper(known.number, date(2026, 1, 2), known.issuer, known.title)
    Decision.objects.filter(pk=known.pk).update(signed_on=date(2026, 1, 3))

    outcome = take(home(statuses=(TakenStatus("POOR", date(2026, 1, 1), paper),)))

    assert outcome.refused == ((10, "PAPER"),)


def test_of_two_households_of_a_batch_with_one_number_or_code_the_first_comes_in(small_register):
    same_code = home(3, code="21484-H001")
    same_card = replace(home(2), members=home(1).members)

    outcome = take(home(1), same_card, same_code)

    assert outcome.taken == 1
    assert outcome.refused == ((10, "IDENTITY_TWICE"), (30, "CODE_TAKEN"))


def test_a_refused_household_leaves_its_numbers_to_others(small_register):
    refused = replace(home(1), starts_on=date(2099, 1, 1))

    outcome = take(refused, replace(home(1), line=20))

    assert outcome.taken == 1


def test_somebody_who_left_a_household_is_taken_as_the_one_they_are(cast, small_register):
    person = small_register.persons["cuong"]
    row = Member.objects.get(person=person)
    end_membership(asked=cast.asked("ha"), member_id=row.pk, ends_before=date(2026, 6, 1))
    back = PersonFields(full_name="Đinh Văn Cường", identity=identity_of(person), phone="0999 0009 9999")

    outcome = take(replace(home(1, head=back), starts_on=date(2026, 7, 1)))

    assert outcome.taken == 1
    person.refresh_from_db()
    assert (person.full_name, phone_of(person), person.sex) == ("Đinh Văn Cường", "099900099999", "MALE")
    assert person.memberships.filter(ends_before=None).count() == 1
    assert Person.objects.filter(identity_index=person.identity_index).count() == 1


def test_a_status_that_a_returning_person_has_is_not_recorded_twice(cast, small_register):
    person = small_register.persons["cuong"]
    row = Member.objects.get(person=person)
    end_membership(asked=cast.asked("ha"), member_id=row.pk, ends_before=date(2026, 6, 1))
    Status.objects.create(
        person=person,
        kind="STUDENT",
        starts_on=date(2025, 9, 1),
        decision=small_register.decision,
        recorded_at=datetime(2026, 1, 5, tzinfo=UTC),
    )
    back = TakenPerson(
        10,
        PersonFields(full_name="Đinh Văn Cường", identity=identity_of(person)),
        "HEAD",
        (TakenStatus("STUDENT", date(2026, 1, 1), PAPER),),
    )

    outcome = take(replace(home(1), members=(back,)))

    assert outcome.refused == ((10, "STATUS_OVERLAPS"),)


def test_a_household_without_a_code_gets_the_next_one(small_register):
    take(home(1, code=""), home(2, code="21484-00004"), home(3, code=" "))

    codes = Household.objects.filter(members__person__full_name="Phạm Văn Mới").order_by("id")
    assert list(codes.values_list("code", flat=True)) == ["21484-00005", "21484-00004", "21484-00006"]


def test_the_statements_do_not_grow_with_the_households(small_register):
    take(home(900))  # the paper and the village are known from here on
    counts = []
    for some in (range(1, 4), range(10, 110)):
        with CaptureQueriesContext(connection) as captured:
            take(*(home(number) for number in some))
        counts.append(count_but_rows(captured))

    assert counts[1] <= counts[0] < 40


def test_only_who_may_and_only_where_they_may(cast, small_register):
    with pytest.raises(NotAllowed):
        take(home(), asked=cast.asked("ha"))
    with pytest.raises(OutOfScope):
        take(home(), commune_code="99999")


def test_too_long_a_batch_is_refused(small_register):
    with pytest.raises(UnableToRecord):
        take(*(home(1) for _each in range(1_001)))


def test_what_was_taken_in_is_what_would_have_been_recorded(cast, small_register):
    take(home(1))
    given = {"commune_id": small_register.households["an"].commune_id, "village_name": "Làng Một"}
    household_id = record_household(
        asked=cast.asked("ha"), head=replace(HEAD, identity="999000500777"), starts_on=date(2026, 1, 1), **given
    )

    def columns(household):
        member = household.members.get()
        person = member.person
        return (
            *(household.commune_id, household.village_id, household.address, household.merged_into_id),
            *(member.relation, member.starts_on, member.ends_before, person.full_name, person.name_folded, person.sex),
            *(person.birth_date, person.birth_year, phone_of(person), person.phone_index, person.ethnicity_sealed),
            *(person.merged_into_id, person.erased_at, person.old_identity_index),
        )

    assert columns(Household.objects.get(code="21484-H001")) == columns(Household.objects.get(pk=household_id))

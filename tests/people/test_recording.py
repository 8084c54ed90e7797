"""The write steps of the register, and both times read against a plain list."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tantam.base.sealing import blind_index, seal, unseal
from tantam.people.models import Decision, Fact, Household, Person, Status
from tantam.people.parts.current import facts_known, holding_on, statuses_known
from tantam.people.parts.recording import (
    PersonFields,
    UnableToRecord,
    change_person,
    end_status,
    withdraw_status,
    write_fact,
    write_household,
    write_member,
    write_person,
    write_status,
)
from tantam.people.parts.sealed import fact_value, identity_of, status_kind
from tantam.units.models import Commune

START = datetime(2026, 11, 1, tzinfo=UTC)
DAY = date(2026, 1, 1)


@given(st.text(max_size=60))
def test_what_is_sealed_comes_back_and_cannot_be_read(text):
    sealed = seal(text, purpose="person.phone")

    assert unseal(sealed, purpose="person.phone") == text
    assert len(text) < 4 or text.encode() not in sealed
    assert blind_index(text, purpose="person.phone") != blind_index(text, purpose="person.identity")


def test_a_person_is_kept_sealed_and_found_by_index(cast):
    fields = PersonFields(full_name="  Đinh Va\u0306n  Thử ", identity="999 000 000 777", phone="0999.000.777")

    person = write_person(fields, at=START)

    assert (person.full_name, person.name_folded) == ("Đinh Văn Thử", "dinh van thu")
    assert identity_of(person) == "999000000777"
    assert person.identity_index == blind_index("999000000777", purpose="person.identity")
    assert b"999000000777" not in bytes(person.identity_sealed)


def test_two_persons_never_have_one_number(cast):
    write_person(PersonFields(full_name="Một", identity="999000000777"), at=START)

    with pytest.raises(UnableToRecord):
        write_person(PersonFields(full_name="Hai", identity="999000000777"), at=START)


def test_what_is_not_given_stays(small_register):
    person = Person.objects.get(pk=small_register.persons["an"].pk)

    change_person(person, PersonFields(full_name="Phạm Văn An"))

    person.refresh_from_db()
    assert (person.full_name, person.birth_year) == ("Phạm Văn An", 1980)
    assert identity_of(person) == "999000000001"


def test_a_household_gets_the_communes_next_code(small_register):
    commune = Commune.objects.get(state_code="21484")

    made = write_household(commune_id=commune.pk, village_name="LÀNG MỘT", at=START)

    assert made.code == "21484-00004"
    assert made.village == small_register.households["an"].village


def test_a_household_has_one_head_and_a_person_one_home(small_register):
    with pytest.raises(UnableToRecord):
        write_member(
            household=small_register.households["cuong"],
            person=small_register.persons["an"],
            relation="OTHER",
            starts_on=DAY,
        )
    with pytest.raises(UnableToRecord):
        write_member(
            household=small_register.households["an"],
            person=write_person(PersonFields(full_name="Mới"), at=START),
            relation="HEAD",
            starts_on=DAY,
        )


def test_a_sensitive_kind_is_sealed(small_register):
    row = write_status(
        subject=small_register.persons["an"],
        kind="RELEASED",
        starts_on=DAY,
        ends_before=None,
        decision=small_register.decision,
        at=START,
    )

    assert row.kind == "SEALED"
    assert status_kind(row) == "RELEASED"
    assert b"RELEASED" not in bytes(row.kind_sealed)


def test_an_ending_replaces_and_a_replaced_row_stays(small_register):
    row = Status.objects.get(household=small_register.households["an"])

    ended = end_status(row, ends_before=date(2026, 7, 1), decision=small_register.decision, at=START)

    assert row in statuses_known(START - timedelta(days=1)).filter(holding_on(date(2026, 8, 1)))
    assert not statuses_known(START).filter(holding_on(date(2026, 8, 1)), household=row.household).exists()
    with pytest.raises(UnableToRecord):
        withdraw_status(row, at=START)
    withdraw_status(ended, at=START)
    assert not statuses_known(START).filter(household=row.household).exists()


def test_a_new_fact_ends_the_one_before(small_register):
    household = small_register.households["an"]
    write_fact(household=household, name="adults", value=2, starts_on=DAY, source="thử", at=START)

    write_fact(household=household, name="adults", value=3, starts_on=date(2026, 6, 1), source="thử", at=START)

    known = facts_known(START).filter(household=household, name="adults")
    assert [fact_value(row) for row in known.filter(holding_on(date(2026, 5, 31)))] == [2]
    assert [fact_value(row) for row in known.filter(holding_on(date(2026, 6, 1)))] == [3]


def test_a_sensitive_fact_is_sealed(small_register):
    row = write_fact(
        household=small_register.households["an"],
        name="income_vnd",
        value=1_234_567,
        starts_on=DAY,
        source="x",
        at=START,
    )

    row.refresh_from_db()
    assert row.value is None
    assert b"1234567" not in bytes(row.value_sealed)
    assert fact_value(row) == 1_234_567


writes = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.none() | st.integers(1, 10)), max_size=6)


class TestBothTimes(TestCase):
    """Facts written in any order say on every day what the last one recorded for that day says."""

    @given(writes=writes, known_at=st.integers(0, 7), day=st.integers(0, 31))
    def test_a_day_has_the_value_last_recorded_for_it(self, writes, known_at, day):
        commune, _ = Commune.objects.get_or_create(state_code="00001", defaults={"name": "Thử", "form": "COMMUNE"})
        household = Household.objects.create(code=f"T-{Household.objects.count()}", commune=commune, recorded_at=START)
        model: dict[int, int] = {}
        for place, (value, start, days) in enumerate(writes):
            end = None if days is None else start + days
            write_fact(
                household=household,
                name="adults",
                value=value,
                starts_on=DAY + timedelta(days=start),
                ends_before=None if end is None else DAY + timedelta(days=end),
                source="thử",
                at=START + timedelta(hours=place),
            )
            if place < known_at:
                model.update(dict.fromkeys(range(start, 60 if end is None else end), value))

        rows = facts_known(START + timedelta(hours=known_at - 1)) if known_at else Fact.objects.none()
        found = rows.filter(holding_on(DAY + timedelta(days=day)), household=household)

        assert [fact_value(row) for row in found] == ([model[day]] if day in model else [])


deeds = st.lists(
    st.tuples(st.sampled_from(["WRITE", "END", "WITHDRAW"]), st.integers(0, 20), st.integers(1, 9)), max_size=7
)


class TestStatusesInBothTimes(TestCase):
    """Statuses written, ended and withdrawn say at every moment what a plain list of what was said by then says."""

    @given(deeds=deeds, known_at=st.integers(0, 8), day=st.integers(0, 31))
    def test_what_holds_is_what_was_said_last(self, deeds, known_at, day):
        commune, _ = Commune.objects.get_or_create(state_code="00001", defaults={"name": "Thử", "form": "COMMUNE"})
        household = Household.objects.create(code=f"S-{Household.objects.count()}", commune=commune, recorded_at=START)
        decision, _ = Decision.objects.get_or_create(number="1", year=2026, issuer="Thử", defaults={"signed_on": DAY})
        model: list[tuple[int, int | None]] = []
        told = [list(model)]
        for place, (deed, start, days) in enumerate(deeds):
            at = START + timedelta(hours=place)
            last = statuses_known(at).filter(household=household).order_by("-pk").first()
            try:
                if deed == "WRITE":
                    begins = DAY + timedelta(days=start)
                    write_status(
                        subject=household, kind="STUDENT", starts_on=begins, ends_before=None, decision=decision, at=at
                    )
                    model.append((start, None))
                elif last is not None and deed == "END":
                    end_status(last, ends_before=last.starts_on + timedelta(days=days), decision=decision, at=at)
                    model[-1] = (model[-1][0], model[-1][0] + days)
                elif last is not None:
                    withdraw_status(last, at=at)
                    model.pop()
            except UnableToRecord:
                assert deed == "WRITE"
            told.append(list(model))

        moment = START + timedelta(hours=known_at - 1)
        found = statuses_known(moment).filter(holding_on(DAY + timedelta(days=day)), household=household)

        said = told[min(known_at, len(told) - 1)]
        assert len(found) == sum(start <= day and (end is None or day < end) for start, end in said)

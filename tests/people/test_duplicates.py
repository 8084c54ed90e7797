"""The same person twice: pairs are found, kept apart or merged, and a merge is taken back exactly."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tantam.base.asked import EVERYTHING
from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.sealing import blind_index, seal
from tantam.core.text import fold
from tantam.people.commands.duplicates import (
    UnableToMerge,
    UnableToUndo,
    find_duplicates,
    keep_apart,
    merge_persons,
    undo_merge,
)
from tantam.people.commands.erasing import erase_person
from tantam.people.models import DuplicatePair, Member, Merge, Person, Status
from tantam.people.parts.current import kinds_of
from tantam.people.queries.duplicates import count_merges, count_pairs, get_pair, list_merges, list_pairs
from tests.support.cast import TODAY, asked_by_system
from tests.support.register import RECORDED
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db


def again(person, *, home=None, relation="OTHER", starts_on=date(2026, 3, 1), ends_before=None, **fields):
    """Write a person down a second time, without the number of identity unless one is given."""
    identity = fields.pop("identity", "")
    other = Person.objects.create(
        full_name=fields.pop("name", person.full_name),
        name_folded=person.name_folded,
        sex=fields.pop("sex", person.sex),
        birth_date=fields.pop("birth_date", person.birth_date),
        birth_year=person.birth_year,
        identity_sealed=seal(identity, purpose="person.identity") if identity else None,
        identity_index=blind_index(identity, purpose="person.identity") if identity else None,
        recorded_at=RECORDED,
        **fields,
    )
    if home is not None:
        Member.objects.create(
            household=home, person=other, relation=relation, starts_on=starts_on, ends_before=ends_before
        )
    return other


@pytest.fixture
def twice(small_register):
    """Return Bình Cận, and Bình Cận written down again in his household without a number."""
    one = small_register.persons["binh-can"]
    return one, again(one, home=small_register.households["binh-can"])


def snapshot():
    """Return every row that a merge may touch."""
    persons = Person.objects.order_by("id").values()
    members = Member.objects.order_by("id").values()
    pairs = DuplicatePair.objects.order_by("id").values("id", "state")
    plain = [{k: bytes(v) if isinstance(v, memoryview) else v for k, v in row.items()} for row in persons]
    return plain, list(members), list(pairs)


def merge_the(cast, twice, **other):
    one, second = twice
    return merge_persons(
        asked=cast.asked("ha"), **{"kept_id": one.pk, "merged_id": second.pk, "reason": "Cùng một người", **other}
    )


@pytest.mark.replays("people.find_duplicates")
def test_looking_twice_finds_a_pair_once(cast, twice):
    found = assert_replay_safe(find_duplicates, asked=cast.asked("ha"), other=None)

    assert found == 1
    assert find_duplicates(asked=cast.asked("ha")) == 0
    pair = DuplicatePair.objects.get()
    assert (pair.first_id, pair.second_id) == (twice[0].pk, twice[1].pk)
    assert set(pair.reasons) == {"SAME_NAME", "SAME_BIRTH_DATE", "SAME_VILLAGE", "SAME_SEX"}


def test_persons_who_are_alike_in_nothing_make_no_pairs(cast, small_register):
    assert find_duplicates(asked=asked_by_system()) == 0


def test_a_registrar_looks_in_her_own_commune_only(cast, small_register):
    one = small_register.persons["dung-lang"]
    again(one, home=small_register.households["dung-lang"])

    assert find_duplicates(asked=cast.asked("ha")) == 0
    assert find_duplicates(asked=cast.asked("sau")) == 1
    assert count_pairs(scope=cast.actor("ha").scope) == 0
    assert list_pairs(scope=cast.actor("ha").scope) == []
    with pytest.raises(OutOfScope):
        get_pair(scope=cast.actor("ha").scope, pair_id=DuplicatePair.objects.get().pk)


def test_a_pair_across_communes_is_for_those_who_see_both(cast, small_register):
    again(small_register.persons["an"], home=small_register.households["dung-lang"])

    assert find_duplicates(asked=asked_by_system()) == 1
    assert count_pairs(scope=EVERYTHING) == 1
    assert count_pairs(scope=cast.actor("ha").scope) == 0
    pair = DuplicatePair.objects.get()
    with pytest.raises(OutOfScope):
        keep_apart(asked=cast.asked("ha"), pair_id=pair.pk)
    with pytest.raises(OutOfScope):
        merge_persons(asked=cast.asked("ha"), kept_id=pair.first_id, merged_id=pair.second_id, reason="x")


def test_nobody_but_a_registrar_merges(cast, twice):
    for name in ("hoa", "yen", "lan", "dung"):
        with pytest.raises(NotAllowed):
            merge_persons(asked=cast.asked(name), kept_id=twice[0].pk, merged_id=twice[1].pk, reason="x")


def test_a_pair_shows_both_sides_with_their_numbers_masked(cast, twice):
    find_duplicates(asked=cast.asked("ha"))

    page = get_pair(scope=cast.actor("ha").scope, pair_id=DuplicatePair.objects.get().pk)

    assert page.is_open
    assert page.first.identity == "999••••••004"
    assert page.second.identity == ""
    assert page.first.household_code == page.second.household_code


@pytest.mark.replays("people.keep_apart")
def test_two_who_are_different_are_not_asked_about_again(cast, twice):
    find_duplicates(asked=cast.asked("ha"))
    pair = DuplicatePair.objects.get()

    assert_replay_safe(keep_apart, asked=cast.asked("ha"), other={"pair_id": 0}, pair_id=pair.pk)

    assert count_pairs(scope=EVERYTHING) == 0
    assert find_duplicates(asked=cast.asked("ha")) == 0


@pytest.mark.replays("people.merge_persons")
def test_merging_twice_merges_once(cast, twice):
    one, second = twice
    find_duplicates(asked=cast.asked("ha"))

    assert_replay_safe(
        merge_persons,
        asked=cast.asked("ha"),
        other={"reason": "khác"},
        kept_id=one.pk,
        merged_id=second.pk,
        reason="Cùng một người",
    )

    second.refresh_from_db()
    assert second.merged_into_id == one.pk
    assert Merge.objects.count() == 1
    assert count_pairs(scope=EVERYTHING) == 0
    assert DuplicatePair.objects.get().state == "MERGED"
    assert [line.kept_name for line in list_merges(scope=cast.actor("ha").scope)] == [one.full_name]
    assert count_merges(scope=cast.actor("sau").scope) == 0


@pytest.mark.replays("people.undo_merge")
def test_undoing_twice_undoes_once_and_restores_every_row(cast, twice):
    find_duplicates(asked=cast.asked("ha"))
    before = snapshot()
    merge_id = merge_the(cast, twice)

    assert_replay_safe(undo_merge, asked=cast.asked("ha"), other={"merge_id": 0}, merge_id=merge_id)

    assert snapshot() == before
    with pytest.raises(UnableToUndo):
        undo_merge(asked=cast.asked("ha"), merge_id=merge_id)


def test_what_the_kept_person_lacks_is_taken_over(cast, small_register, twice):
    bare, full = twice[1], twice[0]

    merge_persons(asked=cast.asked("ha"), kept_id=bare.pk, merged_id=full.pk, reason="Cùng một người")

    bare.refresh_from_db()
    full.refresh_from_db()
    assert bare.identity_index == blind_index("999000000004", purpose="person.identity")
    assert full.identity_index is None
    assert bare.phone_index == full.phone_index
    assert bare.memberships.get().relation == "HEAD"
    assert not full.memberships.exists()


def test_statuses_of_the_merged_person_count_for_the_household(cast, small_register, twice):
    home = small_register.households["binh-can"]
    Status.objects.create(
        person=twice[1],
        kind="STUDENT",
        starts_on=date(2026, 1, 1),
        decision=small_register.decision,
        recorded_at=RECORDED,
    )

    merge_the(cast, twice)

    assert kinds_of(home, at=cast.asked("ha").at, day=TODAY) == {"NEAR_POOR", "STUDENT"}


def test_two_numbers_of_identity_are_never_merged(cast, small_register):
    one = small_register.persons["an"]
    other = again(one, home=small_register.households["an"], identity="999000000099")

    with pytest.raises(UnableToMerge, match="hai số căn cước"):
        merge_the(cast, (one, other))


def test_two_homes_are_settled_before_a_merge(cast, small_register):
    one = small_register.persons["an"]
    other = again(one, home=small_register.households["cuong"])

    with pytest.raises(UnableToMerge, match="hai hộ"):
        merge_the(cast, (one, other))
    other.refresh_from_db()
    assert other.merged_into_id is None
    assert other.memberships.count() == 1


def test_nobody_is_merged_with_themselves_without_a_reason_or_twice(cast, twice):
    with pytest.raises(UnableToMerge):
        merge_the(cast, twice, merged_id=twice[0].pk)
    with pytest.raises(UnableToMerge):
        merge_the(cast, twice, reason="  ")
    merge_the(cast, twice)
    with pytest.raises(UnableToMerge, match=r"đã được gộp|Không tìm thấy"):
        merge_persons(asked=asked_by_system(), kept_id=twice[0].pk, merged_id=twice[1].pk, reason="x")


def test_a_merge_is_not_undone_over_a_later_change(cast, twice):
    merge_id = merge_the(cast, twice)
    member = twice[0].memberships.get()
    member.ends_before = date(2026, 11, 1)
    member.save()

    with pytest.raises(UnableToUndo, match="rời hộ"):
        undo_merge(asked=cast.asked("ha"), merge_id=merge_id)


def test_a_merge_is_not_undone_over_a_corrected_number(cast, twice):
    merge_id = merge_the(cast, (twice[1], twice[0]))
    Person.objects.filter(pk=twice[1].pk).update(
        identity_sealed=seal("999000000077", purpose="person.identity"),
        identity_index=blind_index("999000000077", purpose="person.identity"),
    )

    with pytest.raises(UnableToUndo, match="sửa"):
        undo_merge(asked=cast.asked("ha"), merge_id=merge_id)


def test_merges_are_undone_from_the_last_to_the_first(cast, small_register, twice):
    third = again(twice[0])
    before = snapshot()
    first_merge = merge_the(cast, (twice[1], third)) if third.memberships.exists() else None
    assert first_merge is None  # somebody without a home is in nobody's scope
    first_merge = merge_persons(asked=asked_by_system(), kept_id=twice[1].pk, merged_id=third.pk, reason="x")
    second_merge = merge_the(cast, twice)

    third.refresh_from_db()
    assert third.merged_into_id == twice[0].pk
    with pytest.raises(UnableToUndo, match="sau cùng"):
        undo_merge(asked=asked_by_system(), merge_id=first_merge)
    undo_merge(asked=asked_by_system(), merge_id=second_merge)
    undo_merge(asked=asked_by_system(), merge_id=first_merge)
    assert snapshot() == before


def test_a_neighbour_undoes_nothing(cast, twice):
    merge_id = merge_the(cast, twice)

    with pytest.raises(OutOfScope):
        undo_merge(asked=cast.asked("sau"), merge_id=merge_id)


def test_what_a_merge_notes_names_nobody(cast, twice):
    merge_the(cast, (twice[1], twice[0]))

    noted = str(Merge.objects.get().moved)

    assert "999000000004" not in noted
    assert fold("Bình") not in fold(noted)
    assert "1975-" not in noted


def test_erasing_a_person_erases_those_who_were_merged_into_them(cast, small_register, twice):
    merge_id = merge_the(cast, twice)
    Member.objects.filter(person=twice[0]).update(ends_before=date(2026, 4, 1))

    erase_person(asked=asked_by_system(), person_id=twice[0].pk)

    twice[1].refresh_from_db()
    assert (twice[1].full_name, twice[1].identity_index, twice[1].birth_date) == ("", None, None)
    with pytest.raises(UnableToUndo, match="lưu giữ"):
        undo_merge(asked=asked_by_system(), merge_id=merge_id)


phones = st.sampled_from(["", "0999000001"])
memberships = st.lists(
    st.tuples(st.sampled_from(["binh-can", "cuong"]), st.integers(1, 3), st.sampled_from(["HEAD", "CHILD", "OTHER"])),
    max_size=2,
    unique_by=lambda closed: (closed[0], closed[1]),
)


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kept=memberships,
    merged=memberships,
    open_kept=st.booleans(),
    open_merged=st.booleans(),
    identity=st.sampled_from(["kept", "merged", "none"]),
    phone=phones,
    has_year=st.booleans(),
)
def test_undoing_a_merge_restores_every_row(
    small_register, kept, merged, open_kept, open_merged, identity, phone, has_year
):
    home = small_register.households["binh-can"]
    with transaction.atomic():
        one = Person.objects.create(full_name="Hồ Văn Mẫu", name_folded="ho van mau", recorded_at=RECORDED)
        other = Person.objects.create(full_name="Hồ Văn Mẫu", name_folded="ho van mau", recorded_at=RECORDED)
        for person, closed, is_open in ((one, kept, open_kept), (other, merged, open_merged)):
            for code, month, relation in closed:
                Member.objects.create(
                    household=small_register.households[code],
                    person=person,
                    relation=relation,
                    starts_on=date(2026, month, 1),
                    ends_before=date(2026, month, 20),
                )
            if is_open:
                Member.objects.create(
                    household=home, person=person, relation="HEAD", starts_on=date(2026, 5, person.pk % 28 + 1)
                )
        holder = {"kept": one, "merged": other}.get(identity)
        if holder is not None:
            holder.identity_sealed = seal("999000000055", purpose="person.identity")
            holder.identity_index = blind_index("999000000055", purpose="person.identity")
        if phone:
            other.phone_sealed = seal(phone, purpose="person.phone")
            other.phone_index = blind_index(phone, purpose="person.phone")
        if has_year:
            other.birth_year, other.sex = 1975, "MALE"
        one.save()
        other.save()
    before = snapshot()

    merge_id = merge_persons(asked=asked_by_system(), kept_id=one.pk, merged_id=other.pk, reason="Thử")
    assert not other.memberships.exists()
    undo_merge(asked=asked_by_system(), merge_id=merge_id)

    assert snapshot() == before
    Merge.objects.all().delete()
    Member.objects.filter(person__in=[one, other]).delete()
    Person.objects.filter(id__in=[one.pk, other.pk]).delete()

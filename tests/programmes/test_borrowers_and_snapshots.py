"""A household of the register as the law sees it, alone and in columns."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from tantam.base.asked import EVERYTHING, Scope
from tantam.base.errors import OutOfScope
from tantam.core.eligibility.building import ColumnsBuilder, as_stored, digest_of, pack, unpack
from tantam.operations.register_columns import make_snapshot
from tantam.people.models import OfficialList, Status
from tantam.programmes.commands.exports import hand_out_list
from tantam.programmes.commands.snapshots import UnableToMakeSnapshot, begin_snapshot, finish_snapshot
from tantam.programmes.models import Snapshot
from tantam.programmes.queries.borrowers import get_borrower
from tantam.programmes.queries.snapshots import get_snapshot, load_columns, make_columns
from tests.support.cast import Cast, asked_by_system
from tests.support.register import SmallRegister
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


def borrower(register: SmallRegister, name: str, *, on: date = TODAY, known_at: datetime = NOW):
    return get_borrower(scope=EVERYTHING, household_id=register.households[name].pk, on=on, known_at=known_at)


def test_the_facts_of_a_household_come_from_its_statuses_members_and_place(small_register):
    found = borrower(small_register, "an")

    assert found.facts["poverty_class"] == "POOR"
    assert found.facts["escaped_on"] is None
    assert found.facts["adults"] == 3
    assert found.facts["is_ethnic_minority"] is True
    assert found.facts["is_rural"] is True
    assert found.facts["in_extremely_hard_place"] is True
    assert found.debts == {}


def test_what_nobody_wrote_down_is_unknown_and_not_no(small_register):
    found = borrower(small_register, "an")

    assert "has_student" not in found.facts
    assert "released_on" not in found.facts


def test_the_day_of_escape_and_what_is_owed_are_known(small_register):
    assert borrower(small_register, "cuong").facts["escaped_on"] == date(2024, 1, 1)
    assert borrower(small_register, "cuong").facts["poverty_class"] == "NONE"
    assert borrower(small_register, "binh-can").debts == {"near-poor": 60_000_000}


def test_before_the_status_began_and_before_it_was_recorded_it_is_not_known(small_register):
    earlier_day = borrower(small_register, "an", on=date(2025, 12, 31))
    earlier_knowledge = borrower(small_register, "an", known_at=datetime(2026, 1, 4, tzinfo=UTC))

    assert "poverty_class" not in earlier_day.facts
    assert "poverty_class" not in earlier_knowledge.facts


def test_a_status_that_was_replaced_counts_until_the_replacement_was_recorded(small_register):
    status = Status.objects.get(household=small_register.households["an"])
    Status.objects.create(
        household=status.household,
        kind="POOR",
        starts_on=status.starts_on,
        ends_before=date(2026, 7, 1),
        decision=status.decision,
        recorded_at=datetime(2026, 8, 1, tzinfo=UTC),
        replaces=status,
    )

    before = borrower(small_register, "an", known_at=datetime(2026, 7, 31, tzinfo=UTC))
    after = borrower(small_register, "an")

    assert before.facts["poverty_class"] == "POOR"
    assert "poverty_class" not in after.facts


def _put_in_force(register: SmallRegister, *, year: int, begins: date) -> None:
    """Write a yearly list of Ba Tơ, in force from a day on."""
    stored, _made = Snapshot._meta.get_field("file").related_model.objects.get_or_create(
        sha256="0" * 64, defaults={"size_bytes": 1, "media_type": "x", "kept_at": NOW}
    )
    OfficialList.objects.create(
        commune=register.households["cuong"].commune,
        kind="YEARLY",
        year=year,
        effective_on=begins,
        state="IN_FORCE",
        file=stored,
        content_sha256="0" * 64,
        filename="ds.xlsx",
        staged_by_name="Hà",
        staged_at=NOW,
        approved_at=datetime(2026, 1, 1, tzinfo=UTC),
        decision=register.decision,
    )


def test_on_the_list_of_no_class_means_none_once_a_list_is_in_force(small_register):
    household = small_register.households["cuong"]
    Status.objects.create(
        household=household,
        kind="NEWLY_ESCAPED",
        starts_on=date(2024, 1, 1),
        ends_before=date(2026, 6, 1),
        decision=small_register.decision,
        recorded_at=datetime(2026, 6, 1, tzinfo=UTC),
        replaces=Status.objects.get(household=household),
    )
    unlisted = borrower(small_register, "cuong")
    _put_in_force(small_register, year=2026, begins=date(2026, 1, 1))

    listed = borrower(small_register, "cuong")

    assert "poverty_class" not in unlisted.facts
    assert listed.facts["poverty_class"] == "NONE"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 12, 14), None),  # the list of 2025 ended with its year, that of 2027 has not begun
        (date(2026, 12, 15), "NONE"),
        (date(2027, 12, 31), "NONE"),
        (date(2028, 1, 1), None),
    ],
)
def test_a_list_speaks_for_its_year_only(small_register, on, expected):
    household = small_register.households["cuong"]
    Status.objects.create(
        household=household,
        kind="NEWLY_ESCAPED",
        starts_on=date(2024, 1, 1),
        ends_before=date(2026, 6, 1),
        decision=small_register.decision,
        recorded_at=datetime(2026, 6, 1, tzinfo=UTC),
        replaces=Status.objects.get(household=household),
    )
    for year, begins in ((2025, date(2025, 1, 1)), (2027, date(2026, 12, 15))):
        _put_in_force(small_register, year=year, begins=begins)

    assert borrower(small_register, "cuong", on=on).facts.get("poverty_class") == expected


def test_a_household_of_another_commune_is_not_there(small_register, cast: Cast):
    scope = Scope(unit_ids=frozenset({cast.units["X21529"].pk}))

    with pytest.raises(OutOfScope):
        get_borrower(scope=scope, household_id=small_register.households["an"].pk, on=TODAY, known_at=NOW)


def test_columns_say_what_each_household_says(small_register):
    columns = make_columns(as_of=TODAY, known_at=NOW)

    assert columns.count == len(small_register.households)
    for place, number in enumerate(columns.numbers.tolist()):
        alone = get_borrower(scope=EVERYTHING, household_id=number, on=TODAY, known_at=NOW)
        known = {name: fact.values[place] for name, fact in columns.facts.items() if fact.known[place]}
        assert known == {name: as_stored(name, value) for name, value in alone.facts.items()}
        owed = {key: int(column[place]) for key, column in columns.debts.items() if column[place]}
        assert {programme: vnd for (programme, _source), vnd in owed.items()} == alone.debts


def test_a_snapshot_is_kept_sealed_and_comes_back_the_same(small_register, cast: Cast):
    snapshot_id = begin_snapshot(asked=cast.asked("lan"), as_of=TODAY)
    columns = make_columns(as_of=TODAY, known_at=NOW)

    made = make_snapshot(snapshot_id=snapshot_id, at=NOW, book_date=TODAY)
    again = make_snapshot(snapshot_id=snapshot_id, at=NOW, book_date=TODAY)

    assert made == again == columns.count
    assert get_snapshot(snapshot_id).state == "MADE"
    assert digest_of(load_columns(snapshot_id)) == digest_of(columns) == get_snapshot(snapshot_id).content_sha256


def test_packing_keeps_every_column(small_register):
    columns = make_columns(as_of=TODAY, known_at=NOW)

    back = unpack(pack(columns))

    assert digest_of(back) == digest_of(columns)
    assert np.array_equal(back.numbers, columns.numbers)


def test_an_empty_register_has_no_snapshot(cast: Cast):
    with pytest.raises(UnableToMakeSnapshot):
        begin_snapshot(asked=cast.asked("lan"), as_of=TODAY)


def test_a_builder_has_no_room_for_more_than_it_was_told():
    builder = ColumnsBuilder(room_for=0)

    with pytest.raises(AssertionError):
        builder.add(number=1, commune_code="1", facts={}, debts=None)


@pytest.mark.replays("programmes.begin_snapshot")
def test_a_snapshot_is_begun_once(small_register, cast: Cast):
    assert_replay_safe(begin_snapshot, asked=cast.asked("lan"), other={"as_of": date(2026, 1, 1)}, as_of=TODAY)


@pytest.mark.replays("programmes.finish_snapshot")
def test_a_snapshot_is_finished_once(small_register, cast: Cast):
    snapshot_id = begin_snapshot(asked=cast.asked("lan"), as_of=TODAY)
    columns = make_columns(as_of=TODAY, known_at=NOW)

    assert_replay_safe(
        finish_snapshot,
        asked=asked_by_system(),
        other={"households": 7},
        snapshot_id=snapshot_id,
        content=pack(columns),
        content_sha256=digest_of(columns),
        households=columns.count,
    )


@pytest.mark.replays("programmes.hand_out_list")
def test_a_list_is_handed_out_once(cast: Cast):
    assert_replay_safe(
        hand_out_list,
        asked=cast.asked("ha"),
        other={"households": 4},
        what="poverty:2027-01-01",
        reason="Rà soát hộ cuối năm",
        households=3,
    )

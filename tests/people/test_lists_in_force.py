"""What an approved list changes in the register, and what it leaves alone."""

from datetime import UTC, date, datetime

import pytest

from tantam.core.lists.difference import Change
from tantam.operations import work
from tantam.people.models import Fact, Household, Person, Status
from tantam.people.queries.list_difference import get_difference
from tests.support.lists import AN, ANH, BINH, NEXT_YEAR, SAME, approve, classes, person_row, reasons_of, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


def test_nothing_of_a_list_counts_before_its_approval(cast):
    before = (Status.objects.count(), Fact.objects.count(), Person.objects.count(), Household.objects.count())

    take_in(cast, person_row("Phạm Văn Mới", 50), upto="READ")

    assert (Status.objects.count(), Fact.objects.count(), Person.objects.count(), Household.objects.count()) == before


def test_a_years_list_brings_in_changes_and_lets_go(cast, small_register):
    official_list = take_in(
        cast,
        person_row("Phạm Văn An Nghèo", AN, "Hộ cận nghèo", born="01/05/1980"),
        person_row("Phạm Thị Ánh Nghèo", ANH, "Hộ cận nghèo", relation="Vợ", born="03/02/1984"),
        person_row("Phạm Văn Mới", 50, "Hộ nghèo", village="Làng Ba Mới"),
    )

    homes, new = small_register.households, Person.objects.get(full_name="Phạm Văn Mới")
    home = new.memberships.get().household
    assert official_list.state == "IN_FORCE"
    assert classes(homes["an"], date(2026, 12, 31)) == {"POOR"}
    assert classes(homes["an"], NEXT_YEAR) == {"NEAR_POOR"}
    assert classes(homes["binh-can"], NEXT_YEAR) == {"NEWLY_ESCAPED"}
    assert classes(homes["cuong"], NEXT_YEAR) == {"NEWLY_ESCAPED"}  # since 2024, untouched
    assert classes(homes["dung-lang"], NEXT_YEAR) == {"POOR"}  # another commune's
    assert (classes(home, NEXT_YEAR), home.village.name) == ({"POOR"}, "Làng Ba Mới")
    assert homes["an"].members.filter(ends_before=None).count() == 3


def test_the_difference_is_the_same_before_and_after_the_approval(cast):
    scope = cast.actor("minh").scope
    official_list = take_in(cast, SAME[0], person_row("Phạm Văn Mới", 50), upto="READ")

    before = get_difference(scope=scope, list_id=official_list.pk, at=NOW)
    approve(cast, official_list.pk)
    work.write_list.enqueue(official_list.pk)
    after = get_difference(scope=scope, list_id=official_list.pk, at=NOW)

    assert before.counts == after.counts
    assert after.counts == {Change.CAME_IN: 1, Change.WENT_OUT: 1, Change.CHANGED: 0, Change.UNCHANGED: 1}
    assert [one.head_name for one in after.shown] == ["Phạm Văn Mới", "Đinh Văn Bình Cận"]


def test_rows_that_the_register_knows_are_unchanged(cast):
    official_list = take_in(cast, *SAME, upto="READ")

    assert [row.fate for row in official_list.rows.order_by("number")] == ["UNCHANGED", "UNCHANGED"]


def test_without_a_number_a_person_is_found_by_name_birth_and_village(cast, small_register):
    take_in(cast, person_row("PHẠM VĂN AN NGHÈO", 0, "Hộ cận nghèo", born="1980"), kind="ADDITIONS")

    assert Person.objects.filter(name_folded="pham van an ngheo").count() == 1
    assert classes(small_register.households["an"], NEXT_YEAR) == {"NEAR_POOR"}


def test_monthly_additions_leave_everybody_else_alone(cast, small_register):
    take_in(cast, person_row("Phạm Văn Mới", 50), kind="ADDITIONS", year=2026, day=date(2026, 12, 1))

    assert classes(small_register.households["binh-can"], NEXT_YEAR) == {"NEAR_POOR"}
    assert classes(Person.objects.get(full_name="Phạm Văn Mới").memberships.get().household, date(2026, 12, 1)) == {
        "POOR"
    }


def test_removals_end_a_class_and_only_those_who_escape_are_newly_escaped(cast, small_register):
    official_list = take_in(
        cast,
        person_row("Phạm Văn An Nghèo", AN, "", grounds="Thoát nghèo"),
        person_row("Đinh Văn Bình Cận", BINH, "", born="01/01/1975", grounds="Chuyển đi nơi khác"),
        person_row("Không Ai Biết", 60, ""),
        kind="REMOVALS",
        year=2026,
        day=date(2026, 12, 1),
    )

    assert classes(small_register.households["an"], date(2026, 12, 1)) == {"NEWLY_ESCAPED"}
    assert classes(small_register.households["binh-can"], date(2026, 12, 1)) == set()
    assert reasons_of(official_list) == {4: ["NOT_ON_LIST"]}


def test_a_list_of_the_same_day_withdraws_what_it_corrects(cast, small_register):
    take_in(cast, *SAME, person_row("Phạm Văn Mới", 50), number=5)
    take_in(cast, person_row("Phạm Văn Mới", 50, "Hộ cận nghèo"), kind="ADDITIONS", number=6)

    home = Person.objects.get(full_name="Phạm Văn Mới").memberships.get().household
    assert classes(home, NEXT_YEAR) == {"NEAR_POOR"}
    assert Status.objects.filter(household=home, is_withdrawal=True).count() == 1


def test_two_rows_of_one_name_do_not_mean_one_person(cast):
    name = "Phạm Văn Không Số"
    take_in(cast, person_row(name, 0), kind="ADDITIONS", number=5)

    take_in(cast, person_row(name, 81), person_row(name, 82), kind="ADDITIONS", number=6)

    assert Person.objects.filter(full_name=name).count() == 3

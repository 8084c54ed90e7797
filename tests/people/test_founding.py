"""A grown child who heads a row of a list founds a household; the parent stays the head of theirs."""

from datetime import date

import pytest

from tantam.operations import work
from tantam.people.commands.lists import ChosenColumns, UnableToApprove, map_columns
from tantam.people.models import Household, Member, OfficialList, Person, Status
from tantam.people.queries.list_difference import get_difference
from tantam.people.queries.lists import get_list_file
from tests.support.cast import asked_by_system
from tests.support.lists import NEXT_YEAR, approve, person_row, reasons_of, take_in
from tests.support.register import make_person

pytestmark = [pytest.mark.django_db]
# An heads a household of Ba Tơ, Ánh is his wife, Ấm his son.
FATHER = person_row("Phạm Văn An Nghèo", 1)
SON = person_row("Phạm Văn Ấm Nghèo", 3, born="02/09/2007")
BRIDE = person_row("Phạm Thị Dâu", 70, relation="Vợ")


def homes(name: str) -> list[tuple[int, str, bool]]:
    """Return household, relation, and whether it goes on, of each home that a person had."""
    rows = Member.objects.filter(person__full_name=name).order_by("starts_on")
    return [(row.household_id, row.relation, row.ends_before is None) for row in rows]


def is_poor(household_id: int) -> bool:
    known = Status.objects.filter(household_id=household_id, replaced_by=None, kind="POOR", is_withdrawal=False)
    return known.filter(starts_on__lte=NEXT_YEAR, ends_before=None).exists()


@pytest.mark.parametrize("rows", [(SON, BRIDE), (FATHER, SON, BRIDE), (SON, BRIDE, FATHER)], ids=len)
def test_a_child_who_heads_a_row_founds_a_household(cast, small_register, rows):
    old = small_register.households["an"]

    take_in(cast, *rows, kind="ADDITIONS")

    assert homes("Phạm Văn An Nghèo") == [(old.pk, "HEAD", True)]
    assert homes("Phạm Thị Ánh Nghèo") == [(old.pk, "SPOUSE", True)]
    new = Household.objects.latest("id")
    assert homes("Phạm Văn Ấm Nghèo") == [(old.pk, "CHILD", False), (new.pk, "HEAD", True)]
    assert homes("Phạm Thị Dâu") == [(new.pk, "SPOUSE", True)]
    assert is_poor(old.pk)
    assert is_poor(new.pk)
    assert Member.objects.get(household=old, relation="CHILD").ends_before == NEXT_YEAR


def test_the_difference_shows_a_household_that_comes_in(cast, small_register):
    official_list = take_in(cast, FATHER, SON, kind="ADDITIONS", upto="READ")

    seen = get_difference(scope=cast.actor("ha").scope, list_id=official_list.pk, at=asked_by_system().at)

    assert {change.name: count for change, count in seen.counts.items() if count} == {"CAME_IN": 1, "UNCHANGED": 1}


def test_a_child_with_the_households_own_code_takes_the_parents_place(cast, small_register):
    old = small_register.households["an"]

    take_in(cast, person_row("Phạm Văn Ấm Nghèo", 3, born="02/09/2007", code=old.code), kind="ADDITIONS")

    assert homes("Phạm Văn Ấm Nghèo") == [(old.pk, "HEAD", True)]
    assert homes("Phạm Văn An Nghèo") == [(old.pk, "OTHER", True)]


def test_a_child_with_whom_the_parent_is_listed_takes_the_parents_place(cast, small_register):
    old = small_register.households["an"]

    take_in(cast, SON, person_row("Phạm Văn An Nghèo", 1, relation="Cha"), kind="ADDITIONS")

    assert homes("Phạm Văn Ấm Nghèo") == [(old.pk, "HEAD", True)]
    assert homes("Phạm Văn An Nghèo") == [(old.pk, "OTHER", True)]


def test_a_child_whose_household_has_no_head_any_more_takes_the_place(cast, small_register):
    old = small_register.households["an"]
    Member.objects.filter(person=small_register.persons["an"]).update(ends_before="2026-06-01")

    take_in(cast, SON, kind="ADDITIONS")

    assert homes("Phạm Văn Ấm Nghèo") == [(old.pk, "HEAD", True)]


def test_a_spouse_who_heads_a_row_takes_the_place(cast, small_register):
    old = small_register.households["an"]

    take_in(cast, person_row("Phạm Thị Ánh Nghèo", 2, born="03/02/1984"), kind="ADDITIONS")

    assert homes("Phạm Thị Ánh Nghèo") == [(old.pk, "HEAD", True)]


def test_a_removal_under_a_childs_name_is_about_the_household(cast, small_register):
    official_list = take_in(cast, person_row("Phạm Văn Ấm Nghèo", 3, "", born="02/09/2007"), kind="REMOVALS")

    assert OfficialList.objects.get().rows.get().household == small_register.households["an"]
    assert official_list.state == "IN_FORCE"
    assert not is_poor(small_register.households["an"].pk)
    assert Person.objects.get(full_name="Phạm Văn Ấm Nghèo").memberships.get().ends_before is None


def test_a_child_of_a_home_in_another_commune_is_refused_and_the_rest_is_approved(cast, small_register):
    child = make_person("Phạm Văn Con Láng", number=60, sex="MALE", born=date(1980, 5, 1))
    Member.objects.create(
        household=small_register.households["dung-lang"], person=child, relation="CHILD", starts_on=date(2026, 1, 1)
    )

    official_list = take_in(cast, person_row("Phạm Văn Con Láng", 60), FATHER, kind="ADDITIONS")

    assert reasons_of(official_list) == {2: ["HOUSEHOLD_OF_OTHER_COMMUNE"]}
    assert official_list.state == "IN_FORCE"
    assert child.memberships.get().household == small_register.households["dung-lang"]


def test_a_child_who_moved_away_since_the_reading_is_refused_when_it_is_read_again(cast, small_register):
    rows = (SON, FATHER)
    waiting = take_in(cast, *rows, kind="ADDITIONS", upto="READ")
    small_register.persons["an-son"].memberships.update(household=small_register.households["dung-lang"])
    with pytest.raises(UnableToApprove, match="1 người"):
        approve(cast, waiting.pk)

    content = get_list_file(scope=cast.actor("ha").scope, list_id=waiting.pk)
    columns = ChosenColumns(content.sheet, content.headers, "d" * 64, content.columns, len(rows))
    map_columns(asked=cast.asked("ha"), list_id=waiting.pk, chosen=columns)
    work.read_list.enqueue(waiting.pk, asked_by_system().at.isoformat())

    assert reasons_of(waiting) == {2: ["HOUSEHOLD_OF_OTHER_COMMUNE"]}
    approve(cast, waiting.pk)


def test_the_difference_is_the_same_where_a_piece_would_end_inside_a_household(cast, small_register, monkeypatch):
    monkeypatch.setattr("tantam.operations.list_work.READ_AT_ONCE", 2)
    old = small_register.households["an"]
    rows = (person_row("Phạm Văn Ai", 71), SON, person_row("Phạm Văn An Nghèo", 1, relation="Cha"))

    official_list = take_in(cast, *rows, kind="ADDITIONS")

    seen = get_difference(scope=cast.actor("ha").scope, list_id=official_list.pk, at=asked_by_system().at)
    assert {change.name: count for change, count in seen.counts.items() if count} == {"CAME_IN": 1, "UNCHANGED": 1}
    assert [row.fate for row in official_list.rows.order_by("number")] == ["TAKEN", "UNCHANGED", "UNCHANGED"]
    assert homes("Phạm Văn Ấm Nghèo") == [(old.pk, "HEAD", True)]

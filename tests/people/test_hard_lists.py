"""Official lists when things go wrong: refused rows, corrections, lists that come out of order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tantam.core.lists.difference import Change
from tantam.operations import work
from tantam.people.commands.erasing import erase_person
from tantam.people.models import Fact, Household, OfficialList, Person, Status
from tantam.people.parts.recording import PersonFields, change_person
from tantam.people.parts.standing import write_fact
from tantam.people.queries.list_difference import get_difference
from tantam.people.queries.lists import list_list_rows
from tests.support.cast import asked_by_system
from tests.support.lists import HEADERS, NEXT_YEAR, approve, person_row, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
AN, BINH = 1, 4  # numbers of identity in the small register
AN_ROW = person_row("Phạm Văn An Nghèo", AN, born="01/05/1980")
BINH_ROW = person_row("Đinh Văn Bình Cận", BINH, "Hộ cận nghèo", born="01/01/1975")


def classes(household: Household, on: date) -> set[str]:
    rows = Status.objects.filter(household=household, replaced_by=None, is_withdrawal=False, starts_on__lte=on)
    return {row.kind for row in rows if row.ends_before is None or row.ends_before > on}


def home_of(name: str) -> Household:
    return Person.objects.get(full_name=name).memberships.get(ends_before=None).household


def test_a_household_whose_row_is_refused_does_not_go_out(cast, small_register):
    broken = person_row("Phạm Văn An Nghèo", AN, born="31/12/2090")

    official_list = take_in(cast, broken, BINH_ROW)

    an = small_register.households["an"]
    difference = get_difference(scope=cast.actor("minh").scope, list_id=official_list.pk, at=NOW)
    assert [row.fate for row in official_list.rows.order_by("number")] == ["REFUSED", "UNCHANGED"]
    assert classes(an, NEXT_YEAR) == {"POOR"}
    assert difference.counts[Change.WENT_OUT] == 0


def test_a_corrected_list_makes_nobody_newly_escaped_who_was_never_poor(cast):
    take_in(cast, AN_ROW, BINH_ROW, person_row("Phạm Văn Nhầm", 50), number=5)
    home = home_of("Phạm Văn Nhầm")

    take_in(cast, AN_ROW, BINH_ROW, number=6)

    assert classes(home, NEXT_YEAR) == set()


def test_a_corrected_list_lets_those_escape_who_were_poor_before(cast, small_register):
    take_in(cast, AN_ROW, BINH_ROW, number=5)

    take_in(cast, BINH_ROW, number=6)

    assert classes(small_register.households["an"], date(2026, 12, 31)) == {"POOR"}
    assert classes(small_register.households["an"], NEXT_YEAR) == {"NEWLY_ESCAPED"}


def test_a_list_of_an_earlier_day_gives_way_to_one_of_a_later_day(cast, small_register):
    an = small_register.households["an"]
    take_in(cast, person_row("Phạm Văn An Nghèo", AN, "Hộ cận nghèo"), BINH_ROW, number=5)

    take_in(
        cast,
        person_row("Phạm Văn Mới", 50),
        person_row("Phạm Văn An Nghèo", AN, "Hộ có mức sống trung bình"),
        kind="ADDITIONS",
        year=2026,
        day=date(2026, 12, 1),
        number=6,
    )

    assert classes(an, date(2026, 12, 1)) == {"AVERAGE_LIVING", "NEWLY_ESCAPED"}
    assert classes(an, NEXT_YEAR) == {"NEAR_POOR"}


def test_a_list_that_waited_longer_than_a_later_one_is_still_written(cast, small_register):
    waits = take_in(cast, person_row("Phạm Văn An Nghèo", AN, "Hộ cận nghèo"), kind="ADDITIONS", year=2026, upto="READ")
    overtakes = take_in(
        cast, person_row("Phạm Văn An Nghèo", AN, "Hộ có mức sống trung bình"), kind="ADDITIONS", upto="READ"
    )
    approve(cast, waits.pk, number=5)
    approve(cast, overtakes.pk, number=6)
    OfficialList.objects.filter(pk=overtakes.pk).update(approved_at=NOW + timedelta(days=30))

    work.write_list.enqueue(overtakes.pk)
    work.write_list.enqueue(waits.pk)

    waits.refresh_from_db()
    assert waits.state == "IN_FORCE"
    assert classes(small_register.households["an"], NEXT_YEAR) == {"NEAR_POOR"}


def test_a_fact_recorded_after_the_approval_does_not_stop_the_writing(cast, small_register):
    an = small_register.households["an"]
    said = {"household": an, "name": "deprivations", "source": "phiếu rà soát"}
    waits = take_in(cast, (*AN_ROW, "4"), kind="ADDITIONS", upto="READ", headers=(*HEADERS, "Số chỉ số thiếu hụt"))
    approve(cast, waits.pk)
    approved_at = OfficialList.objects.get(pk=waits.pk).approved_at
    write_fact(**said, value=3, starts_on=date(2026, 1, 1), at=approved_at - timedelta(days=1))
    write_fact(**said, value=2, starts_on=date(2026, 6, 1), at=approved_at + timedelta(hours=1))

    work.write_list.enqueue(waits.pk)

    waits.refresh_from_db()
    rows = Fact.objects.filter(household=an, replaced_by=None, is_withdrawal=False).order_by("starts_on")
    assert waits.state == "IN_FORCE"
    assert [row.value for row in rows] == [3, 2, 4]


def test_a_list_is_still_shown_after_somebody_on_it_was_erased(cast, small_register):
    official_list = take_in(cast, person_row("Phạm Văn Mới", 50), person_row("Phạm Văn Hai", 51, born="31/12/2090"))
    person = Person.objects.get(full_name="Phạm Văn Mới")
    person.memberships.update(ends_before=date(2027, 2, 1))

    erase_person(asked=replace(asked_by_system(), book_date=date(2040, 1, 1)), person_id=person.pk)

    scope = cast.actor("ha").scope
    lines = list_list_rows(scope=scope, list_id=official_list.pk, start=0, count=50)
    assert [line.full_name for line in lines] == ["", "Phạm Văn Hai"]
    assert get_difference(scope=scope, list_id=official_list.pk, at=NOW).total
    assert official_list.rows.get(number=2).identity_index is None


def test_two_rows_that_mean_one_person_by_two_numbers_are_not_both_taken(cast, small_register):
    an = small_register.persons["an"]
    change_person(an, PersonFields(old_identity="123456789"))
    headers = (*HEADERS, "Số CMND")
    by_new, by_old = (*AN_ROW, ""), (*person_row("Phạm Văn Ân Nghèo", 0, born="01/05/1981"), "123456789")

    official_list = take_in(cast, by_new, by_old, kind="ADDITIONS", headers=headers, upto="READ")

    assert [row.fate for row in official_list.rows.order_by("number")] == ["UNCHANGED", "REFUSED"]
    assert official_list.rows.get(number=3).reasons == [{"code": "DUPLICATE_IN_LIST", "values": {"row": 2}}]


def test_an_old_number_does_not_mean_somebody_with_another_card(cast, small_register):
    an = small_register.persons["an"]
    change_person(an, PersonFields(old_identity="123456789"))
    row = (*person_row("Phạm Văn Khác", 70), "123456789")

    take_in(cast, row, kind="ADDITIONS", headers=(*HEADERS, "Số CMND"))

    assert home_of("Phạm Văn Khác") != small_register.households["an"]

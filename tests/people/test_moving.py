"""A family that moved from one commune to another within the year, on the lists of both."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tantam.exchange.beneficiary_lists import worded
from tantam.operations import work
from tantam.people.commands.list_rows import write_list_rows
from tantam.people.commands.lists import UnableToApprove
from tantam.people.models import Member, OfficialList, Person
from tantam.people.queries.list_difference import get_decision_content
from tantam.people.queries.lists import list_refused_rows
from tests.support.cast import asked_by_system
from tests.support.lists import approve, person_row, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
MOVED = person_row("Phạm Văn Chuyển", 50)
WIFE = person_row("Phạm Thị Theo", 51, relation="Vợ")
ADDED = {"kind": "ADDITIONS", "year": 2026}
BEFORE, MOVED_ON, AFTER = date(2026, 8, 1), date(2026, 10, 1), date(2026, 12, 1)


@pytest.fixture
def first(cast) -> OfficialList:
    """Return the list of Ba Tơ that named the family, in force."""
    return take_in(cast, MOVED, WIFE, day=BEFORE, number=201, **ADDED)


def leave(on: date) -> None:
    Member.objects.filter(person__full_name__in=("Phạm Văn Chuyển", "Phạm Thị Theo")).update(ends_before=on)


def reasons(official_list: OfficialList) -> list[list[dict]]:
    return [row.reasons for row in official_list.rows.order_by("number")]


def test_who_left_before_the_lists_day_is_taken_by_the_new_commune_with_a_caution(cast, first):
    leave(MOVED_ON)

    second = take_in(cast, MOVED, WIFE, by="sau", day=AFTER, upto="READ", **ADDED)

    assert [row.fate for row in second.rows.order_by("number")] == ["TAKEN", "TAKEN"]
    assert reasons(second) == [[{"code": "MOVED_HERE", "values": {"list": first.pk}}]] * 2


def test_who_moved_is_written_in_the_new_commune_from_the_lists_day_on(cast, first):
    leave(MOVED_ON)
    second = take_in(cast, MOVED, WIFE, by="sau", day=AFTER, upto="READ", **ADDED)
    chairman = replace(cast.actor("minh"), unit_id=cast.actor("sau").unit_id, scope=cast.actor("sau").scope)

    approve(_Lending(cast, chairman), second.pk, number=202)
    work.write_list.enqueue(second.pk)

    homes = Member.objects.filter(person__full_name="Phạm Văn Chuyển").order_by("starts_on")
    assert [(home.household.commune.name, home.starts_on, home.ends_before) for home in homes] == [
        ("Ba Tơ", BEFORE, MOVED_ON),
        ("Ba Vì", AFTER, None),
    ]


def test_who_is_recorded_in_the_new_commune_already_is_taken_too(cast, first, small_register):
    leave(MOVED_ON)
    person = Person.objects.get(full_name="Phạm Văn Chuyển")
    Member.objects.create(
        household=small_register.households["dung-lang"], person=person, relation="OTHER", starts_on=MOVED_ON
    )

    second = take_in(cast, MOVED, by="sau", day=AFTER, upto="READ", **ADDED)

    assert reasons(second) == [[{"code": "MOVED_HERE", "values": {"list": first.pk}}]]


def test_who_leaves_only_after_the_lists_day_is_refused(cast, first):
    leave(date(2026, 12, 2))

    second = take_in(cast, MOVED, by="sau", day=AFTER, upto="READ", **ADDED)

    assert reasons(second) == [[{"code": "PERSON_ON_TWO_LISTS", "values": {"list": first.pk}}]]


def test_who_still_lives_there_is_refused(cast, first):
    second = take_in(cast, MOVED, by="sau", day=AFTER, upto="READ", **ADDED)

    assert [one["code"] for one in reasons(second)[0]] == ["HOUSEHOLD_OF_OTHER_COMMUNE", "PERSON_ON_TWO_LISTS"]


def test_a_list_is_not_approved_when_somebody_on_it_moved_away_since_it_was_read(cast, first, small_register):
    waiting = take_in(cast, MOVED, WIFE, person_row("Ai", 52), day=AFTER, upto="READ", **ADDED)
    leave(MOVED_ON)
    person = Person.objects.get(full_name="Phạm Văn Chuyển")
    Member.objects.create(
        household=small_register.households["dung-lang"], person=person, relation="OTHER", starts_on=MOVED_ON
    )

    with pytest.raises(UnableToApprove, match="1 người"):
        approve(cast, waiting.pk, number=202)

    waiting.refresh_from_db()
    assert waiting.state == "READ"


class _Lending:
    """The cast, with another actor under every name."""

    def __init__(self, cast, actor):
        self._cast, self._actor = cast, actor

    def asked(self, name):
        return replace(self._cast.asked(name), actor=self._actor)


def move_to(household, name: str = "Phạm Văn Chuyển") -> None:
    """Write down that somebody lives in another household from the day of moving on."""
    person = Person.objects.get(full_name=name)
    Member.objects.create(household=household, person=person, relation="OTHER", starts_on=MOVED_ON)


def decision_of(cast, official_list) -> list[str]:
    """Return the heads of the households that the decision on a list names."""
    at = datetime(2027, 1, 1, tzinfo=UTC)
    content = get_decision_content(scope=cast.actor("ha").scope, list_id=official_list.pk, at=at)
    return [household.head_name for household in content.households]


def test_who_moves_between_approval_and_writing_is_left_out_with_those_they_head(cast, first, small_register):
    new = small_register.households["dung-lang"]
    official_list = take_in(cast, MOVED, WIFE, person_row("Ai", 52), day=AFTER, upto="READ", **ADDED)
    approve(cast, official_list.pk, number=202)
    signed = decision_of(cast, official_list)
    leave(MOVED_ON)
    move_to(new)

    work.write_list.enqueue(official_list.pk)

    assert decision_of(cast, official_list) == signed  # what was signed stays what was signed
    assert "Phạm Văn Chuyển" in signed
    official_list.refresh_from_db()
    rows = list(official_list.rows.order_by("number"))
    assert official_list.state == "IN_FORCE"
    assert [row.fate for row in rows] == ["REFUSED", "REFUSED", "TAKEN"]
    assert [row.reasons[0]["code"] for row in rows[:2]] == ["MOVED_AWAY", "HEAD_MOVED_AWAY"]
    assert rows[1].reasons[0]["values"] == {"row": 2}
    assert Member.objects.get(person__full_name="Phạm Văn Chuyển", ends_before=None).household == new
    assert not Member.objects.filter(person__full_name="Phạm Thị Theo", ends_before=None).exists()
    assert Member.objects.filter(person__full_name="Ai", ends_before=None).exists()
    given_back = list_refused_rows(scope=cast.actor("ha").scope, list_id=official_list.pk)
    assert [number for number, _written, _reasons in given_back] == [2, 3]
    assert all(worded(why[0]) for _number, _written, why in given_back)


@pytest.mark.parametrize("at_once", [1, 2])
def test_pieces_of_which_rows_are_left_out_are_written_to_the_end(cast, first, small_register, monkeypatch, at_once):
    monkeypatch.setattr("tantam.people.commands.list_rows.WRITE_AT_ONCE", at_once)
    others = [person_row(f"Ai {letter}", 60 + at) for at, letter in enumerate(("Một", "Hai", "Ba"))]
    official_list = take_in(cast, MOVED, WIFE, *others, day=AFTER, upto="READ", **ADDED)
    approve(cast, official_list.pk, number=202)
    leave(MOVED_ON)
    move_to(small_register.households["dung-lang"])

    write_list_rows(asked=asked_by_system(), list_id=official_list.pk, start=0)
    again = write_list_rows(asked=asked_by_system(), list_id=official_list.pk, start=0)
    work.write_list.enqueue(official_list.pk)

    official_list.refresh_from_db()
    assert again == {"written": 0, "done": False}
    assert (official_list.state, official_list.rows_written) == ("IN_FORCE", 5)
    fates = [row.fate for row in official_list.rows.order_by("number")]
    assert fates == ["REFUSED", "REFUSED", "TAKEN", "TAKEN", "TAKEN"]
    assert Member.objects.filter(person__full_name__startswith="Ai ", ends_before=None).count() == 3

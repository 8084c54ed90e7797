"""Which commune sees a person: the one where they live, else the one where they lived last."""

from datetime import date

import pytest

from tantam.base.asked import EVERYTHING, Scope
from tantam.base.errors import OutOfScope
from tantam.people.models import Household, Member, Person
from tantam.people.parts.scope import get_person_in, narrow_persons
from tests.support.register import RECORDED

pytestmark = pytest.mark.django_db
BA_TO, BA_VI, MO_DUC = "21484", "21529", "21400"


@pytest.fixture
def person(small_register):
    return small_register.persons["dung-lang"]


@pytest.fixture
def homes(small_register, cast):
    """Return a household of each commune."""
    found = {household.commune.state_code: household for household in small_register.households.values()}
    found[MO_DUC] = Household.objects.create(
        code="21400-00001", commune=cast.units["X21400"].commune, recorded_at=RECORDED
    )
    return found


def lived(person: Person, *stays: tuple[Household, date, date | None]) -> None:
    person.memberships.all().delete()
    for household, begins, ends in stays:
        Member.objects.create(household=household, person=person, relation="OTHER", starts_on=begins, ends_before=ends)


def seen_by(cast, person: Person) -> set[str]:
    """Return the communes whose scope has the person."""
    codes = set()
    for code in (BA_TO, BA_VI, MO_DUC):
        scope = Scope(unit_ids=frozenset({cast.units[f"X{code}"].pk}))
        if narrow_persons(Person.objects.filter(pk=person.pk), scope).exists():
            codes.add(code)
    return codes


def test_who_lives_somewhere_is_seen_there_only(cast, person, homes):
    lived(person, (homes[BA_TO], date(2024, 1, 1), date(2025, 1, 1)), (homes[BA_VI], date(2025, 1, 1), None))

    assert seen_by(cast, person) == {BA_VI}


def test_who_lives_nowhere_is_seen_where_they_lived_last(cast, person, homes):
    lived(
        person,
        (homes[MO_DUC], date(2025, 1, 1), date(2026, 1, 1)),
        (homes[BA_TO], date(2023, 1, 1), date(2024, 1, 1)),
        (homes[BA_VI], date(2024, 1, 1), date(2025, 1, 1)),
    )

    assert seen_by(cast, person) == {MO_DUC}
    with pytest.raises(OutOfScope):
        get_person_in(Scope(unit_ids=frozenset({cast.units["X21484"].pk})), person.pk)
    assert get_person_in(EVERYTHING, person.pk) == person


def test_who_never_lived_anywhere_is_seen_by_the_whole_province_only(cast, person):
    lived(person)

    assert seen_by(cast, person) == set()
    assert get_person_in(EVERYTHING, person.pk) == person

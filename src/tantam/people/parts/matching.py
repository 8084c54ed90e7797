"""Whom the rows of a list mean: by identity number, else household code, else name, birth and village."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from tantam.core.lists.readings import RowReading
from tantam.core.text import fold
from tantam.people.models import Household, Member, Person
from tantam.people.parts.recording import identity_index, old_identity_index

T = TypeVar("T")
_PIECE: Final = 500  # values in one condition: SQLite takes a limited number


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a row means, as far as the register knows, and where that person lives now.

    `household` is that of their open membership, else that of the row's code, which are here too.
    """

    person: Person | None = None
    household: Household | None = None
    member: Member | None = None
    coded: Household | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """A person and their open membership."""

    person: Person
    member: Member | None


def match_rows(readings: Sequence[RowReading], *, commune_id: int) -> dict[int, Match]:
    """Return whom each row means, by the row's number."""
    by_index = _persons_by_identity(readings)
    households = _households_by_code(readings)
    by_name = _persons_by_name(readings, commune_id=commune_id)
    named = {
        reading.number: _one_by_name(reading, by_name, households.get(reading.household_code))
        for reading in readings
        if reading.number not in by_index
    }
    found = Counter(home.person.pk for home in (*by_index.values(), *named.values()) if home)
    matches = {}
    for reading in readings:
        coded = households.get(reading.household_code)
        home = by_index.get(reading.number) or named.get(reading.number)
        if home and reading.number in named and found[home.person.pk] > 1:
            home = None  # two rows cannot mean one person by nothing but a name
        member = home.member if home else None
        matches[reading.number] = Match(
            person=home.person if home else None,
            household=member.household if member else coded,
            member=member,
            coded=coded,
        )
    return matches


def _persons_by_identity(readings: Sequence[RowReading]) -> dict[int, Home]:
    """Return the persons whose card, new or old, a row names; by the row's number."""
    new = {reading.number: identity_index(reading.identity) for reading in readings if reading.identity}
    old = {reading.number: old_identity_index(reading.old_identity) for reading in readings if reading.old_identity}
    people: dict[str, Person] = {}
    for indexes, field in ((new, "identity_index"), (old, "old_identity_index")):
        for piece in pieces(sorted(set(indexes.values()))):
            rows = Person.objects.filter(**{f"{field}__in": piece}, erased_at=None, merged_into=None)
            people.update({getattr(row, field): row for row in rows})
    found = {number: people[index] for number, index in new.items() if index in people}
    # A new number that nobody has does not hide the old number's person; one who has another card is somebody else.
    for number, index in old.items():
        person = people.get(index)
        if number not in found and person and (number not in new or person.identity_index is None):
            found[number] = person
    homes = _homes_of(found.values())
    return {number: homes[person.pk] for number, person in found.items()}


def _homes_of(people: Iterable[Person]) -> dict[int, Home]:
    persons = {person.pk: person for person in people}
    members: dict[int, Member] = {}
    for piece in pieces(sorted(persons)):
        rows = Member.objects.filter(person_id__in=piece, ends_before=None).select_related("household")
        members.update({row.person_id: row for row in rows})
    return {pk: Home(person, members.get(pk)) for pk, person in persons.items()}


def _households_by_code(readings: Sequence[RowReading]) -> dict[str, Household]:
    found: dict[str, Household] = {}
    for piece in pieces(sorted({reading.household_code for reading in readings if reading.household_code})):
        rows = Household.objects.filter(code__in=piece).select_related("merged_into")
        found.update({row.code: row.merged_into or row for row in rows})
    return found


def _persons_by_name(readings: Sequence[RowReading], *, commune_id: int) -> dict[str, list[Home]]:
    """Return the people of the commune under the folded names of rows."""
    found: dict[str, list[Home]] = defaultdict(list)
    for piece in pieces(sorted({reading.name_folded for reading in readings if reading.name_folded})):
        rows = Member.objects.filter(
            ends_before=None, household__commune_id=commune_id, person__name_folded__in=piece
        ).select_related("person", "household__village")
        for row in rows:
            found[row.person.name_folded].append(Home(row.person, row))
    return found


def _one_by_name(reading: RowReading, by_name: dict[str, list[Home]], coded: Household | None) -> Home | None:
    """Return the only person of that name who lives in the household of that code, or has that birth and village.

    Somebody whose number of identity is known, and is not the row's, is another person.
    """
    near = [
        home
        for home in by_name.get(reading.name_folded, [])
        if not (reading.identity and home.person.identity_index is not None)
    ]
    if coded is not None:
        near = [home for home in near if home.member and home.member.household_id == coded.pk]
    else:
        near = [home for home in near if _same_birth(reading, home.person) and _same_village(reading, home)]
    return near[0] if len(near) == 1 else None


def _same_birth(reading: RowReading, person: Person) -> bool:
    if reading.birth_date and person.birth_date:
        return reading.birth_date == person.birth_date
    year = reading.birth_date.year if reading.birth_date else reading.birth_year
    return year is not None and year == person.birth_year


def _same_village(reading: RowReading, home: Home) -> bool:
    village = home.member.household.village if home.member else None
    return not reading.village or village is None or village.key == fold(reading.village)


def pieces(values: Sequence[T]) -> list[Sequence[T]]:
    """Return the values in pieces that one condition may hold."""
    return [values[start : start + _PIECE] for start in range(0, len(values), _PIECE)]

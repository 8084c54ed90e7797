"""Which persons are worth comparing: those who share a name and a year, a telephone, or an old card."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from tantam.base.asked import Scope
from tantam.core.likeness import PAIR_FROM, Known, Likeness, same_person_reasons
from tantam.people.models import Member, Person
from tantam.people.parts.scope import narrow_persons

# A telephone that so many share is an office's, and a name that so many share is compared by its first word too.
SHARED_BY_MAX: Final = 60
_FIELDS: Final = (
    "id",
    "full_name",
    "name_folded",
    "sex",
    "birth_date",
    "birth_year",
    "identity_index",
    "old_identity_index",
    "phone_index",
)


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two persons, the earlier first, who may be one."""

    first_id: int
    second_id: int
    per_mille: int
    reasons: tuple[Likeness, ...]


def find_likely_pairs(scope: Scope) -> Iterator[LikelyPair]:
    """Yield the pairs in scope of which a person should be asked; merged and erased persons are left out."""
    known = _known_persons(scope)
    seen: set[tuple[int, int]] = set()
    for group in _groups(known):
        for first, second in combinations(sorted(group), 2):
            if (first, second) in seen:
                continue
            seen.add((first, second))
            per_mille, reasons = same_person_reasons(known[first], known[second])
            if per_mille >= PAIR_FROM:
                yield LikelyPair(first, second, per_mille, reasons)


def _known_persons(scope: Scope) -> dict[int, Known]:
    living = Member.objects.filter(ends_before=None)
    villages = dict(living.values_list("person_id", "household__village_id"))
    rows = narrow_persons(Person.objects.filter(merged_into=None, erased_at=None), scope).values_list(*_FIELDS)
    return {
        row[0]: Known(
            full_name=row[1],
            name_folded=row[2],
            sex=row[3],
            birth_date=row[4],
            birth_year=row[5],
            village=villages.get(row[0]),
            identity_index=row[6],
            old_identity_index=row[7],
            phone_index=row[8],
        )
        for row in rows.iterator()
    }


def _groups(known: dict[int, Known]) -> Iterator[list[int]]:
    """Yield small groups of persons who share something; pairs in no group are not compared."""
    by_key: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, person in known.items():
        for key in _keys(person):
            by_key[key].append(number)
    for key, group in by_key.items():
        if len(group) <= SHARED_BY_MAX:
            yield group
        elif key[0] == "name":
            yield from _split(group, known)


def _keys(person: Known) -> Iterable[tuple[object, ...]]:
    words = person.name_folded.split()
    year = person.birth_date.year if person.birth_date else person.birth_year
    if words:
        yield ("name", words[-1], year)
    if words and person.birth_date:
        yield ("day", person.birth_date, words[0])
    if person.phone_index:
        yield ("phone", person.phone_index)
    if person.old_identity_index:
        yield ("old", person.old_identity_index)


def _split(group: list[int], known: dict[int, Known]) -> Iterator[list[int]]:
    by_name: dict[str, list[int]] = defaultdict(list)
    for number in group:
        by_name[known[number].name_folded].append(number)
    yield from by_name.values()

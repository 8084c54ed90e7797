"""Households and persons as the rooms above need them: where a household is, who lives there, their names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Prefetch

from tantam.base.asked import Scope
from tantam.core.text import fold
from tantam.people.models import Household, Member, Person
from tantam.people.parts.current import holding_on
from tantam.people.parts.scope import get_household_in, narrow_households, narrow_persons
from tantam.people.queries.household import birth_words, person_words


@dataclass(frozen=True, slots=True)
class Home:
    """Where a household is, and who lives there on a day: persons by number, with their relation to its head."""

    id: int
    code: str
    commune_id: int
    village_id: int | None
    merged_into: int | None
    relations: Mapping[int, str]

    @property
    def head_id(self) -> int | None:
        """Return who is the head, if that is known."""
        return next((person for person, relation in self.relations.items() if relation == Member.Relation.HEAD), None)


@dataclass(frozen=True, slots=True)
class SharedHome:
    """Two persons who lived in one household at the same time, and how each was related to its head."""

    persons: tuple[int, int]
    relations: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """A person by name; nothing that is sealed."""

    id: int
    name: str
    birth: str
    sex: str


@dataclass(frozen=True, slots=True)
class HomeLine:
    """A household of a village in a list to choose from."""

    id: int
    code: str
    head: str
    head_id: int | None
    members_count: int


def get_home(*, scope: Scope, household_id: int, on: date) -> Home:
    """Return where a household is and who lives there.

    :raises OutOfScope: if there is none for this actor.
    """
    row = get_household_in(scope, household_id)
    members = row.members.filter(holding_on(on)).order_by("id").values_list("person_id", "relation")
    return Home(
        id=row.pk,
        code=row.code,
        commune_id=row.commune_id,
        village_id=row.village_id,
        merged_into=row.merged_into_id,
        relations=dict(members),
    )


def list_homes(*, scope: Scope, village_id: int, on: date, text: str = "", limit: int = 500) -> list[HomeLine]:
    """Return the households of a village; all words of `text` must occur in one member's name, accents or not."""
    members = Member.objects.filter(holding_on(on))
    rows = narrow_households(Household.objects.filter(merged_into=None, village_id=village_id), scope)
    if words := fold(text).split():
        named = members
        for word in words:
            named = named.filter(person__name_folded__contains=word)
        rows = rows.filter(id__in=named.values("household_id"))
    living = Prefetch("members", members.select_related("person").order_by("id"), to_attr="living")
    return [_home_line(row) for row in rows.prefetch_related(living).order_by("code")[:limit]]


def list_homes_of(*, person_ids: Collection[int], on: date) -> set[tuple[int, int]]:
    """Return where each of the persons lives on a day: the person and the household."""
    rows = Member.objects.filter(holding_on(on), person_id__in=person_ids)
    return set(rows.values_list("person_id", "household_id"))


def list_shared_homes(*, person_ids: Collection[int], until: date) -> list[SharedHome]:
    """Return which of the persons lived in one household at the same time, on a day or before it."""
    homes: dict[int, list[Member]] = {}
    for row in Member.objects.filter(person_id__in=person_ids, starts_on__lte=until).order_by("id"):
        homes.setdefault(row.household_id, []).append(row)
    return [
        SharedHome(persons=(first.person_id, second.person_id), relations=(first.relation, second.relation))
        for rows in homes.values()
        for first, second in combinations(rows, 2)
        if first.person_id != second.person_id and _overlap(first, second)
    ]


def list_names(*, scope: Scope, person_ids: Collection[int]) -> dict[int, Named]:
    """Return persons in scope by number; one who was merged has the name of who was kept."""
    kept = dict(Person.objects.filter(id__in=person_ids, merged_into__isnull=False).values_list("id", "merged_into_id"))
    wanted = {kept.get(number, number) or number for number in person_ids}
    found = {row.pk: row for row in narrow_persons(Person.objects.filter(id__in=wanted), scope)}
    shown = ((number, found.get(kept.get(number, number) or number)) for number in person_ids)
    return {number: _named(row) for number, row in shown if row is not None}


def _overlap(first: Member, second: Member) -> bool:
    return all(
        earlier.ends_before is None or later.starts_on < earlier.ends_before
        for earlier, later in ((first, second), (second, first))
    )


def _named(row: Person) -> Named:
    return Named(row.pk, person_words(row), birth_words(row), str(row.get_sex_display()))


def _home_line(row: Household) -> HomeLine:
    living: list[Member] = row.living  # type: ignore[attr-defined]
    head = next((member for member in living if member.relation == Member.Relation.HEAD), None)
    return HomeLine(
        id=row.pk,
        code=row.code,
        head=person_words(head.person) if head else "",
        head_id=head.person_id if head else None,
        members_count=len(living),
    )

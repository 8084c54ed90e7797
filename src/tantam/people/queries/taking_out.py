"""The register as rows of a file that leaves, sensitive columns only where they were asked for and allowed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Prefetch

from tantam.base.asked import Scope
from tantam.core.ethnicities import ETHNICITIES
from tantam.people.models import Household, Member, Person, Status
from tantam.people.parts.current import holding_on, statuses_of
from tantam.people.parts.register_filter import RegisterFilter, found_households
from tantam.people.parts.sealed import ethnicity_of, identity_of, phone_of
from tantam.people.queries.household import Sight, birth_words, person_words, status_words

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A member of a household in the file; sensitive ones are empty unless asked for."""

    code: str
    commune: str
    village: str
    name: str
    relation: str
    sex: str
    birth: str
    statuses: str
    starts_on: date | None
    identity: str = ""
    phone: str = ""
    ethnicity: str = ""


def list_rows_to_take_out(*, scope: Scope, chosen: RegisterFilter, sight: Sight) -> Iterator[PersonRow]:
    """Yield the members of the households that the filter finds, household by household."""
    members = Member.objects.filter(holding_on(sight.day)).select_related("person").order_by("id")
    rows = (
        found_households(scope, chosen, at=sight.at, day=sight.day)
        .select_related("commune", "village")
        .prefetch_related(Prefetch("members", members, to_attr="living"))
        .order_by("commune_id", "code")
    )
    for start in range(0, rows.count(), _BATCH):
        batch: list[Any] = list(rows[start : start + _BATCH])
        of_household, of_person = _statuses(batch, sight)
        for household in batch:
            living: list[Member] = household.living
            for member in living:
                statuses = [*of_household[household.pk], *of_person[member.person_id]]
                yield _row(household, member, statuses, sight)


def _statuses(batch: list[Any], sight: Sight) -> tuple[dict[int, list[Status]], dict[int, list[Status]]]:
    """Return the statuses in force of households and of persons; the protected ones only unmasked."""
    of_household: dict[int, list[Status]] = defaultdict(list)
    of_person: dict[int, list[Status]] = defaultdict(list)
    found = statuses_of([household.pk for household in batch], at=sight.at, day=sight.day)
    for status in found.select_related("person").order_by("id"):
        if status.kind_sealed is not None and not sight.unmasked:
            continue
        if status.household_id is not None:
            of_household[status.household_id].append(status)
        else:
            assert status.person is not None
            of_person[status.person.merged_into_id or status.person.pk].append(status)
    return of_household, of_person


def _row(household: Household, member: Member, statuses: list[Status], sight: Sight) -> PersonRow:
    person = member.person
    return PersonRow(
        code=household.code,
        commune=str(household.commune),
        village=household.village.name if household.village else "",
        name=person_words(person),
        relation=str(member.get_relation_display()),
        sex=str(person.get_sex_display()),
        birth=birth_words(person),
        statuses="; ".join(status_words(status, unmasked=sight.unmasked) for status in statuses),
        starts_on=min((status.starts_on for status in statuses), default=None),
        **(_sensitive(person) if sight.unmasked else {}),
    )


def _sensitive(person: Person) -> dict[str, str]:
    return {
        "identity": identity_of(person),
        "phone": phone_of(person),
        "ethnicity": ETHNICITIES.get(ethnicity_of(person), ""),
    }

"""What the register knows about households on a day, as it was known at a moment: plain rows, without names.

Bitemporal (people/models/fact.py): of the rows recorded by the moment that no row recorded by then replaces,
those count that have begun by the day and not ended.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.base.sealing import unseal
from tantam.people.models import BankBalance, BankStatement, Fact, Household, Member, OfficialList, Status

R = TypeVar("R", Status, Fact)
BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A member: relation, what is known of the birth, and ethnicity ("" when not known)."""

    relation: str
    birth_date: date | None
    birth_year: int | None
    ethnicity: str


@dataclass(slots=True)
class KnownHousehold:
    """What is known about a household: statuses as (kind, first day), facts, and debts in đồng.

    `debts` is None when no statement of the bank is known; `is_listed` tells whether a yearly list of its
    commune is in force, so that standing on none means something.
    """

    number: int
    commune_code: str
    commune_form: str
    village_id: int | None
    is_listed: bool = False
    statuses: list[tuple[str, date]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    members: list[KnownMember] = field(default_factory=list)
    debts: dict[tuple[str, str], int] | None = None


def get_known_household(*, scope: Scope, household_id: int, on: date, known_at: datetime) -> KnownHousehold:
    """Return what is known about one household.

    :raises OutOfScope: if there is none of that number within the scope.
    """
    rows = Household.objects.filter(pk=household_id)
    if not scope.all_units:
        rows = rows.filter(commune__units__in=scope.unit_ids)
    found = next(_gather(rows, on=on, known_at=known_at), None)
    if found is None:
        raise OutOfScope
    return found


def iterate_known_households(
    *, on: date, known_at: datetime, commune_codes: Sequence[str] | None = None
) -> Iterator[KnownHousehold]:
    """Yield every household that stands by itself, in the order of numbers; of all communes unless some are named.

    For columns over the whole register; whoever calls this answers for the scope.
    """
    rows = _standing(known_at=known_at, commune_codes=commune_codes).order_by("pk")
    after = 0
    while True:
        batch = list(_gather(rows.filter(pk__gt=after)[:BATCH], on=on, known_at=known_at))
        if not batch:
            return
        yield from batch
        after = batch[-1].number


def count_known_households(*, known_at: datetime, commune_codes: Sequence[str] | None = None) -> int:
    """Return how many households stand by themselves."""
    return _standing(known_at=known_at, commune_codes=commune_codes).count()


def _standing(*, known_at: datetime, commune_codes: Sequence[str] | None) -> QuerySet[Household]:
    rows = Household.objects.filter(merged_into=None, recorded_at__lte=known_at)
    return rows if commune_codes is None else rows.filter(commune__state_code__in=commune_codes)


def _gather(rows: QuerySet[Household], *, on: date, known_at: datetime) -> Iterator[KnownHousehold]:
    found = {
        number: KnownHousehold(number=number, commune_code=code, commune_form=form, village_id=village)
        for number, code, form, village in rows.values_list("pk", "commune__state_code", "commune__form", "village_id")
    }
    if not found:
        return
    _add_members(found, on=on)
    _add_statuses(found, on=on, known_at=known_at)
    _add_facts(found, on=on, known_at=known_at)
    _add_debts(found, on=on, known_at=known_at)
    listed = _listed_communes(on=on, known_at=known_at)
    for household in found.values():
        household.is_listed = household.commune_code in listed
    yield from sorted(found.values(), key=lambda household: household.number)


def _known(rows: QuerySet[R], *, on: date, known_at: datetime) -> QuerySet[R]:
    """Narrow to what was known at the moment and holds on the day."""
    return rows.filter(
        Q(ends_before=None) | Q(ends_before__gt=on),
        Q(replaced_by=None) | Q(replaced_by__recorded_at__gt=known_at),
        recorded_at__lte=known_at,
        starts_on__lte=on,
        is_withdrawal=False,
    )


def _add_members(found: dict[int, KnownHousehold], *, on: date) -> None:
    rows = Member.objects.filter(
        Q(ends_before=None) | Q(ends_before__gt=on), household__in=_ids(found), starts_on__lte=on
    ).values_list("household_id", "relation", "person__birth_date", "person__birth_year", "person__ethnicity_sealed")
    for household_id, relation, born, year, ethnicity in rows:
        spoken = unseal(ethnicity, purpose="person.ethnicity") if ethnicity else ""
        found[household_id].members.append(KnownMember(relation, born, year, spoken))


def _add_statuses(found: dict[int, KnownHousehold], *, on: date, known_at: datetime) -> None:
    homes: dict[int, list[int]] = defaultdict(list)
    memberships = Member.objects.filter(
        Q(ends_before=None) | Q(ends_before__gt=on), household__in=_ids(found), starts_on__lte=on
    )
    for person_id, household_id in memberships.values_list("person_id", "household_id"):
        homes[person_id].append(household_id)
    columns = ("household_id", "owner", "kind", "kind_sealed", "starts_on")
    of_households = _known(Status.objects.filter(household__in=_ids(found)), on=on, known_at=known_at)
    # Statuses of a person merged into a member stay with the number they were written for.
    own = Q(owner__in=memberships.values("person_id"))
    owner = Coalesce("person__merged_into_id", "person_id")
    of_persons = _known(Status.objects.annotate(owner=owner).filter(own), on=on, known_at=known_at)
    for rows in (of_households.annotate(owner=owner), of_persons):
        for household_id, person_id, kind, sealed, since in rows.values_list(*columns):
            spoken = unseal(sealed, purpose="status.kind") if kind == "SEALED" else kind
            for home in [household_id] if household_id else homes[person_id]:
                found[home].statuses.append((spoken, since))


def _add_facts(found: dict[int, KnownHousehold], *, on: date, known_at: datetime) -> None:
    rows = _known(Fact.objects.filter(household__in=_ids(found)), on=on, known_at=known_at)
    for household_id, name, value, sealed in rows.order_by("starts_on", "pk").values_list(
        "household_id", "name", "value", "value_sealed"
    ):
        found[household_id].facts[name] = _read_sealed(sealed, name) if sealed else value


def _read_sealed(sealed: bytes | memoryview, name: str) -> Any:
    return json.loads(unseal(sealed, purpose=f"fact.{name}"))


def _add_debts(found: dict[int, KnownHousehold], *, on: date, known_at: datetime) -> None:
    statement = (
        BankStatement.objects.filter(as_of__lte=on, recorded_at__lte=known_at).order_by("-as_of").values_list("pk")
    ).first()
    if statement is None:
        return
    for household in found.values():
        household.debts = {}
    rows = BankBalance.objects.filter(statement=statement[0], household__in=_ids(found), principal_vnd__gt=0)
    for household_id, programme, source, principal in rows.values_list(
        "household_id", "programme", "source", "principal_vnd"
    ):
        debts = found[household_id].debts
        assert debts is not None
        debts[(programme, source)] = principal


def _listed_communes(*, on: date, known_at: datetime) -> frozenset[str]:
    """Return the communes with a yearly list in force on the day."""
    rows = OfficialList.objects.filter(kind="YEARLY", state="IN_FORCE", effective_on__lte=on, approved_at__lte=known_at)
    return frozenset(rows.values_list("commune__state_code", flat=True))


def _ids(found: dict[int, KnownHousehold]) -> Sequence[int]:
    return list(found)

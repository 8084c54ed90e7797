"""What the register knows about households on a day, as it was known at a moment: plain rows, without names.

Both times are read as `people/parts/current.py` says; a batch of households asks each table once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.people.models import BankBalance, BankStatement, Household, Member, OfficialList
from tantam.people.parts.current import facts_known, holding_on, statuses_known
from tantam.people.parts.debts import find_statement
from tantam.people.parts.scope import narrow_households
from tantam.people.parts.sealed import open_ethnicity, open_kind, open_value

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
    commune is in force on the day, so that standing on no class of it means something.
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
    rows = narrow_households(Household.objects.filter(pk=household_id), scope)
    found = next(_gather(rows, _ground(on=on, known_at=known_at)), None)
    if found is None:
        raise OutOfScope
    return found


def list_known_households(*, household_ids: Collection[int], on: date, known_at: datetime) -> dict[int, KnownHousehold]:
    """Return what is known about the households of these numbers; whoever calls this answers for the scope."""
    rows = Household.objects.filter(pk__in=household_ids)
    return {found.number: found for found in _gather(rows, _ground(on=on, known_at=known_at))}


def iterate_known_households(
    *, on: date, known_at: datetime, commune_codes: Sequence[str] | None = None
) -> Iterator[KnownHousehold]:
    """Yield every household that stands by itself, in the order of numbers; of all communes unless some are named.

    For columns over the whole register; whoever calls this answers for the scope.
    """
    rows = _standing(known_at=known_at, commune_codes=commune_codes).order_by("pk")
    ground = _ground(on=on, known_at=known_at)
    after = 0
    while True:
        batch = list(_gather(rows.filter(pk__gt=after)[:BATCH], ground))
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


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is the same for every household: day, moment, the bank's statement, communes with a yearly list in force."""

    on: date
    known_at: datetime
    statement: BankStatement | None
    listed: frozenset[str]


def _ground(*, on: date, known_at: datetime) -> _Ground:
    statement = find_statement(at=known_at, day=on)
    return _Ground(on, known_at, statement, _listed_communes(on=on, known_at=known_at))


def _gather(rows: QuerySet[Household], ground: _Ground) -> Iterator[KnownHousehold]:
    found = {
        number: KnownHousehold(
            number=number, commune_code=code, commune_form=form, village_id=village, is_listed=code in ground.listed
        )
        for number, code, form, village in rows.values_list("pk", "commune__state_code", "commune__form", "village_id")
    }
    if not found:
        return
    homes = _add_members(found, ground)
    _add_statuses(found, homes, ground)
    _add_facts(found, ground)
    _add_debts(found, ground)
    yield from sorted(found.values(), key=lambda household: household.number)


def _members(found: dict[int, KnownHousehold], ground: _Ground) -> QuerySet[Member]:
    return Member.objects.filter(holding_on(ground.on), household__in=list(found))


def _add_members(found: dict[int, KnownHousehold], ground: _Ground) -> dict[int, list[int]]:
    """Put the members into their households; return the households of each person."""
    homes: dict[int, list[int]] = defaultdict(list)
    births = ("person__birth_date", "person__birth_year", "person__ethnicity_sealed")
    rows = _members(found, ground).values_list("household_id", "person_id", "relation", *births)
    for household_id, person_id, relation, born, year, ethnicity in rows:
        homes[person_id].append(household_id)
        found[household_id].members.append(KnownMember(relation, born, year, open_ethnicity(ethnicity)))
    return homes


def _add_statuses(found: dict[int, KnownHousehold], homes: dict[int, list[int]], ground: _Ground) -> None:
    # Statuses of a person merged into a member stay with the number they were written for.
    owner = Coalesce("person__merged_into_id", "person_id")
    held = statuses_known(ground.known_at).filter(holding_on(ground.on)).annotate(owner=owner)
    of_households = held.filter(household__in=list(found))
    of_persons = held.filter(owner__in=_members(found, ground).values("person_id"))
    for rows in (of_households, of_persons):
        for household_id, person_id, kind, sealed, since in rows.values_list(
            "household_id", "owner", "kind", "kind_sealed", "starts_on"
        ):
            for home in [household_id] if household_id else homes[person_id]:
                found[home].statuses.append((open_kind(kind, sealed), since))


def _add_facts(found: dict[int, KnownHousehold], ground: _Ground) -> None:
    rows = facts_known(ground.known_at).filter(holding_on(ground.on), household__in=list(found))
    for household_id, name, value, sealed in rows.order_by("starts_on", "pk").values_list(
        "household_id", "name", "value", "value_sealed"
    ):
        found[household_id].facts[name] = open_value(name, value, sealed)


def _add_debts(found: dict[int, KnownHousehold], ground: _Ground) -> None:
    if ground.statement is None:
        return
    debts: dict[int, dict[tuple[str, str], int]] = {number: {} for number in found}
    rows = BankBalance.objects.filter(statement=ground.statement, household__in=list(found), principal_vnd__gt=0)
    for household_id, programme, source, principal_vnd in rows.values_list(
        "household_id", "programme", "source", "principal_vnd"
    ):
        debts[household_id][programme, source] = principal_vnd
    for number, household in found.items():
        household.debts = debts[number]


def _listed_communes(*, on: date, known_at: datetime) -> frozenset[str]:
    """Return the communes with a yearly list in force on the day: from its first day to the end of its year."""
    rows = OfficialList.objects.filter(
        kind=OfficialList.Kind.YEARLY,
        state=OfficialList.State.IN_FORCE,
        effective_on__lte=on,
        year__gte=on.year,
        approved_at__lte=known_at,
    )
    return frozenset(rows.values_list("commune__state_code", flat=True))

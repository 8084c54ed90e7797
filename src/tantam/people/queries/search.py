"""Finding households: by name, code or village on the screen, by a number only exactly."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from tantam.base.asked import Scope
from tantam.core.identity import CARD_DIGITS, OLD_CARD_DIGITS, read_number
from tantam.people.models import Household, Member, Person, Status
from tantam.people.parts.current import holding_on, statuses_known
from tantam.people.parts.recording import identity_index, old_identity_index, phone_index
from tantam.people.parts.register_filter import FILTER_KINDS, RegisterFilter, found_households
from tantam.people.parts.scope import commune_ids, narrow_households
from tantam.units.models import Commune, Village


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household in a list; nothing of it is sealed."""

    id: int
    code: str
    head: str
    commune: str
    village: str
    members_count: int
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterChoices:
    """What the register can be filtered by: numbers or codes with their words."""

    communes: tuple[tuple[int, str], ...]
    villages: tuple[tuple[int, str], ...]
    kinds: tuple[tuple[str, str], ...]


def count_households(*, scope: Scope, chosen: RegisterFilter, at: datetime, day: date) -> int:
    """Return how many households `search_households` finds in all."""
    return found_households(scope, chosen, at=at, day=day).count()


def search_households(
    *, scope: Scope, chosen: RegisterFilter, at: datetime, day: date, start: int = 0, count: int = 50
) -> list[HouseholdLine]:
    """Return households in scope that the filter finds, by commune and code."""
    members = Member.objects.filter(holding_on(day)).select_related("person").order_by("id")
    standing = statuses_known(at).filter(holding_on(day)).exclude(kind=Status.Kind.SEALED).order_by("id")
    rows = (
        found_households(scope, chosen, at=at, day=day)
        .select_related("commune", "village")
        .prefetch_related(Prefetch("members", members, to_attr="living"))
        .prefetch_related(Prefetch("statuses", standing, to_attr="standing"))
        .order_by("commune_id", "code")
    )
    return [_line(row) for row in rows[start : start + count]]


def find_household_by_number(*, scope: Scope, number: str, day: date) -> int | None:
    """Return the household where the person with an identity card, an old card or a telephone lives; exact only."""
    number = read_number(number)
    found = Q(phone_index=phone_index(number))
    if len(number) == CARD_DIGITS:
        found |= Q(identity_index=identity_index(number))
    if len(number) == OLD_CARD_DIGITS:
        found |= Q(old_identity_index=old_identity_index(number))
    persons = Person.objects.filter(found, erased_at=None)
    homes = Member.objects.filter(holding_on(day), person__in=persons, household__in=_in(scope))
    return homes.order_by("id").values_list("household_id", flat=True).first()


def list_register_choices(*, scope: Scope, commune_id: int | None = None) -> RegisterChoices:
    """Return the communes, villages and kinds of status that the register can be filtered by.

    Villages only of one commune: of all there would be too many.
    """
    ids = commune_ids(scope)
    communes = Commune.objects.order_by("name")
    if ids is not None:
        communes = communes.filter(id__in=ids)
    shown = [(row.pk, str(row)) for row in communes]
    one = commune_id if commune_id in dict(shown) else shown[0][0] if len(shown) == 1 else None
    villages = Village.objects.filter(commune_id=one).order_by("key") if one is not None else Village.objects.none()
    return RegisterChoices(
        communes=tuple(shown),
        villages=tuple((row.pk, row.name) for row in villages),
        kinds=tuple((kind, str(Status.Kind(kind).label)) for kind in FILTER_KINDS),
    )


def _in(scope: Scope) -> QuerySet[Household]:
    return narrow_households(Household.objects.all(), scope)


def _line(row: Household) -> HouseholdLine:
    living: list[Member] = row.living  # type: ignore[attr-defined]
    standing: list[Status] = row.standing  # type: ignore[attr-defined]
    return HouseholdLine(
        id=row.pk,
        code=row.code,
        head=next((m.person.full_name for m in living if m.relation == Member.Relation.HEAD), ""),
        commune=row.commune.name,
        village=row.village.name if row.village else "",
        members_count=len(living),
        statuses=tuple(str(status.get_kind_display()) for status in standing),
    )

"""Which households a search finds: one filter for the screen and for the file that leaves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tantam.base.asked import Scope
from tantam.core.text import fold, nfc
from tantam.people.models import Household, Member, Status
from tantam.people.parts.current import holding_on, statuses_known
from tantam.people.parts.kinds import OF_PERSONS
from tantam.people.parts.scope import narrow_households
from tantam.people.parts.sealed import SENSITIVE_KINDS

# The kinds that a register may be filtered by: a filter by a sealed kind would tell who is meant.
FILTER_KINDS = tuple(kind for kind in Status.Kind.values if kind not in {Status.Kind.SEALED, *SENSITIVE_KINDS})


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What of the register is shown; all words of `text` must occur in one member's name, accents or not."""

    text: str = ""
    kind: str = ""
    village_id: int | None = None
    commune_id: int | None = None


def found_households(scope: Scope, chosen: RegisterFilter, *, at: datetime, day: date) -> QuerySet[Household]:
    """Return the households in scope that a filter finds, as known at a moment and holding on a day."""
    rows = narrow_households(Household.objects.filter(merged_into=None), scope)
    if chosen.commune_id is not None:
        rows = rows.filter(commune_id=chosen.commune_id)
    if chosen.village_id is not None:
        rows = rows.filter(village_id=chosen.village_id)
    if chosen.kind in FILTER_KINDS:
        rows = rows.filter(id__in=_with_status(chosen.kind, at=at, day=day))
    if words := fold(chosen.text).split():
        named = Member.objects.filter(holding_on(day))
        for word in words:
            named = named.filter(person__name_folded__contains=word)
        by_village = Q(village__key__contains=" ".join(words))
        by_code = Q(code__icontains=nfc(chosen.text).strip())
        rows = rows.filter(Q(id__in=named.values("household_id")) | by_code | by_village)
    return rows


def _with_status(kind: str, *, at: datetime, day: date) -> QuerySet[Any, Any]:
    """Return the households with a status, or with a member who has it; computed once, not for each household."""
    statuses = statuses_known(at).filter(holding_on(day), kind=kind)
    if kind not in OF_PERSONS:
        return statuses.filter(household__isnull=False).values("household_id")
    of_persons = statuses.filter(person__isnull=False)
    persons = of_persons.values(owner=Coalesce("person__merged_into_id", "person_id"))
    return Member.objects.filter(holding_on(day), person_id__in=persons).values("household_id")

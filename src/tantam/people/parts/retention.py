"""Who may still be needed: a person with a status in force, a debt, or anything of the years that are kept."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tantam.people.models import BankBalance, Member, Person
from tantam.people.parts.current import statuses_known
from tantam.people.parts.needed import needed_elsewhere

_LAST_OF_FEBRUARY: Final = 28


def kept_years() -> int:
    """Return for how many years a person is kept: law/people/retention.yaml."""
    path = Path(settings.TANTAM_LAW_DIR) / "people" / "retention.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    years: int = content["keep_years"]["value"]
    assert years > 0
    return years


def years_before(day: date, years: int) -> date:
    """Return the same day years before; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=_LAST_OF_FEBRUARY)


def needed_since(since: date, *, at: datetime) -> Q:
    """Return the condition that a person has a status or a debt on a day of `since` or later, as known at a moment."""
    lasting = statuses_known(at).filter(Q(ends_before=None) | Q(ends_before__gt=since))
    owed = BankBalance.objects.filter(principal_vnd__gt=0, statement__as_of__gte=since)
    own = lasting.filter(person__isnull=False).values(owner=Coalesce("person__merged_into_id", "person_id"))
    homes = Q(household_id__in=lasting.filter(household__isnull=False).values("household_id"))
    members = Member.objects.filter(homes | Q(household_id__in=owed.values("household_id")))
    return Q(id__in=own) | Q(id__in=members.values("person_id"))


def persons_for_erasure(*, day: date, at: datetime) -> QuerySet[Person]:
    """Return the persons of whom nothing of the years that are kept is here.

    Who was merged into another person goes with that one: until then the merge can be undone.
    """
    since = years_before(day, kept_years())
    newly_joined = Member.objects.filter(starts_on__gte=since).values("person_id")
    rows = Person.objects.filter(erased_at=None, recorded_at__date__lt=since)
    past = rows.exclude(needed_since(since, at=at)).exclude(id__in=newly_joined).exclude(needed_elsewhere(since))
    kept_goes = Q(merged_into__erased_at__isnull=False) | Q(merged_into_id__in=past.values("id"))
    return past.filter(Q(merged_into=None) | kept_goes)

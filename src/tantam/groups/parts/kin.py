"""How people are related, as far as the register and earlier declarations tell."""

from collections.abc import Collection
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce

from tantam.core.groups import Limits, kin_by_relations, pair_of
from tantam.core.law.groups import Kin
from tantam.groups.models import KinDeclaration
from tantam.people.queries.homes import list_shared_homes


def known_kin(persons: Collection[int], day: date, limits: Limits) -> dict[tuple[int, int], Kin]:
    """Return what is known of how people are related: they share or shared a home, or said so at an earlier election.

    Of two relations of a pair the one that keeps them from sitting together counts. A marriage of the past counts
    too: the register does not tell of divorces.
    """
    found = []
    for home in list_shared_homes(person_ids=persons, until=day):
        kin = kin_by_relations(*home.relations)
        if kin is not None:
            found.append((pair_of(*home.persons), kin))
    found += _declared_before(persons, day)
    return dict(sorted(found, key=lambda one: one[1] in limits.close_kin))


def _declared_before(persons: Collection[int], day: date) -> list[tuple[tuple[int, int], Kin]]:
    """Return which family relations of the persons were declared by the day; that there is none, may be said anew."""
    rows = (
        KinDeclaration.objects.filter(declared_on__lte=day)
        .exclude(kin__in=[Kin.OTHER, Kin.NONE])
        .annotate(one=Coalesce("first__merged_into_id", "first_id"))
        .annotate(two=Coalesce("second__merged_into_id", "second_id"))
        .filter(one__in=persons, two__in=persons)
        .exclude(one=F("two"))
        .order_by("id")
    )
    return [(pair_of(one, two), Kin(kin)) for one, two, kin in rows.values_list("one", "two", "kin")]

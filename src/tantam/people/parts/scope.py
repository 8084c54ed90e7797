"""Which households, persons and establishments an actor may see: those of the scope's communes. One place decides."""

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.people.models import Establishment, Household, Member, Person
from tantam.units.models import Unit


def commune_ids(scope: Scope) -> set[int] | None:
    """Return the communes of the units in the scope; None stands for every commune."""
    if scope.all_units:
        return None
    rows = Unit.objects.filter(id__in=scope.unit_ids, commune__isnull=False)
    return {row for row in rows.values_list("commune_id", flat=True) if row is not None}


def narrow_households(rows: QuerySet[Household], scope: Scope) -> QuerySet[Household]:
    """Keep the households that lie in the scope."""
    communes = commune_ids(scope)
    return rows if communes is None else rows.filter(commune_id__in=communes)


def narrow_persons(rows: QuerySet[Person], scope: Scope) -> QuerySet[Person]:
    """Keep the persons who live in the scope, and those who live nowhere now and lived there last."""
    communes = commune_ids(scope)
    if communes is None:
        return rows
    homes = Member.objects.filter(person=OuterRef("pk"))
    last = homes.order_by(F("ends_before").desc(nulls_first=True), "-starts_on", "-id")
    # Few ever lived here: only of them the last home is looked up.
    rows = rows.filter(Exists(homes.filter(household__commune_id__in=communes)))
    return rows.alias(last_commune=Subquery(last.values("household__commune_id")[:1])).filter(last_commune__in=communes)


def get_household_in(scope: Scope, household_id: int) -> Household:
    """Return the household.

    :raises OutOfScope: if there is none, or it lies in another commune.
    """
    rows = Household.objects.select_related("commune", "village").filter(id=household_id)
    found = narrow_households(rows, scope).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy hộ này trong địa bàn của bạn."))
    return found


def get_person_in(scope: Scope, person_id: int) -> Person:
    """Return the person.

    :raises OutOfScope: if there is none, or the person lives in another commune.
    """
    found = narrow_persons(Person.objects.filter(id=person_id), scope).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy người này trong địa bàn của bạn."))
    return found


def narrow_establishments(rows: QuerySet[Establishment], scope: Scope) -> QuerySet[Establishment]:
    """Keep the establishments that lie in the scope."""
    communes = commune_ids(scope)
    return rows if communes is None else rows.filter(commune_id__in=communes)


def get_establishment_in(scope: Scope, establishment_id: int) -> Establishment:
    """Return the establishment.

    :raises OutOfScope: if there is none, or it lies in another commune.
    """
    rows = Establishment.objects.select_related("commune").filter(id=establishment_id)
    found = narrow_establishments(rows, scope).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy cơ sở này trong địa bàn của bạn."))
    return found

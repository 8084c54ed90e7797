"""Establishments as they are read: found by name, code or registration, one with who acts and acted for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tantam.base.asked import Scope
from tantam.core.text import fold, nfc
from tantam.people.models import Establishment, Representative
from tantam.people.parts.current import holding_on
from tantam.people.parts.scope import get_establishment_in, narrow_establishments
from tantam.people.queries.household import person_words


@dataclass(frozen=True, slots=True)
class EstablishmentFilter:
    """Which establishments are shown: with all words in the name, or a code or registration; of a kind or commune."""

    text: str = ""
    kind: str = ""
    commune_id: int | None = None


@dataclass(frozen=True, slots=True)
class EstablishmentLine:
    """An establishment in a list; nobody is named."""

    id: int
    code: str
    name: str
    kind: str
    kind_label: str
    registration: str
    commune: str
    address: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class RepresentativeLine:
    """Who acted for an establishment, from a day on and until a day (exclusive)."""

    name: str
    position: str
    is_in_register: bool
    starts_on: date
    ends_before: date | None
    recorded_by_name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class EstablishmentPage:
    """An establishment with who acts for it now, and everybody who did, the latest first."""

    line: EstablishmentLine
    commune_id: int
    closed_because: str
    recorded_by_name: str
    recorded_at: datetime
    representatives: tuple[RepresentativeLine, ...]

    @property
    def id(self) -> int:
        """Return its number."""
        return self.line.id

    @property
    def representative(self) -> RepresentativeLine | None:
        """Return who acts for it now."""
        return next((one for one in self.representatives if one.ends_before is None), None)


def count_establishments(*, scope: Scope, chosen: EstablishmentFilter) -> int:
    """Return how many establishments the filter finds."""
    return _found(scope, chosen).count()


def list_establishments(
    *, scope: Scope, chosen: EstablishmentFilter, start: int = 0, count: int = 50
) -> list[EstablishmentLine]:
    """Return the establishments in scope that the filter finds, by commune and code."""
    rows = _found(scope, chosen).select_related("commune").order_by("commune__name", "code")
    return [_line(row) for row in rows[start : start + count]]


def get_establishment_page(*, scope: Scope, establishment_id: int) -> EstablishmentPage:
    """Return an establishment.

    :raises OutOfScope: if there is none within the scope.
    """
    row = get_establishment_in(scope, establishment_id)
    acted = row.representatives.select_related("person__merged_into").order_by("-starts_on", "-id")
    return EstablishmentPage(
        line=_line(row),
        commune_id=row.commune_id,
        closed_because=row.closed_because,
        recorded_by_name=row.recorded_by_name,
        recorded_at=row.recorded_at,
        representatives=tuple(_representative(one) for one in acted),
    )


def find_establishment(*, scope: Scope, code: str) -> int | None:
    """Return the number of the establishment with a code or a registration in scope; None if there is none."""
    text = nfc(code).strip().upper()
    rows = narrow_establishments(Establishment.objects.filter(Q(code=text) | Q(registration=text)), scope)
    return rows.values_list("pk", flat=True).first()


def list_kinds() -> list[tuple[str, str]]:
    """Return the kinds of establishments with their words."""
    return [(code, str(label)) for code, label in Establishment.Kind.choices]


def representatives_on(establishment_ids: Collection[int], *, on: date) -> dict[int, RepresentativeLine]:
    """Return who acted for establishments on a day; whoever calls this answers for the scope."""
    rows = Representative.objects.filter(holding_on(on), establishment_id__in=establishment_ids)
    return {row.establishment_id: _representative(row) for row in rows.select_related("person__merged_into")}


def _found(scope: Scope, chosen: EstablishmentFilter) -> QuerySet[Establishment]:
    rows = narrow_establishments(Establishment.objects.all(), scope)
    if chosen.commune_id is not None:
        rows = rows.filter(commune_id=chosen.commune_id)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    named = Q()
    for word in fold(chosen.text).split():
        named &= Q(name_folded__contains=word)
    text = nfc(chosen.text).strip().upper()
    return rows.filter(named | Q(code=text) | Q(registration=text)) if text else rows


def _line(row: Establishment) -> EstablishmentLine:
    return EstablishmentLine(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        registration=row.registration or "",
        commune=str(row.commune),
        address=row.address,
        closed_on=row.closed_on,
    )


def _representative(row: Representative) -> RepresentativeLine:
    person = row.person
    return RepresentativeLine(
        name=person_words(person.merged_into or person) if person else row.name,
        position=row.position,
        is_in_register=person is not None,
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        recorded_by_name=row.recorded_by_name,
        recorded_at=row.recorded_at,
    )

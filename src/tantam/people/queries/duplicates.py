"""Pairs of persons who may be one, side by side and masked; merges and what can be taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.core.identity import mask_number
from tantam.core.vietnamese import format_date
from tantam.people.models import DuplicatePair, Member, Merge, Person
from tantam.people.parts.scope import narrow_persons
from tantam.people.parts.sealed import identity_of, old_identity_of, phone_of


@dataclass(frozen=True, slots=True)
class PersonSide:
    """One of two persons, with numbers masked."""

    id: int
    full_name: str
    birth: str
    sex: str
    identity: str
    old_identity: str
    phone: str
    household_id: int | None
    household_code: str
    relation: str
    village: str
    commune: str
    since: date | None


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair in the list."""

    id: int
    first_name: str
    second_name: str
    reasons: tuple[str, ...]
    per_mille: int


@dataclass(frozen=True, slots=True)
class PairPage:
    """A pair side by side; only an open one is asked about."""

    id: int
    first: PersonSide
    second: PersonSide
    reasons: tuple[str, ...]
    per_mille: int
    found_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge that was made, and whether it was taken back."""

    id: int
    kept_name: str
    merged_name: str
    reason: str
    merged_at: datetime
    undone_at: datetime | None


def count_pairs(*, scope: Scope) -> int:
    """Return how many pairs in scope wait for a decision."""
    return _open_pairs(scope).count()


def list_pairs(*, scope: Scope, start: int = 0, count: int = 50) -> list[PairLine]:
    """Return the pairs in scope that wait for a decision, the likeliest first."""
    rows = _open_pairs(scope).select_related("first", "second").order_by("-per_mille", "id")
    return [
        PairLine(row.pk, row.first.full_name, row.second.full_name, tuple(row.reasons), row.per_mille)
        for row in rows[start : start + count]
    ]


def get_pair(*, scope: Scope, pair_id: int) -> PairPage:
    """Return a pair with both persons side by side.

    :raises OutOfScope: if there is none, or one of the two is not in scope.
    """
    row = _pairs_in(scope).select_related("first", "second").filter(id=pair_id).first()
    if row is None:
        raise OutOfScope(_("Không tìm thấy cặp này trong địa bàn của bạn."))
    return PairPage(
        id=row.pk,
        first=_side(row.first),
        second=_side(row.second),
        reasons=tuple(row.reasons),
        per_mille=row.per_mille,
        found_at=row.found_at,
        is_open=row.state == DuplicatePair.State.OPEN,
    )


def count_merges(*, scope: Scope) -> int:
    """Return how many merges there were of persons in scope."""
    return _merges_in(scope).count()


def list_merges(*, scope: Scope, start: int = 0, count: int = 50) -> list[MergeLine]:
    """Return the merges of persons in scope, the latest first."""
    rows = _merges_in(scope).select_related("kept", "merged").order_by("-id")
    return [
        MergeLine(row.pk, row.kept.full_name, row.merged.full_name, row.reason, row.merged_at, row.undone_at)
        for row in rows[start : start + count]
    ]


def _living(scope: Scope) -> QuerySet[Person]:
    return narrow_persons(Person.objects.filter(merged_into=None, erased_at=None), scope)


def _pairs_in(scope: Scope) -> QuerySet[DuplicatePair]:
    persons = _living(scope).values("id")
    return DuplicatePair.objects.filter(first__in=persons, second__in=persons)


def _open_pairs(scope: Scope) -> QuerySet[DuplicatePair]:
    return _pairs_in(scope).filter(state=DuplicatePair.State.OPEN)


def _merges_in(scope: Scope) -> QuerySet[Merge]:
    kept = narrow_persons(Person.objects.all(), scope).values("id")
    return Merge.objects.filter(Q(kept__in=kept))


def _side(person: Person) -> PersonSide:
    homes = Member.objects.filter(person=person).select_related("household__village", "household__commune")
    member = (
        homes.order_by("-starts_on", "-id").filter(ends_before=None).first() or homes.order_by("-starts_on").first()
    )
    village = member.household.village if member else None
    return PersonSide(
        id=person.pk,
        full_name=person.full_name,
        birth=format_date(person.birth_date) if person.birth_date else str(person.birth_year or ""),
        sex=str(person.get_sex_display()),
        identity=mask_number(identity_of(person)),
        old_identity=mask_number(old_identity_of(person)),
        phone=mask_number(phone_of(person)),
        household_id=member.household_id if member else None,
        household_code=member.household.code if member else "",
        relation=str(member.get_relation_display()) if member else "",
        village=village.name if village else "",
        commune=str(member.household.commune) if member else "",
        since=member.starts_on if member else None,
    )

"""Who a person is, in which role, and what that lets them see."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tantam.access.models import Membership, User
from tantam.access.roles import (
    NEED_SECOND_FACTOR,
    PERMISSIONS,
    PERSONAL,
    PERSONAL_ROLE,
    PROVINCE_KINDS,
    PROVINCE_WIDE,
)
from tantam.base.asked import EVERYTHING, Actor, Scope
from tantam.units.queries import list_unit_and_children_ids


@dataclass(frozen=True, slots=True)
class MembershipLine:
    """A role held for a unit, as a person reads it."""

    id: int
    role: str
    role_label: str
    unit: str
    unit_short: str
    starts_on: date
    ends_before: date | None


def list_memberships(*, user_id: int, on: date) -> list[MembershipLine]:
    """Return the roles that a person holds on a day, in the words of the screens."""
    return [
        MembershipLine(
            id=row.id,
            role=row.role,
            role_label=str(row.get_role_display()),
            unit=row.unit.name,
            unit_short=row.unit.short_name,
            starts_on=row.starts_on,
            ends_before=row.ends_before,
        )
        for row in _held(user_id=user_id, on=on)
    ]


def must_have_second_factor(*, user_id: int, on: date) -> bool:
    """Tell whether one of the roles that a person holds on a day is only for people with a second factor."""
    return _held(user_id=user_id, on=on).filter(role__in=NEED_SECOND_FACTOR).exists()


def get_person(user_id: int) -> Actor:
    """Return the person in no role, who may settle their own matters."""
    name = User.objects.values_list("full_name", flat=True).get(id=user_id)
    return Actor(user_id=user_id, name=name, role=PERSONAL_ROLE, permissions=PERSONAL)


def list_actors(*, user_id: int, on: date) -> list[tuple[int, Actor]]:
    """Return the roles that a person holds on a day: pairs of membership number and actor."""
    return [(row.id, _actor(row)) for row in _held(user_id=user_id, on=on)]


def find_actor(*, user_id: int, on: date, membership_id: int | None) -> tuple[int, Actor] | None:
    """Return the actor for the membership asked for, else for the person's first; None without any."""
    rows = list(_held(user_id=user_id, on=on))
    chosen = next((row for row in rows if row.id == membership_id), rows[0] if rows else None)
    return None if chosen is None else (chosen.id, _actor(chosen))


def _held(*, user_id: int, on: date) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(user_id=user_id, user__is_active=True, starts_on__lte=on)
        .filter(Q(ends_before=None) | Q(ends_before__gt=on))
        .select_related("user", "unit")
        .order_by("id")
    )


def _actor(row: Membership) -> Actor:
    wide = row.role in PROVINCE_WIDE and row.unit.kind in PROVINCE_KINDS
    return Actor(
        user_id=row.user_id,
        name=row.user.full_name,
        role=row.role,
        unit_id=row.unit_id,
        unit_code=row.unit.code,
        unit_name=row.unit.name,
        permissions=PERMISSIONS[row.role],
        scope=EVERYTHING if wide else Scope(unit_ids=frozenset(list_unit_and_children_ids(row.unit_id))),
    )

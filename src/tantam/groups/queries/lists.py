"""Groups in a list, with what one looks for first: how many households, who leads, what is lacking."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tantam.base.asked import Scope
from tantam.core.text import fold, nfc
from tantam.groups.models import BoardSeat, Group, GroupStep, Organisation
from tantam.groups.parts.days import holding_on
from tantam.groups.parts.scope import narrow_groups
from tantam.people.models import Person
from tantam.people.parts.scope import narrow_persons
from tantam.people.queries.homes import list_names

STATES: Final = tuple(Group.State.values)


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """What of the groups is shown.

    All words of `text` must occur in the code, name, village or name of the head, as far as the reader sees the head.
    """

    text: str = ""
    commune_id: int | None = None
    village_id: int | None = None
    organisation: str = ""
    state: str = ""
    only_returned: bool = False


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in a list."""

    id: int
    code: str
    name: str
    commune: str
    village: str
    organisation: str
    state: str
    state_label: str
    members_count: int
    head: str
    formed_on: date


def count_groups(*, scope: Scope, chosen: GroupFilter) -> int:
    """Return how many groups the filter finds."""
    return _found(scope, chosen).count()


def list_groups(*, scope: Scope, chosen: GroupFilter, day: date, start: int = 0, count: int = 50) -> list[GroupLine]:
    """Return the groups in scope that the filter finds, by commune, village and code."""
    heads = BoardSeat.objects.filter(holding_on(day), group=OuterRef("pk"), role="HEAD").order_by("-id")
    rows = (
        _found(scope, chosen)
        .select_related("commune", "village")
        .annotate(head_id=Subquery(heads.values("person_id")[:1]))
        .annotate(households=Count("members", filter=_members_on(day)))
        .order_by("commune__name", "village__key", "code")
    )[start : start + count]
    rows_now = list(rows)
    names = list_names(scope=scope, person_ids=[row.head_id for row in rows_now if row.head_id is not None])
    return [
        GroupLine(
            id=row.pk,
            code=row.code,
            name=row.name,
            commune=row.commune.name,
            village=row.village.name,
            organisation=str(row.get_organisation_display()),
            state=row.state,
            state_label=str(row.get_state_display()),
            members_count=row.households,
            head=names[row.head_id].name if row.head_id in names else "",
            formed_on=row.formed_on,
        )
        for row in rows_now
    ]


def count_states(*, scope: Scope) -> dict[str, int]:
    """Return how many groups in scope are in each state."""
    counted = narrow_groups(Group.objects.all(), scope).order_by().values_list("state").annotate(Count("id"))
    found = dict(counted)
    return {state: found.get(state, 0) for state in STATES}


def list_states() -> list[tuple[str, str]]:
    """Return the states with their words."""
    return [(code, str(label)) for code, label in Group.State.choices]


def list_organisations() -> list[tuple[str, str]]:
    """Return the organisations with their words."""
    return [(code, str(label)) for code, label in Organisation.choices]


def list_groups_of_village(*, scope: Scope, group_id: int) -> list[tuple[int, str]]:
    """Return the other groups of a group's village that are not dissolved: number and code."""
    rows = narrow_groups(Group.objects.exclude(state=Group.State.DISSOLVED), scope)
    village = Group.objects.filter(id=group_id).values("village_id")
    here = rows.filter(village_id__in=village).exclude(id=group_id).order_by("code")
    return list(here.values_list("id", "code"))


def _members_on(day: date) -> Q:
    return Q(members__starts_on__lte=day) & (Q(members__ends_before=None) | Q(members__ends_before__gt=day))


def _found(scope: Scope, chosen: GroupFilter) -> QuerySet[Group]:
    rows = narrow_groups(Group.objects.all(), scope)
    if chosen.commune_id is not None:
        rows = rows.filter(commune_id=chosen.commune_id)
    if chosen.village_id is not None:
        rows = rows.filter(village_id=chosen.village_id)
    if chosen.organisation:
        rows = rows.filter(organisation=chosen.organisation)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.only_returned:
        last = GroupStep.objects.filter(group=OuterRef("pk")).order_by("-id").values("kind")
        rows = rows.annotate(last_step=Subquery(last[:1])).filter(last_step=GroupStep.Kind.RETURNED)
    for word in fold(chosen.text).split():
        people = Person.objects.filter(merged_into=None, name_folded__contains=word)
        shown = narrow_persons(people, scope).values("id")
        heads = BoardSeat.objects.filter(
            Q(person__in=shown) | Q(person__merged_into__in=shown), ends_before=None, role="HEAD"
        )
        rows = rows.filter(
            Q(name_folded__contains=word)
            | Q(village__key__contains=word)
            | Q(code__icontains=nfc(word))
            | Q(id__in=heads.values("group_id"))
        )
    return rows

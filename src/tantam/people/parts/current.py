"""What was known at a moment, and what of it holds on a day: the one place where both times are read.

The rows known at a moment are those recorded by then that no row recorded by then replaces. Of them hold on a
day those that have begun by it, have not ended, and are not the withdrawal of a mistake.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from tantam.people.models import Fact, Household, Member, Status
from tantam.people.parts.sealed import status_kind


def statuses_known(at: datetime) -> "QuerySet[Status]":
    """Return the statuses known at a moment, withdrawals left out."""
    return _known(Status.objects.all(), at)


def facts_known(at: datetime) -> "QuerySet[Fact]":
    """Return the facts known at a moment, withdrawals left out."""
    return _known(Fact.objects.all(), at)


def holding_on(day: date) -> Q:
    """Return the condition that a status, a fact or a membership holds on a day."""
    return Q(starts_on__lte=day) & (Q(ends_before=None) | Q(ends_before__gt=day))


def statuses_of(households: Iterable[int], *, at: datetime, day: date | None = None) -> "QuerySet[Status]":
    """Return the statuses known at a moment of households, and of the persons who are their members then.

    With a day only those that hold on it, of the members of that day.
    """
    ids = list(households)
    members = Member.objects.filter(household_id__in=ids)
    if day is not None:
        members = members.filter(holding_on(day))
    persons = members.values("person_id")
    # Statuses of a person merged into a member stay with the number they were written for.
    own = Q(person_id__in=persons) | Q(person__merged_into_id__in=persons)
    rows = statuses_known(at).filter(Q(household_id__in=ids) | own)
    return rows if day is None else rows.filter(holding_on(day))


def kinds_of(household: Household, *, at: datetime, day: date) -> set[str]:
    """Return the kinds of status in force of a household and its members, the sealed ones read."""
    return {status_kind(row) for row in statuses_of([household.pk], at=at, day=day)}


def _known(rows: "QuerySet[Any]", at: datetime) -> "QuerySet[Any]":
    later = Q(replaced_by=None) | Q(replaced_by__recorded_at__gt=at)
    return rows.filter(later, recorded_at__lte=at, is_withdrawal=False)

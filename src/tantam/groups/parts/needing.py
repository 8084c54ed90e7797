"""Groups need the names of their members and of their boards for as long as they belong to them."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tantam.groups.models import BoardSeat, GroupMember


def members_since(since: date) -> QuerySet[Any, Any]:
    """Return the persons who stood for a household in a group on a day of `since` or later, as `needed_id`."""
    return _since(GroupMember.objects.all(), since)


def board_since(since: date) -> QuerySet[Any, Any]:
    """Return the persons who sat on a board on a day of `since` or later, as `needed_id`."""
    return _since(BoardSeat.objects.all(), since)


def _since(rows: QuerySet[Any], since: date) -> QuerySet[Any, Any]:
    still = rows.filter(Q(ends_before=None) | Q(ends_before__gt=since))
    numbers: QuerySet[Any, Any] = still.annotate(needed_id=Coalesce("person__merged_into_id", "person_id"))
    return numbers.values("needed_id")

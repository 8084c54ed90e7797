"""Kinds of status: which come from approved lists, and which are of a person."""

from typing import Final

from tantam.people.models import Status

# The classes of the yearly review: decided for a whole list by the commune's chairman (QĐ 24/2021/QĐ-TTg).
FROM_LISTS: Final = frozenset(
    {Status.Kind.POOR, Status.Kind.NEAR_POOR, Status.Kind.NEWLY_ESCAPED, Status.Kind.AVERAGE_LIVING}
)
# Statuses of a person, not of the whole household.
OF_PERSONS: Final = frozenset(
    {
        Status.Kind.STUDENT,
        Status.Kind.WORKER_GOING_ABROAD,
        Status.Kind.WORKER_WITH_PLAN,
        Status.Kind.RELEASED,
        Status.Kind.REHABILITATED,
        Status.Kind.DISABLED,
    }
)

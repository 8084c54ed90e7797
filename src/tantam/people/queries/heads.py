"""Households by their heads, for lists that people go through on foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tantam.base.asked import Scope
from tantam.people.models import Household, Member
from tantam.people.parts.scope import narrow_households

_BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A household as a list names it; without a recorded head the name is empty.

    A household that stands on a list only has no number in the register yet.
    """

    household_id: int | None
    code: str
    head_name: str
    village: str
    commune: str


def list_heads(*, scope: Scope, household_ids: Sequence[int]) -> list[HeadLine]:
    """Return the households of these numbers within the scope, by commune, village and name."""
    lines = []
    for start in range(0, len(household_ids), _BATCH):
        numbers = list(household_ids[start : start + _BATCH])
        rows = narrow_households(Household.objects.filter(pk__in=numbers).select_related("village", "commune"), scope)
        heads = dict(
            Member.objects.filter(household__in=numbers, relation="HEAD", ends_before=None).values_list(
                "household_id", "person__full_name"
            )
        )
        lines += [
            HeadLine(
                household_id=row.pk,
                code=row.code,
                head_name=heads.get(row.pk, ""),
                village=row.village.name if row.village else "",
                commune=str(row.commune),
            )
            for row in rows
        ]
    return sorted(lines, key=lambda line: (line.commune, line.village, line.head_name, line.code))

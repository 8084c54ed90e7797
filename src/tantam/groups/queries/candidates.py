"""Households of a village that may join a group, and those that are in one already."""

from dataclasses import dataclass
from datetime import date

from tantam.base.asked import Scope
from tantam.groups.models import GroupMember
from tantam.groups.parts.days import holding_on
from tantam.people.queries.homes import list_homes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household of the village; `group_code` is the group that it is in, "" if it is in none."""

    id: int
    code: str
    head: str
    members_count: int
    group_code: str

    @property
    def words(self) -> str:
        """Return what a choice says."""
        return f"{self.head or '–'} ({self.code})"


def list_candidates(
    *, scope: Scope, village_id: int, day: date, text: str = "", chosen: frozenset[int] = frozenset()
) -> list[Candidate]:
    """Return the households of a village that a text finds, and those that are chosen already, which come first."""
    homes = {home.id: home for home in list_homes(scope=scope, village_id=village_id, on=day, text=text)}
    if text and chosen - set(homes):
        every = list_homes(scope=scope, village_id=village_id, on=day)
        homes |= {home.id: home for home in every if home.id in chosen}
    taken = dict(
        GroupMember.objects.filter(holding_on(day), household_id__in=homes).values_list("household_id", "group__code")
    )
    lines = [
        Candidate(home.id, home.code, home.head, home.members_count, taken.get(home.id, "")) for home in homes.values()
    ]
    return sorted(lines, key=lambda line: (line.id not in chosen, bool(line.group_code), line.code))

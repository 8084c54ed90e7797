"""What rooms above have against an ending: loans that are owed or asked for keep a household in its group.

Lending registers a function here when it starts; this room knows nothing of loans.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from tantam.groups.parts.refusals import UnableToChangeGroup

# Called with the group, the household (None: all of them) and the day; answers why not, or nothing.
Obstacle = Callable[[int, int | None, date], str]
_OBSTACLES: Final[list[Obstacle]] = []


def add_obstacle(obstacle: Obstacle) -> None:
    """Let a room above be asked before a household leaves a group, or the group is dissolved."""
    if obstacle not in _OBSTACLES:
        _OBSTACLES.append(obstacle)


def remove_obstacle(obstacle: Obstacle) -> None:
    """Ask that function no longer."""
    _OBSTACLES.remove(obstacle)


def refuse_while_bound(*, group_id: int, household_id: int | None, day: date) -> None:
    """Refuse an ending that a room above has something against.

    :raises UnableToChangeGroup: with what it says.
    """
    for obstacle in _OBSTACLES:
        if why := obstacle(group_id, household_id, day):
            raise UnableToChangeGroup(why)

"""Who asked for a change, as whom, when, and under which key."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

SYSTEM_ROLE: Final = "SYSTEM"
REQUEST_KEY_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Scope:
    """Which units' work may be seen: all of them, or the listed ones."""

    all_units: bool = False
    unit_ids: frozenset[int] = frozenset()

    def covers(self, unit_id: int) -> bool:
        """Tell whether the unit's work may be seen."""
        return self.all_units or unit_id in self.unit_ids


EVERYTHING: Final = Scope(all_units=True)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one role for one unit, or the system itself (user 0)."""

    user_id: int
    name: str
    role: str
    unit_id: int | None = None
    unit_code: str = ""
    unit_name: str = ""
    permissions: frozenset[str] = frozenset()
    scope: Scope = field(default_factory=Scope)

    def may(self, permission: str) -> bool:
        """Tell whether the role gives the permission; the system may do everything."""
        return self.role == SYSTEM_ROLE or permission in self.permissions


def system_actor(name: str = "tantam") -> Actor:
    """Return the actor that stands for the installation itself (cron, shell, demo)."""
    return Actor(user_id=0, name=name, role=SYSTEM_ROLE, scope=EVERYTHING)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to change something; only interfaces build it, and nothing below them reads a clock."""

    actor: Actor
    request_key: str
    book_date: date
    at: datetime

    def __post_init__(self) -> None:
        assert self.at.tzinfo is not None, "moments carry their time zone"
        assert 0 < len(self.request_key) <= REQUEST_KEY_MAX

    @property
    def actor_id(self) -> int:
        """Return the number of the person who asked; 0 is the system."""
        return self.actor.user_id

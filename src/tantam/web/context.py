"""What every page shows around its own content: rooms, acting role, notices, language, the person."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from tantam.access.queries import list_memberships
from tantam.plans.queries.notices import count_unread_notices
from tantam.web.asking import actor_of
from tantam.web.rooms import Room, find_url, list_rooms


@dataclass(frozen=True, slots=True)
class ActingRole:
    """A role that the person may work in, as the switch shows it."""

    id: int
    unit: str
    role: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface, named in itself."""

    code: str
    label: str


LANGUAGES = (Language("vi", "Tiếng Việt"), Language("en", "English"))


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a page."""

    today: date
    languages: tuple[Language, ...] = LANGUAGES
    set_language_url: str = ""
    user_name: str = ""
    account_url: str = ""
    logout_url: str = ""
    rooms: list[Room] = field(default_factory=list)
    memberships: list[ActingRole] = field(default_factory=list)
    current_membership: ActingRole | None = None
    switch_membership_url: str = ""
    search_url: str = ""
    notices_url: str = ""
    notices_count: int = 0


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame needs; the name `shell` is the templates' word for it."""
    context: dict[str, Any] = {"shell": _shell_of(request)}
    if settings.TANTAM_DEMO and request.path == find_url("account_login"):
        context["demo_sign_ins"] = settings.TANTAM_DEMO_SIGN_INS
    return context


def _shell_of(request: HttpRequest) -> Shell:
    today = timezone.localdate()
    frame = Shell(today=today, set_language_url=find_url("set_language"))
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    actor = actor_of(request)
    held = [
        ActingRole(id=line.id, unit=line.unit_short, role=line.role_label)
        for line in list_memberships(user_id=user.pk, on=today)
    ]
    membership_id = getattr(request, "tantam_membership_id", None)
    rooms = list_rooms(actor, path=request.path)
    notices_url = find_url("notices") if actor and actor.may("plans.mark_notices_read") else ""
    return replace(
        frame,
        user_name=user.full_name or user.username,
        account_url=find_url("account"),
        logout_url=find_url("account_logout"),
        rooms=rooms,
        memberships=held,
        current_membership=next((role for role in held if role.id == membership_id), None),
        switch_membership_url=find_url("switch-membership"),
        search_url=next((room.url for room in rooms if room.url == find_url("register")), ""),
        notices_url=notices_url,
        notices_count=count_unread_notices(user.pk) if notices_url else 0,
    )

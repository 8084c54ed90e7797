"""From a web request to `Asked`: the one place of the staff screens that reads the clock and the session."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import uuid4

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tantam.access.queries import find_actor
from tantam.base.asked import Actor, Asked
from tantam.base.errors import AlreadyDone

R = TypeVar("R")
V = TypeVar("V", bound=Callable[..., HttpResponse])

MEMBERSHIP_KEY = "membership_id"
REQUEST_KEY_FIELD = "request_key"


def actor_of(request: HttpRequest) -> Actor | None:
    """Return in which role the person of this request works; None when not signed in or without a role."""
    if not hasattr(request, "tantam_actor"):
        found = None
        if request.user.is_authenticated:
            found = find_actor(
                user_id=request.user.pk,
                on=timezone.localdate(),
                membership_id=request.session.get(MEMBERSHIP_KEY),
            )
        request.tantam_membership_id = found[0] if found else None  # type: ignore[attr-defined]
        request.tantam_actor = found[1] if found else None  # type: ignore[attr-defined]
    return request.tantam_actor  # type: ignore[attr-defined,no-any-return]


def allowed(*permissions: str) -> Callable[[V], V]:
    """Let a view through for an actor with one of the permissions; else sign-in, or 403.

    The permissions stand on the view as `view.permissions`, where the matrix of roles × addresses reads them.
    """

    def wrap(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = actor_of(request)
            if actor is None or not any(actor.may(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permissions = permissions  # type: ignore[attr-defined]
        return cast("V", guarded)

    return wrap


def public(view: V) -> V:
    """Mark a view that needs no sign-in; it stands on the public list."""
    view.permissions = ()  # type: ignore[attr-defined]
    return view


def get_actor(request: HttpRequest) -> Actor:
    """Return the actor of a request that `allowed` let through."""
    actor = actor_of(request)
    assert actor is not None
    return actor


def new_request_key() -> str:
    """Return a key for a form that is about to be shown."""
    return uuid4().hex


def asked_by(request: HttpRequest, *, key: str | None = None) -> Asked:
    """Build `Asked` from a request; the key comes from the form's hidden field `request_key`."""
    actor = get_actor(request)
    given = key or request.POST.get(REQUEST_KEY_FIELD) or new_request_key()
    return Asked(
        actor=actor,
        request_key=f"{actor.user_id}:{given}"[:200],
        book_date=timezone.localdate(),
        at=timezone.now(),
    )


def ask(run: Callable[..., R], *, asked: Asked, **arguments: Any) -> R:
    """Carry out a command; to the person who asked, a repeat is a success with the first answer."""
    try:
        return run(asked=asked, **arguments)
    except AlreadyDone as earlier:
        result: R = earlier.result
        return result

"""A person's own pages: the account, the acting role, the language."""

from collections.abc import Callable
from functools import wraps

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from tantam.access.commands import choose_language
from tantam.access.queries import get_person, list_actors, list_memberships
from tantam.base.asked import Asked
from tantam.web.asking import MEMBERSHIP_KEY, ask, new_request_key, public
from tantam.web.rooms import may_open

View = Callable[[HttpRequest], HttpResponse]


def own(view: View) -> View:
    """Let in whoever is signed in, in whatever role: the page is about that person."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request)

    guarded.permissions = ()  # type: ignore[attr-defined]
    return guarded


@own
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is, in which roles, and what protects the sign-in."""
    assert request.user.pk is not None
    memberships = list_memberships(user_id=request.user.pk, on=timezone.localdate())
    shown = {
        "memberships": memberships,
        "has_second_factor": is_mfa_enabled(request.user, ["totp", "webauthn"]),
    }
    return render(request, "web/account/account.html", shown)


@own
@require_POST
def switch_membership(request: HttpRequest) -> HttpResponse:
    """Work in another of one's roles from now on; stay on the page if that role may open it."""
    assert request.user.pk is not None
    held = dict(list_actors(user_id=request.user.pk, on=timezone.localdate()))
    chosen = request.POST.get("membership", "")
    if not chosen.isdecimal() or int(chosen) not in held:
        raise Http404
    request.session[MEMBERSHIP_KEY] = int(chosen)
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    if ours and may_open(held[int(chosen)], target.partition("?")[0]):
        return redirect(target)
    return redirect("desk")


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the screens in another language, and remember it for the person."""
    response = set_language(request)
    code = request.POST.get("language", "")
    if request.user.is_authenticated and code in ("vi", "en") and code != request.user.language:
        asked = Asked(
            actor=get_person(request.user.pk),
            request_key=f"{request.user.pk}:{new_request_key()}",
            book_date=timezone.localdate(),
            at=timezone.now(),
        )
        ask(choose_language, asked=asked, language=code)
    return response

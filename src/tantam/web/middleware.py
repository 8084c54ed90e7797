"""What holds for every request: the language that the person chose, second factor first, plain refusals."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tantam.access.queries import must_have_second_factor
from tantam.base.errors import NotAllowed, OutOfScope

Answer = Callable[[HttpRequest], HttpResponse]

# Pages that are open to a person who must set up a second factor first: those that do it, and the way out.
OPEN_BEFORE_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "set_language",
        "health",
        "health-vi",
    }
)
SECOND_FACTORS = ["totp", "webauthn"]  # recovery codes alone are none


class ChosenLanguageMiddleware:
    """Vietnamese, unless the person chose otherwise: remembered for them, else in a cookie.

    What the browser asks for is not followed: offices' browsers are often set to English by whoever
    installed them.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language."""
        language = _language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _language_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        chosen = request.user.language
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class SecondFactorMiddleware:
    """Where the setting says so, coordinators and administrators set up a second factor before they work."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send the person to set up a second factor, or let the request through."""
        if settings.TANTAM_SECOND_FACTOR_REQUIRED and _lacks_second_factor(request):
            messages.info(
                request,
                _("Vai trò của bạn cần xác thực hai bước. Hãy chọn một cách dưới đây, rồi tiếp tục công việc."),
            )
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)


def _lacks_second_factor(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or is_mfa_enabled(request.user, SECOND_FACTORS):
        return False
    try:
        name = resolve(request.path_info).view_name
    except Http404:
        return False  # the page does not exist, and says so
    if name in OPEN_BEFORE_SECOND_FACTOR:
        return False
    return must_have_second_factor(user_id=request.user.pk, on=timezone.localdate())


class RefusalMiddleware:
    """A refusal that a view let through becomes the page that says so: not there, or not allowed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, problem: Exception) -> None:
        """Turn what is out of scope into 404 and what the role does not allow into 403."""
        if isinstance(problem, OutOfScope):
            raise Http404 from problem
        if isinstance(problem, NotAllowed):
            raise PermissionDenied(str(problem)) from problem

"""The site of the admin: open to administrators by role, and to nobody by flag."""

from collections.abc import Iterable
from typing import Any

from allauth.account.views import logout as sign_out
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

from tantam.web.asking import actor_of, public

PERMISSION = "access.administer"


class Console(admin.AdminSite):
    """The admin site; `is_staff` and `is_superuser` open nothing here."""

    site_header = _("Tận Tâm – danh mục và người dùng")
    site_title = _("Danh mục và người dùng")
    index_title = _("Danh mục")
    site_url = "/"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether the acting role administers."""
        actor = actor_of(request)
        return actor is not None and actor.may(PERMISSION)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's form
        """Let administrators through; others get the sign-in page, or are told that they may not."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            response: HttpResponseBase = inner(request, *args, **kwargs)
            return response

        return guarded

    @public
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 - Django's form
        """Leave signing in to the one page that does it."""
        return redirect_to_login("/")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:  # noqa: ARG002 - Django's form
        """Sign out as everywhere else."""
        return sign_out(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:  # noqa: ARG002 - Django's form
        """Leave the password to the one page that changes it."""
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:  # noqa: ARG002 - Django's form
        """Lead to the account: the one page that changes passwords says when it is done."""
        return redirect("account")

    def get_urls(self) -> list[Any]:
        """Return the addresses; each view says which permission opens it."""
        addresses = super().get_urls()
        _mark(addresses)
        return addresses


def _mark(addresses: Iterable[URLPattern | URLResolver]) -> None:
    for address in addresses:
        if isinstance(address, URLResolver):
            _mark(address.url_patterns)
        elif address.name != "login":
            address.callback.permissions = (PERMISSION,)  # type: ignore[attr-defined]

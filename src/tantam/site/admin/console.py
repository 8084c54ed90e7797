"""The pages of the admin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.access.commands import UnableToResetSecondFactor, reset_second_factor
from tantam.access.models import Membership, User
from tantam.site.admin import forms
from tantam.site.admin.audited import SEALED, ReferenceAdmin, write_change
from tantam.site.admin.site import Console
from tantam.units.models import Commune, Unit, UnitName
from tantam.web.asking import asked_by, new_request_key

console = Console(name="admin")


@admin.register(Commune, site=console)
class CommuneAdmin(ReferenceAdmin):
    """Communes, wards and the special zone."""

    form = forms.CommuneForm
    list_display = ["name", "form", "state_code", "former_district"]
    list_filter = ["form"]
    search_fields = ["name", "state_code", "former_district"]


@admin.register(Unit, site=console)
class UnitAdmin(ReferenceAdmin):
    """Units; closed with a date."""

    form = forms.UnitForm
    list_display = ["name", "code", "kind", "valid_from", "valid_to"]
    list_filter = ["kind"]
    search_fields = ["name", "name_folded", "code", "short_name"]
    autocomplete_fields = ["parent", "commune"]
    ordering = ["order", "name_folded"]


@admin.register(UnitName, site=console)
class UnitNameAdmin(ReferenceAdmin):
    """Names that papers use for units."""

    form = forms.UnitNameForm
    list_display = ["text", "unit", "kind"]
    search_fields = ["text", "key", "unit__name"]
    autocomplete_fields = ["unit"]
    list_select_related = ["unit"]


@admin.register(Membership, site=console)
class MembershipAdmin(ReferenceAdmin):
    """Who holds which role for which unit, and when."""

    form = forms.MembershipForm
    list_display = ["user", "role", "unit", "starts_on", "ends_before"]
    list_filter = ["role"]
    search_fields = ["user__full_name", "user__username", "unit__name", "unit__name_folded"]
    autocomplete_fields = ["user", "unit"]
    list_select_related = ["user", "unit"]


@admin.register(User, site=console)
class PersonAdmin(ReferenceAdmin, UserAdmin):  # type: ignore[type-arg]
    """People who sign in; deactivated, never deleted. Their roles have a page of their own."""

    form = forms.PersonForm
    add_form = forms.NewPersonForm
    list_display = ["full_name", "username", "job_title", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["full_name", "username", "email"]
    ordering = ["full_name"]
    filter_horizontal = ()
    readonly_fields = ["last_login"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (gettext_lazy("Cá nhân"), {"fields": ["full_name", "job_title", "email", "language"]}),
        (gettext_lazy("Đăng nhập"), {"fields": ["is_active", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "full_name", "job_title", "email", "language"]}),
        (gettext_lazy("Mật khẩu ban đầu"), {"fields": ["password1", "password2"]}),
    ]
    actions = ["reset_second_factors"]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions on chosen people; deleting is none of them."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002 - Django's form
        """Set a person's password and write that, without the password, into the audit chain."""
        with transaction.atomic():
            before = self._password(request, id)
            response = super().user_change_password(request, id, form_url)
            if before != self._password(request, id):
                person = self.get_object(request, id)
                assert person is not None
                write_change(request, person, action="set_password", changes={"password": SEALED})
        return response

    def _password(self, request: HttpRequest, id: str) -> str | None:  # noqa: A002 - Django's form
        person = self.get_object(request, id)
        return None if person is None else person.password

    @admin.action(description=gettext_lazy("Gỡ xác thực hai bước của người đã chọn"))
    def reset_second_factors(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Take away the second factors of people who lost theirs."""
        for person in people:
            try:
                reset_second_factor(asked=asked_by(request, key=new_request_key()), user_id=person.pk)
            except UnableToResetSecondFactor as refusal:
                self.message_user(request, f"{person}: {refusal}", messages.WARNING)
            else:
                self.message_user(
                    request,
                    _("Đã gỡ xác thực hai bước của %(name)s.") % {"name": person},
                    messages.SUCCESS,
                )

"""What every page of the admin has: rights by role, no deleting, an audit entry with each change."""

from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import BaseForm, ModelForm
from django.http import HttpRequest

from tantam.base.audit import write_entry
from tantam.core.canonical import plain
from tantam.site.admin.site import PERMISSION
from tantam.web.asking import actor_of, asked_by

SEALED = "********"


def write_change(request: HttpRequest, row: models.Model, *, action: str, changes: dict[str, Any]) -> None:
    """Write what an administrator did into the audit chain; call it in the transaction of the change."""
    name = type(row).__name__.lower()
    write_entry(
        asked=asked_by(request),
        command=PERMISSION,
        subject=f"{name}:{row.pk}",
        details={
            "arguments": {"action": action, "model": name, "changes": plain(changes)},
            "result": row.pk,
        },
    )


def changes_of(form: BaseForm) -> dict[str, Any]:
    """Return each changed field with its value before and after; of passwords only that they changed."""
    return {
        name: SEALED
        if "password" in name
        else {"before": _plain(form.initial.get(name)), "after": _plain(form.cleaned_data.get(name))}
        for name in form.changed_data
    }


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if value is None or isinstance(value, bool | int | date | datetime):
        return value
    return str(value)


class ReferenceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Reference data: added and changed by administrators, closed with a date, never deleted."""

    actions: Any = None
    list_per_page = 100
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = True

    def _may(self, request: HttpRequest) -> bool:
        actor = actor_of(request)
        return actor is not None and actor.may(PERMISSION)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Tell whether the acting role administers."""
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's form
        """Tell whether the acting role administers."""
        return self._may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Tell whether the acting role administers."""
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's form
        """Tell whether the acting role administers."""
        return self._may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's form
        """Tell that nothing is deleted: what has ended is closed."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: Any) -> None:
        """Save the row and write the change into the audit chain, in the transaction of the page."""
        super().save_model(request, obj, form, change)
        write_change(request, obj, action="change" if change else "add", changes=changes_of(form))

"""Establishments are written down, changed, represented by somebody else, closed."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.people.commands.establishments import (
    change_establishment,
    change_representative,
    close_establishment,
    look_at_establishment,
    record_establishment,
)
from tantam.people.queries.establishments import EstablishmentPage, get_establishment_page
from tantam.people.queries.search import list_register_choices
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import answer_form, keyed
from tantam.web.people.establishments import forms
from tantam.web.people.establishments.showing import establishment_crumbs

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@never_cache
@allowed("people.record_establishment")
def new(request: HttpRequest) -> HttpResponse:
    """Write an establishment down with who acts for it."""
    communes = list_register_choices(scope=get_actor(request).scope).communes
    form: forms.EstablishmentForm = keyed(forms.EstablishmentForm, request, communes=communes)
    made: dict[str, int] = {}

    def write() -> str:
        made["id"] = ask(
            record_establishment,
            asked=asked_by(request),
            commune_id=form.cleaned_data["commune"],
            fields=form.establishment(),
            representative=form.acts(),
            represented_since=form.cleaned_data["since"],
            code=form.cleaned_data["code"],
        )
        return _("Đã ghi cơ sở mới.")

    return answer_form(
        request,
        form,
        write,
        done=lambda: reverse("establishment", args=[made["id"]]),
        home="establishments",
        title=_("Thêm cơ sở sản xuất, kinh doanh"),
        action=_("Ghi cơ sở"),
        sign="plus",
        crumbs=establishment_crumbs(),
    )


@require_http_methods(METHODS)
@never_cache
@allowed("people.change_establishment")
def change(request: HttpRequest, establishment_id: int) -> HttpResponse:
    """Write over what stands about an establishment."""
    page = _looked(request, establishment_id)
    line = page.line
    first = {"kind": line.kind, "name": line.name, "registration": line.registration, "address": line.address}
    form: forms.ChangeForm = keyed(forms.ChangeForm, request, initial=first)

    def write() -> str:
        ask(
            change_establishment,
            asked=asked_by(request),
            establishment_id=establishment_id,
            fields=form.establishment(),
        )
        return _("Đã sửa thông tin của cơ sở.")

    return _answered(request, form, write, page, title=_("Sửa thông tin cơ sở"))


@require_http_methods(METHODS)
@never_cache
@allowed("people.change_representative")
def represent(request: HttpRequest, establishment_id: int) -> HttpResponse:
    """Write down who acts for an establishment from a day on."""
    page = _looked(request, establishment_id)
    form: forms.RepresentativeForm = keyed(forms.RepresentativeForm, request, initial={"since": timezone.localdate()})

    def write() -> str:
        ask(
            change_representative,
            asked=asked_by(request),
            establishment_id=establishment_id,
            representative=form.acts(),
            starts_on=form.cleaned_data["since"],
        )
        return _("Đã ghi người đại diện.")

    return _answered(request, form, write, page, title=_("Đổi người đại diện"))


@require_http_methods(METHODS)
@never_cache
@allowed("people.close_establishment")
def close(request: HttpRequest, establishment_id: int) -> HttpResponse:
    """Write down that an establishment works no longer."""
    page = _looked(request, establishment_id)
    form: forms.CloseForm = keyed(forms.CloseForm, request)

    def write() -> str:
        ask(
            close_establishment,
            asked=asked_by(request),
            establishment_id=establishment_id,
            closed_on=form.cleaned_data["closed_on"],
            reason=form.cleaned_data["reason"],
        )
        return _("Đã ghi cơ sở ngừng hoạt động.")

    return _answered(
        request,
        form,
        write,
        page,
        title=_("Ghi ngừng hoạt động"),
        note=_("Sau khi ghi, cơ sở không đề nghị vay mới được và không sửa được nữa. Khoản đang nợ vẫn phải trả."),
        action=_("Ghi ngừng hoạt động"),
    )


def _looked(request: HttpRequest, establishment_id: int) -> EstablishmentPage:
    """Return the establishment for a form that shows what stands about it; the look is written down first."""
    ask(
        look_at_establishment,
        asked=asked_by(request, key=new_request_key()),
        establishment_id=establishment_id,
    )
    return get_establishment_page(scope=get_actor(request).scope, establishment_id=establishment_id)


def _answered(
    request: HttpRequest, form: django_forms.Form, write: Callable[[], str], page: EstablishmentPage, **words: Any
) -> HttpResponse:
    here = reverse("establishment", args=[page.id])
    shown = {"note": f"{page.line.name} · {page.line.code}", "crumbs": establishment_crumbs(page), "back": here} | words
    return answer_form(request, form, write, done=lambda: here, home="establishments", **shown)

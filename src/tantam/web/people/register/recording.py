"""Recording households and persons."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.base.errors import Refusal
from tantam.people.commands.households import add_member, change_person, end_membership, record_household
from tantam.people.queries.household import HouseholdPage, MemberLine, get_household_page, get_member_line
from tantam.people.queries.search import list_register_choices
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import show_refusal
from tantam.web.people.register import forms
from tantam.web.people.register.showing import register_crumbs, sight_of


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.record_household")
def new_household(request: HttpRequest) -> HttpResponse:
    """Write a household down with its head."""
    communes = list_register_choices(scope=get_actor(request).scope).communes
    form = forms.HouseholdForm(
        request.POST or None,
        communes=communes,
        initial={"request_key": new_request_key(), "starts_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            household_id = ask(
                record_household,
                asked=asked_by(request),
                commune_id=typed["commune"],
                village_name=typed["village"],
                address=typed["address"],
                code=typed["code"],
                starts_on=typed["starts_on"],
                head=form.person(),
            )
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Đã ghi hộ mới."))
            return redirect("household", household_id=household_id)
    context = {
        "form": form,
        "crumbs": register_crumbs(),
        "title": _("Thêm hộ"),
        "action": _("Ghi hộ"),
        "sign": "plus",
    }
    return render(request, "people/register/form.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.add_member")
def new_member(request: HttpRequest, household_id: int) -> HttpResponse:
    """Write down that a person belongs to a household."""
    page = page_of(request, household_id)
    initial = {"request_key": new_request_key(), "starts_on": timezone.localdate()}
    form = forms.MemberForm(request.POST or None, initial=initial)

    def write() -> str:
        typed = form.cleaned_data
        ask(
            add_member,
            asked=asked_by(request),
            household_id=household_id,
            person=form.person(),
            relation=typed["relation"],
            starts_on=typed["starts_on"],
        )
        return _("Đã ghi thành viên.")

    return answered(request, form, page, write, title=_("Thêm thành viên"), action=_("Ghi thành viên"))


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.change_person")
def change(request: HttpRequest, household_id: int, member_id: int) -> HttpResponse:
    """Write over what stands about a member; what is left empty stays."""
    page = page_of(request, household_id)
    member = _member_of(request, household_id, member_id)
    initial = {"request_key": new_request_key(), "full_name": member.name, "sex": "UNKNOWN"}
    form = forms.ChangePersonForm(request.POST or None, initial=initial)

    def write() -> str:
        ask(change_person, asked=asked_by(request), person_id=member.person_id, person=form.person())
        return _("Đã sửa thông tin.")

    return answered(request, form, page, write, title=_("Sửa thông tin của %(name)s") % {"name": member.name})


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.end_membership")
def leave(request: HttpRequest, household_id: int, member_id: int) -> HttpResponse:
    """Write down from which day on a member belongs to the household no longer."""
    page = page_of(request, household_id)
    member = _member_of(request, household_id, member_id)
    form = forms.LeaveForm(request.POST or None, initial={"request_key": new_request_key()})

    def write() -> str:
        ask(
            end_membership,
            asked=asked_by(request),
            member_id=member.id,
            ends_before=form.cleaned_data["ends_before"],
        )
        return _("Đã ghi ngày rời hộ.")

    return answered(request, form, page, write, title=_("%(name)s rời hộ") % {"name": member.name})


def page_of(request: HttpRequest, household_id: int) -> HouseholdPage:
    """Return the household as this request sees it.

    :raises OutOfScope: if there is none for this actor.
    """
    sight = sight_of(request, household_id)
    return get_household_page(scope=get_actor(request).scope, household_id=household_id, sight=sight)


def _member_of(request: HttpRequest, household_id: int, member_id: int) -> MemberLine:
    """Return a member of the household as this request sees them.

    :raises OutOfScope: if there is none for this actor.
    """
    sight = sight_of(request, household_id)
    return get_member_line(scope=get_actor(request).scope, household_id=household_id, member_id=member_id, sight=sight)


def answered(
    request: HttpRequest,
    form: django_forms.Form,
    page: HouseholdPage,
    write: Callable[[], str],
    **words: Any,
) -> HttpResponse:
    """Carry out what a form asks for and go back to the household, or show the form with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            done = write()
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, done)
            return redirect("household", household_id=page.id)
    context = {"form": form, "page": page, "crumbs": register_crumbs(page), "action": _("Lưu"), "sign": "check"} | words
    return render(request, "people/register/form.html", context)

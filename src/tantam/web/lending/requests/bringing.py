"""Requests are brought: written for a group's members or for a household without one, voted on, withdrawn."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.base.errors import OutOfScope
from tantam.lending.commands.requests.looking import look_at_borrowers
from tantam.lending.commands.requests.voting import send_requests_again, vote_on_requests
from tantam.lending.commands.requests.writing import (
    add_requests,
    withdraw_request,
    write_direct_request,
    write_requests,
)
from tantam.lending.queries.requests.candidates import (
    find_household,
    find_lending_group,
    list_frequencies,
    list_lending_offices,
    list_lent_programmes,
    list_member_choices,
    list_sources,
)
from tantam.lending.queries.requests.one_list import RequestListPage
from tantam.people.commands.looking import look_at_household
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups.showing import answered
from tantam.web.lending.requests import forms
from tantam.web.lending.requests.showing import list_crumbs, looked_list

METHODS = ["GET", "HEAD", "POST"]
PURPOSE = "LOAN_REQUEST"


@require_http_methods(METHODS)
@never_cache
@allowed("lending.write_requests")
def new(request: HttpRequest, group_id: int) -> HttpResponse:
    """Write a member's request on the list that is being written, or begin a list with it."""
    group = find_lending_group(scope=get_actor(request).scope, group_id=group_id)
    form = _request_form(request, group_id)
    made: dict[str, int] = {}

    def write() -> str:
        asked = asked_by(request)
        made["id"] = ask(write_requests, asked=asked, group_id=group_id, requests=(form.request(),))
        return _("Đã ghi đề nghị vay vào danh sách.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("request-list", args=[made["id"]]),
        template="lending/requests/request_form.html",
        group=group,
        crumbs=[*list_crumbs(), {"label": group.title, "url": reverse("group", args=[group_id])}],
        back=reverse("group", args=[group_id]),
    )


@require_http_methods(METHODS)
@never_cache
@allowed("lending.add_requests")
def add(request: HttpRequest, request_list_id: int) -> HttpResponse:
    """Add a member's request to a list that is being written or was returned."""
    page = looked_list(request, request_list_id, "them-ho")
    if page.group_id is None:
        raise OutOfScope(_("Danh sách này không phải của một Tổ."))
    form = _request_form(request, page.group_id)

    def write() -> str:
        ask(add_requests, asked=asked_by(request), list_id=request_list_id, requests=(form.request(),))
        return _("Đã ghi đề nghị vay vào danh sách.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("request-list", args=[request_list_id]),
        template="lending/requests/request_form.html",
        group=find_lending_group(scope=get_actor(request).scope, group_id=page.group_id),
        crumbs=list_crumbs(page),
        back=reverse("request-list", args=[request_list_id]),
    )


@require_http_methods(METHODS)
@never_cache
@allowed("lending.write_direct_request")
def direct(request: HttpRequest) -> HttpResponse:
    """Write the request of a household that borrows without a group, found by its code."""
    actor, today = get_actor(request), timezone.localdate()
    code = request.GET.get("ho", "")[:30].strip()
    found = find_household(scope=actor.scope, code=code) if code else None
    if found is None:
        context = {"code": code, "crumbs": list_crumbs()}
        return render(request, "lending/requests/direct.html", context)
    asked = asked_by(request, key=new_request_key())
    ask(look_at_household, asked=asked, household_id=found[0], purpose=PURPOSE)
    form = forms.DirectForm(
        request.POST or None,
        initial={"request_key": new_request_key()},
        households=[(found[0], f"{found[1] or '–'} ({code})")],
        offices=list_lending_offices(scope=actor.scope),
        **_choices(today),
    )
    made: dict[str, int] = {}

    def write() -> str:
        office_code = form.cleaned_data["office"]
        made["id"] = ask(write_direct_request, asked=asked_by(request), office_code=office_code, request=form.request())
        return _("Đã ghi đề nghị vay trực tiếp.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("request-list", args=[made["id"]]),
        template="lending/requests/request_form.html",
        group=None,
        crumbs=list_crumbs(),
        back=reverse("request-direct"),
    )


@require_http_methods(METHODS)
@never_cache
@allowed("lending.vote_on_requests")
def vote(request: HttpRequest, request_list_id: int) -> HttpResponse:
    """Write the meeting down that voted on a list, borrower by borrower."""
    page = looked_list(request, request_list_id, "binh-xet")
    members = [(one.member_id, one.words) for one in _members(request, page)]
    first = {
        "request_key": new_request_key(),
        "held_on": timezone.localdate(),
        "present": [number for number, _words in members],
    }
    lines = page.going if page.step == "VOTE" else ()
    form = forms.VoteRows(request.POST or None, initial=first, lines=lines, members=members)

    def write() -> str:
        ask(
            vote_on_requests,
            asked=asked_by(request),
            list_id=request_list_id,
            meeting=form.meeting(),
            votes=form.votes(),
        )
        return _("Đã ghi kết quả bình xét. Danh sách chuyển sang Ủy ban nhân dân cấp xã.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("request-list", args=[request_list_id]),
        template="lending/requests/vote.html",
        page=page,
        crumbs=list_crumbs(page),
        back=reverse("request-list", args=[request_list_id]),
    )


@require_http_methods(METHODS)
@never_cache
@allowed("lending.send_requests_again")
def send_again(request: HttpRequest, request_list_id: int) -> HttpResponse:
    """Send a returned list to the commune again, with what was put right."""
    page = looked_list(request, request_list_id, "gui-lai")
    form = forms.Because(request.POST or None, initial={"request_key": new_request_key()}, label=_("Đã sửa gì"))

    def write() -> str:
        answer = form.cleaned_data["reason"]
        ask(send_requests_again, asked=asked_by(request), list_id=request_list_id, answer=answer)
        return _("Đã gửi lại danh sách.")

    return _small(request, form, write, page, title=_("Gửi lại danh sách"), action=_("Gửi lại"), sign="send")


@require_http_methods(METHODS)
@never_cache
@allowed("lending.withdraw_request")
def withdraw(request: HttpRequest, request_list_id: int, request_id: int) -> HttpResponse:
    """Let a household take its request back."""
    page = looked_list(request, request_list_id, "rut")
    line = next((one for one in page.requests if one.id == request_id), None)
    if line is None:
        raise OutOfScope(_("Không tìm thấy đề nghị vay này."))
    form = forms.Because(request.POST or None, initial={"request_key": new_request_key()})

    def write() -> str:
        reason = form.cleaned_data["reason"]
        ask(withdraw_request, asked=asked_by(request), request_id=request_id, reason=reason)
        return _("Đã ghi rút đề nghị vay.")

    title = _("%(name)s rút đề nghị vay") % {"name": line.borrower}
    return _small(request, form, write, page, title=title, action=_("Ghi rút đề nghị"), sign="arrow-back-up")


def _small(request: HttpRequest, form: forms.Because, write: Any, page: RequestListPage, **shown: Any) -> HttpResponse:
    here = reverse("request-list", args=[page.id])
    return answered(request, form, write, done=lambda: here, crumbs=list_crumbs(page), back=here, **shown)


def _members(request: HttpRequest, page: RequestListPage) -> list[Any]:
    if page.group_id is None:
        raise OutOfScope(_("Danh sách này không phải của một Tổ."))
    scope = get_actor(request).scope
    return list_member_choices(scope=scope, group_id=page.group_id, on=timezone.localdate())


def _request_form(request: HttpRequest, group_id: int) -> forms.RequestForm:
    """Return the form for a member's request; the look at the members is written down first."""
    today = timezone.localdate()
    ask(look_at_borrowers, asked=asked_by(request, key=new_request_key()), group_id=group_id)
    members = list_member_choices(scope=get_actor(request).scope, group_id=group_id, on=today)
    return forms.RequestForm(
        request.POST or None,
        initial={"request_key": new_request_key()},
        households=[(one.household_id, one.words) for one in members],
        **_choices(today),
    )


def _choices(today: Any) -> dict[str, Any]:
    return {
        "programmes": list_lent_programmes(on=today),
        "sources": list_sources(),
        "frequencies": list_frequencies(on=today),
    }

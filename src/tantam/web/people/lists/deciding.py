"""The chairman approves a list by a decision, or returns it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.base.errors import Refusal
from tantam.operations.work import write_list as write_later
from tantam.people.commands.lists import approve_list, return_list
from tantam.people.papers.list_decision import SIGNER_TITLE, SYMBOL
from tantam.people.queries import lists as queries
from tantam.people.queries.list_difference import get_difference
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import show_refusal
from tantam.web.people.lists import forms
from tantam.web.people.lists.views import difference_of, list_crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("people.approve_list")
def approve(request: HttpRequest, list_id: int) -> HttpResponse:
    """Approve a list, having seen what it changes in numbers and household by household."""
    actor = get_actor(request)
    line = queries.get_list(scope=actor.scope, list_id=list_id)
    first = {
        "symbol": SYMBOL,
        "signed_on": timezone.localdate(),
        "signer": actor.name,
        "signer_title": SIGNER_TITLE,
        "reading": queries.get_list_place(scope=actor.scope, list_id=list_id).readings,
        "request_key": new_request_key(),
    }
    form = forms.Approve(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "request_key"}
        try:
            ask(approve_list, asked=asked_by(request), list_id=list_id, **given)
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            write_later.enqueue(list_id)
            messages.success(request, _("Đã duyệt danh sách. Hệ thống đang ghi vào sổ người thụ hưởng."))
            return redirect("list", list_id=list_id)
    difference = get_difference(scope=actor.scope, list_id=list_id, at=timezone.now())
    context = {
        "line": line,
        "form": form,
        "return_form": forms.GiveBack(initial={"request_key": new_request_key()}, auto_id="return_%s"),
        "crumbs": list_crumbs(line),
        **difference_of(difference),
    }
    return render(request, "people/lists/approve.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("people.return_list")
def give_back(request: HttpRequest, list_id: int) -> HttpResponse:
    """Return a list to the clerk, with the reason."""
    line = queries.get_list(scope=get_actor(request).scope, list_id=list_id)
    form = forms.GiveBack(request.POST or None, initial={"request_key": new_request_key()})
    if request.method == "POST" and form.is_valid():
        try:
            ask(return_list, asked=asked_by(request), list_id=list_id, reason=form.cleaned_data["reason"])
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Đã trả lại danh sách. Cán bộ lập danh sách thấy lý do trên màn hình."))
            return redirect("list", list_id=list_id)
    return render(request, "people/lists/return.html", {"line": line, "form": form, "crumbs": list_crumbs(line)})

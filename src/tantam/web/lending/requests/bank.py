"""The bank's part: the officer checks by the law, the approver decides having checked the answers, notice is given."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.core.vietnamese import format_date, format_number
from tantam.lending.commands.requests.checking import check_requests
from tantam.lending.commands.requests.deciding import decide_requests
from tantam.lending.commands.requests.notifying import notify_requests
from tantam.lending.queries.requests.lists import knows_programmes
from tantam.lending.queries.requests.sessions import get_next_session
from tantam.lending.queries.requests.weighing import weigh_list
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups.showing import answered
from tantam.web.lending.requests import forms
from tantam.web.lending.requests.showing import list_crumbs, looked_list

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@never_cache
@allowed("lending.check_requests")
def check(request: HttpRequest, request_list_id: int) -> HttpResponse:
    """Check a list by the law of today: what speaks against each request, and what is open."""
    actor, today = get_actor(request), timezone.localdate()
    page = looked_list(request, request_list_id, "kiem-tra", named=True)
    lines = page.going if page.step == "CHECK" else ()
    form = forms.CheckRows(request.POST or None, initial={"request_key": new_request_key()}, lines=lines)

    def write() -> str:
        ask(
            check_requests,
            asked=asked_by(request),
            list_id=request_list_id,
            settled=form.settled(),
            declined=form.declined(),
        )
        return _("Đã kiểm tra danh sách và lưu trả lời của quy định cho từng hộ.")

    named = knows_programmes(actor)
    weighed = weigh_list(scope=actor.scope, list_id=request_list_id, on=today, known_at=timezone.now(), named=named)
    return answered(
        request,
        form,
        write,
        done=lambda: reverse("request-list", args=[request_list_id]),
        template="lending/requests/check.html",
        page=page,
        today=today,
        rows=[(line, fields, weighed.get(line.id)) for line, fields in form.rows],
        crumbs=list_crumbs(page),
        back=reverse("request-list", args=[request_list_id]),
    )


@require_http_methods(METHODS)
@never_cache
@allowed("lending.decide_requests")
def decide(request: HttpRequest, request_list_id: int) -> HttpResponse:
    """Decide on a list in two moves: what is to be approved is typed, then looked over and approved."""
    actor, today = get_actor(request), timezone.localdate()
    page = looked_list(request, request_list_id, "phe-duyet", named=True)
    lines = page.going if page.step == "DECIDE" else ()
    session = get_next_session(scope=actor.scope, list_id=request_list_id, on=today)
    first = {"request_key": new_request_key(), "pays_out_on": session.day}
    form = forms.DecideRows(request.POST or None, initial=first, lines=lines)
    context: dict[str, Any] = {
        "page": page,
        "namesakes": [line.borrower for line in lines if line.borrower.casefold() == actor.name.casefold()],
        "crumbs": list_crumbs(page),
        "back": reverse("request-list", args=[request_list_id]),
    }
    if form.is_bound and form.is_valid() and request.POST.get("da-xem") != "1":
        shown = context | {"form": form, "answers": _answers(form), "rows": _decided(form)}
        return render(request, "lending/requests/decide_check.html", shown)

    def write() -> str:
        typed = form.cleaned_data
        count = ask(
            decide_requests,
            asked=asked_by(request),
            list_id=request_list_id,
            number=typed["number"],
            pays_out_on=typed["pays_out_on"],
            declined=form.declined(),
            granted=form.granted(),
        )
        return _("Đã duyệt %(count)s đề nghị vay.") % {"count": format_number(count)}

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("request-list", args=[request_list_id]),
        template="lending/requests/decide.html",
        **context,
    )


@require_http_methods(METHODS)
@never_cache
@allowed("lending.notify_requests")
def notify(request: HttpRequest, request_list_id: int) -> HttpResponse:
    """Give notice of what was decided, with the session at which the money is paid out, if any is."""
    actor, today = get_actor(request), timezone.localdate()
    page = looked_list(request, request_list_id, "thong-bao")
    session = get_next_session(scope=actor.scope, list_id=request_list_id, on=today)
    first = {"request_key": new_request_key(), "session_on": session.day, "place": session.place}
    is_lent_through = page.state != "REFUSED"
    form = forms.Notice(request.POST or None, initial=first, is_lent_through=is_lent_through)
    here = reverse("request-list", args=[request_list_id])

    def write() -> str:
        typed = {name: form.cleaned_data[name] for name in ("number", "session_on", "place") if name in form.fields}
        ask(notify_requests, asked=asked_by(request), list_id=request_list_id, **typed)
        if not is_lent_through:
            return _("Đã ghi thông báo. Không hộ nào trong danh sách được duyệt.")
        return _("Đã ghi thông báo. Khoản vay được giải ngân tại phiên giao dịch.")

    return answered(
        request,
        form,
        write,
        done=lambda: here,
        title=_("Thông báo kết quả phê duyệt (04/TD)"),
        action=_("Ghi thông báo"),
        sign="bell",
        crumbs=list_crumbs(page),
        back=here,
    )


def _answers(form: forms.DecideRows) -> list[dict[str, Any]]:
    """Return what the approver is about to decide, to be looked over."""
    refused = {one.request_id for one in form.declined()}
    approved = [line for line in form.lines if line.id not in refused]
    total_vnd = sum(form.cleaned_data[f"amount_{line.id}"] for line in approved)
    return [
        {"label": _("Duyệt"), "value": _("%(count)s hộ") % {"count": format_number(len(approved))}},
        {"label": _("Tổng số tiền duyệt"), "value": f"{format_number(total_vnd)} đ"},
        {"label": _("Không duyệt"), "value": _("%(count)s hộ") % {"count": format_number(len(refused))}},
        {"label": _("Ngày dự kiến giải ngân"), "value": format_date(form.cleaned_data["pays_out_on"])},
        {"label": _("Số quyết định phê duyệt"), "value": form.cleaned_data["number"]},
    ]


def _decided(form: forms.DecideRows) -> list[dict[str, Any]]:
    typed = form.cleaned_data
    return [
        {
            "line": line,
            "amount_vnd": typed[f"amount_{line.id}"],
            "months": typed[f"months_{line.id}"],
            "refused": typed[f"declined_{line.id}"],
        }
        for line in form.lines
    ]

"""The queue of signed-off work, and judging one after the other."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tantam.plans.commands.steps import accept_submission, return_submission
from tantam.plans.queries.review import (
    QueueFilter,
    count_waiting,
    get_neighbours,
    list_choices,
    list_waiting,
)
from tantam.web.asking import allowed, get_actor
from tantam.web.carrying_out import carried_out, carry_out, keyed
from tantam.web.plans.duty.forms import ReasonForm
from tantam.web.plans.duty.showing import crumb, duty_context, page_of
from tantam.web.plans.numbers import page_start, whole_number

PAGE_SIZE = 50


@require_safe
@allowed("plans.accept_submission")
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits for acceptance, the oldest first."""
    actor = get_actor(request)
    chosen = _chosen(request)
    count = count_waiting(scope=actor.scope, chosen=chosen)[0]
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    lines = list_waiting(scope=actor.scope, on=timezone.localdate(), chosen=chosen, start=start, count=PAGE_SIZE)
    context = {
        "lines": lines,
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "choices": list_choices(scope=actor.scope),
        "chosen": chosen,
        "query": _query(chosen),
        "filtered": chosen != QueueFilter(),
    }
    return render(request, "plans/review/queue.html", context)


@require_http_methods(["GET", "POST"])
@allowed("plans.accept_submission")
def judge(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Show one piece of work with its neighbours in the queue; POST returns it with a reason."""
    form = keyed(ReasonForm, request)
    chosen = _chosen(request)
    if request.method == "POST" and form.is_valid():
        after = _next_url(request, duty_id, chosen)
        if carried_out(request, form, return_submission, duty_id=duty_id, reason=form.cleaned_data["reason"]):
            messages.success(request, _("Đã trả lại đơn vị, kèm lý do."))
            return HttpResponseRedirect(after)
    page = page_of(request, duty_id)
    neighbours = get_neighbours(duty_id=duty_id, scope=get_actor(request).scope, chosen=chosen)
    context = duty_context(
        request,
        page,
        reason_form=form,
        neighbours=neighbours,
        query=_query(chosen),
        crumbs=[crumb(_("Chờ tiếp nhận"), reverse("review") + _query(chosen))],
    )
    return render(request, "plans/review/judge.html", context)


@require_POST
@allowed("plans.accept_submission")
def accept(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Accept, and go on to the next in the queue."""
    chosen = _chosen(request)
    after = _next_url(request, duty_id, chosen)
    version = whole_number(request.POST.get("version")) or 0
    if carry_out(request, accept_submission, said=_("Đã tiếp nhận."), duty_id=duty_id, version=version):
        return HttpResponseRedirect(after)
    return HttpResponseRedirect(reverse("review-duty", args=[duty_id]) + _query(chosen))


def _next_url(request: HttpRequest, duty_id: int, chosen: QueueFilter) -> str:
    """Return where to go once a piece of work has left the queue; asked before it leaves."""
    neighbours = get_neighbours(duty_id=duty_id, scope=get_actor(request).scope, chosen=chosen)
    next_id = neighbours.next_id if neighbours.place else None
    url = reverse("review-duty", args=[next_id]) if next_id else reverse("review")
    return url + _query(chosen)


def _chosen(request: HttpRequest) -> QueueFilter:
    return QueueFilter(
        period_id=whole_number(request.GET.get("ky")),
        task_id=whole_number(request.GET.get("nhiem-vu")),
        text=request.GET.get("q", "")[:100],
    )


def _query(chosen: QueueFilter) -> str:
    """Return the filter as the end of an address, so that it goes along from one piece to the next."""
    parts: dict[str, Any] = {"ky": chosen.period_id, "nhiem-vu": chosen.task_id, "q": chosen.text}
    kept = {name: value for name, value in parts.items() if value}
    return f"?{urlencode(kept)}" if kept else ""

"""Lists of requests for loans: all in scope or those that wait for the reader, and one with its steps."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.core.law.lending_steps import Path
from tantam.lending.queries.requests.lists import ListFilter, count_request_lists, list_request_lists, list_states
from tantam.lending.queries.requests.one_list import RequestListPage
from tantam.web.asking import allowed, get_actor
from tantam.web.lending.requests.showing import list_crumbs, list_tabs, looked_list, shown, task_list
from tantam.web.plans.numbers import page_start, whole_number

PAGE_SIZE = 50


@require_safe
@never_cache
@allowed("lending.see_requests")
def lists(request: HttpRequest) -> HttpResponse:
    """List what was brought, filtered by what waits for the reader, state and words; a filter is an address."""
    actor, today = get_actor(request), timezone.localdate()
    state = request.GET.get("tt", "")
    chosen = ListFilter(
        text=request.GET.get("q", "")[:60],
        state=state if state in dict(list_states()) else "",
        group_id=whole_number(request.GET.get("to")),
        only_mine=request.GET.get("cho-toi") == "1",
    )
    count = count_request_lists(actor=actor, chosen=chosen)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    context = {
        "lines": shown(list_request_lists(actor=actor, chosen=chosen, start=start, count=PAGE_SIZE), today=today),
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "states": list_states(),
        "chosen": chosen,
        "filtered": chosen != ListFilter(),
        "may_write_direct": actor.may("lending.write_direct_request"),
        "tabs": list_tabs("request-lists"),
        "crumbs": list_crumbs()[:1],
    }
    return render(request, "lending/requests/lists.html", context)


@require_safe
@never_cache
@allowed("lending.look_at_requests")
def request_list(request: HttpRequest, request_list_id: int) -> HttpResponse:
    """Show a list with its steps, requests and papers; the look is written down first."""
    actor, today = get_actor(request), timezone.localdate()
    page = looked_list(request, request_list_id)
    may_bring = actor.may("lending.add_requests")
    returned = page.last("RETURNED") if page.state == "RETURNED" else None
    context = {
        "page": page,
        "tasks": task_list(page, actor, today=today),
        "returned": returned,
        "papers": papers_of(page),
        "may_add": may_bring and page.state in {"WRITTEN", "RETURNED"} and page.group_id is not None,
        "may_send_again": may_bring and page.state == "RETURNED",
        "may_withdraw": may_bring and page.state != "CLOSED" and not page.has_answer,
        "crumbs": list_crumbs(),
        "today": today,
    }
    return render(request, "lending/requests/list.html", context)


def papers_of(page: RequestListPage) -> list[tuple[str, str, str]]:
    """Return the papers of a list that there are by now: form, and the addresses of its Word and PDF."""
    codes = []
    if page.path == Path.GROUP:
        codes.append(("03/TD", "03-td"))
    if page.has_answer:
        codes.append(("04/TD", "04-td"))
    if page.last("NOTIFIED") and page.is_lent_through:
        codes.append(("06/TD", "06-td"))
    found = [
        (
            form,
            reverse("request-list-paper", args=[page.id, code, "docx"]),
            reverse("request-list-paper", args=[page.id, code, "pdf"]),
        )
        for form, code in codes
    ]
    if page.meeting_id is not None and page.group_id is not None:
        minutes = (page.group_id, page.meeting_id)
        word, pdf = (reverse("group-minutes", args=[*minutes, kind]) for kind in ("docx", "pdf"))
        found.append(("10C/TD", word, pdf))
    return sorted(found)

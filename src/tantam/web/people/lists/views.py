"""The lists of a commune, and one of them: how far it is, its rows, what it changes."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.base.asked import Actor
from tantam.core.lists.difference import Change
from tantam.exchange.beneficiary_lists import worded
from tantam.operations.work import find_trouble
from tantam.people.queries import lists as queries
from tantam.people.queries.list_difference import Difference, get_difference
from tantam.web.asking import allowed, get_actor, new_request_key
from tantam.web.people.tabs import register_tabs
from tantam.web.plans.numbers import page_start

SEE = "people.see_lists"
PAGE_SIZE = 50
FATES = ("TAKEN", "UNCHANGED", "REFUSED")
COMPARED = ("READ", "APPROVED", "IN_FORCE", "RETURNED")


@require_safe
@never_cache
@allowed(SEE)
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists of the actor's communes, with the next step of each."""
    actor = get_actor(request)
    context = {
        "lists": [
            {"line": line, "step": next_step(line, may=actor.may)} for line in queries.list_lists(scope=actor.scope)
        ],
        "commune": queries.find_commune_name(actor.unit_id),
        "may_stage": actor.may("people.stage_list"),
        "tabs": register_tabs(actor, here="lists"),
    }
    return render(request, "people/lists/lists.html", context)


@require_safe
@never_cache
@allowed(SEE)
def page(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show one list: its progress while it is read or written, its rows with their fates, what it changes."""
    actor = get_actor(request)
    line = queries.get_list(scope=actor.scope, list_id=list_id)
    context: dict[str, Any] = {
        "line": line,
        "crumbs": list_crumbs(),
        **_under_way(line),
        "may_map": actor.may("people.map_columns") and line.state in {"STAGED", "READING", "READ"},
        "may_drop": actor.may("people.drop_list") and line.state in {"STAGED", "READING", "READ", "RETURNED"},
        "may_stage": actor.may("people.stage_list"),
        "may_approve": actor.may("people.approve_list") and line.state == "READ",
        "drop_key": new_request_key(),
    }
    context |= _rows(request, line)
    if line.state in COMPARED:
        context |= difference_of(get_difference(scope=actor.scope, list_id=list_id, at=timezone.now()))
    return render(request, "people/lists/list.html", context)


@require_safe
@never_cache
@allowed(SEE)
def progress(request: HttpRequest, list_id: int) -> HttpResponse:
    """Answer a page that waits: how far the work is; when it is over the page is loaded anew."""
    line = queries.get_list(scope=get_actor(request).scope, list_id=list_id)
    response = render(request, "people/lists/progress.html", {"line": line, **_under_way(line)})
    if not line.is_under_way:
        response["HX-Refresh"] = "true"
    return response


def _under_way(line: queries.ListLine) -> dict[str, Any]:
    """Return how far long work on a list is, and what stopped it."""
    return {"progress": progress_of(line), "trouble": find_trouble(line.id) if line.is_under_way else None}


def _rows(request: HttpRequest, line: queries.ListLine) -> dict[str, Any]:
    scope = get_actor(request).scope
    fate = request.GET.get("fate", "")
    fate = fate if fate in FATES else ""
    count = queries.count_list_rows(scope=scope, list_id=line.id, fate=fate)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    rows = queries.list_list_rows(scope=scope, list_id=line.id, fate=fate, start=start, count=PAGE_SIZE)
    labels = {"": _("Tất cả"), "TAKEN": _("Nhận"), "UNCHANGED": _("Không đổi"), "REFUSED": _("Không nhận")}
    counts = {"TAKEN": line.taken, "UNCHANGED": line.unchanged, "REFUSED": line.refused}
    return {
        "rows": [{"row": row, "reasons": [worded(reason) for reason in row.reasons]} for row in rows],
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "tabs": [
            {
                "label": label,
                "url": f"?fate={code}#rows" if code else "?#rows",
                "current": code == fate,
                "count": counts.get(code, sum(counts.values())),
            }
            for code, label in labels.items()
        ],
    }


def difference_of(difference: Difference) -> dict[str, Any]:
    """Return the difference for a page: four figures and the changes under their words."""
    words = {
        Change.CAME_IN: _("Vào diện"),
        Change.WENT_OUT: _("Ra khỏi diện"),
        Change.CHANGED: _("Chuyển diện"),
        Change.UNCHANGED: _("Giữ nguyên"),
    }
    return {
        "difference": difference,
        "changes": [{"label": label, "count": difference.counts[change]} for change, label in words.items()],
        "shown": [{"one": one, "label": words[one.change]} for one in difference.shown],
    }


def progress_of(line: queries.ListLine) -> dict[str, Any]:
    """Return what a progress bar needs."""
    if line.state == "APPROVED":
        total = max(line.rows_to_write, line.rows_written)
        return {"done": line.rows_written, "total": total, "label": _("Đang ghi vào sổ")}
    return {"done": line.rows_read, "total": max(line.rows_total, line.rows_read), "label": _("Đang đọc tệp")}


def next_step(line: queries.ListLine, *, may: Any) -> dict[str, str]:
    """Return what the reader may do next with a list: words and address, or nothing."""
    if line.state == "STAGED" and may("people.map_columns"):
        return {"label": _("Ghép cột"), "url": reverse("list-columns", args=[line.id])}
    if line.state == "READ" and may("people.approve_list"):
        return {"label": _("Xem và duyệt"), "url": reverse("list-approve", args=[line.id])}
    if line.state == "RETURNED" and may("people.stage_list"):
        return {"label": _("Xem lý do và sửa"), "url": reverse("list", args=[line.id])}
    return {"label": _("Xem"), "url": reverse("list", args=[line.id])}


def lists_today(actor: Actor) -> list[dict[str, Any]]:
    """Return the lists that wait for this person: to approve, or to finish."""
    states = set()
    if actor.may("people.approve_list"):
        states.add("READ")
    if actor.may("people.stage_list"):
        states |= {"STAGED", "RETURNED"}
    if not states:
        return []
    found = queries.list_lists(scope=actor.scope, states=states)
    return [{"line": line, "step": next_step(line, may=actor.may)} for line in found]


def list_crumbs(line: queries.ListLine | None = None) -> list[dict[str, str]]:
    """Return the way back to the lists, and to one of them."""
    crumbs = [{"label": _("Danh sách chính thức"), "url": reverse("lists")}]
    if line is not None:
        crumbs.append({"label": capfirst(f"{line.kind_label} {line.year}"), "url": reverse("list", args=[line.id])})
    return crumbs

"""Postings by day, one of them, and asking for one to be taken back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tantam.base.errors import Refusal
from tantam.ledger.commands.entries import correct_posting
from tantam.ledger.queries.postings import count_postings, get_posting, list_postings, list_transfers
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import show_refusal
from tantam.web.ledger.forms import Days, Reversal
from tantam.web.ledger.hiding import hide_in_list, hide_in_posting, hide_in_transfers
from tantam.web.ledger.tabs import SEE, book_tabs, crumbs_to, programme_words
from tantam.web.plans.numbers import page_start

PAGE_SIZE = 100


@require_safe
@never_cache
@allowed(SEE)
def postings(request: HttpRequest) -> HttpResponse:
    """List the postings of some days, the newest first."""
    actor = get_actor(request)
    form = Days(request.GET, scope=actor.scope, today=timezone.localdate())
    first, last = form.days
    asked: dict[str, Any] = {"scope": actor.scope, "from_day": first, "to_day": last, "office_id": form.office_id}
    count = count_postings(**asked)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    context = {
        "form": form,
        "lines": hide_in_list(list_postings(**asked, start=start, count=PAGE_SIZE), scope=actor.scope),
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "filtered": bool(request.GET),
        "may_write": actor.may("ledger.post_manual"),
        "tabs": book_tabs(here="ledger-postings"),
    }
    return render(request, "ledger/postings.html", context)


@require_safe
@never_cache
@allowed(SEE)
def page(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Show one posting with its transfers, and what became of it."""
    actor = get_actor(request)
    posting = hide_in_posting(get_posting(scope=actor.scope, posting_id=posting_id), scope=actor.scope)
    count = posting.line.transfers_count
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    transfers = list_transfers(scope=actor.scope, posting_id=posting_id, start=start, count=PAGE_SIZE)
    context = {
        "posting": posting,
        "line": posting.line,
        "transfers": hide_in_transfers(transfers, scope=actor.scope, posting_id=posting_id),
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "programmes": programme_words(),
        "may_correct": actor.may("ledger.correct_posting") and posting.may_be_taken_back,
        "crumbs": crumbs_to("ledger-postings"),
    }
    return render(request, "ledger/posting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("ledger.correct_posting")
def correct(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Ask for a posting to be taken back; another person confirms it."""
    posting = get_posting(scope=get_actor(request).scope, posting_id=posting_id)
    form = Reversal(request.POST or None, initial={"request_key": new_request_key()})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("document", "reason")}
        try:
            entry_id = ask(correct_posting, asked=asked_by(request), posting_id=posting_id, **given)
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Đã lập bút toán đảo. Người khác xác nhận thì mới vào sổ."))
            return redirect("ledger-entry", entry_id=entry_id)
    context = {
        "form": form,
        "posting": posting,
        "line": posting.line,
        "today": timezone.localdate(),
        "crumbs": crumbs_to("ledger-postings"),
    }
    return render(request, "ledger/correct.html", context)

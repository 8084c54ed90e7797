"""Entries by hand: those that wait, writing one, and confirming another person's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tantam.base.asked import Actor
from tantam.base.errors import NotAllowed, OutOfScope, Refusal
from tantam.ledger.commands.entries import confirm_entry, post_manual, turn_down_entry
from tantam.ledger.queries.entries import EntryPage, get_entry, list_entries, list_entry_states
from tantam.ledger.queries.postings import list_transfers
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import show_refusal
from tantam.web.ledger.forms import ManualEntry, TurnDown
from tantam.web.ledger.hiding import hide_in_entry, hide_in_transfers
from tantam.web.ledger.tabs import SEE, book_tabs, crumbs_to, programme_words

REVERSED_SHOWN = 200


@require_safe
@never_cache
@allowed(SEE)
def entries(request: HttpRequest) -> HttpResponse:
    """List entries by hand: those that wait, or those of the state that the address names."""
    actor = get_actor(request)
    states = list_entry_states()
    chosen = request.GET.get("tinh-trang", states[0][0])
    chosen = chosen if chosen in {state for state, _label in states} else states[0][0]
    context = {
        "entries": list_entries(scope=actor.scope, states=[chosen]),
        "is_waiting_shown": chosen == states[0][0],
        "state_tabs": [
            {"label": label, "url": f"?tinh-trang={state}", "current": state == chosen, "count": None}
            for state, label in states
        ],
        "me": actor.user_id,
        "may_write": actor.may("ledger.post_manual"),
        "tabs": book_tabs(here="ledger-entries"),
    }
    return render(request, "ledger/entries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("ledger.post_manual")
def new(request: HttpRequest) -> HttpResponse:
    """Write an entry down for another person to confirm."""
    actor = get_actor(request)
    today = timezone.localdate()
    first = {"request_key": new_request_key(), "value_date": today, "office": actor.unit_id}
    form = ManualEntry(request.POST or None, scope=actor.scope, today=today, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            entry_id = ask(
                post_manual,
                asked=asked_by(request),
                office_id=given["office"],
                document=given["document"],
                reason=given["reason"],
                value_date=given["value_date"],
                lines=form.lines,
            )
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Đã lập bút toán. Người khác xác nhận thì mới vào sổ."))
            return redirect("ledger-entry", entry_id=entry_id)
    return render(request, "ledger/entry_new.html", {"form": form, "crumbs": crumbs_to("ledger-entries")})


@require_safe
@never_cache
@allowed(SEE)
def page(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show an entry, with the step that the reader may take."""
    actor = get_actor(request)
    entry = get_entry(scope=actor.scope, entry_id=entry_id)
    return render(request, "ledger/entry.html", _context(actor, entry, TurnDown(auto_id="turn_down_%s")))


@require_POST
@allowed("ledger.confirm_entry")
def confirm(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Confirm an entry; it is in the book then."""
    try:
        posting_id = ask(confirm_entry, asked=asked_by(request), entry_id=entry_id)
    except (OutOfScope, NotAllowed):
        raise
    except Refusal as problem:
        messages.error(request, str(problem))
        return redirect("ledger-entry", entry_id=entry_id)
    messages.success(request, _("Đã xác nhận. Bút toán đã vào sổ."))
    return redirect("ledger-posting", posting_id=posting_id)


@require_POST
@allowed("ledger.turn_down_entry")
def turn_down(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Turn an entry down, with the reason."""
    actor = get_actor(request)
    form = TurnDown(request.POST, auto_id="turn_down_%s")
    if form.is_valid():
        try:
            ask(turn_down_entry, asked=asked_by(request), entry_id=entry_id, reason=form.cleaned_data["reason"])
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Bút toán không được ghi sổ. Lý do ở lại trên bút toán."))
            return redirect("ledger-entry", entry_id=entry_id)
    entry = get_entry(scope=actor.scope, entry_id=entry_id)
    return render(request, "ledger/entry.html", _context(actor, entry, form))


def _context(actor: Actor, entry: EntryPage, form: TurnDown) -> dict[str, Any]:
    taken_back = []
    if (back_id := entry.corrects_id) is not None:
        taken_back = list_transfers(scope=actor.scope, posting_id=back_id, start=0, count=REVERSED_SHOWN)
        taken_back = hide_in_transfers(taken_back, scope=actor.scope, posting_id=back_id)
    is_mine = entry.staged_by == actor.user_id
    return {
        "entry": hide_in_entry(entry),
        "taken_back": taken_back,
        "programmes": programme_words(),
        "form": form,
        "is_mine": is_mine,
        "may_confirm": entry.is_waiting and actor.may("ledger.confirm_entry") and not is_mine,
        "may_turn_down": entry.is_waiting and actor.may("ledger.turn_down_entry"),
        "request_key": new_request_key(),
        "turn_down_key": new_request_key(),
        "crumbs": crumbs_to("ledger-entries"),
    }

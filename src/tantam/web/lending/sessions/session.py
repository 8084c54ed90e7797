"""A session: its groups, its money, its vouchers; and one voucher."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.lending.queries.sessions import list_groups_at
from tantam.lending.queries.vouchers import get_voucher_page
from tantam.web.asking import allowed, get_actor
from tantam.web.lending.sessions.showing import SEE, amount_words, look, page_of, session_crumbs, session_title

_DEEDS = ("record_sheet", "take_repayment", "disburse", "take_savings", "reverse_voucher", "close_session")


@require_safe
@never_cache
@allowed(SEE)
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Show a session: groups that are still to come first, then the vouchers, the latest first."""
    actor = get_actor(request)
    page = page_of(request, session_id)
    groups = list_groups_at(scope=actor.scope, page=page)
    context: dict[str, Any] = {
        "page": page,
        "title": session_title(page),
        "groups": sorted(groups, key=lambda one: (one.has_handed_in, one.due.code)),
        "handed_in": sum(1 for one in groups if one.has_handed_in),
        "crumbs": session_crumbs(),
        "may": {deed: actor.may(f"lending.{deed}") and page.is_open for deed in _DEEDS},
    }
    return render(request, "lending/sessions/session.html", context)


@require_safe
@never_cache
@allowed(SEE)
def voucher(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """Show a voucher line by line; the look is written down."""
    actor = get_actor(request)
    found = get_voucher_page(scope=actor.scope, voucher_id=voucher_id)
    page = page_of(request, found.session_id)
    look(request, page.point_id, purpose=f"VOUCHER {voucher_id}")
    context = {
        "voucher": found,
        "amounts": [(amount_words(name), vnd) for name, vnd in found.amounts.items() if vnd],
        "lines": [(line, amount_words(line.what)) for line in found.lines],
        "page": page,
        "crumbs": session_crumbs(page),
        "sees_savings": actor.may("lending.look_at_savings"),
        "may_reverse": actor.may("lending.reverse_voucher") and found.may_be_taken_back,
    }
    return render(request, "lending/sessions/voucher.html", context)

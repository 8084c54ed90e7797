"""The close of days: which are open, what would stop it, and what a closed day came to."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tantam.base.errors import NotAllowed, OutOfScope, Refusal
from tantam.closing.commands.closing import close_day
from tantam.closing.queries.days import (
    get_closed_day,
    list_closed_days,
    list_commissions,
    list_fees,
    list_open_days,
)
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.fields import BoundedDateField
from tantam.web.handing_out import file_answer
from tantam.web.ledger.tabs import SEE, book_tabs, crumbs_to

SHOWN = 60


@require_safe
@never_cache
@allowed(SEE)
def days(request: HttpRequest) -> HttpResponse:
    """List the offices with their open days, and the days that were closed last."""
    actor = get_actor(request)
    offices = list_open_days(scope=actor.scope, until=timezone.localdate())
    context: dict[str, Any] = {
        "offices": [{"days": office, "request_key": new_request_key()} for office in offices],
        "closed": list_closed_days(scope=actor.scope, count=SHOWN),
        "may_close": actor.may("closing.close_day"),
        "today": timezone.localdate(),
        "tabs": book_tabs(here="ledger-closing"),
    }
    return render(request, "ledger/closing.html", context)


@require_POST
@allowed("closing.close_day")
def close(request: HttpRequest) -> HttpResponse:
    """Close the first open day of an office; a refusal says what is in the way."""
    office = request.POST.get("office", "")
    try:
        day = BoundedDateField().clean(request.POST.get("day", ""))
        close_id = ask(close_day, asked=asked_by(request), office_code=office, day=day)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("ledger-closing")
    except (OutOfScope, NotAllowed):
        raise
    except Refusal as problem:
        messages.error(request, str(problem))
        return redirect("ledger-closing")
    messages.success(request, _("Đã khóa sổ ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"})
    return redirect("ledger-closed", close_id=close_id)


@require_safe
@never_cache
@allowed(SEE)
def closed(request: HttpRequest, close_id: int) -> HttpResponse:
    """Show what a closed day came to, and at a month's end what was earned in it."""
    scope = get_actor(request).scope
    context = {
        "closed": get_closed_day(scope=scope, close_id=close_id),
        "commissions": list_commissions(scope=scope, close_id=close_id),
        "fees": list_fees(scope=scope, close_id=close_id),
        "crumbs": crumbs_to("ledger-closing"),
    }
    return render(request, "ledger/closed.html", context)


@require_safe
@never_cache
@allowed(SEE)
def earned(request: HttpRequest, close_id: int) -> HttpResponse:
    """Hand out what groups and organisations earned in a month, a line each, with how it came about."""
    scope = get_actor(request).scope
    day = get_closed_day(scope=scope, close_id=close_id).day
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["kind", "group_or_organisation", "commune", "contract", "base_vnd", "ppm_month", "amount_vnd"])
    for row in list_commissions(scope=scope, close_id=close_id):
        base = (row.collected_vnd, row.ppm_month, row.amount_vnd)
        writer.writerow(["COMMISSION", row.group, "", _plain(row.contract), *base])
    for fee in list_fees(scope=scope, close_id=close_id):
        base = (fee.outstanding_vnd, fee.ppm_month, fee.amount_vnd)
        writer.writerow(["ENTRUSTMENT_FEE", fee.organisation, fee.commune, _plain(fee.contract), *base])
    body = b"\xef\xbb\xbf" + lines.getvalue().encode()
    return file_answer(body, "text/csv; charset=utf-8", f"hoa-hong-{day:%Y%m}.csv")


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text

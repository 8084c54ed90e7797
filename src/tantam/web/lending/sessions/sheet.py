"""A group's sheet: typed in, checked with its totals, and written down whole."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.base.errors import Refusal
from tantam.lending.commands.sheets import record_sheet
from tantam.lending.queries.due import get_point_due
from tantam.lending.queries.sessions import SessionPage, has_handed_in
from tantam.lending.wording.objections import UnableToRecordSheet
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import refresh_key, show_refusal
from tantam.web.lending.sessions.sheet_form import SheetForm
from tantam.web.lending.sessions.showing import look, page_of, programme_of, session_crumbs, session_title


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.record_sheet")
def sheet(request: HttpRequest, session_id: int, group_id: int) -> HttpResponse:
    """Type a sheet in, look at what it comes to, and write it down; `buoc` says which of the three is asked for."""
    actor = get_actor(request)
    page = page_of(request, session_id)
    step = request.POST.get("buoc", "") if request.method == "POST" else ""
    due = get_point_due(scope=actor.scope, point_id=page.point_id, day=page.day, group_id=group_id)
    if not due.groups:
        raise Http404
    has_earlier = has_handed_in(page=page, group_id=group_id)
    first = {"request_key": new_request_key()}
    form = SheetForm(request.POST or None, initial=first, due=due.groups[0], is_first=not has_earlier)
    if step == "ghi" and form.is_valid() and _is_written(request, form, session_id=session_id, group_id=group_id):
        messages.success(request, _("Đã ghi bảng kê của %(group)s.") % {"group": form.due.title})
        return redirect("session", session_id=session_id)
    if step == "cong":
        form.is_valid()
        return render(request, "lending/sessions/sheet_totals.html", {"totals": form.totals()})
    # Whatever is shown from here on names the members.
    look(request, page.point_id, group_id=group_id, purpose=f"SHEET {page.day:%Y-%m-%d}")
    if step == "kiem-tra" and form.is_valid():
        return render(request, "lending/sessions/sheet_check.html", _checked(page, form))
    context = _typed(page, form, has_earlier=has_earlier, is_sent=step not in ("", "sua"))
    return render(request, "lending/sessions/sheet.html", context)


def _is_written(request: HttpRequest, form: SheetForm, *, session_id: int, group_id: int) -> bool:
    """Write the sheet down and tell whether it was; each refused row is an error of its field."""
    try:
        ask(
            record_sheet,
            asked=asked_by(request),
            session_id=session_id,
            group_id=group_id,
            rows=form.rows(),
            savings=form.savings(),
        )
    except UnableToRecordSheet as problem:
        for reason in problem.reasons:
            form.add_error(form.field_of(reason), reason)
    except Refusal as problem:
        show_refusal(form, problem)
    else:
        return True
    refresh_key(form)
    return False


def _checked(page: SessionPage, form: SheetForm) -> dict[str, Any]:
    return {
        "page": page,
        "title": session_title(page),
        "form": form,
        "hidden": [field.as_hidden() for field in form],
        "totals": form.totals(),
        "exceptions": form.exceptions(),
        "crumbs": session_crumbs(page),
    }


def _typed(page: SessionPage, form: SheetForm, *, has_earlier: bool, is_sent: bool) -> dict[str, Any]:
    form.is_valid()
    return {
        "page": page,
        "title": session_title(page),
        "form": form,
        "is_sent": is_sent,
        "members": [
            (inputs, [(one, programme_of(one.due.programme)) for one in inputs.loans]) for inputs in form.members()
        ],
        "totals": form.totals(),
        "has_earlier": has_earlier,
        "crumbs": session_crumbs(page),
    }

"""The list of changes with its filters, how the last check went, and the export."""

from collections.abc import Sequence
from typing import Any, cast, overload

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tantam.base.asked import Actor
from tantam.base.checkpoints import find_latest_checkpoint
from tantam.base.queries import (
    EntryFilter,
    EntryLine,
    count_entries,
    find_last_verification,
    iterate_export,
    list_audited_commands,
    list_entries,
)
from tantam.units.queries import get_unit
from tantam.web.asking import allowed, get_actor
from tantam.web.audit.forms import Filters

ENTRIES_A_PAGE = 50
ROLE_WORDS = {
    "REPORTER": _("Người báo cáo"),
    "APPROVER": _("Người duyệt của đơn vị"),
    "REGISTRAR": _("Cán bộ quản lý đối tượng"),
    "CREDIT_OFFICER": _("Cán bộ tín dụng"),
    "TELLER": _("Giao dịch viên"),
    "ACCOUNTANT": _("Kế toán"),
    "COORDINATOR": _("Điều phối kế hoạch"),
    "LEADER": _("Lãnh đạo"),
    "AUDITOR": _("Người kiểm tra"),
    "ADMINISTRATOR": _("Quản trị"),
    "SYSTEM": _("Hệ thống"),
    "PERSON": _("Cá nhân"),
}


class _Entries(Sequence[EntryLine]):
    """The entries that fit a filter, of which a page is read at a time."""

    def __init__(self, wanted: EntryFilter) -> None:
        self._wanted = wanted

    def __len__(self) -> int:
        return count_entries(wanted=self._wanted)

    @overload
    def __getitem__(self, place: int) -> EntryLine: ...
    @overload
    def __getitem__(self, place: slice) -> list[EntryLine]: ...
    def __getitem__(self, place: int | slice) -> EntryLine | list[EntryLine]:
        if isinstance(place, int):
            return list_entries(wanted=self._wanted, offset=place, limit=1)[0]
        start, stop = place.start or 0, cast("int", place.stop)
        return list_entries(wanted=self._wanted, offset=start, limit=stop - start)


@require_safe
@allowed("base.see_audit")
def entries(request: HttpRequest) -> HttpResponse:
    """Show the changes, the newest first."""
    actor = get_actor(request)
    unit_codes = _unit_codes(actor)
    form = Filters(request.GET, commands=list_audited_commands(unit_codes=unit_codes))
    form.is_valid()
    wanted = form.wanted(unit_codes=unit_codes)
    page = Paginator(_Entries(wanted), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page_obj": page,
        "lines": [(line, ROLE_WORDS.get(line.actor_role, line.actor_role)) for line in page],
        "verification": find_last_verification(),
        "checkpoint": find_latest_checkpoint(),
        "may_export": unit_codes is None,
        "sees_book": actor.may("ledger.see_book"),
        "filtered": wanted != EntryFilter(unit_codes=unit_codes),
    }
    return render(request, "audit/entries.html", context)


@require_safe
@allowed("base.see_audit")
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the whole chain, for the verifier that stands alone; only to those who see every unit."""
    if _unit_codes(get_actor(request)) is not None:
        raise Http404
    name = f"nhat-ky-{timezone.localdate().isoformat()}.jsonl"
    answer = StreamingHttpResponse(
        iterate_export(),
        content_type="application/x-ndjson",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    return cast("HttpResponse", answer)  # a response all the same, but no subclass of it


def _unit_codes(actor: Actor) -> frozenset[str] | None:
    """Return the units whose people's changes the actor may see; None for everybody's.

    An administrator answers for the whole installation, and so sees the whole chain.
    """
    if actor.scope.all_units or actor.may("access.administer"):
        return None
    return frozenset(get_unit(unit_id).code for unit_id in actor.scope.unit_ids)

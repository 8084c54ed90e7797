"""Pairs of persons who may be one: look, merge, keep apart, take back."""

from contextlib import suppress

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tantam.base.errors import OutOfScope
from tantam.people.commands.duplicates import find_duplicates, keep_apart, merge_persons, undo_merge
from tantam.people.commands.looking import look_at_household
from tantam.people.queries.duplicates import PairPage, count_merges, count_pairs, get_pair, list_merges, list_pairs
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import carried_out, carry_out
from tantam.web.people.duplicates.forms import MergeForm
from tantam.web.people.duplicates.words import reasons_against, reasons_for
from tantam.web.people.register.showing import register_crumbs
from tantam.web.people.tabs import register_tabs
from tantam.web.plans.duty.showing import crumb
from tantam.web.plans.numbers import page_start

PAGE_SIZE = 50


@require_safe
@never_cache
@allowed("people.merge_persons")
def pairs(request: HttpRequest) -> HttpResponse:
    """List the pairs that wait for a decision, the likeliest first."""
    scope = get_actor(request).scope
    count = count_pairs(scope=scope)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    lines = [
        {"line": line, "reasons": reasons_for(line.reasons), "against": reasons_against(line.reasons)}
        for line in list_pairs(scope=scope, start=start, count=PAGE_SIZE)
    ]
    context = {
        "lines": lines,
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "tabs": register_tabs(get_actor(request), here="people-pairs"),
        "request_key": new_request_key(),
    }
    return render(request, "people/duplicates/pairs.html", context)


@require_POST
@allowed("people.find_duplicates")
def find(request: HttpRequest) -> HttpResponse:
    """Look for new pairs among the people in scope."""
    found = ask(find_duplicates, asked=asked_by(request))
    messages.success(
        request,
        ngettext("Tìm thấy %(count)s cặp mới.", "Tìm thấy %(count)s cặp mới.", found) % {"count": found}
        if found
        else _("Không có cặp mới nào."),
    )
    return redirect("people-pairs")


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.merge_persons")
def pair(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Show two persons side by side, masked; POST takes them for one."""
    page = get_pair(scope=get_actor(request).scope, pair_id=pair_id)
    form = MergeForm(request.POST or None, pair=page, initial={"request_key": new_request_key()})
    if request.method == "POST" and form.is_valid():
        kept_id = form.cleaned_data["kept"]
        other = page.second if kept_id == page.first.id else page.first
        reason = form.cleaned_data["reason"]
        if carried_out(request, form, merge_persons, kept_id=kept_id, merged_id=other.id, reason=reason):
            messages.success(request, _("Đã gộp. Có thể hoàn tác ở trang “Đã gộp”."))
            return redirect("people-pairs")
    _write_looks_down(request, page)
    context = {
        "page": page,
        "form": form,
        "rows": _rows(page),
        "sides": (page.first, page.second),
        "reasons": reasons_for(page.reasons),
        "against": reasons_against(page.reasons),
        "apart_key": new_request_key(),
        "crumbs": [*register_crumbs(), crumb(_("Người có thể trùng"), reverse("people-pairs"))],
    }
    return render(request, "people/duplicates/pair.html", context)


def _write_looks_down(request: HttpRequest, page: PairPage) -> None:
    """Write down that the households of both persons were looked at."""
    for household_id in sorted({side.household_id for side in (page.first, page.second) if side.household_id}):
        with suppress(OutOfScope):  # a household of elsewhere, where one of them lived before
            look_at_household(asked=asked_by(request, key=new_request_key()), household_id=household_id)


@require_POST
@allowed("people.keep_apart")
def apart(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Write down that the two are different people."""
    said = _("Đã ghi: hai người khác nhau. Cặp này không được hỏi lại.")
    carry_out(request, keep_apart, said=said, pair_id=pair_id)
    return redirect("people-pairs")


@require_safe
@never_cache
@allowed("people.merge_persons")
def merges(request: HttpRequest) -> HttpResponse:
    """List the merges that were made, the latest first."""
    scope = get_actor(request).scope
    count = count_merges(scope=scope)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    context = {
        "lines": list_merges(scope=scope, start=start, count=PAGE_SIZE),
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "crumbs": [*register_crumbs(), crumb(_("Người có thể trùng"), reverse("people-pairs"))],
        "request_key": new_request_key(),
    }
    return render(request, "people/duplicates/merges.html", context)


@require_POST
@allowed("people.undo_merge")
def undo(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Put everything back as it was before a merge."""
    carry_out(request, undo_merge, said=_("Đã hoàn tác: hai dòng như trước khi gộp."), merge_id=merge_id)
    return redirect("people-merges")


def _rows(page: PairPage) -> list[dict[str, object]]:
    """Return what is compared, a line a field; lines that differ say so."""
    first, second = page.first, page.second
    lines = [
        (_("Họ và tên"), first.full_name, second.full_name),
        (_("Ngày sinh"), first.birth, second.birth),
        (_("Giới tính"), first.sex, second.sex),
        (_("Số căn cước"), first.identity, second.identity),
        (_("Số chứng minh nhân dân cũ"), first.old_identity, second.old_identity),
        (_("Số điện thoại"), first.phone, second.phone),
        (_("Mã hộ"), first.household_code, second.household_code),
        (_("Quan hệ với chủ hộ"), first.relation, second.relation),
        (_("Thôn, tổ dân phố"), first.village, second.village),
        (_("Xã, phường, đặc khu"), first.commune, second.commune),
    ]
    return [
        {"label": label, "first": one, "second": other, "differs": bool(one and other and one != other)}
        for label, one, other in lines
    ]

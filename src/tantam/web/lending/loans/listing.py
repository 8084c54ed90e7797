"""The loans of an area: filters that are addresses, sums that lead to their rows, and the same as a workbook."""

from dataclasses import asdict, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tantam.base.errors import AlreadyDone, Refusal
from tantam.documents.media import XLSX
from tantam.documents.sheet import CellKind, Sheet, SheetColumn, write_workbook
from tantam.lending.commands.looking import HANDED_OUT_MAX, hand_out_loans
from tantam.lending.queries.portfolio import (
    DUE_DAYS,
    LoanFilter,
    LoanLine,
    LoanSums,
    list_loan_choices,
    list_loans,
    sum_loans,
)
from tantam.programmes.queries.asking import protected_programmes
from tantam.programmes.queries.law import list_programme_names
from tantam.web.asking import allowed, asked_by, get_actor
from tantam.web.carrying_out import FORM_PAGE, keyed, show_refusal
from tantam.web.handing_out import file_answer, printed_for
from tantam.web.lending.loans.forms import HandOut
from tantam.web.lending.loans.showing import BADGES, SEE, loan_crumbs
from tantam.web.people.register.showing import programme_shown
from tantam.web.plans.numbers import page_start, whole_number

PAGE_SIZE: Final = 50


@require_safe
@never_cache
@allowed(SEE)
def loans(request: HttpRequest) -> HttpResponse:
    """List loans by office, commune, group, programme, source, state and what falls due; a filter is an address."""
    actor, today = get_actor(request), timezone.localdate()
    chosen = _chosen_of(request)
    sums = sum_loans(scope=actor.scope, chosen=chosen, day=today)
    shown = sums[chosen.state] if chosen.state else sum(sums.values(), LoanSums())
    number, start = page_start(request.GET.get("page"), count=shown.count, size=PAGE_SIZE)
    choices = list_loan_choices(scope=actor.scope, commune_id=chosen.commune_id)
    whole = replace(chosen, state="")
    context: dict[str, Any] = {
        "lines": _shown(list_loans(scope=actor.scope, chosen=chosen, day=today, start=start, count=PAGE_SIZE)),
        "sums": shown,
        "figures": [
            {"label": label, "count": sums[state].count, "state": BADGES[state], "url": _address(whole, state)}
            for state, label in choices.states
        ],
        "total": sum(sums.values(), LoanSums()).count,
        "total_url": _address(whole),
        "overdue_url": _address(whole, "OVERDUE"),
        "page_obj": Paginator(range(shown.count), PAGE_SIZE).get_page(number),
        "choices": choices,
        "programmes": _programmes(),
        "due_days": DUE_DAYS,
        "chosen": chosen,
        "filtered": chosen != LoanFilter(),
        "may_hand_out": actor.may("lending.hand_out_loans") and shown.count,
        "query": request.GET.urlencode(),
        "today": today,
    }
    return render(request, "lending/loans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.hand_out_loans")
def export(request: HttpRequest) -> HttpResponse:
    """Ask why the loans that the address names leave as a file, write that down, and give the file."""
    chosen = _chosen_of(request)
    form = keyed(HandOut, request)
    if request.method == "POST" and form.is_valid():
        try:
            hand_out_loans(asked=asked_by(request), reason=form.cleaned_data["reason"], **asdict(chosen))
        except AlreadyDone:  # each file has its own entry in the chain
            form.add_error(None, _("Tệp theo yêu cầu này đã được giao. Hãy mở lại trang để xuất lần nữa."))
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            return _workbook(request, chosen)
    context = {
        "form": form,
        "crumbs": loan_crumbs(),
        "title": _("Xuất danh sách khoản vay"),
        "note": _("Tệp gồm các khoản vay đang lọc, với số dư đầu ngày hôm nay."),
        "action": _("Tải tệp Excel"),
        "sign": "download",
        "back": _address(chosen, chosen.state),
    }
    return render(request, FORM_PAGE, context)


def _chosen_of(request: HttpRequest) -> LoanFilter:
    """Return which loans the address asks for; a protected programme is none that one can ask for."""
    given = request.GET
    choices = list_loan_choices(scope=get_actor(request).scope, commune_id=None)
    programme, source, state = given.get("ct", ""), given.get("nguon", ""), given.get("tt", "")
    due_within = whole_number(given.get("han"))
    return LoanFilter(
        text=given.get("q", "")[:60],
        office_id=whole_number(given.get("don-vi")),
        commune_id=whole_number(given.get("xa")),
        group_id=whole_number(given.get("to")),
        programme=programme if programme in dict(_programmes()) else "",
        source=source if source in dict(choices.sources) else "",
        state=state if state in dict(choices.states) else "",
        due_within=due_within if due_within in DUE_DAYS else 0,
    )


def _programmes() -> list[tuple[str, str]]:
    """Return the programmes that one may filter by."""
    protected = protected_programmes()
    return [(code, name) for code, name in list_programme_names() if code not in protected]


def _address(chosen: LoanFilter, state: str = "") -> str:
    """Return the address of the list for a filter."""
    words = {
        "q": chosen.text,
        "don-vi": chosen.office_id,
        "xa": chosen.commune_id,
        "to": chosen.group_id,
        "ct": chosen.programme,
        "nguon": chosen.source,
        "tt": state,
        "han": chosen.due_within,
    }
    return f"{reverse('loans')}?{urlencode({name: word for name, word in words.items() if word})}"


def _shown(lines: list[LoanLine]) -> list[dict[str, Any]]:
    return [
        {"line": line, "programme": programme_shown(line.programme, unmasked=False), "badge": BADGES[line.state]}
        for line in lines
    ]


@override(settings.LANGUAGE_CODE)
def _workbook(request: HttpRequest, chosen: LoanFilter) -> HttpResponse:
    today = timezone.localdate()
    found = list_loans(scope=get_actor(request).scope, chosen=chosen, day=today, count=HANDED_OUT_MAX)
    columns = (
        SheetColumn("Số khế ước", CellKind.CODE, 18),
        SheetColumn("Người vay", width=26),
        SheetColumn("Mã hộ", CellKind.CODE, 16),
        SheetColumn("Xã", width=18),
        SheetColumn("Đơn vị", width=26),
        SheetColumn("Chương trình", width=28),
        SheetColumn("Nguồn vốn", width=22),
        SheetColumn("Ngày ký", CellKind.DATE, 12),
        SheetColumn("Số tiền được duyệt (đồng)", CellKind.INTEGER, 18),
        SheetColumn("Đã giải ngân (đồng)", CellKind.INTEGER, 18),
        SheetColumn("Dư nợ gốc (đồng)", CellKind.INTEGER, 18),
        SheetColumn("Trong đó quá hạn (đồng)", CellKind.INTEGER, 18),
        SheetColumn("Kỳ tới", CellKind.DATE, 12),
        SheetColumn("Gốc kỳ tới (đồng)", CellKind.INTEGER, 18),
        SheetColumn("Tình trạng", width=16),
    )
    rows = [_row(line) for line in found]
    sums = LoanSums(
        principal_vnd=sum(line.principal_vnd for line in found), overdue_vnd=sum(line.overdue_vnd for line in found)
    )
    if rows:
        blank = ("",) * 9
        rows.append(("Cộng", *blank, sums.principal_vnd, sums.overdue_vnd, "", "", ""))
    titles = ("Danh sách khoản vay", f"Số dư đầu ngày {today:%d/%m/%Y}; đơn vị tính: đồng")
    sheet = Sheet(
        name="Khoản vay", columns=columns, rows=tuple(rows), titles=titles, frozen_columns=2, is_large_paper=True
    )
    body = write_workbook([sheet], printed=printed_for(request))
    return file_answer(body, XLSX, f"khoan-vay-{today:%Y%m%d}.xlsx")


def _row(line: LoanLine) -> tuple[Any, ...]:
    return (
        line.number,
        line.borrower,
        line.household_code,
        line.commune,
        line.office,
        programme_shown(line.programme, unmasked=False),
        line.source,
        line.contract_on,
        line.approved_vnd,
        line.disbursed_vnd,
        line.principal_vnd,
        line.overdue_vnd,
        line.due_on,
        line.due_vnd or None,
        line.state_label,
    )

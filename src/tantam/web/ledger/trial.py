"""The trial balance, on screen and as a workbook."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.documents.media import XLSX
from tantam.documents.sheet import CellKind, Sheet, SheetCell, SheetColumn, write_workbook
from tantam.ledger.queries.trial_balance import Sums, TrialBalance, TrialFilter, TrialLine, get_trial_balance
from tantam.units.queries import get_unit
from tantam.web.asking import allowed, get_actor
from tantam.web.handing_out import file_answer, printed_for
from tantam.web.ledger.forms import TrialFilters
from tantam.web.ledger.tabs import SEE, book_tabs, programme_words
from tantam.web.templatetags.tantam import day as day_text


@require_safe
@never_cache
@allowed(SEE)
def trial_balance(request: HttpRequest) -> HttpResponse:
    """Show what all accounts opened with, took and closed with."""
    form = TrialFilters(request.GET, scope=get_actor(request).scope, today=timezone.localdate())
    chosen = form.wanted
    balance = get_trial_balance(scope=get_actor(request).scope, chosen=chosen)
    context: dict[str, Any] = {
        "form": form,
        "chosen": chosen,
        "parts": _parts(balance),
        "filtered": bool(request.GET),
        "is_single": bool(chosen.code),
        "programmes": programme_words(),
        "query": request.GET.urlencode(),
        "tabs": book_tabs(here="ledger"),
        "account_query": f"from_date={chosen.from_day:%d/%m/%Y}&to_date={chosen.to_day:%d/%m/%Y}",
    }
    return render(request, "ledger/trial_balance.html", context)


@require_safe
@never_cache
@allowed(SEE)
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the trial balance that the address asks for."""
    actor = get_actor(request)
    chosen = TrialFilters(request.GET, scope=actor.scope, today=timezone.localdate()).wanted
    with override(settings.LANGUAGE_CODE):  # a paper, and so in Vietnamese
        balance = get_trial_balance(scope=actor.scope, chosen=chosen)
        content = write_workbook([_sheet(balance, chosen)], printed=printed_for(request))
    return file_answer(content, XLSX, f"bang-can-doi-{chosen.to_day:%Y%m%d}.xlsx")


def _parts(balance: TrialBalance) -> list[dict[str, Any]]:
    """Return the accounts on the balance sheet and the memo accounts, each with what they come to."""
    both = (
        ("on-sheet", _("Tài khoản trong bảng"), balance.lines, balance.total),
        ("memo", _("Tài khoản ngoại bảng"), balance.memo_lines, balance.memo_total),
    )
    return [{"key": key, "title": title, "lines": lines, "total": total} for key, title, lines, total in both if lines]


def _sheet(balance: TrialBalance, chosen: TrialFilter) -> Sheet:
    opening, moved, closing = _("Số dư đầu kỳ"), _("Phát sinh trong kỳ"), _("Số dư cuối kỳ")
    debit, credit = _("Bên Nợ"), _("Bên Có")
    columns = (
        SheetColumn(_("Số hiệu"), CellKind.CODE, 10),
        SheetColumn(_("Tài khoản"), width=40),
        SheetColumn(_("Đơn vị"), width=24),
        SheetColumn(_("Nguồn vốn"), width=22),
        SheetColumn(_("Chương trình"), width=24),
        *(
            SheetColumn(side, CellKind.INTEGER, 18, group=group)
            for group in (opening, moved, closing)
            for side in (debit, credit)
        ),
    )
    programmes = programme_words()
    rows: list[tuple[SheetCell, ...]] = []
    for part in _parts(balance):
        rows += [_row(line, programmes) for line in part["lines"]]
        rows.append(("", _("Cộng: %(part)s") % {"part": part["title"]}, "", "", "", *_cells(part["total"])))
    return Sheet(
        name=_("Bảng cân đối tài khoản"),
        columns=columns,
        rows=tuple(rows),
        titles=(_("Bảng cân đối tài khoản"), *_titles(chosen)),
        frozen_columns=2,
        is_large_paper=True,
    )


def _titles(chosen: TrialFilter) -> tuple[str, ...]:
    days = _("Từ ngày %(first)s đến ngày %(last)s") % {
        "first": day_text(chosen.from_day),
        "last": day_text(chosen.to_day),
    }
    said = [days, _("Đơn vị tính: đồng")]
    if chosen.known_on is not None:
        said.append(_("Theo ngày giá trị, biết đến hết ngày %(day)s") % {"day": day_text(chosen.known_on)})
    if chosen.office_id is not None:
        said.append(_("Đơn vị: %(name)s") % {"name": get_unit(chosen.office_id).name})
    return tuple(said)


def _row(line: TrialLine, programmes: dict[str, str]) -> tuple[SheetCell, ...]:
    programme = programmes.get(line.programme, line.programme)
    return (line.account.number, line.account.name, line.office, line.source, programme, *_cells(line.sums))


def _cells(sums: Sums) -> tuple[SheetCell, ...]:
    return tuple(sums.columns)

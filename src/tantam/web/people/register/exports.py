"""The register as a workbook: a reason first, sensitive columns only where asked for and allowed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.base.errors import AlreadyDone, Refusal
from tantam.documents.media import XLSX
from tantam.documents.sheet import CellKind, Sheet, SheetColumn, write_workbook
from tantam.people.commands.looking import export_register
from tantam.people.queries.household import Sight
from tantam.people.queries.taking_out import list_rows_to_take_out
from tantam.web.asking import allowed, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import show_refusal
from tantam.web.handing_out import file_answer, printed_for
from tantam.web.people.register import forms
from tantam.web.people.register.showing import register_crumbs
from tantam.web.people.register.views import chosen_of


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.export_register")
def export(request: HttpRequest) -> HttpResponse:
    """Ask why the part of the register that the address names leaves, write that down, and give the file."""
    actor = get_actor(request)
    chosen = chosen_of(request)
    form = forms.ExportForm(
        request.POST or None,
        may_export_sensitive=actor.may("people.export_sensitive"),
        initial={"request_key": new_request_key()},
    )
    if request.method == "POST" and form.is_valid():
        with_sensitive = bool(form.cleaned_data.get("with_sensitive"))
        try:
            export_register(
                asked=asked_by(request),
                reason=form.cleaned_data["reason"],
                with_sensitive=with_sensitive,
                text=chosen.text,
                kind=chosen.kind,
                village_id=chosen.village_id,
                commune_id=chosen.commune_id,
            )
        except AlreadyDone:  # each file has its own entry in the chain
            form.add_error(None, _("Tệp theo yêu cầu này đã được giao. Hãy mở lại trang để xuất lần nữa."))
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            return _workbook(request, with_sensitive=with_sensitive)
    context = {
        "form": form,
        "crumbs": register_crumbs(),
        "title": _("Xuất danh sách người thụ hưởng"),
        "note": _("Tệp gồm các hộ đang lọc, không có cột được bảo mật trừ khi bạn chọn và được phép."),
        "action": _("Tải tệp Excel"),
        "sign": "download",
    }
    return render(request, "people/register/form.html", context)


@override(settings.LANGUAGE_CODE)
def _workbook(request: HttpRequest, *, with_sensitive: bool) -> HttpResponse:
    sight = Sight(at=timezone.now(), day=timezone.localdate(), unmasked=with_sensitive)
    found = list_rows_to_take_out(scope=get_actor(request).scope, chosen=chosen_of(request), sight=sight)
    columns = [
        SheetColumn("Mã hộ", CellKind.CODE, 16),
        SheetColumn("Xã", width=18),
        SheetColumn("Thôn", width=18),
        SheetColumn("Họ và tên", width=28),
        SheetColumn("Quan hệ với chủ hộ", width=14),
        SheetColumn("Giới tính", width=9),
        SheetColumn("Ngày sinh", CellKind.CODE, 12),
        SheetColumn("Diện", width=30),
        SheetColumn("Từ ngày", CellKind.DATE, 12),
    ]
    if with_sensitive:
        columns += [
            SheetColumn("Số định danh", CellKind.CODE, 16),
            SheetColumn("Điện thoại", CellKind.CODE, 14),
            SheetColumn("Dân tộc", width=14),
        ]
    rows = []
    for row in found:
        cells = (row.code, row.commune, row.village, row.name, row.relation, row.sex, row.birth, row.statuses)
        sensitive = (row.identity, row.phone, row.ethnicity) if with_sensitive else ()
        rows.append((*cells, row.starts_on, *sensitive))
    sheet = Sheet(
        name="Người thụ hưởng",
        columns=tuple(columns),
        rows=tuple(rows),
        titles=("Danh sách người thụ hưởng", f"Số liệu đến ngày {sight.day:%d/%m/%Y}"),
    )
    content = write_workbook([sheet], printed=printed_for(request))
    return file_answer(content, XLSX, f"nguoi-thu-huong-{sight.day:%Y%m%d}.xlsx")

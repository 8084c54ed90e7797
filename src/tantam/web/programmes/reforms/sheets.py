"""The tables of a run as a workbook, in exact đồng. It is a paper, and so in Vietnamese."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tantam.base.errors import OutOfScope
from tantam.documents.sheet import CellKind, Printed, Sheet, SheetColumn, write_workbook
from tantam.programmes.queries.evidence import get_run_evidence
from tantam.programmes.reforms.evidence import EvidenceTable, RunEvidence
from tantam.web.asking import allowed, get_actor
from tantam.web.programmes.reforms.views import SEE
from tantam.web.templatetags.tantam import day

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@allowed(SEE)
@override(settings.LANGUAGE_CODE)
def workbook(request: HttpRequest, run_id: int) -> HttpResponse:
    """Give all tables of a run, with what it stands on."""
    try:
        evidence = get_run_evidence(run_id=run_id)
    except OutOfScope:
        raise Http404 from None
    actor = get_actor(request)
    content = write_workbook(
        [_ground(evidence), *(_sheet(table, evidence) for table in evidence.tables)],
        printed=Printed(by=f"{actor.name}, {actor.unit_name}", at=timezone.localtime()),
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="cai-cach-lan-chay-{run_id}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _ground(evidence: RunEvidence) -> Sheet:
    """Return the sheet that says what was asked, on which ground, and what came out."""
    rows = [
        (_("Cải cách"), f"{evidence.title} ({_('phiên bản')} {evidence.version})"),
        (_("Đơn vị đề xuất"), evidence.unit_name),
        (_("Mục đích"), evidence.purpose),
        (_("Áp dụng từ ngày"), day(evidence.day)),
        *((_("Thay đổi"), change) for change in evidence.changes),
        *((_("Kết quả"), sentence) for sentence in evidence.summary),
        *evidence.assumptions,
        *((_("Lưu ý"), caution) for caution in evidence.cautions),
        (_("Ảnh chụp sổ ngày"), day(evidence.snapshot_as_of)),
        (_("Mã ảnh chụp"), evidence.snapshot_digest),
        (_("Mã dữ liệu luật"), evidence.law_digest),
        (_("Mã kết quả"), evidence.result_digest),
        (_("Người chạy"), evidence.run_by_name),
    ]
    columns = (SheetColumn(_("Mục"), width=34), SheetColumn(_("Nội dung"), width=100))
    return Sheet(name=_("Căn cứ"), columns=columns, rows=tuple(rows), titles=(evidence.title,))


def _sheet(table: EvidenceTable, evidence: RunEvidence) -> Sheet:
    columns = tuple(
        SheetColumn(
            head, CellKind.INTEGER if any(isinstance(row[at], int) for row in table.rows) else CellKind.TEXT, 20
        )
        for at, head in enumerate(table.header)
    )
    rows = table.rows + ((table.total,) if table.total else ())
    unit = _("Đơn vị tính của các cột tiền: %(unit)s") % {"unit": table.unit} if table.money_columns else table.unit
    titles = tuple(filter(None, (table.title, evidence.title, unit, table.note)))
    return Sheet(name=table.title, columns=columns, rows=rows, titles=titles, is_large_paper=len(columns) > 8)

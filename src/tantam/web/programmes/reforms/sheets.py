"""The tables of a run as a workbook, in exact đồng. It is a paper, and so in Vietnamese."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tantam.base.errors import OutOfScope
from tantam.documents.media import XLSX
from tantam.documents.sheet import CellKind, Sheet, SheetColumn, write_workbook
from tantam.programmes.queries.evidence import get_run_evidence
from tantam.programmes.reforms.evidence import EvidenceTable, RunEvidence
from tantam.web.asking import allowed
from tantam.web.handing_out import file_answer, printed_for
from tantam.web.programmes.reforms.views import SEE
from tantam.web.templatetags.tantam import day


@require_safe
@allowed(SEE)
@override(settings.LANGUAGE_CODE)
def workbook(request: HttpRequest, run_id: int) -> HttpResponse:
    """Give all tables of a run, with what it stands on."""
    try:
        evidence = get_run_evidence(run_id=run_id)
    except OutOfScope:
        raise Http404 from None
    sheets = [_ground(evidence), *(_sheet(table, evidence) for table in evidence.tables)]
    content = write_workbook(sheets, printed=printed_for(request))
    return file_answer(content, XLSX, f"cai-cach-lan-chay-{run_id}.xlsx")


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

"""The list of households to visit, as a workbook. It is a paper, and so in Vietnamese."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tantam.documents.media import XLSX
from tantam.documents.sheet import CellKind, Sheet, SheetColumn, write_workbook
from tantam.programmes.queries.over_register import ToVerify
from tantam.web.handing_out import file_answer, printed_for
from tantam.web.programmes.whole_register.words import CLASS_WORDS
from tantam.web.templatetags.tantam import day as day_text


@override(settings.LANGUAGE_CODE)
def to_verify(request: HttpRequest, lines: Sequence[ToVerify], *, day: date) -> HttpResponse:
    """Return the households whose class changes under the standard of a day, with room for what is found."""
    sheet = Sheet(
        name=_("Cần rà soát"),
        columns=(
            SheetColumn(_("Xã, phường"), width=22),
            SheetColumn(_("Thôn, tổ"), width=18),
            SheetColumn(_("Mã hộ"), CellKind.CODE, width=16),
            SheetColumn(_("Chủ hộ"), width=26),
            SheetColumn(_("Diện hiện nay"), width=20),
            SheetColumn(_("Diện theo chuẩn mới"), width=22),
            SheetColumn(_("Thu nhập (đồng/người/tháng)"), CellKind.INTEGER, width=18),
            SheetColumn(_("Số chỉ số thiếu hụt"), CellKind.INTEGER, width=12),
            SheetColumn(_("Dư nợ (đồng)"), CellKind.INTEGER, width=16),
            SheetColumn(_("Kết quả rà soát"), width=26),
        ),
        rows=tuple(
            (
                line.head.commune,
                line.head.village,
                line.head.code,
                line.head.head_name,
                str(CLASS_WORDS[line.before]).capitalize(),
                str(CLASS_WORDS[line.after]).capitalize(),
                line.income_vnd,
                line.deprivations,
                line.owed_vnd,
                "",
            )
            for line in lines
        ),
        titles=(
            _("Danh sách hộ cần rà soát theo chuẩn nghèo áp dụng từ ngày %(day)s") % {"day": day_text(day)},
            _("Số hộ: %(count)d") % {"count": len(lines)},
        ),
        is_large_paper=True,
    )
    content = write_workbook([sheet], printed=printed_for(request))
    return file_answer(content, XLSX, f"ra-soat-{day.isoformat()}.xlsx")

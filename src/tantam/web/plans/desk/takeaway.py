"""Everything that a unit entered, for the unit to take away: a workbook to read, JSON for programs, the files.

The workbook is a paper, and so in Vietnamese whatever the language of the screens.
"""

import io
import zipfile
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tantam.base.files import read_file
from tantam.core.canonical import canonical_json
from tantam.core.text import fold
from tantam.documents.sheet import CellKind, Printed, Sheet, SheetColumn, write_workbook
from tantam.documents.states import LOOKS, State
from tantam.plans.queries.unit_work import DutyWork, UnitWork, list_unit_work
from tantam.web.asking import allowed, get_actor

ZIP: Final = "application/zip"


@require_safe
@allowed("plans.save_text")
@override(settings.LANGUAGE_CODE)
def takeaway(request: HttpRequest) -> HttpResponse:
    """Give the unit of the person who asks all that it entered, as one archive."""
    actor = get_actor(request)
    assert actor.unit_id is not None
    now = timezone.localtime()
    work = list_unit_work(unit_id=actor.unit_id, scope=actor.scope, on=now.date())
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu.json", canonical_json(work))
        archive.writestr("tong-hop.xlsx", write_workbook(_sheets(work), printed=Printed(by=actor.name, at=now)))
        for name, sha256 in _files(work).items():
            archive.writestr(name, read_file(sha256))
    response = HttpResponse(content.getvalue(), content_type=ZIP)
    name = slugify(fold(f"{actor.unit_name} {now:%Y-%m-%d}"))
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


def _files(work: UnitWork) -> dict[str, str]:
    """Return the attached files: their name in the archive, and their digest."""
    return {
        f"tep/{document.id}-{document.filename}": document.sha256
        for duty in work.duties
        for document in duty.content.documents
        if document.sha256
    }


def _sheets(work: UnitWork) -> list[Sheet]:
    return [
        _duties(work),
        _documents(work),
        _media(work),
        _briefings(work),
        _values(work),
        _history(work),
        _parts(work),
    ]


def _where(duty: DutyWork) -> tuple[str, str]:
    return duty.line.task_code, duty.line.period_label


_WHERE: Final = (("Nhiệm vụ", 10), ("Kỳ báo cáo", 22))


def _columns(*more: SheetColumn) -> tuple[SheetColumn, ...]:
    return (*(SheetColumn(title, width=width) for title, width in _WHERE), *more)


def _duties(work: UnitWork) -> Sheet:
    return Sheet(
        name="Nhiệm vụ",
        columns=_columns(
            SheetColumn("Hạn", CellKind.DATE, 12),
            SheetColumn("Ngày hoàn thành", CellKind.DATE, 12),
            SheetColumn("Trạng thái", width=22),
            SheetColumn("Kết quả thực hiện", width=60),
            SheetColumn("Khó khăn, vướng mắc", width=40),
            SheetColumn("Đề xuất, kiến nghị", width=40),
        ),
        rows=tuple(
            (
                *_where(duty),
                duty.line.due_on,
                duty.line.done_on,
                LOOKS[State(duty.line.state.value)].words,
                duty.content.text,
                duty.content.difficulties,
                duty.content.proposals,
            )
            for duty in work.duties
        ),
    )


def _documents(work: UnitWork) -> Sheet:
    return Sheet(
        name="Văn bản",
        columns=_columns(
            SheetColumn("Loại", width=16),
            SheetColumn("Số, ký hiệu", width=18),
            SheetColumn("Ngày ban hành", CellKind.DATE, 12),
            SheetColumn("Cơ quan ban hành", width=30),
            SheetColumn("Người ký", width=20),
            SheetColumn("Trích yếu", width=60),
            SheetColumn("Tệp", width=40),
        ),
        rows=tuple(
            (*_where(duty), d.kind, d.number, d.issued_on, d.issuing_body, d.signer, d.abstract, d.filename)
            for duty in work.duties
            for d in duty.content.documents
        ),
    )


def _media(work: UnitWork) -> Sheet:
    return Sheet(
        name="Tin, bài",
        columns=_columns(
            SheetColumn("Loại", width=20),
            SheetColumn("Tiêu đề", width=50),
            SheetColumn("Nơi đăng, phát", width=30),
            SheetColumn("Ngày", CellKind.DATE, 12),
            SheetColumn("Liên kết", width=40),
        ),
        rows=tuple(
            (*_where(duty), m.kind_label, m.title, m.outlet, m.published_on, m.link)
            for duty in work.duties
            for m in duty.content.media_items
        ),
    )


def _briefings(work: UnitWork) -> Sheet:
    return Sheet(
        name="Hội nghị, tập huấn",
        columns=_columns(
            SheetColumn("Loại", width=24),
            SheetColumn("Nội dung", width=50),
            SheetColumn("Ngày", CellKind.DATE, 12),
            SheetColumn("Thành phần", width=30),
            SheetColumn("Số người", CellKind.INTEGER, 10),
        ),
        rows=tuple(
            (*_where(duty), b.kind_label, b.topic, b.held_on, b.audience, b.attendees_count)
            for duty in work.duties
            for b in duty.content.briefings
        ),
    )


def _values(work: UnitWork) -> Sheet:
    return Sheet(
        name="Số liệu",
        columns=_columns(
            SheetColumn("Chỉ tiêu", width=50),
            SheetColumn("Giá trị", CellKind.DECIMAL, 16),
            SheetColumn("Đơn vị tính", width=16),
        ),
        rows=tuple(
            (*_where(duty), v.name, v.value, v.measure)
            for duty in work.duties
            for v in duty.content.values
            if v.value is not None
        ),
    )


def _history(work: UnitWork) -> Sheet:
    return Sheet(
        name="Quá trình",
        columns=_columns(
            SheetColumn("Lúc", CellKind.MOMENT, 18),
            SheetColumn("Bước", width=24),
            SheetColumn("Người thực hiện", width=30),
            SheetColumn("Lý do", width=60),
        ),
        rows=tuple(
            (*_where(duty), timezone.localtime(step.at), step.kind_label, step.by_name, step.reason)
            for duty in work.duties
            for step in duty.history
        ),
    )


def _parts(work: UnitWork) -> Sheet:
    return Sheet(
        name="Phần phối hợp",
        columns=_columns(SheetColumn("Nội dung", width=80)),
        rows=tuple((row.task_code, row.period_label, row.part.text) for row in work.contributions),
    )

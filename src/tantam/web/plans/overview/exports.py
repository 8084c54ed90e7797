"""Workbooks of the overview: the matrix as shown, and the follow-up table of 25 columns.

They are papers, and so in Vietnamese whatever the language of the screens.
"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tantam.core.duties import DutyState
from tantam.core.text import fold
from tantam.documents.follow_up import Approver, Extensions, FollowUpRow, write_follow_up
from tantam.documents.media import XLSX
from tantam.documents.sheet import (
    CellKind,
    Shaded,
    Sheet,
    SheetCell,
    SheetColumn,
    write_workbook,
)
from tantam.documents.states import LOOKS, State
from tantam.plans.queries.follow_up import FollowUpLine, list_follow_up
from tantam.plans.queries.frame import Frame, PlanLine, get_frame
from tantam.plans.queries.matrix import (
    Cell,
    Matrix,
    choose,
    get_matrix,
    in_order,
    with_states,
)
from tantam.web.asking import allowed, get_actor
from tantam.web.handing_out import file_answer, printed_for
from tantam.web.plans.overview.addresses import selection_of
from tantam.web.plans.overview.forms import chosen_words
from tantam.web.plans.overview.views import plan_or_404
from tantam.web.templatetags.tantam import day

PAPER_STATE: Final = {state: State(state.value) for state in DutyState}


@require_safe
@allowed("plans.export_plan")
@override(settings.LANGUAGE_CODE)
def matrix(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Give the matrix of a selection as a workbook."""
    line, frame = _opened(request, plan_id)
    selection = selection_of(request.GET)
    found = get_matrix(frame, selection)
    sheet = Sheet(
        name=_("Bảng theo dõi"),
        columns=_columns(found),
        rows=_rows(found),
        titles=(
            f"{line.number}: {line.title}",
            _("Số liệu đến ngày %(day)s") % {"day": day(frame.on)},
            _("Phạm vi: %(chosen)s") % {"chosen": chosen_words(frame, selection)},
        ),
        frozen_columns=1,
        is_large_paper=True,
        legend=tuple(PAPER_STATE.values()),
    )
    return _workbook(write_workbook([sheet], printed=printed_for(request)), f"bang-theo-doi-{line.number}")


@require_safe
@allowed("plans.export_plan")
@override(settings.LANGUAGE_CODE)
def follow_up(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Give the duties of a selection as the follow-up table that offices exchange."""
    line, frame = _opened(request, plan_id)
    selection = selection_of(request.GET)
    facts = in_order(frame, with_states(choose(frame, selection), selection.states))
    rows = [_follow_up_row(row, line) for row in list_follow_up(frame, facts)]
    return _workbook(write_follow_up(rows, printed=printed_for(request)), f"theo-doi-nhiem-vu-{line.number}")


def _opened(request: HttpRequest, plan_id: int) -> tuple[PlanLine, Frame]:
    line = plan_or_404(request, plan_id)
    return line, get_frame(plan=line, scope=get_actor(request).scope, on=timezone.localdate())


def _columns(found: Matrix) -> tuple[SheetColumn, ...]:
    tasks = [
        SheetColumn(task.code, CellKind.CODE, 7, group=f"{group.section.code}. {group.section.title}"[:60])
        for group in found.sections
        for task in group.tasks
    ]
    sums = [_("Phải làm"), _("Đã hoàn thành"), _("Đúng hạn"), _("Quá hạn")]
    return (
        SheetColumn(_("Đơn vị"), width=32),
        SheetColumn(_("Loại"), width=18),
        SheetColumn(_("Địa bàn huyện cũ"), width=14),
        *tasks,
        *(SheetColumn(name, CellKind.INTEGER, 9, group=_("Tổng hợp")) for name in sums),
    )


def _rows(found: Matrix) -> tuple[tuple[SheetCell, ...], ...]:
    rows: list[tuple[SheetCell, ...]] = []
    for group in found.groups:
        for row in group.rows:
            counts = (row.tally.expected, row.tally.done, row.tally.done_on_time, row.tally.open_overdue)
            cells = (_cell(cell) for cell in row.cells)
            rows.append((row.unit.name, group.kind_label, group.area, *cells, *counts))
    if rows:
        whole = found.whole
        blank: tuple[SheetCell, ...] = ("",) * len(found.by_task)
        sums = (whole.expected, whole.done, whole.done_on_time, whole.open_overdue)
        rows.append((_("Cộng"), "", "", *blank, *sums))
    return tuple(rows)


def _cell(cell: Cell | None) -> SheetCell:
    if cell is None:
        return None
    state = PAPER_STATE[cell.state]
    some = f" {cell.in_state}/{cell.total}" if cell.in_state < cell.total else ""
    return Shaded(f"{LOOKS[state].mark}{some}", state)


def _follow_up_row(row: FollowUpLine, line: PlanLine) -> FollowUpRow:
    done = row.state in {DutyState.DONE_ON_TIME, DutyState.DONE_LATE}
    return FollowUpRow(
        task=row.task,
        state=PAPER_STATE[row.state],
        code=row.code,
        lead_unit=row.lead_unit,
        coordinating_units=row.coordinating_units,
        contact=row.contact,
        starts_on=row.opens_on,
        due_on=row.due_on,
        kind=row.kind,
        source=line.number,
        result=row.result,
        percent_done=100 if done else None,
        difficulty=row.difficulties,
        proposal=row.proposals,
        assigned_by=line.issuer,
        roadmap=row.period,
        updated_on=timezone.localtime(row.changed_at).date() if row.changed_at else None,
        done_on=row.done_on,
        extensions=Extensions(count=row.extensions_count, old_due_on=row.old_due_on),
        approver=Approver(name=row.approver),
    )


def _workbook(content: bytes, name: str) -> HttpResponse:
    return file_answer(content, XLSX, f"{slugify(fold(name).replace('/', '-'))}.xlsx")

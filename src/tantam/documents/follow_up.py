"""The follow-up table of 25 columns that offices exchange: one row a task, a header of two rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tantam.documents.sheet import CellKind, Printed, Shaded, Sheet, SheetCell, SheetColumn, write_workbook
from tantam.documents.states import LOOKS, State


@dataclass(frozen=True, slots=True)
class Extensions:
    """How often a deadline was moved, and the one before the last move."""

    count: int = 0
    old_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approved the result; the contact only if the office wants it in the file."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A task as the follow-up table shows it. `percent_done` is a whole number from 0 to 100."""

    task: str
    state: State
    code: str
    leader: str = ""
    lead_unit: str = ""
    coordinating_units: str = ""
    contact: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    kind: str = ""
    source: str = ""
    result: str = ""
    percent_done: int | None = None
    difficulty: str = ""
    proposal: str = ""
    assigned_by: str = ""
    roadmap: str = ""
    updated_on: date | None = None
    done_on: date | None = None
    extensions: Extensions = Extensions()
    approver: Approver = Approver()

    def __post_init__(self) -> None:
        assert self.percent_done is None or 0 <= self.percent_done <= 100
        assert self.extensions.count >= 0


FOLLOW_UP_COLUMNS = (
    SheetColumn("STT", CellKind.INTEGER, 5),
    SheetColumn("Tên nhiệm vụ", width=32),
    SheetColumn("LĐVP chủ trì", width=10),
    SheetColumn("Đơn vị chủ trì thực hiện", width=15),
    SheetColumn("Đơn vị phối hợp", width=16),
    SheetColumn("Đầu mối thực hiện", width=11),
    SheetColumn("Ngày thực hiện", CellKind.DATE, 11),
    SheetColumn("Ngày hoàn thành", CellKind.DATE, 11),
    SheetColumn("Loại", width=9),
    SheetColumn("Nguồn gốc", width=12),
    SheetColumn("Trạng thái", width=11),
    SheetColumn("Kết quả", width=18),
    SheetColumn("Mức độ hoàn thành", CellKind.INTEGER, 8),
    SheetColumn("Khó khăn", width=14),
    SheetColumn("Đề xuất", width=14),
    SheetColumn("ID", CellKind.CODE, 9),
    SheetColumn("Người giao", width=11),
    SheetColumn("Lộ trình", width=11),
    SheetColumn("Ngày cập nhật", CellKind.DATE, 11),
    SheetColumn("Ngày hoàn thành thực tế", CellKind.DATE, 11),
    SheetColumn("Số lần", CellKind.INTEGER, 5, group="Gia hạn"),
    SheetColumn("Mốc cũ", CellKind.DATE, 11, group="Gia hạn"),
    SheetColumn("Tên", width=11, group="Người phê duyệt"),
    SheetColumn("Email", width=14, group="Người phê duyệt"),
    SheetColumn("ĐT", CellKind.CODE, 11, group="Người phê duyệt"),
)
assert len(FOLLOW_UP_COLUMNS) == 25


def write_follow_up(rows: Sequence[FollowUpRow], *, printed: Printed) -> bytes:
    """Write the follow-up table as a workbook; its first two rows are the header, as other systems expect."""
    cells = tuple(_cells(number, row) for number, row in enumerate(rows, start=1))
    sheet = Sheet("Theo dõi nhiệm vụ", FOLLOW_UP_COLUMNS, cells, frozen_columns=2, is_large_paper=True)
    return write_workbook([sheet], printed=printed)


def _cells(number: int, row: FollowUpRow) -> tuple[SheetCell, ...]:
    return (
        number,
        row.task,
        row.leader,
        row.lead_unit,
        row.coordinating_units,
        row.contact,
        row.starts_on,
        row.due_on,
        row.kind,
        row.source,
        Shaded(LOOKS[row.state].words, row.state),
        row.result,
        row.percent_done,
        row.difficulty,
        row.proposal,
        row.code,
        row.assigned_by,
        row.roadmap,
        row.updated_on,
        row.done_on,
        row.extensions.count,
        row.extensions.old_due_on,
        row.approver.name,
        row.approver.email,
        row.approver.phone,
    )

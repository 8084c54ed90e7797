"""The collection sheets of a session (form 13/TD), filled in with what is due, empty where people write."""

from collections.abc import Callable, Iterator
from typing import Final

from tantam.core.vietnamese import format_date, format_number
from tantam.documents.official import Appendix, OfficialDocument, Paragraph, Signature
from tantam.documents.sheet import CellKind, Sheet, SheetCell, SheetColumn
from tantam.documents.tables import Align, Cell, Column, Row, RowKind, Table
from tantam.lending.papers.session_frame import places_to_sign, session_paper
from tantam.lending.queries.due import GroupDue, LoanDue, MemberDue, PointDue

Programme = Callable[[str], str]
_LANDSCAPE: Final = 252
_TITLES: Final = (
    ("STT", 9, ""),
    ("Họ và tên, mã hộ", 42, ""),
    ("Khế ước, chương trình", 38, ""),
    ("Dư nợ", 24, ""),
    ("Gốc đến hạn", 22, "Phải thu"),
    ("Lãi kỳ này", 19, "Phải thu"),
    ("Lãi tồn", 19, "Phải thu"),
    ("Tiền gửi", 17, "Phải thu"),
    ("Lãi", 19, "Thực nộp (chỉ ghi khi khác)"),
    ("Tiền gửi", 18, "Thực nộp (chỉ ghi khi khác)"),
    ("Ký nộp", 25, ""),
)


def collection_sheets(due: PointDue, programme: Programme) -> OfficialDocument:
    """Return the sheets of all groups of a point: a page that lists them, then each group on pages of its own."""
    columns = (
        Column("STT", 10, Align.CENTER),
        Column("Tổ, tổ trưởng", 63),
        Column("Số hộ", 14, Align.RIGHT),
        Column("Lãi phải thu", 26, Align.RIGHT),
        Column("Gốc đến hạn", 26, Align.RIGHT),
        Column("Tiền gửi", 26, Align.RIGHT),
    )
    rows = [
        Row((number, f"{group.title}\n{group.head}", len(group.members), *_sums(group)))
        for number, group in enumerate(due.groups, start=1)
    ]
    sums = [sum(column) for column in zip(*(_sums(group) for group in due.groups), strict=True)] or [0, 0, 0]
    households = sum(len(group.members) for group in due.groups)
    total = Row(("", "Cộng", households, *sums), RowKind.TOTAL)
    blocks = (
        Paragraph(
            f"Điểm giao dịch: {due.point}. Ngày giao dịch: {format_date(due.day)}. Lãi kỳ này tính từ sau ngày "
            f"{format_date(due.since)} đến hết ngày {format_date(due.day)}; lãi tồn là lãi còn nợ từ kỳ trước."
        ),
        Table(columns, (*rows, total), unit_note="Đơn vị tính: đồng"),
        Paragraph(
            "Tổ trưởng không thu nợ gốc: người vay nộp gốc trực tiếp cho ngân hàng tại điểm giao dịch. "
            "Hộ nộp đúng số phải thu thì chỉ ký; hộ không nộp ghi 0, hộ nộp khác ghi số thực nộp."
        ),
    )
    return session_paper(
        office=due.office,
        commune=due.commune,
        form="13/TD",
        kind="Bảng kê",
        title="Lãi phải thu, lãi thực thu và tiền gửi tổ viên",
        on=due.day,
        blocks=blocks,
        signer=Signature("", title="Người lập"),
        appendices=tuple(_group_pages(due, group, programme) for group in due.groups),
    )


def sheet_tables(due: PointDue, programme: Programme) -> list[Sheet]:
    """Return the sheets as a workbook, a group a sheet."""
    columns = tuple(
        SheetColumn(
            title.replace("\n", " "),
            CellKind.INTEGER if place == 0 or 3 <= place <= 9 else CellKind.TEXT,
            width=max(10, width // 2),
            group=group or None,
        )
        for place, (title, width, group) in enumerate(_TITLES)
    )
    return [
        Sheet(
            name=group.code,
            columns=columns,
            rows=tuple(_cells(group, programme)),
            titles=(
                f"BẢNG KÊ LÃI PHẢI THU, LÃI THỰC THU VÀ TIỀN GỬI TỔ VIÊN (13/TD) – {group.title}",
                f"{due.point}, ngày giao dịch {format_date(due.day)}; tổ trưởng {group.head}; đơn vị tính: đồng",
            ),
            frozen_columns=2,
        )
        for group in due.groups
    ]


def _sums(group: GroupDue) -> tuple[int, int, int]:
    return group.interest_vnd, group.due_vnd, group.agreed_savings_vnd


def _group_pages(due: PointDue, group: GroupDue, programme: Programme) -> Appendix:
    aligns = (Align.CENTER, Align.LEFT, Align.LEFT, *[Align.RIGHT] * 7, Align.LEFT)
    columns = tuple(
        Column(title, width, align, group=above or None)
        for (title, width, above), align in zip(_TITLES, aligns, strict=True)
    )
    rows: list[Row] = [Row(tuple(_in_words(cell) for cell in cells)) for cells in _cells(group, programme)]
    loans = [loan for member in group.members for loan in member.loans if loan.may_pay]
    rows.append(
        Row(
            (
                "",
                "Cộng",
                "",
                sum(loan.principal_vnd for loan in group.loans),
                group.due_vnd,
                sum(loan.interest_period_vnd for loan in loans),
                sum(loan.interest_arrears_vnd for loan in loans),
                group.agreed_savings_vnd,
                "",
                "",
                "",
            ),
            RowKind.TOTAL,
        )
    )
    return Appendix(
        title=f"{group.title} – {group.village}",
        blocks=(
            Paragraph(
                f"Tổ trưởng: {group.head}. Mã Tổ: {group.code}. Điểm giao dịch: {due.point}, "
                f"ngày {format_date(due.day)}. Tổng số tiền tổ trưởng nộp: …………………………… đồng."
            ),
            Table(columns, tuple(rows), unit_note="Đơn vị tính: đồng"),
            places_to_sign(
                [("Tổ trưởng", group.head), ("Giao dịch viên", ""), ("Kiểm soát viên", "")], width=_LANDSCAPE
            ),
        ),
        is_landscape=True,
        label=f"13/TD – {group.code}",
        note="",
    )


def _cells(group: GroupDue, programme: Programme) -> Iterator[tuple[SheetCell, ...]]:
    """Yield a row a loan; a household without one has a row for its savings."""
    for number, member in enumerate(group.members, start=1):
        rows: list[LoanDue | None] = list(member.loans) or [None]
        for place, loan in enumerate(rows):
            yield _row(number if place == 0 else None, member, loan, programme)


def _row(number: int | None, member: MemberDue, loan: LoanDue | None, programme: Programme) -> tuple[SheetCell, ...]:
    is_first = number is not None
    owes: tuple[SheetCell, ...] = ("", 0, 0, 0, 0)
    if loan is not None:
        told = f"{loan.number}\n{programme(loan.programme)}" + ("\n(đang khoanh nợ)" if loan.is_frozen else "")
        interest = (loan.interest_period_vnd, loan.interest_arrears_vnd) if loan.may_pay else (0, 0)
        owes = (told, loan.principal_vnd, loan.due_vnd, *interest)
    return (
        number,
        f"{member.name}\n{member.household_code}" if is_first else "",
        *owes,
        member.agreed_savings_vnd if is_first else None,
        None,
        None,
        "",
    )


def _in_words(cell: SheetCell) -> Cell:
    """Return a cell for paper, where nothing is written for what is not there."""
    if isinstance(cell, int):
        return format_number(cell) if cell else "–"
    assert cell is None or isinstance(cell, str)
    return cell or ""

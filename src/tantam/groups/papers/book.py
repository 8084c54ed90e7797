"""The list of a group's members, and the group's book: members, board, convention, meetings, contracts on a day."""

from collections.abc import Iterator, Sequence
from datetime import date

from tantam.core.vietnamese import format_date, format_number
from tantam.documents.official import Block, Heading, OfficialDocument, Paragraph
from tantam.documents.tables import Align, Column, Row, Table
from tantam.groups.papers.frame import by_hand, member_table, paper, signed_by_head
from tantam.groups.queries.group import GroupPage, MemberLine
from tantam.groups.queries.timeline import GroupHappening

_BANK = ("Ngân hàng Chính sách xã hội",)


def member_list(page: GroupPage, *, on: date) -> OfficialDocument:
    """Return the list of who belongs to a group on a day."""
    blocks = (
        Paragraph(f"Tổ có {format_number(len(page.members))} tổ viên ngày {format_date(on)}."),
        member_table(page.members),
    )
    return paper(
        page,
        form="",
        kind="Danh sách",
        title="Tổ viên Tổ tiết kiệm và vay vốn",
        blocks=blocks,
        on=on,
        signer=signed_by_head(page),
        recipients=_BANK,
    )


def group_book(
    page: GroupPage, *, on: date, former: Sequence[MemberLine], happenings: Sequence[GroupHappening]
) -> OfficialDocument:
    """Return the book of a group as it stands on a day."""
    return paper(
        page,
        form="",
        kind="Sổ theo dõi",
        title="Hoạt động của Tổ tiết kiệm và vay vốn",
        blocks=tuple(_chapters(page, former, happenings)),
        on=on,
        signer=signed_by_head(page),
        recipients=_BANK,
    )


def _chapters(page: GroupPage, former: Sequence[MemberLine], happenings: Sequence[GroupHappening]) -> Iterator[Block]:
    yield Heading("Thông tin chung")
    yield Paragraph(f"Tổ chức nhận ủy thác: {page.organisation_label}. Đơn vị quản lý của ngân hàng: {page.office}.")
    approved = f"{page.approval_number} ngày {format_date(page.approved_on)}" if page.approved_on else ""
    yield Paragraph(f"Thành lập ngày {format_date(page.formed_on)}; văn bản phê duyệt: {by_hand(approved)}.")
    yield Heading("Ban quản lý Tổ")
    for seat in page.seats:
        yield Paragraph(f"{seat.role_label.capitalize()}: {seat.name}, từ ngày {format_date(seat.starts_on)}.")
    if page.convention is not None:
        yield Heading("Quy ước hoạt động")
        yield Paragraph(
            f"Gửi tiết kiệm {format_number(page.convention.monthly_savings_vnd)} đồng một tháng; họp ngày "
            f"{page.convention.meeting_day} hằng tháng; từ ngày {format_date(page.convention.starts_on)}."
        )
    yield Heading("Tổ viên")
    yield member_table(page.members)
    if former:
        yield _former(former)
    if page.meetings:
        yield _meetings(page)
    yield Heading("Diễn biến")
    yield _happenings(happenings)


def _former(former: Sequence[MemberLine]) -> Table:
    columns = (
        Column("STT", 11, Align.CENTER),
        Column("Họ và tên", 50),
        Column("Mã hộ", 32),
        Column("Vào Tổ", 24, Align.CENTER),
        Column("Ra khỏi Tổ", 24, Align.CENTER),
        Column("Lý do", 24),
    )
    rows = tuple(
        Row(
            (
                number,
                line.name,
                line.household_code,
                line.starts_on,
                line.ends_before,
                line.reason_left.capitalize(),
            )
        )
        for number, line in enumerate(former, start=1)
    )
    return Table(columns, rows, caption="Tổ viên đã ra khỏi Tổ")


def _meetings(page: GroupPage) -> Table:
    columns = (
        Column("Ngày", 26, Align.CENTER),
        Column("Cuộc họp", 79),
        Column("Có mặt", 30, Align.CENTER),
        Column("Nơi họp", 30),
    )
    rows = tuple(
        Row((line.held_on, line.kind_label.capitalize(), f"{line.present}/{line.members_count}", line.place))
        for line in page.meetings
    )
    return Table(columns, rows, caption="Các cuộc họp")


def _happenings(happenings: Sequence[GroupHappening]) -> Table:
    columns = (Column("Ngày", 26, Align.CENTER), Column("Việc", 89), Column("Căn cứ", 50))
    return Table(columns, tuple(Row((one.on, one.words, one.ground)) for one in happenings))

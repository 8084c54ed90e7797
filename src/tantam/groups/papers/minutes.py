"""Minutes of a group: forms 10A (founding), 10B (members) and 10C/TD (lending), and of ordinary meetings."""

from collections.abc import Iterator
from typing import Final

from tantam.core.vietnamese import format_date_long, format_number
from tantam.documents.official import Block, Heading, OfficialDocument, Paragraph
from tantam.documents.tables import Align, Column, Row, Table
from tantam.groups.papers.frame import by_hand, member_table, paper, signatures, signed_by_head
from tantam.groups.queries.group import GroupPage
from tantam.groups.queries.meetings import MeetingPage

_TITLES: Final = {
    "ESTABLISHMENT": ("10A/TD", "Họp thành lập Tổ tiết kiệm và vay vốn"),
    "MEMBERS": ("10B/TD", "Họp Tổ về thay đổi tổ viên"),
    "LENDING": ("10C/TD", "Họp Tổ bình xét cho vay"),
    "ORDINARY": ("", "Họp thường kỳ của Tổ tiết kiệm và vay vốn"),
}


def minutes_of(page: GroupPage, meeting: MeetingPage) -> OfficialDocument:
    """Return the minutes of a meeting; `page` is the group as it stood on that day."""
    form, title = _TITLES[meeting.kind]
    return paper(
        page,
        form=form,
        kind="Biên bản",
        title=title,
        blocks=(*_opening(page, meeting), *_decided(page, meeting), *_closing(page, meeting)),
        on=meeting.held_on,
        signer=signed_by_head(page),
        recipients=("Ủy ban nhân dân cấp xã", "Ngân hàng Chính sách xã hội", page.organisation_label),
    )


def _opening(page: GroupPage, meeting: MeetingPage) -> Iterator[Block]:
    yield Paragraph(
        f"Hôm nay, {format_date_long(meeting.held_on)}, tại {by_hand(meeting.place)}, Tổ tiết kiệm và vay vốn "
        f"{page.code} thuộc {page.village}, {page.commune}, do {page.organisation_label} quản lý, tiến hành cuộc họp."
    )
    yield Heading("Thành phần dự họp")
    yield Paragraph(f"Tổ viên: có mặt {meeting.present}/{meeting.members_count}.")
    absent = [one.name for one in meeting.attendees if not one.came and one.name]
    if absent:
        yield Paragraph(f"Vắng mặt: {', '.join(absent)}.")
    yield Paragraph(f"Thư ký cuộc họp: {by_hand(meeting.secretary)}.")
    yield Paragraph(f"Đại diện {page.organisation_label}: {by_hand(meeting.officer)}.")
    yield Paragraph(f"Trưởng thôn, tổ dân phố: {by_hand(meeting.village_head)}.")


def _decided(page: GroupPage, meeting: MeetingPage) -> Iterator[Block]:
    yield Heading("Nội dung")
    for line in meeting.text.split("\n"):
        if line.strip():
            yield Paragraph(line.strip())
    if meeting.kind == "ESTABLISHMENT":
        yield from _founded(page)
    if meeting.kind == "MEMBERS":
        yield Paragraph(f"Kết nạp: {', '.join(name for name in meeting.joined if name) or 'không có'}.")
        yield Paragraph(f"Ra khỏi Tổ: {', '.join(name for name in meeting.left if name) or 'không có'}.")
    if meeting.votes:
        yield _votes(meeting)


def _founded(page: GroupPage) -> Iterator[Block]:
    yield Paragraph("Cuộc họp thống nhất thành lập Tổ gồm các tổ viên có tên sau đây.")
    yield member_table(page.members)
    board = ", ".join(f"{seat.name} ({seat.role_label})" for seat in page.seats)
    yield Paragraph(f"Ban quản lý Tổ được bầu: {by_hand(board)}.")
    if page.convention is not None:
        yield Paragraph(
            f"Quy ước hoạt động: mỗi tổ viên gửi tiết kiệm {format_number(page.convention.monthly_savings_vnd)} đồng "
            f"một tháng; Tổ họp ngày {page.convention.meeting_day} hằng tháng."
        )
        if page.convention.text:
            yield Paragraph(page.convention.text)


def _votes(meeting: MeetingPage) -> Table:
    columns = (
        Column("STT", 11, Align.CENTER),
        Column("Nội dung, hộ đề nghị", 56),
        Column("Số tiền (đồng)", 30, Align.RIGHT),
        Column("Thời hạn (tháng)", 20, Align.RIGHT),
        Column("Đồng ý", 16, Align.RIGHT, group="Số phiếu"),
        Column("Không", 16, Align.RIGHT, group="Số phiếu"),
        Column("Ý kiến khác", 16, Align.RIGHT, group="Số phiếu"),
    )
    rows = tuple(
        Row(
            (
                number,
                f"{vote.name}: {vote.matter}" if vote.name else vote.matter,
                vote.amount_vnd,
                vote.term_months,
                vote.in_favour,
                vote.against,
                vote.abstained,
            )
        )
        for number, vote in enumerate(meeting.votes, start=1)
    )
    return Table(columns, rows, caption="Kết quả biểu quyết")


def _closing(page: GroupPage, meeting: MeetingPage) -> Iterator[Block]:
    yield Paragraph("Biên bản được đọc lại cho mọi người cùng nghe và thống nhất ký tên./.")
    yield signatures(
        (
            ("Thư ký", meeting.secretary),
            (f"Đại diện {page.organisation_label}", meeting.officer),
            ("Trưởng thôn, tổ dân phố", meeting.village_head),
        )
    )

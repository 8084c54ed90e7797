"""The minutes of the meeting that ends a session (giao ban), and the receipt of a voucher (form 12/TD)."""

from collections.abc import Iterator, Sequence
from typing import Final

from tantam.core.cash import REST
from tantam.core.vietnamese import format_date, format_number, vnd_in_words
from tantam.documents.official import Block, Figure, Figures, Heading, OfficialDocument, Paragraph, Signature
from tantam.documents.tables import Align, Column, Row, RowKind, Table
from tantam.lending.papers.session_frame import places_to_sign, session_paper
from tantam.lending.queries.sessions import GroupAtSession, SessionPage, VoucherLine
from tantam.lending.queries.vouchers import VoucherPage

AMOUNT_WORDS: Final = {
    "interest_vnd": "Thu lãi",
    "principal_vnd": "Thu nợ gốc",
    "savings_in_vnd": "Nhận tiền gửi",
    "savings_out_vnd": "Trả tiền gửi",
    "disbursed_vnd": "Giải ngân",
}
_BY_HAND: Final = "…" * 34


def session_minutes(page: SessionPage, groups: Sequence[GroupAtSession]) -> OfficialDocument:
    """Return the minutes of a session: who was there, what was taken and paid, who did not come, the cash."""
    return session_paper(
        office=page.office,
        commune=page.commune,
        form="",
        kind="Biên bản",
        title=f"Giao ban phiên giao dịch tại {page.point}",
        on=page.day,
        blocks=tuple(_chapters(page, groups)),
        signer=Signature(page.leader_name, title="Tổ trưởng tổ giao dịch"),
    )


def receipt(page: VoucherPage, *, commune: str) -> OfficialDocument:
    """Return the receipt of a voucher, line by line, as the teller hands it out."""
    columns = (
        Column("STT", 10, Align.CENTER),
        Column("Họ và tên, mã hộ", 55),
        Column("Khế ước", 34),
        Column("Nội dung", 36),
        Column("Số tiền", 30, Align.RIGHT),
    )
    rows = [
        Row(
            (
                number,
                f"{line.name}\n{line.payer_code}",
                line.number or "Tiền gửi",
                AMOUNT_WORDS[line.what] + (" (đã đảo)" if line.is_taken_back else ""),
                line.amount_vnd,
            )
        )
        for number, line in enumerate(page.lines, start=1)
    ]
    rows.append(Row(("", "Cộng", "", "", page.total_vnd), RowKind.TOTAL))
    said = [Paragraph(f"Lý do đảo chứng từ số {page.reverses_id}: {page.reason}")] if page.reverses_id else []
    blocks: tuple[Block, ...] = (
        Paragraph(f"Số chứng từ: {page.id}. {page.kind_label[:1].upper()}{page.kind_label[1:]}. {page.group}".strip()),
        *said,
        Table(columns, tuple(rows), unit_note="Đơn vị tính: đồng"),
        Paragraph(f"Bằng chữ: {vnd_in_words(page.total_vnd)}."),
        places_to_sign([("Người nộp (nhận) tiền", ""), ("Giao dịch viên", page.recorded_by_name)]),
    )
    return session_paper(
        office=page.office,
        commune=commune,
        form="12/TD",
        kind="Biên lai",
        title=f"Giao dịch tại {page.point}",
        on=page.day,
        blocks=blocks,
        signer=Signature("", title="Kiểm soát viên"),
    )


def _chapters(page: SessionPage, groups: Sequence[GroupAtSession]) -> Iterator[Block]:
    other_day = f" thay cho ngày cố định {format_date(page.planned_on)} ({page.reason})" if page.reason else ""
    yield Paragraph(f"Hôm nay, ngày {format_date(page.day)}{other_day}, tại {page.place or page.point}, chúng tôi gồm:")
    yield Paragraph(f"Tổ trưởng tổ giao dịch: {page.leader_name}.")
    yield Paragraph(f"Kiểm soát viên: {page.controller_name}. Giao dịch viên: {page.teller_name}.")
    yield Paragraph(f"Đại diện Ủy ban nhân dân cấp xã, hội, đoàn thể và tổ trưởng các Tổ dự họp:\n{_BY_HAND}")
    yield Heading("Kết quả giao dịch")
    yield Figures(tuple(Figure(words, page.totals[name], "đồng") for name, words in AMOUNT_WORDS.items()))
    yield Heading("Kết quả thu của các Tổ")
    yield _of_groups(groups)
    absent = [one.due.title for one in groups if not one.has_handed_in]
    if absent:
        yield Paragraph(f"Tổ chưa nộp: {', '.join(absent)}.")
    reversed_lines = [line for line in page.vouchers if line.reverses_id is not None]
    if reversed_lines:
        yield Heading("Chứng từ đảo")
        yield _of_reversals(reversed_lines)
    yield Heading("Tiền mặt")
    yield from _cash(page)
    yield Heading("Ý kiến tại buổi giao ban")
    yield Paragraph("\n".join([_BY_HAND] * 4))
    yield places_to_sign([("Kiểm soát viên", page.controller_name), ("Giao dịch viên", page.teller_name)])


def _of_groups(groups: Sequence[GroupAtSession]) -> Table:
    columns = (
        Column("STT", 10, Align.CENTER),
        Column("Tổ", 50),
        Column("Thu lãi", 25, Align.RIGHT),
        Column("Tiền gửi", 25, Align.RIGHT),
        Column("Tổng nộp", 28, Align.RIGHT),
        Column("Lãi còn nợ", 27, Align.RIGHT),
    )
    rows = [
        Row((number, one.due.title, one.interest_vnd, one.savings_vnd, one.handed_vnd, one.interest_left_vnd))
        for number, one in enumerate(groups, start=1)
    ]
    sums = [
        sum(getattr(one, name) for one in groups)
        for name in ("interest_vnd", "savings_vnd", "handed_vnd", "interest_left_vnd")
    ]
    return Table(columns, (*rows, Row(("", "Cộng", *sums), RowKind.TOTAL)), unit_note="Đơn vị tính: đồng")


def _of_reversals(lines: Sequence[VoucherLine]) -> Table:
    columns = (Column("Chứng từ", 28), Column("Đảo chứng từ", 28), Column("Tiền", 34, Align.RIGHT), Column("Lý do", 75))
    return Table(
        columns, tuple(Row((str(one.id), str(one.reverses_id), one.in_vnd + one.out_vnd, one.reason)) for one in lines)
    )


def _cash(page: SessionPage) -> Iterator[Block]:
    yield Paragraph(
        f"Mang theo {format_number(page.brought_vnd)} đồng; phải có cuối phiên {format_number(page.expected_vnd)} đồng "
        f"({vnd_in_words(page.expected_vnd).lower()})."
    )
    if page.counted_vnd is None:
        yield Paragraph("Phiên chưa khóa, chưa kiểm đếm.")
        return
    columns = (Column("Mệnh giá", 55, Align.RIGHT), Column("Số tờ", 55, Align.RIGHT), Column("Tiền", 55, Align.RIGHT))
    rows = [
        Row(("Tiền lẻ" if note == REST else format_number(note), pieces, note * pieces))
        for note, pieces in page.counted
    ]
    yield Table(columns, (*rows, Row(("Cộng", "", page.counted_vnd), RowKind.TOTAL)))
    yield Paragraph("Tiền kiểm đếm khớp sổ.")

"""Papers of a list: 03/TD (who asks, confirmed by the commune), 04/TD (what was decided), 06/TD (use of the money)."""

from collections.abc import Iterator, Sequence

from tantam.core.vietnamese import format_date, format_number
from tantam.documents.official import Block, OfficialDocument, Paragraph, Signature
from tantam.documents.tables import Align, Column, Row, RowKind, Table
from tantam.lending.papers.request_frame import BANK, bank_issuer, by_hand, form_paper, group_issuer, signatures
from tantam.lending.queries.requests.one_list import RequestLine, RequestListPage, StepLine
from tantam.lending.queries.requests.use_checks import PaidOut


def group_list(page: RequestListPage) -> OfficialDocument:
    """Return 03/TD: the households that the group puts forward, with the votes and the commune's confirmation."""
    return form_paper(
        page,
        form="03/TD",
        kind="Danh sách",
        title="Hộ gia đình đề nghị vay vốn Ngân hàng Chính sách xã hội",
        blocks=tuple(_put_forward(page)),
        on=page.written_on,
        issuer=group_issuer(page),
        signer=Signature("", title="Tổ trưởng"),
        recipients=("Ủy ban nhân dân cấp xã", BANK),
        kept_by="Tổ",
    )


def _put_forward(page: RequestListPage) -> Iterator[Block]:
    voted, confirmed = page.last("VOTED"), page.last("CONFIRMED")
    if voted is not None:
        yield Paragraph(f"Theo kết quả họp bình xét ngày {format_date(voted.on)}.")
    columns = (
        Column("STT", 11, Align.CENTER),
        Column("Họ và tên người vay, mã hộ", 42),
        Column("Chương trình", 34),
        Column("Số tiền (đồng)", 27, Align.RIGHT),
        Column("Tháng", 14, Align.RIGHT),
        Column("Phiếu đồng ý", 17, Align.RIGHT),
        Column("Xã xác nhận", 20),
    )
    shown = [line for line in page.requests if line.state not in {"WITHDRAWN", "VOTED_DOWN"}]
    rows = [
        Row(
            (
                number,
                f"{line.borrower}, {line.household_code}",
                line.programme_name,
                line.agreed_vnd,
                line.agreed_months,
                line.in_favour,
                _confirmed(line) if confirmed is not None else "",
            )
        )
        for number, line in enumerate(shown, start=1)
    ]
    rows.append(Row(("", "Cộng", "", sum(line.agreed_vnd for line in shown), "", "", ""), RowKind.TOTAL))
    yield Table(columns, tuple(rows))
    if confirmed is None:
        yield Paragraph(f"Xác nhận của Ủy ban nhân dân {page.commune}: {by_hand('')}")
    else:
        going = sum(line.state != "NOT_CONFIRMED" for line in shown)
        yield Paragraph(
            f"Ủy ban nhân dân {page.commune} xác nhận {format_number(going)} hộ có tên trên cư trú tại địa phương và "
            f"thuộc đối tượng vay vốn, ngày {format_date(confirmed.on)}. Số: {by_hand(confirmed.number)}"
        )
    signer = confirmed.signer if confirmed is not None else ""
    yield signatures((("Hội đoàn thể nhận ủy thác", ""), ("Trưởng thôn", ""), ("TM. Ủy ban nhân dân", signer)))


def _confirmed(line: RequestLine) -> str:
    return "Không" if line.state == "NOT_CONFIRMED" else "Có"


def notice(page: RequestListPage) -> OfficialDocument:
    """Return 04/TD: who was approved or not, how much, and when and where the money is paid out."""
    told, decided = page.last("NOTIFIED"), page.last("DECIDED")
    columns = (
        Column("STT", 11, Align.CENTER),
        Column("Họ và tên người vay, mã hộ", 50),
        Column("Kết quả", 30),
        Column("Số tiền (đồng)", 30, Align.RIGHT),
        Column("Tháng", 14, Align.RIGHT),
        Column("Khế ước", 30),
    )
    shown = [line for line in page.requests if line.state in {"APPROVED", "REFUSED", "TURNED_AWAY"}]
    rows = [Row((number, *_result(line))) for number, line in enumerate(shown, start=1)]
    total_vnd = sum(line.amount_vnd for line in shown if line.state == "APPROVED")
    rows.append(Row(("", "Cộng", "", total_vnd, "", ""), RowKind.TOTAL))
    blocks = (
        Paragraph(f"{page.office} thông báo kết quả phê duyệt cho vay danh sách {page.number}:"),
        Table(columns, tuple(rows)),
        Paragraph(_paying_out(told) if page.is_lent_through else "Không hộ nào trong danh sách được duyệt cho vay."),
    )
    return form_paper(
        page,
        form="04/TD",
        kind="Thông báo",
        title=f"Kết quả phê duyệt cho vay{' số ' + told.number if told is not None else ''}",
        blocks=blocks,
        on=told.on if told is not None else decided.on if decided is not None else None,
        issuer=bank_issuer(page),
        signer=Signature(decided.by_name if decided is not None else "", title="Lãnh đạo đơn vị"),
        recipients=(f"Ủy ban nhân dân {page.commune}", "Hội đoàn thể nhận ủy thác", "Tổ tiết kiệm và vay vốn"),
        kept_by="Hồ sơ",
    )


def _paying_out(told: StepLine | None) -> str:
    day = told.session_on if told is not None else None
    place = by_hand(told.place if told is not None else "")
    return (
        f"Giải ngân ngày {format_date(day) if day else by_hand('')} tại {place}. Người vay mang theo căn cước và trực "
        "tiếp nhận tiền."
    )


def _result(line: RequestLine) -> tuple[str | int | None, ...]:
    who = f"{line.borrower}, {line.household_code}"
    if line.loan is None:
        return who, line.state_label.capitalize(), None, None, line.said
    return who, "Được duyệt", line.amount_vnd, line.term_months, line.loan.number


def use_check_sheet(page: RequestListPage, paid: Sequence[PaidOut]) -> OfficialDocument:
    """Return 06/TD: how the money of each payment is used, or room to write it down at the visit."""
    columns = (
        Column("STT", 11, Align.CENTER),
        Column("Người vay, khế ước", 44),
        Column("Mục đích", 32),
        Column("Giải ngân (đồng)", 26, Align.RIGHT),
        Column("Đúng", 26, Align.RIGHT, group="Sử dụng (đồng)"),
        Column("Sai", 26, Align.RIGHT, group="Sử dụng (đồng)"),
    )
    rows = []
    for number, one in enumerate(paid, start=1):
        last = one.checks[-1] if one.checks else None
        used = (last.rightly_vnd, last.wrongly_vnd) if last is not None else ("", "")
        rows.append(Row((number, f"{one.borrower}, {one.loan_number}", one.purpose, one.amount_vnd, *used)))
    measures = "; ".join(f"{one.borrower}: {last.measures}" for one in paid for last in one.checks if last.measures)
    due = min((one.due_on for one in paid if not one.checks), default=None)
    blocks = (
        Paragraph(f"Đơn vị: {page.office}. Danh sách {page.number}, {page.commune}."),
        Table(columns, tuple(rows)),
        Paragraph(f"Biện pháp xử lý: {by_hand(measures)}"),
        *((Paragraph(f"Kiểm tra chậm nhất ngày {format_date(due)}."),) if due else ()),
        signatures((("Người kiểm tra", ""), ("Người kiểm tra", ""), ("Tổ trưởng", ""))),
    )
    return form_paper(
        page,
        form="06/TD",
        kind="Phiếu kiểm tra",
        title="Sử dụng vốn vay",
        blocks=blocks,
        on=None,
        issuer=bank_issuer(page),
        signer=Signature("", title="Trưởng đoàn kiểm tra"),
        recipients=(BANK,),
        kept_by="Tổ",
    )

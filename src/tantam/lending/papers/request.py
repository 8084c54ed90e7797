"""Papers of one request: 01/TD (request with plan), 01/UQ (authorisation), 05/NƠXH (contract of a direct loan)."""

from collections.abc import Iterator, Sequence

from tantam.core.vietnamese import format_date, format_number
from tantam.documents.official import Block, Heading, OfficialDocument, Paragraph, Signature
from tantam.documents.tables import Align, Column, Row, RowKind, Table
from tantam.lending.papers.request_frame import BANK, bank_issuer, by_hand, form_paper, group_issuer, money, signatures
from tantam.lending.queries.requests.one_list import RequestLine, RequestListPage
from tantam.programmes.wording.numbers import percent_words


def loan_request(page: RequestListPage, line: RequestLine) -> OfficialDocument:
    """Return 01/TD: what the household asks for and its plan, and what the bank approved where it has."""
    signer = Signature(line.borrower, title="Người đề nghị vay vốn")
    return form_paper(
        page,
        form="01/TD",
        kind="Giấy đề nghị vay vốn",
        title="Kiêm phương án sử dụng vốn vay",
        blocks=tuple(_asked(page, line)),
        on=page.written_on,
        issuer=group_issuer(page),
        signer=signer,
        recipients=(BANK,),
        kept_by="Hộ vay",
    )


def _asked(page: RequestListPage, line: RequestLine) -> Iterator[Block]:
    yield Paragraph(f"Kính gửi: {page.office}.")
    yield Paragraph(f"Tôi tên là: {line.borrower}; sinh: {by_hand(line.birth)}. Số căn cước: {by_hand('')}")
    yield Paragraph(f"Mã hộ: {line.borrower_code}. Nơi cư trú: {by_hand(line.address)}, {page.commune}.")
    if page.group_code:
        yield Paragraph(f"Là tổ viên Tổ tiết kiệm và vay vốn {page.group_code}, {page.village}.")
    yield Paragraph(f"Chương trình vay: {line.programme_name}. Nguồn vốn: {line.source_name}.")
    yield Heading("Phương án sử dụng vốn")
    yield Paragraph(f"Mục đích: {line.purpose}.")
    yield _plan(line)
    yield Paragraph(f"Vốn tự có: {money(line.own_vnd)}." if line.own_vnd else "Vốn tự có: không.")
    yield Paragraph(f"Số tiền đề nghị vay: {money(line.asked_vnd)}.")
    yield Paragraph(
        f"Thời hạn: {line.asked_months} tháng; trả gốc {line.every_months} tháng một lần; trả lãi hằng tháng."
    )
    yield Paragraph("Tôi cam kết sử dụng vốn đúng mục đích, trả nợ gốc và lãi đúng hạn.")
    yield Heading("Phê duyệt của ngân hàng")
    if line.loan is None:
        yield Paragraph(f"Số tiền: {by_hand('')} Thời hạn: {by_hand('')} Lãi suất: {by_hand('')}")
    else:
        yield from approved(line)
    yield signatures((("Tổ trưởng", ""), ("Cán bộ tín dụng", ""), ("Lãnh đạo đơn vị", "")))


def approved(line: RequestLine) -> Iterator[Block]:
    """Yield what the bank approved: amount, rates, and the plan of repayment."""
    loan = line.loan
    assert loan is not None
    yield Paragraph(f"Khế ước số {loan.number}. Số tiền được duyệt: {money(line.amount_vnd)}.")
    yield Paragraph(
        f"Lãi suất {percent_words(loan.rate_ppm)}/năm, quá hạn {percent_words(loan.overdue_rate_ppm)}/năm. Thời hạn "
        f"{line.term_months} tháng; ngày phê duyệt {format_date(loan.contract_on)}."
    )
    columns = (
        Column("Kỳ", 20, Align.CENTER),
        Column("Ngày đến hạn", 65, Align.CENTER),
        Column("Số tiền gốc (đồng)", 80, Align.RIGHT),
    )
    rows = tuple(Row((number, due_on, vnd)) for number, (due_on, vnd) in enumerate(loan.instalments, start=1))
    yield Table(columns, rows, caption="Kế hoạch trả nợ gốc")


def _plan(line: RequestLine) -> Table:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Nội dung chi", 78),
        Column("Số lượng", 30),
        Column("Thành tiền (đồng)", 45, Align.RIGHT),
    )
    rows = [Row((number, item.what, item.quantity, item.amount_vnd)) for number, item in enumerate(line.items, start=1)]
    rows.append(Row(("", "Tổng nhu cầu vốn", "", line.need_vnd), RowKind.TOTAL))
    return Table(columns, tuple(rows))


def authorisation(page: RequestListPage, line: RequestLine, *, adults: Sequence[tuple[str, str]]) -> OfficialDocument:
    """Return 01/UQ: the adults of a household let one of them sign; `adults` are name and year of birth."""
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên", 55),
        Column("Năm sinh", 23, Align.CENTER),
        Column("Số căn cước", 40),
        Column("Ký tên", 35),
    )
    rows = tuple(Row((number, name, year, "", "")) for number, (name, year) in enumerate(adults, start=1))
    blocks = (
        Paragraph(f"Hộ {line.borrower_code}, cư trú tại {by_hand(line.address)}, {page.commune}."),
        Table(columns, rows, caption="Thành viên từ đủ 18 tuổi của hộ"),
        Paragraph(
            f"Chúng tôi thống nhất ủy quyền cho {line.borrower} đại diện hộ ký hồ sơ vay vốn chương trình "
            f"{line.programme_name}, nhận tiền vay và thực hiện việc trả nợ; cả hộ cùng chịu trách nhiệm trả nợ."
        ),
        signatures((("Xác nhận của trưởng thôn, tổ dân phố", ""), ("Người được ủy quyền", line.borrower))),
    )
    return form_paper(
        page,
        form="01/UQ",
        kind="Giấy ủy quyền",
        title="Về việc vay vốn tại ngân hàng",
        blocks=blocks,
        on=page.written_on,
        issuer=group_issuer(page),
        signer=Signature("", title="Đại diện các thành viên"),
        recipients=(BANK,),
        kept_by="Hộ vay",
    )


def direct_contract(page: RequestListPage, line: RequestLine) -> OfficialDocument:
    """Return the contract of a loan without a group, in the shape of 05/NƠXH."""
    assert line.loan is not None
    blocks = (
        Paragraph(f"Bên cho vay: {page.office}."),
        Paragraph(f"Bên vay: {line.borrower}, hộ {line.borrower_code}, {by_hand(line.address)}, {page.commune}."),
        Heading("Khoản vay", level=1, label="Điều 1."),
        Paragraph(f"Chương trình {line.programme_name}; mục đích: {line.purpose}."),
        *approved(line),
        Heading("Giải ngân", level=1, label="Điều 2."),
        Paragraph(f"Giải ngân chậm nhất ngày {format_date(line.loan.lapses_on)}, cho người vay ký nhận."),
        Heading("Trách nhiệm", level=1, label="Điều 3."),
        Paragraph("Bên vay sử dụng vốn đúng mục đích, trả gốc và lãi đúng kỳ; trả trước hạn không mất phí."),
        Paragraph(f"Hợp đồng lập thành {format_number(2)} bản, mỗi bên giữ một bản./."),
        signatures((("Bên vay", line.borrower), ("Bên cho vay", ""))),
    )
    return form_paper(
        page,
        form="05/NƠXH",
        kind="Hợp đồng tín dụng",
        title=f"Số {line.loan.number}",
        blocks=blocks,
        on=line.loan.contract_on,
        issuer=bank_issuer(page),
        signer=Signature("", title="Đại diện ngân hàng"),
        recipients=("Bên vay",),
        kept_by="Hồ sơ vay vốn",
    )

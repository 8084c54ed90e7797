"""Papers of one request: 01/TD (request with plan), 01/UQ (authorisation), 05/NƠXH (contract of a direct loan)."""

from collections.abc import Iterator, Sequence

from tantam.core.vietnamese import format_date, format_number
from tantam.documents.official import Block, Heading, OfficialDocument, Paragraph, Signature
from tantam.documents.tables import Align, Column, Row, RowKind, Table
from tantam.lending.papers.request_frame import BANK, bank_issuer, by_hand, form_paper, group_issuer, money, signatures
from tantam.lending.queries.requests.one_list import RequestLine, RequestListPage
from tantam.programmes.wording.numbers import percent_words


def loan_request(page: RequestListPage, line: RequestLine) -> OfficialDocument:
    """Return 01/TD: what is asked for and the plan, and what the bank approved where it has."""
    signer = Signature(signed_by(line), title="Người đề nghị vay vốn")
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
        kept_by="Người vay",
    )


def signed_by(line: RequestLine) -> str:
    """Return who signs: the borrower, or who acts for the establishment."""
    return line.establishment.representative if line.establishment is not None else line.borrower


def _asked(page: RequestListPage, line: RequestLine) -> Iterator[Block]:
    yield Paragraph(f"Kính gửi: {page.office}.")
    yield from _who(page, line)
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
    if line.securities:
        yield _securities(line)
    yield Paragraph("Tôi cam kết sử dụng vốn đúng mục đích, trả nợ gốc và lãi đúng hạn.")
    yield Heading("Phê duyệt của ngân hàng")
    if line.loan is None:
        yield Paragraph(f"Số tiền: {by_hand('')} Thời hạn: {by_hand('')} Lãi suất: {by_hand('')}")
    else:
        yield from approved(line)
    by_bank = (("Cán bộ tín dụng", ""), ("Lãnh đạo đơn vị", ""))
    yield signatures(((("Tổ trưởng", ""),) if page.group_code else ()) + by_bank)


def _who(page: RequestListPage, line: RequestLine) -> Iterator[Block]:
    """Yield who asks: a person for the household, or an establishment with who acts for it."""
    asking = line.establishment
    if asking is None:
        yield Paragraph(f"Tôi tên là: {line.borrower}; sinh: {by_hand(line.birth)}. Số căn cước: {by_hand('')}")
        yield Paragraph(f"Mã hộ: {line.borrower_code}. Nơi cư trú: {by_hand(line.address)}, {page.commune}.")
        return
    yield Paragraph(f"Tên cơ sở: {line.borrower}; loại hình: {asking.kind_label}; mã cơ sở: {line.borrower_code}.")
    yield Paragraph(f"Số đăng ký: {by_hand(asking.registration)}. Địa chỉ: {by_hand(line.address)}, {page.commune}.")
    position = f", {asking.position}" if asking.position else ""
    yield Paragraph(f"Người đại diện: {by_hand(asking.representative)}{position}. Số căn cước: {by_hand('')}")
    for question, answer in asking.stated:
        yield Paragraph(f"{question} {answer}.")


def _securities(line: RequestLine) -> Table:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Tài sản bảo đảm", 68),
        Column("Chủ sở hữu", 45),
        Column("Giá trị (đồng)", 40, Align.RIGHT),
    )
    rows = [Row((number, one.what, one.owner, one.value_vnd)) for number, one in enumerate(line.securities, start=1)]
    return Table(columns, tuple(rows), caption="Tài sản bảo đảm tiền vay")


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
        Paragraph(f"Bên vay: {_party(line)}, {by_hand(line.address)}, {page.commune}."),
        Heading("Khoản vay", level=1, label="Điều 1."),
        Paragraph(f"Chương trình {line.programme_name}; mục đích: {line.purpose}."),
        *approved(line),
        *((_securities(line),) if line.securities else ()),
        Heading("Giải ngân", level=1, label="Điều 2."),
        Paragraph(f"Giải ngân chậm nhất ngày {format_date(line.loan.lapses_on)}, cho người vay ký nhận."),
        Heading("Trách nhiệm", level=1, label="Điều 3."),
        Paragraph("Bên vay sử dụng vốn đúng mục đích, trả gốc và lãi đúng kỳ; trả trước hạn không mất phí."),
        Paragraph(f"Hợp đồng lập thành {format_number(2)} bản, mỗi bên giữ một bản./."),
        signatures((("Bên vay", signed_by(line)), ("Bên cho vay", ""))),
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


def _party(line: RequestLine) -> str:
    """Return the borrower as a contract names it."""
    asking = line.establishment
    if asking is None:
        return f"{line.borrower}, hộ {line.borrower_code}"
    position = f" ({asking.position})" if asking.position else ""
    return f"{line.borrower}, số đăng ký {by_hand(asking.registration)}, do {asking.representative}{position} đại diện"

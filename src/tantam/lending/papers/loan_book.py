"""A household's loan book: what was borrowed, what was paid and what is still owed, in plain words; Vietnamese only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tantam.core.loans.events import Disbursed, Paid, Reversed, TakenOver, WrittenOff
from tantam.core.loans.explaining import Line
from tantam.core.vietnamese import format_date, format_number
from tantam.documents.official import (
    Block,
    Emphasis,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Recipients,
    Signature,
)
from tantam.documents.tables import Align, Column, Row, Table
from tantam.lending.queries.loans import LoanPage
from tantam.lending.wording.events import event_words
from tantam.programmes.wording.numbers import percent_words


@dataclass(frozen=True, slots=True)
class BookOf:
    """Whose book it is, by whom it is given, and as of which day."""

    head: str
    code: str
    village: str
    commune: str
    office: str
    on: date


def loan_book(of: BookOf, loans: Sequence[tuple[str, LoanPage]]) -> OfficialDocument:
    """Return the book of a household's loans; each comes with the name that its programme may be given on paper."""
    return OfficialDocument(
        issuer=Issuer(of.office, parent="Ngân hàng Chính sách xã hội"),
        symbol="SVV",
        issued_on=of.on,
        place=of.commune.split(" ", 1)[-1],
        kind="Sổ vay vốn",
        title=f"Hộ {of.head}",
        blocks=tuple(_chapters(of, loans)),
        signature=Signature("", title="Cán bộ ngân hàng"),
        recipients=Recipients(("Người vay",), kept_by=("Ngân hàng",)),
    )


def _chapters(of: BookOf, loans: Sequence[tuple[str, LoanPage]]) -> Iterator[Block]:
    yield Paragraph(f"Mã hộ: {of.code}. Nơi ở: {', '.join(filter(None, (of.village, of.commune)))}.")
    if not loans:
        yield Paragraph(f"Đến ngày {format_date(of.on)} hộ chưa có khoản vay nào trong sổ này.")
    for programme, page in loans:
        yield from _loan(programme, page, of.on)
    owed_vnd = sum(page.story.balances.owed_vnd for _programme, page in loans)
    if len(loans) > 1:
        yield Heading("Cộng các khoản vay")
        yield Paragraph(
            f"Nếu trả hết mọi khoản trong ngày {format_date(of.on)}: {format_number(owed_vnd)} đồng.", Emphasis.BOLD
        )
    yield Paragraph(
        "Người vay đối chiếu với biên lai đang giữ. Thấy số nào chưa đúng, hãy hỏi ngay tổ trưởng hoặc ngân hàng.",
        Emphasis.ITALIC,
    )


def _loan(programme: str, page: LoanPage, on: date) -> Iterator[Block]:
    balances, terms = page.story.balances, page.terms
    yield Heading(f"Khế ước {page.number}: {programme}")
    yield Paragraph(
        f"Người vay: {page.borrower}. Ký ngày {format_date(page.contract_on)}, được vay tối đa "
        f"{format_number(terms.approved_vnd)} đồng, lãi suất {percent_words(terms.rate_ppm)} một năm; "
        f"phần trả chậm chịu lãi {percent_words(terms.overdue_rate_ppm)} một năm."
    )
    yield _events(page)
    yield Paragraph(
        f"Đến ngày {format_date(on)} còn nợ gốc {format_number(balances.principal_vnd)} đồng"
        + (f", trong đó trả chậm {format_number(balances.overdue_vnd)} đồng" if balances.overdue_vnd else "")
        + f"; còn nợ lãi {format_number(balances.interest_vnd)} đồng. "
        f"Trả hết trong ngày này: {format_number(balances.owed_vnd)} đồng.",
        Emphasis.BOLD,
    )
    coming = next((one for one in page.instalments if one.left_vnd > one.overdue_vnd), None)
    if coming is not None:
        yield Paragraph(
            f"Kỳ trả gốc tới: {format_number(coming.left_vnd - coming.overdue_vnd)} đồng, "
            f"hạn trả đến hết ngày {format_date(coming.instalment.collect_by)}."
        )


def _events(page: LoanPage) -> Table:
    columns = (
        Column("Ngày", 24, Align.CENTER),
        Column("Nội dung", 49),
        Column("Số tiền", 23, Align.RIGHT),
        Column("Trả gốc", 23, Align.RIGHT),
        Column("Trả lãi", 20, Align.RIGHT),
        Column("Còn nợ gốc", 26, Align.RIGHT),
    )
    rows, left_vnd = [], 0
    for line in page.story.lines:
        left_vnd = _left_after(line, left_vnd)
        split = line.split
        rows.append(
            Row(
                (
                    line.event.on,
                    _words(line),
                    getattr(line.event, "amount_vnd", None),
                    split.principal_vnd if split else None,
                    split.interest_vnd if split else None,
                    left_vnd,
                )
            )
        )
    return Table(columns, tuple(rows), caption="Đơn vị tính: đồng")


def _words(line: Line) -> str:
    words = event_words(line.event)
    words = words[:1].upper() + words[1:]
    if isinstance(line.event, Reversed):
        return f"{words} (ghi nhầm)"
    return f"{words} – ghi nhầm, đã bỏ" if line.taken_back_by else words


def _left_after(line: Line, left_vnd: int) -> int:
    """Return the principal outstanding after an event (đồng); what was taken back changes nothing."""
    if line.taken_back_by is not None:
        return left_vnd
    match line.event:
        case TakenOver(principal_vnd=principal_vnd):
            return principal_vnd
        case Disbursed(amount_vnd=amount_vnd):
            return left_vnd + amount_vnd
        case Paid():
            return left_vnd - (line.split.principal_vnd if line.split else 0)
        case WrittenOff():
            return 0
    return left_vnd

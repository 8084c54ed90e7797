"""Contracts: of entrustment with a commune's organisation, of authorisation with a group's board (11/TD)."""

from collections.abc import Iterator
from typing import Final

from tantam.core.vietnamese import format_date, format_number
from tantam.documents.official import Block, Heading, Issuer, OfficialDocument, Paragraph, Signature
from tantam.groups.papers.frame import by_hand, paper, signatures
from tantam.groups.queries.group import ContractLine, GroupPage

_ENTRUSTED: Final = (
    "Tuyên truyền chính sách tín dụng, vận động hộ đủ điều kiện vào Tổ.",
    "Chỉ đạo thành lập Tổ và họp Tổ bình xét công khai hộ vay.",
    "Kiểm tra hồ sơ, danh sách đề nghị vay; chuyển thông báo phê duyệt đến Tổ.",
    "Kiểm tra việc sử dụng vốn vay, đôn đốc trả nợ, báo cáo rủi ro.",
    "Theo dõi, giúp ban quản lý Tổ thu lãi, thu tiền gửi; dự phiên giao dịch.",
    "Tập huấn; phối hợp xử lý nợ rủi ro, nợ quá hạn, nợ bị chiếm dụng.",
)
_AUTHORISED: Final = (
    "Thu lãi tiền vay của tổ viên theo biên lai của ngân hàng và nộp tại phiên giao dịch.",
    "Thu tiền gửi của tổ viên theo quy ước của Tổ và nộp tại phiên giao dịch.",
    "Không thu nợ gốc; không giữ tiền, sổ, thẻ của tổ viên.",
)


def contract_paper(page: GroupPage, contract: ContractLine) -> OfficialDocument:
    """Return a contract that stands on a group's page."""
    is_entrustment = contract.kind == "ENTRUSTMENT"
    other = page.organisation_label if is_entrustment else f"Ban quản lý Tổ {page.code}"
    return paper(
        page,
        form="" if is_entrustment else "11/TD",
        kind="Hợp đồng ủy thác" if is_entrustment else "Hợp đồng ủy nhiệm",
        title=f"Số {contract.number}",
        blocks=tuple(_articles(page, contract, other=other)),
        on=contract.signed_on,
        signer=Signature("", title="Đại diện ngân hàng"),
        recipients=("Như trên",),
        issuer=Issuer(page.office, parent="Ngân hàng Chính sách xã hội"),
    )


def _articles(page: GroupPage, contract: ContractLine, *, other: str) -> Iterator[Block]:
    is_entrustment = contract.kind == "ENTRUSTMENT"
    yield Paragraph(f"Bên A: {page.office}.")
    yield Paragraph(f"Bên B: {other}, {page.commune}." if is_entrustment else f"Bên B: {other}, {page.village}.")
    yield Heading("Việc được giao", level=1, label="Điều 1.")
    for number, work in enumerate(_ENTRUSTED if is_entrustment else _AUTHORISED, start=1):
        yield Paragraph(f"{number}. {work}")
    yield Heading("Phí ủy thác" if is_entrustment else "Hoa hồng", level=1, label="Điều 2.")
    for rate in contract.rates:
        yield Paragraph(
            f"{rate.what_label.capitalize()}: {rate_words(rate.ppm_month)} một tháng, từ ngày "
            f"{format_date(rate.starts_on)} ({rate.document})."
        )
    if is_entrustment:
        yield Paragraph("Phí tính hằng tháng trên dư nợ thu được lãi.")
    else:
        yield Paragraph("Hoa hồng tính hằng tháng trên số lãi thực thu, theo tỷ lệ giữa mức trên và lãi suất cho vay.")
    yield Heading("Hiệu lực", level=1, label="Điều 3.")
    ends = f" đến trước ngày {format_date(contract.ends_before)}" if contract.ends_before else ""
    yield Paragraph(f"Hợp đồng có hiệu lực từ ngày {format_date(contract.starts_on)}{ends}./.")
    head = "" if is_entrustment else page.head
    yield signatures((("Bên A", ""), ("Bên B", by_hand(head) if head else "")))


def rate_words(ppm_month: int) -> str:
    """Write parts per million as percent: 450 is 0,045%."""
    whole, rest = divmod(ppm_month, 10_000)
    decimals = f"{rest:04d}".rstrip("0")
    return f"{format_number(whole)},{decimals}%" if decimals else f"{format_number(whole)}%"

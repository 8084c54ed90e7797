"""What the forms of requests share: the head, the places where people sign, who receives them."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from tantam.core.vietnamese import format_number, vnd_in_words
from tantam.documents.official import (
    Block,
    Emphasis,
    Issuer,
    OfficialDocument,
    Paragraph,
    Recipients,
    Signature,
)
from tantam.groups.papers.frame import by_hand, signatures
from tantam.lending.queries.requests.one_list import RequestListPage

BANK: Final = "Ngân hàng Chính sách xã hội"

__all__ = ["BANK", "bank_issuer", "by_hand", "form_paper", "group_issuer", "money", "signatures"]


def form_paper(
    page: RequestListPage,
    *,
    form: str,
    kind: str,
    title: str,
    blocks: Iterable[Block],
    on: date | None,
    issuer: Issuer,
    signer: Signature,
    recipients: tuple[str, ...],
    kept_by: str,
) -> OfficialDocument:
    """Return a form of the bank about a list or one of its requests."""
    return OfficialDocument(
        issuer=issuer,
        symbol="NHCS",
        issued_on=on,
        place=page.commune.split(" ", 1)[-1],
        kind=kind,
        title=title,
        blocks=(Paragraph(f"Mẫu số {form}", Emphasis.ITALIC), *blocks),
        signature=signer,
        recipients=Recipients(recipients, kept_by=(kept_by,)),
    )


def group_issuer(page: RequestListPage) -> Issuer:
    """Return the group as the issuer, or the household's commune where there is no group."""
    if not page.group_code:
        return Issuer(page.commune)
    return Issuer(f"Tổ tiết kiệm và vay vốn\n{page.group_code}", parent=f"{page.village}, {page.commune}")


def bank_issuer(page: RequestListPage) -> Issuer:
    """Return the bank's office as the issuer."""
    return Issuer(page.office, parent=BANK)


def money(amount_vnd: int) -> str:
    """Write an amount in figures and in words, as every form with money asks for."""
    return f"{format_number(amount_vnd)} đồng (bằng chữ: {vnd_in_words(amount_vnd)})"

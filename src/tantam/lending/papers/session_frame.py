"""What the papers of sessions share: the head of the office, places to sign; Vietnamese only."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from tantam.documents.official import (
    Appendix,
    Block,
    Emphasis,
    Issuer,
    OfficialDocument,
    Paragraph,
    Recipients,
    Signature,
)
from tantam.documents.tables import Align, Column, Row, Table

_ROOM_TO_SIGN: Final = "\n\n\n\n"


def session_paper(
    *,
    office: str,
    commune: str,
    form: str,
    kind: str,
    title: str,
    on: date,
    blocks: Iterable[Block],
    signer: Signature,
    appendices: tuple[Appendix, ...] = (),
) -> OfficialDocument:
    """Return a paper of an office's session; `form` is the number of the bank's form, or ""."""
    named = (Paragraph(f"Mẫu số {form}", Emphasis.ITALIC),) if form else ()
    return OfficialDocument(
        issuer=Issuer(office, parent="Ngân hàng Chính sách xã hội"),
        symbol="NHCS",
        issued_on=on,
        place=commune.split(" ", 1)[-1],
        kind=kind,
        title=title,
        blocks=(*named, *blocks),
        signature=signer,
        recipients=Recipients(("Tổ trưởng Tổ tiết kiệm và vay vốn",), kept_by=("Phòng giao dịch",)),
        appendices=appendices,
    )


def places_to_sign(places: Sequence[tuple[str, str]], *, width: int = 165) -> Table:
    """Return the places where people sign: their title, and their name where it is known."""
    columns = tuple(Column(title, width // len(places), Align.CENTER) for title, _name in places)
    return Table(columns, (Row(tuple(f"(ký, ghi rõ họ tên){_ROOM_TO_SIGN}{name}" for _title, name in places)),))

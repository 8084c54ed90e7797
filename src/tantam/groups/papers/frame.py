"""What the papers of a group share: the head, the places where people sign, the list of households; Vietnamese only."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from tantam.core.vietnamese import format_date
from tantam.documents.official import Block, Emphasis, Issuer, OfficialDocument, Paragraph, Recipients, Signature
from tantam.documents.tables import Align, Column, Row, Table
from tantam.groups.queries.group import GroupPage, MemberLine

_ROOM_TO_SIGN: Final = "\n\n\n\n"
_BY_HAND: Final = "………………"


def paper(
    page: GroupPage,
    *,
    form: str,
    kind: str,
    title: str,
    blocks: Iterable[Block],
    on: date | None,
    signer: Signature,
    recipients: tuple[str, ...],
    issuer: Issuer | None = None,
) -> OfficialDocument:
    """Return a paper of a group, or of another issuer about it; `form` is the number of the bank's form, or ""."""
    named = (Paragraph(f"Mẫu số {form}", Emphasis.ITALIC),) if form else ()
    return OfficialDocument(
        issuer=issuer or Issuer(f"Tổ tiết kiệm và vay vốn\n{page.code}", parent=f"{page.village}, {page.commune}"),
        symbol="TTKVV",
        issued_on=on,
        place=page.commune.split(" ", 1)[-1],
        kind=kind,
        title=title,
        blocks=(*named, *blocks),
        signature=signer,
        recipients=Recipients(recipients, kept_by=("Tổ",)),
    )


def signed_by_head(page: GroupPage) -> Signature:
    """Return the signature of who leads the group."""
    return Signature(page.head, title="Tổ trưởng")


def signatures(places: Sequence[tuple[str, str]]) -> Table:
    """Return the places where people sign: their title, and their name where it is known."""
    width = 165 // len(places)
    columns = tuple(Column(title, width, Align.CENTER) for title, _name in places)
    names = tuple(f"(ký, ghi rõ họ tên){_ROOM_TO_SIGN}{name}" for _title, name in places)
    return Table(columns, (Row(names),))


def by_hand(text: str) -> str:
    """Return a text, or dots to write it on."""
    return text or _BY_HAND


def member_table(members: Sequence[MemberLine], *, caption: str = "") -> Table:
    """Return the households with who stands for them; numbers of identity are left out."""
    columns = (
        Column("STT", 11, Align.CENTER),
        Column("Họ và tên tổ viên", 52),
        Column("Năm sinh", 20, Align.CENTER),
        Column("Mã hộ", 32),
        Column("Vào Tổ", 24, Align.CENTER),
        Column("Chức danh", 26),
    )
    rows = tuple(
        Row(
            (
                number,
                line.name,
                line.birth[-4:],
                line.household_code,
                format_date(line.starts_on),
                line.role.capitalize(),
            )
        )
        for number, line in enumerate(members, start=1)
    )
    return Table(columns, rows, caption=caption)

"""What an entry by hand may hold, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.core.law.dated import VND_MAX
from tantam.core.text import nfc
from tantam.ledger.chart import load_chart, name_of
from tantam.ledger.models import Entry, Posting, Transfer
from tantam.ledger.parts.accounts import AccountKey, UnableToPost, check_keys, check_programmes
from tantam.ledger.parts.posting import DESCRIPTION_MAX, DOCUMENT_MAX, REFERENCE_MAX, Line

ENTRY_LINES_MAX: Final = 20
REASON_MIN: Final = 10
REASON_MAX: Final = DESCRIPTION_MAX


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of an entry by hand: an account of each side, and what moves from credit to debit, in đồng."""

    debit_code: str
    credit_code: str
    amount_vnd: int
    debit_source: str = ""
    debit_programme: str = ""
    credit_source: str = ""
    credit_programme: str = ""
    reference: str = ""

    @property
    def debit(self) -> AccountKey:
        """Return the account that takes."""
        return AccountKey(self.debit_code, self.debit_source, self.debit_programme)

    @property
    def credit(self) -> AccountKey:
        """Return the account that gives."""
        return AccountKey(self.credit_code, self.credit_source, self.credit_programme)


def check_words(document: str, reason: str) -> tuple[str, str]:
    """Return the document's number and the reason, tidied.

    :raises UnableToPost: if one is missing or too long.
    """
    number, why = " ".join(nfc(document).split()), " ".join(nfc(reason).split())
    if not number or len(number) > DOCUMENT_MAX:
        raise UnableToPost(_("Cần số chứng từ, không quá %(most)d ký tự.") % {"most": DOCUMENT_MAX})
    if not REASON_MIN <= len(why) <= REASON_MAX:
        raise UnableToPost(
            _("Diễn giải phải có từ %(least)d đến %(most)d ký tự.") % {"least": REASON_MIN, "most": REASON_MAX}
        )
    return number, why


def check_lines(lines: Sequence[EntryLine], *, day: date) -> None:
    """Refuse lines that could not be posted, or that are of accounts which sub-ledgers answer for.

    :raises UnableToPost: with what is wrong.
    """
    if not 1 <= len(lines) <= ENTRY_LINES_MAX:
        raise UnableToPost(_("Bút toán tay có từ 1 đến %(most)d dòng.") % {"most": ENTRY_LINES_MAX})
    chart = load_chart().accounts
    keys = {key for line in lines for key in (line.debit, line.credit)}
    check_keys(keys, day=day)
    check_programmes(keys)
    for line in lines:
        if line.debit == line.credit:
            raise UnableToPost(_("Một dòng phải có hai tài khoản khác nhau."))
        if not 0 < line.amount_vnd <= VND_MAX:
            raise UnableToPost(_("Số tiền của mỗi dòng phải lớn hơn 0 và không quá mức cho phép."))
        if len(line.reference) > REFERENCE_MAX:
            raise UnableToPost(_("Tham chiếu của một dòng dài quá %(most)d ký tự.") % {"most": REFERENCE_MAX})
        if chart[line.debit_code].is_memo != chart[line.credit_code].is_memo:
            raise UnableToPost(_("Tài khoản ngoại bảng chỉ đối ứng với tài khoản ngoại bảng."))
        check_not_control({line.debit_code, line.credit_code})


def is_by_hand(posting: Posting) -> bool:
    """Tell whether all of a posting was written by hand, and not by a room that would take it back itself."""
    return not posting.transfers.exclude(kind=Transfer.Kind.MANUAL).exists()


def check_not_control(codes: set[str]) -> None:
    """Refuse accounts that are the sum of a sub-ledger: by hand they would no longer be that sum.

    :raises UnableToPost: with the first of them.
    """
    chart = load_chart().accounts
    for code in sorted(codes):
        if code in chart and chart[code].control_of is not None:
            raise UnableToPost(
                _(
                    "Tài khoản “%(account)s” là tổng của sổ chi tiết, không ghi tay được."
                    " Hãy làm nghiệp vụ hoặc sửa sai ở sổ chi tiết đó."
                )
                % {"account": name_of(chart[code])}
            )


def as_stored(lines: Sequence[EntryLine]) -> list[dict[str, Any]]:
    """Return lines as the row keeps them."""
    return [asdict(line) for line in lines]


def lines_of(entry: Entry) -> tuple[EntryLine, ...]:
    """Return the lines that an entry was written with."""
    return tuple(EntryLine(**line) for line in entry.lines)


def posted_lines(entry: Entry) -> list[Line]:
    """Return an entry's lines as they are posted."""
    return [
        Line(line.debit, line.credit, line.amount_vnd, Transfer.Kind.MANUAL.value, line.reference)
        for line in lines_of(entry)
    ]


def decide(entry: Entry, *, asked: Asked, state: Entry.State, posting: Posting | None = None, reason: str = "") -> None:
    """Write down what became of an entry, and who said so."""
    entry.state, entry.posting, entry.decided_reason = state, posting, reason
    entry.decided_by, entry.decided_by_name, entry.decided_at = asked.actor_id, asked.actor.name, asked.at
    entry.save(update_fields=["state", "posting", "decided_reason", "decided_by", "decided_by_name", "decided_at"])

"""Why a day cannot be closed, in words that name where to look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.core.vietnamese import format_number

NAMED_MAX: Final = 20


class UnableToClose(Refusal):
    """The day cannot be closed, or not yet."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two that should be equal and are not, in đồng: the ledger, and the rows that it is the sum of.

    `what` is the account with its source and programme, or the session's cash; `rows` name loans, vouchers or sessions
    that do not agree.
    """

    office_code: str
    what: str
    ledger_vnd: int
    rows_vnd: int
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        words = _("%(office)s, %(what)s: sổ cái %(ledger)s đồng, sổ chi tiết %(rows)s đồng") % {
            "office": self.office_code,
            "what": self.what,
            "ledger": format_number(self.ledger_vnd),
            "rows": format_number(self.rows_vnd),
        }
        if not self.rows:
            return words
        named = ", ".join(self.rows[:NAMED_MAX])
        more = len(self.rows) - NAMED_MAX
        if more > 0:
            named += " " + _("và %(count)s chứng từ, khoản vay khác") % {"count": format_number(more)}
        return f"{words} ({named})"


class BooksDiffer(UnableToClose):
    """Sub-ledgers or cash do not agree with the ledger: nothing of the day was closed."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        self.differences = tuple(differences)
        said = "; ".join(map(str, self.differences[:NAMED_MAX]))
        super().__init__(_("Chưa khóa sổ được vì có chênh lệch: %(differences)s.") % {"differences": said})

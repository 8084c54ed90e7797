"""Looking at loans leaves a trace: which loan was opened, what left as a file and why."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.lending.parts.scope import get_loan_in
from tantam.lending.queries.portfolio import LoanFilter, LoanSums, sum_loans

REASON_MIN: Final = 10
REASON_MAX: Final = 300
HANDED_OUT_MAX: Final = 5_000  # loans in one file


class UnableToHandOut(Refusal):
    """No file is made: no reason was given, or there are too many loans."""


def _number(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"loan {arguments['number']}"


@command("lending.look_at_loan", subject=_number)
def look_at_loan(*, asked: Asked, number: str, purpose: str = "") -> None:
    """Write down that somebody looked at a loan and its borrower; nothing else changes.

    :raises OutOfScope: if the loan is not of the actor's units.
    """
    assert len(purpose) <= REASON_MAX
    get_loan_in(asked.actor.scope, number=number)


@command("lending.hand_out_loans", sealed=("text",))
def hand_out_loans(
    *,
    asked: Asked,
    reason: str,
    text: str = "",
    office_id: int | None = None,
    commune_id: int | None = None,
    group_id: int | None = None,
    programme: str = "",
    source: str = "",
    state: str = "",
    due_within: int = 0,
) -> int:
    """Write down that a list of loans leaves as a file, and why; return the number of loans.

    :raises UnableToHandOut: without a reason of 10 to 300 characters, or for more than 5,000 loans.
    """
    if not REASON_MIN <= len(reason.strip()) <= REASON_MAX:
        raise UnableToHandOut(_("Cần nêu lý do xuất danh sách, từ 10 đến 300 ký tự."))
    chosen = LoanFilter(text, office_id, commune_id, group_id, programme, source, state, due_within)
    sums = sum_loans(scope=asked.actor.scope, chosen=chosen, day=asked.book_date)
    found = sums[state] if state in sums else sum(sums.values(), LoanSums())
    if found.count > HANDED_OUT_MAX:
        sentence = _("Danh sách có %(count)d khoản vay, mỗi tệp chứa tối đa %(most)d khoản. Hãy lọc bớt.")
        raise UnableToHandOut(sentence % {"count": found.count, "most": HANDED_OUT_MAX})
    return found.count

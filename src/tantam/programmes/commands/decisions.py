"""Keeping an answer that is relied on, so that it can be made again."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.core.eligibility.answers import Borrower, FactValue
from tantam.core.eligibility.scalar import answer
from tantam.core.law.facts import FACTS
from tantam.programmes.law_files import load_law
from tantam.programmes.parts.deciding import Relied, keep_answers
from tantam.programmes.queries.borrowers import get_borrower


class UnableToDecide(Refusal):
    """The answer cannot be kept."""


@command(
    "programmes.record_decision",
    subject=lambda result, _arguments: f"decision:{result}",
    sealed=("declared",),
)
def record_decision(
    *, asked: Asked, household_id: int, programme: str, as_of: date, declared: Mapping[str, FactValue]
) -> int:
    """Keep what the law answers about a household on a day; return the decision's number.

    The register's facts and debts come first in the record; what the officer `declared` about facts that the
    register does not know is added and marked.

    :raises OutOfScope: if there is no such household in the actor's scope.
    :raises UnableToDecide: if there is no such programme, or a fact was declared that the register knows.
    """
    law = load_law()
    if programme not in law.programmes:
        raise UnableToDecide(_("Không có chương trình này. Hãy tải lại trang rồi chọn lại."))
    known = get_borrower(scope=asked.actor.scope, household_id=household_id, on=as_of, known_at=asked.at)
    if set(declared) - set(FACTS) or set(declared) & set(known.facts):
        raise UnableToDecide(
            _("Dữ liệu của hộ đã thay đổi từ lúc mở trang này. Hãy tải lại trang, xem lại rồi ghi quyết định.")
        )
    borrower = Borrower(facts={**known.facts, **declared}, debts=known.debts)
    found = answer(law, programme=programme, borrower=borrower, on=as_of)
    (row,) = keep_answers([Relied(household_id, as_of, borrower, found, tuple(declared))], asked=asked)
    return row.pk

"""Loans that come from another book, with the figures at which that book left them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.lending.parts.taking_over import LOANS_MAX, LoanFigures, get_office, take_over, unable
from tantam.lending.wording.objections import UnableToRecord

__all__ = ["LOANS_MAX", "LoanFigures", "take_over_loan", "take_over_loans"]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many loans of a batch were taken over, and which were not: places in the batch, with a sentence each."""

    taken: int
    refused: tuple[tuple[int, str], ...]


def _number(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"loan {arguments['figures'].number}"


def _office(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"office {arguments['office_code']}"


@command("lending.take_over_loan", subject=_number)
def take_over_loan(*, asked: Asked, office_code: str, as_of: date, figures: LoanFigures) -> str:
    """Take a loan over from the book that kept it until `as_of` ended; return its number.

    :raises UnableToRecord: with the reason, if office, household, programme or source are not known, the number is
        taken, the plan or the figures are impossible, or the day is closed or yet to come.
    """
    office = get_office(asked, office_code)
    if office is None:
        raise UnableToRecord(unable(figures.number, _("không có đơn vị ngân hàng %(what)s.") % {"what": office_code}))
    for _place, sentence in take_over(asked, office, (figures,), as_of=as_of, reference=figures.number):
        raise UnableToRecord(sentence)
    return figures.number


@command("lending.take_over_loans", subject=_office, sealed=("loans",))
def take_over_loans(*, asked: Asked, office_code: str, as_of: date, loans: tuple[LoanFigures, ...]) -> Taken:
    """Take an office's loans over from the book that kept them until `as_of` ended; return what became of them.

    Each is taken whole, or refused with its place in the batch and the sentence that `take_over_loan` would say. The
    number of statements does not grow with the loans, but for how many rows the database takes in one; what they
    open the book with is posted as one sum for each account.

    :raises OutOfScope: if the office is not the actor's.
    :raises UnableToRecord: if there is no such office, the batch is too long, or somebody took one over meanwhile.
    """
    office = get_office(asked, office_code)
    if office is None:
        raise UnableToRecord(_("Không có đơn vị ngân hàng %(what)s.") % {"what": office_code})
    if len(loans) > LOANS_MAX:
        raise UnableToRecord(_("Mỗi lần nhận tối đa %(most)d khoản vay. Hãy chia nhỏ.") % {"most": LOANS_MAX})
    refused = take_over(asked, office, loans, as_of=as_of, reference=f"OPENING {as_of.isoformat()}")
    return Taken(taken=len(loans) - len(refused), refused=tuple(refused))

"""What of one loan may be paid out at the office, before anybody pays it out."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.core.loans.events import TakenOver
from tantam.lending.parts.lives import read_lives
from tantam.lending.parts.requests.paying_out import refuse_before_notice
from tantam.lending.parts.scope import get_own_loan
from tantam.lending.wording.requests import UnableToRequest


@dataclass(frozen=True, slots=True)
class LeftToPayOut:
    """What was approved, what was paid out of it and what is left, in đồng; `refused` says why none of it may be."""

    approved_vnd: int
    disbursed_vnd: int
    left_vnd: int
    refused: str


def get_left_to_pay_out(*, scope: Scope, number: str, on: date) -> LeftToPayOut:
    """Return what an office may pay out on a day of a loan that it keeps.

    :raises OutOfScope: if there is no such loan of the actor's offices.
    """
    loan = get_own_loan(scope, number=number)
    life = read_lives([loan])[loan.pk]
    disbursed_vnd = life.at(on).disbursed_vnd
    refused = ""
    if any(isinstance(each, TakenOver) for each in life.events):
        refused = _("Khoản vay nhận bàn giao đã giải ngân ở sổ cũ.")
    elif disbursed_vnd >= loan.approved_vnd:
        refused = _("Khoản vay đã giải ngân hết số tiền được duyệt.")
    else:
        try:
            refuse_before_notice(loan.pk, on=on)
        except UnableToRequest as problem:
            refused = str(problem)
    return LeftToPayOut(loan.approved_vnd, disbursed_vnd, max(loan.approved_vnd - disbursed_vnd, 0), refused)

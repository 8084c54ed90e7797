"""The bank's office decides on a list: who did not check or bring it approves or refuses each request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.law.lending_steps import Step
from tantam.core.requests.way import approval_lapses_on
from tantam.lending.law_files import load_steps
from tantam.lending.models import LoanRequest
from tantam.lending.parts.requests.approving import write_loans
from tantam.lending.parts.requests.scope import lock_list
from tantam.lending.parts.requests.steps import (
    BANK_KINDS,
    Declined,
    Kind,
    Paper,
    close_if_empty,
    fate_of,
    open_requests,
    reasons_of,
    refuse_other_bodies,
    refuse_out_of_turn,
    refuse_own_work,
    write_fates,
    write_step,
)
from tantam.lending.parts.requests.weighing import weigh_requests
from tantam.lending.wording.requests import UnableToRequest, objection_sentence
from tantam.people.models import Establishment, Household

_WORKED: Final = (Kind.WRITTEN, Kind.VOTED, Kind.SENT_AGAIN, Kind.CONFIRMED, Kind.CHECKED)


@dataclass(frozen=True, slots=True)
class Granted:
    """What is approved where it is less than what the list has: đồng, months."""

    request_id: int
    amount_vnd: int
    term_months: int


@command(
    "lending.decide_requests",
    subject=lambda _result, arguments: f"requests:{arguments['list_id']}",
    sealed=("declined", "granted"),
)
def decide_requests(
    *,
    asked: Asked,
    list_id: int,
    number: str,
    pays_out_on: date,
    declined: tuple[Declined, ...] = (),
    granted: tuple[Granted, ...] = (),
) -> int:
    """Approve the requests of a list but those that are declined, and write their loans; return how many loans.

    `pays_out_on` is the day planned for paying out, from which the plan of repayment counts.

    :raises OutOfScope: if there is no such list for this actor.
    :raises UnableToRequest: if it is not its turn, the actor is not of its bank, brought or checked it, more is
        granted than was agreed, the day of paying out is too far, or the law turns a request away by now.
    """
    row = lock_list(asked.actor, list_id)
    refuse_out_of_turn(row, Step.DECIDE)
    refuse_other_bodies(row, asked, kinds=BANK_KINDS)
    refuse_own_work(row, asked, of=_WORKED)
    lapses_on = approval_lapses_on(load_steps(), asked.book_date)
    if not asked.book_date <= pays_out_on <= lapses_on:
        raise UnableToRequest(
            _("Ngày dự kiến giải ngân phải từ hôm nay đến %(last)s.") % {"last": f"{lapses_on:%d/%m/%Y}"}
        )
    requests = open_requests(row)
    reasons = reasons_of(declined, requests)
    approved = {key: request for key, request in requests.items() if key not in reasons}
    _grant(approved, granted)
    # Two lists may name one borrower: whoever decides on the other waits, and then sees what was promised here.
    _lock_borrowers(approved.values())
    _refuse_turned_away(approved.values(), asked)
    step = write_step(row, Kind.DECIDED, asked=asked, paper=Paper(asked.book_date, number=number))
    for key, request in requests.items():
        request.state = LoanRequest.State.REFUSED if key in reasons else LoanRequest.State.APPROVED
    if approved:
        write_loans(row, list(approved.values()), asked=asked, pays_out_on=pays_out_on)
    write_fates(
        [fate_of(request, step, asked=asked, reason=reasons.get(key, "")) for key, request in requests.items()],
        requests.values(),
    )
    close_if_empty(row, asked=asked, on=asked.book_date)
    return len(approved)


def _lock_borrowers(requests: Iterable[LoanRequest]) -> None:
    """Lock the households and establishments of requests, in their order."""
    rows = list(requests)
    homes = {row.household_id for row in rows if row.household_id}
    establishments = {row.establishment_id for row in rows if row.establishment_id}
    list(Household.objects.select_for_update().filter(id__in=homes).order_by("id").values_list("id"))
    list(Establishment.objects.select_for_update().filter(id__in=establishments).order_by("id").values_list("id"))


def _grant(approved: Mapping[int, LoanRequest], granted: Iterable[Granted]) -> None:
    for one in granted:
        request = approved.get(one.request_id)
        if request is None:
            raise UnableToRequest(_("Có đề nghị vay không còn trong danh sách. Hãy tải lại trang rồi làm lại."))
        if not 0 < one.amount_vnd <= request.amount_vnd or not 0 < one.term_months <= request.term_months:
            raise UnableToRequest(
                _("Dòng %(order)d: mức duyệt và thời hạn không được cao hơn mức đã bình xét.")
                % {"order": request.order}
            )
        request.amount_vnd, request.term_months = one.amount_vnd, one.term_months


def _refuse_turned_away(approved: Iterable[LoanRequest], asked: Asked) -> None:
    """Refuse to approve what the law of today turns away: since the check a household may have borrowed elsewhere."""
    rows = list(approved)
    weighed = weigh_requests(rows, on=asked.book_date, known_at=asked.at)
    for request in rows:
        if weighed[request.pk].is_turned_away:
            what = " ".join(
                objection_sentence(one, programme=request.programme) for one in weighed[request.pk].objections
            )
            raise UnableToRequest(
                _("Dòng %(order)d không còn đủ điều kiện: %(what)s Hãy không duyệt đề nghị này, hoặc giảm mức vay.")
                % {"order": request.order, "what": what}
            )

"""The credit officer checks a list against the law of the day: each request with its reasons, and the answer kept."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.law.lending_steps import Step
from tantam.core.requests.objecting import OPEN
from tantam.core.text import nfc
from tantam.lending.models import LoanRequest, RequestFate
from tantam.lending.parts.requests.scope import lock_list
from tantam.lending.parts.requests.steps import (
    BANK_KINDS,
    REASON_MAX,
    REASON_MIN,
    Declined,
    Kind,
    Paper,
    close_if_empty,
    fate_of,
    open_requests,
    reasons_of,
    refuse_other_bodies,
    refuse_out_of_turn,
    write_fates,
    write_step,
)
from tantam.lending.parts.requests.weighing import Weighed, weigh_requests
from tantam.lending.wording.requests import UnableToRequest, objection_sentence
from tantam.programmes.parts.deciding import Relied, keep_answers


@dataclass(frozen=True, slots=True)
class Settled:
    """What the register leaves open about a request, settled by the officer, and on which paper that rests."""

    request_id: int
    note: str


@command(
    "lending.check_requests",
    subject=lambda _result, arguments: f"requests:{arguments['list_id']}",
    sealed=("settled", "declined"),
)
def check_requests(
    *, asked: Asked, list_id: int, settled: tuple[Settled, ...] = (), declined: tuple[Declined, ...] = ()
) -> int:
    """Check the requests of a list by the law of today, and keep each answer; return the list's number.

    A request that the law turns away goes no further, nor one that the officer declines. What the register leaves
    open has to be settled.

    :raises OutOfScope: if there is no such list for this actor.
    :raises UnableToRequest: if it is not its turn, the actor is not of the bank, something stays open, or a declined
        request has no reason.
    """
    row = lock_list(asked.actor, list_id)
    refuse_out_of_turn(row, Step.CHECK)
    refuse_other_bodies(row, asked, kinds=BANK_KINDS)
    requests = open_requests(row)
    reasons = reasons_of(declined, requests)
    notes = {one.request_id: nfc(one.note).strip()[:REASON_MAX] for one in settled}
    weighed = weigh_requests(requests.values(), on=asked.book_date, known_at=asked.at)
    for number, request in requests.items():
        if number not in reasons:
            _refuse_unsettled(request, weighed[number], notes.get(number, ""))
        if number in reasons or weighed[number].is_turned_away:
            request.state = LoanRequest.State.TURNED_AWAY
    step = write_step(row, Kind.CHECKED, asked=asked, paper=Paper(asked.book_date))
    relied = [
        Relied(
            request.household_id,
            asked.book_date,
            weighed[number].borrower,
            weighed[number].answer,
            declared=tuple(request.facts),
            establishment_id=request.establishment_id,
        )
        for number, request in requests.items()
    ]
    said = notes | reasons
    fates = [
        _fate(fate_of(request, step, asked=asked, reason=said.get(number, "")), weighed[number], kept)
        for (number, request), kept in zip(requests.items(), keep_answers(relied, asked=asked), strict=True)
    ]
    write_fates(fates, requests.values())
    close_if_empty(row, asked=asked, on=asked.book_date)
    return row.pk


def _refuse_unsettled(request: LoanRequest, weighed: Weighed, note: str) -> None:
    if weighed.is_open and len(note) < REASON_MIN:
        what = " ".join(
            objection_sentence(one, programme=request.programme) for one in weighed.objections if one.why in OPEN
        )
        raise UnableToRequest(
            _("Dòng %(order)d còn điều chưa rõ: %(what)s Hãy ghi căn cứ đã xem, hoặc không đưa đề nghị này đi tiếp.")
            % {"order": request.order, "what": what}
        )


def _fate(fate: RequestFate, weighed: Weighed, kept: Any) -> RequestFate:
    fate.objections = [asdict(one) for one in weighed.objections]
    fate.decision = kept
    return fate

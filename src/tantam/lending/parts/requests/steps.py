"""Steps of a list of requests: whether it is their turn, and writing them with the state that they lead to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext as _

from tantam.base.asked import SYSTEM_ROLE, Asked
from tantam.core.law.lending_steps import Path, Step
from tantam.core.requests.way import due_on, step_after
from tantam.core.text import nfc
from tantam.lending.law_files import load_steps
from tantam.lending.models import LoanRequest, RequestFate, RequestList, RequestStep
from tantam.lending.wording.requests import UnableToRequest
from tantam.units.days_off import days_off
from tantam.units.models import Unit

State = RequestList.State
Kind = RequestStep.Kind
REASON_MIN: Final = 5
REASON_MAX: Final = 500
# What is done when a list stands there; a returned list is as good as newly written, and one of which the bank lends
# to nobody waits for the notice that says so.
DONE: Final = {
    State.WRITTEN: Step.WRITE,
    State.RETURNED: Step.WRITE,
    State.VOTED: Step.VOTE,
    State.CONFIRMED: Step.CONFIRM,
    State.CHECKED: Step.CHECK,
    State.DECIDED: Step.DECIDE,
    State.REFUSED: Step.DECIDE,
    State.NOTIFIED: Step.NOTIFY,
}
_STATES: Final = {
    Kind.WRITTEN: State.WRITTEN,
    Kind.VOTED: State.VOTED,
    Kind.SENT_AGAIN: State.VOTED,
    Kind.CONFIRMED: State.CONFIRMED,
    Kind.RETURNED: State.RETURNED,
    Kind.CHECKED: State.CHECKED,
    Kind.DECIDED: State.DECIDED,
    Kind.NOTIFIED: State.NOTIFIED,
    Kind.CLOSED: State.CLOSED,
}
BANK_KINDS: Final = frozenset({Unit.Kind.BANK_BRANCH, Unit.Kind.BANK_OFFICE})


@dataclass(frozen=True, slots=True)
class Paper:
    """What a step is written down with."""

    on: date
    number: str = ""
    signer: str = ""
    place: str = ""
    session_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    """A request that goes no further, and why."""

    request_id: int
    reason: str


def next_step(row: RequestList) -> Step | None:
    """Return what is to be done with a list next; None where nothing is."""
    done = DONE.get(State(row.state))
    return None if done is None else step_after(load_steps(), Path(row.path), done)


def refuse_out_of_turn(row: RequestList, step: Step) -> None:
    """Refuse a step that is not the next one.

    :raises UnableToRequest: if it is not.
    """
    if next_step(row) is not step:
        raise UnableToRequest(
            _("Danh sách %(number)s đang ở bước “%(state)s”, nên chưa hoặc không còn làm việc này. Hãy tải lại trang.")
            % {"number": row.number, "state": row.get_state_display()}
        )


def refuse_ahead(day: date, asked: Asked, *, since: date) -> None:
    """Refuse a day that lies ahead, or before what it follows on.

    :raises UnableToRequest: if it does.
    """
    if not since <= day <= asked.book_date:
        raise UnableToRequest(
            _("Ngày %(day)s phải từ ngày %(since)s đến hôm nay. Hãy kiểm tra lại ngày.")
            % {"day": f"{day:%d/%m/%Y}", "since": f"{since:%d/%m/%Y}"}
        )


def last_day_of(row: RequestList) -> date:
    """Return the day of the list's last step: none is dated before another that it follows on."""
    last: date | None = row.steps.aggregate(last=Max("on"))["last"]
    return max(row.written_on, last) if last else row.written_on


def refuse_other_bodies(row: RequestList, asked: Asked, *, kinds: Collection[str]) -> None:
    """Refuse who does not act for the body whose step it is: the list's commune, or its bank.

    The system may act for any.

    :raises UnableToRequest: if the actor's unit is another kind of body.
    """
    if asked.actor.role == SYSTEM_ROLE:
        return
    unit = Unit.objects.filter(pk=asked.actor.unit_id or 0, kind__in=kinds).first()
    at_home = unit is not None and (unit.commune_id is None or unit.commune_id == row.commune_id)
    if not at_home or (unit and unit.kind in BANK_KINDS and not asked.actor.scope.covers(row.office_id)):
        raise UnableToRequest(_("Đơn vị của bạn không làm bước này. Hãy để đúng cơ quan thực hiện."))


def refuse_own_work(row: RequestList, asked: Asked, *, of: Collection[str]) -> None:
    """Refuse who did an earlier step of the list: nobody approves what they brought.

    :raises UnableToRequest: if the actor wrote a request of the list or did one of the steps.
    """
    wrote = row.requests.filter(written_by=asked.actor_id).exists()
    if wrote or row.steps.filter(kind__in=of, by_id=asked.actor_id).exists():
        raise UnableToRequest(_("Bạn đã lập, trình hoặc kiểm tra danh sách này nên không tự xác nhận, phê duyệt được."))


def write_step(row: RequestList, kind: RequestStep.Kind, *, asked: Asked, paper: Paper) -> RequestStep:
    """Write a step of a list, which is locked, with the state and the time limit that it leads to.

    :raises UnableToRequest: if its day lies ahead, or before a step that was taken.
    """
    refuse_ahead(paper.on, asked, since=last_day_of(row))
    was_due = row.due_on
    _come_to(row, _STATES[kind], on=paper.on)
    return RequestStep.objects.create(
        list=row,
        kind=kind,
        on=paper.on,
        due_on=was_due,
        number=nfc(paper.number).strip()[:40],
        signer=" ".join(nfc(paper.signer).split())[:150],
        place=nfc(paper.place).strip()[:200],
        session_on=paper.session_on,
        reason=nfc(paper.reason).strip()[:1000],
        by_id=asked.actor_id,
        by_name=asked.actor.name,
        by_unit=asked.actor.unit_name,
        recorded_at=asked.at,
    )


def close_if_empty(row: RequestList, *, asked: Asked, on: date) -> None:
    """End a list of which no request goes on; one whom the bank turned away or refused is told first (04/TD)."""
    states = set(row.requests.values_list("state", flat=True))
    if states & {LoanRequest.State.OPEN, LoanRequest.State.APPROVED}:
        return
    if states & {LoanRequest.State.TURNED_AWAY, LoanRequest.State.REFUSED}:
        _come_to(row, State.REFUSED, on=on)
    else:
        write_step(row, Kind.CLOSED, asked=asked, paper=Paper(on))


def _come_to(row: RequestList, state: RequestList.State, *, on: date) -> None:
    """Let a list stand in a state from a day on, with the time limit of what comes next."""
    row.state = state
    step = next_step(row)
    row.due_on = due_on(load_steps(), Path(row.path), step, since=on, days_off=days_off()) if step else None
    row.save(update_fields=["state", "due_on", "meeting"])


def open_requests(row: RequestList) -> dict[int, LoanRequest]:
    """Return the requests of a list that go on, by their numbers, in their order."""
    rows = LoanRequest.objects.filter(list=row, state=LoanRequest.State.OPEN).order_by("order")
    return {request.pk: request for request in rows}


def reasons_of(declined: Iterable[Declined], known: Collection[int]) -> dict[int, str]:
    """Return why requests go no further, by their numbers.

    :raises UnableToRequest: if one is not of the list, or has no reason.
    """
    found = {one.request_id: nfc(one.reason).strip()[:REASON_MAX] for one in declined}
    if set(found) - set(known):
        raise UnableToRequest(_("Có đề nghị vay không còn trong danh sách. Hãy tải lại trang rồi làm lại."))
    if any(len(reason) < REASON_MIN for reason in found.values()):
        raise UnableToRequest(_("Mỗi hộ không được đi tiếp cần lý do, từ 5 ký tự trở lên."))
    return found


def write_fates(fates: Iterable[RequestFate], requests: Iterable[LoanRequest]) -> None:
    """Write what a step meant for requests, and their rows as they are now; two queries however many they are."""
    RequestFate.objects.bulk_create(fates)
    LoanRequest.objects.bulk_update(requests, ["state", "amount_vnd", "term_months", "vote", "loan"], batch_size=200)


def fate_of(request: LoanRequest, step: RequestStep | None, *, asked: Asked, reason: str = "") -> RequestFate:
    """Return the row that says how a request stands after a step."""
    return RequestFate(
        request=request,
        step=step,
        state=request.state,
        amount_vnd=request.amount_vnd,
        term_months=request.term_months,
        reason=reason,
        recorded_at=asked.at,
    )

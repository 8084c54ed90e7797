"""One list of requests with its people, its steps and what became of each request."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from tantam.base.asked import Scope
from tantam.core.law.facts import FACTS
from tantam.core.law.lending_steps import Path
from tantam.core.requests.way import approval_lapses_on, steps_of
from tantam.ledger.chart import load_chart, name_of
from tantam.lending.law_files import load_steps
from tantam.lending.models import (
    LoanEvent,
    LoanRequest,
    PlannedInstalment,
    RequestFate,
    RequestItem,
    RequestList,
    RequestSecurity,
    RequestStep,
)
from tantam.lending.parts.borrowers import RELATED, borrower_code, borrower_name
from tantam.lending.parts.requests.scope import get_list_in
from tantam.lending.queries.requests.lists import step_words
from tantam.lending.wording.programmes import programme_beside_person
from tantam.lending.wording.requests import kept_sentences
from tantam.people.queries.establishments import RepresentativeLine, representatives_on
from tantam.people.queries.household import birth_words
from tantam.programmes.decision_inputs import read_fact
from tantam.programmes.queries.asking import protected_programmes
from tantam.programmes.wording.conditions import question_of, value_words


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of the plan: đồng."""

    what: str
    quantity: str
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class SecurityLine:
    """What is put up for a loan, whose it is, and its value in đồng."""

    what: str
    owner: str
    value_vnd: int


@dataclass(frozen=True, slots=True)
class EstablishmentAsking:
    """What an establishment that asks is, who acted for it when it asked, and what was stated of it, in words."""

    id: int
    kind_label: str
    registration: str
    representative: str
    position: str
    closed_on: date | None
    stated: tuple[tuple[str, str], ...]
    ground: str


@dataclass(frozen=True, slots=True)
class LoanLine:
    """The loan of an approved request; rates in ppm a year, instalments as due day and đồng."""

    number: str
    rate_ppm: int
    overdue_rate_ppm: int
    contract_on: date
    lapses_on: date
    disbursed_vnd: int
    disbursed_on: date | None
    instalments: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as it stands, of a household or of an establishment; amounts in đồng.

    `agreed_vnd` and `agreed_months` are what the group agreed to (what was asked where it did not vote), which the
    commune confirms; `said` is what the last step that decided said, `why` its objections. A protected programme is
    neither named nor told by them, but to whoever checks and decides.
    """

    id: int
    order: int
    household_id: int | None
    borrower_code: str
    address: str
    borrower_id: int | None
    borrower: str
    birth: str
    programme: str
    programme_name: str
    source: str
    source_name: str
    purpose: str
    items: tuple[ItemLine, ...]
    need_vnd: int
    own_vnd: int
    asked_vnd: int
    asked_months: int
    every_months: int
    agreed_vnd: int
    agreed_months: int
    amount_vnd: int
    term_months: int
    state: str
    state_label: str
    in_favour: int | None
    against: int | None
    abstained: int | None
    said: str
    why: tuple[str, ...]
    loan: LoanLine | None
    establishment: EstablishmentAsking | None
    securities: tuple[SecurityLine, ...]

    @property
    def goes_on(self) -> bool:
        """Tell whether the request goes on with its list."""
        return self.state in {LoanRequest.State.OPEN, LoanRequest.State.APPROVED}


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that was taken."""

    kind: str
    kind_label: str
    on: date
    due_on: date | None
    number: str
    signer: str
    place: str
    session_on: date | None
    reason: str
    by_name: str
    by_unit: str
    recorded_at: datetime

    @property
    def was_late(self) -> bool:
        """Tell whether the step came after its last day."""
        return self.due_on is not None and self.on > self.due_on


@dataclass(frozen=True, slots=True)
class RequestListPage:
    """A list of requests; `way` are the codes of its steps in their order, `step` the next one."""

    id: int
    number: str
    path: str
    state: str
    state_label: str
    step: str
    way: tuple[str, ...]
    group_id: int | None
    group_code: str
    group_name: str
    village: str
    commune: str
    office: str
    meeting_id: int | None
    written_on: date
    due_on: date | None
    requests: tuple[RequestLine, ...]
    steps: tuple[StepLine, ...]

    @property
    def title(self) -> str:
        """Return what the list is called on a page."""
        return f"{self.group_name or self.group_code} · {self.number}" if self.group_code else self.number

    @property
    def establishment(self) -> EstablishmentAsking | None:
        """Return the establishment that asks, None where households do."""
        return self.requests[0].establishment if self.requests else None

    @property
    def going(self) -> tuple[RequestLine, ...]:
        """Return the requests that go on."""
        return tuple(line for line in self.requests if line.goes_on)

    @property
    def amount_vnd(self) -> int:
        """Return what all requests that go on come to, in đồng."""
        return sum(line.amount_vnd for line in self.going)

    @property
    def has_answer(self) -> bool:
        """Tell whether the bank has answered every request, so that there is something to tell (04/TD)."""
        answered = {RequestList.State.DECIDED, RequestList.State.REFUSED, RequestList.State.NOTIFIED}
        return self.state in answered or self.last(RequestStep.Kind.DECIDED) is not None

    @property
    def is_lent_through(self) -> bool:
        """Tell whether anybody is lent to."""
        return any(line.state == LoanRequest.State.APPROVED for line in self.requests)

    def last(self, kind: str) -> StepLine | None:
        """Return the last step of a kind."""
        return next((step for step in reversed(self.steps) if step.kind == kind), None)


def get_request_list(*, scope: Scope, list_id: int, named: bool = False) -> RequestListPage:
    """Return a list with its requests; the number of queries does not grow with their number.

    `named` names protected programmes and what of their rules was not met: for whoever checks and decides.

    :raises OutOfScope: if there is none for this actor.
    """
    row = get_list_in(scope, list_id)
    steps = [_step(step) for step in row.steps.order_by("id")]
    return RequestListPage(
        id=row.pk,
        number=row.number,
        path=row.path,
        state=row.state,
        state_label=str(row.get_state_display()),
        step=step_words(row),
        way=tuple(step.value for step in steps_of(load_steps(), Path(row.path))),
        group_id=row.group_id,
        group_code=row.group.code if row.group else "",
        group_name=row.group.name if row.group else "",
        village=row.group.village.name if row.group else "",
        commune=str(row.commune),
        office=row.office.name,
        meeting_id=row.meeting_id,
        written_on=row.written_on,
        due_on=row.due_on,
        requests=tuple(_lines(row, named=named)),
        steps=tuple(steps),
    )


def _lines(row: RequestList, *, named: bool) -> list[RequestLine]:
    related = (*RELATED, "household__village", "vote", "loan__balance")
    requests = list(row.requests.select_related(*related).order_by("order"))
    items: dict[int, list[ItemLine]] = defaultdict(list)
    for item in RequestItem.objects.filter(request__in=requests).order_by("order"):
        items[item.request_id].append(ItemLine(item.what, item.quantity, item.amount_vnd))
    fates: dict[int, RequestFate] = {}
    for fate in RequestFate.objects.filter(request__in=requests).order_by("id"):
        if fate.reason or fate.objections or fate.request_id not in fates:
            fates[fate.request_id] = fate
    loans = _loans(requests)
    securities: dict[int, list[SecurityLine]] = defaultdict(list)
    for put_up in RequestSecurity.objects.filter(request__in=requests).order_by("order"):
        securities[put_up.request_id].append(SecurityLine(put_up.what, put_up.owner, put_up.value_vnd))
    acting = representatives_on({one.establishment_id for one in requests if one.establishment_id}, on=row.written_on)
    return [
        replace(
            _line(request, tuple(items[request.pk]), fates.get(request.pk), loans.get(request.pk), named=named),
            establishment=_asking(request, acting),
            securities=tuple(securities[request.pk]),
        )
        for request in requests
    ]


def _line(
    request: LoanRequest, items: tuple[ItemLine, ...], fate: RequestFate | None, loan: LoanLine | None, *, named: bool
) -> RequestLine:
    person = (request.borrower.merged_into or request.borrower) if request.borrower else None
    vote = request.vote
    is_told = named or request.programme not in protected_programmes()
    source = load_chart().sources.get(request.source)
    return RequestLine(
        id=request.pk,
        order=request.order,
        household_id=request.household_id,
        borrower_code=borrower_code(request),
        address=_address(request),
        borrower_id=person.pk if person else None,
        borrower=borrower_name(request),
        birth=birth_words(person) if person else "",
        programme=request.programme,
        programme_name=programme_beside_person(request.programme, named=named),
        source=request.source,
        source_name=name_of(source) if source else request.source,
        purpose=request.purpose,
        items=items,
        need_vnd=request.need_vnd,
        own_vnd=request.own_vnd,
        asked_vnd=request.asked_vnd,
        asked_months=request.asked_months,
        every_months=request.every_months,
        agreed_vnd=(vote.amount_vnd if vote else None) or request.asked_vnd,
        agreed_months=(vote.term_months if vote else None) or request.asked_months,
        amount_vnd=request.amount_vnd,
        term_months=request.term_months,
        state=request.state,
        state_label=str(request.get_state_display()),
        in_favour=vote.in_favour if vote else None,
        against=vote.against if vote else None,
        abstained=vote.abstained if vote else None,
        said=fate.reason if fate else "",
        why=kept_sentences(fate.objections, programme=request.programme) if fate and is_told else (),
        loan=loan,
        establishment=None,
        securities=(),
    )


def _address(request: LoanRequest) -> str:
    if request.establishment is not None:
        return request.establishment.address
    home = request.household
    assert home is not None
    return ", ".join(part for part in (home.address, home.village.name if home.village else "") if part)


def _asking(request: LoanRequest, acting: Mapping[int, RepresentativeLine]) -> EstablishmentAsking | None:
    row = request.establishment
    if row is None:
        return None
    acts = acting.get(row.pk)
    return EstablishmentAsking(
        id=row.pk,
        kind_label=str(row.get_kind_display()),
        registration=row.registration or "",
        representative=acts.name if acts else "",
        position=acts.position if acts else "",
        closed_on=row.closed_on,
        stated=tuple(
            (question_of(FACTS[name]), value_words(name, read_fact(name, value)))
            for name, value in request.facts.items()
            if name in FACTS
        ),
        ground=request.facts_ground,
    )


def _loans(requests: list[LoanRequest]) -> dict[int, LoanLine]:
    """Return the loans of requests by their numbers; when each was first paid out is in its events."""
    ids = [request.loan_id for request in requests if request.loan_id is not None]
    plans: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for loan_id, due_on, vnd in (
        PlannedInstalment.objects.filter(loan_id__in=ids)
        .order_by("loan_id", "number")
        .values_list("loan_id", "due_on", "principal_vnd")
    ):
        plans[loan_id].append((due_on, vnd))
    taken_back = LoanEvent.objects.filter(loan=OuterRef("loan"), reverses=OuterRef("seq"))
    events = LoanEvent.objects.filter(~Exists(taken_back), loan_id__in=ids, kind=LoanEvent.Kind.DISBURSED)
    paid = dict(events.order_by("-on").values_list("loan_id", "on"))  # the first of each comes last
    law = load_steps()
    return {
        request.pk: LoanLine(
            number=request.loan.number,
            rate_ppm=request.loan.rate_ppm,
            overdue_rate_ppm=request.loan.overdue_rate_ppm,
            contract_on=request.loan.contract_on,
            lapses_on=approval_lapses_on(law, request.loan.contract_on),
            disbursed_vnd=request.loan.balance.disbursed_vnd,
            disbursed_on=paid.get(request.loan.pk) if request.loan.balance.disbursed_vnd else None,
            instalments=tuple(plans[request.loan.pk]),
        )
        for request in requests
        if request.loan is not None
    }


def _step(step: RequestStep) -> StepLine:
    return StepLine(
        kind=step.kind,
        kind_label=str(step.get_kind_display()),
        on=step.on,
        due_on=step.due_on,
        number=step.number,
        signer=step.signer,
        place=step.place,
        session_on=step.session_on,
        reason=step.reason,
        by_name=step.by_name,
        by_unit=step.by_unit,
        recorded_at=step.recorded_at,
    )

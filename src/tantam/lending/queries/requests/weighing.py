"""What requests rest on before a step: what is owed, which lists a household stands on, what the law says."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.core.eligibility.scalar import answer_all
from tantam.core.law.conditions import Truth
from tantam.core.requests.objecting import OPEN, Objected
from tantam.lending.models import Loan, LoanRequest
from tantam.lending.parts.owing import borrowers_of
from tantam.lending.parts.requests.scope import get_list_in
from tantam.lending.parts.requests.steps import open_requests
from tantam.lending.parts.requests.weighing import weigh_requests
from tantam.lending.wording.requests import objection_sentence
from tantam.people.models import Member
from tantam.people.parts.current import holding_on, statuses_of
from tantam.people.queries.household import status_words
from tantam.programmes.law_files import load_law
from tantam.programmes.queries.asking import AnswerLine, debts_in_words, line_of, protected_programmes

_ROOM_VND: Final = 50_000_000  # a programme with less room is not worth suggesting


@dataclass(frozen=True, slots=True)
class OwedLoan:
    """A loan in the book on which something is owed: đồng."""

    number: str
    principal_vnd: int
    overdue_vnd: int


@dataclass(frozen=True, slots=True)
class WeighedRequest:
    """What a request rests on.

    `debts` are what who asks owes or was promised by programme, in words, None where nobody knows; a protected
    programme is named only where it is the one that is asked for, to whoever checks and decides. `statuses` are the
    lists that it stands on; `objections` speak against lending, of which `open_ones` a person may settle.
    """

    request_id: int
    statuses: tuple[str, ...]
    debts: tuple[tuple[str, str], ...] | None
    loans: tuple[OwedLoan, ...]
    answer: AnswerLine
    objections: tuple[str, ...]
    open_ones: tuple[str, ...]

    @property
    def is_turned_away(self) -> bool:
        """Tell whether the law turns the request away."""
        return len(self.objections) > len(self.open_ones)

    @property
    def has_overdue(self) -> bool:
        """Tell whether who asks is overdue with a loan."""
        return any(loan.overdue_vnd for loan in self.loans)


def weigh_list(
    *, scope: Scope, list_id: int, on: date, known_at: datetime, named: bool = False
) -> dict[int, WeighedRequest]:
    """Return what each request of a list that goes on rests on, by its number; `named` names protected programmes.

    :raises OutOfScope: if there is no such list for this actor.
    """
    requests = open_requests(get_list_in(scope, list_id))
    homes = {request.household_id for request in requests.values() if request.household_id}
    statuses, loans = _statuses(homes, on=on, known_at=known_at), _loans(requests.values())
    law = load_law()
    return {
        number: WeighedRequest(
            request_id=number,
            statuses=tuple(statuses[requests[number].household_id or 0]),
            debts=_debts(weighed.borrower.debts, own=requests[number].programme if named else ""),
            loans=tuple(loans[_whose(requests[number])]),
            answer=line_of(law, weighed.answer, on=on),
            objections=_words(requests[number], weighed.objections),
            open_ones=_words(requests[number], (one for one in weighed.objections if one.why in OPEN)),
        )
        for number, weighed in weigh_requests(requests.values(), on=on, known_at=known_at).items()
    }


def suggest_programmes(*, household_ids: Collection[int], on: date, known_at: datetime) -> dict[int, str]:
    """Return for households the first programme that the law opens to them and that has room, where there is one.

    Whoever calls this answers for the scope.
    """
    law, found = load_law(), {}
    for number, borrower in borrowers_of(household_ids, on=on, known_at=known_at).items():
        answers = (one for one in answer_all(law, borrower=borrower, on=on) if one.truth is Truth.YES)
        room = next((one.programme for one in answers if (one.cap_left_vnd or 0) >= _ROOM_VND), None)
        if room is not None:
            found[number] = room
    return found


def _debts(debts: Mapping[str, int] | None, *, own: str) -> tuple[tuple[str, str], ...] | None:
    """Return what is owed in words; what is asked for is on the paper, any other protected programme has no name."""
    if debts is None:
        return None
    hidden = protected_programmes() - {own}
    shown = debts_in_words({code: owed for code, owed in debts.items() if code not in hidden}) or []
    masked = debts_in_words({code: owed for code, owed in debts.items() if code in hidden}) or []
    return (*shown, *((_("Chương trình được bảo mật"), amount) for _name, amount in masked))


def _words(request: LoanRequest, objections: Iterable[Objected]) -> tuple[str, ...]:
    return tuple(objection_sentence(one, programme=request.programme) for one in objections)


def _statuses(homes: Collection[int], *, on: date, known_at: datetime) -> dict[int, list[str]]:
    """Return the lists that households and their members stand on, in words; a protected one only says that it is."""
    living: dict[int, int] = dict(
        Member.objects.filter(holding_on(on), household_id__in=homes).values_list("person_id", "household_id")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in statuses_of(homes, at=known_at, day=on).select_related("person").order_by("-starts_on", "id"):
        home = row.household_id
        if home is None and row.person is not None:
            home = living.get(row.person.merged_into_id or row.person.pk)
        if home is not None:
            words = status_words(row, unmasked=False)
            found[home].append(f"{words} ({row.starts_on:%d/%m/%Y})")
    return found


def _loans(requests: Collection[LoanRequest]) -> dict[tuple[int | None, int | None], list[OwedLoan]]:
    """Return the loans in the book on which something is owed, by who borrowed."""
    whose = Q(household_id__in={row.household_id for row in requests if row.household_id})
    whose |= Q(establishment_id__in={row.establishment_id for row in requests if row.establishment_id})
    rows = Loan.objects.filter(whose, balance__principal_vnd__gt=0).select_related("balance")
    found: dict[tuple[int | None, int | None], list[OwedLoan]] = defaultdict(list)
    for loan in rows.order_by("number"):
        line = OwedLoan(loan.number, loan.balance.principal_vnd, loan.balance.overdue_vnd)
        found[_whose(loan)].append(line)
    return found


def _whose(row: Loan | LoanRequest) -> tuple[int | None, int | None]:
    return row.household_id, row.establishment_id

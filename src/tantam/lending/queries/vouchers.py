"""One voucher of a session, line by line, with the names of who paid or was paid."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from tantam.base.asked import EVERYTHING, Scope
from tantam.groups.models import GroupMember
from tantam.lending.models import Loan, SavingsMove, Voucher
from tantam.lending.parts.borrowers import RELATED, borrower_code, borrower_name
from tantam.lending.parts.sessions.lines import list_loan_lines
from tantam.lending.parts.sessions.vouchers import AMOUNTS, get_voucher_in
from tantam.people.queries.homes import list_names


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """What was paid by or to one household or establishment for a loan or savings, in đồng.

    `number` is the loan's, `account` the number of the account of savings; the other is "". `what` is the voucher's
    amount that it belongs to.
    """

    number: str
    account: str
    payer_code: str
    name: str
    what: str
    amount_vnd: int
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class VoucherPage:
    """A voucher with its lines."""

    id: int
    session_id: int
    kind: str
    kind_label: str
    group: str
    point: str
    office: str
    day: date
    reverses_id: int | None
    reason: str
    recorded_by_name: str
    recorded_at: datetime
    amounts: dict[str, int]
    lines: tuple[MoneyLine, ...]
    is_session_open: bool

    @property
    def may_be_taken_back(self) -> bool:
        """Tell whether anything of it stands that may be taken back."""
        return self.is_session_open and self.kind != Voucher.Kind.REVERSAL and any(self.lines_left)

    @property
    def lines_left(self) -> list[MoneyLine]:
        """Return the lines that stand."""
        return [line for line in self.lines if not line.is_taken_back]

    @property
    def total_vnd(self) -> int:
        """Return the money that moved, whichever way."""
        return sum(self.amounts.values())


def get_voucher_page(*, scope: Scope, voucher_id: int) -> VoucherPage:
    """Return a voucher with its lines. Whoever sees the session sees by name who paid.

    :raises OutOfScope: if there is none, or it is of another office.
    """
    row = get_voucher_in(scope, voucher_id)
    return VoucherPage(
        id=row.pk,
        session_id=row.session_id,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        group=(row.group.name or row.group.code) if row.group else "",
        point=row.session.point.name,
        office=row.session.office.name,
        day=row.session.day,
        reverses_id=row.reverses_id,
        reason=row.reason,
        recorded_by_name=row.recorded_by_name,
        recorded_at=row.recorded_at,
        amounts={name: getattr(row, name) for name in AMOUNTS},
        lines=tuple(_loan_lines(row) + _savings_lines(row)),
        is_session_open=row.session.state == "OPEN",
    )


def _loan_lines(row: Voucher) -> list[MoneyLine]:
    lines = list_loan_lines(Q(voucher=row))
    loans = Loan.objects.select_related(*RELATED).in_bulk({line.loan_id for line in lines})
    return [
        MoneyLine(
            number=line.number,
            account="",
            payer_code=borrower_code(loans[line.loan_id]),
            name=borrower_name(loans[line.loan_id]),
            what=line.amount,
            amount_vnd=line.amount_vnd,
            is_taken_back=line.is_taken_back,
        )
        for line in lines
    ]


def _savings_lines(row: Voucher) -> list[MoneyLine]:
    moves = row.savings_moves.exclude(kind=SavingsMove.Kind.REVERSED).select_related("account__household")
    found = list(moves.order_by("id"))
    taken_back = set(
        SavingsMove.objects.filter(
            account_id__in={move.account_id for move in found}, reverses__isnull=False
        ).values_list("account_id", "reverses")
    )
    members = GroupMember.objects.filter(household_id__in={move.account.household_id for move in found}).order_by("id")
    persons = dict(members.values_list("household_id", "person_id"))
    names = list_names(scope=EVERYTHING, person_ids=set(persons.values()))
    return [
        MoneyLine(
            number="",
            account=move.account.number,
            payer_code=move.account.household.code,
            name=named.name if (named := names.get(persons.get(move.account.household_id, 0))) else "",
            what="savings_in_vnd" if move.amount_vnd > 0 else "savings_out_vnd",
            amount_vnd=abs(move.amount_vnd),
            is_taken_back=(move.account_id, move.seq) in taken_back,
        )
        for move in found
    ]

"""When a month ends: what groups' boards and organisations earned by collecting interest in it.

Counted is the interest that groups handed in by sheets, in the month in which it was booked; what was taken back in a
month lowers that month. Rates are those of the contract at the end of the month, or on its last day if it ended before.
A household that changed its group may have paid through both: each board earns of what it collected, but the principal
of a loan counts once, for the organisation whose group collected it last.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.db.models import F, Max, Q, Sum

from tantam.closing.models import EntrustmentFee, GroupCommission
from tantam.closing.parts.money import sessions_of
from tantam.core.entrusted_pay import commission_vnd, fee_vnd
from tantam.groups.models import Contract, ContractRate, Group, GroupTransfer
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Line
from tantam.lending.models import Loan, LoanBalance, LoanEvent, Voucher
from tantam.lending.parts.lives import read_lives
from tantam.lending.parts.savings.interest import Interest
from tantam.lending.parts.savings.moving import SAVINGS

BATCH: Final = 1_000


@dataclass(slots=True)
class Earned:
    """The rows of a month, not written yet, and their transfers."""

    commissions: list[GroupCommission] = field(default_factory=list)
    fees: list[EntrustmentFee] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def commissions_vnd(self) -> int:
        """Return all commissions, in đồng."""
        return sum(row.amount_vnd for row in self.commissions)

    @property
    def fees_vnd(self) -> int:
        """Return all fees, in đồng."""
        return sum(row.amount_vnd for row in self.fees)

    def earn(self, amount_vnd: int, *, what: str, kind: str, reference: str) -> None:
        """Add the transfer of an amount earned; below zero it was earned too much before."""
        if amount_vnd:
            expense, payable = AccountKey(f"{what}_EXPENSE"), AccountKey(f"{what}_PAYABLE")
            both = (expense, payable) if amount_vnd > 0 else (payable, expense)
            self.lines.append(Line(*both, abs(amount_vnd), kind, reference))


def savings_interest_lines(interest: Interest, day: date) -> list[Line]:
    """Return the transfers of interest paid into savings, and of what was taken back of it."""
    expense, savings, reference = AccountKey("SAVINGS_INTEREST_EXPENSE"), SAVINGS, f"savings {day:%Y-%m}"
    lines = []
    if interest.paid_vnd:
        lines.append(Line(expense, savings, interest.paid_vnd, "SAVINGS_INTEREST", reference))
    if interest.taken_back_vnd:
        lines.append(Line(savings, expense, interest.taken_back_vnd, "SAVINGS_INTEREST", reference))
    return lines


@dataclass(frozen=True, slots=True)
class _Collected:
    loan_id: int
    group_id: int
    rate_ppm: int
    principal_vnd: int
    kept_on: date
    vnd: int
    last_seq: int


def reckon_month(office_id: int, day: date) -> Earned:
    """Return what was earned in the month that ends with a day."""
    collected = _collect(office_id, day)
    groups = {row.pk: row for row in Group.objects.filter(id__in={each.group_id for each in collected})}
    earned = Earned()
    _reckon_commissions(earned, collected, groups, day)
    _reckon_fees(earned, collected, groups, day)
    return earned


def _collect(office_id: int, day: date) -> list[_Collected]:
    """Return the interest of the month by loan and group, less what was taken back."""
    first = day.replace(day=1)
    sheets = Q(kind=LoanEvent.Kind.PAID, towards="INTEREST", voucher__kind=Voucher.Kind.SHEET)
    sessions = list(sessions_of(office_id, since=first, until=day).values_list("id", flat=True))
    booked = Q(booked_on__gte=first, booked_on__lte=day)
    names = ("loan_id", "voucher__group_id", "loan__rate_ppm", "loan__balance__principal_vnd", "loan__balance__day")
    rows = LoanEvent.objects.filter(sheets & booked, voucher__session_id__in=sessions).values_list(*names)
    sums: dict[tuple[int, int, int, int, date], int] = defaultdict(int)
    last: dict[tuple[int, int, int, int, date], int] = defaultdict(int)
    for *key, vnd, seq in rows.annotate(sum=Sum("amount_vnd"), last=Max("seq")):
        sums[tuple(key)], last[tuple(key)] = vnd, seq
    reversals = LoanEvent.objects.filter(booked, kind=LoanEvent.Kind.REVERSED, loan__office_id=office_id)
    pairs = list(reversals.values_list("loan_id", "reverses"))
    for start in range(0, len(pairs), BATCH):
        some = pairs[start : start + BATCH]
        gone = LoanEvent.objects.filter(
            sheets, loan_id__in={loan for loan, _seq in some}, seq__in={seq for _loan, seq in some}
        )
        for loan_id, *rest, seq, vnd in gone.values_list(*names, "seq", "amount_vnd"):
            if (loan_id, seq) in set(some):
                sums[loan_id, *rest] -= vnd
    return [_Collected(*key, vnd=vnd, last_seq=last[key]) for key, vnd in sorted(sums.items()) if vnd]


def _reckon_commissions(earned: Earned, collected: Iterable[_Collected], groups: dict[int, Group], day: date) -> None:
    by_group: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for each in collected:
        by_group[each.group_id][each.rate_ppm] += each.vnd
    contracts = _contracts(Q(kind=Contract.Kind.AUTHORISATION, group_id__in=by_group), day)
    of_group = {contract.group_id: contract for contract in contracts}
    rates = _rates(contracts, ContractRate.What.COMMISSION, day)
    for group_id, by_rate in sorted(by_group.items()):
        contract = of_group.get(group_id)
        ppm = rates.get(contract.pk) if contract else None
        amount_vnd = commission_vnd(by_rate, ppm_month=ppm) if ppm is not None else 0
        earned.commissions.append(
            GroupCommission(
                group_id=group_id,
                contract=contract,
                collected=[[rate, vnd] for rate, vnd in sorted(by_rate.items())],
                collected_vnd=sum(by_rate.values()),
                ppm_month=ppm,
                amount_vnd=amount_vnd,
            )
        )
        earned.earn(amount_vnd, what="COMMISSION", kind="COMMISSION", reference=groups[group_id].code)


def _reckon_fees(earned: Earned, collected: Iterable[_Collected], groups: dict[int, Group], day: date) -> None:
    by_time = sorted((each for each in collected if each.vnd > 0), key=lambda each: each.last_seq)
    paying = list({each.loan_id: each for each in by_time}.values())
    outstanding = _outstanding_vnd(paying, day)
    organisations = _organisations(groups, day)
    by_place: dict[tuple[int, str], set[int]] = defaultdict(set)
    for each in paying:
        by_place[groups[each.group_id].commune_id, organisations[each.group_id]].add(each.loan_id)
    communes = {commune for commune, _organisation in by_place}
    contracts = _contracts(Q(kind=Contract.Kind.ENTRUSTMENT, commune_id__in=communes), day)
    of_place = {(contract.commune_id, contract.organisation): contract for contract in contracts}
    rates = _rates(contracts, ContractRate.What.FEE, day)
    for place, loan_ids in sorted(by_place.items()):
        contract = of_place.get(place)
        ppm = rates.get(contract.pk) if contract else None
        owed_vnd = sum(outstanding[loan_id] for loan_id in loan_ids)
        amount_vnd = fee_vnd(owed_vnd, ppm_month=ppm) if ppm is not None else 0
        earned.fees.append(
            EntrustmentFee(
                commune_id=place[0],
                organisation=place[1],
                contract=contract,
                loans_count=len(loan_ids),
                outstanding_vnd=owed_vnd,
                ppm_month=ppm,
                amount_vnd=amount_vnd,
            )
        )
        reference = contract.number if contract else ""
        earned.earn(amount_vnd, what="ENTRUSTMENT_FEE", kind="ENTRUSTMENT_FEE", reference=reference)


def _outstanding_vnd(paying: list[_Collected], day: date) -> dict[int, int]:
    """Return what loans owed of principal when the day ended; those that were paid since are folded."""
    owed = {each.loan_id: each.principal_vnd for each in paying}
    later = sorted({each.loan_id for each in paying if each.kept_on > day})
    for start in range(0, len(later), BATCH):
        some = later[start : start + BATCH]
        last = LoanBalance.objects.filter(
            loan_id__in=some, loan__events__seq=F("events"), loan__events__booked_on__gt=day
        )
        loans = list(Loan.objects.filter(id__in=last.values("loan_id")))
        for loan_id, life in read_lives(loans).items():
            known = (event for event in life.events if event.booked_on <= day)
            owed[loan_id] = type(life)(life.loan, life.terms, tuple(known)).at(day).principal_vnd
    return owed


def _organisations(groups: dict[int, Group], day: date) -> dict[int, str]:
    """Return under which organisation groups were on a day."""
    found = {number: str(group.organisation) for number, group in groups.items()}
    since = GroupTransfer.objects.filter(group_id__in=groups, starts_on__gt=day).order_by("-starts_on", "-id")
    return found | dict(since.values_list("group_id", "from_organisation"))


def _contracts(which: Q, day: date) -> list[Contract]:
    """Return the contracts that held in the month, the latest last."""
    held = Q(starts_on__lte=day) & (Q(ends_before=None) | Q(ends_before__gt=day.replace(day=1)))
    return list(Contract.objects.filter(which & held).order_by("starts_on", "id"))


def _rates(contracts: Iterable[Contract], what: str, day: date) -> dict[int, int]:
    """Return what contracts paid at the end of the month, in parts per million a month."""
    last = {each.pk: min(day, each.ends_before - timedelta(days=1)) if each.ends_before else day for each in contracts}
    rows = ContractRate.objects.filter(contract_id__in=last, what=what).order_by("starts_on", "id")
    return {
        contract_id: ppm
        for contract_id, ppm, starts_on in rows.values_list("contract_id", "ppm_month", "starts_on")
        if starts_on <= last[contract_id]
    }

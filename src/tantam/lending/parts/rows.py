"""Rows of loans as the core's terms and events, and back."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any, Final

from tantam.core.loans.balances import Balances
from tantam.core.loans.course import Rates
from tantam.core.loans.events import (
    Disbursed,
    Event,
    Frozen,
    Paid,
    RateChanged,
    Replanned,
    Reversed,
    SurplusReturned,
    TakenOver,
    Towards,
    WrittenOff,
)
from tantam.core.loans.keeping import Ahead
from tantam.core.loans.terms import Instalment, LoanTerms, Plan
from tantam.lending.models import Loan, LoanBalance, LoanEvent, PlannedInstalment
from tantam.lending.parts.accruing import Standing

BALANCE_FIELDS: Final = tuple(each.name for each in fields(Balances))
_KINDS: Final[dict[type[Event], LoanEvent.Kind]] = {
    TakenOver: LoanEvent.Kind.TAKEN_OVER,
    Disbursed: LoanEvent.Kind.DISBURSED,
    Paid: LoanEvent.Kind.PAID,
    SurplusReturned: LoanEvent.Kind.SURPLUS_RETURNED,
    RateChanged: LoanEvent.Kind.RATE_CHANGED,
    Replanned: LoanEvent.Kind.REPLANNED,
    Frozen: LoanEvent.Kind.FROZEN,
    WrittenOff: LoanEvent.Kind.WRITTEN_OFF,
    Reversed: LoanEvent.Kind.REVERSED,
}


def document_of(number: str, seq: int) -> str:
    """Return the paper under which an event of a loan stands in the ledger."""
    return f"{number}/{seq}"


def terms_of(loan: Loan, instalments: Iterable[PlannedInstalment]) -> LoanTerms:
    """Return what was agreed."""
    rows = sorted(instalments, key=lambda row: row.number)
    plan = Plan(tuple(Instalment(row.due_on, row.collect_by, row.principal_vnd) for row in rows))
    return LoanTerms(loan.approved_vnd, loan.rate_ppm, loan.overdue_rate_ppm, plan)


def event_of(row: LoanEvent) -> Event:
    """Return what a row says happened."""
    return _READ[LoanEvent.Kind(row.kind)](row, {"seq": row.seq, "on": row.on, "booked_on": row.booked_on})


def kind_of(event: Event) -> LoanEvent.Kind:
    """Return the kind under which an event is kept."""
    return _KINDS[type(event)]


def row_values(event: Event) -> dict[str, Any]:
    """Return the columns that say what an event is; the loan, who and when come from the caller."""
    return {
        "seq": event.seq,
        "kind": kind_of(event),
        "on": event.on,
        "booked_on": event.booked_on,
        "amount_vnd": _amount_of(event),
        "towards": event.towards.value if isinstance(event, Paid) else "",
        "reverses": event.what if isinstance(event, Reversed) else None,
        "details": _details_of(event),
    }


def balances_of(row: LoanBalance) -> Balances:
    """Return what is kept of a loan's balances."""
    return Balances(**{name: getattr(row, name) for name in BALANCE_FIELDS})


def standing_of(row: LoanBalance) -> Standing:
    """Return what a loan's row says."""
    rates = Rates(row.rate_ppm, row.overdue_rate_ppm)
    return Standing(balances_of(row), Ahead(row.left_vnd, rates, row.is_frozen, row.next_turn_on))


def kept_values(standing: Standing) -> dict[str, Any]:
    """Return the columns of a loan's row that say what it stands at."""
    ahead = standing.ahead
    return {name: getattr(standing.balances, name) for name in BALANCE_FIELDS} | {
        "left_vnd": ahead.left_vnd,
        "rate_ppm": ahead.rates.current_ppm,
        "overdue_rate_ppm": ahead.rates.overdue_ppm,
        "is_frozen": ahead.is_frozen,
        "next_turn_on": ahead.next_turn_on,
    }


def _amount_of(event: Event) -> int:
    match event:
        case TakenOver():
            return event.disbursed_vnd
        case Disbursed() | Paid() | SurplusReturned():
            return event.amount_vnd
    return 0


def _details_of(event: Event) -> dict[str, Any] | None:
    match event:
        case TakenOver():
            return {name: getattr(event, name) for name in _TAKEN_OVER}
        case RateChanged():
            until = event.until.isoformat() if event.until else None
            return {"rate_ppm": event.rate_ppm, "overdue_rate_ppm": event.overdue_rate_ppm, "until": until}
        case Replanned():
            rows = [[i.due_on.isoformat(), i.collect_by.isoformat(), i.principal_vnd] for i in event.plan.instalments]
            return {"plan": rows}
        case Frozen():
            return {"until": event.until.isoformat()}
    return None


def _rate_changed(row: LoanEvent, common: dict[str, Any]) -> RateChanged:
    details = row.details or {}
    until = date.fromisoformat(details["until"]) if details["until"] else None
    rates = {name: details[name] for name in ("rate_ppm", "overdue_rate_ppm")}
    return RateChanged(**common, **rates, until=until)


def _replanned(row: LoanEvent, common: dict[str, Any]) -> Replanned:
    rows = (row.details or {})["plan"]
    instalments = (Instalment(date.fromisoformat(due), date.fromisoformat(by), vnd) for due, by, vnd in rows)
    return Replanned(**common, plan=Plan(tuple(instalments)))


_TAKEN_OVER: Final = ("principal_vnd", "interest_current_vnd", "interest_overdue_vnd")
_READ: Final[dict[LoanEvent.Kind, Callable[[LoanEvent, dict[str, Any]], Event]]] = {
    LoanEvent.Kind.TAKEN_OVER: lambda row, common: TakenOver(
        **common, disbursed_vnd=row.amount_vnd, **(row.details or {})
    ),
    LoanEvent.Kind.DISBURSED: lambda row, common: Disbursed(**common, amount_vnd=row.amount_vnd),
    LoanEvent.Kind.PAID: lambda row, common: Paid(**common, amount_vnd=row.amount_vnd, towards=Towards(row.towards)),
    LoanEvent.Kind.SURPLUS_RETURNED: lambda row, common: SurplusReturned(**common, amount_vnd=row.amount_vnd),
    LoanEvent.Kind.RATE_CHANGED: _rate_changed,
    LoanEvent.Kind.REPLANNED: _replanned,
    LoanEvent.Kind.FROZEN: lambda row, common: Frozen(**common, until=date.fromisoformat((row.details or {})["until"])),
    LoanEvent.Kind.WRITTEN_OFF: lambda _row, common: WrittenOff(**common),
    LoanEvent.Kind.REVERSED: lambda row, common: Reversed(**common, what=row.reverses or 0),
}

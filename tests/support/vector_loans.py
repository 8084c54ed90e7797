"""Vectors that follow a loan: its events go through the engine, and what comes out is put into the schema's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from tantam.core.schedules.absorbing import PRINCIPAL_FIRST, Absorbing
from tantam.core.schedules.drawing import draw_flat_tranches
from tantam.core.schedules.levelling import (
    Disbursed,
    DueDateMoved,
    InterestPaused,
    PeriodsAdded,
    RateChanged,
    draw_level_rows,
)
from tantam.core.schedules.redrawing import Redrawing
from tantam.core.schedules.rescheduling import Contract, Rescheduled
from tantam.core.schedules.servicing import (
    Charged,
    DayEnded,
    PayOff,
    Repaid,
    Serviced,
    ServicedRow,
    Servicing,
    SplitRepayment,
    Undone,
)
from tantam.core.schedules.terms import InterestMethod, LevelFormula
from tests.support.vector_terms import (
    Money,
    Unreadable,
    Words,
    allocation_of,
    approved_terms_of,
    day_of,
    entry_of,
    is_absorbing,
    last_comes_first,
    late_charge_of,
    money_of,
    preclosure_of,
    redrawing_rules_of,
    terms_of,
)


@dataclass
class Standing:
    """Where a loan stands after some events; `reverted` are repayments taken back, with their last split."""

    serviced: Serviced
    disbursed: list[Disbursed]
    reverted: list[SplitRepayment] = field(default_factory=list)
    payable: Any = None

    def pay_off(self, day: date, words: Words) -> PayOff:
        """Return what pays the loan off on a day."""
        if isinstance(self.payable, Absorbing):
            return self.payable.pay_off(day, preclosure_of(words))
        if isinstance(self.payable, Redrawing):
            return self.payable.pay_off(day)
        raise Unreadable("what pays a contract off is not drawn again")


def stand_after(kind: str, words: Words, events: Sequence[Words]) -> Standing:
    """Return where a loan stands after these events.

    :raises Unreadable: if an event does not go with the kind.
    """
    money = money_of(words)
    entries = [entry for entry in (entry_of(event, money) for event in events) if entry is not None]
    if kind in {"schedule", "servicing"}:
        return _serviced(words, entries)
    if kind == "tranches":
        return _redrawn(words, events, entries)
    if kind == "level_tranches" or is_absorbing(words):
        return _absorbed(words, events, entries, is_plan=kind == "level_tranches")
    return _redrawn(words, events, entries)


def _serviced(words: Words, entries: list) -> Standing:
    disbursed = [entry for entry in entries if isinstance(entry, Disbursed)]
    servicing = Servicing(_contract_of(words, disbursed), allocation_of(words), late_charge_of(words))
    for entry in entries:
        if isinstance(entry, Charged | Repaid | Undone | DayEnded | Rescheduled):
            servicing.take(entry)
        elif not isinstance(entry, Disbursed):
            raise Unreadable(f"{entry} does not go with a contract that stays")
    return Standing(servicing.outcome(), disbursed)


def _contract_of(words: Words, disbursed: list[Disbursed]) -> Contract:
    """Return the contract on what was paid out; a level plan by period factors is solved anew at each disbursement."""
    terms = terms_of(words, principal=sum(paid.amount for paid in disbursed) if disbursed else None)
    if len(disbursed) > 1 and terms.level_formula is LevelFormula.PERIOD_FACTORS:
        return Contract(terms, draw_level_rows(terms, disbursed))
    if all(paid.on <= terms.periods[0].due_on for paid in disbursed):
        return Contract.of(terms)
    if terms.interest_method is InterestMethod.FLAT:
        return Contract(terms, draw_flat_tranches(terms, disbursed))
    redrawing = Redrawing.of(approved_terms_of(words), redrawing_rules_of(words))
    for paid in disbursed:
        redrawing.disburse(paid)
    return Contract(terms, tuple(row.instalment for row in redrawing.outcome().rows))


def _standing_entries(entries: list, outcome_of: Any) -> tuple[list, list[SplitRepayment]]:
    """Take undone repayments out; return the rest, and how those were split before they were undone."""
    kept: list = []
    reverted: list[SplitRepayment] = []
    for entry in entries:
        if not isinstance(entry, Undone):
            kept.append(entry)
            continue
        of_day = [place for place, other in enumerate(kept) if _is_repaid_on(other, entry.paid_on)]
        taken_back = sum(split.paid_on == entry.paid_on for split in reverted)
        if not 0 < entry.which - taken_back <= len(of_day):
            raise Unreadable(f"there is no repayment number {entry.which} of {entry.paid_on} to undo")
        place = of_day[entry.which - taken_back - 1]
        splits = [split for split in outcome_of(kept).repayments if split.paid_on == entry.paid_on]
        last = splits[of_day.index(place)]
        reverted.append(SplitRepayment(last.paid_on, last.amount, last.split, last.balance, is_reverted=True))
        del kept[place]
    return kept, reverted


def _is_repaid_on(entry: Any, day: date) -> bool:
    return isinstance(entry, Repaid) and entry.paid_on == day


def _booked_on(events: Sequence[Words]) -> date:
    """Return the latest business date of events."""
    days = [event.get("booked") or event.get("date") for event in events if event.get("booked") or event.get("date")]
    return max((day_of(day) for day in days), default=date.min)


def _day_of_entry(entry: Any) -> date:
    if isinstance(entry, Disbursed | RateChanged | DayEnded | DueDateMoved | PeriodsAdded):
        return entry.on
    if isinstance(entry, InterestPaused):
        return entry.first_on
    return entry.paid_on if isinstance(entry, Repaid) else date.max


def _redrawn(words: Words, events: Sequence[Words], entries: list) -> Standing:
    rules = redrawing_rules_of(words)
    terms = approved_terms_of(words) if "approved" in words else terms_of(words)
    booked = {
        (day_of(event["date"]), money_of(words).units(event["amount"])): day_of(event["booked"])
        for event in events
        if event.get("type") == "repay" and event.get("booked")
    }

    def redrawing_of(kept: list) -> Redrawing:
        redrawing = Redrawing.of(terms, rules)
        for entry in sorted(kept, key=_day_of_entry):
            if isinstance(entry, Disbursed):
                redrawing.disburse(entry)
            elif isinstance(entry, Repaid):
                redrawing.repay(entry, booked_on=booked.get((entry.paid_on, entry.amount)))
            elif isinstance(entry, DayEnded):
                redrawing.end_day(entry.on)
            else:
                raise Unreadable(f"{entry} does not go with a schedule drawn again from the real balance")
        return redrawing

    kept, reverted = _standing_entries(entries, lambda kept: redrawing_of(kept).outcome())
    redrawing = redrawing_of(kept)
    disbursed = [entry for entry in kept if isinstance(entry, Disbursed)]
    return Standing(redrawing.outcome(), disbursed, reverted, redrawing)


def _absorbed(words: Words, events: Sequence[Words], entries: list, *, is_plan: bool) -> Standing:
    """Follow a level plan; what is a plan only takes events as they come, and nothing of it is overdue."""
    terms = terms_of(words)
    order = allocation_of(words).order if words.get("allocation") else PRINCIPAL_FIRST

    def absorbing_of(kept: list) -> Absorbing:
        absorbing = Absorbing.of(terms, order=order, last_first=last_comes_first(words))
        variations = [_as_variation(entry) for entry in kept]
        for entry in variations if is_plan else _in_order_of_date(variations):
            absorbing.take(entry)
        if not is_plan or any(isinstance(entry, Repaid | DayEnded) for entry in kept):
            absorbing.take(DayEnded(_booked_on(events)))
        return absorbing

    kept, reverted = _standing_entries(entries, lambda kept: absorbing_of(kept).outcome())
    absorbing = absorbing_of(kept)
    disbursed = [entry for entry in kept if isinstance(entry, Disbursed)]
    return Standing(absorbing.outcome(), disbursed, reverted, absorbing)


def _in_order_of_date(entries: list) -> list:
    """Return entries by date; a charge comes before the repayments entered after it, and those of its due date."""

    def key(place: int) -> tuple[date, bool]:
        entry = entries[place]
        if not isinstance(entry, Charged):
            return _day_of_entry(entry), True
        return min([entry.due_on, *(later.paid_on for later in entries[place:] if isinstance(later, Repaid))]), False

    return [entries[place] for place in sorted(range(len(entries)), key=key)]


def _as_variation(entry: Any) -> Any:
    """Return a rescheduling as the variation of a level plan that it is."""
    if not isinstance(entry, Rescheduled):
        return entry
    if entry.grace_principal:
        raise Unreadable("a grace on principal does not go with a level plan")
    if entry.new_due_on:
        return DueDateMoved(entry.from_on, entry.new_due_on)
    if entry.extra_terms:
        return PeriodsAdded(entry.from_on, entry.extra_terms)
    return RateChanged(entry.from_on, entry.new_rate)


# ---- what came out, in the schema's words ----------------------------------------------------------------


def row_words(row: ServicedRow, *, is_booked: bool) -> dict[str, Any]:
    """Return a row in the schema's words, amounts in money units; nothing is paid before anything is booked."""
    instalment = row.instalment
    return {
        "n": instalment.number,
        "days": instalment.period.nights,
        "due": instalment.due_on,
        "paid_on": row.paid_on if is_booked else None,
        "balance": instalment.balance,
        "principal": instalment.principal,
        "interest": instalment.interest,
        "fees": row.fees,
        "penalties": row.penalties,
        "total": row.total,
        "paid": row.paid,
        "in_advance": row.in_advance,
        "late": row.late,
        "outstanding": row.outstanding,
    }


def total_words(rows: Sequence[ServicedRow]) -> dict[str, int]:
    """Return the sums of the rows in the schema's words."""
    names = ("principal", "interest", "fees", "penalties", "total", "paid", "in_advance", "late", "outstanding")
    words = [row_words(row, is_booked=True) for row in rows]
    return {name: sum(word[name] for word in words) for name in names}


def transaction_words(standing: Standing) -> list[dict[str, Any]]:
    """Return disbursements and repayments in order of date, with the principal left after each."""
    return list(_transactions(standing))


def _transactions(standing: Standing) -> Iterator[dict[str, Any]]:
    repaid = [*standing.serviced.repayments, *standing.reverted]
    booked = [(paid.on, 0, paid) for paid in standing.disbursed] + [(split.paid_on, 1, split) for split in repaid]
    booked.sort(key=lambda entry: entry[:2])
    balance = 0
    for on, _, entry in booked:
        if isinstance(entry, Disbursed):
            balance += entry.amount
            yield _transaction(on, "Disbursement", entry.amount, balance)
            continue
        left = balance - entry.split.principal
        balance = balance if entry.is_reverted else left
        yield _transaction(on, "Repayment", entry.amount, left) | {
            "principal": entry.split.principal,
            "interest": entry.split.interest,
            "fees": entry.split.fees,
            "penalties": entry.split.penalties,
            "reverted": "true" if entry.is_reverted else "false",
        }


def _transaction(on: date, kind: str, amount: int, balance: int) -> dict[str, Any]:
    parts = dict.fromkeys(("principal", "interest", "fees", "penalties"), 0)
    return {"date": on, "type": kind, "amount": amount, "balance": balance, "reverted": "false", **parts}


def amount_text(units: Fraction | int, money: Money) -> str:
    """Return an amount of money units as a decimal number."""
    amount = Fraction(units) * money.unit
    scaled = round(amount * 10**9)
    return f"{scaled // 10**9}.{scaled % 10**9:09d}".rstrip("0").rstrip(".")

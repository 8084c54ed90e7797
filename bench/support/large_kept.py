"""The kept rows of drawn loans: by columns, and one by one for those that are not plain."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from bench.support.large_lives import ANYTHING, DISBURSED, FREEZE_DAYS, PAID, RATE_CHANGED, TAKEN_OVER, Lives

from tantam.core.loans.columns import fold_columns
from tantam.core.loans.course import Course
from tantam.core.loans.events import Disbursed, Event, Frozen, Paid, RateChanged, TakenOver, Towards
from tantam.core.loans.keeping import look_ahead
from tantam.core.loans.life import fold
from tantam.core.loans.plain import NEVER, left_vnd_after, next_collection, plain_steps
from tantam.core.loans.terms import USUAL_ORDER, Instalment, LoanTerms, Plan

Columns = dict[str, Any]


def kept_columns(lives: Lives, *, on: date) -> Columns:
    """Return the columns of the kept rows by name: days as ordinals, NEVER where there is none."""
    terms = lives.terms()
    last_turn = np.where(lives.collect_by < on.toordinal() - 1, lives.collect_by, 0).max(axis=1)
    day = np.maximum(lives.days[:, -1], last_turn + 1)
    steps = plain_steps(terms, lives.moves(), until=day)
    folded = fold_columns(terms.count, steps, order=USUAL_ORDER, until=day)
    columns = {name: getattr(folded, name) for name in folded.__dataclass_fields__}
    left_vnd = left_vnd_after(terms, day=day - 1)
    will_be_overdue = np.maximum(folded.principal_vnd - left_vnd_after(terms, day=day), 0)
    next_turn = np.where(folded.principal_vnd > 0, next_collection(terms, day=day - 1), NEVER)
    columns |= {
        "left_vnd": left_vnd,
        "next_turn_on": np.where(will_be_overdue != folded.overdue_vnd, day, next_turn),
        "events": np.full(terms.count, lives.kinds.shape[1]),
        "follows_plan": ~lives.is_other,
    }
    for place in np.flatnonzero(lives.is_other).tolist():
        for name, value in _kept_one(lives, place, on).items():
            columns[name][place] = value
    return columns


def _kept_one(lives: Lives, place: int, on: date) -> dict[str, int]:
    terms, events = _life(lives, place)
    balances = fold(terms, events, on=on)
    ahead = look_ahead(Course(terms, events), balances)
    values: dict[str, Any] = {name: getattr(balances, name) for name in balances.__dataclass_fields__}
    values |= {
        "left_vnd": ahead.left_vnd,
        "rate_ppm": ahead.rates.current_ppm,
        "overdue_rate_ppm": ahead.rates.overdue_ppm,
        "is_frozen": ahead.is_frozen,
        "next_turn_on": NEVER if ahead.next_turn_on is None else ahead.next_turn_on.toordinal(),
    }
    return {name: value.toordinal() if isinstance(value, date) else int(value) for name, value in values.items()}


def _life(lives: Lives, place: int) -> tuple[LoanTerms, list[Event]]:
    """Return a drawn loan as the core's terms and events."""
    days = (lives.due_on, lives.collect_by, lives.instalments_vnd)
    rows = zip(*(column[place].tolist() for column in days), strict=True)
    plan = Plan(tuple(Instalment(date.fromordinal(due), date.fromordinal(by), vnd) for due, by, vnd in rows))
    rates = int(lives.rate_ppm[place]), int(lives.overdue_rate_ppm[place])
    terms = LoanTerms(int(lives.approved_vnd[place]), *rates, plan)
    columns = (lives.kinds, lives.days, lives.amounts_vnd, lives.towards)
    events = []
    for seq, (kind, day, vnd, towards) in enumerate(zip(*(each[place].tolist() for each in columns), strict=True), 1):
        on = date.fromordinal(day)
        common: dict[str, Any] = {"seq": seq, "on": on, "booked_on": on}
        if kind == TAKEN_OVER:
            begun_vnd = int(lives.begun_vnd[place])
            events.append(TakenOver(**common, disbursed_vnd=vnd, principal_vnd=begun_vnd))
        elif kind == DISBURSED:
            events.append(Disbursed(**common, amount_vnd=vnd))
        elif kind == PAID:
            meant = Towards.ANYTHING if towards == ANYTHING else Towards.INTEREST
            events.append(Paid(**common, amount_vnd=vnd, towards=meant))
        elif kind == RATE_CHANGED:
            until = on + timedelta(days=FREEZE_DAYS)
            events.append(RateChanged(**common, rate_ppm=rates[0] // 2, overdue_rate_ppm=rates[1] // 2, until=until))
        else:
            events.append(Frozen(**common, until=on + timedelta(days=FREEZE_DAYS)))
    return terms, events

"""Outside vectors through our engine: JSON in, agreement or the reasons for the difference out.

`make vectors` runs this on the vectors that we gathered, `make vectors FILE=…` on any other file of their schema, and
prints how many agree of each kind. Nothing here knows an id: a vector is read by the schema's words alone.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

from tantam.core.schedules.ageing import AgeingPause, AgeRange, amounts_by_range, days_past_due, range_of
from tantam.core.schedules.charges import interest_for_days, percentage_charge, repaid_by
from tantam.core.schedules.due_dates import Frequency, dates_after, dates_from
from tantam.core.schedules.rounding import rounded
from tests.support.vector_loans import (
    Standing,
    amount_text,
    row_words,
    stand_after,
    total_words,
    transaction_words,
)
from tests.support.vector_terms import (
    ROUNDINGS,
    Money,
    Unreadable,
    Words,
    day_of,
    first_of,
    is_number,
    meaning,
    money_of,
    percent,
    unit_of,
)

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "loan-vectors.json"
OURS = ROOT / "tests" / "core" / "schedules" / "more_vectors.json"
# What a row or a transaction may say beside figures: not compared.
REMARKS = {"sparse", "note", "replayed"}
COMPARED_TRANSACTIONS = {"disbursement", "repayment"}


class Verdict(StrEnum):
    """What came of a vector."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "of unknown kind"


@dataclass(frozen=True)
class Outcome:
    """A vector's verdict, with each difference in a line."""

    id: str
    kind: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()


def load(file: Path) -> list[Words]:
    """Return the vectors of a file."""
    return json.loads(file.read_text(encoding="utf-8"))["vectors"]


def judge(vector: Words) -> Outcome:
    """Run a vector through the engine and compare."""
    kind, name = vector.get("kind", ""), vector.get("id", "without an id")
    compare = KINDS.get(kind)
    if compare is None:
        return Outcome(name, kind, Verdict.UNKNOWN, (f"the kind {kind!r} is not known",))
    try:
        reasons = tuple(compare(vector))
    except Unreadable as problem:
        reasons = (f"cannot be read: {problem}",)
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError, ArithmeticError) as problem:
        reasons = (f"cannot be reckoned: {type(problem).__name__}: {problem}",)
    return Outcome(name, kind, Verdict.DIFFERS if reasons else Verdict.AGREES, reasons)


# ---- comparing -----------------------------------------------------------------------------------------


def _amount(name: str, expected: Any, units: Fraction | int, money: Money) -> Iterator[str]:
    """Compare an amount in money units with one of the vector, after rounding to the unit of comparison."""
    found = Fraction(units) * money.unit
    if money.compare:
        found = rounded(found / money.compare) * money.compare
    if Fraction(str(expected)) != found:
        yield f"{name} is {amount_text(found / money.unit, money)}, not {expected}"


def _same(name: str, expected: Any, found: Any) -> Iterator[str]:
    found = found.isoformat() if isinstance(found, date) else found
    if str(expected).lower() != str(found).lower():
        yield f"{name} is {found}, not {expected}"


def _words(name: str, expected: Words, found: Words, money: Money) -> Iterator[str]:
    """Compare what is expected of a row, field by field."""
    for key, value in expected.items():
        if key in REMARKS:
            continue
        if key not in found:
            yield f"{name}: the field {key!r} is not known"
        elif key in {"n", "days", "due", "paid_on", "date", "type", "reverted"}:
            yield from _same(f"{name}: {key}", value, found[key])
        else:
            yield from _amount(f"{name}: {key}", value, found[key], money)


def _loan(vector: Words) -> Iterator[str]:
    words, events = vector["terms"], vector.get("events") or []
    money = money_of(words, vector)
    for check in vector.get("checks") or []:
        after = int(check.get("after", len(events)))
        standing = stand_after(vector["kind"], words, events[:after])
        prefix = f"after {after} events, " if events else ""
        yield from _check(prefix, check, standing, money, is_booked=after > 0)
    if vector.get("payoff"):
        yield from _payoff(vector["payoff"], vector, money)


def _check(prefix: str, check: Words, standing: Standing, money: Money, *, is_booked: bool) -> Iterator[str]:
    rows = [row_words(row, is_booked=is_booked) for row in standing.serviced.rows]
    expected = check.get("schedule") or []
    by_number = {row["n"]: row for row in rows}
    if expected and not any(row.get("sparse") for row in expected) and len(expected) != len(rows):
        yield f"{prefix}there are {len(rows)} rows, not {len(expected)}"
    for row in expected:
        if row["n"] not in by_number:
            yield f"{prefix}row {row['n']} is missing"
        else:
            yield from _words(f"{prefix}row {row['n']}", row, by_number[row["n"]], money)
    yield from _words(f"{prefix}totals", check.get("totals") or {}, total_words(standing.serviced.rows), money)
    if "instalment" in check:
        level = standing.serviced.rows[0].instalment.level
        yield from _amount(f"{prefix}the level instalment", check["instalment"], level, money)
    if check.get("transactions"):
        yield from _transactions(prefix, check["transactions"], standing, money)


def _transactions(prefix: str, expected: list[Words], standing: Standing, money: Money) -> Iterator[str]:
    """Compare disbursements and repayments; other kinds are the peer's own bookkeeping."""
    wanted = [row for row in expected if str(row.get("type", "repayment")).lower() in COMPARED_TRANSACTIONS]
    found = transaction_words(standing)
    if not any("disbursement" in str(row.get("type", "")).lower() for row in wanted):
        found = [row for row in found if row["type"] != "Disbursement"]
    if len(wanted) != len(found):
        yield f"{prefix}there are {len(found)} transactions, not {len(wanted)}"
    for number, (row, ours) in enumerate(zip(wanted, found, strict=False), start=1):
        yield from _words(f"{prefix}transaction {number}", row, ours, money)


def _payoff(expected: Words, vector: Words, money: Money) -> Iterator[str]:
    events = (vector.get("events") or [])[: int(expected.get("after", len(vector.get("events") or [])))]
    standing = stand_after(vector["kind"], vector["terms"], events)
    paid_off = standing.pay_off(day_of(expected["date"]), vector["terms"])
    found = {"principal": paid_off.principal, "interest": paid_off.interest, "total": paid_off.total}
    figures = {key: value for key, value in expected.items() if key not in {"after", "date"}}
    yield from _words("pay-off", figures, found, money)


def _interest_for_days(vector: Words) -> Iterator[str]:
    inputs = vector["inputs"]
    money = money_of(inputs, vector)
    yield from _one_amount(vector, money, _for_days(inputs, money, "principal", "annual_rate_pct"))


def _penalty_interest(vector: Words) -> Iterator[str]:
    inputs = vector["inputs"]
    money = money_of(inputs, vector)
    yield from _one_amount(vector, money, _for_days(inputs, money, "overdue_amount", "annual_penalty_rate_pct"))


def _for_days(inputs: Words, money: Money, base: str, rate: str) -> int:
    days = inputs.get("days")
    if days is None:
        days = (day_of(inputs["to"]) - day_of(inputs["from"])).days
    return interest_for_days(
        principal=money.exact(first_of(inputs, base, "principal", "amount")),
        yearly_rate=percent(first_of(inputs, rate, "annual_rate_pct")),
        days=int(days) - int(inputs.get("grace_days") or 0),
        year_days=int(inputs.get("year_days", 365)),
        rounding=meaning(ROUNDINGS, inputs.get("rounding"), "the rounding"),
    )


def _one_amount(vector: Words, money: Money, units: int) -> Iterator[str]:
    """Compare the one amount that a vector expects, whatever it is called."""
    expected = vector["expected"]
    if len(expected) != 1:
        raise Unreadable(f"{expected} is not one amount")
    ((name, amount),) = expected.items()
    yield from _amount(name, amount, units, money)


def _percentage_charge(vector: Words) -> Iterator[str]:
    inputs = vector["inputs"]
    money = money_of(inputs, vector)
    rates = [key for key in inputs if "pct" in key or "percent" in key]
    if len(rates) != 1:
        raise Unreadable(f"{inputs} has no one percentage")
    aside = {*rates, "money_unit", "compare_unit", "rounding"}
    bases = [value for key, value in inputs.items() if key not in aside and is_number(value)]
    charge = percentage_charge(
        base=sum((money.exact(base) for base in bases), Fraction(0)),
        rate=percent(inputs[rates[0]]),
        rounding=meaning(ROUNDINGS, inputs.get("rounding"), "the rounding"),
    )
    yield from _one_amount(vector, money, charge)


def _fixed_instalment(vector: Words) -> Iterator[str]:
    inputs = vector["inputs"]
    money = money_of(inputs, vector)
    periods_a_year = int(inputs.get("periods_a_year", 12))
    repaid = repaid_by(
        principal=money.units(inputs["principal"]),
        period_rate=percent(inputs["annual_rate_pct"]) / periods_a_year,
        instalment=money.units(inputs["instalment"]),
    )
    found = {"interest": repaid.interest, "total": repaid.total}
    for key, value in vector["expected"].items():
        if key == "periods":
            yield from _same(key, value, repaid.periods)
        else:
            yield from _words("the sum", {key: value}, found, money)


def _days_past_due(vector: Words) -> Iterator[str]:
    inputs, expected = vector["inputs"], vector["expected"]
    due = day_of(first_of(inputs, "oldest_unpaid_due", "due"))
    days = days_past_due(due_on=due, as_of=day_of(inputs["as_of"]), pauses=_pauses(inputs))
    yield from _same("days", expected["days"], days)
    if "class" in expected:
        found = range_of(days, _ranges(inputs))
        yield from _same("class", expected["class"], found.name if found else None)


def _ageing(vector: Words) -> Iterator[str]:
    inputs = vector["inputs"]
    money = money_of(inputs, vector)
    ranges = _ranges(inputs)
    amounts = amounts_by_range(
        [(day_of(due), money.units(amount)) for due, amount in inputs["instalments"]],
        as_of=day_of(inputs["as_of"]),
        ranges=ranges,
        pauses=_pauses(inputs),
    )
    nought = {age_range.name: "0" for age_range in ranges}
    yield from _words("the range", nought | vector["expected"], amounts, money)


def _ranges(inputs: Words) -> list[AgeRange]:
    return [AgeRange(name, int(low), None if high is None else int(high)) for name, low, high in inputs["ranges"]]


def _pauses(inputs: Words) -> list[AgeingPause]:
    return [AgeingPause(day_of(first), day_of(last)) for first, last in inputs.get("paused") or []]


def _due_dates(vector: Words) -> Iterator[str]:
    inputs, expected = vector["inputs"], vector["expected"]
    frequency, count = Frequency(int(inputs["every"]), unit_of(inputs["unit"])), int(inputs["count"])
    if "first_due" in inputs:
        dates = dates_from(day_of(inputs["first_due"]), frequency, count)
    else:
        dates = dates_after(day_of(inputs["start"]), frequency, count)
    if "dates" in expected:
        if len(dates) != len(expected["dates"]):
            yield f"there are {len(dates)} dates, not {len(expected['dates'])}"
        for number, (wanted, found) in enumerate(zip(expected["dates"], dates, strict=False), start=1):
            yield from _same(f"date {number}", wanted, found)
    names = {"first": 0, "second": 1, "third": 2, "last": -1}
    for name, wanted in expected.items():
        if name in names:
            yield from _same(name, wanted, dates[names[name]])
        elif name != "dates":
            yield f"the field {name!r} is not known"


KINDS: dict[str, Callable[[Words], Iterator[str]]] = {
    "schedule": _loan,
    "servicing": _loan,
    "redrawn": _loan,
    "tranches": _loan,
    "level_tranches": _loan,
    "interest_for_days": _interest_for_days,
    "penalty_interest": _penalty_interest,
    "percentage_charge": _percentage_charge,
    "days_past_due": _days_past_due,
    "ageing": _ageing,
    "due_dates": _due_dates,
    "due_dates_sparse": _due_dates,
    "fixed_instalment": _fixed_instalment,
}


# ---- the command ------------------------------------------------------------------------------------------


def report(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Return the lines of a report: each kind with its count, then each difference."""
    outcomes = list(outcomes)
    counts = Counter((outcome.kind, outcome.verdict) for outcome in outcomes)
    for kind in dict.fromkeys(outcome.kind for outcome in outcomes):
        total = sum(number for (of, _), number in counts.items() if of == kind)
        unknown = " (unknown kind)" if counts[kind, Verdict.UNKNOWN] else ""
        yield f"{kind:20} {counts[kind, Verdict.AGREES]:4} of {total} agree{unknown}"
    agree = sum(outcome.verdict is Verdict.AGREES for outcome in outcomes)
    yield f"{'all':20} {agree:4} of {len(outcomes)} agree"
    for outcome in outcomes:
        if outcome.verdict is not Verdict.AGREES:
            shown = "; ".join(outcome.reasons[:5])
            more = f"; and {len(outcome.reasons) - 5} more" if len(outcome.reasons) > 5 else ""
            yield f"{outcome.id} ({outcome.kind}): {shown}{more}"


def main(arguments: list[str]) -> int:
    """Judge the vectors of a file; return 1 if any does not agree, 2 if the file cannot be read."""
    file = Path(arguments[0]) if arguments else OURS
    try:
        vectors = load(file)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print(f"{file} cannot be read as vectors: {problem}", file=sys.stderr)  # noqa: T201
        return 2
    outcomes = [judge(vector) for vector in vectors]
    print("\n".join(report(outcomes)))  # noqa: T201
    return 0 if all(outcome.verdict is Verdict.AGREES for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

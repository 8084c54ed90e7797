"""Who may borrow, one household at a time: the meaning, which `columns` repeats for a whole province.

Read it from the top: a condition is weighed, a programme is answered, all programmes are answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from operator import ge, gt, le, lt
from typing import Final

from tantam.core.eligibility.answers import Answer, Borrower, FactValue, Reason
from tantam.core.eligibility.cautions import cautions_of
from tantam.core.eligibility.terms import PPM, in_order, terms_on
from tantam.core.law.conditions import Condition, Parameter, Requirement, Truth, facts_of, parameters_of
from tantam.core.law.dated import VND_MAX, MissingValueError
from tantam.core.law.facts import FACTS, FactKind
from tantam.core.law.programme import Cap, CapPiece, Law, LongestTerm

_COMPARE: Final[dict[str, Callable[[int, int], bool]]] = {"at_most": le, "at_least": ge, "below": lt, "above": gt}
_PLACES: Final = {name: place for place, name in enumerate(FACTS)}


def answer_all(law: Law, *, borrower: Borrower, on: date) -> list[Answer]:
    """Answer for every programme, in the order in which programmes are shown."""
    return [answer(law, programme=code, borrower=borrower, on=on) for code in in_order(law)]


def answer(law: Law, *, programme: str, borrower: Borrower, on: date) -> Answer:
    """Say whether a household may borrow under a programme on a day, on what terms, and why.

    NO when a rule fails or nothing new is lent on the day (collection only, suspended, or the law is silent);
    else UNKNOWN when a rule is open; else YES. `missing` are the facts that could still turn the answer or that
    the cap and the term need; when the answer is NO nothing is asked.

    :raises MissingValueError: if a rule of an open programme uses a parameter without a value for the day.
    :raises LoopingRateError: if the rate is, in the end, a share of itself.
    """
    for name, value in borrower.facts.items():
        _assert_fits(name, value)
    terms = terms_on(law, programme, on)
    reasons = tuple(_reason(rule, borrower, on, terms.parameters) for rule in terms.requirements)
    truth = min((reason.truth for reason in reasons), default=Truth.YES) if terms.is_lent else Truth.NO
    cap_vnd = None if terms.cap is None else _cap_vnd(terms.cap, borrower)
    owed_vnd = _owed_vnd(borrower, terms.counted_together)
    cap_left_vnd = None if cap_vnd is None or owed_vnd is None else max(cap_vnd - owed_vnd, 0)
    return Answer(
        programme=programme,
        truth=truth,
        reasons=reasons,
        missing=() if truth is Truth.NO else _missing(reasons, terms.cap, terms.longest_term, borrower, on),
        is_lent=terms.is_lent,
        cap_vnd=cap_vnd,
        has_cap=terms.has_cap,
        owed_vnd=owed_vnd,
        cap_left_vnd=cap_left_vnd,
        rate_ppm=terms.rate_ppm,
        overdue_rate_ppm=terms.overdue_rate_ppm,
        longest_term_months=None if terms.longest_term is None else _term_months(terms.longest_term, borrower),
        unsecured_up_to_vnd=terms.unsecured_up_to_vnd,
        papers=terms.papers,
        cautions=cautions_of(law, terms, borrower, on=on, truth=truth, cap_vnd=cap_vnd, cap_left_vnd=cap_left_vnd),
    )


def weigh(condition: Condition, borrower: Borrower, on: date, parameters: Mapping[str, int]) -> Truth:
    """Weigh a condition by Kleene's three values; a fact without an entry is unknown.

    `years_since_at_most` is counted by the calendar, and the anniversary itself still counts: for a day of
    1/3/2023 and three years, 1/3/2026 is the last day on which it holds; an anniversary of 29 February falls on
    the 28th in a common year. A day that is none, or that is yet to come, makes it false.

    :raises MissingValueError: if a parameter has no value.
    """
    if condition.not_ is not None:
        return Truth(Truth.YES - weigh(condition.not_, borrower, on, parameters))
    if condition.all is not None:
        return min(weigh(part, borrower, on, parameters) for part in condition.all)
    if condition.any is not None:
        return max(weigh(part, borrower, on, parameters) for part in condition.any)
    assert condition.fact is not None
    if condition.fact not in borrower.facts:
        return Truth.UNKNOWN
    value = borrower.facts[condition.fact]
    _assert_fits(condition.fact, value)
    return Truth.YES if _holds(condition, value, on, parameters) else Truth.NO


def add_years(day: date, years: int) -> date:
    """Return the anniversary of a day; of 29 February the 28th where the year has no 29th."""
    year = day.year + years
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if is_leap_day and not _is_leap(year) else day.replace(year=year)


def number_of(wanted: int | Parameter, parameters: Mapping[str, int]) -> int:
    """Return a number of a condition: itself, or the parameter's value.

    :raises MissingValueError: if the parameter has no value.
    """
    if isinstance(wanted, int):
        return wanted
    if wanted.parameter not in parameters:
        raise MissingValueError(f"{wanted.parameter}: the law has no value for the day")
    return parameters[wanted.parameter]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _holds(condition: Condition, value: FactValue, on: date, parameters: Mapping[str, int]) -> bool:
    """Compare a known value."""
    if condition.one_of is not None:
        return value in condition.one_of
    if condition.years_since_at_most is not None:
        if value is None:
            return False
        assert isinstance(value, date)
        return value <= on <= add_years(value, number_of(condition.years_since_at_most, parameters))
    if isinstance(value, bool):
        return value
    assert isinstance(value, int)
    [(compare, wanted)] = [
        (compare, wanted) for name, compare in _COMPARE.items() if (wanted := getattr(condition, name)) is not None
    ]
    return compare(value, number_of(wanted, parameters))


def _assert_fits(name: str, value: FactValue) -> None:
    """Stop a value that is not of the fact's kind: whoever asks must send the kind that the catalogue says."""
    kind = FACTS[name].kind
    if kind is FactKind.YES_NO:
        assert isinstance(value, bool), name
    elif kind is FactKind.DAY:
        assert value is None or (isinstance(value, date) and not isinstance(value, datetime)), name
    elif kind is FactKind.CHOICE:
        assert value in FACTS[name].choices, name
    else:
        assert isinstance(value, int), name
        assert not isinstance(value, bool), name
        assert 0 <= value <= VND_MAX, name


def _reason(rule: Requirement, borrower: Borrower, on: date, parameters: Mapping[str, int]) -> Reason:
    return Reason(
        requirement=rule,
        truth=weigh(rule.when, borrower, on, parameters),
        needed={name: parameters[name] for name in sorted(parameters_of(rule.when))},
        had={name: borrower.facts[name] for name in _ordered(facts_of(rule.when)) if name in borrower.facts},
    )


def _missing(
    reasons: tuple[Reason, ...], cap: Cap | None, term: LongestTerm | None, borrower: Borrower, on: date
) -> tuple[str, ...]:
    """Return the facts to ask for, in the catalogue's order."""
    open_facts = [_open_facts(reason.requirement.when, borrower, on, reason.needed) for reason in reasons]
    priced = {name for piece in (cap.pieces if cap else ()) for name in (piece.each, piece.of) if name is not None}
    counted = {piece.each for piece in (term.plus if term else ())}
    wanted = frozenset().union(*open_facts) | priced | counted
    return _ordered(wanted - borrower.facts.keys())


def _open_facts(condition: Condition, borrower: Borrower, on: date, parameters: Mapping[str, int]) -> frozenset[str]:
    """Return the unknown facts on which a condition still hangs: not those in a part that is decided."""
    if weigh(condition, borrower, on, parameters) is not Truth.UNKNOWN:
        return frozenset()
    if condition.fact is not None:
        return frozenset({condition.fact})
    parts = condition.all or condition.any or ((condition.not_,) if condition.not_ else ())
    return frozenset().union(*(_open_facts(part, borrower, on, parameters) for part in parts))


def _ordered(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=_PLACES.__getitem__))


def _cap_vnd(cap: Cap, borrower: Borrower) -> int | None:
    """Return the most that may be owed; None when a fact is missing or when there is no most.

    Neither a piece nor the sum goes above `VND_MAX`, which no fund reaches: so no mistyped count overflows.
    """
    if not cap.pieces:
        return cap.at_most_vnd
    pieces = [_piece_vnd(piece, borrower) for piece in cap.pieces]
    total_vnd = 0
    for piece_vnd in pieces:
        if piece_vnd is None:
            return None
        total_vnd += piece_vnd
    return min(total_vnd, VND_MAX if cap.at_most_vnd is None else cap.at_most_vnd)


def _piece_vnd(piece: CapPiece, borrower: Borrower) -> int | None:
    """Return a piece of a cap in đồng; a share is rounded down to the đồng."""
    if piece.of is not None:
        assert piece.share_ppm is not None
        price_vnd = _number(piece.of, borrower)
        return None if price_vnd is None else min(price_vnd * piece.share_ppm // PPM, VND_MAX)
    assert piece.amount_vnd is not None
    if piece.each is None:
        return piece.amount_vnd
    count = _number(piece.each, borrower)
    if count is None:
        return None
    counted = count if piece.each_at_most is None else min(count, piece.each_at_most)
    return min(piece.amount_vnd * counted, VND_MAX)


def _term_months(term: LongestTerm, borrower: Borrower) -> int | None:
    """Return the longest term in months; None when a fact is missing."""
    months = term.months
    for piece in term.plus:
        count = _number(piece.each, borrower)
        if count is None:
            return None
        months += piece.times * count
    return months


def _number(name: str, borrower: Borrower) -> int | None:
    """Return a number that is known; None where it is not."""
    value = borrower.facts.get(name)
    assert value is None or isinstance(value, int)
    return value


def _owed_vnd(borrower: Borrower, programmes: tuple[str, ...]) -> int | None:
    """Return the principal owed under some programmes; None where debts are not known."""
    if borrower.debts is None:
        return None
    assert all(0 <= owed_vnd <= VND_MAX for owed_vnd in borrower.debts.values())
    return sum(borrower.debts.get(code, 0) for code in programmes)

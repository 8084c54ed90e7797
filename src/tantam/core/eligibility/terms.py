"""What the law says of a programme on one day: every dated value resolved once, for both engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tantam.core.law.conditions import Requirement, parameters_of
from tantam.core.law.dated import Dated, MissingValueError, Standing, find_on
from tantam.core.law.programme import Cap, Law, Lending, LongestTerm, Programme

PPM = 1_000_000


class LoopingRateError(ValueError):
    """The rates of some programmes are shares of each other, so that none of them says a number."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A programme on a day. None is "the law says nothing for the day", never zero.

    `requirements` are those that hold; `counted_together` the programme and those that share its cap, in the
    order of the law; `used` every dated value that an answer rests on, with what it is.
    """

    programme: Programme
    is_lent: bool
    requirements: tuple[Requirement, ...]
    parameters: Mapping[str, int]
    cap: Cap | None
    rate_ppm: int | None
    overdue_rate_ppm: int | None
    longest_term: LongestTerm | None
    unsecured_up_to_vnd: int | None
    papers: tuple[str, ...]
    counted_together: tuple[str, ...]
    used: tuple[Standing, ...]

    @property
    def has_cap(self) -> bool:
        """Tell whether there is a most: only a cap without pieces and without a most says that there is none."""
        return self.cap is None or bool(self.cap.pieces) or self.cap.at_most_vnd is not None


def terms_on(law: Law, programme: str, on: date) -> Terms:
    """Resolve a programme for a day.

    New loans are made only where the law says OPEN for the day. A parameter that a rule needs and that has no
    value is an error of the law while loans are made; of a closed programme the rule is left out.

    :raises MissingValueError: if a rule of an open programme uses a parameter without a value for the day.
    :raises LoopingRateError: if the rate is, in the end, a share of itself.
    """
    asked = law.programmes[programme]
    lending = find_on(asked.lending, on)
    is_lent = lending is not None and lending.value is Lending.OPEN
    parameters = {name: found for name, values in asked.parameters.items() if (found := find_on(values, on))}
    rules = _rules(asked, on, known=frozenset(parameters), is_lent=is_lent)
    needed = frozenset().union(*(parameters_of(rule.when) for rule in rules))
    rate_ppm, rates = _rate(law, programme, on, above=())
    cap, overdue = find_on(asked.cap, on), find_on(asked.overdue_rate, on)
    term, unsecured = find_on(asked.longest_term, on), find_on(asked.unsecured_up_to_vnd, on)
    papers = find_on(asked.papers, on)
    values = (lending, cap, *rates, overdue, term, unsecured, papers, *(parameters[name] for name in sorted(needed)))
    together = {programme, *asked.shares_cap_with}
    return Terms(
        programme=asked,
        is_lent=is_lent,
        requirements=rules,
        parameters={name: parameters[name].value for name in sorted(needed)},
        cap=cap.value if cap else None,
        rate_ppm=rate_ppm,
        overdue_rate_ppm=_overdue_rate(asked, rate_ppm, on),
        longest_term=term.value if term else None,
        unsecured_up_to_vnd=unsecured.value if unsecured else None,
        papers=papers.value if papers else (),
        counted_together=tuple(code for code in in_order(law) if code in together),
        used=(*(value for value in values if value is not None), *rules),
    )


def in_order(law: Law) -> tuple[str, ...]:
    """Return the codes of all programmes in the order in which they are shown."""
    return tuple(sorted(law.programmes, key=lambda code: (law.programmes[code].order, code)))


def share_half_up(amount: int, share_ppm: int) -> int:
    """Return a share of an amount, rounded to a whole number, a half upwards; exact."""
    assert amount >= 0
    assert share_ppm >= 0
    return (amount * share_ppm + PPM // 2) // PPM


def _rules(programme: Programme, on: date, *, known: frozenset[str], is_lent: bool) -> tuple[Requirement, ...]:
    rules = tuple(rule for rule in programme.requirements if rule.holds_on(on))
    if is_lent:
        for rule in rules:
            if lacking := parameters_of(rule.when) - known:
                names = ", ".join(sorted(lacking))
                raise MissingValueError(f"{programme.code}/{rule.key}: no value of {names} for {on.isoformat()}")
    return tuple(rule for rule in rules if parameters_of(rule.when) <= known)


def _rate(law: Law, code: str, on: date, *, above: tuple[str, ...]) -> tuple[int | None, tuple[Standing, ...]]:
    """Return the rate of a programme in parts per million a year, and the values that it comes from.

    A share of another programme's rate is rounded half up to a part per million, at each step of a chain:
    127 % of 6.6 % is 8.382 %.
    """
    if code in above:
        raise LoopingRateError(f"the rates of {', '.join(above)} are shares of each other on {on.isoformat()}")
    found: Dated | None = find_on(law.programmes[code].rate, on)  # type: ignore[type-arg]
    if found is None:
        return None, ()
    if found.value.of is None:
        return found.value.ppm, (found,)
    base_ppm, used = _rate(law, found.value.of, on, above=(*above, code))
    if base_ppm is None:
        return None, (found, *used)
    return share_half_up(base_ppm, found.value.share_ppm), (found, *used)


def _overdue_rate(programme: Programme, rate_ppm: int | None, on: date) -> int | None:
    """Return the rate on overdue principal: a number, or a share of the contract's rate, half up."""
    found = find_on(programme.overdue_rate, on)
    if found is None:
        return None
    if found.value.share_ppm is None:
        return found.value.ppm
    return None if rate_ppm is None else share_half_up(rate_ppm, found.value.share_ppm)

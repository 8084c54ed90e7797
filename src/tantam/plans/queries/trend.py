"""How completeness and timeliness went from period to period, and which units slip."""

from dataclasses import dataclass

from tantam.core.duties import Tally
from tantam.core.rates import Standing, slipping
from tantam.plans.queries.frame import PERIOD, UNIT, Frame, PeriodLine, count_by, pick
from tantam.units.queries import UnitLine


@dataclass(frozen=True, slots=True)
class PeriodTally:
    """A period and its duties by state; `period` is None for all deadlines and milestones of single tasks."""

    period: PeriodLine | None
    tally: Tally
    has_opened: bool


@dataclass(frozen=True, slots=True)
class SlippingUnit:
    """A unit with overdue work or a falling timeliness."""

    unit: UnitLine
    standing: Standing


@dataclass(frozen=True, slots=True)
class Slipping:
    """The slipping units, worst first, and the two periods between which timeliness was compared."""

    units: tuple[SlippingUnit, ...]
    earlier: PeriodLine | None
    later: PeriodLine | None


def trend(frame: Frame) -> tuple[PeriodTally, ...]:
    """Return the tally of each reporting period in order of deadline, then of all single deadlines.

    Every duty is in exactly one of the rows, so that they add up to the whole.
    """
    tallies = count_by(frame.facts, PERIOD)
    rows = [
        PeriodTally(period, pick(tallies, period.id), has_opened=period.opens_on <= frame.on)
        for period in reporting_periods(frame)
    ]
    own = [pick(tallies, period.id) for period in frame.periods if period.own_task_id is not None]
    if own:
        rows.append(PeriodTally(None, sum(own, Tally()), has_opened=True))
    return tuple(rows)


def reporting_periods(frame: Frame) -> list[PeriodLine]:
    """Return the periods that all tasks share."""
    return [period for period in frame.periods if period.own_task_id is None]


def find_slipping(frame: Frame) -> Slipping:
    """Return the units that slip, compared over the last two reporting periods whose deadline has passed."""
    past = [period for period in reporting_periods(frame) if period.due_on < frame.on]
    earlier, later = (past[-2], past[-1]) if len(past) >= 2 else (None, None)
    whole = count_by(frame.facts, UNIT)
    by_period = count_by(
        (fact for fact in frame.facts if earlier and later and fact[PERIOD] in (earlier.id, later.id)),
        UNIT,
        PERIOD,
    )
    standings = [
        Standing(
            whole=pick(whole, unit.id),
            earlier=pick(by_period, (unit.id, earlier.id)) if earlier else Tally(),
            later=pick(by_period, (unit.id, later.id)) if later else Tally(),
        )
        for unit in frame.units
    ]
    units = tuple(SlippingUnit(frame.units[place], standings[place]) for place in slipping(standings))
    return Slipping(units=units, earlier=earlier, later=later)
